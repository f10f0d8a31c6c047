"""How far each feed has been read, and when to ask again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from comms.store.tables import feed_states


@dataclass(frozen=True)
class FeedState:
    """etag, last_modified: what the last answer said. failures: in a row. error: the last one.

    not_before: it is left alone until then.
    """

    feed: str
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    error: str = ""
    not_before: datetime | None = None
    checked_at: datetime | None = None


class FeedStates:
    """One row for each feed."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def get(self, feed: str) -> FeedState:
        """What we know; a fresh state for a feed that was never read."""
        row = self.db.execute(select(feed_states).where(feed_states.c.feed == feed)).one_or_none()
        if row is None:
            return FeedState(feed)
        return FeedState(
            row.feed,
            row.etag,
            row.last_modified,
            row.failures,
            row.error,
            row.not_before,
            row.checked_at,
        )

    def put(self, state: FeedState) -> None:
        """Keep it."""
        known = update(feed_states).where(feed_states.c.feed == state.feed)
        if self.db.execute(known.values(vars(state))).rowcount == 0:
            self.db.execute(insert(feed_states).values(vars(state)))
