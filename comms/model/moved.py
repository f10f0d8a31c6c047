"""An event that was moved or cancelled after it was told: what it was, and what it is now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest

from comms.model.event import Event
from comms.model.privacy import Kind
from comms.model.story import Story


class Change(StrEnum):
    """What happened to a story's events."""

    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class EventChange:
    """before, after: the story's events as they were told, and as they are.

    by: who said so; a feed's source while nobody has looked. applied: does the story say it?
    settled_at: somebody has made the corrections, or found that none are needed.
    """

    story_id: int
    kind: Change
    before: tuple[Event, ...]
    after: tuple[Event, ...]
    by: str
    applied: bool = True
    at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: str = ""
    id: int = 0

    def ahead(self, now: datetime) -> bool:
        """Does anything of it still lie ahead, as it was or as it is?"""
        return any(not event.over(now) for event in (*self.before, *self.after))

    @property
    def pairs(self) -> tuple[tuple[Event | None, Event | None], ...]:
        """Each event that changed: how it was, how it is. What stayed is left out."""
        if self.kind is Change.CANCELLED:
            return tuple((event, None) for event in self.before)
        old = [one for one in self.before if _plain(one) not in map(_plain, self.after)]
        new = [one for one in self.after if _plain(one) not in map(_plain, self.before)]
        return tuple(zip_longest(old, new))


def change_of(before: Story, after: Story, by: str) -> EventChange | None:
    """What a correction of a story did to its events; None: nothing that readers must know."""
    if Kind.CANCELLED in after.flags and Kind.CANCELLED not in before.flags:
        return EventChange(after.id, Change.CANCELLED, before.events, after.events, by)
    if before.events and not same_events(before.events, after.events):
        return EventChange(after.id, Change.MOVED, before.events, after.events, by)
    return None


def same_events(one: Sequence[Event], other: Sequence[Event]) -> bool:
    """Do both say the same of when and where?"""
    return list(map(_plain, one)) == list(map(_plain, other))


def _plain(event: Event) -> Event:
    return replace(event, id=0, story_id=0, problem=None, signup_by=None, title="", price="")
