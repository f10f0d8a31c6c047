"""A tick happens once on any number of machines, also when the clock changes."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from comms.config.schedules import CatchUp, Job
from comms.scheduler import Scheduler
from comms.store.database import Database
from comms.store.tables import ticks
from tests.clock import COPENHAGEN, NOON
from tests.scheduler.machines import LEASE, Office, newest

# One o'clock at night in Copenhagen, an hour or two before the clock changes.
MARCH = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
STEP = timedelta(minutes=5)
JOBS = {
    "publish": Job(every=STEP, catch_up=CatchUp.SKIP),
    "newsletter_send": Job(cron="*/5 * * * *", catch_up=CatchUp.SKIP),
    "followers": Job(cron="30 2 * * *", catch_up=CatchUp.WITHIN),
    "report": Job(cron="0 * * * *", catch_up=CatchUp.ONCE),
}


@pytest.fixture
def two(database_url: str) -> Iterator[list[Database]]:
    """The same database, opened by two machines."""
    both = [Database(database_url), Database(database_url)]
    both[0].upgrade()
    yield both
    for one in both:
        one.close()


def sixty_ticks(office: Office, machines: list[Scheduler], start: datetime) -> None:
    """Both machines wake at each tick at the same time, and look for what was missed."""
    together = threading.Barrier(2)

    def wake(machine: Scheduler) -> None:
        together.wait(10)
        machine.run_due(office.now)
        machine.catch_up(office.now)

    with ThreadPoolExecutor(2) as threads:
        for number in range(60):
            office.now = start + number * STEP
            list(threads.map(wake, machines))


@pytest.mark.parametrize(
    ("start", "by_the_wall"),
    [(MARCH, 60), (OCTOBER, 48), (NOON, 60)],
    ids=["the March night", "the October night", "a Monday"],
)
def test_sixty_ticks_on_two_machines_each_happen_once(
    two: list[Database], start: datetime, by_the_wall: int
) -> None:
    office = Office(start)
    sixty_ticks(office, [office.machine(database, JOBS) for database in two], start)

    nightly = 0 if start is NOON else 1
    hours = 4 if start is OCTOBER else 5
    assert Counter(office.done) == Counter(
        publish=60, newsletter_send=by_the_wall, report=hours, followers=nightly
    )
    with two[0].read() as tx:
        outcomes: Sequence[str] = tx.db.execute(select(ticks.c.outcome)).scalars().all()
    assert len([one for one in outcomes if one.endswith(": 1")]) == len(office.done)


def test_the_nightly_job_of_march_runs_at_half_past_three(two: list[Database]) -> None:
    office, jobs = Office(MARCH), {"followers": JOBS["followers"]}
    sixty_ticks(office, [office.machine(one, jobs) for one in two], MARCH)
    tick = newest(two[0], "followers")
    assert tick.due == "2026-03-29T03:30:00"
    assert tick.started_at.astimezone(COPENHAGEN).isoformat() == "2026-03-29T03:30:00+02:00"


def test_real_clocks_on_two_machines_do_each_second_once(sqlite_url: str) -> None:
    each_second = Job(every=timedelta(seconds=10))
    object.__setattr__(each_second, "every", timedelta(seconds=1))  # below what a file may say
    done: list[datetime] = []

    def work(now: datetime) -> str:
        done.append(now)
        return "sent 1"

    databases = [Database(sqlite_url), Database(sqlite_url)]
    databases[0].upgrade()
    machines = [
        Scheduler(
            {"letters": each_second},
            {"letters": work},
            database.begin,
            COPENHAGEN,
            lambda: datetime.now(UTC),
            LEASE,
        )
        for database in databases
    ]
    for machine in machines:
        machine.start()
    patience = time.monotonic() + 20
    while len(done) < 2 and time.monotonic() < patience:
        time.sleep(0.05)
    for machine in machines:
        machine.stop()

    with databases[0].read() as tx:
        rows = tx.db.execute(select(ticks)).all()
    for database in databases:
        database.close()
    ran = [row for row in rows if row.outcome == "sent 1"]
    assert len(ran) == len(done) >= 2
    assert len({int(now.timestamp()) for now in done}) == len(done)
