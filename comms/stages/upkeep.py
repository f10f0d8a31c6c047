"""Upkeep: is everything there that we need?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from comms.errors import CommsError

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


def _one(name: str, probe: Probe) -> Checked:
    try:
        return Checked(name, good=True, says=probe())
    except CommsError as error:
        return Checked(name, good=False, says=" · ".join(str(error).splitlines()))
