"""Which week, and when its issue goes."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comms.config.kinds import WEEKDAYS
from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import (
    closing_day_name,
    is_closing_day,
    is_working_day,
    week_monday,
    week_name,
)
from comms.errors import UsageError

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_SEVEN = timedelta(days=7)


def due_at(week: str, rules: NewsletterRules, zone: ZoneInfo) -> datetime:
    """The moment the week's issue goes by rule: the same clock in winter and in summer.

    A day that is closed is moved within its week (`on_holiday`); where the week is skipped, the day
    stays. week: ISO 8601, `2026-W48`. Raises UsageError for anything else.
    """
    return datetime.combine(_moved(_by_rule(week, rules), rules), rules.hour, zone)


def _by_rule(week: str, rules: NewsletterRules) -> date:
    """The day as the rules name it, before any holiday."""
    found = _WEEK.fullmatch(week)
    try:
        if not found:
            raise ValueError
        return date.fromisocalendar(int(found[1]), int(found[2]), WEEKDAYS.index(rules.day) + 1)
    except ValueError:
        raise UsageError(f"{week!r} er ikke en uge (skriv fx 2026-W48).") from None


def _moved(day: date, rules: NewsletterRules) -> date:
    """The day, or the working day nearest to it in its week; first by the rule, then otherwise."""
    if rules.on_holiday == "skip" or not is_closed(day, rules):
        return day
    week = [day - timedelta(days=day.weekday()) + timedelta(days=n) for n in range(7)]
    open_days = [one for one in week if is_working_day(one) and not is_closed(one, rules)]
    before, after = [d for d in open_days if d < day], [d for d in open_days if d > day]
    earlier = before[-1:] + after[:1]
    found = earlier if rules.on_holiday == "before" else after[:1] + before[-1:]
    return found[0] if found else day


def is_closed(day: date, rules: NewsletterRules) -> bool:
    """A holiday, a day when offices keep closed, or one of the house's own."""
    return is_closing_day(day) or day in rules.closed_days


def closed_by_rule(week: str, rules: NewsletterRules) -> str:
    """Why the week has no issue by the rule for holidays, such as "Skærtorsdag"; empty: it has."""
    day = _by_rule(week, rules)
    if not is_closed(_moved(day, rules), rules):
        return ""
    return closing_day_name(day) or "en lukkedag"


def name_of(day: date) -> str:
    """`2026-W48`."""
    return week_name(day)


def coming(now: datetime, rules: NewsletterRules, zone: ZoneInfo) -> str:
    """The week whose issue is next: this one until its hour and the time for lateness are over.

    Weeks between two issues (`every_weeks`) have none.
    """
    monday = week_monday(name_of(now.astimezone(zone).date()))
    if now > latest(due_at(name_of(monday), rules, zone), rules, zone):
        monday += _SEVEN
    return name_of(_with_issue(monday, rules))


def latest(due: datetime, rules: NewsletterRules, zone: ZoneInfo) -> datetime:
    """The last moment at which an issue due then may go: its time for lateness, within its week."""
    sunday = week_monday(name_of(due.astimezone(zone).date())) + timedelta(days=6)
    end = datetime.combine(sunday, time.max, zone)
    return min(due.astimezone(UTC) + rules.late, end.astimezone(UTC))


def after(week: str, rules: NewsletterRules) -> str:
    """The week of the issue after this one's."""
    return name_of(_with_issue(week_monday(week) + _SEVEN, rules))


def number(week: str) -> int:
    """48 of `2026-W48`."""
    return int(week.partition("-W")[2])


def notice_day(due: datetime, rules: NewsletterRules, zone: ZoneInfo) -> date:
    """The day on which staff are told, in local time: a working day."""
    return at_work((due.astimezone(zone) - rules.notice).date(), rules)


def at_work(day: date, rules: NewsletterRules) -> date:
    """The day, or the last working day before it."""
    while not is_working_day(day) or is_closed(day, rules):
        day -= timedelta(days=1)
    return day


def _with_issue(monday: date, rules: NewsletterRules) -> date:
    """This Monday, or the first after it whose week has an issue.

    Weeks are counted from `from_week`, not by their numbers: a year may have 53.
    """
    while not has_turn(monday, rules) or closed_by_rule(name_of(monday), rules):
        monday += _SEVEN
    return monday


def has_turn(monday: date, rules: NewsletterRules) -> bool:
    """Is it this week's turn, where there is not an issue every week (`every_weeks`)?"""
    first = week_monday(rules.from_week) if rules.from_week else date.min
    return (monday - first).days // 7 % rules.every_weeks == 0
