"""What differs between two texts, word by word, as a reader would say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
# SequenceMatcher is quadratic at worst: beyond this many words whole lines are compared.
MOST_WORDS = 4_000


@dataclass(frozen=True)
class Stretch:
    """Words that stand in both texts, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(old: str, new: str) -> tuple[Stretch, ...]:
    """The new text told as changes of the old one, in reading order."""
    return tuple(_stretches(_parts(old), _parts(new)))


def _parts(text: str) -> list[str]:
    words = _WORDS.findall(text)
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if gone == come:
            yield Stretch("same", gone)
            continue
        if gone:
            yield Stretch("gone", gone)
        if come:
            yield Stretch("new", come)


def marked(text: str, excerpts: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """`text` in stretches; True where one of the excerpts stands."""
    wanted = sorted({one for one in excerpts if one.strip()}, key=len, reverse=True)
    if not wanted:
        return ((text, False),)
    split = re.split(f"({'|'.join(re.escape(one) for one in wanted)})", text)
    return tuple((part, n % 2 == 1) for n, part in enumerate(split) if part)
