"""Which year a day without one means, and whether day and weekday agree."""

from collections.abc import Callable
from datetime import date, timedelta

AHEAD = 330  # days: a weekday that fits no nearer than this is not what was meant


def in_year(
    make: Callable[[int], date | None], ref: date, weekday: int | None
) -> tuple[date, bool] | None:
    """(date, conflict): the next such date from `ref` on, the weekday choosing the year.

    A weekday that fits only a day gone by gives that day: an old flyer, or news of last week.
    """
    years = range(ref.year - 1, ref.year + 3)
    dates = [day for year in years if (day := make(year)) is not None]
    ahead = [day for day in dates if day >= ref]
    if not ahead:
        return None
    if weekday is None:
        return ahead[0], False
    fitting = [day for day in dates if day.weekday() == weekday]
    soon = [day for day in fitting if ref <= day <= ref + timedelta(days=AHEAD)]
    gone = [day for day in fitting if ref - timedelta(days=366) <= day < ref]
    if soon:
        return soon[0], False
    if gone and (ref - gone[-1]).days <= (ahead[0] - ref).days:
        return gone[-1], False
    return ahead[0], True


def on_day(year: int, month: int, day: int) -> date | None:
    """That date, or None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_weekday(ref: date, weekday: int, *, same_day: bool = False) -> date:
    """The first such weekday after `ref`, or on it."""
    ahead = (weekday - ref.weekday()) % 7
    return ref + timedelta(days=ahead or (0 if same_day else 7))


def next_day_of_month(ref: date, day: int, weekday: int | None) -> date | None:
    """The next date with that day number, with that weekday where one is told."""
    for ahead in range(400):
        candidate = ref + timedelta(days=ahead)
        if candidate.day == day and weekday in (None, candidate.weekday()):
            return candidate
    return None


def in_week(ref: date, week: int, weekday: int) -> date | None:
    """The weekday of ISO week `week`, this year's or, when that is over, the next's."""
    for year in (ref.isocalendar().year, ref.isocalendar().year + 1):
        try:
            day = date.fromisocalendar(year, week, weekday + 1)
        except ValueError:
            continue
        if day >= ref - timedelta(days=7):
            return day
    return None


def full_year(shown: str) -> int:
    """2026 for "2026", "26" and "'26"."""
    bare = int(shown.lstrip("'"))
    return bare if bare > 99 else 2000 + bare
