"""When a job is due, reckoned without a clock: the same answer on every machine.

Moments are aware and in UTC, since Python compares two times of one zone by their wall clocks,
which is wrong on the nights when the clock changes. Wall-clock times are naive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from typing import Protocol

# Longer than any zone has ever put its clock forward.
_LEAP = timedelta(hours=3)
# How far back to look for the newest tick, nearest first; 29 February may be eight years off.
_BACK = tuple(timedelta(minutes=15) * times for times in (1, 4, 96, 768, 3072, 36000, 285000))


@dataclass(frozen=True)
class Tick:
    """One due time of one job, once somebody took it. due: as `Timetable.name` says it."""

    job: str
    due: str
    started_at: datetime
    finished_at: datetime | None = None
    outcome: str = ""


class Timetable(Protocol):
    """The due moments of one job."""

    def after(self, moment: datetime) -> datetime:
        """The first due moment later than this one, in UTC."""

    def latest(self, moment: datetime) -> datetime:
        """The newest due moment that is not later than this one, in UTC."""

    def name(self, due: datetime) -> str:
        """What this tick is called on every machine. No two ticks share a name."""


@dataclass(frozen=True)
class WallClock:
    """Due by the clock on the wall. A tick is named by its local time, without offset.

    following: the first due wall-clock time later than the one given.
    Autumn: the hour that comes twice counts the first time only. Spring: what is due in the
    hour that does not exist happens as late after its start, 02:30 at 03:30, and once.
    """

    zone: tzinfo
    following: Callable[[datetime], datetime]

    def after(self, moment: datetime) -> datetime:
        wall, best = self._started(moment), None
        # Where half an hour is skipped, 02:10 is 02:40, so 02:35 comes before it.
        while best is None or wall < self._wall(best):
            wall = self.following(wall)
            due = _moment(wall, self.zone)
            if due > moment and (best is None or due < best):
                best = due
        return best

    def latest(self, moment: datetime) -> datetime:
        moment = moment.astimezone(UTC)
        for back in _BACK:
            if (due := self._latest_since(self._wall(moment - back), moment)) is not None:
                return due
        raise ValueError("the timetable has no tick in the last eight years")

    def name(self, due: datetime) -> str:
        return self._wall(due).isoformat(timespec="seconds")

    def _latest_since(self, wall: datetime, moment: datetime) -> datetime | None:
        best = None
        while True:
            wall = self.following(wall)
            due = _moment(wall, self.zone)
            if due <= moment:
                best = due if best is None else max(best, due)
            elif wall > self._wall(moment):
                return best

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def _started(self, moment: datetime) -> datetime:
        """The wall clock, or what it would show had it not just been put forward."""
        return min(self._wall(moment), self._wall(moment.astimezone(UTC) - _LEAP) + _LEAP)


@dataclass(frozen=True)
class Every:
    """Due at each whole number of intervals since 1970 in UTC, so no clock change moves it.

    A tick is named in UTC with a Z: the local hour that comes twice holds twice the ticks.
    interval: whole seconds.
    """

    interval: timedelta

    def after(self, moment: datetime) -> datetime:
        return self.latest(moment) + self.interval

    def latest(self, moment: datetime) -> datetime:
        step = int(self.interval.total_seconds())
        return datetime.fromtimestamp(int(moment.timestamp()) // step * step, UTC)

    def name(self, due: datetime) -> str:
        return due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Missed(Enum):
    """What there is to catch up: nothing; the newest tick; the newest again, begun by one who died.

    FIRST: nothing, since the job was never seen before: its timetable begins here.
    """

    NOTHING = "nothing"
    FIRST = "first"
    TICK = "tick"
    AGAIN = "again"


def missed(
    newest: Tick | None,
    due: datetime,
    now: datetime,
    *,
    zone: tzinfo,
    patience: timedelta,
    lease: timedelta,
) -> Missed:
    """What to catch up at `now`: one tick at the most, the newest.

    newest: the newest tick anybody took; due: the newest due moment.
    patience: how late a tick may run, zero = nothing is caught up, timedelta.max = however late.
    lease: how long a tick may be under way before whoever took it is held to be dead.
    """
    if not patience:
        return Missed.NOTHING
    if newest is None:
        return Missed.FIRST
    taken = _told(newest.due, zone)
    if taken < due:
        return Missed.TICK if now - due <= patience else Missed.NOTHING
    dead = newest.finished_at is None and newest.started_at <= now - lease
    return Missed.AGAIN if dead and now - taken <= patience else Missed.NOTHING


def _told(name: str, zone: tzinfo) -> datetime:
    """The moment a tick's name stands for. Both namings: a job's rule may have been changed."""
    told = datetime.fromisoformat(name)
    return _moment(told, zone) if told.tzinfo is None else told


def _moment(wall: datetime, zone: tzinfo) -> datetime:
    """The moment the wall clock first shows this; in the hour that is skipped, as late after it."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
