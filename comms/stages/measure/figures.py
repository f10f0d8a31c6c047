"""The numbers behind the plot: as tables for the page, as CSV for others to work on."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comms.danish.calendar import short_date, week_name
from comms.model.growth import Interval, gaps
from comms.stages.measure.content import PRACTICE, ReportContent

WEEKS_SHOWN: Final = 26
FORECAST_STEP: Final = 4  # every fourth week of the fan makes a row
NOT_MEASURED: Final = "ikke målt"
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """One row of the table. change: against the row before; None at the first and after a hole.

    day, followers: the week's last measurement, None when none was taken. missed: days without.
    """

    name: str
    day: date | None
    followers: int | None
    change: int | None
    missed: int


def weeks(content: ReportContent) -> tuple[Week, ...]:
    """The newest weeks of the series, oldest first; weeks nobody measured are there too."""
    if not content.series:
        return ()
    by_week: dict[date, list[tuple[date, int]]] = {}
    for day, followers in content.series:
        by_week.setdefault(_monday(day), []).append((day, followers))
    first, last = content.series[0][0], content.series[-1][0]
    monday = max(_monday(first), _monday(last) - timedelta(weeks=WEEKS_SHOWN - 1))
    rows: list[Week] = []
    while monday <= last:
        measured = by_week.get(monday, [])
        expected = (min(monday + 6 * DAY, last) - max(monday, first)).days + 1
        rows.append(_week(monday, measured, expected, rows[-1] if rows else None))
        monday += timedelta(weeks=1)
    return tuple(rows)


def _week(
    monday: date, measured: list[tuple[date, int]], expected: int, before: Week | None
) -> Week:
    year, week, _ = monday.isocalendar()
    name = f"uge {week}, {year}"
    if not measured:
        return Week(name, None, None, None, expected)
    day, followers = measured[-1]
    had = before.followers if before else None
    return Week(
        name, day, followers, None if had is None else followers - had, expected - len(measured)
    )


def ahead(content: ReportContent) -> tuple[tuple[date, Interval], ...]:
    """The forecast's rows: every fourth week of the fan."""
    if content.forecast is None:
        return ()
    fan = list(content.forecast.at.items())
    return tuple(fan[FORECAST_STEP - 1 :: FORECAST_STEP] or fan)


def missed(content: ReportContent) -> tuple[str, ...]:
    """The gaps of the whole series, "3.3.2026" or "3.3.2026 til 9.3.2026"."""
    return tuple(
        short_date(first) if first == last else f"{short_date(first)} til {short_date(last)}"
        for first, last in gaps(content.series)
    )


def data_csv(content: ReportContent) -> str:
    """The series and the forecast as CSV: lines of metadata begin with #, then one row a day.

    Columns date (ISO), followers, p10, p50, p90, note. A missed day is a row without a count.
    """
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in _metadata(content))
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("date", "followers", "p10", "p50", "p90", "note"))
    counts = dict(content.series)
    if content.series:
        day, last = content.series[0][0], content.series[-1][0]
        while day <= last:
            known = day in counts
            note = "" if known else NOT_MEASURED
            table.writerow((day, counts[day] if known else "", "", "", "", note))
            day += DAY
    if content.forecast:
        for day, one in content.forecast.at.items():
            table.writerow((day, "", one.p10, one.p50, one.p90, "prognose"))
    return out.getvalue()


def _metadata(content: ReportContent) -> list[str]:
    lines = [
        f"{content.title} ({week_name(content.end)})",
        f"Organisation: {content.organisation}",
        f"Periode: {content.start} til {content.end}",
        f"Udarbejdet: {content.made}",
        f"Kilde: {content.source}",
        f"Mål: {content.goal} ({content.goal_source})",
        "followers: målt antal følgere; tom = ikke målt den dag",
        "p10, p50, p90: prognose; otte af ti beregnede forløb ligger mellem p10 og p90",
    ]
    if content.no_forecast:
        lines.append(f"Prognose: {content.no_forecast}")
    if content.practice:
        lines.insert(0, PRACTICE)
    return [" ".join(line.split()) for line in lines]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
