"""Which week, and when its issue goes."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from comms.config.kinds import WEEKDAYS
from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import week_monday, week_name
from comms.errors import UsageError

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_SEVEN = timedelta(days=7)


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
    return week_name(day)


def coming(now: datetime, rules: NewsletterRules, zone: ZoneInfo) -> str:
    """The week whose issue is next: this one until its hour and the time for lateness are over.

    Weeks between two issues (`every_weeks`) have none.
    """
    monday = week_monday(name_of(now.astimezone(zone).date()))
    if now > due_at(name_of(monday), rules, zone) + rules.late:
        monday += _SEVEN
    return name_of(_with_issue(monday, rules))


def after(week: str, rules: NewsletterRules) -> str:
    """The week of the issue after this one's."""
    return name_of(_with_issue(week_monday(week) + _SEVEN, rules))


def number(week: str) -> int:
    """48 of `2026-W48`."""
    return int(week.partition("-W")[2])


def notice_day(due: datetime, rules: NewsletterRules, zone: ZoneInfo) -> date:
    """The day on which staff are told, in local time."""
    return (due - rules.notice).astimezone(zone).date()


def _with_issue(monday: date, rules: NewsletterRules) -> date:
    """This Monday, or the first after it whose week has an issue.

    Weeks are counted from `from_week`, not by their numbers: a year may have 53.
    """
    first = week_monday(rules.from_week) if rules.from_week else date.min
    apart = (monday - first).days // 7 % rules.every_weeks
    return monday if not apart else monday + _SEVEN * (rules.every_weeks - apart)
