"""Cron on the wall clock, also over the two nights when the clock changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.config.schedules import Job
from comms.model.timetable import Timetable
from comms.scheduler.line import timetable_of
from tests.clock import COPENHAGEN, NOON

SPRING = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)


def by(cron: str) -> Timetable:
    return timetable_of(Job(cron=cron), COPENHAGEN)


def names(cron: str, start: datetime, hours: int = 24) -> list[str]:
    timetable, due, found = by(cron), start - timedelta(seconds=1), []
    while (due := timetable.after(due)) < start + timedelta(hours=hours):
        found.append(timetable.name(due))
    return found


def local(moment: datetime) -> str:
    return moment.astimezone(COPENHAGEN).isoformat(timespec="minutes")


def test_a_time_that_does_not_exist_in_spring_happens_once_an_hour_later() -> None:
    assert names("30 2 * * *", SPRING, 48) == ["2026-03-29T03:30:00", "2026-03-30T02:30:00"]
    assert local(by("30 2 * * *").after(SPRING)) == "2026-03-29T03:30+02:00"


def test_both_the_skipped_and_the_next_hour_make_one_tick_in_spring() -> None:
    assert names("50,30 2,3 * * *", SPRING) == ["2026-03-29T03:30:00", "2026-03-29T03:50:00"]


def test_where_only_half_an_hour_is_skipped_the_ticks_still_come_in_order() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    timetable = timetable_of(Job(cron="10,35 2 * * *"), lord_howe)
    first = timetable.after(datetime(2026, 10, 4, 0, 0, tzinfo=lord_howe))
    second = timetable.after(first)
    assert [timetable.name(first)[11:16], timetable.name(second)[11:16]] == ["02:35", "02:40"]


def test_a_time_that_comes_twice_in_autumn_happens_the_first_time() -> None:
    assert names("30 2 * * *", AUTUMN) == ["2026-10-25T02:30:00"]
    assert local(by("30 2 * * *").after(AUTUMN)) == "2026-10-25T02:30+02:00"


@pytest.mark.parametrize("minute", range(0, 60, 5))
def test_in_the_hour_that_comes_again_the_newest_tick_is_the_first_one(minute: int) -> None:
    again = datetime(2026, 10, 25, 1, minute, tzinfo=UTC)
    assert local(by("30 2 * * *").latest(again)) == "2026-10-25T02:30+02:00"
    assert local(by("*/5 * * * *").latest(again)) == "2026-10-25T02:55+02:00"


def test_after_the_gap_in_spring_a_skipped_time_is_still_ahead() -> None:
    ten_past_three = datetime(2026, 3, 29, 1, 10, tzinfo=UTC)
    assert local(by("30 2 * * *").after(ten_past_three)) == "2026-03-29T03:30+02:00"
    assert local(by("30 2 * * *").latest(ten_past_three)) == "2026-03-28T02:30+01:00"


def test_the_hours_of_the_short_and_the_long_day() -> None:
    assert len(names("0 * * * *", SPRING, 23)) == 23
    assert len(names("0 * * * *", AUTUMN, 25)) == 24


CRONS = ["30 2 * * *", "*/5 * * * *", "0,30 1-3 * * *", "15 */2 28-31 3,10 *", "30 7 * * mon"]


@pytest.mark.parametrize("cron", CRONS)
@pytest.mark.parametrize("start", [SPRING, AUTUMN])
def test_the_ticks_are_apschedulers_but_for_the_hour_that_comes_again(
    cron: str, start: datetime
) -> None:
    timetable, due, ours = by(cron), start, []
    while (due := timetable.after(due)) < start + timedelta(days=9):
        ours.append(due)
    assert ours == [due for due in _apscheduler(cron, start, 9) if not _again(due)]


def _apscheduler(cron: str, start: datetime, days: int) -> Iterator[datetime]:
    trigger = CronTrigger.from_crontab(cron, COPENHAGEN)
    due = trigger.get_next_fire_time(None, start + timedelta(microseconds=1))
    while due.astimezone(UTC) < start + timedelta(days=days):
        yield due.astimezone(UTC)
        due = trigger.get_next_fire_time(due, due)


def _again(due: datetime) -> bool:
    return due.astimezone(COPENHAGEN).fold == 1


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 (made UTC below)
    cron=st.sampled_from([*CRONS, "0 9 29 2 *", "0 9 1 * mon"]),
)
@settings(max_examples=60, deadline=None)
def test_the_newest_tick_is_the_one_that_the_next_tick_follows(moment: datetime, cron: str) -> None:
    timetable, now = by(cron), moment.replace(tzinfo=UTC)
    due = timetable.latest(now)
    assert due <= now < timetable.after(now)
    assert timetable.after(due) == timetable.after(now)


def test_zero_is_sunday_as_in_cron() -> None:
    assert names("0 9 * * 0", NOON, 24 * 7) == ["2026-11-29T09:00:00"]
    assert names("0 9 * * mon", NOON, 24 * 8) == ["2026-11-30T09:00:00"]


def test_day_and_weekday_together_mean_either_as_in_cron() -> None:
    assert names("0 9 1 * mon", NOON, 24 * 9) == ["2026-11-30T09:00:00", "2026-12-01T09:00:00"]
