"""Which theme's examples a text is like: a naive Bayes over words, halves of words and pairs.

The examples are data (templates/themes.da.examples.jsonl), as the word lists are. They help where
a text tells of a theme without any of its words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from comms.model.lexicon import SENTENCE_END

_EVERY = 0.3  # counted for each feature in each theme before any example is read
HEAD, _TAIL = 5, 5  # letters of a long word's beginning and end: parts that compounds share
_LONG_HEAD, LONG_TAIL = 6, 8
_WHOLE = 60  # words of a text up to which each counts in full

Weights = Mapping[str, Sequence[tuple[int, float]]]


@dataclass(frozen=True, eq=False)
class Likeness:
    """Log-odds of each feature by theme; those that speak against a theme are left out."""

    themes: tuple[int, ...]
    weights: Weights

    def of(self, row: Sequence[str]) -> dict[int, float]:
        """How much more than the average theme each one is like a text of these stems."""
        said = dict.fromkeys(self.themes, 0.0)
        for one in features(row):
            for theme, weight in self.weights.get(one, ()):
                said[theme] += weight
        usual = sum(said.values()) / max(1, len(said))
        scale = _WHOLE / max(_WHOLE, len(row))
        return {theme: (value - usual) * scale for theme, value in said.items() if value > usual}

    def words(self, row: Sequence[str], theme: int, most: int) -> tuple[str, ...]:
        """The stems that made it so, strongest first."""
        found = {
            one: weight
            for one in set(row)
            for number, weight in self.weights.get(one, ())
            if number == theme
        }
        return tuple(sorted(found, key=lambda one: (-found[one], one))[:most])


def likeness(examples: Mapping[int, Sequence[Sequence[str]]]) -> Likeness:
    """Learned from rows of stems by theme; a text may stand under two themes."""
    return learned({theme: [features(row) for row in rows] for theme, rows in examples.items()})


def learned(examples: Mapping[int, Sequence[Iterable[str]]]) -> Likeness:
    """Learned from the features of texts by theme. Of one theme alone, nothing is learned."""
    if len(examples) < 2:
        return Likeness(tuple(examples), {})
    seen: dict[str, list[int]] = defaultdict(list)
    for theme, rows in examples.items():
        for row in rows:
            for one in row:
                seen[one].append(theme)
    counts = {theme: len(rows) for theme, rows in examples.items()}
    texts, others = sum(counts.values()), len(counts) - 1

    @cache  # most features stand in one or two examples, so the same odds are asked for often
    def odds(theme: int, here: int, everywhere: int) -> float:
        mine = (here + _EVERY) / (counts[theme] + 2 * _EVERY)
        rest = everywhere - here + _EVERY * others
        return math.log(mine * (texts - counts[theme] + 2 * _EVERY * others) / rest)

    return Likeness(tuple(examples), {one: _speaking(found, odds) for one, found in seen.items()})


def _speaking(
    found: list[int], odds: Callable[[int, int, int], float]
) -> tuple[tuple[int, float], ...]:
    if len(found) == 1:
        return ((found[0], odds(found[0], 1, 1)),)
    said = ((theme, odds(theme, here, len(found))) for theme, here in Counter(found).items())
    return tuple((theme, weight) for theme, weight in said if weight > 0)


def features(row: Sequence[str]) -> set[str]:
    """The stems, the beginnings and ends of long ones, and each two in a row."""
    found = {one for one in row if one != SENTENCE_END}
    heads = {f"{one[:HEAD]}-" for one in found if len(one) >= _LONG_HEAD}
    tails = {f"-{one[-_TAIL:]}" for one in found if len(one) >= LONG_TAIL}
    return found | heads | tails | {f"{first} {second}" for first, second in pairwise(row)}
