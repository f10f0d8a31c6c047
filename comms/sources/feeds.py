"""RSS and Atom: bytes in, entries out. The one room where feedparser is known.

Bytes only: feedparser would open a string as an address or a file.
"""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from comms.config.schedules import Feed
from comms.danish.calendar import COPENHAGEN
from comms.errors import BadInput
from comms.model.event import Event
from comms.sources.entry import (
    TEXT_CAP,
    FeedEntry,
    ImageMeta,
    Reading,
    SetAside,
    keyed,
    read_time,
    split_title,
)
from comms.sources.markup import plain_text

ENTRIES_CAP = 500
IMAGES_CAP = 10
# Where event feeds put their times: RSS Event module (ev:), xCal as RSS extension (xcal:).
STARTS = ("ev_startdate", "xcal_dtstart", "startdate", "eventstart")
ENDS = ("ev_enddate", "xcal_dtend", "enddate", "eventend")
PLACES = ("ev_location", "xcal_location", "location")
ORGANISERS = ("ev_organizer", "xcal_organizer")

_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,100}|[0-9]{1,100});?", re.IGNORECASE)


def read_feed(body: bytes, feed: Feed, url: str | None = None) -> Reading:
    """Every entry of an RSS or Atom body, in the feed's order; broken ones set aside.

    url: where the body came from in the end, for relative links; the feed's own by default.
    Raises BadInput when the body is no feed at all.
    """
    entries: list[FeedEntry] = []
    aside: list[SetAside] = []
    for place, found in enumerate(_parsed(body, feed, url or feed.url), start=1):
        try:
            if place > ENTRIES_CAP:
                raise BadInput(f"efter de første {ENTRIES_CAP} indslag")
            entries.append(_entry(found, feed))
        except BadInput as broken:
            reason = f"{feed.key}: indslag {place}: {broken}"
            aside.append(SetAside(feed.key, reason, _raw(found)))
    return Reading(keyed(entries), tuple(aside))


def _parsed(body: bytes, feed: Feed, url: str) -> list[dict[str, Any]]:
    import feedparser

    try:
        stream = io.BytesIO(_REFERENCE.sub(_possible, body))
        parsed = feedparser.parse(stream, response_headers={"content-location": url})
    except Exception as error:  # outside data never crashes a run, whatever the parser raises
        raise BadInput(f"{feed.key}: the feed cannot be read ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise BadInput(f"{feed.key}: what came back is no RSS or Atom feed")
    return list(parsed.entries)


def _possible(reference: re.Match[bytes]) -> bytes:
    """A reference to no character (NUL, half a pair, beyond Unicode) would cost the whole feed."""
    digits = reference[1].lower()
    point = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    impossible = point == 0 or 0xD800 <= point <= 0xDFFF or point > 0x10FFFF
    return b"&#xFFFD;" if impossible else reference[0]


def _entry(found: dict[str, Any], feed: Feed) -> FeedEntry:
    title, flags = split_title(plain_text(_string(found, "title")))
    text = plain_text(_longest_text(found))[:TEXT_CAP]
    if not title:
        raise BadInput("mangler titel" if text else "mangler både titel og tekst")
    return FeedEntry(
        feed=feed.key,
        external_id=_string(found, "id")[:500],
        title=title,
        text=text,
        link=_web_link(_string(found, "link")),
        published=_published(found),
        events=() if "cancelled" in flags else tuple(_events(found, feed)),
        images=tuple(_images(found)),
        flags=flags,
        theme=feed.theme,
        organiser=_first(found, ORGANISERS) or _string(found, "author") or feed.organiser,
        raw=_raw(found),
    )


def _longest_text(found: dict[str, Any]) -> str:
    """Atom has summary and content, RSS description and content:encoded: the fuller one counts."""
    told = [_string(found, "summary")]
    told += [_string(part, "value") for part in found.get("content", [])]
    return max(told, key=len)


def _published(found: dict[str, Any]) -> datetime | None:
    moment = found.get("published_parsed") or found.get("updated_parsed")
    if moment is None:
        return None
    try:
        year, month, day, hour, minute, second = moment[:6]
        utc = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return utc.astimezone(COPENHAGEN)
    except (ValueError, OverflowError):
        return None


def _events(found: dict[str, Any], feed: Feed) -> Iterator[Event]:
    written = _first(found, STARTS)
    if not written:
        return
    start = read_time(written, feed.times)
    if start is None:
        raise BadInput(f"starten {written[:40]!r} er ingen dato")
    end = read_time(_first(found, ENDS), feed.times)
    if end is not None and (type(end) is not type(start) or end < start):
        end = None
    yield Event(start=start, end=end, place=_first(found, PLACES) or feed.place or None)


def _images(found: dict[str, Any]) -> Iterator[ImageMeta]:
    """Enclosures and Media RSS. Only pointed at: whose they are is for a person to settle."""
    credits_ = [_string(one, "content") for one in found.get("media_credit", [])]
    seen: set[str] = set()
    told = [*found.get("media_content", []), *found.get("enclosures", [])]
    for one in [*told, *found.get("media_thumbnail", [])][: 5 * IMAGES_CAP]:
        link = _web_link(_string(one, "url") or _string(one, "href"))
        kind = _string(one, "type") or _string(one, "medium") or "image"
        if not link or not kind.startswith("image") or link in seen or len(seen) == IMAGES_CAP:
            continue
        seen.add(link)
        yield ImageMeta(link, alt=_string(found, "media_description"), credit=", ".join(credits_))


def _web_link(link: str) -> str:
    """The link when it leads to a web page; feeds also carry javascript: and data:."""
    try:
        return link if urlsplit(link).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _first(found: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := _string(found, name))), "")


def _string(found: dict[str, Any], name: str) -> str:
    """A field as text without NUL bytes and lone surrogates, which no database takes."""
    value = found.get(name)
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def _raw(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=True, sort_keys=True, default=str).encode()
