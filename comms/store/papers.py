"""Older newsletters that were brought into the archive as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.store.tables import papers


@dataclass(frozen=True)
class Paper:
    """name: in its address, with the year: '2019/nyhedsbrev-marts'. size: bytes.

    gone_at: it was taken out of the archive.
    """

    name: str
    title: str
    day: date
    digest: str
    size: int
    by: str
    at: datetime
    gone_at: datetime | None = None
    id: int = 0

    @property
    def path(self) -> str:
        """Where it stands in the public archive."""
        return f"/nyhedsbreve/{self.name}.pdf"


class Papers:
    """Their bytes lie in `files`."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, paper: Paper) -> int | None:
        """Store it. None: its name is taken."""
        row = {name: getattr(paper, name) for name in ("name", "title", "day", "digest", "size")}
        try:
            with self.db.begin_nested():
                made = self.db.execute(insert(papers).values(**row, by=paper.by, at=paper.at))
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def all(self) -> Sequence[Paper]:
        """Those in the archive, newest first."""
        query = select(papers).where(papers.c.gone_at.is_(None))
        rows = self.db.execute(query.order_by(papers.c.day.desc(), papers.c.id.desc()))
        return [_paper(row) for row in rows]

    def named(self, name: str) -> Paper | None:
        """The one of this name, if it is in the archive."""
        here = (papers.c.name == name, papers.c.gone_at.is_(None))
        row = self.db.execute(select(papers).where(*here)).one_or_none()
        return None if row is None else _paper(row)

    def take_out(self, paper: Paper, now: datetime) -> bool:
        """It is in the archive no longer. False: somebody else was quicker."""
        here = (papers.c.id == paper.id, papers.c.gone_at.is_(None))
        return self.db.execute(update(papers).where(*here).values(gone_at=now)).rowcount == 1


def _paper(row: Row[Any]) -> Paper:
    return Paper(
        name=row.name,
        title=row.title,
        day=row.day,
        digest=row.digest,
        size=row.size,
        by=row.by,
        at=row.at,
        gone_at=row.gone_at,
        id=row.id,
    )
