"""A story: something somebody wants told, wherever it came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comms.model.event import Event
from comms.model.photo import Photo, PhotoUse

# The source of a story that tells that an issue is out: it is told on Facebook only.
ISSUE_OUT = "issue"


class StoryStatus(StrEnum):
    """Where a story is. `new` has no drafts yet; `waiting` needs a person before drafting.

    `merged`: another story tells it now (`merged_into`).
    """

    NEW = "new"
    WAITING = "waiting"
    DRAFTED = "drafted"
    REJECTED = "rejected"
    MERGED = "merged"


@dataclass(frozen=True)
class Contributor:
    """Who sent it in, as the mail or feed says; never trusted for approval."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Story:
    """What we know of one story. source: 'inbox', 'typed', ISSUE_OUT or a feed's key.

    withdrawn_at: whoever it is about took their consent back, and nothing of it may go out.
    changed_at: when staff last changed what it says. merged_into: the story that tells it now.
    """

    title: str
    text: str
    kind: str = "story"
    source: str = "typed"
    link: str = ""
    themes: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    contributor: Contributor = Contributor()
    events: tuple[Event, ...] = ()
    photos: tuple[Photo, ...] = ()
    status: StoryStatus = StoryStatus.NEW
    item_id: int | None = None
    created_by: str = ""
    created_at: datetime | None = None
    withdrawn_at: datetime | None = None
    changed_at: datetime | None = None
    merged_into: int | None = None
    id: int = 0

    @property
    def uses(self) -> tuple[PhotoUse, ...]:
        """Its photos as a draft would show them, if it may."""
        kept = [photo for photo in self.photos if photo.withdrawn_at is None]
        return tuple(PhotoUse(photo.digest, photo.alt) for photo in kept)
