"""The timetable of schedules.yaml, made ready to run."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from apscheduler.triggers.cron import CronTrigger

from comms.config.schedules import CatchUp, Job
from comms.model import cron
from comms.model.timetable import Every, Timetable, WallClock

Work = Callable[[datetime], str]


@dataclass(frozen=True)
class Line:
    """One job: when it is due, how late it may run, what it does.

    patience: how late a tick missed while down may run (zero: never; timedelta.max: however late).
    """

    job: str
    timetable: Timetable
    patience: timedelta
    work: Work


def lines(jobs: Mapping[str, Job], work: Mapping[str, Work], zone: tzinfo) -> list[Line]:
    """The jobs that have work to do; a part that is switched off has none."""
    return [
        Line(name, timetable_of(job, zone), _patience(job), work[name])
        for name, job in jobs.items()
        if name in work
    ]


def timetable_of(job: Job, zone: tzinfo) -> Timetable:
    """When this job is due. Its cron was checked where schedules.yaml was read."""
    if job.every is not None:
        return Every(job.every)
    return WallClock(zone, _following(cron.read(job.cron)))


def _patience(job: Job) -> timedelta:
    rule = {CatchUp.ONCE: timedelta.max, CatchUp.WITHIN: job.within, CatchUp.SKIP: timedelta(0)}
    return rule[job.catch_up]


def _following(when: cron.Cron) -> Callable[[datetime], datetime]:
    """APScheduler searches the calendar; the wall clock is handed to it as a clock without leaps.

    Its trigger counts weekdays from Monday and wants day and weekday both to fit; cron does not.
    """
    if when.either:
        searches = [_trigger(when, weekday="*"), _trigger(when, day="*")]
    else:
        searches = [_trigger(when)]

    def following(wall: datetime) -> datetime:
        later = (wall + timedelta(microseconds=1)).replace(tzinfo=UTC)
        found = min(search.get_next_fire_time(None, later) for search in searches)
        return datetime.combine(found.date(), found.time())

    return following


def _trigger(when: cron.Cron, *, day: str = "", weekday: str = "") -> CronTrigger:
    return CronTrigger(
        minute=_told(when.minutes),
        hour=_told(when.hours),
        day=day or _told(when.days),
        month=_told(when.months),
        day_of_week=weekday or _told((number - 1) % 7 for number in when.weekdays),
        timezone=UTC,
    )


def _told(values: Iterable[int]) -> str:
    return ",".join(map(str, values))
