"""Followers, one row a day; a missing day stays missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import Moved
from comms.store.tables import snapshots


@dataclass(frozen=True)
class Snapshot:
    """One day's count. followers, fans: persons. source: where it is from (graph, hand, csv).

    reason: why it was corrected, "" when it never was.
    """

    day: date
    followers: int
    source: str
    taken_at: datetime
    fans: int | None = None
    reason: str = ""


class Snapshots:
    """Counts of one or more pages; a page and a day have one row at most."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, page: str, taken: Snapshot) -> bool:
        """Store a day's count. False: the day has one already, and that one stays."""
        try:
            with self.db.begin_nested():
                self.db.execute(insert(snapshots).values(page=page, **vars(taken)))
        except IntegrityError:
            return False
        return True

    def correct(self, page: str, before: Snapshot, after: Snapshot) -> None:
        """Replace the count we saw. Raises Moved when it has changed since."""
        done = self.db.execute(
            update(snapshots)
            .where(snapshots.c.page == page, snapshots.c.day == before.day)
            .where(snapshots.c.followers == before.followers)
            .values(**vars(after))
        )
        if done.rowcount != 1:
            raise Moved(f"Følgertallet for {before.day.isoformat()} er ændret af en anden.")

    def of(self, page: str, day: date) -> Snapshot | None:
        """One day's count, or None: a gap."""
        row = self.db.execute(
            select(snapshots).where(snapshots.c.page == page, snapshots.c.day == day)
        ).one_or_none()
        return None if row is None else _snapshot(row)

    def all(self, page: str) -> Sequence[Snapshot]:
        """Every count of a page, oldest first."""
        rows = self.db.execute(
            select(snapshots).where(snapshots.c.page == page).order_by(snapshots.c.day)
        )
        return [_snapshot(row) for row in rows]

    def newest(self, page: str) -> Snapshot | None:
        """The last day's count, or None: never counted."""
        query = select(snapshots).where(snapshots.c.page == page)
        row = self.db.execute(query.order_by(snapshots.c.day.desc()).limit(1)).one_or_none()
        return None if row is None else _snapshot(row)

    def series(self, page: str) -> tuple[tuple[date, int], ...]:
        """(day, followers), oldest first: what `comms.model.growth` looks at."""
        rows = self.db.execute(
            select(snapshots.c.day, snapshots.c.followers)
            .where(snapshots.c.page == page)
            .order_by(snapshots.c.day)
        )
        return tuple((row.day, row.followers) for row in rows)


def _snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(row.day, row.followers, row.source, row.taken_at, row.fans, row.reason)
