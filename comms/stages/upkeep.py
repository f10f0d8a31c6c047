"""Upkeep: is everything there that we need, can it be found, and is nothing kept too long?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.errors import CommsError
from comms.store.database import Begin

LETTERS = "letters"  # a kind in `retention_days`
# Gives one line of what was found. Raises CommsError when the thing cannot be used.
Probe = Callable[[], str]


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at: its name, whether it can be used, and one line about it."""

    name: str
    good: bool
    says: str


def examine(probes: Iterable[tuple[str, Probe]]) -> list[Checked]:
    """Look at each thing; one that is bad does not keep the others from being looked at."""
    return [_one(name, probe) for name, probe in probes]


def catch_up(begin: Begin, at_once: int = 100) -> int:
    """Make the search words of what has none by today's rules: after an upgrade, or a change of
    the rules. Each handful is kept by itself, so a kill loses little. Returns how many it made.
    """
    done = 0
    while True:
        with begin() as tx:
            made = tx.terms.index_behind(at_once)
        done += made
        if not made:
            return done


@dataclass(frozen=True)
class Forgotten:
    """What was kept too long of one kind. before: from before this moment (aware).

    days: as in schedules.yaml, `retention_days`; None: the kind has no rule yet and is kept.
    """

    kind: str
    days: int | None
    before: datetime
    count: int = 0


def forget(
    begin: Begin, days: Mapping[str, int], now: datetime, *, dry: bool, at_once: int = 500
) -> list[Forgotten]:
    """Take away what has been kept as long as it may, kind by kind. dry: only count it.

    Each handful is kept by itself with an audit event, so a kill loses little.
    """
    done = []
    for kind, kept in sorted(days.items()):
        before = now - timedelta(days=kept)
        if kind == LETTERS:
            count = _forget_letters(begin, before, now, at_once, dry=dry)
            done.append(Forgotten(kind, kept, before, count))
        else:
            done.append(Forgotten(kind, None, before))
    return done


def _forget_letters(
    begin: Begin, before: datetime, now: datetime, at_once: int, *, dry: bool
) -> int:
    count = last = 0
    while True:
        with begin() as tx:
            found = tx.letters.forgettable(before, last, at_once)
            if found and not dry:
                tx.letters.forget(found)
                tx.audit.record(
                    "system", "forget letters", "retention", LETTERS, now, letters=list(found)
                )
        if not found:
            return count
        count, last = count + len(found), found[-1]


def _one(name: str, probe: Probe) -> Checked:
    try:
        return Checked(name, good=True, says=probe())
    except CommsError as error:
        return Checked(name, good=False, says=" · ".join(str(error).splitlines()))
