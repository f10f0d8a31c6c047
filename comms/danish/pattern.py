"""Regular expressions that are made when first needed and looked for only where they may stand.

Reading a mail asks some hundreds of expressions, and nearly all of them find nothing. Each needs
pieces of text that stand in whatever it matches (`needs`); where they do not, that is known without
making the expression or letting it try every place.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from comms.danish.pieces import bits_in, bits_of

_END = sys.maxsize
_PATIENCE = 50  # texts that an expression is kept from, before asking it is quicker than asking why
Match = re.Match[str]


compiled: Callable[[str, int], re.Pattern[str]] = re.compile  # a shell may have another way


class Pattern:
    """Like `re.Pattern`, for str. Raises re.error when first used if it cannot be read."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self.flags = int(flags)
        self._kept_from = 0

    @cached_property
    def made(self) -> re.Pattern[str]:
        """The expression itself."""
        return compiled(self.pattern, self.flags)

    @cached_property
    def needs(self) -> int:
        """The bits of `bits_in` that whatever it matches has; 0: nothing is known."""
        return bits_of(self.pattern, self.flags)

    def may_stand_in(self, text: str) -> bool:
        """False: it matches nowhere in the text. True: it may."""
        needs = self.needs
        return not needs or bits_in(text) & needs == needs

    def search(self, text: str, start: int = 0, end: int = _END) -> Match | None:
        """As `re.Pattern.search`."""
        if not self.may_stand_in(text if end >= len(text) else text[:end]):
            return None
        return self.made.search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[Match]:
        """As `re.Pattern.finditer`."""
        if not self.may_stand_in(text if end >= len(text) else text[:end]):
            return iter(())
        return self.made.finditer(text, start, end)

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
        """As `re.Pattern.match`."""
        return self._at_once("match")

    @cached_property
    def fullmatch(self) -> Callable[..., Match | None]:
        """As `re.Pattern.fullmatch`."""
        return self._at_once("fullmatch")

    def _at_once(self, name: str) -> Callable[..., Match | None]:
        """One place only, so there is little to save: only making it, as long as that can be."""

        def asked(text: str, start: int = 0, end: int = _END) -> Match | None:
            if self._kept_from < _PATIENCE and not self.may_stand_in(text):
                self._kept_from += 1
                return None
            vars(self)[name] = found = getattr(self.made, name)
            return found(text, start, end)  # type: ignore[no-any-return]

        return asked
