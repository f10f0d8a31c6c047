"""Claim and mark: the writes that happen for every single message.

This one path uses the driver's cursor: the same single-row round through SQLAlchemy takes 711 µs.
A `turn` keeps the receipts that have come and takes the rows that go next, in one commit: both
survive kill -9. A power cut may undo the last ones, so every fiftieth mark asks for the disk.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, cast

from sqlalchemy import Engine

from comms.errors import DatabaseAway
from comms.model.delivery import Delivery
from comms.store.flushing import Flushing
from comms.store.holds import EVERYTHING

FLUSH_EVERY = 50  # marks between two flushes to the disk
PAGES = 8000  # of SQLite's log, 32 MB, between two checkpoints: each waits twice for the disk
_USUAL_PAGES = 1000  # SQLite's own

Receipt = tuple[Delivery, str]  # the row, and the relay's yes

_MAY_GO = """
status = 'pending' AND (next_at IS NULL OR next_at <= ?)
  AND NOT EXISTS (SELECT 1 FROM holds WHERE part IN ('all', ?, ?))
  AND (issue_id IS NULL OR EXISTS
    (SELECT 1 FROM issues i WHERE i.id = deliveries.issue_id AND i.status = 'sending'))
  AND (subscriber_id IS NULL OR EXISTS
    (SELECT 1 FROM subscribers s WHERE s.id = deliveries.subscriber_id AND s.status = 'active'))
"""
_CLAIM = f"""
UPDATE deliveries SET status = 'claimed', sender = ?, claimed_at = ?, tries = tries + 1,
  first_at = COALESCE(first_at, ?)
WHERE id = ? AND {_MAY_GO}
"""  # noqa: S608 (no value of anybody's stands in it)
_SENT = """
UPDATE deliveries SET status = 'sent', sent_at = ?, reply = ?, silent = 0
WHERE id = ? AND status = 'claimed' AND sender = ?
"""
_OURS = "SELECT 1 FROM deliveries WHERE id = ? AND status = 'claimed' AND sender = ?"
_ENDED = """
UPDATE deliveries SET status = ?, reply = ?, silent = ?, next_at = ?
WHERE id = ? AND status = 'claimed' AND sender = ?
"""
# PostgreSQL does a whole turn in one statement: each has its price on the way to the server.
# Rows that another sender is claiming are left to it, so that two never wait for each other.
_TURN = f"""
WITH marked AS (
  UPDATE deliveries d SET status = 'sent', sent_at = ?, reply = m.reply, silent = false
  FROM unnest(?::bigint[], ?::text[]) AS m (id, reply)
  WHERE d.id = m.id AND d.status = 'claimed' AND d.sender = ?)
UPDATE deliveries SET status = 'claimed', sender = ?, claimed_at = ?, tries = tries + 1,
  first_at = COALESCE(first_at, ?)
WHERE id IN (
  SELECT id FROM deliveries WHERE id = ANY(?::bigint[]) AND {_MAY_GO} FOR UPDATE SKIP LOCKED)
