"""Short mails with their events, written before the rules were."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.event import Event, iso
from comms.model.mail import Mail
from comms.model.occasions import occasions

WRITTEN = Path(__file__).parent / "written" / "mails.txt"


@dataclass(frozen=True)
class Told:
    """One mail of the table: rows are (time, places, sign up by, problem)."""

    ref: str
    title: str
    text: str
    rows: tuple[tuple[str, ...], ...]


def _mails() -> list[Told]:
    lines = [s for s in WRITTEN.read_text(encoding="utf-8").splitlines() if not s.startswith("#")]
    return [_mail(block) for block in "\n".join(lines).split("== ")[1:]]


def _mail(block: str) -> Told:
    head, *rest = block.splitlines()
    ref, title = head.split(" | ", 1)
    body = "\n".join(line for line in rest if not line.startswith(">> "))
    rows = tuple(tuple(p.strip() for p in s[3:].split("|")) for s in rest if s.startswith(">> "))
    return Told(ref, title, body, rows)


def _day(digits: str) -> date:
    return date.fromisoformat(f"20{digits}")


def _moment(day: str, hour: str) -> datetime:
    return datetime.combine(_day(day), time(int(hour[:2]), int(hour[2:])), COPENHAGEN)


def _span(told: str) -> tuple[str, str | None]:
    day, _, hours = told.partition(" ")
    if not hours:
        return _day(day).isoformat(), None
    start, _, end = hours.partition("-")
    last_day, _, last_hour = end.rpartition(" ")
    last = _moment(last_day or day, last_hour).isoformat() if end else None
    return _moment(day, start).isoformat(), last


def _shown(event: Event) -> tuple[str, str | None, str, str]:
    signup = f"{event.signup_by:%y%m%d}" if event.signup_by else "-"
    end = iso(event.end) if event.end else None
    return iso(event.start), end, signup, str(event.problem or "-")


@pytest.mark.parametrize("told", _mails(), ids=[mail.title for mail in _mails()])
def test_a_mail_gives_the_events_an_editor_sees(told: Told) -> None:
    mail = Mail(title=told.title, text=told.text)
    found = occasions(mail, datetime.combine(_day(told.ref), time(9), COPENHAGEN)).events
    assert [_shown(event) for event in found] == [(*_span(r[0]), r[2], r[3]) for r in told.rows]
    for event, row in zip(found, told.rows, strict=True):
        assert (event.place or "-") in [place.strip() for place in row[1].split(";")]
