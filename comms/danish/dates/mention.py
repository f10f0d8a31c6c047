"""A place in a text that names one day or several."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Strength(IntEnum):
    """How surely the words mean a date. A weak or relative one counts only together with hours."""

    WEAK = 0
    RELATIVE = 1
    NAMED = 2
    FULL = 3


@dataclass(frozen=True)
class Mention:
    """text[at:to] names `dates`. until: the last day, where the first and last are told.

    conflict: the weekday told is not that of the date. year_told: the year stands there.
    each: the dates are so many meetings, also where they stand as a range.
    """

    at: int
    to: int
    dates: tuple[date, ...]
    until: date | None = None
    strength: Strength = Strength.FULL
    conflict: bool = False
    year_told: bool = False
    each: bool = False

    def overlaps(self, at: int, to: int) -> bool:
        """Does it share signs with text[at:to]?"""
        return self.at < to and at < self.to


@dataclass(frozen=True)
class Lead:
    """Words that repeat something: "hver anden lørdag", "fire onsdage", "alle dage".

    weekdays: empty means every day. step: weeks between. times: how many, where it is told.
    even: only even weeks, or only odd ones. span: "mandag-torsdag", the days in a row.
    """

    at: int
    to: int
    weekdays: tuple[int, ...] = ()
    step: int = 1
    times: int | None = None
    daily: bool = False
    even: bool | None = None
    span: bool = False
