"""Hours of the day: when readers may be written to, and staff be asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from comms.config.newsletter import NewsletterRules
from comms.stages.dispatch.week import at_work, is_closed


def is_open(now: datetime, rules: NewsletterRules, zone: ZoneInfo) -> bool:
    """Is it an hour of the day, on a day that is not closed, when readers may be written to?"""
    here = now.astimezone(zone)
    return not is_closed(here.date(), rules) and rules.send_from <= here.time() < rules.send_until


def opens(now: datetime, rules: NewsletterRules, zone: ZoneInfo) -> datetime:
    """Now, or the next moment at which readers may be written to."""
    here = now.astimezone(zone)
    while not is_open(here, rules, zone):
        days = 0 if here.time() < rules.send_from else 1
        here = datetime.combine(here.date() + timedelta(days=days), rules.send_from, zone)
        if is_closed(here.date(), rules):
            here = datetime.combine(here.date(), rules.send_until, zone)
    return here.astimezone(now.tzinfo)


def asked_for(
    due: datetime, now: datetime, rules: NewsletterRules, zone: ZoneInfo
) -> timedelta | None:
    """Which of the reminders to approve it is time for: the newest whose moment has come, if any.

    A reminder for a day when nobody is at work comes at the same hour of the last day before it.
    """
    for span in sorted(rules.remind):
        moment = (due.astimezone(UTC) - span).astimezone(zone)
        at = datetime.combine(at_work(moment.date(), rules), moment.time(), zone)
        if at.astimezone(UTC) <= now.astimezone(UTC) < due.astimezone(UTC):
            return span
    return None
