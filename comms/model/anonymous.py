"""Taking a name out of a text: neutral words in its place, which a writer can put right after."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from comms.danish.names import is_given_name
from comms.danish.pattern import Pattern
from comms.model.draft import Content

_SENTENCE_BEGINS = Pattern(r"(?:^|[.!?:\n»\"”–-])\s*$")


def same_person(one: str, other: str) -> bool:
    """Are the words of the shorter name all in the longer? »Karen« and »Karen Damgaards« are."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and set(shorter) <= set(longer)


def mentions(name: str, among: Iterable[str]) -> tuple[str, ...]:
    """The ways in which the same person is named, longest first."""
    found = {one for one in among if one.strip() and same_person(name, one)} | {name}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


def without_names(content: Content, names: Sequence[str]) -> Content:
    """The draft's words, the names replaced: first by "en person", then by "personen"."""
    photos = tuple(replace(use, alt=_without(use.alt, names)) for use in content.photos)
    return replace(
        content,
        title=_without(content.title, names),
        text=_without(content.text, names),
        photos=photos,
    )


def _without(text: str, names: Sequence[str]) -> str:
    whole = {" ".join(_words(name)) for name in names}
    given = {words[0] for name in whole if (words := name.split()) and is_given_name(words[0])}
    wanted = sorted(whole | given, key=len)
    spaced = [r"\s+".join(map(re.escape, name.split())) for name in reversed(wanted) if name]
    if not spaced:
        return text
    pattern = rf"(?<!\w)(?:{'|'.join(spaced)})(?P<owns>['’]s?|s)?(?!\w)"
    out, at = [], 0
    for match in re.finditer(pattern, text):
        out.append(text[at : match.start()])
        out.append(_neutral(text[: match.start()], match, known=at > 0))
        at = match.end()
    return "".join([*out, text[at:]])


def _neutral(before: str, match: re.Match[str], *, known: bool) -> str:
    said = "personen" if known else "en person"
    said += "s" if match["owns"] else ""
    return said[0].upper() + said[1:] if _SENTENCE_BEGINS.search(before) else said


def _words(name: str) -> list[str]:
    return [_bare(word) for word in name.split()]


def _bare(word: str) -> str:
    """Without the s of the genitive: »Grethes« is Grethe, »Jonas« is Jonas."""
    stem = re.sub(r"['’]?s$", "", word)
    return stem if is_given_name(stem) or not is_given_name(word) else word
