"""To which department a question belongs, told by its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from comms.danish.words import stem, words

_COMPOUND = 5  # letters a stem needs to be looked for inside longer words: "husleje" in "huslejen"


class Department(Protocol):
    """Whom a mail can be sent on to."""

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def words(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Proposal:
    """A department, and the words of the mail that speak for it."""

    department: Department
    matched: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reason that staff read."""
        return f"fordi der står {_listed(self.matched)}"


def proposal(text: str, departments: Sequence[Department]) -> Proposal | None:
    """The department that most words of `text` speak for; None when none does.

    Of two that are even, the one that stands first in schedules.yaml.
    """
    said = {stem(word): word for word in reversed(words(text))}
    found = [Proposal(one, _matched(said, one)) for one in departments]
    best = max(found, key=lambda one: len(one.matched), default=None)
    return best if best is not None and best.matched else None


def _matched(said: dict[str, str], department: Department) -> tuple[str, ...]:
    wanted = {stem(word.strip()) for word in department.words}
    found = {
        told: word
        for told, word in said.items()
        if any(told == one or (len(one) >= _COMPOUND and one in told) for one in wanted)
    }
    return tuple(found.values())


def _listed(found: Sequence[str]) -> str:
    shown = [f"»{word}«" for word in found[:4]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} og {shown[-1]}"
