"""The week or the month that a report is about."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from comms.danish.calendar import month_name, week_monday
from comms.errors import UsageError


@dataclass(frozen=True)
class Stretch:
    """A period with a name. start, end: both days included."""

    kind: Literal["week", "month"]
    start: date
    end: date

    @property
    def name(self) -> str:
        """ "uge 48, 2026" or "november 2026"."""
        if self.kind == "month":
            return f"{month_name(self.start)} {self.start.year}"
        year, number, _ = self.start.isocalendar()
        return f"uge {number}, {year}"

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first moment of the period and the first one after it: midnights of the zone."""
        after = self.end + timedelta(days=1)
        return datetime.combine(self.start, time(), zone), datetime.combine(after, time(), zone)


def week(name: str) -> Stretch:
    """ "2026-W48". Raises UsageError."""
    try:
        monday = week_monday(name)
    except ValueError:
        raise UsageError(f"Ugen {name!r} findes ikke: skriv fx 2026-W48.") from None
    return Stretch("week", monday, monday + timedelta(days=6))


def month(name: str) -> Stretch:
    """ "2026-11". Raises UsageError."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", name)
    try:
        first = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        first = None
    if first is None:
        raise UsageError(f"Måneden {name!r} findes ikke: skriv fx 2026-11.")
    after = (first + timedelta(days=31)).replace(day=1)
    return Stretch("month", first, after - timedelta(days=1))


def last_week(today: date) -> Stretch:
    """The newest week that has ended."""
    monday = today - timedelta(days=today.weekday() + 7)
    return Stretch("week", monday, monday + timedelta(days=6))


def chosen(week_name: str | None, month_name: str | None, today: date) -> Stretch:
    """What `report` was asked for; without a choice the newest week that has ended."""
    if week_name and month_name:
        raise UsageError("Vælg enten --week eller --month, ikke begge.")
    if week_name:
        return week(week_name)
    return month(month_name) if month_name else last_week(today)
