"""Regular expressions that are made when first needed and looked for only where they may stand.

Reading a mail asks some hundreds of expressions, and nearly all of them find nothing. Each needs
words of which at least one stands in whatever it matches (`needed`); where none does, that is known
without letting the expression try every place.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from comms.danish.needed import fold, needed

_MOST = 50_000  # letters of a text that is kept in mind
_KEPT = 128  # texts kept in mind: those of one mail, and their sentences
Match = re.Match[str]


class Pattern:
    """Like `re.Pattern`, for str. Raises re.error when first used if it cannot be read."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self.flags = int(flags)

    @cached_property
    def made(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Folded words of which one stands in whatever it matches; none: nothing is known."""
        return needed(self.pattern, self.flags)

    def may_stand_in(self, text: str) -> bool:
        """False: it matches nowhere in the text. True: it may."""
        words = self.needs
        if not words or len(text) > _MOST:
            return True
        folded = _folded(text)
        for word in words:  # noqa: SIM110 as a loop it takes half the time
            if word in folded:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Match | None:
        """As `re.Pattern.search`."""
        return self.made.search(text, start, end) if self.may_stand_in(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Match]:
        """As `re.Pattern.finditer`."""
        return self.made.finditer(text, start, end) if self.may_stand_in(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """As `re.Pattern.findall`."""
        return self.made.findall(text) if self.may_stand_in(text) else []

    def sub(self, by: str | Callable[[Match], str], text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        return self.made.sub(by, text, count) if self.may_stand_in(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        """As `re.Pattern.split`."""
        return self.made.split(text, maxsplit) if self.may_stand_in(text) else [text]

    @cached_property
    def match(self) -> Callable[..., Match | None]:
        """As `re.Pattern.match`: one place only, so there is nothing to save."""
        return self.made.match

    @cached_property
    def fullmatch(self) -> Callable[..., Match | None]:
        """As `re.Pattern.fullmatch`."""
        return self.made.fullmatch


@lru_cache(maxsize=_KEPT)
def _folded(text: str) -> str:
    return fold(text)
