"""The events that one text tells of, each with its place and its own last day of signing up."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from comms.danish.called_off import strikes
from comms.danish.dates import Found, Role, read_times
from comms.danish.dates.lexicon import NUMBER, count, plain
from comms.danish.dates.pairing import sentence_starts
from comms.danish.dates.roles import is_called_off
from comms.danish.pattern import Pattern
from comms.danish.places import Kind, Place, find_places, says_no_place, says_same_place
from comms.model.event import Event, Problem, Words, day_of

MOST_SENTENCE = 400  # characters to each side
# A last day for something else than coming: a grant, a motion, a contribution.
_OTHER_DEADLINE = Pattern(
    r"\b(?:ansøgning\w*|ansøge)\s+(?:om|til)\s+(?!at\s+deltage|plads|deltagelse|optagelse)"
    r"|\b(?:forslag|indlæg|bidrag|høringssvar|kandidater|nomineringer|indstillinger|klager?)\b"
    r"[^.!?\n]{0,80}\b(?:senest|inden|frist\w*|deadline)\b|\ben\s+anden\s+sag\b",
    re.IGNORECASE,
)
# One place for all: "begge i Klubhuset", "alle møder holdes på skolen".
_FOR_ALL = Pattern(
    r"\b(?:alle|alt\s*sammen|altsammen|begge|samtlige|hver\s+gang|det\s+hele|det\s+foregår|foregår|altid|møderne|"
    r"aftenerne|arrangementerne|foredragene|gangene|vi\s+holder\s+til|vi\s+mødes|"
    r"(?:i|du|man)\s+finder\s+os|finde\s+os|adressen\s+er|vi\s+bor)\b",
    re.IGNORECASE,
)

# "Tilmelding til den første senest fredag": the others have none.
_FOR_FIRST = Pattern(
    r"\b(?:til|for)\s+(?:den|det)\s+første(?!\s+(?:gang|møde)\s+er)\b", re.IGNORECASE
)

# "Senest dagen før", "senest to dage inden": counted back from the meeting.
_DAYS_BEFORE = Pattern(
    rf"\b(?:senest|inden|indtil)\s+(?:(?P<n>{NUMBER}|\d{{1,2}})\s+(?P<unit>dage?|uger?)|dagen|aftenen)\s+"
    r"(?:før|inden|i\s+forvejen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """One text with its times and places. source: "body", "subject" or "file:NAME".

    starts: where its sentences begin. shift: so many characters stand before the text and are
    not of it.
    """

    source: str
    text: str
    times: tuple[Found, ...]
    places: tuple[Place, ...]
    starts: tuple[int, ...]
    shift: int = 0

    @property
    def events(self) -> list[Found]:
        """The times that one can come to."""
        return [one for one in self.times if one.role is Role.EVENT]


def read_text(
    source: str, text: str, moment: datetime, venues: Iterable[str], shift: int = 0
) -> Reading:
    """Times and places of one text, as written at `moment` (aware)."""
    times, places = tuple(read_times(text, moment)), tuple(find_places(text, venues))
    return Reading(source, text, times, places, tuple(sentence_starts(text)), shift)


def told(reading: Reading) -> list[Event]:
    """The events of one text, a day told twice counting once."""
    times = reading.events
    deadlines = signups(reading)
    places = _places(reading, times)
    events = _one_each(
        [
            Event(
                found.start,
                found.end,
                place.text if place else None,
                _signup(reading, found, times, deadlines),
                Problem.WEEKDAY_CONFLICT if found.conflict else None,
                words=tuple(_words(reading, found, place)),
                rule=found.rule,
            )
            for found, place in zip(times, places, strict=True)
        ]
    )
    return _signed_up_together(reading, events, deadlines)


def _signed_up_together(
    reading: Reading, events: list[Event], deadlines: Sequence[Found]
) -> list[Event]:
    """One last day, told by itself below meetings at one place, is that of them all."""
    if not deadlines and len(events) == 1 and (told := _DAYS_BEFORE.search(reading.text)):
        days = count(told["n"].lower()) if told["n"] else 1
        days *= 7 if (told["unit"] or "").lower().startswith("uge") else 1
        return [replace(events[0], signup_by=events[0].day - timedelta(days=days))]
    if len(deadlines) != 1 or _FOR_FIRST.search(_sentence(reading, deadlines[0].at)):
        return events
    if len({event.place for event in events}) != 1:
        return events
    last = deadlines[0]
    begin, _ = _sentence_span(reading, last.at)
    line = max(begin, reading.text.rfind("\n", 0, last.at) + 1)
    if any(one.at >= line for one in reading.events):
        return events
    day = day_of(last.start)
    return [replace(e, signup_by=e.signup_by or (day if day <= e.day else None)) for e in events]


def signups(reading: Reading) -> list[Found]:
    """The last days of signing up. An application's or a motion's last day is none."""
    return [t for t in reading.times if t.role is Role.DEADLINE and _signing(reading, t)]


def is_off(reading: Reading) -> bool:
    """Is its only meeting called off in a sentence that names no day?"""
    if len({day_of(one.start) for one in reading.events}) != 1:
        return False
    starts = [*reading.starts, len(reading.text)]
    quiet = (
        reading.text[at:to]
        for at, to in pairwise(starts)
        if not any(at <= one.at < to for one in reading.times)
    )
    return any(is_called_off(plain(one)) or strikes(one) for one in quiet)


def _words(reading: Reading, found: Found, place: Place | None) -> Iterable[Words]:
    spans = [("day" if n == 0 else "hours", *span) for n, span in enumerate(found.words)]
    if place:
        spans.append(("place", place.at, place.to))
    for what, at, to in spans:
        if at >= reading.shift:
            yield Words(reading.source, what, at - reading.shift, to - reading.shift)


def _signing(reading: Reading, deadline: Found) -> bool:
    """Is this last day about coming?"""
    return not _OTHER_DEADLINE.search(_sentence(reading, deadline.at))


def _sentence(reading: Reading, at: int) -> str:
    begin, end = _sentence_span(reading, at)
    return reading.text[max(begin, at - MOST_SENTENCE) : min(end, at + MOST_SENTENCE)]


def _sentence_span(reading: Reading, at: int) -> tuple[int, int]:
    after = bisect_right(reading.starts, at)
    begin = reading.starts[after - 1] if after else 0
    return begin, reading.starts[after] if after < len(reading.starts) else len(reading.text)


def _signup(
    reading: Reading, found: Found, times: Sequence[Found], deadlines: Sequence[Found]
) -> date | None:
    """The last day told after this event and before the next; one told first is for the first."""
    later = [t.at for t in times if t.at > found.at]
    until = min(later, default=10**9)
    earliest = min(t.at for t in times)
    for deadline in deadlines:
        mine = found.at <= deadline.at < until or (deadline.at < earliest == found.at)
        if _FOR_FIRST.search(_sentence(reading, deadline.at)):
            mine = found.at == earliest
        if mine and day_of(deadline.start) <= day_of(found.start):
            return day_of(deadline.start)
    # All dates of one repetition share its last day.
    for deadline in deadlines:
        if len({t.at for t in times}) == 1 and day_of(deadline.start) <= day_of(found.start):
            return day_of(deadline.start)
    return None


def _places(reading: Reading, times: Sequence[Found]) -> list[Place | None]:
    """A place for each time, its own or one it shares."""
    out: list[Place | None] = []
    for index, found in enumerate(times):
        at, to = _bounds(reading.text, times, index)
        segment = reading.text[at:to]
        alone = len({t.at for t in times}) == 1
        if says_same_place(_about(reading, times, index)):
            out.append(_before(reading, found) if alone or not out else out[-1])
        elif says_no_place(reading.text if alone else segment):
            sure = [p for p in reading.places if at <= p.at < to and p.kind >= Kind.ADDRESS]
            out.append(_best(sure, found))
        elif alone:
            out.append(_only(reading, found, at, to))
        else:
            own = _best([p for p in reading.places if at <= p.at < to], found)
            out.append(own or _shared(reading, times, found))
    return out


def _about(reading: Reading, times: Sequence[Found], index: int) -> str:
    """From the sentence a time stands in, or the time before it, to the end of its own."""
    here = times[index]
    begin, end = _sentence_span(reading, here.at)
    first = max([begin, *(t.to for t in times if t.to <= here.at)])
    last = min([end, *(t.at for t in times if t.at > here.at)])
    return reading.text[first : here.at] + (
        "" if last < end else " " + reading.text[here.to : last]
    )


def _bounds(text: str, times: Sequence[Found], index: int) -> tuple[int, int]:
    """From the line, sentence or paragraph a time begins to the next time."""
    here = times[index]
    before = [t.to for t in times if t.to <= here.at]
    after = [_begun(text, t) for t in times if t.at >= here.to]
    at = max([0, text.rfind("\n\n", 0, here.at), *before])
    line = _begun(text, here)
    if before and line < here.at:
        at = max(at, line)
    elif before and text.rfind("\n", 0, here.at) + 1 == line == here.at:
        at = here.at
    end = text.find("\n\n", here.to)
    return at, min([len(text) if end < 0 else end, *(t for t in after if t > here.at)])


def _begun(text: str, found: Found) -> int:
    """Where its line begins, if the time stands first in it; else where the time stands."""
    line = text.rfind("\n", 0, found.at) + 1
    return line if re.fullmatch(r"[^\w\n]*(?:\w{1,3}[.)]?\s)?", text[line : found.at]) else found.at


def _only(reading: Reading, here: Found, at: int, to: int) -> Place | None:
    """The place of the only event: of its own words, else of the whole text."""
    inside = [p for p in reading.places if at <= p.at < to]
    found = _best(inside, here)
    if found is None or all(p.kind < Kind.VENUE for p in inside):
        found = _best([p for p in reading.places if p.kind >= Kind.VENUE], here) or found
    return (
        found
        or _best([p for p in reading.places if p.kind >= Kind.PROPER], here)
        or _best([p for p in reading.places if p.kind is Kind.ONLINE], here)
    )


def _before(reading: Reading, here: Found) -> Place | None:
    """ "Samme sted": what was named last before."""
    earlier = [p for p in reading.places if p.to <= here.at and p.kind > Kind.ONLINE]
    return earlier[-1] if earlier else None


def _shared(reading: Reading, times: Sequence[Found], here: Found) -> Place | None:
    """A place said once for several: in their sentence, on a label, above or below them all."""
    at, to = _sentence_span(reading, here.at)
    ours = [p for p in reading.places if at <= p.at < to]
    if len({p.text for p in ours}) == 1:
        return ours[0]
    first, last = min(t.at for t in times), max(t.to for t in times)
    labels = [p for p in reading.places if p.kind is Kind.LABEL]
    above = [p for p in reading.places if p.at < first]
    below = [p for p in reading.places if p.at > last and _is_for_all(reading, p)]
    for group in (labels, below, above):
        if len({p.text for p in group}) == 1:
            return group[0]
    return None


def _is_for_all(reading: Reading, place: Place) -> bool:
    """Does its sentence say so, or hold nothing but an address?"""
    begin, _ = _sentence_span(reading, place.at)
    line = max(begin, reading.text.rfind("\n", 0, place.at) + 1)
    alone = place.kind is Kind.ADDRESS and not re.search(r"\w", reading.text[line : place.at])
    return alone or bool(_FOR_ALL.search(_sentence(reading, place.at)))


def _best(places: Sequence[Place], here: Found) -> Place | None:
    """The surest kind, and of that the nearest to the words of the time."""

    def rank(place: Place) -> tuple[int, int]:
        sure = Kind.ADDRESS if place.kind is Kind.LABEL else place.kind
        return -sure, abs(place.at - here.to)

    return min(places, key=rank, default=None)


def _one_each(events: list[Event]) -> list[Event]:
    """A day told again without its hours is the same event."""
    timed = {event.day for event in events if event.timed}
    out: list[Event] = []
    for event in events:
        if not event.timed and event.end is None and event.day in timed:
            continue
        twin = next((o for o in out if o.start == event.start), None)
        if twin is None:
            out.append(event)
        else:
            out[out.index(twin)] = both(twin, event)
    return out


def both(one: Event, other: Event) -> Event:
    """Two tellings of one event: the first, and what only the other says."""
    return replace(
        one,
        end=one.end or other.end,
        place=one.place or other.place,
        signup_by=one.signup_by or other.signup_by,
        problem=one.problem or other.problem,
        words=(*one.words, *(w for w in other.words if one.place is None or w.told != "place")),
        rule=one.rule or other.rule,
    )
