"""What must be settled about a story before it goes out, and how staff answered.

A story that others were merged into has their findings and answers too; each says with `story_id`
whose it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from comms.model.clearance import Clearance
from comms.model.privacy import Finding, Kind
from comms.model.whereabouts import LONGEST
from comms.store.families import gathered, members
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
        return self.of_several([story_id]).get(story_id, [])

    def of_several(self, story_ids: Sequence[int]) -> Mapping[int, Sequence[Finding]]:
        """The same of several stories, by their ids."""
        family = members(self.db, story_ids)
        where = findings.c.story_id.in_(family)
        rows = self.db.execute(select(findings).where(where).order_by(findings.c.id))
        return gathered(family, ((row.story_id, _finding(row)) for row in rows))

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
        return self.answers_of_several([story_id]).get(story_id, [])

    def answers_of_several(self, story_ids: Sequence[int]) -> Mapping[int, Sequence[Clearance]]:
        """The same of several stories, by their ids."""
        family = members(self.db, story_ids)
        where = clearances.c.story_id.in_(family)
        rows = self.db.execute(select(clearances).where(where).order_by(clearances.c.id))
        return gathered(family, ((row.story_id, _answer(row)) for row in rows))


def _finding(row: Row[Any]) -> Finding:
    return Finding(
        Kind(row.kind),
        row.place,
        row.start,
        row.end,
        row.excerpt,
        until=row.until,
        id=row.id,
        story_id=row.story_id,
        draft_id=row.draft_id or 0,
    )


def _answer(row: Row[Any]) -> Clearance:
    return Clearance(
        row.story_id,
        Kind(row.kind),
        row.by,
        row.reason,
        tuple(row.excerpts),
        row.ground,
        row.reference,
        row.at,
    )
