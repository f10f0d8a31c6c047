"""Contributions rejected in one go, with what they were before: the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from comms.errors import NotFound
from comms.model.draft import Draft, Status
from comms.model.story import Story, StoryStatus
from comms.store.tables import bulk_rejected, bulk_rejections, drafts, stories

# All of a draft's row that a rejection, or what follows one, may change.
_KEPT = ("status", "version", "reason", "approved_hash", "approved_by", "approved_at")
_TIMES = ("scheduled_at", "claimed_at", "changed_at")


@dataclass(frozen=True)
class Rejection:
    """Who rejected several contributions at once, when, and why. undone_at: it was taken back."""

    id: int
    by: str
    at: datetime
    reason: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class Before:
    """What one of them was. draft_id: None for the contribution itself."""

    story_id: int
    draft_id: int | None
    was: dict[str, Any]


class Rejections:
    """A thing is put back only while it is just as the rejection left it."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, by: str, reason: str, now: datetime) -> int:
        """Begin one. Returns its id."""
        made = self.db.execute(insert(bulk_rejections).values(by=by, at=now, reason=reason))
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def remember_story(self, rejection_id: int, story: Story) -> None:
        """Keep what a contribution was."""
        self._remember(rejection_id, story.id, None, {"status": story.status})

    def remember_draft(self, rejection_id: int, draft: Draft) -> None:
        """Keep what a draft was. Before it is changed: the row itself is read."""
        names = [drafts.c[name] for name in (*_KEPT, *_TIMES)]
        row = self.db.execute(select(*names).where(drafts.c.id == draft.id)).one()
        was = {key: _plain(value) for key, value in row._mapping.items()}
        self._remember(rejection_id, draft.story_id, draft.id, was)

    def get(self, rejection_id: int) -> Rejection:
        """One of them. Raises NotFound."""
        query = select(bulk_rejections).where(bulk_rejections.c.id == rejection_id)
        row = self.db.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen samlet afvisning {rejection_id}.")
        return _rejection(row)

    def newest_of(self, story_id: int) -> Rejection | None:
        """The last one that took this contribution, while it has not been taken back."""
        query = (
            select(bulk_rejections)
            .join(bulk_rejected, bulk_rejected.c.rejection_id == bulk_rejections.c.id)
            .where(bulk_rejected.c.story_id == story_id, bulk_rejected.c.draft_id.is_(None))
            .where(bulk_rejections.c.undone_at.is_(None))
            .order_by(bulk_rejections.c.id.desc())
            .limit(1)
        )
        row = self.db.execute(query).one_or_none()
        return None if row is None else _rejection(row)

    def of(self, rejection_id: int) -> Sequence[Before]:
        """What it took, in the order it did."""
        query = select(bulk_rejected).where(bulk_rejected.c.rejection_id == rejection_id)
        return [_before(row) for row in self.db.execute(query.order_by(bulk_rejected.c.id))]

    def undone(self, rejection_id: int, by: str, now: datetime) -> bool:
        """It is taken back. False: it was before."""
        moved = self.db.execute(
            update(bulk_rejections)
            .where(bulk_rejections.c.id == rejection_id, bulk_rejections.c.undone_at.is_(None))
            .values(undone_at=now, undone_by=by)
        )
        return moved.rowcount == 1

    def put_back_story(self, before: Before) -> bool:
        """As it was. False: something else has happened to it."""
        moved = self.db.execute(
            update(stories)
            .where(stories.c.id == before.story_id, stories.c.withdrawn_at.is_(None))
            .where(stories.c.status == StoryStatus.REJECTED)
            .values(status=before.was["status"])
        )
        return moved.rowcount == 1

    def put_back_draft(self, before: Before, rejected_at: datetime) -> bool:
        """As it was, to the minute it was last changed. False: something else has happened."""
        was = {key: _back(key, value) for key, value in before.was.items()}
        moved = self.db.execute(
            update(drafts)
            .where(drafts.c.id == before.draft_id, drafts.c.status == Status.REJECTED)
            .where(drafts.c.version == was["version"], drafts.c.changed_at == rejected_at)
            .values(was)
        )
        return moved.rowcount == 1

    def _remember(
        self, rejection_id: int, story_id: int, draft_id: int | None, was: dict[str, Any]
    ) -> None:
        self.db.execute(
            insert(bulk_rejected).values(
                rejection_id=rejection_id, story_id=story_id, draft_id=draft_id, before=was
            )
        )


def _rejection(row: Row[Any]) -> Rejection:
    return Rejection(row.id, row.by, row.at, row.reason, row.undone_at, row.undone_by)


def _before(row: Row[Any]) -> Before:
    return Before(row.story_id, row.draft_id, row.before)


def _plain(value: Any) -> Any:
    """A time as JSON can hold it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _back(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value
