"""What was missed while down, what broke off, and what fails."""

from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from comms.config.schedules import CatchUp, Job
from comms.errors import BadInput
from comms.scheduler import Scheduler
from comms.store.database import Database
from tests.clock import COPENHAGEN, NOON
from tests.scheduler.machines import LEASE, Killed, Office, daily, newest

NINE = NOON - timedelta(hours=3)
DAY = timedelta(days=1)


def ran_yesterday(office: Office, database: Database, jobs: dict[str, Job]) -> None:
    office.machine(database, jobs).run_due(NINE - DAY)
    assert office.done == ["report"]
    office.done.clear()


def killed_at_nine(office: Office, database: Database, jobs: dict[str, Job]) -> None:
    def work(_now: datetime) -> str:
        raise Killed

    office.now = NINE
    with pytest.raises(Killed):
        office.machine(database, jobs, report=work).run_due(NINE)


def test_a_fresh_install_runs_nothing_that_was_due_before_it(database: Database) -> None:
    office = Office()
    assert office.machine(database, daily(CatchUp.ONCE)).catch_up(NOON) == []
    assert office.done == []
    assert newest(database, "report").outcome == "not run: the job was new"


def test_the_first_tick_after_a_fresh_install_is_caught_up_when_it_was_missed(
    database: Database,
) -> None:
    office = Office()
    office.machine(database, daily(CatchUp.ONCE)).catch_up(NOON)
    assert office.machine(database, daily(CatchUp.ONCE)).catch_up(NOON + DAY) == ["report"]


def test_after_a_week_down_the_newest_missed_tick_runs_and_no_other(database: Database) -> None:
    office = Office()
    ran_yesterday(office, database, daily(CatchUp.ONCE))
    machine = office.machine(database, daily(CatchUp.ONCE))
    assert machine.catch_up(NOON + 7 * DAY) == ["report"]
    assert machine.catch_up(NOON + 7 * DAY) == []
    assert newest(database, "report").due == "2026-11-30T09:00:00"
    assert newest(database, "report").outcome == "report: 1"


def test_a_missed_tick_older_than_the_rule_allows_is_let_be(database: Database) -> None:
    office, jobs = Office(), daily(CatchUp.WITHIN, timedelta(hours=2))
    ran_yesterday(office, database, jobs)
    assert office.machine(database, jobs).catch_up(NINE + timedelta(hours=2, seconds=1)) == []
    assert office.machine(database, jobs).catch_up(NINE + timedelta(hours=2)) == ["report"]


def test_a_job_that_skips_waits_for_its_next_tick(database: Database) -> None:
    office = Office()
    ran_yesterday(office, database, daily(CatchUp.SKIP))
    machine = office.machine(database, daily(CatchUp.SKIP))
    assert machine.catch_up(NINE + timedelta(minutes=1)) == []
    assert machine.run_due(NINE + timedelta(hours=1)) == []
    assert machine.run_due(NINE + DAY) == ["report"]


def test_a_tick_whose_taker_was_killed_runs_again_after_its_lease(database: Database) -> None:
    office = Office()
    killed_at_nine(office, database, daily(CatchUp.ONCE))
    machine = office.machine(database, daily(CatchUp.ONCE))
    assert machine.catch_up(NINE + LEASE - timedelta(seconds=1)) == []
    assert machine.catch_up(NINE + LEASE) == ["report"]
    assert machine.catch_up(NINE + 2 * LEASE) == []
    assert newest(database, "report").outcome == "report: 1"


def test_a_tick_whose_taker_was_killed_is_let_be_by_the_rule_skip(database: Database) -> None:
    office = Office()
    killed_at_nine(office, database, daily(CatchUp.SKIP))
    assert office.machine(database, daily(CatchUp.SKIP)).catch_up(NINE + LEASE) == []


def test_only_one_machine_takes_over_from_the_dead(database: Database) -> None:
    office = Office()
    killed_at_nine(office, database, daily(CatchUp.ONCE))
    dead = newest(database, "report")
    with database.begin() as tx:
        assert tx.ticks.retake(dead, NINE + LEASE)
    with database.begin() as tx:
        assert not tx.ticks.retake(dead, NINE + LEASE)


def test_a_job_that_fails_says_why_and_runs_at_its_next_tick(database: Database) -> None:
    def work(now: datetime) -> str:
        if now == NINE:
            raise BadInput("samples/feeds: not a feed")
        return "fine"

    machine = Office().machine(database, daily(CatchUp.ONCE), report=work)
    assert machine.run_due(NINE) == ["report"]
    assert newest(database, "report").outcome == "failed: samples/feeds: not a feed"
    assert machine.run_due(NINE) == []
    assert machine.run_due(NINE + DAY) == ["report"]
    assert newest(database, "report").outcome == "fine"


def test_an_unforeseen_error_stops_nothing_and_its_words_are_not_stored(
    database: Database,
) -> None:
    def work(_now: datetime) -> str:
        raise KeyError("anna@example.dk")

    office = Office()
    jobs = daily(CatchUp.ONCE) | {"draft": Job(cron="0 9 * * *")}
    assert office.machine(database, jobs, report=work).run_due(NINE) == ["report", "draft"]
    assert newest(database, "report").outcome == "failed: KeyError"
    assert office.done == ["draft"]


def test_a_part_that_is_switched_off_has_no_ticks(memory: Database) -> None:
    machine = Scheduler(daily(CatchUp.ONCE), {}, memory.begin, COPENHAGEN, lambda: NINE)
    assert machine.run_due(NINE) == []


def test_start_catches_up_and_stop_waits_for_the_work_under_way(database: Database) -> None:
    office, begun, go_on = Office(), Event(), Event()
    ran_yesterday(office, database, daily(CatchUp.ONCE))

    def work(_now: datetime) -> str:
        begun.set()
        assert go_on.wait(10)
        return "slow but done"

    machine = office.machine(database, daily(CatchUp.ONCE), report=work)
    machine.start()
    assert begun.wait(10)
    stopping = Thread(target=machine.stop)
    stopping.start()
    stopping.join(0.1)
    assert stopping.is_alive()

    go_on.set()
    stopping.join(10)
    assert not stopping.is_alive()
    assert newest(database, "report").outcome == "slow but done"


def test_a_fresh_install_that_only_runs_what_is_due_leaves_the_past_alone(
    memory: Database,
) -> None:
    office = Office()
    machine = office.machine(memory, daily(CatchUp.ONCE))
    assert machine.run_due(NINE + timedelta(minutes=6)) == []
    assert machine.run_due(NINE + timedelta(minutes=4)) == ["report"]
