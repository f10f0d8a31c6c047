"""Calendar parts of a mail (RFC 5545, RFC 5546)."""

import warnings
from datetime import date, datetime, timedelta
from typing import Any

from comms.danish.calendar import COPENHAGEN
from comms.model.mail import Invitation
from comms.sources.mail import words
from comms.sources.mail.tree import Part

MOST_DATES = 60
MOST_EVENTS = 20
_SIZE = 500_000
_ENDLESS = ("SECONDLY", "MINUTELY", "HOURLY")


def is_calendar(part: Part) -> bool:
    """By its type or its name."""
    return part.mime == "text/calendar" or part.name.lower().endswith((".ics", ".vcs"))


def read_invitations(part: Part) -> tuple[Invitation, ...]:
    """One for each event of the part; what cannot be read says so in `problem`."""
    if len(part.raw) > _SIZE:
        return (Invitation(part.method, problem="kalenderfilen er for stor"),)
    try:
        return _read(part)
    except Exception as error:  # these libraries raise nearly anything on broken files
        problem = f"kalenderen kan ikke læses ({type(error).__name__})"
        return (Invitation(part.method, problem=problem),)


def _read(part: Part) -> tuple[Invitation, ...]:
    import icalendar

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of every zone it has to guess
        calendars = icalendar.Calendar.from_ical(
            words.decode(part.raw, part.charset or "utf-8"), multiple=True
        )
        return tuple(
            _invitation(event, calendar, part.method)
            for calendar in calendars[:3]
            for event in calendar.walk("VEVENT")[:MOST_EVENTS]
        )


def _invitation(event: Any, calendar: Any, method: str) -> Invitation:
    method = str(calendar.get("METHOD", "") or method).upper()
    cancelled = method == "CANCEL" or str(event.get("STATUS", "")).upper() == "CANCELLED"
    starts, problem = _starts(event)
    return Invitation(
        method,
        _text(event, "SUMMARY"),
        _text(event, "DESCRIPTION"),
        _text(event, "LOCATION"),
        starts,
        cancelled,
        problem,
    )


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return words.clean(str(value)).strip()[:20_000]


def _starts(event: Any) -> tuple[tuple[tuple[date, date | None], ...], str]:
    first = _moment(event.decoded("DTSTART", None))
    if first is None:
        return (), "kalenderen har ingen dato"
    end = _end(event, first)
    rule = event.get("RRULE")
    if not rule:
        return ((first, end),), ""
    odd = any(rule.get(part) for part in ("BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"))
    often = str(rule.get("FREQ", [""])[0]).upper() in _ENDLESS
    if odd or often or 0 in rule.get("INTERVAL", []):
        return ((first, end),), "gentagelsen kan ikke læses"
    if not (rule.get("COUNT") or rule.get("UNTIL")):
        return ((first, end),), "gentages uden slutning: kun den første dato er med"
    return _repeated(event, first, end), ""


def _repeated(event: Any, first: date, end: date | None) -> tuple[tuple[date, date | None], ...]:
    import recurring_ical_events

    window = (first, first + timedelta(days=366))
    length = None if end is None else end - first
    dates: list[tuple[date, date | None]] = []
    for one in recurring_ical_events.of(_wrapped(event)).between(*window):
        start = _moment(one.decoded("DTSTART"))
        if start is not None and len(dates) < MOST_DATES:
            dates.append((start, None if length is None else start + length))
    return tuple(sorted(dates, key=lambda pair: pair[0].isoformat())) or ((first, end),)


def _wrapped(event: Any) -> Any:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add_component(event)
    return calendar


def _end(event: Any, first: date) -> date | None:
    end = _moment(event.decoded("DTEND", None))
    length = event.decoded("DURATION", None)
    if end is None and isinstance(length, timedelta):
        end = first + length
    if end is None or isinstance(end, datetime) != isinstance(first, datetime) or end <= first:
        return None
    if not isinstance(end, datetime):
        end -= timedelta(days=1)  # the end of a whole day is the day after (RFC 5545, 3.6.1)
        return end if end > first else None
    return end


def _moment(value: Any) -> date | None:
    if isinstance(value, datetime):
        return (
            value.replace(tzinfo=COPENHAGEN)
            if value.tzinfo is None
            else value.astimezone(COPENHAGEN)
        )
    return value if isinstance(value, date) else None
