"""Two people's changes to the same words, laid together (a three-way merge, as diff3 does it)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from comms.danish.pattern import Pattern
from comms.model.draft import Content

_WORDS = Pattern(r"\s+|[^\s]+")
# SequenceMatcher is quadratic at worst: beyond this many words whole lines are compared.
MOST_WORDS = 4_000


@dataclass(frozen=True)
class Clash:
    """Both changed the same place. field: title, text, link or photos."""

    field: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """Both people's changes. Where they clash, mine stand."""

    content: Content
    clashes: tuple[Clash, ...] = ()

    @property
    def clean(self) -> bool:
        """Is everything of both in it?"""
        return not self.clashes


@dataclass(frozen=True)
class _Change:
    """The words from `at` to `to` of the text that both began with become `words`."""

    at: int
    to: int
    words: str
    mine: bool


def merge(before: Content, mine: Content, theirs: Content) -> Merged:
    """`before`: what both began with."""
    text, clashes = merge_text(before.text, mine.text, theirs.text)
    title, wrong_title = _whole("title", before.title, mine.title, theirs.title)
    link, wrong_link = _whole("link", before.link, mine.link, theirs.link)
    photos = mine.photos
    lost: list[Clash] = []
    if mine.photos == before.photos:
        photos = theirs.photos
    elif theirs.photos not in (before.photos, mine.photos):
        lost = [Clash("photos", _told(mine), _told(theirs))]
    merged = Content(title, text, link, photos)
    return Merged(merged, (*wrong_title, *clashes, *wrong_link, *lost))


def merge_text(before: str, mine: str, theirs: str) -> tuple[str, tuple[Clash, ...]]:
    """The text with both people's changes, and where they clash (there mine stand)."""
    parts, our, other = same_kind(before, mine, theirs)
    changes = [*_changes(parts, our, mine=True), *_changes(parts, other, mine=False)]
    out, clashes, done = [], [], 0
    for group in _groups(sorted(changes, key=lambda one: (one.at, one.to))):
        at, to = min(one.at for one in group), max(one.to for one in group)
        ours = _applied(parts, [one for one in group if one.mine], at, to)
        others = _applied(parts, [one for one in group if not one.mine], at, to)
        out.append("".join(parts[done:at]))
        untouched = "".join(parts[at:to])
        if untouched not in (ours, others) and ours != others:
            clashes.append(Clash("text", ours.strip(), others.strip()))
        out.append(others if ours == untouched else ours)
        done = to
    out.append("".join(parts[done:]))
    return "".join(out), tuple(clashes)


def same_kind(*texts: str) -> list[list[str]]:
    """The texts in words and the spaces between them; all in lines when one is very long."""
    words = [_WORDS.findall(text) for text in texts]
    if max(map(len, words)) <= MOST_WORDS:
        return words
    return [text.splitlines(keepends=True) for text in texts]


def _changes(parts: Sequence[str], new: Sequence[str], *, mine: bool) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, parts, new, autojunk=False)
    for kind, at, to, from_new, to_new in matcher.get_opcodes():
        if kind != "equal":
            yield _Change(at, to, "".join(new[from_new:to_new]), mine)


def _groups(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Changes with less than a word between them belong together."""
    group: list[_Change] = []
    reach = 0
    for one in changes:
        if group and one.at > reach + 1:
            yield group
            group = []
        group.append(one)
        reach = max(reach, one.to) if len(group) > 1 else one.to
    if group:
        yield group


def _applied(parts: Sequence[str], changes: Sequence[_Change], at: int, to: int) -> str:
    out, done = [], at
    for one in changes:
        out += ["".join(parts[done : one.at]), one.words]
        done = one.to
    return "".join([*out, *parts[done:to]])


def _whole(field: str, before: str, mine: str, theirs: str) -> tuple[str, tuple[Clash, ...]]:
    """A field that is taken whole from one of them."""
    if mine == before:
        return theirs, ()
    if theirs in (before, mine):
        return mine, ()
    return mine, (Clash(field, mine, theirs),)


def _told(content: Content) -> str:
    alts = [use.alt or "uden alternativ tekst" for use in content.photos]
    return f"{len(alts)} valgt: {'; '.join(alts)}" if alts else "ingen"
