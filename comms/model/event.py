"""An event: when, where, and what is still unclear about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from comms.danish.calendar import COPENHAGEN, local


class Problem(StrEnum):
    """What a person must settle before the event is told to others."""

    WEEKDAY_CONFLICT = "weekday_conflict"
    NO_TIME = "no_time"
    NO_PLACE = "no_place"
    PAST = "past"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Words:
    """The words that something was read from: characters at to `to` of one text of the mail.

    source: "body", "subject" or "file:NAME". told: "day", "hours" or "place".
    """

    source: str
    told: str
    at: int
    to: int


@dataclass(frozen=True)
class Event:
    """One meeting on one date.

    start, end: aware datetimes in Copenhagen time, or bare dates when no time is given.
    signup_by: last day of signing up. price: as a person wrote it, "Gratis".
    problem: None when day, time and place are plain.
    words: where its day, hours and place stand. rule: how the day was read, in Danish. Neither is
    part of the event: two that say the same are equal.
    """

    start: date
    end: date | None = None
    place: str | None = None
    signup_by: date | None = None
    problem: Problem | None = None
    title: str = ""
    price: str = ""
    id: int = 0
    story_id: int = 0
    words: tuple[Words, ...] = field(default=(), compare=False, repr=False)
    rule: str = field(default="", compare=False, repr=False)

    @property
    def day(self) -> date:
        """The first day, without the clock."""
        return day_of(self.start)

    @property
    def timed(self) -> bool:
        """Is the hour known?"""
        return isinstance(self.start, datetime)

    def over(self, now: datetime) -> bool:
        """Is it past at `now` (aware)? A bare date is over when its day is."""
        return _last_moment(self.end or self.start) < now

    def contract(self) -> dict[str, Any]:
        """The shape that `explain` prints (CONTRACT)."""
        return {
            "start": iso(self.start),
            "end": None if self.end is None else iso(self.end),
            "place": self.place,
            "signup_by": None if self.signup_by is None else iso(day_of(self.signup_by)),
            "problem": None if self.problem is None else str(self.problem),
        }


def day_of(moment: date) -> date:
    """The calendar day in Copenhagen."""
    here = local(moment)
    return here.date() if isinstance(here, datetime) else here


def iso(moment: date) -> str:
    """ISO 8601: with Copenhagen's offset, or a bare date when no time is given."""
    return local(moment).isoformat()


def judged(event: Event, moment: datetime) -> Event:
    """The event with the most serious problem that can be seen from its own facts.

    moment: when the mail was written (aware). Problems already found are kept.
    """
    if event.problem is not None:
        return event
    if event.over(moment):
        return replace(event, problem=Problem.PAST)
    if not event.timed and event.end is None:
        return replace(event, problem=Problem.NO_TIME)
    if not event.place:
        return replace(event, problem=Problem.NO_PLACE)
    return event


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """By time; bare dates come before the hours of their day."""
    return tuple(sorted(events, key=lambda event: (first_moment(event.start), event.title)))


def first_moment(moment: date) -> datetime:
    """Where it stands in time; a bare date stands at the beginning of its day."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.min, COPENHAGEN)


def _last_moment(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.max, COPENHAGEN)
