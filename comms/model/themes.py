"""Which of the themes a text is about. The words and their weights are data, handed in."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from comms.danish.words import stem, words

MOST = 3  # themes a text may carry
_SHARE = 0.55  # of the best score, that a further theme needs
_ENOUGH = 4.0  # score below which a text is about none of them
_COMPOUND = 5  # letters a word needs to be looked for inside longer ones: "fodbold" in "gåfodbold"


@dataclass(frozen=True)
class Theme:
    """One theme. words: (word or words in a row, weight)."""

    number: int
    name: str
    slug: str = ""
    title: str = ""
    text: str = ""
    film: str = ""
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A theme found in a text, its score, and the words that spoke for it, strongest first."""

    number: int
    score: float
    matched: tuple[str, ...]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Theme, ...]:
    """Themes out of the rows of templates/themes.da.yaml. Raises ValueError: what, in which row."""
    themes = []
    for place, row in enumerate(rows, 1):
        try:
            weighted = tuple(
                (str(word), float(weight))
                for weight, listed in dict(row.get("words") or {}).items()
                for word in listed
            )
            texts = {key: str(row.get(key) or "") for key in ("slug", "title", "text", "film")}
            themes.append(Theme(int(row["number"]), str(row["name"]), words=weighted, **texts))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(
                f"themes: row {place}: needs number, name and words ({error})"
            ) from None
    return tuple(themes)


def ranked(text: str, themes: Iterable[Theme], title: str = "") -> tuple[Ranked, ...]:
    """The themes of a text, best first, at most three. A word of the title counts twice."""
    said = Counter(stem(word) for word in words(text))
    said.update(stem(word) for word in words(title) for _ in range(2))
    rows = (" ".join(stem(word) for word in words(part)) for part in (text, title))
    row = " " + " . ".join(rows) + " "
    found = [one for theme in themes if (one := _scored(theme, said, row)).score >= _ENOUGH]
    found.sort(key=lambda one: (-one.score, one.number))
    if not found:
        return ()
    return tuple(one for one in found[:MOST] if one.score >= found[0].score * _SHARE)


def _scored(theme: Theme, said: Counter[str], row: str) -> Ranked:
    matched: dict[str, tuple[float, str]] = {}
    for key, word, weight in _stems(theme):
        times = row.count(f" {key} ") if " " in key else _times(key, said)
        if times:
            # The same word again says less each time.
            matched[key] = max(matched.get(key, (0.0, "")), (weight * (1 + math.log(times)), word))
    best = sorted(matched.values(), key=lambda one: (-one[0], one[1]))
    return Ranked(theme.number, sum(score for score, _ in best), tuple(word for _, word in best))


def _times(key: str, said: Counter[str]) -> float:
    exact = said[key]
    if len(key) < _COMPOUND:
        return exact
    inside = sum(n for token, n in said.items() if token != key and _inside(key, token))
    return exact + inside


def _inside(key: str, token: str) -> bool:
    return len(token) > len(key) + 1 and (token.startswith(key) or token.endswith(key))


@lru_cache(maxsize=64)
def _stems(theme: Theme) -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (" ".join(stem(part) for part in words(word)), word, weight) for word, weight in theme.words
    )
