"""A series of follower counts. A day without a measurement is a gap, and stays one."""

from datetime import date, timedelta
from itertools import pairwise

# (day, followers) in order of days, each day at most once.
Series = tuple[tuple[date, int], ...]
DAY = timedelta(days=1)


def up_to(series: Series, today: date) -> Series:
    """What was known on `today`: later measurements are left out."""
    return tuple(point for point in series if point[0] <= today)


def runs(series: Series) -> tuple[Series, ...]:
    """The stretches without a missed day, in order: a line is drawn through each, none between."""
    found: list[list[tuple[date, int]]] = []
    for point in series:
        if found and point[0] - found[-1][-1][0] == DAY:
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(tuple(run) for run in found)


def gaps(series: Series) -> tuple[tuple[date, date], ...]:
    """First and last missed day of each gap."""
    pieces = runs(series)
    return tuple((before[-1][0] + DAY, after[0][0] - DAY) for before, after in pairwise(pieces))


def reached_on(series: Series, goal: int) -> date | None:
    """The first day `goal` followers or more were measured. None: not yet."""
    return next((day for day, followers in series if followers >= goal), None)


def daily_steps(series: Series) -> list[float]:
    """New followers a day, one value for every day from the first to the last measurement.

    The change over a gap is spread evenly over its days. For the model only: never shown.
    """
    steps: list[float] = []
    for (day, before), (next_day, after) in pairwise(series):
        days = (next_day - day).days
        steps += [(after - before) / days] * days
    return steps
