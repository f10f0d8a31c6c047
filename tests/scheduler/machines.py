"""Machines for tests: schedulers of their own on one database, at a time that the test sets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from comms.config.schedules import CatchUp, Job
from comms.model.timetable import Tick
from comms.scheduler import Scheduler
from comms.store.database import Database
from tests.clock import COPENHAGEN, NOON

LEASE = timedelta(minutes=30)


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing of ours catches it."""


@dataclass
class Office:
    """Counts what was done; `now` is the time on every machine's clock."""

    now: datetime = NOON
    done: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def does(self, job: str) -> Callable[[datetime], str]:
        def work(_now: datetime) -> str:
            with self._lock:
                self.done.append(job)
            return f"{job}: 1"

        return work

    def machine(
        self,
        database: Database,
        jobs: Mapping[str, Job],
        **work: Callable[[datetime], str],
    ) -> Scheduler:
        """A scheduler that counts its work here, or does the work it is handed."""
        every = {job: self.does(job) for job in jobs} | work
        return Scheduler(jobs, every, database.begin, COPENHAGEN, lambda: self.now, LEASE)


def newest(database: Database, job: str) -> Tick:
    """The newest tick taken, which must be there."""
    with database.read() as tx:
        tick = tx.ticks.newest(job)
    assert tick is not None
    return tick


def daily(catch_up: CatchUp, within: timedelta = timedelta(hours=2)) -> dict[str, Job]:
    """One job at nine every morning."""
    return {"report": Job(cron="0 9 * * *", catch_up=catch_up, within=within)}
