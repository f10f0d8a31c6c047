"""How often the nominal 80 % interval of the follower forecast held, beside a naive drift.

    python bench/forecast.py [--series DIR] [--history 180 60] [--every 45]

DIR holds CSV files `date,followers`; without it, made-up series whose pace wanders.
From several origins in every series, the forecast sees only what was measured until then; the
first measurement 28, 90 or 180 days later (at most three days after that) judges it. Standard
errors are clustered by series: one series' origins share their surprises. The naive drift is the
mean daily growth with the normal spread of its steps. `penalty` is Winkler's score of an 80 %
interval (width + 10 × miss): lower is better.
"""

import argparse
import math
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from comms.model.growth import Interval, Series, forecast, read_history, up_to
from comms.model.growth.series import daily_steps

HORIZONS = (28, 90, 180)
Z80 = 1.2816
Predict = Callable[[Series, date, list[date]], dict[date, Interval]]


@dataclass(frozen=True)
class Trial:
    """One forecast judged: which series, which interval, what came."""

    series: str
    interval: Interval
    came: int

    @property
    def held(self) -> bool:
        return self.interval.p10 <= self.came <= self.interval.p90

    @property
    def width(self) -> int:
        return self.interval.p90 - self.interval.p10

    @property
    def penalty(self) -> float:
        below = max(0, self.interval.p10 - self.came)
        return self.width + 10 * (below + max(0, self.came - self.interval.p90))


def main() -> None:
    """Print one table for each length of history."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--series", type=Path, help="folder of date,followers")
    options.add_argument("--history", type=int, nargs="*", default=[180, 60])
    options.add_argument("--every", type=int, default=45, help="days between origins")
    asked = options.parse_args()
    series = read(asked.series) if asked.series else made_up()
    for history in asked.history:
        for name, predict in (("forecast", ours), ("naive drift", naive)):
            trials = run(series, history, asked.every, predict)
            print(f"{name}, {history} days of history, {len(series)} series")
            for horizon in HORIZONS:
                print(line(horizon, trials[horizon]))


def read(folder: Path) -> dict[str, Series]:
    """Every CSV file of the folder."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise SystemExit(f"{folder}: no CSV files; name a folder of date,followers")
    return {file.stem: read_history(file.read_text(encoding="utf-8")).series for file in files}


def made_up(count: int = 12, days: int = 500) -> dict[str, Series]:
    """Series of persons who come at a pace that wanders; a few leave."""
    chance = np.random.default_rng(7)
    found = {}
    for number in range(count):
        pace = 0.4 * np.exp(np.cumsum(chance.normal(0, 0.05, days)))
        steps = chance.poisson(pace) - chance.binomial(1, 0.04, days)
        counts = 900 + np.cumsum(steps)
        start = date(2024, 1, 1)
        found[f"made up {number}"] = tuple(
            (start + timedelta(days=day), int(counts[day])) for day in range(days)
        )
    return found


def ours(series: Series, today: date, days: list[date]) -> dict[date, Interval]:
    """The project's own forecast."""
    return dict(forecast(series, 1, today, days).at)


def naive(series: Series, today: date, days: list[date]) -> dict[date, Interval]:
    """Mean growth a day, and steps that know nothing of each other."""
    steps = daily_steps(up_to(series, today))
    pace, spread = statistics.mean(steps), statistics.stdev(steps)
    last, have = series[-1]
    found = {}
    for day in days:
        ahead = (day - last).days
        wide = Z80 * spread * math.sqrt(ahead * (1 + ahead / len(steps)))
        middle = have + pace * ahead
        found[day] = Interval(round(middle - wide), round(middle), round(middle + wide))
    return found


def run(
    series: dict[str, Series], history: int, every: int, predict: Predict
) -> dict[int, list[Trial]]:
    """Judge `predict` at every origin of every series."""
    trials: dict[int, list[Trial]] = {horizon: [] for horizon in HORIZONS}
    for name, whole in series.items():
        for past, future in origins(whole, history, every):
            answers = predict(past, past[-1][0], list(future.values()))
            counts = dict(whole)
            for horizon, day in future.items():
                trials[horizon].append(Trial(name, answers[day], counts[day]))
    return trials


def origins(whole: Series, history: int, every: int) -> Iterator[tuple[Series, dict[int, date]]]:
    """The past as known at each origin, and the day that will judge each horizon."""
    due = whole[0][0] + timedelta(days=history)
    for today, _ in whole:
        if today < due:
            continue
        since = today - timedelta(days=history)
        past = tuple(point for point in up_to(whole, today) if point[0] >= since)
        # Origins right after a long gap know too little to be called `history` days.
        if (today - past[0][0]).days >= history - 3 and len(past) > 0.4 * history:
            future = {horizon: day for horizon in HORIZONS if (day := judge(whole, today, horizon))}
            if future:
                yield past, future
            due = today + timedelta(days=every)


def judge(whole: Series, today: date, horizon: int) -> date | None:
    """The first measured day `horizon` to `horizon` + 3 days on."""
    due = today + timedelta(days=horizon)
    return next((day for day, _ in whole if due <= day <= due + timedelta(days=3)), None)


def line(horizon: int, trials: list[Trial]) -> str:
    """One row of the table: share held with its standard error, width, penalty."""
    if not trials:
        return f"  {horizon:4} days: no origin far enough from the end"
    held = sum(trial.held for trial in trials) / len(trials)
    clusters: dict[str, float] = {}
    for trial in trials:
        clusters[trial.series] = clusters.get(trial.series, 0.0) + trial.held - held
    error = math.sqrt(sum(off**2 for off in clusters.values())) / len(trials)
    width = statistics.median(trial.width for trial in trials)
    penalty = statistics.mean(trial.penalty for trial in trials)
    return (
        f"  {horizon:4} days: held {100 * held:5.1f} % ± {100 * error:.1f}  "
        f"n={len(trials):4}  median width {width:6.1f}  penalty {penalty:7.1f}"
    )


if __name__ == "__main__":
    main()
