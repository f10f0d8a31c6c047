"""Signs in a text, each with a weight: no single word decides what a mail is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Sign:
    """says: Danish, for staff. weight: points. written: what must stand there.

    The pattern is verbose, and in any case unless it says (?-i:…).
    """

    says: str
    weight: float
    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: most commands never judge a mail."""
        return re.compile(self.written, re.IGNORECASE | re.VERBOSE | re.MULTILINE)


@dataclass(frozen=True)
class Weight:
    """points: the sum. says: what was found, in the order of the signs."""

    points: float = 0.0
    says: tuple[str, ...] = ()

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.points + other.points, (*self.says, *other.says))

    @property
    def shown(self) -> str:
        """What was found, for a reason that staff read."""
        return ", ".join(dict.fromkeys(self.says[:4]))


def weigh(signs: Iterable[Sign], text: str) -> Weight:
    """Each sign counts once, however often it is found."""
    found = [one for one in signs if one.pattern.search(text)]
    return Weight(sum(one.weight for one in found), tuple(one.says for one in found))


def when(holds: bool, says: str, weight: float) -> Weight:
    """The weight of something that is no word."""
    return Weight(weight, (says,)) if holds else Weight()
