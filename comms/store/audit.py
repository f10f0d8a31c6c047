"""The record of who did what: a chain of hashes over ids and hashes, content beside it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text

from comms.store.tables import audit_contents, audit_events

# PostgreSQL advisory lock of ours: two writers must not both extend the same last link.
_CHAIN_LOCK = 7_251_603
START = "0" * 64


@dataclass(frozen=True)
class AuditEvent:
    """One link: who did what to which thing, when. Names and texts stand beside it, not in it."""

    id: int
    at: datetime
    by: str
    verb: str
    subject: str
    subject_id: str
    content_hash: str
    content: dict[str, Any] | None


class Audit:
    """Append-only. Written in the same transaction as the change it tells of."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def record(
        self,
        by: str,
        verb: str,
        subject: str,
        subject_id: int | str,
        now: datetime,
        content_hash: str = "",
        **content: Any,
    ) -> int:
        """Add a link; `content` (JSON) lies beside the chain. Returns the event's id."""
        if self.db.dialect.name == "postgresql":
            self.db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
        row = {
            "at": now,
            "by": by,
            "verb": verb,
            "subject": subject,
            "subject_id": str(subject_id),
            "content_hash": content_hash,
            "previous": self._last_hash(),
        }
        made = self.db.execute(insert(audit_events).values(**row, hash=_link(row)))
        assert made.inserted_primary_key is not None
        event_id = int(made.inserted_primary_key[0])
        if content:
            self.db.execute(insert(audit_contents).values(event_id=event_id, content=content))
        return event_id

    def about(self, subject: str, subject_id: int | str) -> list[AuditEvent]:
        """What was done to one thing, oldest first."""
        return list(
            self._events(
                audit_events.c.subject == subject, audit_events.c.subject_id == str(subject_id)
            )
        )

    def newest(self, count: int = 50) -> list[AuditEvent]:
        """The last events, newest first."""
        rows = self.db.execute(_with_content().order_by(audit_events.c.id.desc()).limit(count))
        return [_event(row) for row in rows]

    def erase_content(self, event_id: int) -> None:
        """Take away what stands beside a link. The chain still holds."""
        self.db.execute(delete(audit_contents).where(audit_contents.c.event_id == event_id))

    def broken_at(self) -> int | None:
        """The id of the first link that does not fit, or None when the chain holds."""
        previous = START
        for row in self.db.execute(select(audit_events).order_by(audit_events.c.id)).mappings():
            if row["previous"] != previous or _link(dict(row)) != row["hash"]:
                return int(row["id"])
            previous = row["hash"]
        return None

    def _last_hash(self) -> str:
        last = select(audit_events.c.hash).order_by(audit_events.c.id.desc()).limit(1)
        return self.db.execute(last).scalar() or START

    def _events(self, *where: Any) -> Iterator[AuditEvent]:
        for row in self.db.execute(_with_content().where(*where).order_by(audit_events.c.id)):
            yield _event(row)


def _with_content() -> Any:
    return select(audit_events, audit_contents.c.content).outerjoin(
        audit_contents, audit_contents.c.event_id == audit_events.c.id
    )


def _event(row: Row[Any]) -> AuditEvent:
    return AuditEvent(
        row.id, row.at, row.by, row.verb, row.subject, row.subject_id, row.content_hash, row.content
    )


def _link(row: dict[str, Any]) -> str:
    whole = [
        row["previous"],
        row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        row["by"],
        row["verb"],
        row["subject"],
        row["subject_id"],
        row["content_hash"],
    ]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
