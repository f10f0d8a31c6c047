"""Date phrases as they stand in mails, posters and club letters, written before the rules were."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from comms.danish.dates import Role, read_times

HOME = ZoneInfo("Europe/Copenhagen")
WRITTEN = Path(__file__).parent / "written" / "dates.txt"

Span = tuple[str, str | None]


def _rows() -> list[tuple[str, str, str]]:
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    rows = [[part.strip() for part in line.split("|", 2)] for line in kept]
    return [(ref, told, text.replace("⏎", "\n")) for ref, told, text in rows]


def _day(digits: str) -> date:
    return date.fromisoformat(f"20{digits}")


def _moment(day: str, hour: str) -> str:
    clock = time(int(hour[:2]), int(hour[2:]))
    return datetime.combine(_day(day), clock, HOME).isoformat()


def _one(told: str) -> Span:
    """One event's start and end out of the table's short form."""
    if ".." in told:
        first, last = told.split("..")
        return _day(first).isoformat(), _day(last).isoformat()
    day, _, hours = told.partition(" ")
    if not hours:
        return _day(day).isoformat(), None
    start, _, end = hours.partition("-")
    last_day, _, last_hour = end.rpartition(" ")
    return _moment(day, start), _moment(last_day or day, last_hour) if end else None


def _spans(told: str) -> list[Span]:
    return [] if told == "-" else sorted(_one(one.strip()) for one in told.split(";"))


def _read(text: str, ref: str) -> list[Span]:
    written = datetime.combine(_day(ref), time(9), HOME)
    found = read_times(text, written)
    return sorted(
        (one.start.isoformat(), one.end.isoformat() if one.end else None)
        for one in found
        if one.role is Role.EVENT
    )


@pytest.mark.parametrize(("ref", "told", "text"), _rows(), ids=[row[2][:60] for row in _rows()])
def test_a_phrase_is_read_as_a_dane_reads_it(ref: str, told: str, text: str) -> None:
    assert _read(text, ref) == _spans(told)
