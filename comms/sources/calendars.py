"""iCalendar (RFC 5545): bytes in, one entry for each event or series, within a window."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from comms.config.schedules import Feed
from comms.errors import BadInput
from comms.model.event import Event, in_order
from comms.sources.entry import (
    TEXT_CAP,
    FeedEntry,
    ImageMeta,
    Reading,
    SetAside,
    keyed,
    placed,
    split_title,
)
from comms.sources.markup import plain_text
from comms.sources.recurrence import check_rule

if TYPE_CHECKING:
    from icalendar import Component

EVENTS_CAP = 1_000  # VEVENTs in one body
DATES_CAP = 100  # dates of one series within the window
BLOCK_CAP = 200_000  # characters of one VEVENT
SECONDS = 30.0  # for one body; a hostile rule can still cost a second or two
TIMING = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
_NEWLINE = re.compile(r"\r\n|\n|\r")
_FAST_RULE = re.compile(r"RRULE.*(SECONDLY|MINUTELY|HOURLY|DAILY|INTERVAL=0|BYSECOND|BYMINUTE)")


@dataclass(frozen=True)
class _Blocks:
    """A body cut into its parts before any of them is parsed, so one broken part stays alone."""

    method: str
    zones: tuple[str, ...]
    events: tuple[str, ...]
    unended: tuple[str, ...]


def read_calendar(body: bytes, feed: Feed, since: date, until: date) -> Reading:
    """Every event with a date in [since, until), series as one entry with several dates.

    Broken, private and endless ones are set aside with the reason; those outside the window
    are left out. Raises BadInput when the body is no calendar at all.
    """
    blocks = _cut(_decoded(body), feed)
    stop = time.monotonic() + SECONDS
    entries: list[FeedEntry] = []
    aside = [_aside(feed, "an event without END:VEVENT", raw) for raw in blocks.unended]
    aside += [_aside(feed, f"beyond {EVENTS_CAP} events", b) for b in blocks.events[EVENTS_CAP:]]
    series, broken = _by_uid(blocks, feed)
    for members in series.values():
        raw = "".join(block for _, block in members)
        try:
            if time.monotonic() > stop:
                raise BadInput(f"not reached within {SECONDS:g} s")
            entry = _entry([one for one, _ in members], blocks.method, feed, (since, until), raw)
        except BadInput as error:
            aside.append(_aside(feed, str(error), raw))
        else:
            entries += [entry] if entry else []
    return Reading(keyed(entries), (*aside, *broken))


def _aside(feed: Feed, reason: str, block: str) -> SetAside:
    title = re.search(r"^SUMMARY[^:\r\n]*:(.{0,60})", block, re.MULTILINE)
    named = f" ({title[1].strip()})" if title else ""
    return SetAside(feed.key, f"{feed.key}: begivenhed{named}: {reason}", block.encode("utf-8"))


def _decoded(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    return text.replace("\0", "")


def _cut(text: str, feed: Feed) -> _Blocks:
    if not re.search(r"^BEGIN:VCALENDAR\s*$", text, re.MULTILINE | re.IGNORECASE):
        raise BadInput(f"{feed.key}: what came back is no iCalendar (no BEGIN:VCALENDAR)")
    method, kind = "", ""
    lines: list[str] = []
    found: dict[str, list[str]] = {"VEVENT": [], "VTIMEZONE": [], "unended": []}
    for line in _NEWLINE.split(text):
        mark = line.strip().upper()
        if mark == "BEGIN:VEVENT" and kind == "VEVENT":
            found["unended"].append(_joined(lines))
            lines = [line]
        elif not kind and mark in {"BEGIN:VEVENT", "BEGIN:VTIMEZONE"}:
            kind, lines = mark.removeprefix("BEGIN:"), [line]
        elif kind:
            lines.append(line)
            if mark == f"END:{kind}":
                found[kind].append(_joined(lines))
                kind = ""
        elif mark.startswith("METHOD:"):
            method = mark.removeprefix("METHOD:")
    if kind:
        found["unended"].append(_joined(lines))
    zones = tuple(block for block in found["VTIMEZONE"] if not _FAST_RULE.search(block.upper()))
    return _Blocks(method, zones[:50], tuple(found["VEVENT"]), tuple(found["unended"]))


def _joined(lines: list[str]) -> str:
    return "\r\n".join(lines) + "\r\n"


def _by_uid(
    blocks: _Blocks, feed: Feed
) -> tuple[dict[str, list[tuple["Component", str]]], list[SetAside]]:
    """Components under their UID, so that a moved date stands beside its series (RFC 5545,
    3.8.4.4); those that cannot be parsed, set aside."""
    series: dict[str, list[tuple[Component, str]]] = {}
    broken = []
    for place, block in enumerate(blocks.events[:EVENTS_CAP]):
        try:
            component = _parsed(block, blocks.zones)
        except BadInput as error:
            broken.append(_aside(feed, str(error), block))
        else:
            series.setdefault(str(component.get("UID", f"\n{place}")), []).append(
                (component, block)
            )
    return series, broken


def _parsed(block: str, zones: tuple[str, ...]) -> "Component":
    from icalendar import Calendar

    if len(block) > BLOCK_CAP or block.upper().count("BEGIN:") > 50:
        raise BadInput(f"større end {BLOCK_CAP} tegn eller 50 dele")
    used = "".join(zone for zone in zones if _names_zone(zone, block))
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\n"
    try:
        (component,) = Calendar.from_ical(f"{head}{used}{block}END:VCALENDAR\r\n").walk("VEVENT")
        for name, problem in component.errors:
            if name in TIMING:
                raise BadInput(f"{name} kan ikke læses: {' '.join(str(problem).split())[:100]}")
        _check(component)
    except BadInput:
        raise
    except Exception as error:  # outside data never crashes a run, whatever the parser raises
        raise BadInput(f"kan ikke læses ({type(error).__name__})") from error
    return component


def _names_zone(zone: str, block: str) -> bool:
    name = re.search(r"^TZID[^:\r\n]*:(.+?)\s*$", zone, re.MULTILINE | re.IGNORECASE)
    return name is not None and name[1] in block


def _check(component: "Component") -> None:
    """Raise BadInput for what must not be published, worked out, or cannot be placed in time."""
    if str(component.get("CLASS", "PUBLIC")).upper() in {"PRIVATE", "CONFIDENTIAL"}:
        raise BadInput("mærket som privat")
    if "DTSTART" not in component:
        raise BadInput("har ingen start (DTSTART)")
    if "EXRULE" in component:
        raise BadInput("har en EXRULE, som vi ikke læser")
    for name in ("DTSTART", "DTEND"):
        zone = getattr(component.get(name), "params", {}).get("TZID")
        moment = _moment(component, name)
        if zone and isinstance(moment, datetime) and moment.tzinfo is None:
            raise BadInput(f"{name} står i en ukendt tidszone {str(zone)[:40]!r}")
    start, end = _moment(component, "DTSTART"), _moment(component, "DTEND")
    if start and end and end < start:
        raise BadInput("slutter, før det begynder")
    rules = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        check_rule(rule)


def _entry(
    members: list["Component"], method: str, feed: Feed, window: tuple[date, date], raw: str
) -> FeedEntry | None:
    """The series as one entry; None when none of its dates lies in the window."""
    main = next((one for one in members if "RECURRENCE-ID" not in one), members[0])
    title, flags = split_title(plain_text(_string(main, "SUMMARY")))
    if not title:
        raise BadInput("har ingen overskrift (SUMMARY)")
    if method == "CANCEL" or _string(main, "STATUS").upper() == "CANCELLED":
        flags |= {"cancelled"}
    events = tuple(_events(members, feed, window, cancelled="cancelled" in flags))
    if not events:
        return None
    return FeedEntry(
        feed=feed.key,
        external_id=_string(main, "UID")[:500],
        title=title,
        text=plain_text(_string(main, "DESCRIPTION"))[:TEXT_CAP],
        link=_web_link(_string(main, "URL")),
        published=_published(main, feed),
        events=() if "cancelled" in flags else in_order(events),
        images=tuple(_images(main)),
        flags=flags,
        theme=feed.theme,
        organiser=_organiser(main) or feed.organiser,
        raw=raw.encode("utf-8"),
    )


def _events(
    members: list["Component"], feed: Feed, window: tuple[date, date], *, cancelled: bool
) -> Iterator[Event]:
    """The dates in the window. Single dates that are cancelled fall out, unless all are."""
    for count, found in enumerate(_expanded(members, window), start=1):
        if count > DATES_CAP:
            raise BadInput(f"mere end {DATES_CAP} datoer mellem {window[0]} og {window[1]}")
        if not cancelled and _string(found, "STATUS").upper() == "CANCELLED":
            continue
        start, end = _span(found, feed)
        yield Event(start=start, end=end, place=_string(found, "LOCATION") or feed.place or None)


def _expanded(members: list["Component"], window: tuple[date, date]) -> list["Component"]:
    import recurring_ical_events
    from icalendar import Calendar

    calendar = Calendar()
    for member in members:
        calendar.add_component(member)
    try:
        return list(recurring_ical_events.of(calendar).between(*window))
    except Exception as error:  # outside data never crashes a run, whatever the library raises
        raise BadInput(f"datoerne kan ikke regnes ud ({type(error).__name__})") from error


def _span(found: "Component", feed: Feed) -> tuple[date, date | None]:
    """Start and end in Copenhagen time. DTEND of whole days is the day after (RFC 5545,
    3.6.1): here the last day, None when that is the first."""
    start, end = _moment(found, "DTSTART"), _moment(found, "DTEND")
    if start is None:
        raise BadInput("en dato i det kan ikke læses")
    if isinstance(start, datetime):
        here = placed(start, feed.times)
        there = placed(end, feed.times) if isinstance(end, datetime) else None
        return here, there if there and there > here else None
    last = start if end is None else end - timedelta(days=1)
    return start, last if last > start else None


def _moment(component: "Component", name: str) -> date | None:
    """A date or datetime of a component; its own library types the value as twenty others too."""
    moment: Any = getattr(component.get(name), "dt", None)
    return moment if isinstance(moment, date) else None


def _published(main: "Component", feed: Feed) -> datetime | None:
    moment = _moment(main, "CREATED") or _moment(main, "LAST-MODIFIED")
    return placed(moment, feed.times) if isinstance(moment, datetime) else None


def _images(main: "Component") -> Iterator[ImageMeta]:
    """Pictures that are linked to (RFC 5545 ATTACH, RFC 7986 IMAGE); never ones inside."""
    for name in ("IMAGE", "ATTACH"):
        found = main.get(name, [])
        for one in found if isinstance(found, list) else [found]:
            kind = str(
                getattr(one, "params", {}).get("FMTTYPE", "image" if name == "IMAGE" else "")
            )
            if kind.startswith("image") and (link := _web_link(str(one))):
                yield ImageMeta(link)


def _organiser(main: "Component") -> str:
    organiser = main.get("ORGANIZER")
    return str(getattr(organiser, "params", {}).get("CN", "")).strip()


def _web_link(link: str) -> str:
    return link if re.match(r"https?://", link) else ""


def _string(component: "Component", name: str) -> str:
    value = component.get(name, "")
    if isinstance(value, list):  # the property stands there twice: the first counts
        value = value[0]
    return str(value).strip()
