"""What colleagues say to each other about a story's drafts. Never part of what goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from comms.store.families import gathered, members
from comms.store.tables import draft_comments, drafts


@dataclass(frozen=True)
class Comment:
    """One remark. channel: of the draft that it was written under."""

    id: int
    draft_id: int
    channel: str
    text: str
    by: str
    at: datetime


class Comments:
    """Comments are read by story: who mends one draft needs what was said of the others."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, draft_id: int, text: str, by: str, now: datetime) -> int:
        """Store a remark. Returns its id."""
        made = self.db.execute(
            insert(draft_comments).values(draft_id=draft_id, text=text, by=by, at=now)
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def of_story(self, story_id: int) -> Sequence[Comment]:
        """Everything said of the drafts of a story, and of those merged into it, oldest first."""
        query = (
            select(draft_comments, drafts.c.channel)
            .join(drafts, drafts.c.id == draft_comments.c.draft_id)
            .where(drafts.c.story_id.in_(members(self.db, [story_id])))
            .order_by(draft_comments.c.at, draft_comments.c.id)
        )
        return [_comment(row) for row in self.db.execute(query)]

    def counts(self, story_ids: Sequence[int]) -> Mapping[int, int]:
        """How many remarks each of these stories has; those without any are left out."""
        family = members(self.db, story_ids)
        query = (
            select(drafts.c.story_id, func.count(draft_comments.c.id))
            .join(draft_comments, draft_comments.c.draft_id == drafts.c.id)
            .where(drafts.c.story_id.in_(family))
            .group_by(drafts.c.story_id)
        )
        said = gathered(family, ((int(row[0]), int(row[1])) for row in self.db.execute(query)))
        return {story_id: sum(counts) for story_id, counts in said.items()}


def _comment(row: Row[Any]) -> Comment:
    return Comment(row.id, row.draft_id, row.channel, row.text, row.by, row.at)
