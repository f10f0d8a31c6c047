"""The events of a mail: from its calendar, its text, its subject and the flyers beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from comms.danish.calendar import when
from comms.danish.called_off import calls_off
from comms.danish.dates import Found, Role
from comms.danish.dates.clock import find_clocks
from comms.danish.dates.lexicon import plain
from comms.danish.pattern import Pattern
from comms.danish.places import Kind, says_no_place
from comms.model.event import Event, Problem, Words, day_of, first_moment, in_order, judged
from comms.model.mail import Invitation, Mail
from comms.model.told import Reading, both, is_off, read_text, signups, told

_HEDGE = Pattern(
    r"\b(?:måske|vist(?:nok)?|rykket|flyttet|ændret|hørt|mener|mente|usikker|ikke\s+sikker|"
    r"forkert|tjek)\b",
    re.IGNORECASE,
)
MOST = 60
MOST_TOLD = 10  # events whose words are quoted in the reasons


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
    readings = _readings(mail, moment, tuple(venues))
    times = [one for reading in readings for one in reading.times]
    invited = [event for one in mail.invitations for event in _invited(one)]
    called_off = any(one.cancelled for one in mail.invitations) or is_off(readings[0])
    events = _placed(_merged([told(r) for r in readings]), readings)
    events = _with_invited(events, invited)
    events = _with_deadline(events, [one for reading in readings for one in signups(reading)])
    events = [_doubted(event, mail.intro) for event in events]
    silent = not events and (any(t.role is Role.CANCELLED for t in times) or calls_off(mail.text))
    cancelled = called_off or bool(silent)
    arrived = max(moment, mail.sent) if mail.sent else moment
    found = () if called_off else in_order(judged(event, arrived) for event in events[:MOST])
    held = [first_moment(one.start) for one in times if one.role is Role.EMBARGO]
    return Occasions(
        found,
        cancelled,
        bool(held),
        max(held, default=None),
        _reasons(found, times, readings, cancelled=cancelled),
    )


def _readings(mail: Mail, moment: datetime, venues: tuple[str, ...]) -> list[Reading]:
    """The texts of a mail. A day told in the subject alone goes with the hours of the text."""
    body = read_text("body", mail.text, moment, venues)
    subject = read_text("subject", mail.title, moment, venues)
    if subject.events and not body.events:
        lead = f"{mail.title}\n\n"
        body = read_text("body", lead + mail.text, moment, venues, shift=len(lead))
    files = [
        read_text(f"file:{one.name}", one.text, moment, venues)
        for one in mail.documents
        if one.text
    ]
    return [body, subject, *files]


def _placed(events: list[Event], readings: Sequence[Reading]) -> list[Event]:
    """A place that only the subject names is that of the events without one."""
    subject = next(reading for reading in readings if reading.source == "subject")
    named = [place for place in subject.places if place.kind > Kind.ONLINE]
    if len(named) != 1 or any(says_no_place(reading.text) for reading in readings):
        return events
    if any(event.place for event in events):
        return events
    words = Words("subject", "place", named[0].at, named[0].to)
    return [replace(e, place=named[0].text, words=(*e.words, words)) for e in events]


def text_events(text: str, moment: datetime, venues: Iterable[str] = ()) -> tuple[Event, ...]:
    """The events of a bare text."""
    return occasions(Mail(text=text), moment, venues).events


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
                    both(twin, event), start=twin.day, end=None, problem=Problem.AMBIGUOUS
                )
            elif event.timed and not twin.timed:
                out[index] = both(event, twin)
            else:
                out[index] = both(twin, event)
    return out


def _with_invited(events: list[Event], invited: list[Event]) -> list[Event]:
    """The calendar part is exact; the text adds what it leaves open, or disagrees."""
    if not invited:
        return events
    days = {event.day: event for event in events}
    out: list[Event] = []
    for event in invited:
        said = days.get(event.day)
        if said and said.timed and event.timed and said.start != event.start:
            event = replace(event, start=event.day, end=None, problem=Problem.AMBIGUOUS)
        if not any(one.start == event.start for one in out):
            out.append(both(event, said) if said else event)
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
    events: Sequence[Event],
    times: Sequence[Found],
    readings: Sequence[Reading],
    *,
    cancelled: bool,
) -> tuple[str, ...]:
    out = []
    if cancelled:
        out.append("aflyst: teksten eller kalenderen siger, at arrangementet er aflyst")
    if events:
        out.append(f"tid: {len(events)} kommende eller nævnte arrangementer med dato")
    texts = {r.source: r.text[r.shift :] for r in readings}
    out += [_event_why(event, texts) for event in events[:MOST_TOLD]]
    passed_over = {
        Role.DEADLINE: "en frist", Role.EMBARGO: "en klausul", Role.PAST: "noget, der er sket",
        Role.OTHER: "en åbningstid, ikrafttræden eller betaling",
    }  # fmt: skip
    for role, words in passed_over.items():
        if any(t.role is role for t in times):
            out.append(f"tid: {words} er ikke regnet som arrangement")
    return tuple(out)


def _event_why(event: Event, texts: Mapping[str, str]) -> str:
    """What was read out of which words: "tid: »på onsdag« er onsdag den 4. marts 2026 …"."""
    day, place = _quoted(event, texts, ("day", "hours")), _quoted(event, texts, ("place",))
    source = day or "kalenderfilen"
    rule = f" ({event.rule})" if event.rule and day else ""
    where = f"; sted: {place}" if place else "; sted: kalenderfilen" if event.place else ""
    return f"tid: {source} er læst som {when(event.start, event.end)}{rule}{where}"


def _quoted(event: Event, texts: Mapping[str, str], told_as: Sequence[str]) -> str:
    shown = dict.fromkeys(
        " ".join(texts.get(words.source, "")[words.at : words.to].split())
        for words in event.words
        if words.told in told_as
    )
    return " + ".join(f"»{one}«" for one in shown if one)
