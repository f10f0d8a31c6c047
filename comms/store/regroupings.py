"""Stories made one, and stories made two: who did it, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from comms.danish.lookup import terms
from comms.errors import NotFound
from comms.model.event import Event, first_moment
from comms.model.story import Story
from comms.store.tables import events, regroupings, stories, story_terms

NEAR = 500  # stories before and after, among which a twin is looked for
_WORDS = 12  # of a title
MOST = 20  # candidates


class Regrouped(StrEnum):
    """What was done."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True)
class Regrouping:
    """story_id: the one that stays; other_id: the one merged into it, or split from it.

    before: what undoing needs. undone_at: it was taken back.
    """

    id: int
    kind: Regrouped
    story_id: int
    other_id: int
    before: Mapping[str, Any]
    by: str
    at: datetime
    undone_at: datetime | None
    undone_by: str


class Regroupings:
    """Rows are never taken away: one that is undone says so."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(
        self,
        kind: Regrouped,
        story_id: int,
        other_id: int,
        before: Mapping[str, Any],
        by: str,
        now: datetime,
    ) -> int:
        """Keep what was done. before: plain JSON. Returns its id."""
        made = self.db.execute(
            insert(regroupings).values(
                kind=kind, story_id=story_id, other_id=other_id, before=before, by=by, at=now
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def of(self, story_id: int) -> Sequence[Regrouping]:
        """Everything that was done with a story and not undone, oldest first."""
        mine = or_(regroupings.c.story_id == story_id, regroupings.c.other_id == story_id)
        query = select(regroupings).where(mine, regroupings.c.undone_at.is_(None))
        return [_regrouping(row) for row in self.db.execute(query.order_by(regroupings.c.id))]

    def merge_of(self, other_id: int) -> Regrouping:
        """The merge by which a story became part of another. Raises NotFound."""
        for one in reversed(self.of(other_id)):
            if one.kind is Regrouped.MERGE and one.other_id == other_id:
                return one
        raise NotFound(f"Bidrag {other_id} er ikke lagt sammen med et andet.")

    def undone(self, regrouping_id: int, by: str, now: datetime) -> bool:
        """It is taken back. False: it was before."""
        moved = self.db.execute(
            update(regroupings)
            .where(regroupings.c.id == regrouping_id, regroupings.c.undone_at.is_(None))
            .values(undone_at=now, undone_by=by)
        )
        return moved.rowcount == 1

    def near(self, story: Story) -> Sequence[int]:
        """Stories that came about the same time and may tell the same: the same day, words of
        the title, or the link. Newest first. What was split from the same mail is none.

        Bounded: only NEAR stories on either side are looked at.
        """
        wanted = {*self._same_day(story), *self._same_words(story), *self._same_link(story)}
        wanted.discard(story.id)
        of_another_mail = or_(stories.c.item_id.is_(None), stories.c.item_id != story.item_id)
        query = select(stories.c.id).where(
            stories.c.id.in_(sorted(wanted)),
            stories.c.merged_into.is_(None),
            stories.c.withdrawn_at.is_(None),
        )
        if story.item_id is not None:
            query = query.where(of_another_mail)
        rows = self.db.execute(query.order_by(stories.c.id.desc()).limit(MOST))
        return [int(row[0]) for row in rows]

    def _same_day(self, story: Story) -> Iterable[int]:
        days = [_day(event) for event in story.events]
        if not days:
            return ()
        same = or_(*(events.c.sort_at.between(start, end) for start, end in days[:31]))
        query = select(events.c.story_id).where(self._close(events.c.story_id, story), same)
        return [int(row[0]) for row in self.db.execute(query)]

    def _same_words(self, story: Story) -> Iterable[int]:
        words = sorted(terms([story.title]), key=lambda one: (-len(one), one))[:_WORDS]
        query = (
            select(story_terms.c.story_id)
            .where(story_terms.c.term.in_(words), self._close(story_terms.c.story_id, story))
            .group_by(story_terms.c.story_id)
            .having(func.count() >= max(2, len(words) // 2))
        )
        return [int(row[0]) for row in self.db.execute(query)] if words else ()

    def _same_link(self, story: Story) -> Iterable[int]:
        if not story.link:
            return ()
        query = select(stories.c.id).where(
            self._close(stories.c.id, story), stories.c.link == story.link
        )
        return [int(row[0]) for row in self.db.execute(query)]

    def _close(self, column: Any, story: Story) -> Any:
        return column.between(story.id - NEAR, story.id + NEAR)


def _day(event: Event) -> tuple[datetime, datetime]:
    start = first_moment(event.day)
    return start, start + timedelta(days=1, seconds=-1)


def _regrouping(row: Row[Any]) -> Regrouping:
    return Regrouping(
        row.id,
        Regrouped(row.kind),
        row.story_id,
        row.other_id,
        row.before,
        row.by,
        row.at,
        row.undone_at,
        row.undone_by,
    )
