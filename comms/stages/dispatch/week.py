"""Which week, and when its issue goes."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from comms.config.kinds import WEEKDAYS
from comms.config.newsletter import NewsletterRules
from comms.errors import UsageError

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def due_at(week: str, rules: NewsletterRules, zone: ZoneInfo) -> datetime:
    """The moment the week's issue goes by rule: the same clock in winter and in summer.

    week: ISO 8601, `2026-W48`. Raises UsageError for anything else.
    """
    found = _WEEK.fullmatch(week)
    try:
        if not found:
            raise ValueError
        day = date.fromisocalendar(int(found[1]), int(found[2]), WEEKDAYS.index(rules.day) + 1)
    except ValueError:
        raise UsageError(f"{week!r} er ikke en uge (skriv fx 2026-W48).") from None
    return datetime.combine(day, rules.hour, zone)


def name_of(day: date) -> str:
    """`2026-W48`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def coming(now: datetime, rules: NewsletterRules, zone: ZoneInfo) -> str:
    """The week whose issue is next: this one until its hour and the time for lateness are over."""
    today = now.astimezone(zone).date()
    this = name_of(today)
    if now <= due_at(this, rules, zone) + rules.late:
        return this
    return name_of(today + timedelta(days=7))


def number(week: str) -> int:
    """48 of `2026-W48`."""
    return int(week.partition("-W")[2])


def notice_day(due: datetime, rules: NewsletterRules, zone: ZoneInfo) -> date:
    """The day on which staff are told, in local time."""
    return (due - rules.notice).astimezone(zone).date()
