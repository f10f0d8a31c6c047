"""What came in, byte for byte: kept before anything is parsed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.store.tables import raw_messages


class RawState(StrEnum):
    """new: kept, not read yet. read: became an item. set_aside: could not be read.

    dismissed: was set aside, and a person said that nothing more is to be done.
    """

    NEW = "new"
    READ = "read"
    SET_ASIDE = "set_aside"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class RawMessage:
    """digest: of the bytes in `files`, None where they could not be had. size: bytes.

    tries: how often reading has begun. mark: "wanted" while the mailbox must be told to mark it.
    """

    source: str
    key: str
    digest: str | None
    size: int
    received_at: datetime
    state: RawState = RawState.NEW
    reason: str = ""
    tries: int = 0
    mark: str = ""
    id: int = 0


class RawMessages:
    """One row for each key of a source: the same thing is never kept twice."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def keys(self, source: str) -> frozenset[str]:
        """Every key known from a source."""
        rows = self.db.execute(select(raw_messages.c.key).where(raw_messages.c.source == source))
        return frozenset(rows.scalars())

    def add(self, message: RawMessage) -> int | None:
        """Keep it. Returns its id, or None when the key was known."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(raw_messages).values(
                        source=message.source,
                        key=message.key,
                        digest=message.digest,
                        size=message.size,
                        received_at=message.received_at,
                        state=message.state,
                        reason=message.reason,
                    )
                )
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def get(self, raw_id: int) -> RawMessage:
        """One of them. Raises NotFound."""
        row = self.db.execute(select(raw_messages).where(raw_messages.c.id == raw_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen indkommet mail {raw_id}.")
        return _raw(row)

    def unread(self, limit: int = 1000) -> Sequence[RawMessage]:
        """What is kept and not read yet, oldest first."""
        return self._all(RawState.NEW, limit)

    def set_aside(self, limit: int = 200) -> Sequence[RawMessage]:
        """What could not be read, with the reasons, newest first."""
        return self._all(RawState.SET_ASIDE, limit, newest=True)

    def count_set_aside(self) -> int:
        """How many wait there."""
        query = select(func.count()).where(raw_messages.c.state == RawState.SET_ASIDE)
        return int(self.db.execute(query).scalar_one())

    def dismiss(self, raw_id: int) -> bool:
        """Take it off the list; the bytes stay. False: it was not set aside any more."""
        moved = self.db.execute(
            update(raw_messages)
            .where(raw_messages.c.id == raw_id, raw_messages.c.state == RawState.SET_ASIDE)
            .values(state=RawState.DISMISSED)
        )
        return moved.rowcount == 1

    def want_mark(self, raw_id: int) -> None:
        """Let the mailbox be told that this was dealt with, if it has not been already."""
        self.db.execute(
            update(raw_messages)
            .where(raw_messages.c.id == raw_id, raw_messages.c.mark == "")
            .values(mark="wanted")
        )

    def begin_try(self, raw_id: int) -> int:
        """Count one more try, before it is made. Returns how many there have been with it."""
        self.db.execute(
            update(raw_messages)
            .where(raw_messages.c.id == raw_id)
            .values(tries=raw_messages.c.tries + 1)
        )
        tries = select(raw_messages.c.tries).where(raw_messages.c.id == raw_id)
        return int(self.db.execute(tries).scalar_one())

    def settle(self, raw_id: int, state: RawState, reason: str = "", mark: str = "") -> bool:
        """Say what became of it. False: somebody else has said so already."""
        moved = self.db.execute(
            update(raw_messages)
            .where(raw_messages.c.id == raw_id, raw_messages.c.state == RawState.NEW)
            .values(state=state, reason=reason, mark=mark)
        )
        return moved.rowcount == 1

    def read_again(self, raw_id: int) -> bool:
        """Let what was set aside be read once more. False: it is not set aside, or has no bytes."""
        moved = self.db.execute(
            update(raw_messages)
            .where(
                raw_messages.c.id == raw_id,
                raw_messages.c.state == RawState.SET_ASIDE,
                raw_messages.c.digest.is_not(None),
            )
            .values(state=RawState.NEW, reason="", tries=0)
        )
        return moved.rowcount == 1

    def to_mark(self, source: str) -> Sequence[str]:
        """Keys that the mailbox must still be told to mark as read."""
        wanted = select(raw_messages.c.key).where(
            raw_messages.c.source == source, raw_messages.c.mark == "wanted"
        )
        return list(self.db.execute(wanted).scalars())

    def marked(self, source: str, keys: Iterable[str]) -> None:
        """The mailbox has been told."""
        for key in keys:
            self.db.execute(
                update(raw_messages)
                .where(raw_messages.c.source == source, raw_messages.c.key == key)
                .values(mark="done")
            )

    def _all(self, state: RawState, limit: int, *, newest: bool = False) -> Sequence[RawMessage]:
        order = raw_messages.c.id.desc() if newest else raw_messages.c.id
        rows = self.db.execute(
            select(raw_messages).where(raw_messages.c.state == state).order_by(order).limit(limit)
        )
        return [_raw(row) for row in rows]


def _raw(row: Row[Any]) -> RawMessage:
    return RawMessage(
        row.source,
        row.key,
        row.digest,
        row.size,
        row.received_at,
        RawState(row.state),
        row.reason,
        row.tries,
        row.mark,
        row.id,
    )
