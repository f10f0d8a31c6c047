"""What a feed or a calendar gives us: entries in one shape, and the ones set aside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from comms.danish.calendar import COPENHAGEN
from comms.model.event import Event

Times = Literal["utc", "local"]  # what a feed means by a time without zone (schedules.yaml)
TITLE_CAP = 300
TEXT_CAP = 20_000


@dataclass(frozen=True)
class ImageMeta:
    """A picture that an entry points to. Credit is no permission: never reused by itself."""

    url: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class FeedEntry:
    """One entry. `keys`: what it is known by, strongest first; one known key is enough.

    published: aware, or None. flags: of "sold_out", "cancelled". raw: the entry's own bytes
    (iCalendar) or what the parser made of it (JSON).
    """

    feed: str
    external_id: str
    title: str
    text: str
    link: str
    published: datetime | None
    events: tuple[Event, ...]
    images: tuple[ImageMeta, ...]
    flags: frozenset[str]
    theme: int | None
    organiser: str | None
    raw: bytes
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """An entry that cannot be used, with the reason in one line and what it was."""

    feed: str
    reason: str
    raw: bytes


@dataclass(frozen=True)
class Reading:
    """All that one body gave."""

    entries: tuple[FeedEntry, ...]
    set_aside: tuple[SetAside, ...]


def keyed(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The entries with their keys. A link shared by differing titles is a list, not an identity."""
    entries = tuple(entries)
    titles: dict[str, set[str]] = {}
    for entry in entries:
        titles.setdefault(plain_link(entry.link), set()).add(_folded(entry.title))
    shared = {link for link, under in titles.items() if len(under) > 1}
    return tuple(
        replace(entry, keys=dedupe_keys(entry, link_counts=plain_link(entry.link) not in shared))
        for entry in entries
    )


def dedupe_keys(entry: FeedEntry, *, link_counts: bool = True) -> tuple[str, ...]:
    """By id, by link, by title and date: ids change, and links get campaign marks.

    The keys hold the feed's own key: two feeds may number their entries alike.
    """
    keys = []
    if entry.external_id:
        keys.append(f"{entry.feed} id {entry.external_id}")
    if link_counts and (link := plain_link(entry.link)):
        keys.append(f"{entry.feed} link {link}")
    moment = entry.events[0].start if entry.events else entry.published
    if entry.title and moment is not None:
        keys.append(f"{entry.feed} title {_folded(entry.title)} {moment.isoformat()}")
    return tuple(keys)


def plain_link(link: str) -> str:
    """A link without what varies for one page: scheme, www, case of host, campaign marks.

    Empty for no link and for a bare front page, which is nobody's identity.
    """
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not name.startswith("utm_") and name not in {"fbclid", "gclid", "mc_cid", "mc_eid"}
    ]
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return ""
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")


_MARKS = {
    "udsolgt": "sold_out",
    "alt udsolgt": "sold_out",
    "alt optaget": "sold_out",
    "fuldt booket": "sold_out",
    "aflyst": "cancelled",
    "aflysning": "cancelled",
}
_MARK = "|".join(sorted(map(re.escape, _MARKS), key=len, reverse=True))
_BEFORE = re.compile(rf"^\W*({_MARK})\b\s*[•·:|!\]\)\-–—*]+\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*[•·:|\[\(\-–—*]+\s*({_MARK})\W*$", re.IGNORECASE)


def split_title(title: str) -> tuple[str, frozenset[str]]:
    """("UDSOLGT • Julekoncert") → ("Julekoncert", {"sold_out"}). A mark in mid-title stays."""
    flags = set()
    title = " ".join(title.split())
    for pattern in (_BEFORE, _AFTER, _BEFORE):
        if found := pattern.search(title):
            flags.add(_MARKS[found[1].lower()])
            title = title[: found.start()] + title[found.end() :]
    return title[:TITLE_CAP], frozenset(flags)


def read_time(value: str, times: Times) -> date | None:
    """A moment as feeds write it (ISO 8601 or RFC 5322) in Copenhagen time; a date stays one.

    None when it cannot be read.
    """
    value = value.strip()
    try:
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", value):
            return date.fromisoformat(value)
        return placed(_moment(value), times)
    except (ValueError, TypeError, OverflowError):
        return None


def placed(moment: datetime, times: Times) -> datetime:
    """`moment` on Copenhagen's clock. A zone that is written is believed, Z included."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC if times == "utc" else COPENHAGEN)
    return moment.astimezone(COPENHAGEN)


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return parsedate_to_datetime(value)


def _folded(title: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", title).casefold().split())
