"""What a person must do outside this software: each key is put before them once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.store.tables import tasks

TAKE_DOWN = "take_down"


@dataclass(frozen=True)
class Task:
    """key: what it is known by. says: a Danish sentence. link: where it is to be done."""

    key: str
    kind: str
    says: str
    link: str = ""
    story_id: int | None = None
    draft_id: int | None = None
    created_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    id: int = 0


class Tasks:
    """A task is never deleted: who did it, and when, stays."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, task: Task, now: datetime) -> bool:
        """Put it before a person. False: it was put before them already."""
        values = {
            "key": task.key[:200],
            "kind": task.kind,
            "story_id": task.story_id,
            "draft_id": task.draft_id,
            "says": task.says,
            "link": task.link,
            "created_at": now,
        }
        try:
            with self.db.begin_nested():
                self.db.execute(insert(tasks).values(values))
        except IntegrityError:
            return False
        return True

    def get(self, task_id: int) -> Task:
        """One task. Raises NotFound."""
        row = self.db.execute(select(tasks).where(tasks.c.id == task_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen opgave {task_id}.")
        return _task(row)

    def open(self, kind: str = "", story_id: int | None = None) -> Sequence[Task]:
        """What is not done, oldest first."""
        where: list[ColumnElement[bool]] = [tasks.c.done_at.is_(None)]
        where += [tasks.c.kind == kind] if kind else []
        where += [tasks.c.story_id == story_id] if story_id is not None else []
        rows = self.db.execute(select(tasks).where(*where).order_by(tasks.c.id))
        return [_task(row) for row in rows]

    def done(self, task_id: int, by: str, now: datetime) -> bool:
        """Somebody did it. False: it was done before."""
        moved = self.db.execute(
            update(tasks)
            .where(tasks.c.id == task_id, tasks.c.done_at.is_(None))
            .values(done_at=now, done_by=by)
        )
        return moved.rowcount == 1


def _task(row: Row[Any]) -> Task:
    return Task(
        key=row.key,
        kind=row.kind,
        says=row.says,
        link=row.link,
        story_id=row.story_id,
        draft_id=row.draft_id,
        created_at=row.created_at,
        done_at=row.done_at,
        done_by=row.done_by,
        id=row.id,
    )
