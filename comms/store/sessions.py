"""Who is inside: one row for each browser. What the browser holds is kept as a hash only."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from comms.model.account import Session
from comms.store.tables import staff_sessions


def token_hash(token: str) -> str:
    """A random token needs no salt and no slow hash: nobody can guess what it was made of."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """A session that has ended is kept until it would have ended by itself."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(
        self, account_id: int, token: str, device: str, *, kept: bool, now: datetime, ends: datetime
    ) -> int:
        """Somebody came in. Returns the session's id."""
        made = self.db.execute(
            insert(staff_sessions).values(
                staff_id=account_id,
                token_hash=token_hash(token),
                device=device,
                kept=kept,
                created_at=now,
                seen_at=now,
                ends_at=ends,
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def of_token(self, token: str, now: datetime) -> Session | None:
        """The session of a browser, or None when it is over."""
        found = self.db.execute(
            _open(now).where(staff_sessions.c.token_hash == token_hash(token))
        ).one_or_none()
        return None if found is None else _session(found)

    def of(self, account_id: int, now: datetime) -> Sequence[Session]:
        """Where somebody is logged in, the last used first."""
        rows = self.db.execute(
            _open(now)
            .where(staff_sessions.c.staff_id == account_id)
            .order_by(staff_sessions.c.seen_at.desc(), staff_sessions.c.id.desc())
        )
        return [_session(row) for row in rows]

    def seen(self, session_id: int, now: datetime) -> None:
        """It was used."""
        self.db.execute(
            update(staff_sessions).where(staff_sessions.c.id == session_id).values(seen_at=now)
        )

    def end(self, session_id: int, account_id: int, now: datetime) -> bool:
        """Out. False: it was over before, or is somebody else's."""
        return self._end(now, staff_sessions.c.id == session_id, account_id) == 1

    def end_all(self, account_id: int, now: datetime, but: int = 0) -> int:
        """Out everywhere, `but` one session perhaps. Returns how many were ended."""
        return self._end(now, staff_sessions.c.id != but, account_id)

    def forget(self, before: datetime) -> None:
        """Take away those that would have ended by themselves before that time."""
        self.db.execute(delete(staff_sessions).where(staff_sessions.c.ends_at < before))

    def _end(self, now: datetime, which: Any, account_id: int) -> int:
        done = self.db.execute(
            update(staff_sessions)
            .where(
                which,
                staff_sessions.c.staff_id == account_id,
                staff_sessions.c.ended_at.is_(None),
            )
            .values(ended_at=now)
        )
        return int(done.rowcount)


def _open(now: datetime) -> Any:
    return select(staff_sessions).where(
        staff_sessions.c.ended_at.is_(None), staff_sessions.c.ends_at > now
    )


def _session(row: Row[Any]) -> Session:
    return Session(
        row.id, row.staff_id, row.device, row.kept, row.created_at, row.seen_at, row.ends_at
    )
