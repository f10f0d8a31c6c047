"""The themes' words made ready for reading: which of them stand in a text, and where.

How a word may be written in the data file stands at the top of templates/themes.da.yaml.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from comms.danish.pattern import Pattern
from comms.danish.words import stem

_TOKEN = Pattern(r"[a-zæøåéüöä]+(?:-[a-zæøå]+)*|\d+|[.!?;:\n]+", re.IGNORECASE)
_LONG = 5  # letters a word needs to be looked for inside longer ones: "fodbold" in "gåfodbold"
_LEFT = 2  # letters the other half of a compound has at least
_REACH = 3  # words that ".." may stand for
SENTENCE_END = "."


@dataclass(frozen=True, eq=False)
class Entry:
    """A listed word: the theme it speaks for, by what weight. word: as the list writes it.

    Compared by identity, which is quick: a lexicon holds each only once.
    """

    theme: int
    weight: float
    word: str


@dataclass(frozen=True, eq=False)
class Phrase:
    """Stems in a row; reach: how many words may stand before each of them."""

    stems: tuple[str, ...]
    reach: tuple[int, ...]
    entries: tuple[Entry, ...]

    @property
    def weight(self) -> float:
        """Of its entries the strongest; 0: a phrase that says nothing."""
        return max(entry.weight for entry in self.entries)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Stems to entries. first, last: those that may also be a half of a compound. Phrases stand
    by their first two stems, those with a gap after the first by that one alone.
    """

    whole: Mapping[str, tuple[Entry, ...]]
    first: frozenset[str]
    last: frozenset[str]
    phrases: Mapping[tuple[str, str], tuple[Phrase, ...]]
    gapped: Mapping[str, tuple[Phrase, ...]]

    def meant(self, token: str) -> tuple[Entry, ...]:
        """What a stem speaks for: the word itself if it is listed, or else its longest halves."""
        return _meant(self, token)


def tokens(text: str) -> list[str]:
    """The stems of a text in their order, numbers too; "." where a sentence may end."""
    return [token(one) for one in parts(text)]


def parts(text: str) -> list[str]:
    """The words, numbers and ends of sentences of a text, as they stand there."""
    return _TOKEN.findall(text)


def token(part: str) -> str:
    """What is compared of a part: its stem, the number, or "."."""
    return stem(part) if part[0].isalpha() else part if part.isdigit() else SENTENCE_END


def lexicon(listed: Sequence[tuple[int, str, float]]) -> Lexicon:
    """Made of (theme, word, weight). A word under several themes weighs less in each of them."""
    whole: dict[str, list[Entry]] = defaultdict(list)
    first: set[str] = set()
    last: set[str] = set()
    phrases: dict[tuple[tuple[str, ...], tuple[int, ...]], list[Entry]] = defaultdict(list)
    for theme, word, weight in listed:
        stems, reach = _read(word)
        entry = Entry(theme, weight, word.strip("-"))
        if len(stems) > 1:
            phrases[stems, reach].append(entry)
            continue
        for key in stems:
            whole[key].append(entry)
            if word.endswith("-") or (len(key) >= _LONG and not word.startswith("-")):
                first.add(key)
            if word.startswith("-") or (len(key) >= _LONG and not word.endswith("-")):
                last.add(key)
    made: dict[tuple[int, float, str], Entry] = {}
    together: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    gapped: dict[str, list[Phrase]] = defaultdict(list)
    for (stems, reach), entries in phrases.items():
        phrase = Phrase(stems, reach, _shared(entries, made))
        (gapped[stems[0]] if reach[1] else together[stems[0], stems[1]]).append(phrase)
    return Lexicon(
        {key: _shared(entries, made) for key, entries in whole.items()},
        frozenset(first),
        frozenset(last),
        {pair: tuple(some) for pair, some in together.items()},
        {key: tuple(some) for key, some in gapped.items()},
    )


def phrases_in(row: Sequence[str], known: Lexicon) -> Iterator[tuple[Phrase, tuple[int, ...]]]:
    """The phrases of a row of stems and where each of their words stands; overlapping ones too."""
    for start, pair in enumerate(pairwise(row)):
        for phrase in (*known.phrases.get(pair, ()), *known.gapped.get(pair[0], ())):
            places = _places(row, start, phrase)
            if places:
                yield phrase, places


def _places(row: Sequence[str], start: int, phrase: Phrase) -> tuple[int, ...]:
    places = [start]
    for wanted, reach in zip(phrase.stems[1:], phrase.reach[1:], strict=True):
        here = places[-1] + 1
        near = row[here : here + reach + 1]
        if wanted not in near or (
            SENTENCE_END in near[: near.index(wanted)] and wanted != SENTENCE_END
        ):
            return ()
        places.append(here + near.index(wanted))
    return tuple(places)


def _read(word: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    stems: list[str] = []
    reach: list[int] = []
    for part, gap in ((p, n > 0) for n, p in enumerate(word.split(" .. "))):
        for number, token in enumerate(tokens(part)):
            stems.append(token)
            reach.append(_REACH if gap and number == 0 else 0)
    return tuple(stems), tuple(reach)


def _shared(
    entries: Sequence[Entry], made: dict[tuple[int, float, str], Entry]
) -> tuple[Entry, ...]:
    """Each theme once, by its strongest; damped by the root of how many themes share the word.

    made: the entries there are, so that the same one is used again.
    """
    best: dict[int, Entry] = {}
    for entry in entries:
        if entry.theme not in best or entry.weight > best[entry.theme].weight:
            best[entry.theme] = entry
    speaking = [entry for entry in best.values() if entry.weight]
    damped = max(1, len(speaking)) ** 0.5
    keys = [(one.theme, one.weight / damped, one.word) for one in best.values()]
    return tuple(made.setdefault(key, Entry(*key)) for key in keys)


_LONGEST = 80  # letters: a word of a whole page would be cut at each of them


@lru_cache(maxsize=30_000)
def _meant(known: Lexicon, token: str) -> tuple[Entry, ...]:
    if token in known.whole:
        return known.whole[token]
    token = token[:_LONGEST]
    cuts = range(_LEFT, len(token) - _LEFT + 1)
    tail = next((known.whole[token[cut:]] for cut in cuts if token[cut:] in known.last), ())
    head = next(
        (known.whole[token[:cut]] for cut in reversed(cuts) if token[:cut] in known.first), ()
    )
    return tuple({entry.theme: entry for entry in (*head, *tail)}.values())
