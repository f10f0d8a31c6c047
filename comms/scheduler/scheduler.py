"""Runs each job once per tick, on any number of machines that share the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from threading import Event, Lock

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from comms.config.schedules import Job
from comms.errors import CommsError
from comms.model.timetable import Missed, Timetable, missed
from comms.scheduler.line import Line, Work, lines
from comms.store.database import Begin
from comms.store.ticks import Ticks

# How long a tick may be under way before whoever took it is held to be dead.
LEASE = timedelta(minutes=30)
# How often we look for what was missed or left behind, here or on another machine.
_LOOK = timedelta(minutes=5)
# A busy minute is not downtime: this late, a tick still runs whatever its rule for catching up.
# Later than that, the rule decides. APScheduler's own grace is one second.
_GRACE = timedelta(minutes=5)

log = structlog.get_logger()


class Scheduler:
    """One of possibly many: a tick is a row that can be taken once, and whoever takes it runs it.

    jobs: schedules.yaml, in the zone's local time. work: what each job does, given the moment it
    begins, answering in one line how it went; a job without work is not run. clock: aware.

    Catching up, at the start and every five minutes after: of all ticks missed while nobody was
    up the newest runs, by the job's rule. A tick whose taker was killed before the end is missed
    too once it is `lease` old, unless the rule is skip: stages can be done twice, so it runs again.
    Work that may take longer than the lease belongs under skip.
    A job never seen before catches up nothing, or a fresh install would send last week's report:
    the tick before its first start is written down as not run, and the timetable begins there.
    A tick whose work failed is done, with the error as its outcome; the next tick tries anew.
    """

    def __init__(
        self,
        jobs: Mapping[str, Job],
        work: Mapping[str, Work],
        begin: Begin,
        zone: tzinfo,
        clock: Callable[[], datetime],
        lease: timedelta = LEASE,
    ) -> None:
        self._lines = lines(jobs, work, zone)
        self._begin, self._zone, self._clock, self._lease = begin, zone, clock, lease
        self._busy = {line.job: Lock() for line in self._lines}
        self._stopping = Event()
        self._timer: BackgroundScheduler | None = None

    def start(self) -> None:
        """Begin to tick, in threads of our own; what was missed is caught up at once."""
        self._stopping.clear()
        self._timer = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(len(self._lines) + 1)},
            job_defaults={"coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        for line in self._lines:
            self._timer.add_job(
                self._fire,
                _Due(line.timetable),
                args=[line],
                name=line.job,
                misfire_grace_time=int(_GRACE.total_seconds()),
            )
        self._timer.add_job(
            self._look,
            IntervalTrigger(seconds=int(_LOOK.total_seconds()), timezone=UTC),
            name="catch up",
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        self._timer.start()

    def stop(self) -> None:
        """No more ticks; waits until the work under way is done."""
        self._stopping.set()
        if self._timer is not None:
            self._timer.shutdown(wait=True)
            self._timer = None

    def run_due(self, moment: datetime) -> list[str]:
        """Run the jobs due at `moment`, or minutes before, that nobody took. Answers names."""
        return [line.job for line in self._lines if self._tick(line, moment)]

    def catch_up(self, moment: datetime) -> list[str]:
        """Run what was missed up to `moment`, by each job's rule. Answers the names of the jobs."""
        caught = []
        for line in self._lines:
            if self._stopping.is_set():
                break
            try:
                if self._catch_up(line, moment):
                    caught.append(line.job)
            except Exception:
                log.exception("tick.broke_off", job=line.job)
        return caught

    def _look(self) -> None:
        self.catch_up(self._clock())

    def _fire(self, line: Line) -> None:
        try:
            self._tick(line, self._clock())
        except Exception:
            log.exception("tick.broke_off", job=line.job)

    def _tick(self, line: Line, now: datetime) -> bool:
        now = now.astimezone(UTC)
        due = line.timetable.latest(now)
        if now - due > _GRACE:
            return False
        tick = line.timetable.name(due)
        return self._alone(line, tick, now, lambda ticks: ticks.take(line.job, tick, now))

    def _catch_up(self, line: Line, now: datetime) -> bool:
        now = now.astimezone(UTC)
        due = line.timetable.latest(now)
        tick = line.timetable.name(due)
        with self._begin() as tx:
            newest = tx.ticks.newest(line.job)
            found = missed(
                newest, due, now, zone=self._zone, patience=line.patience, lease=self._lease
            )
            if found is Missed.FIRST and tx.ticks.take(line.job, tick, now):
                tx.ticks.finish(line.job, tick, now, "not run: the job was new")
        if found is Missed.TICK:
            log.info("tick.missed", job=line.job, due=tick)
            return self._alone(line, tick, now, lambda ticks: ticks.take(line.job, tick, now))
        if found is Missed.AGAIN and newest is not None:
            dead = newest
            log.warning("tick.taken_over", job=line.job, due=dead.due, since=dead.started_at)
            return self._alone(line, dead.due, now, lambda ticks: ticks.retake(dead, now))
        return False

    def _alone(self, line: Line, tick: str, now: datetime, take: Callable[[Ticks], bool]) -> bool:
        """Take the tick and run it, unless this job is under way here, or others were first."""
        if not self._busy[line.job].acquire(blocking=False):
            return False
        try:
            with self._begin() as tx:
                taken = take(tx.ticks)
            if taken:
                self._run(line, tick, now)
            return taken
        finally:
            self._busy[line.job].release()

    def _run(self, line: Line, tick: str, now: datetime) -> None:
        try:
            outcome = line.work(now)
        except CommsError as error:
            outcome = f"failed: {'; '.join(str(error).splitlines())}"
            log.error("tick.failed", job=line.job, due=tick, error=outcome)
        except Exception as error:
            # The words of an unforeseen error may hold what nobody should read: its name will do.
            outcome = f"failed: {type(error).__name__}"
            log.exception("tick.failed", job=line.job, due=tick)
        else:
            log.info("tick.done", job=line.job, due=tick, outcome=outcome)
        with self._begin() as tx:
            tx.ticks.finish(line.job, tick, self._clock(), outcome)


class _Due(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """A timetable of ours, as APScheduler asks for it."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return self.timetable.after(previous or now)
