"""What a report tells of the house: what went out, and what waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select

from comms.model.draft import Status
from comms.model.issue import IssueStatus
from comms.model.story import StoryStatus
from comms.store.tables import draft_versions, drafts, issues, publications, stories

NEWSLETTER = "newsletter"


@dataclass(frozen=True)
class WentOut:
    """One post or issue. channel: its key. link: "" when it has none."""

    channel: str
    title: str
    at: datetime
    link: str = ""


@dataclass(frozen=True)
class Waits:
    """One thing that waits. what: draft, story or issue. channel: of a draft, else ""."""

    what: str
    title: str
    since: datetime
    channel: str = ""


class Reports:
    """Questions across nouns that only a report asks."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def went_out(self, start: datetime, end: datetime) -> Sequence[WentOut]:
        """Posts made public and issues sent from `start` until before `end`, oldest first."""
        found = [*self._posts(start, end), *self._issues(start, end)]
        return sorted(found, key=lambda one: one.at)

    def waits(self) -> Sequence[Waits]:
        """Drafts to approve or to look into, stories and issues that wait; longest first."""
        found = [*self._drafts(), *self._stories(), *self._held()]
        return sorted(found, key=lambda one: one.since)

    def _posts(self, start: datetime, end: datetime) -> list[WentOut]:
        rows = self.db.execute(
            select(publications, draft_versions.c.title)
            .join(
                draft_versions,
                and_(
                    draft_versions.c.draft_id == publications.c.draft_id,
                    draft_versions.c.content_hash == publications.c.content_hash,
                ),
            )
            .where(publications.c.published_at >= start, publications.c.published_at < end)
            .order_by(draft_versions.c.version)
        )
        # The same words may have been written twice: one post is one line all the same.
        posts: dict[int, Any] = {row.id: row for row in rows}
        return [
            WentOut(row.channel, row.title, row.published_at, row.permalink)
            for row in posts.values()
        ]

    def _issues(self, start: datetime, end: datetime) -> list[WentOut]:
        rows = self.db.execute(
            select(issues).where(issues.c.sent_at >= start, issues.c.sent_at < end)
        )
        return [WentOut(NEWSLETTER, row.title, row.sent_at) for row in rows]

    def _drafts(self) -> list[Waits]:
        waiting = (Status.DRAFTED, Status.FAILED, Status.UNKNOWN)
        rows = self.db.execute(
            select(drafts, draft_versions.c.title)
            .join(
                draft_versions,
                and_(
                    draft_versions.c.draft_id == drafts.c.id,
                    draft_versions.c.version == drafts.c.version,
                ),
            )
            .where(drafts.c.status.in_(waiting))
        )
        return [Waits("draft", row.title, row.changed_at, row.channel) for row in rows]

    def _stories(self) -> list[Waits]:
        rows = self.db.execute(select(stories).where(stories.c.status == StoryStatus.WAITING))
        return [Waits("story", row.title, row.created_at) for row in rows]

    def _held(self) -> list[Waits]:
        rows = self.db.execute(select(issues).where(issues.c.status == IssueStatus.HELD))
        return [Waits("issue", row.title, row.composed_at) for row in rows]
