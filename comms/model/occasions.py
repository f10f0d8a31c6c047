"""The events of a mail: from its calendar, its text, its subject and the flyers beside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from comms.danish.dates import Found, Role, read_times
from comms.danish.dates.clock import find_clocks
from comms.danish.dates.lexicon import plain
from comms.danish.places import Kind, Place, find_places, says_no_place, says_same_place
from comms.model.event import Event, Problem, day_of, first_moment, in_order, judged
from comms.model.mail import Invitation, Mail

_HEDGE = re.compile(
    r"\b(?:måske|vist(?:nok)?|rykket|flyttet|ændret|hørt|mener|mente|usikker|ikke\s+sikker|"
    r"forkert|tjek)\b",
    re.IGNORECASE,
)
MOST = 60


@dataclass(frozen=True)
class Occasions:
    """events: what one can come to. cancelled: an event is called off. why: in Danish.

    embargo: the text may not go out before a time; until: the latest such time that it tells.
    """

    events: tuple[Event, ...] = ()
    cancelled: bool = False
    embargo: bool = False
    until: datetime | None = None
    why: tuple[str, ...] = ()


def occasions(mail: Mail, moment: datetime, venues: Iterable[str] = ()) -> Occasions:
    """Everything in a mail that has a day. moment: when the original was written (aware)."""
    venues = tuple(venues)
    sources = (mail.text, mail.title, *(d.text for d in mail.documents if d.text))
    readings = [_read(text, moment, venues) for text in sources]
    times = [one for reading in readings for one in reading.times]
    invited = [event for one in mail.invitations for event in _invited(one)]
    called_off = any(one.cancelled for one in mail.invitations)
    events = _merged([_texts(r) for r in readings])
    events = _with_invited(events, invited)
    events = _with_deadline(events, [one for one in times if one.role is Role.DEADLINE])
    events = [_doubted(event, mail.intro) for event in events]
    cancelled = called_off or (not events and any(t.role is Role.CANCELLED for t in times))
    found = () if called_off else in_order(judged(event, moment) for event in events[:MOST])
    held = [first_moment(one.start) for one in times if one.role is Role.EMBARGO]
    return Occasions(
        found,
        cancelled,
        bool(held),
        max(held, default=None),
        _reasons(found, times, cancelled=cancelled),
    )


def text_events(text: str, moment: datetime, venues: Iterable[str] = ()) -> tuple[Event, ...]:
    """The events of a bare text."""
    return occasions(Mail(text=text), moment, venues).events


@dataclass(frozen=True)
class _Reading:
    text: str
    times: tuple[Found, ...]
    places: tuple[Place, ...]


def _read(text: str, moment: datetime, venues: tuple[str, ...]) -> _Reading:
    return _Reading(text, tuple(read_times(text, moment)), tuple(find_places(text, venues)))


def _invited(invitation: Invitation) -> list[Event]:
    if invitation.cancelled or invitation.method in (
        "REPLY",
        "COUNTER",
        "CANCEL",
        "DECLINECOUNTER",
    ):
        return []
    place = invitation.location or None
    return [
        Event(start, end, place, title=invitation.summary)
        for start, end in invitation.starts[:MOST]
    ]


def _texts(reading: _Reading) -> list[Event]:
    """The events of one text, each with its place and its own last day of signing up."""
    times = [one for one in reading.times if one.role is Role.EVENT]
    deadlines = [one for one in reading.times if one.role is Role.DEADLINE]
    out: list[Event] = []
    for index, found in enumerate(times):
        place = _place(reading, times, index)
        if place is None and says_same_place(_segment(reading, times, index)) and out:
            place = out[-1].place
        problem = Problem.WEEKDAY_CONFLICT if found.conflict else None
        out.append(Event(found.start, found.end, place, _signup(found, times, deadlines), problem))
    return _one_each(out)


def _signup(found: Found, times: Sequence[Found], deadlines: Sequence[Found]) -> date | None:
    """The last day told after this event and before the next; one told first is for the first."""
    later = [t.at for t in times if t.at > found.at]
    until = min(later, default=10**9)
    earliest = min(t.at for t in times)
    for deadline in deadlines:
        mine = found.at <= deadline.at < until or (deadline.at < earliest == found.at)
        if mine and day_of(deadline.start) <= day_of(found.start):
            return day_of(deadline.start)
    # All dates of one repetition share its last day.
    for deadline in deadlines:
        if len({t.at for t in times}) == 1 and day_of(deadline.start) <= day_of(found.start):
            return day_of(deadline.start)
    return None


def _segment(reading: _Reading, times: Sequence[Found], index: int) -> str:
    """From this event's words to the next one's, with the sentence they begin in."""
    at, to = _bounds(reading, times, index)
    return reading.text[at:to]


def _bounds(reading: _Reading, times: Sequence[Found], index: int) -> tuple[int, int]:
    here = times[index]
    before = [t.to for t in times if t.to <= here.at]
    after = [t.at for t in times if t.at >= here.to]
    text = reading.text
    paragraph = text.rfind("\n\n", 0, here.at)
    at = max([0, paragraph, *before])
    if not before:
        at = max(0, paragraph)
    end = text.find("\n\n", here.to)
    to = min([len(text) if end < 0 else end, *after])
    return at, to


def _place(reading: _Reading, times: Sequence[Found], index: int) -> str | None:
    """The nearest place of the event's own words; for the only event, of the whole text."""
    at, to = _bounds(reading, times, index)
    here = times[index]
    inside = [p for p in reading.places if at <= p.at < to]
    only = len({(t.at) for t in times}) == 1
    if says_no_place(reading.text if only else reading.text[at:to]):
        inside = [p for p in inside if p.kind >= Kind.ADDRESS]
        return _best(inside, here)
    found = _best(inside, here)
    if found is None or (only and _weak(inside)):
        sure = [p for p in reading.places if p.kind >= Kind.VENUE] if only else []
        found = _best(sure, here) or found
    if found is None and not only:
        ahead = [p for p in reading.places if p.kind is Kind.LABEL]
        found = ahead[0].text if len(ahead) == 1 else None
    if found is None and only:
        found = _best([p for p in reading.places if p.kind >= Kind.PROPER], here)
    return found


