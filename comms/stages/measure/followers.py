"""Counting followers: once a day from Facebook, by hand, or from somebody's earlier file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from comms.danish.calendar import COPENHAGEN, number, short_date
from comms.errors import BadInput, CommsError, TooBig, UsageError
from comms.model.growth import Forecast, History, Problem, Series, forecast, read_history
from comms.store.database import Begin
from comms.store.snapshots import Snapshot
from comms.store.transaction import Transaction
from comms.wire.graph import PageFigures

SYSTEM: Final = "system"
MOST: Final = 100_000_000
MOST_BYTES: Final = 5_000_000


class Page(Protocol):
    """Where the counts are read. Raises CommsError when they cannot be had."""

    def figures(self) -> PageFigures:
        """Followers and fans (persons) of this moment."""
        ...


@dataclass(frozen=True)
class Counted:
    """What a day's count came to. followers None: a gap, and `problem` says why.

    known: the day had its count already, and nobody was asked.
    """

    day: date
    followers: int | None
    known: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Imported:
    """added: new days. known: days that stood there with the same count."""

    added: int
    known: int
    problems: tuple[Problem, ...]


class Followers:
    """One page's counts. page: its key in the store. zone: where a day begins at midnight."""

    def __init__(self, begin: Begin, read: Begin, page: str, zone: ZoneInfo = COPENHAGEN) -> None:
        self.begin = begin
        self.read = read
        self.page = page
        self.zone = zone

    def snapshot(self, page: Page, now: datetime) -> Counted:
        """Today's count, asked for once. An error leaves a gap, which is told and recorded."""
        day = self.today(now)
        with self.read() as tx:
            before = tx.snapshots.of(self.page, day)
        if before:
            return Counted(day, before.followers, known=True)
        try:
            told = page.figures()
            _check(told.followers_count)
        except CommsError as error:
            # A channel's errors say it in Danish in `staff`; the others are one line as they are.
            return self._missed(day, getattr(error, "staff", "") or str(error), now)
        followers = told.followers_count
        taken = Snapshot(day, followers, "graph", now, told.fan_count)
        with self.begin() as tx:
            if not tx.snapshots.add(self.page, taken):
                # Another machine counted in the meantime: its count stays.
                return Counted(day, followers, known=True)
            _record(tx, SYSTEM, "count", taken, now)
        return Counted(day, followers)

    def record(
        self, followers: int, day: date, by: str, now: datetime, reason: str = ""
    ) -> Snapshot:
        """A count typed in. A day that has another count needs a reason.

        Raises UsageError, and NotAllowed for who is no account.
        """
        _check(followers)
        if day > self.today(now):
            raise UsageError(f"{short_date(day)} ligger ude i fremtiden: skriv en målt dag.")
        with self.begin() as tx:
            by = tx.staff.operating(by)
            before = tx.snapshots.of(self.page, day)
            taken = Snapshot(day, followers, "hand", now, None, reason.strip())
            if before is None:
                tx.snapshots.add(self.page, taken)
                _record(tx, by, "record", taken, now)
            elif before.followers != followers:
                _needs_reason(before, reason)
                tx.snapshots.correct(self.page, before, taken)
                _record(tx, by, "correct", taken, now, was=before.followers, reason=taken.reason)
            else:
                return before
        return taken

    def import_history(self, data: bytes, by: str, now: datetime) -> Imported:
        """Earlier counts from CSV. Bad rows are told by line; the good ones go on.

        A day that has another count already keeps it, and is told. Raises BadInput.
        """
        history = read_history(decoded(data), self.today(now))
        added, problems = 0, list(history.problems)
        with self.begin() as tx:
            by = tx.staff.operating(by)
            there = dict(tx.snapshots.series(self.page))
            for day, followers in history.series:
                if day not in there:
                    added += tx.snapshots.add(self.page, Snapshot(day, followers, "csv", now))
                elif there[day] != followers:
                    problems.append(_differs(history, day, there[day]))
            if added:
                tx.audit.record(by, "import", "snapshot", self.page, now, rows=added)
        known = len(history.series) - added - (len(problems) - len(history.problems))
        return Imported(added, known, tuple(sorted(problems, key=lambda one: one.line)))

    def history(self) -> Sequence[Snapshot]:
        """Every count, oldest first. Missed days are not in it."""
        with self.read() as tx:
            return tx.snapshots.all(self.page)

    def forecast(
        self,
        goal: int,
        now: datetime,
        at: Iterable[date] = (),
        history: Series | None = None,
    ) -> Forecast:
        """Look ahead. history: look at this instead of what is stored; nothing is stored.

        Without `history` today is `now`; a history of its own ends when it ends. Raises TooFew
        and UsageError.
        """
        if goal < 1:
            raise UsageError("Målet skal være et helt tal over 0, fx 1000.")
        if history is not None:
            return forecast(history, goal, history[-1][0] if history else self.today(now), at)
        with self.read() as tx:
            series = tx.snapshots.series(self.page)
        return forecast(series, goal, self.today(now), at)

    def today(self, now: datetime) -> date:
        """The day it is here."""
        return now.astimezone(self.zone).date()

    def _missed(self, day: date, problem: str, now: datetime) -> Counted:
        told = f"{short_date(day)}: følgertallet kunne ikke hentes ({problem.rstrip('.')})."
        with self.begin() as tx:
            tx.audit.record(SYSTEM, "count_failed", "snapshot", day.isoformat(), now, told=told)
        return Counted(day, None, problem=told)


def _record(
    tx: Transaction, by: str, verb: str, taken: Snapshot, now: datetime, **content: str | int
) -> None:
    said: dict[str, Any] = {"followers": taken.followers, **content}
    tx.audit.record(by, verb, "snapshot", taken.day.isoformat(), now, **said)


def _check(followers: int) -> None:
    if not 0 <= followers <= MOST:
        raise UsageError(f"{followers} kan ikke være et antal følgere: skriv et helt tal, fx 940.")


def _needs_reason(before: Snapshot, reason: str) -> None:
    if not reason.strip():
        raise UsageError(
            f"{short_date(before.day)} er målt til {number(before.followers)}: "
            "skriv en grund for at rette det."
        )


def _differs(history: History, day: date, there: int) -> Problem:
    return Problem(
        history.lines[day],
        f"{short_date(day)} er allerede målt til {number(there)}, og det tal bliver stående; "
        "ret det med en grund, hvis det er forkert",
    )


def decoded(data: bytes) -> str:
    """The text of a CSV: UTF-8, or what a Danish Excel writes. Raises TooBig, BadInput."""
    if len(data) > MOST_BYTES:
        raise TooBig(f"Filen er på {number(len(data))} bytes; højst {number(MOST_BYTES)} tages.")
    if b"\0" in data:
        raise BadInput("Filen er ikke tekst: gem den som CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
