"""What differs between two texts, word by word, as a reader would say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from comms.model.merge import same_kind


@dataclass(frozen=True)
class Stretch:
    """Words that stand in both texts, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(old: str, new: str) -> tuple[Stretch, ...]:
    """The new text told as changes of the old one, in reading order."""
    return tuple(_together(_stretches(*same_kind(old, new))))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if gone == come:
            yield Stretch("same", gone)
            continue
        yield from _change(gone, come)


def _together(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Changes with only a space between them are read as one: "blå bil" → "rød cykel"."""
    gone = come = gap = ""
    for one in stretches:
        if one.kind == "gone":
            gone, come, gap = gone + gap + one.text, come + gap if gap else come, ""
        elif one.kind == "new":
            gone, come, gap = gone + gap if gap else gone, come + gap + one.text, ""
        elif (gone or come) and not gap and one.text.isspace() and "\n" not in one.text:
            gap = one.text
        else:
            yield from _change(gone, come)
            yield Stretch("same", gap + one.text)
            gone = come = gap = ""
    yield from _change(gone, come)
    if gap:
        yield Stretch("same", gap)


def _change(gone: str, come: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch("gone", gone)
    if come:
        yield Stretch("new", come)
