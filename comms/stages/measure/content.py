"""What a report is made of. Every product (page, PDF, picture, data) is made from this alone."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from comms.danish.calendar import long_date
from comms.model.growth import Forecast, Series
from comms.model.programme import Standing
from comms.stages.measure.periods import Stretch

PRACTICE: Final = "Testtilstand: intet bliver sendt"


@dataclass(frozen=True)
class Sent:
    """Something that went out in the period. link: "" when it has none."""

    channel: str
    title: str
    on: date
    link: str = ""


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person's decision, since that day."""

    what: str
    title: str
    since: date


@dataclass(frozen=True)
class ReportContent:
    """One report.

    start, end: the period, both days included. series: every measurement up to `end`.
    source: where the counts are from. goal: followers (persons); goal_source with its year.
    forecast: None when there is none; then `no_forecast` says why. notes: what went wrong,
    one line each. practice: every product says that nothing is sent.
    """

    organisation: str
    kind: Literal["week", "month"]
    start: date
    end: date
    made: date
    series: Series
    source: str
    goal: int
    goal_source: str
    forecast: Forecast | None
    no_forecast: str = ""
    sent: tuple[Sent, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    standings: tuple[Standing, ...] = ()
    notes: tuple[str, ...] = ()
    practice: bool = False

    @property
    def period(self) -> str:
        """ "uge 48, 2026" or "november 2026"."""
        return Stretch(self.kind, self.start, self.end).name

    @property
    def period_days(self) -> str:
        """ "mandag den 23. november 2026 til søndag den 29. november 2026"."""
        return f"{long_date(self.start)} til {long_date(self.end)}"

    @property
    def title(self) -> str:
        return f"Vækstrapport for {self.period}"
