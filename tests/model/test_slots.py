"""The next free slot for a post that goes by itself."""

from datetime import datetime, time, timedelta

import pytest

from comms.model.slots import SlotRules, next_free_slot
from tests.clock import COPENHAGEN, NOON

RULES = SlotRules((time(9), time(15)), 3, time(20), time(7), COPENHAGEN)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=COPENHAGEN)


def test_the_next_slot_of_the_day_is_taken() -> None:
    assert next_free_slot(NOON, [], RULES) == at(23, 15)


def test_a_slot_that_is_now_is_taken() -> None:
    assert next_free_slot(at(23, 15), [], RULES) == at(23, 15)


def test_a_taken_slot_is_passed_over() -> None:
    assert next_free_slot(NOON, [at(23, 15), at(24, 9)], RULES) == at(24, 15)


def test_a_full_day_is_passed_over() -> None:
    taken = [at(23, hour) for hour in (8, 10, 11)]
    assert next_free_slot(NOON, taken, RULES) == at(24, 9)


def test_a_slot_in_the_quiet_hours_is_never_used() -> None:
    night = SlotRules((time(6), time(22), time(10)), 3, time(20), time(7), COPENHAGEN)
    assert next_free_slot(NOON, [], night) == at(24, 10)


def test_the_hour_is_local_on_both_sides_of_the_autumn_night() -> None:
    saturday = datetime(2026, 10, 24, 16, tzinfo=COPENHAGEN)
    slot = next_free_slot(saturday, [], RULES)
    assert slot.isoformat() == "2026-10-25T09:00:00+01:00"


@pytest.mark.parametrize(("hour", "expected"), [(12, at(23, 12)), (22, at(24, 7)), (5, at(23, 7))])
def test_without_slots_it_goes_at_once_outside_the_quiet_hours(
    hour: int, expected: datetime
) -> None:
    rules = SlotRules((), 3, time(20), time(7), COPENHAGEN)
    assert next_free_slot(at(23, hour), [], rules) == expected


def test_quiet_hours_within_one_day() -> None:
    rules = SlotRules((), 3, time(12), time(14), COPENHAGEN)
    assert rules.is_quiet(NOON)
    assert not rules.is_quiet(NOON + timedelta(hours=2))
