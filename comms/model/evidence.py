"""Signs in a text, each with a weight: no single word decides what a mail is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from comms.danish.pattern import Pattern

_CASED = ("(?-i:", "A-Z")  # in a pattern that tells capitals from small letters


@dataclass(frozen=True)
class Sign:
    """says: Danish, for staff. weight: points. written: what must stand there.

    The pattern is verbose, in small letters, and in any case unless it says (?-i:…) or A-Z.
    """

    says: str
    weight: float
    written: str

    def stands_in(self, text: str) -> bool:
        """Is it found in the text?"""
        if not self.pattern.may_stand_in(text):
            return False
        return bool(self.pattern.made.search(text if self._cased else text.lower()))

    @cached_property
    def pattern(self) -> Pattern:
        """Read when it is first asked for: most commands never judge a mail."""
        flags = re.VERBOSE | re.MULTILINE | (re.IGNORECASE if self._cased else re.NOFLAG)
        return Pattern(_at_words(self.written), flags)

    @cached_property
    def _cased(self) -> bool:
        return any(sign in self.written for sign in _CASED)


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
    found = [one for one in signs if one.stands_in(text)]
    return Weight(sum(one.weight for one in found), tuple(one.says for one in found))


def when(holds: bool, says: str, weight: float) -> Weight:
    """The weight of something that is no word."""
    return Weight(weight, (says,)) if holds else Weight()


def _at_words(written: str) -> str:
    r"""The same pattern with one \b before all alternatives that begin with it.

    The engine then passes over those whose first letter is another: three times as quick.
    """
    parts = [part.strip() for part in _alternatives(written)]
    words = [part[2:].lstrip() for part in parts if part.startswith(r"\b")]
    others = [part for part in parts if not part.startswith(r"\b")]
    return "|".join([*([rf"\b(?:{'|'.join(words)})"] if words else []), *others])


def _alternatives(written: str) -> Iterable[str]:
    """The parts between the outermost bars."""
    depth = start = 0
    for token in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", written, re.DOTALL):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if token.group() == "|" and not depth:
            yield written[start : token.start()]
            start = token.end()
    yield written[start:]
