"""What must be settled about a story before it goes out, and how staff answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from comms.model.clearance import Clearance
from comms.model.privacy import Finding, Kind
from comms.model.whereabouts import LONGEST
from comms.store.tables import clearances, findings
from comms.store.terms import Terms


class Findings:
    """Findings are kept for good; an answer stands beside them."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, story_id: int, found: Iterable[Finding], now: datetime) -> None:
        """Store what was found in a story, or in the words of one of its drafts."""
        for one in found:
            self.db.execute(
                insert(findings).values(
                    story_id=story_id,
                    draft_id=one.draft_id or None,
                    kind=one.kind,
                    place=one.where[:LONGEST],
                    start=one.start,
                    end=one.end,
                    excerpt=one.text,
                    until=one.until,
                    found_at=now,
                )
            )
        Terms(self.db).index_story(story_id)

    def of(self, story_id: int) -> Sequence[Finding]:
        """Everything found in a story, answered or not, in the order it was found."""
        return self.of_several([story_id])

    def of_several(self, story_ids: Sequence[int]) -> Sequence[Finding]:
        """The same of several stories, by one query."""
        where = findings.c.story_id.in_(story_ids)
        rows = self.db.execute(select(findings).where(where).order_by(findings.c.id))
        return [
            Finding(
                Kind(r.kind),
                r.place,
                r.start,
                r.end,
                r.excerpt,
                until=r.until,
                id=r.id,
                story_id=r.story_id,
                draft_id=r.draft_id or 0,
            )
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
        return self.answers_of_several([story_id])

    def answers_of_several(self, story_ids: Sequence[int]) -> Sequence[Clearance]:
        """The same of several stories, by one query."""
        where = clearances.c.story_id.in_(story_ids)
        rows = self.db.execute(select(clearances).where(where).order_by(clearances.c.id))
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