def _weak(places: Sequence[Place]) -> bool:
    return all(p.kind < Kind.VENUE for p in places)


def _best(places: Sequence[Place], here: Found) -> str | None:
    """The surest kind, and of that the nearest to the words of the time."""
    if not places:
        return None

    def rank(place: Place) -> tuple[int, int]:
        sure = Kind.ADDRESS if place.kind is Kind.LABEL else place.kind
        return -sure, abs(place.at - here.to)

    return min(places, key=rank).text


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
            out[out.index(twin)] = _both(twin, event)
    return out


def _both(one: Event, other: Event) -> Event:
    return replace(
        one,
        end=one.end or other.end,
        place=one.place or other.place,
        signup_by=one.signup_by or other.signup_by,
        problem=one.problem or other.problem,
    )


def _merged(sources: Sequence[list[Event]]) -> list[Event]:
    """Text, subject and flyers say the same once; where they disagree a person must say."""
    out: list[Event] = []
    for events in sources:
        known = {event.day for event in out}
        for event in events:
            twins = [o for o in out if o.day == event.day]
            if event.day not in known or not twins:
                out.append(event)
                continue
            twin = twins[0]
            index = out.index(twin)
            if twin.timed and event.timed and twin.start not in {e.start for e in events}:
                out[index] = replace(
                    _both(twin, event), start=twin.day, end=None, problem=Problem.AMBIGUOUS
                )
            elif event.timed and not twin.timed:
                out[index] = _both(event, twin)
            else:
                out[index] = _both(twin, event)
    return out


def _with_invited(events: list[Event], invited: list[Event]) -> list[Event]:
    """The calendar part is exact; the text adds what it leaves open, or disagrees."""
    if not invited:
        return events
    days = {event.day: event for event in events}
    out = []
    for event in invited:
        told = days.get(event.day)
        if told and told.timed and event.timed and told.start != event.start:
            event = replace(event, start=event.day, end=None, problem=Problem.AMBIGUOUS)
        out.append(_both(event, told) if told else event)
    kept = {event.day for event in out}
    return [*out, *(e for e in events if e.day not in kept and e.timed)]


def _with_deadline(events: list[Event], deadlines: Sequence[Found]) -> list[Event]:
    """A last day told in another text than the event's own: it is for the only event."""
    if len(events) == 1 and events[0].signup_by is None:
        for one in deadlines:
            if day_of(one.start) <= events[0].day:
                return [replace(events[0], signup_by=day_of(one.start))]
    return events


def _doubted(event: Event, intro: str) -> Event:
    """Who sends it on has heard of another hour: the day is sure, the hour must be asked for."""
    hours = {clock.start for clock in find_clocks(plain(intro))} if intro else set()
    if event.timed and hours and _HEDGE.search(intro):
        assert isinstance(event.start, datetime)
        if event.start.timetz().replace(tzinfo=None) not in hours:
            return replace(event, start=event.day, end=None, problem=Problem.AMBIGUOUS)
    return event


def _reasons(
    events: Sequence[Event], times: Sequence[Found], *, cancelled: bool
) -> tuple[str, ...]:
    out = []
    if cancelled:
        out.append("aflyst: teksten eller kalenderen siger, at arrangementet er aflyst")
    if events:
        out.append(f"tid: {len(events)} kommende eller nævnte arrangementer med dato")
    passed_over = {
        Role.DEADLINE: "en frist", Role.EMBARGO: "en klausul", Role.PAST: "noget, der er sket",
        Role.OTHER: "en åbningstid, ikrafttræden eller betaling",
    }  # fmt: skip
    for role, words in passed_over.items():
        if any(t.role is role for t in times):
            out.append(f"tid: {words} er ikke regnet som arrangement")
    return tuple(out)
