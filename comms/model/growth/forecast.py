"""When the goal will be met, and how sure that is. Never a number without its interval."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from comms.danish.calendar import short_date
from comms.errors import CommsError, UsageError
from comms.model.growth.series import Series, daily_steps, reached_on, up_to

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_DAYS: Final = 28
REACH_DAYS: Final = 3 * 365  # "when?" is looked for this far; later is None
MAX_DAYS: Final = 10 * 365
MONTHS_AHEAD: Final = (3, 6, 12)
SEED: Final = 1000


class TooFew(CommsError):
    """Fewer than 28 days of measurements: a forecast would be a guess."""


@dataclass(frozen=True)
class Interval:
    """Followers (persons): one path in ten ends below p10, one in ten above p90."""

    p10: int
    p50: int
    p90: int


@dataclass(frozen=True)
class Reach:
    """Days the goal is met. p10 is the early edge: ten in a hundred paths are there by then.

    None: later than three years from the last measurement.
    """

    p10: date | None
    p50: date | None
    p90: date | None


@dataclass(frozen=True)
class Forecast:
    """What one look ahead says.

    made: the day it was made. today: followers at the last measurement, taken on `measured_on`.
    at: the interval for each day asked for. probability_by: chance (0–1) to have met the goal by
    3, 6 and 12 months from `made`. reached: the first measured day with `goal` followers or more.
    """

    made: date
    measured_on: date
    today: int
    goal: int
    at: Mapping[date, Interval]
    reach: Reach
    probability_by: Mapping[date, float]
    reached: date | None = None

    @property
    def is_met(self) -> bool:
        """The goal is met now, not only once."""
        return self.today >= self.goal

    def as_json(self) -> dict[str, Any]:
        """The shape that `followers forecast --json` prints."""
        return {
            "at": {day.isoformat(): vars(interval).copy() for day, interval in self.at.items()},
            "today": self.today,
            "goal": self.goal,
            "reach": {
                edge: day.isoformat() if day else None for edge, day in vars(self.reach).items()
            },
            "probability_by": {day.isoformat(): p for day, p in self.probability_by.items()},
        }


def forecast(
    series: Series, goal: int, today: date, at: Iterable[date] = (), seed: int = SEED
) -> Forecast:
    """Look ahead from the last measurement on or before `today`.

    series: (day, followers); gaps are allowed. at: days to give an interval for, each after the
    last measurement and at most ten years ahead, else UsageError. The same seed gives the same
    answer, whatever other days are asked for. Raises TooFew below 28 days of measurements.
    """
    known = up_to(series, today)
    _enough(known)
    last, have = known[-1]
    days = sorted(set(at))
    checks = tuple(_months_after(today, months) for months in MONTHS_AHEAD)
    _near_enough(days, last)
    horizon = max([REACH_DAYS] + [(day - last).days for day in (*days, *checks)])
    future = _simulate(known, horizon, seed)
    first = reached_on(known, goal)
    met = have >= goal
    return Forecast(
        made=today,
        measured_on=last,
        today=have,
        goal=goal,
        at={day: _interval(future[:, (day - last).days - 1]) for day in days},
        reach=Reach(first, first, first) if met else _reach(future, goal, last),
        probability_by={
            day: 1.0 if met else _chance(future[:, : (day - last).days], goal) for day in checks
        },
        reached=first,
    )


def _enough(known: Series) -> None:
    days = (known[-1][0] - known[0][0]).days + 1 if known else 0
    if days < MIN_DAYS or len(known) < MIN_DAYS // 4:
        raise TooFew(
            f"For få målinger: {len(known)} målinger over {days} dage. "
            f"En prognose kræver mindst {MIN_DAYS} dage."
        )


def _near_enough(days: list[date], last: date) -> None:
    for day in days:
        if not 0 < (day - last).days <= MAX_DAYS:
            raise UsageError(
                f"{day.isoformat()}: en prognose kan gives for dage efter den seneste måling "
                f"({short_date(last)}) og højst ti år frem."
            )


def _simulate(known: Series, horizon: int, seed: int) -> "NDArray[np.float64]":
    # numpy takes longer to load than most commands take to run.
    from comms.model.growth.simulate import paths

    return paths(daily_steps(known), known[-1][1], horizon, seed)


def _interval(followers: "NDArray[np.float64]") -> Interval:
    import numpy as np

    low, middle, high = np.rint(np.quantile(followers, (0.1, 0.5, 0.9))).astype(int).tolist()
    return Interval(low, middle, high)


def _reach(future: "NDArray[np.float64]", goal: int, last: date) -> Reach:
    within = future[:, :REACH_DAYS] >= goal
    arrived = within.any(axis=1)
    first = sorted((within[arrived].argmax(axis=1) + 1).tolist())

    def edge(percent: int) -> date | None:
        # The day on which this share of ALL paths has arrived, those that never do included.
        needed = -(-len(future) * percent // 100)
        return last + timedelta(days=first[needed - 1]) if len(first) >= needed else None

    return Reach(edge(10), edge(50), edge(90))


def _chance(future: "NDArray[np.float64]", goal: int) -> float:
    return round(float((future >= goal).any(axis=1).mean()), 3)


def _months_after(day: date, months: int) -> date:
    """The same day some months on; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
