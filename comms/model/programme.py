"""The plan's goals: what is measured, what is aimed for, and how far it has come."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comms.danish.calendar import number, percent, short_date
from comms.errors import SettingsError


class Kind(StrEnum):
    """What "met" means. `down_by` 20 is 20 percent off the baseline; `down_to` 20 is 20 itself."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE = "more"
    HOLD = "hold"
    DOWN_BY = "down_by"
    DOWN_TO = "down_to"


_FROM_BASELINE = (Kind.MORE, Kind.HOLD, Kind.DOWN_BY, Kind.DOWN_TO)


@dataclass(frozen=True)
class Period:
    """The days the goal is for, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def is_over(self, today: date) -> bool:
        return self.end is not None and today > self.end


@dataclass(frozen=True)
class Measure:
    """A number with where it is from and its year: none is shown without."""

    value: float
    source: str
    year: int

    def __post_init__(self) -> None:
        _check("tallet", self.value, self.source, self.year)


@dataclass(frozen=True)
class Goal:
    """One goal of the plan.

    target: the number aimed for; percent off the baseline for `down_by`; unused for `more` and
    `hold`, which look at the baseline. unit: "%" or what is counted ("følgere"). comparator: whose
    number an `at_most` target is ("regionsgennemsnit"). source, year: of target and baseline.
    Raises SettingsError when a number it needs, the source or the year is missing.
    """

    metric: str
    label: str
    kind: Kind
    source: str
    year: int
    target: float | None = None
    baseline: float | None = None
    unit: str = ""
    comparator: str = ""
    period: Period = Period()

    def __post_init__(self) -> None:
        name = f"målet {self.label or self.metric!r}"
        if self.kind in _FROM_BASELINE:
            _check(f"{name}: baseline", self.baseline, self.source, self.year)
        if self.kind not in (Kind.MORE, Kind.HOLD):
            _check(f"{name}: target", self.target, self.source, self.year)

    @property
    def line(self) -> float:
        """The value to reach (or to stay on the right side of), in the goal's own unit."""
        if self.kind is Kind.DOWN_BY:
            return self._baseline * (1 - self._target / 100)
        return self._baseline if self.kind in (Kind.MORE, Kind.HOLD) else self._target

    def in_words(self) -> str:
        """ "mindst 1.000 følgere", "ned med 20 %: fra 50 % til 40 %"."""
        line = amount(self.line, self.unit)
        if self.kind is Kind.DOWN_BY:
            start = amount(self._baseline, self.unit)
            return f"ned med {percent(self._target)}: fra {start} til {line}"
        if self.kind is Kind.DOWN_TO:
            return f"ned til {line} fra {amount(self._baseline, self.unit)}"
        if self.kind is Kind.AT_MOST and self.comparator:
            return f"højst {line} ({self.comparator})"
        lead = {Kind.AT_LEAST: "mindst", Kind.AT_MOST: "højst", Kind.MORE: "flere end"}
        return f"{lead.get(self.kind, 'fastholdes på')} {line}"

    @property
    def _target(self) -> float:
        assert self.target is not None
        return self.target

    @property
    def _baseline(self) -> float:
        assert self.baseline is not None
        return self.baseline


@dataclass(frozen=True)
class Standing:
    """A goal and how far it has come.

    measure: None when nothing is measured yet. met: None with it. share: percent of the way
    (52 of 50 is 104; for `down_…` of the way down from the baseline), None where no share makes
    sense. over: the period has ended.
    """

    goal: Goal
    measure: Measure | None
    met: bool | None
    share: float | None
    over: bool

    def in_words(self) -> str:
        """One line for a person: number, share, met or not, period, source and year."""
        if self.measure is None:
            told = "ikke målt endnu"
        else:
            share = "" if self.share is None else f", {percent(self.share)} af målet"
            reached = "nået" if self.met else "ikke nået"
            told = f"{amount(self.measure.value, self.goal.unit)}{share}: {reached}"
        end = self.goal.period.end
        over = f"; perioden sluttede {short_date(end)}" if self.over and end else ""
        return f"{told}{over} ({self.sources()})"

    def sources(self) -> str:
        """Where goal and number are from: never left out."""
        goal = f"mål: {self.goal.source}, {self.goal.year}"
        if self.measure is None:
            return goal
        return f"{goal}; tal: {self.measure.source}, {self.measure.year}"


def stand(goal: Goal, measure: Measure | None, today: date) -> Standing:
    """Hold the number against the goal."""
    over = goal.period.is_over(today)
    if measure is None:
        return Standing(goal, None, None, None, over)
    return Standing(goal, measure, _is_met(goal, measure.value), _share(goal, measure.value), over)


def amount(value: float, unit: str) -> str:
    """ "1.000 følgere", "4,9 %", "22"."""
    if unit == "%":
        return percent(value)
    rounded = round(value, 1)
    shown = number(rounded, 0 if rounded == int(rounded) else 1)
    return f"{shown} {unit}".rstrip()


def _is_met(goal: Goal, value: float) -> bool:
    if goal.kind is Kind.MORE:
        return value > goal.line
    if goal.kind in (Kind.AT_LEAST, Kind.HOLD):
        return value >= goal.line
    # Measured shares carry floating-point dust: 50 % less 20 % must meet 40 %.
    return value <= goal.line or math.isclose(value, goal.line)


def _share(goal: Goal, value: float) -> float | None:
    if goal.kind in (Kind.AT_LEAST, Kind.HOLD):
        return round(100 * value / goal.line, 1) if goal.line else None
    if goal.kind in (Kind.DOWN_BY, Kind.DOWN_TO):
        assert goal.baseline is not None
        way = goal.baseline - goal.line
        return round(100 * (goal.baseline - value) / way, 1) if way > 0 else None
    return None


def _check(what: str, value: float | None, source: str, year: int) -> None:
    if value is None or not math.isfinite(value):
        raise SettingsError(f"{what} mangler: skriv et tal.")
    if not source.strip() or not 1900 <= year <= 2200:
        raise SettingsError(f"{what}: intet tal uden kilde (source) og år (year, fx 2018).")
