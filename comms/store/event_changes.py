"""Events that were moved or cancelled, and where the old time was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from comms.model.draft import Act, Draft, Status
from comms.model.event import Event
from comms.model.issue import Issue, IssueStatus
from comms.model.moved import Change, EventChange
from comms.store.drafts import Drafts
from comms.store.issues import DROPPED, Issues
from comms.store.kept_events import event_of, kept
from comms.store.tables import drafts, event_changes, issue_items, issues


@dataclass(frozen=True)
class Sent:
    """Where a story was told: posts that are out, and issues that were sent."""

    drafts: Sequence[Draft]
    issues: Sequence[Issue]


class EventChanges:
    """A change stays; who settled it, and when, is added."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, change: EventChange, now: datetime) -> int:
        """Keep a change. Returns its id."""
        made = self.db.execute(
            insert(event_changes).values(
                story_id=change.story_id,
                kind=change.kind,
                before=[_told(one) for one in change.before],
                after=[_told(one) for one in change.after],
                by=change.by,
                at=now,
                applied=change.applied,
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def open(self, story_id: int | None = None, limit: int = 20) -> Sequence[EventChange]:
        """What nobody has settled yet, oldest first."""
        query = select(event_changes).where(event_changes.c.settled_at.is_(None))
        if story_id is not None:
            query = query.where(event_changes.c.story_id == story_id)
        rows = self.db.execute(query.order_by(event_changes.c.id).limit(limit))
        return [_change(row) for row in rows]

    def newest(self, story_id: int) -> EventChange | None:
        """The last thing that was said of a story's events, settled or not."""
        query = select(event_changes).where(event_changes.c.story_id == story_id)
        row = self.db.execute(query.order_by(event_changes.c.id.desc()).limit(1)).one_or_none()
        return None if row is None else _change(row)

    def settle(self, story_id: int, by: str, now: datetime) -> int:
        """Nothing of a story's changes is open any more. Returns how many were."""
        done = self.db.execute(
            update(event_changes)
            .where(event_changes.c.story_id == story_id, event_changes.c.settled_at.is_(None))
            .values(settled_at=now, settled_by=by)
        )
        return done.rowcount

    def sent(self, story_id: int) -> Sent:
        """Where the story was told: posts that are out, and issues."""
        made = Drafts(self.db).all(Status.SENT, story_id=story_id)
        posts = [one for one in made if one.act is Act.POST and one.channel != "newsletter"]
        held = (
            select(issues.c.id)
            .join(issue_items, issue_items.c.issue_id == issues.c.id)
            .join(drafts, drafts.c.id == issue_items.c.draft_id)
            .where(drafts.c.story_id == story_id, issues.c.status == IssueStatus.SENT)
            .where(issue_items.c.role != DROPPED)
            .order_by(issues.c.id)
        )
        of = Issues(self.db)
        return Sent(posts, [of.get(row[0]) for row in self.db.execute(held)])


def _told(event: Event) -> dict[str, Any]:
    """Its facts alone: what was wrong with it is no part of what was told."""
    return kept(replace(event, problem=None))


def _change(row: Row[Any]) -> EventChange:
    return EventChange(
        id=row.id,
        story_id=row.story_id,
        kind=Change(row.kind),
        before=tuple(event_of(one) for one in row.before),
        after=tuple(event_of(one) for one in row.after),
        by=row.by,
        applied=bool(row.applied),
        at=row.at,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
