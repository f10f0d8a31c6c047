"""A costly pattern looked for only near a cheap one: most of a mail has nothing to do with days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comms.danish.pattern import Pattern


@dataclass(frozen=True)
class Near:
    """Matches of `pattern` no more than `before` signs ahead of a `core`, and `after` behind it.

    core should begin with a plain sign or a choice of such: then `re` looks for it quickly.
    """

    pattern: Pattern
    core: Pattern
    before: int
    after: int

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`; what lies outside the windows is still seen by lookbehinds."""
        if not self.pattern.may_stand_in(text):
            return
        for at, to in self._windows(text):
            yield from self.pattern.made.finditer(text, at, to)

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        at = to = -1
        for seed in self.core.finditer(text):
            begin = max(0, seed.start() - self.before)
            if begin > to:
                if to > 0:
                    yield at, to
                at = begin
            to = min(len(text), seed.end() + self.after)
        if to > 0:
            yield at, to


def near(pattern: str, core: str, before: int = 1, after: int = 70) -> Near:
    """Both patterns compiled."""
    return Near(Pattern(pattern), Pattern(core), before, after)


@dataclass(frozen=True)
class Seeded:
    """Matches of `pattern` that begin where `lead` does, right before a `core`."""

    pattern: Pattern
    core: Pattern
    lead: Pattern
    before: int

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`, for a pattern that holds the core behind its lead."""
        done = 0
        if not self.pattern.may_stand_in(text):
            return
        for seed in self.core.finditer(text):
            begun = self.lead.made.search(text, max(done, seed.start() - self.before), seed.start())
            match = self.pattern.match(text, begun.start()) if begun else None
            if match and seed.start() >= done:
                yield match
                done = match.end()
