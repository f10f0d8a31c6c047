"""When and where a story happens, as fields on a page: each event is one group of fields."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from comms.danish.calendar import COPENHAGEN, local
from comms.model.event import Event, day_of
from comms.web.forms import Problem, text, whole_number

MOST = 40  # groups of fields on a page
# An end before the start is the next morning until this hour: "20 til 1".
_NIGHT = time(6)
_NAMES = ("day", "from", "to", "last", "place", "signup", "title", "price")


@dataclass(frozen=True)
class Fields:
    """One event as typed. number: counts from 0 on the page. gone: it is to be taken out."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    gone: bool = False
    problem: str | None = None

    @property
    def empty(self) -> bool:
        """Has nothing been typed?"""
        return not any(self.values.values())

    def id(self, name: str) -> str:
        """Of a field on the page."""
        return f"event-{self.number}-{name}"


def of_events(events: Sequence[Event]) -> tuple[Fields, ...]:
    """The fields of the events that a story has, and those of one more."""
    shown = [
        Fields(number, _values(one), problem=str(one.problem) if one.problem else None)
        for number, one in enumerate(events)
    ]
    return (*shown, Fields(len(shown), dict.fromkeys(_NAMES, "")))


def typed() -> tuple[Fields, ...]:
    """The fields as they were sent."""
    count = min(whole_number("events") or 0, MOST)
    return tuple(
        Fields(
            number,
            {name: text(f"event-{number}-{name}", 300) for name in _NAMES},
            gone=text(f"event-{number}-gone", 5) != "",
        )
        for number in range(count)
    )


def read(groups: Sequence[Fields]) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events, and what is wrong with which field. Those that are empty or gone are none."""
    events: list[Event] = []
    problems: list[Problem] = []
    for one in groups:
        if one.gone or one.empty:
            continue
        reading = _Reading(one)
        event = reading.event()
        problems += reading.problems
        if event is not None and not reading.problems:
            events.append(event)
    return tuple(events), problems


class _Reading:
    """Of one group. problems: what was wrong, each with its field."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.problems: list[Problem] = []

    def event(self) -> Event | None:
        day = self._date("day", "Skriv, hvilken dag det er.", needed=True)
        start, end = self._time("from"), self._time("to")
        last = self._date("last", "Skriv sidste dag som dag, måned og år.")
        signup = self._date("signup", "Skriv fristen som dag, måned og år.")
        if day is None:
            return None
        if end is not None and start is None:
            self._wrong("from", "Skriv også, hvornår det begynder.")
        if last is not None and last < day:
            self._wrong("last", "Sidste dag ligger før den første.")
        if signup is not None and signup > (last or day):
            self._wrong("signup", "Fristen for tilmelding ligger efter dagen.")
        values = self.fields.values
        return Event(
            start=datetime.combine(day, start, COPENHAGEN) if start else day,
            end=self._end(day, start, end, last),
            place=values["place"] or None,
            signup_by=signup,
            title=values["title"],
            price=values["price"],
        )

    def _end(
        self, day: date, start: time | None, end: time | None, last: date | None
    ) -> date | None:
        if end is None or start is None:
            return last if last != day else None
        ends_on = last or day
        if last is None and end <= start:
            if end > _NIGHT:
                self._wrong("to", "Det slutter, før det begynder.")
            ends_on = day + timedelta(days=1)
        return datetime.combine(ends_on, end, COPENHAGEN)

    def _date(self, name: str, says: str, *, needed: bool = False) -> date | None:
        told = self.fields.values[name]
        if not told and not needed:
            return None
        try:
            return date.fromisoformat(told)
        except ValueError:
            self._wrong(name, says)
            return None

    def _time(self, name: str) -> time | None:
        told = self.fields.values[name].replace(".", ":")
        if not told:
            return None
        try:
            return time.fromisoformat(told.zfill(5) if ":" in told else f"{told.zfill(2)}:00")
        except ValueError:
            self._wrong(name, "Skriv klokkeslættet som 17.30.")
            return None

    def _wrong(self, name: str, says: str) -> None:
        self.problems.append(Problem(self.fields.id(name), says))


def _values(event: Event) -> dict[str, str]:
    last = day_of(event.end) if event.end is not None else event.day
    over_night = (
        isinstance(event.end, datetime)
        and last == event.day + timedelta(days=1)
        and _clock(event.end) <= f"{_NIGHT:%H:%M}"
    )
    return {
        "day": event.day.isoformat(),
        "from": _clock(event.start),
        "to": _clock(event.end),
        "last": last.isoformat() if last != event.day and not over_night else "",
        "place": event.place or "",
        "signup": day_of(event.signup_by).isoformat() if event.signup_by else "",
        "title": event.title,
        "price": event.price,
    }


def _clock(moment: date | None) -> str:
    here = None if moment is None else local(moment)
    return f"{here:%H:%M}" if isinstance(here, datetime) else ""
