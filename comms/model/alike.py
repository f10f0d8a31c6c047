"""Which of some labels a text is most like, learned from examples: complement naive Bayes.

After Rennie, Shih, Teevan and Karger, "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers" (2003): for each label it is asked how unlike the text is to the examples of all the
others. With few and uneven examples that is much surer than asking each label for itself.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_BEGINNING = (
    6  # letters of a word that count: endings tell nothing, and long words share beginnings
)
_SMOOTHING = 0.1
_KNOWN = 0.6  # of a text's words that examples must hold, or it is in another language
_SCALE = 4.0
_EARLY = 3  # texts that are read before it is listed where every feature stands
_WORD = re.compile(r"[^\W\d_]+|\d+|\?")
_YOU = "I"  # told from "i", in
_NUMBER = "#"

# A word's beginning, or two or three that follow each other.
Feature = str | tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """What takes all features of all examples to work out.

    sizes: of each example, how many it has. others: by label, the logarithm of all that stands in
    the other labels' examples.
    """

    sizes: tuple[int, ...]
    others: tuple[float, ...]


Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, eq=False)
class Alike:
    """rows: the words of each example. shares: what one feature of each example counts for.

    rarity: by the number of examples that hold a feature.
    """

    labels: tuple[str, ...]
    label_of: Sequence[int]
    rows: Rows
    shares: Sequence[float]
    rarity: Sequence[float]
    others: Sequence[float]
    _told: dict[Feature, tuple[float, ...]] = field(default_factory=dict)
    _places: dict[Feature, Sequence[int]] = field(default_factory=dict)
    _early: list[str] = field(default_factory=list)

    def points(self, text: str) -> dict[str, float]:
        """How much the text is like each label; only differences mean anything, 1 is a clear one.

        Empty: too few of its words are known to say.
        """
        row = _row(text)
        self._look_for(text, row)
        if not row or sum(bool(self._places.get(one)) for one in row) < _KNOWN * len(row):
            return {}
        known = [one for one in _features(row) if self._places.get(one)]
        told = [self._weights(one) for one in known]
        scale = _SCALE * math.sqrt(len(known))
        columns = zip(*told, strict=True)
        return {
            label: sum(column) / scale for label, column in zip(self.labels, columns, strict=True)
        }

    def words(self, text: str, label: str, instead: str, most: int) -> tuple[str, ...]:
        """What of the text speaks most for the one label against the other, as it is written."""
        this, that = self.labels.index(label), self.labels.index(instead)
        written = _written(text)
        self._look_for(text, _row(text))
        worth = {
            one: self._weights(one)[this] - self._weights(one)[that]
            for one in written
            if self._places.get(one)
        }
        best = sorted(worth, key=lambda one: (-worth[one], str(one)))
        return _apart([written[one] for one in best if worth[one] > 0], most)

    def _look_for(self, text: str, row: Sequence[str]) -> None:
        """Find where the features of a text stand; for whoever reads on, where all of them do."""
        if text in self._early or len(self._early) > _EARLY:
            return
        self._early.append(text)
        whole = len(self._early) > _EARLY
        self._places.update(_all_places(self.rows) if whole else _places(self.rows, row))

    def _weights(self, one: Feature) -> tuple[float, ...]:
        """By label, what the feature says for it."""
        if one not in self._told:
            self._told[one] = self._weighed(self._places[one])
        return self._told[one]

    def _weighed(self, places: Sequence[int]) -> tuple[float, ...]:
        rarity = self.rarity[len(places)]
        held = [0.0] * len(self.labels)
        for place in places:
            held[self.label_of[place]] += self.shares[place] * rarity
        whole = sum(held)
        return tuple(
            rarity * (others - math.log(whole - mine + _SMOOTHING))
            for others, mine in zip(self.others, held, strict=True)
        )


def alike(examples: Iterable[tuple[str, str]]) -> Alike:
    """Learned from (text, label)."""
    listed = list(examples)
    labels = tuple(sorted({label for _, label in listed}))
    label_of = [labels.index(label) for _, label in listed]
    rows = [_row(text) for text, _ in listed]
    known = totals(rows, label_of)
    shares = [1 / max(1, size) for size in known.sizes]
    return Alike(labels, label_of, rows, shares, _rarity(len(rows)), known.others)


def work_out(rows: Rows, label_of: Sequence[int]) -> Totals:
    """The totals of examples, from all of their features."""
    features = [_features(row) for row in rows]
    often = Counter[Feature]()
    for some in features:
        often.update(some)
    sizes, rarity = tuple(map(len, features)), _rarity(len(rows))
    held = [0.0] * (max(label_of, default=-1) + 1)
    for label, some in zip(label_of, features, strict=True):
        share = 1 / max(1, len(some))
        held[label] += share * sum([rarity[often[one]] for one in some])
    smoothed = sum(held) + _SMOOTHING * len(often)
    return Totals(sizes, tuple(math.log(smoothed - mine) for mine in held))


# Of rows and the label of each: a shell may remember them.
totals: Callable[[Rows, Sequence[int]], Totals] = work_out


def _rarity(examples: int) -> list[float]:
    return [0.0, *(math.log(examples / often) for often in range(1, examples + 1))]


def _all_places(rows: Rows) -> Mapping[Feature, Sequence[int]]:
    """The examples that hold each feature."""
    found = defaultdict[Feature, list[int]](list)
    for place, row in enumerate(rows):
        for one in _features(row):
            found[one].append(place)
    return found


def _places(rows: Rows, asked: Sequence[str]) -> Mapping[Feature, Sequence[int]]:
    """The same for the features of one text."""
    found: dict[Feature, list[int]] = {one: [] for one in _features(asked)}
    for place, row in enumerate(rows):
        for one in _shared(row, found.keys()):
            found[one].append(place)
    return found


def _shared(row: Sequence[str], asked: AbstractSet[Feature]) -> set[Feature]:
    """The features of a row that are asked for."""
    found: set[Feature] = {one for one in row if one in asked}
    first = second = None
    for word in row:
        if word not in found:
            first = second = None
            continue
        if second is not None and (second, word) in asked:
            found.add((second, word))
            if first is not None and (first, second, word) in asked:
                found.add((first, second, word))
        first, second = second, word
    return found


def _row(text: str) -> list[str]:
    return [_shortened(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=50_000)
def _shortened(word: str) -> str:
    if word == _YOU:
        return word
    return _NUMBER if word[0].isdigit() else word.lower()[:_BEGINNING]


def _features(row: Sequence[str]) -> set[Feature]:
    found: set[Feature] = set(row)
    found.update(pairwise(row))
    found.update(zip(row, row[1:], row[2:], strict=False))
    return found


def _written(text: str) -> dict[Feature, str]:
    """The features of a text, each as it is written there."""
    words = _WORD.findall(text)
    row = _row(text)
    found: dict[Feature, str] = {}
    for length in (3, 2, 1):
        for place in range(len(row) - length + 1):
            key = tuple(row[place : place + length]) if length > 1 else row[place]
            found[key] = " ".join(words[place : place + length])
    return found


def _apart(best: Iterable[str], most: int) -> tuple[str, ...]:
    """The first ones that are no part of each other."""
    kept: list[str] = []
    for one in best:
        if len(kept) < most and not any(one in other or other in one for other in kept):
            kept.append(one)
    return tuple(kept)
