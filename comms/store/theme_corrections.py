"""What staff changed in the themes of stories, and the stories they left as they were."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from comms.errors import NotFound
from comms.model.lessons import Correction, Told, stems_of
from comms.model.story import StoryStatus
from comms.store.tables import stories, theme_corrections

Stamp = tuple[int, int]
LEFT_ALONE = 300  # stories that show which words are common


class ThemeCorrections:
    """A correction is kept when it is forgotten, but nothing is learned from it any more."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, made: Correction, now: datetime) -> int:
        """Store a correction. Returns its id."""
        added = self.db.execute(
            insert(theme_corrections).values(
                story_id=made.story_id,
                before=list(made.before),
                after=list(made.after),
                stems=dict(made.stems),
                by=made.by,
                at=now,
            )
        )
        assert added.inserted_primary_key is not None
        return int(added.inserted_primary_key[0])

    def all(self, story_id: int | None = None) -> Sequence[Correction]:
        """Those not forgotten, oldest first."""
        where: list[ColumnElement[bool]] = [theme_corrections.c.forgotten_at.is_(None)]
        where += [theme_corrections.c.story_id == story_id] if story_id is not None else []
        return [_correction(row) for row in self._rows(*where)]

    def get(self, correction_id: int) -> Correction:
        """One that is not forgotten. Raises NotFound."""
        found = self._rows(
            theme_corrections.c.id == correction_id, theme_corrections.c.forgotten_at.is_(None)
        )
        if not found:
            raise NotFound(f"Der er ingen rettelse {correction_id}, eller den er glemt.")
        return _correction(found[0])

    def forget(self, correction_id: int, now: datetime) -> bool:
        """Learn nothing from it any more. False: it was forgotten before."""
        return self._forget(now, theme_corrections.c.id == correction_id) == 1

    def forget_all(self, now: datetime) -> int:
        """Start afresh. Returns how many were forgotten."""
        return self._forget(now)

    def stamp(self) -> Stamp:
        """Changes with every correction made or forgotten: (newest id, how many count)."""
        row = self.db.execute(
            select(
                func.coalesce(func.max(theme_corrections.c.id), 0),
                func.count().filter(theme_corrections.c.forgotten_at.is_(None)),
            ).select_from(theme_corrections)
        ).one()
        return int(row[0]), int(row[1])

    def left_alone(self, most: int = LEFT_ALONE) -> Sequence[Told]:
        """The newest stories whose themes nobody corrected."""
        corrected = select(theme_corrections.c.id).where(
            theme_corrections.c.story_id == stories.c.id,
            theme_corrections.c.forgotten_at.is_(None),
        )
        rows = self.db.execute(
            select(stories.c.title, stories.c.text)
            .where(~corrected.exists())
            .order_by(stories.c.id.desc())
            .limit(most)
        )
        return [Told(frozenset(stems_of(row.title, row.text))) for row in rows]

    def told_since(self, since: datetime) -> frozenset[int]:
        """The themes of the stories that came in since then; rejected ones tell of nothing."""
        rows = self.db.execute(
            select(stories.c.themes).where(
                stories.c.created_at >= since, stories.c.status != StoryStatus.REJECTED
            )
        )
        return frozenset(number for row in rows for number in row.themes)

    def _forget(self, now: datetime, *where: ColumnElement[bool]) -> int:
        done = self.db.execute(
            update(theme_corrections)
            .where(theme_corrections.c.forgotten_at.is_(None), *where)
            .values(forgotten_at=now)
        )
        return done.rowcount

    def _rows(self, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
        query = select(theme_corrections).where(*where).order_by(theme_corrections.c.id)
        return self.db.execute(query).all()


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        row.story_id, tuple(row.before), tuple(row.after), dict(row.stems), row.by, row.at, row.id
    )
