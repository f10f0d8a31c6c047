"""Earlier follower counts typed or exported by somebody else: CSV with `date,followers`."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from comms.danish.calendar import short_date
from comms.errors import BadInput
from comms.model.growth.series import Series

DAY_COLUMNS: Final = ("date", "dato", "dag")
COUNT_COLUMNS: Final = ("followers", "følgere", "followers_count", "antal")
MOST: Final = 100_000_000
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})")
_COUNT = re.compile(r"\d+|\d{1,3}(?:[.\u00a0 ]\d{3})+")


@dataclass(frozen=True)
class Problem:
    """One row that could not be used. line: counted from 1, the header included."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"linje {self.line}: {self.what}"


@dataclass(frozen=True)
class History:
    """The rows that could be used, in order of days, and those that could not.

    lines: the line that each day of the series was read from.
    """

    series: Series
    problems: tuple[Problem, ...]
    lines: Mapping[date, int] = field(default_factory=dict)


def read_history(text: str, today: date | None = None) -> History:
    """Read `date,followers`; bad rows are told and the good ones go on.

    Commas, semicolons or tabs; a byte order mark; other columns; lines that begin with # ; dates
    as 2026-03-03, 3.3.2026, 03-03-2026 or 3/3/2026 (day first); 1.234 as a Danish thousand.
    The first row of a day holds. today: later days are refused. Raises BadInput without a header.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    numbered = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
    if not numbered:
        raise BadInput("Filen er tom: første linje skal være date,followers.")
    line, header = numbered[0]
    mark = _separator(header)
    columns = _columns(line, header, mark)
    found: dict[date, tuple[int, int]] = {}
    problems: list[Problem] = []
    for line, row in _rows(numbered[1:], mark):
        try:
            _keep(line, row, columns, found, today)
        except BadInput as wrong:
            problems.append(Problem(line, str(wrong)))
    series = tuple((day, count) for day, (count, _) in sorted(found.items()))
    return History(series, tuple(problems), {day: line for day, (_, line) in found.items()})


def _rows(
    numbered: Sequence[tuple[int, str]], mark: str
) -> Iterator[tuple[int, list[str] | BadInput]]:
    # Each line for itself: a stray quote must not swallow the rest of the file.
    for line, raw in numbered:
        try:
            yield line, [cell.strip() for cell in next(csv.reader([raw], delimiter=mark))]
        except (csv.Error, StopIteration):
            yield line, BadInput("kan ikke læses som CSV; skriv fx 2026-03-03,940")


def _keep(
    line: int,
    row: list[str] | BadInput,
    columns: tuple[int, int],
    found: dict[date, tuple[int, int]],
    today: date | None,
) -> None:
    if isinstance(row, BadInput):
        raise row
    at_day, at_count = columns
    cells = row + [""] * (max(columns) + 1 - len(row))
    if not cells[at_count] and any(
        cell for place, cell in enumerate(cells) if place not in columns
    ):
        return  # our own data.csv: a gap, or a day of the forecast
    day, count = _day(cells[at_day]), _count(cells[at_count])
    if today and day > today:
        raise BadInput(f"{short_date(day)} ligger ude i fremtiden; kun målte dage kan bruges")
    if day in found:
        raise BadInput(
            f"{short_date(day)} står allerede på linje {found[day][1]}, og den linje gælder; "
            "skriv hver dag én gang"
        )
    found[day] = (count, line)


def _separator(header: str) -> str:
    return next((mark for mark in ";\t" if mark in header), ",")


def _columns(line: int, header: str, mark: str) -> tuple[int, int]:
    names = [name.strip().strip('"').lower() for name in header.split(mark)]
    day = next((names.index(name) for name in DAY_COLUMNS if name in names), None)
    count = next((names.index(name) for name in COUNT_COLUMNS if name in names), None)
    if day is None or count is None:
        raise BadInput(
            f"linje {line}: kolonnerne hedder {header.strip()[:60]!r}; de skal hedde date,followers"
        )
    return day, count


def _day(cell: str) -> date:
    if match := _ISO.fullmatch(cell):
        year, month, day = match.groups()
    elif match := _DANISH.fullmatch(cell):
        day, month, year = match.groups()
    else:
        raise BadInput(f"datoen {cell[:30]!r} kan ikke læses; skriv 2026-03-03 eller 3.3.2026")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadInput(f"datoen {cell!r} findes ikke; skriv 2026-03-03 eller 3.3.2026") from None


def _count(cell: str) -> int:
    if not cell:
        raise BadInput("antallet mangler; skriv et helt tal, fx 940, eller slet linjen")
    if not _COUNT.fullmatch(cell):
        raise BadInput(f"antallet {cell[:30]!r} er ikke et helt tal; skriv fx 940")
    count = int(re.sub(r"\D", "", cell)) if len(cell) < 20 else MOST + 1
    if count > MOST:
        raise BadInput(f"antallet {cell[:30]!r} er for stort; skriv fx 940")
    return count
