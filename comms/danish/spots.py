"""A place in a text where something is told, and the sentences around it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from comms.danish.pattern import Pattern


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


Spot = TypeVar("Spot", bound=_Placed)

# A full stop ends a sentence unless a number or a short form stands before it.
_END = Pattern(r"(?<![0-9]\.)(?<!\bkl\.)(?<!\bca\.)(?<!\bbl\.a\.)(?<=[.!?…])[\"”»)]?\s+|\n\s*\n")


@dataclass(frozen=True)
class Told:
    """text[start:end] tells it."""

    start: int
    end: int
    text: str


def spot(match: re.Match[str], at: int = 0) -> Told:
    """Where a pattern matched in a sentence that begins at `at`."""
    return Told(at + match.start(), at + match.end(), match.group())


def within(named: Sequence[Spot], begin: int, end: int) -> Sequence[Spot]:
    """Those of the spots, in order of their places, that begin in [begin, end)."""
    return named[
        bisect_left(named, begin, key=lambda one: one.start) : bisect_left(
            named, end, key=lambda one: one.start
        )
    ]


@lru_cache(maxsize=16)
def sentences_at(text: str) -> tuple[tuple[int, str], ...]:
    """(where it begins, sentence) for each sentence; line breaks inside a sentence stay."""
    at, found = 0, []
    for match in _END.finditer(text):
        if text[at : match.start()].strip():
            found.append((at, text[at : match.start()]))
        at = match.end()
    if text[at:].strip():
        found.append((at, text[at:]))
    return tuple(found)
