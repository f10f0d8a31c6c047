"""Which tick of which job has been taken, so that each happens once on any number of machines."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.store.tables import ticks


class Ticks:
    """due: local wall-clock time 'YYYY-MM-DDTHH:MM:SS', without offset on purpose."""

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

    def finish(self, job: str, due: str, now: datetime, outcome: str) -> None:
        """Say how it went."""
        self.db.execute(
            update(ticks)
            .where(ticks.c.job == job, ticks.c.due == due)
            .values(finished_at=now, outcome=outcome)
        )

    def newest(self, job: str) -> str | None:
        """The newest due time taken for this job, or None."""
        return self.db.execute(
            select(ticks.c.due).where(ticks.c.job == job).order_by(ticks.c.due.desc()).limit(1)
        ).scalar()
