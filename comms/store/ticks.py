"""Which tick of which job has been taken, so that each happens once on any number of machines."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.model.timetable import Tick
from comms.store.tables import ticks


class Ticks:
    """due: local wall-clock time 'YYYY-MM-DDTHH:MM:SS', without offset on purpose.

    Jobs that run at intervals name theirs in UTC, with a Z (see comms/model/timetable.py).
    """

    def __init__(self, db: Connection) -> None:
        self.db = db

    def take(self, job: str, due: str, now: datetime) -> bool:
        """Take this tick. False: it was taken before, here or on another machine."""
        try:
            with self.db.begin_nested():
                self.db.execute(insert(ticks).values(job=job, due=due, started_at=now))
        except IntegrityError:
            return False
        return True

    def retake(self, tick: Tick, now: datetime) -> bool:
        """Take over a tick whose taker died. False: it was finished or taken over meanwhile."""
        taken = self.db.execute(
            update(ticks)
            .where(ticks.c.job == tick.job, ticks.c.due == tick.due)
            .where(ticks.c.finished_at.is_(None), ticks.c.started_at == tick.started_at)
            .values(started_at=now)
        )
        return taken.rowcount == 1

    def finish(self, job: str, due: str, now: datetime, outcome: str) -> None:
        """Say how it went."""
        self.db.execute(
            update(ticks)
            .where(ticks.c.job == job, ticks.c.due == due)
            .values(finished_at=now, outcome=outcome)
        )

    def newest(self, job: str) -> Tick | None:
        """The newest tick taken of this job, or None."""
        row = self.db.execute(
            select(ticks).where(ticks.c.job == job).order_by(ticks.c.due.desc()).limit(1)
        ).one_or_none()
        if row is None:
            return None
        return Tick(row.job, row.due, row.started_at, row.finished_at, row.outcome)
