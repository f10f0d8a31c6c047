"""What lists are asked for, and what comes back: pages of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Row

from comms.model.draft import Act, Status
from comms.model.story import Contributor, StoryStatus

PAGE = 25
# More than so many are not counted: "over 99".
COUNTED = 100
EXCERPT = 240  # characters of the text that a row shows

Listed = TypeVar("Listed")
Cursor = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """Where in a list a page begins: after (older than) or before (newer than) a row's cursor."""

    older_than: Cursor = ()
    newer_than: Cursor = ()

    @property
    def start(self) -> bool:
        """Is it the first page?"""
        return not self.older_than and not self.newer_than


START = Place()


@dataclass(frozen=True)
class Page(Generic[Listed]):
    """Some rows. newer, older: cursors of the pages beside it, () where there is none.

    found: how many there are in all, COUNTED for that many or more; None but on the first page.
    """

    rows: Sequence[Listed]
    newer: Cursor = ()
    older: Cursor = ()
    found: int | None = None


@dataclass(frozen=True)
class StoryFilter:
    """Which contributions; what is empty is not asked for."""

    question: str = ""
    kind: str = ""
    theme: int = 0
    finding: str = ""
    source: str = ""
    status: str = ""


@dataclass(frozen=True)
class DraftFilter:
    """Which drafts. approver: those that this person may say yes to; sent_back: to be reworked."""

    question: str = ""
    status: str = ""
    channel: str = ""
    approver: str = ""
    sent_back: bool = False


@dataclass(frozen=True)
class DraftMark:
    """A draft as its story's row shows it."""

    id: int
    channel: str
    status: Status
    act: Act = Act.POST


@dataclass(frozen=True)
class StoryRow:
    """A contribution in a list. findings: each kind, and whether it has an answer.

    comments: how many colleagues have written about its drafts.
    """

    id: int
    title: str
    excerpt: str
    kind: str
    source: str
    themes: tuple[int, ...]
    contributor: Contributor
    created_by: str
    created_at: datetime
    status: StoryStatus
    findings: tuple[tuple[str, bool], ...] = ()
    drafts: tuple[DraftMark, ...] = ()
    comments: int = 0


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list, with what it says and whose story it tells.

    comments: how many colleagues have written about the story's drafts.
    """

    id: int
    story_id: int
    channel: str
    status: Status
    version: int
    title: str
    excerpt: str
    written_by: str
    reason: str
    scheduled_at: datetime | None
    source: str
    contributor: Contributor
    created_by: str
    created_at: datetime
    photos: int = 0
    comments: int = 0
    act: Act = Act.POST


def story_row(
    row: Row[Any],
    found: Sequence[tuple[str, bool]],
    made: Sequence[DraftMark],
    comments: int = 0,
) -> StoryRow:
    """A row of `stories` with what was found in it and made of it."""
    return StoryRow(
        id=row.id,
        title=row.title,
        excerpt=row.excerpt,
        kind=row.kind,
        source=row.source,
        themes=tuple(row.themes),
        contributor=Contributor(row.contributor_name, row.contributor_email),
        created_by=row.created_by,
        created_at=row.created_at,
        status=StoryStatus(row.status),
        findings=tuple(found),
        drafts=tuple(made),
        comments=comments,
    )


def draft_row(row: Row[Any], comments: int = 0) -> DraftRow:
    """A row of `drafts` with its newest words and its story."""
    return DraftRow(
        id=row.id,
        story_id=row.story_id,
        channel=row.channel,
        status=Status(row.status),
        version=row.version,
        title=row.title,
        excerpt=row.excerpt,
        written_by=row.written_by,
        reason=row.reason,
        scheduled_at=row.scheduled_at,
        photos=len(row.photos),
        act=Act(row.act),
        comments=comments,
        source=row.source,
        contributor=Contributor(row.contributor_name, row.contributor_email),
        created_by=row.created_by,
        created_at=row.created_at,
    )
