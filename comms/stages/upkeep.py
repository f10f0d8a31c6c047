"""Upkeep: is everything there that we need, and can what is there be found?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from comms.errors import CommsError
from comms.store.database import Begin

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


def _one(name: str, probe: Probe) -> Checked:
    try:
        return Checked(name, good=True, says=probe())
    except CommsError as error:
        return Checked(name, good=False, says=" · ".join(str(error).splitlines()))
