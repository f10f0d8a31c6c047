"""Due times and what was missed, without a clock."""

from datetime import UTC, datetime, timedelta

import pytest

from comms.model.timetable import Every, Missed, Tick, missed
from tests.clock import COPENHAGEN, NOON

WEEK = timedelta(days=7)
LEASE = timedelta(minutes=30)
DUE = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LAST_WEEK = Tick("report", "2026-11-16T07:30:00", DUE - WEEK, DUE - WEEK, "done")
ON_TIME = Tick("report", "2026-11-23T07:30:00", DUE, DUE, "done")
BROKEN_OFF = Tick("report", "2026-11-23T07:30:00", DUE)
ONCE, SKIP = timedelta.max, timedelta(0)


def what(newest: Tick | None, patience: timedelta, now: datetime = NOON) -> Missed:
    return missed(newest, DUE, now, zone=COPENHAGEN, patience=patience, lease=LEASE)


def test_intervals_begin_at_the_same_moments_on_every_machine() -> None:
    early = Every(timedelta(minutes=5)).latest(NOON + timedelta(minutes=4, seconds=59))
    assert early == NOON
    assert Every(timedelta(minutes=5)).after(NOON) == NOON + timedelta(minutes=5)


def test_intervals_have_a_name_of_their_own_in_the_hour_that_comes_twice() -> None:
    quarter = Every(timedelta(minutes=15))
    due, names = datetime(2026, 10, 24, 23, 45, tzinfo=UTC), []
    for _ in range(12):
        due = quarter.after(due)
        names.append(quarter.name(due))
    assert len(set(names)) == 12
    assert names[0] == "2026-10-25T00:00:00Z"
    assert names[-1] == "2026-10-25T02:45:00Z"


def test_a_new_job_has_missed_nothing_and_its_timetable_begins() -> None:
    assert what(None, ONCE) is Missed.FIRST


def test_by_the_rule_once_the_newest_missed_tick_runs_however_late() -> None:
    assert what(LAST_WEEK, ONCE) is Missed.TICK
    assert what(LAST_WEEK, ONCE, NOON + timedelta(days=6)) is Missed.TICK


def test_by_the_rule_within_a_missed_tick_runs_only_while_it_is_young() -> None:
    assert what(LAST_WEEK, timedelta(hours=6)) is Missed.TICK
    assert what(LAST_WEEK, timedelta(hours=4)) is Missed.NOTHING


@pytest.mark.parametrize("newest", [None, LAST_WEEK, BROKEN_OFF])
def test_by_the_rule_skip_nothing_is_caught_up(newest: Tick | None) -> None:
    assert what(newest, SKIP) is Missed.NOTHING


def test_what_ran_is_not_missed() -> None:
    assert what(ON_TIME, ONCE) is Missed.NOTHING


def test_a_tick_that_was_begun_and_never_ended_runs_again_after_its_lease() -> None:
    assert what(BROKEN_OFF, ONCE, DUE + LEASE - timedelta(seconds=1)) is Missed.NOTHING
    assert what(BROKEN_OFF, ONCE, DUE + LEASE) is Missed.AGAIN


def test_a_tick_that_broke_off_long_ago_is_let_be_by_the_rule_within() -> None:
    assert what(BROKEN_OFF, timedelta(hours=4)) is Missed.NOTHING


def test_a_job_moved_from_intervals_to_the_wall_clock_keeps_its_past() -> None:
    in_utc = Tick("report", "2026-11-23T06:30:00Z", DUE, DUE, "done")
    assert what(in_utc, ONCE) is Missed.NOTHING
