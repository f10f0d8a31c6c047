"""Many possible futures of a follower count, drawn from its own past. Needs numpy.

Each path picks one window of the recent past and draws whole weeks of it, so that weekdays and
bursts stay together. What the past cannot tell, whether the pace itself will change, is a drift
with a t-distribution: its spread is the spread of weekly growth times
sqrt(DOUBT / weeks ** 1.5 + WANDER * days ahead): little history makes the pace doubtful from
the first day, and the pace wanders further the further one looks.

DOUBT and WANDER are calibrated on sixty real daily series (several origins, 30 to 300 days of
history): `bench/forecast.py` prints how often the 80 % interval held.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

PATHS: Final = 2000
WINDOWS: Final = (28, 56, 90, 180)  # days of the past that a path may look back
WEEK: Final = 7
DOUBT: Final = 3.0
WANDER: Final = 0.0004
CALIBRATED_DAYS: Final = 365  # the pace wanders no further than in a year: nothing was measured
TAIL: Final = 4  # degrees of freedom of the drift
FLOOR: Final = 0.15  # variance of a week (persons²): a flat past is no promise of a flat future


def paths(steps: list[float], start: int, days: int, seed: int) -> NDArray[np.float64]:
    """Followers on each of the next `days` days, one row per path: shape (PATHS, days).

    steps: new followers a day, the newest last, at least a week. start: the newest count.
    The first days are the same whatever `days` is, so a longer look changes no shorter one.
    """
    past = np.asarray(steps[-max(WINDOWS) :], dtype=np.float64)
    chance = np.random.default_rng(seed)
    pull = chance.standard_t(TAIL, size=PATHS)
    windows = chance.choice([min(window, len(past)) for window in WINDOWS], size=PATHS)
    grown = np.cumsum(_weeks(past, windows, days, chance), axis=1)
    ahead = np.arange(1, days + 1)
    # Nobody can leave a page that nobody follows.
    return np.maximum(start + grown + np.outer(pull, _drift(past, ahead) * ahead), 0.0)


def _weeks(
    past: NDArray[np.float64],
    windows: NDArray[np.int64],
    days: int,
    chance: np.random.Generator,
) -> NDArray[np.float64]:
    weeks = -(-days // WEEK)
    # One row of chances a week: more weeks draw more rows and leave the first ones as they were.
    picked = (chance.random((weeks, PATHS)) * (windows - WEEK + 1)).astype(np.int64)
    first = len(past) - windows + picked
    each = first.T[:, :, None] + np.arange(WEEK)
    drawn: NDArray[np.float64] = past[each].reshape(PATHS, weeks * WEEK)[:, :days]
    return drawn


def _drift(past: NDArray[np.float64], ahead: NDArray[np.int64]) -> NDArray[np.float64]:
    """Spread of the unknown change of pace, followers a day, for each day ahead."""
    weeks = len(past) // WEEK
    weekly = past[-weeks * WEEK :].reshape(weeks, WEEK).sum(axis=1)
    spread = np.sqrt(weekly.var(ddof=1) + FLOOR) / WEEK
    wander = WANDER * np.minimum(ahead, CALIBRATED_DAYS)
    doubt = DOUBT / (len(past) / WEEK) ** 1.5
    return np.asarray(spread * np.sqrt(doubt + wander), dtype=np.float64)
