"""The words of a text that gave something: a day, a place, a theme, a finding. Each says what."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from comms.danish.calendar import when
from comms.danish.words import stem
from comms.model.privacy import Finding
from comms.store.readings import Told
from comms.web.words import FINDINGS

Sort = Literal["when", "where", "theme", "finding"]
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# As `why` of an item tells it: "tema 4: frivillig, besøgsven; lært af 3 rettelser (kaffe)".
_THEME = re.compile(r"tema (\d+): ([^;]*)(?:; som i eksempler: ([^;]*))?")
_TOLD: Mapping[str, Sort] = {"day": "when", "hours": "when", "place": "where"}


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a text. says: what they gave, in Danish."""

    start: int
    end: int
    sort: Sort
    says: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of text. sorts: what it is marked as, nothing where it is not.

    says: what is told after it, where a marked passage ends.
    """

    text: str
    sorts: tuple[Sort, ...] = ()
    says: tuple[str, ...] = ()


Marked = tuple[Stretch, ...]


def marked(text: str, spans: Iterable[Span]) -> Marked:
    """The text in stretches. Passages may lie in each other or overlap."""
    kept = sorted({one for one in spans if 0 <= one.start < one.end <= len(text)}, key=_place)
    edges = sorted({0, len(text), *(e for one in kept for e in (one.start, one.end))})
    made = []
    for start, end in pairwise(edges):
        over = [one for one in kept if one.start <= start and end <= one.end]
        sorts = tuple(dict.fromkeys(one.sort for one in over))
        ended = tuple(dict.fromkeys(one.says for one in over if one.end == end))
        made.append(Stretch(text[start:end], sorts, ended))
    return tuple(made)


def sorts_in(texts: Iterable[Marked]) -> frozenset[Sort]:
    """What is marked in any of them."""
    return frozenset(sort for text in texts for one in text for sort in one.sorts)


def of_findings(text: str, found: Sequence[Finding], places: Iterable[str]) -> Iterator[Span]:
    """Where findings stand: where they were found, else wherever their words stand."""
    there = tuple(places)
    for one in found:
        if one.draft_id or not one.text.strip() or one.where not in there:
            continue
        says = FINDINGS.get(one.kind, one.kind)
        if text[one.start : one.end][:200] == one.text:
            yield Span(one.start, one.end, "finding", says)
        else:
            yield from _wherever(text, one.text, says)


def of_events(told: Sequence[Told], source: str, shift: int = 0) -> Iterator[Span]:
    """The words that gave days, hours and places. One passage may have given many days."""
    groups: dict[tuple[int, int, str], list[Told]] = {}
    for one in told:
        if one.words.source == source:
            key = (one.words.at + shift, one.words.to + shift, one.words.told)
            groups.setdefault(key, []).append(one)
    for (start, end, gave), group in groups.items():
        yield Span(start, end, _TOLD.get(gave, "when"), _says(gave, group))


def of_themes(text: str, why: Iterable[str], names: Mapping[int, str]) -> Iterator[Span]:
    """The words that spoke for a theme, by their stems, each where it stands first."""
    for one in why:
        told = _THEME.match(one)
        name = names.get(int(told[1])) if told else None
        if told is None or name is None:
            continue
        listed = f"{told[2]}, {told[3] or ''}".split(",")
        for word in filter(None, map(str.strip, listed)):
            yield from _first(text, word, f"tema: {name}")


def _first(text: str, phrase: str, says: str) -> Iterator[Span]:
    wanted = [stem(word) for word in _WORD.findall(phrase)]
    found = list(_WORD.finditer(text))
    stems = [stem(one.group()) for one in found]
    for at in range(len(stems) - len(wanted) + 1):
        if wanted and stems[at : at + len(wanted)] == wanted:
            yield Span(found[at].start(), found[at + len(wanted) - 1].end(), "theme", says)
            return


def _wherever(text: str, words: str, says: str) -> Iterator[Span]:
    for one in re.finditer(re.escape(words), text):
        yield Span(one.start(), one.end(), "finding", says)


def _says(gave: str, group: Sequence[Told]) -> str:
    first = group[0]
    if gave == "place":
        return f"sted: {first.place}" if first.place else "sted"
    at, until = _moment(first.start), _moment(first.end)
    days = {one.start for one in group}
    many = f"{len(days)} gange, første gang " if len(days) > 1 else ""
    rule = f", {first.rule}" if first.rule and gave == "day" else ""
    return f"{'dag' if gave == 'day' else 'tid'}: {many}{when(at, until) if at else ''}{rule}"


def _moment(told: str) -> date | None:
    if not told:
        return None
    return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)


def _place(one: Span) -> tuple[int, int, str]:
    return (one.start, -one.end, one.says)
