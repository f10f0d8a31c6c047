"""A calendar part as bytes → the lines of it that we read, each event by itself.

One broken property or event so costs only itself; files, alarms and what no standard knows are
left out before any library sees them.
"""

from dataclasses import dataclass

from comms.danish.pattern import Pattern

_NEWLINE = Pattern(r"\r\n|\n|\r")
_FOLD = Pattern(r"(?:\r\n|\n|\r)[ \t]")  # RFC 5545, 3.1
_KNOWN = frozenset(
    {
        *("UID", "SEQUENCE", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"),
        *("EXDATE", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "COMMENT"),
    }
)
_NAME = Pattern(r"([A-Za-z-]{1,40})[;:]")
_OFTEN = Pattern(r"RRULE.*(?:SECONDLY|MINUTELY|HOURLY|DAILY|INTERVAL=0|BYSECOND|BYMINUTE)")
_MOST_ZONES = 20
_LONGEST = 60_000  # characters of one property


@dataclass(frozen=True)
class Sifted:
    """method: of the calendar (RFC 5546). zones, events: their lines, BEGIN and END left out."""

    method: str
    zones: tuple[tuple[str, ...], ...]
    events: tuple[tuple[str, ...], ...]


def sift(text: str, most: int) -> Sifted:
    """The first `most` events of a calendar file, and the time zones that it defines."""
    method, zones, events = "", [], []
    inside: list[str] = []
    held: list[str] = []
    for line in _NEWLINE.split(_FOLD.sub("", text)):
        mark = line.strip().upper()
        if mark.startswith("BEGIN:"):
            if mark == "BEGIN:VEVENT" and "VEVENT" in inside:  # the one before never ended
                events.append(tuple(held))
                inside = inside[: inside.index("VEVENT")]
            inside.append(mark[6:].strip())
            held = [] if inside[-1] in ("VEVENT", "VTIMEZONE") else held
            held += [mark] if "VTIMEZONE" in inside[:-1] else []
        elif mark.startswith("END:") and inside:
            ended = inside.pop()
            held += [mark] if "VTIMEZONE" in inside else []
            events += [tuple(held)] if ended == "VEVENT" else []
            zones += [tuple(held)] if ended == "VTIMEZONE" else []
        elif not inside or inside[-1] == "VCALENDAR":
            method = mark[7:].strip() if mark.startswith("METHOD:") else method
        elif inside[-1] == "VEVENT":
            held += [line.strip()] if _is_known(line) else []
        elif "VTIMEZONE" in inside and mark:
            held.append(line.strip())
        if len(events) >= most:
            break
    if "VEVENT" in inside and held and len(events) < most:
        events.append(tuple(held))
    sound = [zone for zone in zones if not any(_OFTEN.match(line.upper()) for line in zone)]
    return Sifted(method[:20], tuple(sound[:_MOST_ZONES]), tuple(events))


def _is_known(line: str) -> bool:
    name = _NAME.match(line.strip())
    return bool(name and name[1].upper() in _KNOWN and len(line) <= _LONGEST)
