"""Which of some labels a text is most like, learned from examples: complement naive Bayes.

After Rennie, Shih, Teevan and Karger, "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers" (2003): for each label it is asked how unlike the text is to the examples of all the
others. With few and uneven examples that is much surer than asking each label for itself.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_BEGINNING = (
    6  # letters of a word that count: endings tell nothing, and long words share beginnings
)
_SMOOTHING = 0.1
_KNOWN = 0.6  # of a text's words that examples must hold, or it is in another language
_SCALE = 4.0
_WORD = re.compile(r"[^\W\d_]+|\d+|\?")
_YOU = "I"  # told from "i", in
_NUMBER = "#"

# A word's beginning, or two or three that follow each other.
Feature = str | tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Alike:
    """places: by feature the examples that hold it. shares: what one feature of each counts for."""

    labels: tuple[str, ...]
    label_of: Sequence[int]
    places: Mapping[Feature, Sequence[int]]
    shares: Sequence[float]
    rarity: Sequence[float]  # by the number of examples that hold a feature
    others: Sequence[float]  # by label: the logarithm of all that stands in other labels' examples
    _told: dict[Feature, tuple[float, ...]] = field(default_factory=dict)

    def points(self, text: str) -> dict[str, float]:
        """How much the text is like each label; only differences mean anything, 1 is a clear one.

        Empty: too few of its words are known to say.
        """
        row = _row(text)
        if not row or sum(one in self.places for one in row) < _KNOWN * len(row):
            return {}
        known = [one for one in _features(row) if one in self.places]
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
        worth = {
            one: self._weights(one)[this] - self._weights(one)[that]
            for one in written
            if one in self.places
        }
        best = sorted(worth, key=lambda one: (-worth[one], str(one)))
        return _apart([written[one] for one in best if worth[one] > 0], most)

    def _weights(self, one: Feature) -> tuple[float, ...]:
        """By label, what the feature says for it."""
        if one not in self._told:
            self._told[one] = self._weighed(self.places[one])
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
    rows = [_features(_row(text)) for text, _ in listed]
    places: dict[Feature, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for one in row:
            places[one].append(place)
    shares = [1 / max(1, len(row)) for row in rows]
    rarity = [0.0, *(math.log(len(rows) / often) for often in range(1, len(rows) + 1))]
    held = [0.0] * len(labels)
    for label, row, share in zip(label_of, rows, shares, strict=True):
        held[label] += share * sum(rarity[len(places[one])] for one in row)
    smoothed = sum(held) + _SMOOTHING * len(places)
    others = [math.log(smoothed - mine) for mine in held]
    return Alike(labels, label_of, dict(places), shares, rarity, others)


def _row(text: str) -> list[str]:
    return [_shortened(word) for word in _WORD.findall(text)]


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
