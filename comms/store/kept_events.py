"""An event as it is kept: in a row of its own, or as JSON beside what was decided about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from comms.model.event import Event, Problem, iso


def kept(event: Event) -> dict[str, Any]:
    """The event's facts as plain values; moments are ISO 8601."""
    return {
        "start": iso(event.start),
        "end": None if event.end is None else iso(event.end),
        "place": event.place,
        "signup_by": None if event.signup_by is None else iso(event.signup_by),
        "problem": event.problem,
        "title": event.title,
        "price": event.price,
    }


def event_of(row: Mapping[str, Any]) -> Event:
    """An event out of what `kept` made. What was kept before there were prices has none."""
    start = moment(row["start"])
    assert start is not None
    problem = row.get("problem")
    return Event(
        start=start,
        end=moment(row["end"]),
        place=row["place"],
        signup_by=moment(row["signup_by"]),
        problem=None if problem is None else Problem(problem),
        title=row["title"],
        price=row.get("price", ""),
    )


def moment(text: str | None) -> date | None:
    """An ISO 8601 text back to a bare date or an aware datetime."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
