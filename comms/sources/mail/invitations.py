"""Calendar parts of a mail (RFC 5545, RFC 5546): one invitation for each event or series."""

import re
import warnings
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

from comms.danish.calendar import COPENHAGEN
from comms.danish.pattern import Pattern
from comms.errors import BadInput
from comms.model.mail import Invitation
from comms.sources.mail import words
from comms.sources.mail.sifted import Sifted, sift
from comms.sources.mail.tree import Part
from comms.sources.recurrence import check_rule

MOST_DATES = 60
MOST_EVENTS = 20
Starts = tuple[tuple[date, date | None], ...]
_SIZE = 2_000_000
_SPAN = timedelta(days=366)
_REPEATING = ("RRULE", "RDATE", "EXDATE")
# What Google and Teams add below the organiser's own words.
_ADDED = Pattern(r"\n?\s*(?:-::~:~::~|_{20,}\s*\n\s*Microsoft Teams)")


def is_calendar(part: Part) -> bool:
    """By its type or its name."""
    return part.mime in ("text/calendar", "application/ics") or part.name.lower().endswith(
        (".ics", ".vcs", ".ical")
    )


def read_invitations(part: Part) -> tuple[Invitation, ...]:
    """One for each event of the part; what cannot be read says so in `problem`."""
    if len(part.raw) > _SIZE:
        return (Invitation(part.method, problem="kalenderfilen er for stor"),)
    sifted = sift(words.decode(part.raw, part.charset or "utf-8"), MOST_EVENTS)
    method = sifted.method or part.method
    if not sifted.events:
        return (Invitation(method, problem="kalenderen har ingen begivenheder"),)
    series: dict[str, list[tuple[str, ...]]] = {}
    for number, lines in enumerate(sifted.events):
        series.setdefault(_line(lines, "UID") or str(number), []).append(lines)
    return tuple(_series(members, sifted, method) for members in series.values())


def _series(members: list[tuple[str, ...]], sifted: Sifted, method: str) -> Invitation:
    """The event, its dates that were moved included. The highest SEQUENCE of each counts."""
    newest: dict[str, tuple[str, ...]] = {}
    for lines in sorted(members, key=_sequence):
        newest[_line(lines, "RECURRENCE-ID")] = lines
    main, *moved = sorted(newest.values(), key=lambda one: bool(_line(one, "RECURRENCE-ID")))
    try:
        return _read(main, moved, sifted, method)
    except Exception as error:  # these libraries raise nearly anything on broken files
        problem = f"kalenderen kan ikke læses ({type(error).__name__})"
        return Invitation(method, uid=_line(main, "UID"), problem=problem)


def _read(
    main: tuple[str, ...], moved: list[tuple[str, ...]], sifted: Sifted, method: str
) -> Invitation:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of every zone it has to guess
        event, starts, problem = _dated(main, moved, sifted)
    said = _text(event, "STATUS").upper()
    return Invitation(
        method=method,
        summary=_text(event, "SUMMARY"),
        description=_ADDED.split(_text(event, "DESCRIPTION"))[0].strip(),
        location=_text(event, "LOCATION"),
        starts=starts,
        cancelled=method == "CANCEL" or said == "CANCELLED",
        problem=problem,
        uid=_line(main, "UID")[:300],
        sequence=_sequence(main),
        comment=_text(event, "COMMENT"),
    )


def _dated(
    main: tuple[str, ...], moved: list[tuple[str, ...]], sifted: Sifted
) -> tuple[Any, Starts, str]:
    """(the event, its dates, what had to be left out). First whole, then without what is broken."""
    once = tuple(line for line in main if not line.upper().startswith(_REPEATING))
    zones = sifted.zones
    whole, part = (main, moved), (once, list[tuple[str, ...]]())
    for (lines, others), defined in product((whole, part), (zones, ())):
        try:
            event = _event(lines, defined)
            starts, problem = _starts(event, [_event(other, defined) for other in others])
        except Exception:  # noqa: S112 the next reading leaves more out
            continue
        return event, starts, problem if lines is main else "gentagelsen kan ikke læses"
    raise BadInput("VEVENT")


def _event(lines: tuple[str, ...], zones: tuple[tuple[str, ...], ...]) -> Any:
    import icalendar

    body = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for zone in zones:
        body += ["BEGIN:VTIMEZONE", *zone, "END:VTIMEZONE"]
    body += ["BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return icalendar.Calendar.from_ical("\r\n".join(body)).walk("VEVENT")[0]


def _line(lines: tuple[str, ...], name: str) -> str:
    """The value of a property as it is written."""
    found = next((x for x in lines if re.match(rf"{name}[;:]", x, re.IGNORECASE)), "")
    return found.partition(":")[2].strip()


def _sequence(lines: tuple[str, ...]) -> int:
    number = _line(lines, "SEQUENCE")
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return words.clean(str(value)).strip()[:20_000]


def _starts(event: Any, moved: list[Any]) -> tuple[Starts, str]:
    first = _moment(event.decoded("DTSTART", None))
    if first is None:
        return (), "kalenderen har ingen dato"
    end = _end(event, first)
    rule = event.get("RRULE")
    if not rule and not event.get("RDATE"):
        return ((first, end),), ""
    for one in rule if isinstance(rule, list) else [rule] if rule else []:
        try:
            check_rule(one)
        except BadInput as error:
            return ((first, end),), f"kalenderen: {error}"
        if not (one.get("COUNT") or one.get("UNTIL")):
            return ((first, end),), "gentages uden slutning: kun den første dato er med"
    return _repeated(event, moved, first, end), ""


def _repeated(event: Any, moved: list[Any], first: date, end: date | None) -> Starts:
    import recurring_ical_events

    dates: list[tuple[date, date | None]] = []
    for one in recurring_ical_events.of(_wrapped(event, *moved)).between(first, first + _SPAN):
        start = _moment(one.decoded("DTSTART"))
        off = str(one.get("STATUS", "")).upper() == "CANCELLED"
        if start is not None and not off and len(dates) < MOST_DATES:
            dates.append((start, _end(one, start)))
    return tuple(sorted(dates, key=lambda pair: pair[0].isoformat())) or ((first, end),)


def _wrapped(*events: Any) -> Any:
    import icalendar

    calendar = icalendar.Calendar()
    for event in events:
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
