"""What must be settled about a story before it goes out, and how staff answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from comms.model.clearance import Clearance
from comms.model.privacy import Finding, Kind
from comms.store.tables import clearances, findings


class Findings:
    """Findings are kept for good; an answer stands beside them."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, story_id: int, found: Iterable[Finding], now: datetime) -> None:
        """Store what was found in a story."""
        for one in found:
            self.db.execute(
                insert(findings).values(
                    story_id=story_id,
                    kind=one.kind,
                    place=one.where,
                    start=one.start,
                    end=one.end,
                    excerpt=one.text,
                    found_at=now,
                )
            )

    def of(self, story_id: int) -> Sequence[Finding]:
        """Everything found in a story, answered or not, in the order it was found."""
        rows = self.db.execute(
            select(findings).where(findings.c.story_id == story_id).order_by(findings.c.id)
        )
        return [
            Finding(Kind(r.kind), r.place, r.start, r.end, r.excerpt, r.id, r.story_id)
            for r in rows
        ]

    def clear(self, answer: Clearance, now: datetime) -> None:
        """Store an answer."""
        self.db.execute(
            insert(clearances).values(
                story_id=answer.story_id,
                kind=answer.kind,
                by=answer.by,
                reason=answer.reason,
                ground=answer.ground,
                reference=answer.reference,
                excerpts=list(answer.excerpts),
                at=now,
            )
        )

    def answers(self, story_id: int) -> Sequence[Clearance]:
        """The answers given for a story, oldest first."""
        rows = self.db.execute(
            select(clearances).where(clearances.c.story_id == story_id).order_by(clearances.c.id)
        )
        return [
            Clearance(
                r.story_id,
                Kind(r.kind),
                r.by,
                r.reason,
                tuple(r.excerpts),
                r.ground,
                r.reference,
                r.at,
            )
            for r in rows
        ]