RETURNING id
"""  # noqa: S608


# A few rows by their key, always: planned once, and never by reading the whole table.
_SETTINGS = (
    "synchronous_commit TO off",
    "plan_cache_mode TO force_generic_plan",
    "enable_seqscan TO off",
    "enable_hashjoin TO off",
    "enable_mergejoin TO off",
)
_TURN_THERE = _TURN.replace("?", "%s")


class Ledger:
    """One connection of its own, for one sender.

    sender: who claims; at most 64 signs. parts: at most two whose hold keeps rows from being
    claimed, beside the switch that holds everything.
    """

    def __init__(self, engine: Engine, sender: str, *parts: str) -> None:
        self.sender = sender
        self.parts = (*parts, EVERYTHING, EVERYTHING)[:2]
        self._postgresql = engine.dialect.name == "postgresql"
        self._marks = 0
        self._away = cast("Any", engine.dialect.loaded_dbapi).OperationalError
        self._flushing = Flushing(engine)
        self._pooled = engine.raw_connection()
        self._driver = cast("Any", self._pooled.driver_connection)
        self._cursor = self._driver.cursor()
        if self._postgresql:
            self._driver.autocommit = True
            for setting in _SETTINGS:
                self._run(f"SET {setting}")
        else:
            self._run(f"PRAGMA wal_autocheckpoint={PAGES}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._flushing.end()
        if self._postgresql:
            self._pooled.invalidate()  # its settings differ: it never goes back to the pool
        else:
            self._cursor.execute(f"PRAGMA wal_autocheckpoint={_USUAL_PAGES}")
        self._cursor.close()
        self._pooled.close()

    def turn(
        self, receipts: Sequence[Receipt], rows: Sequence[Delivery], now: datetime
    ) -> list[Delivery]:
        """Mark what was taken, claim what goes next: all of it in one commit.

        Returns the rows that are ours now. The others are another sender's, held, of an issue
        that is not being sent any more, or their readers have left. A mark for a row that is no
        longer ours does nothing.
        """
        if not receipts and not rows:
            return []
        how = self._turn_whole if self._postgresql else self._turn_singly
        try:
            ours = how(receipts, rows, now)
        except self._away as error:
            raise _told(error) from None
        self._count(len(receipts))
        return ours

    def later(
        self, delivery: Delivery, reply: str, next_at: datetime | None, *, silent: bool
    ) -> bool:
        """Give a claimed row back, to be tried again from next_at on."""
        at = None if next_at is None else self._moment(next_at)
        return self._run(_ENDED, "pending", reply, silent, at, delivery.id, self.sender) == 1

    def failed(self, delivery: Delivery, reply: str, *, silent: bool) -> bool:
        """End a claimed row without a receipt."""
        return self._run(_ENDED, "failed", reply, silent, None, delivery.id, self.sender) == 1

    def _turn_singly(
        self, receipts: Sequence[Receipt], rows: Sequence[Delivery], now: datetime
    ) -> list[Delivery]:
        at, cursor = self._moment(now), self._cursor
        cursor.execute("BEGIN IMMEDIATE")
        try:
            marks = [(at, reply, row.id, self.sender) for row, reply in receipts]
            cursor.executemany(_SENT, marks)
            claims = [(self.sender, at, at, row.id, at, *self.parts) for row in rows]
            cursor.executemany(_CLAIM, claims)
            ours = list(rows) if cursor.rowcount == len(rows) else self._claimed(rows)
            cursor.execute("COMMIT")
        except BaseException:
            self._driver.rollback()
            raise
        return ours

    def _claimed(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Which of them are ours, once it is known that not all are."""
        return [
            row for row in rows if self._cursor.execute(_OURS, (row.id, self.sender)).fetchone()
        ]

    def _turn_whole(
        self, receipts: Sequence[Receipt], rows: Sequence[Delivery], now: datetime
    ) -> list[Delivery]:
        at = self._moment(now)
        marks = (at, [row.id for row, _ in receipts], [reply for _, reply in receipts])
        claims = (self.sender, at, at, [row.id for row in rows], at, *self.parts)
        self._cursor.execute(_TURN_THERE, (*marks, self.sender, *claims))
        ours = {found[0] for found in self._cursor}
        return [row for row in rows if row.id in ours]

    def _count(self, marks: int) -> None:
        self._marks += marks
        if self._marks >= FLUSH_EVERY:
            self._marks = 0
            self._flushing.ask()

    def _run(self, statement: str, *values: object) -> int:
        told = _for_postgresql(statement) if self._postgresql else statement
        try:
            self._cursor.execute(told, values)
        except self._away as error:
            raise _told(error) from None
        return int(self._cursor.rowcount)

    def _moment(self, moment: datetime) -> object:
        """As the column's type writes it: SQLite keeps text in UTC without a zone."""
        utc = moment.astimezone(UTC)
        return utc if self._postgresql else utc.isoformat(" ", "microseconds")[:26]


def _for_postgresql(statement: str) -> str:
    return statement.replace("?", "%s")


def _told(error: Exception) -> DatabaseAway:
    return DatabaseAway(str(error).strip().splitlines()[0])
