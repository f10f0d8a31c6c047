"""Working hours: nights, weekends and closing days do not count."""

from datetime import datetime, time, timedelta

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.worktime import OfficeHours

OFFICE = OfficeHours(time(8), time(16), COPENHAGEN)


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-23T09:00", "2026-11-23T12:00", 3),  # one morning
        ("2026-11-23T15:00", "2026-11-24T09:00", 2),  # over a night
        ("2026-11-20T15:00", "2026-11-23T09:00", 2),  # over a weekend
        ("2026-04-01T15:00", "2026-04-07T09:00", 2),  # over Easter
        ("2026-12-23T15:00", "2026-12-28T09:00", 2),  # over Christmas
        ("2026-10-23T15:00", "2026-10-26T09:00", 2),  # over the night the clock is put back
        ("2026-11-22T10:00", "2026-11-22T20:00", 0),  # a Sunday
        ("2026-11-23T12:00", "2026-11-23T09:00", 0),  # backwards
    ],
)
def test_only_working_time_counts(since: str, until: str, hours: float) -> None:
    assert OFFICE.worked(at(since), at(until)) == timedelta(hours=hours)


@pytest.mark.parametrize("now", ["2026-11-23T09:30", "2026-04-07T08:00", "2026-11-22T12:00"])
@pytest.mark.parametrize("hours", [1, 8, 16, 41])
def test_the_moment_back_is_just_so_much_working_time_ago(now: str, hours: int) -> None:
    span = timedelta(hours=hours)
    back = OFFICE.back(span, at(now))
    assert OFFICE.worked(back, at(now)) == span
    assert OFFICE.worked(back + timedelta(minutes=1), at(now)) < span


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-23T08:00", True),
        ("2026-11-23T15:59", True),
        ("2026-11-23T16:00", False),
        ("2026-11-23T07:59", False),
        ("2026-11-21T10:00", False),
        ("2026-12-24T10:00", False),
        ("2026-05-14T10:00", False),
    ],
)
def test_nobody_is_at_work_at_night_in_weekends_and_on_closing_days(
    now: str, is_open: bool
) -> None:
    assert OFFICE.open(at(now)) is is_open
