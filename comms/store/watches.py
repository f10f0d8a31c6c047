"""Who has a draft open in a browser just now: a hint to colleagues, never a lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.store.tables import draft_watches, drafts


@dataclass(frozen=True)
class Watch:
    """Somebody with a draft open. at: when their browser last told."""

    draft_id: int
    who: str
    at: datetime


class Watches:
    """One row for each draft and person; old rows go when a new one comes."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def touch(self, draft_id: int, who: str, now: datetime) -> None:
        """`who` has the draft open now."""
        if self._moved(draft_id, who, now):
            return
        try:
            with self.db.begin_nested():
                self.db.execute(insert(draft_watches).values(draft_id=draft_id, who=who, at=now))
        except IntegrityError:  # another window of the same person was quicker
            self._moved(draft_id, who, now)

    def of_story(self, story_id: int, since: datetime) -> Sequence[Watch]:
        """Who has had a draft of the story open since then, the latest first."""
        query = (
            select(draft_watches)
            .join(drafts, drafts.c.id == draft_watches.c.draft_id)
            .where(drafts.c.story_id == story_id, draft_watches.c.at >= since)
            .order_by(draft_watches.c.at.desc(), draft_watches.c.who)
        )
        return [Watch(row.draft_id, row.who, row.at) for row in self.db.execute(query)]

    def forget(self, before: datetime) -> None:
        """Let go of those that nobody has heard of since."""
        self.db.execute(delete(draft_watches).where(draft_watches.c.at < before))

    def _moved(self, draft_id: int, who: str, now: datetime) -> bool:
        mine: Any = (draft_watches.c.draft_id == draft_id, draft_watches.c.who == who)
        return self.db.execute(update(draft_watches).where(*mine).values(at=now)).rowcount == 1
