"""Which of the themes a text is about. The words and their weights are data, handed in."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from comms.model.lessons import Lessons, Voice, stems_of
from comms.model.lexicon import SENTENCE_END, Entry, Lexicon, Phrase, lexicon, phrases_in, tokens

NOTHING = Lessons()  # nothing learned yet
MOST = 3  # themes a text may carry
STRONG = 5.0  # weight from which a single word may carry a theme
_SHARE = 0.75  # of the best score, that a further theme needs
_ENOUGH = 3.0  # score below which a text is about none of them
_FADING = 0.9  # what each further word counts for, of the one before it
_COMPANY = 3  # words of `together` that must stand in one sentence
_COMPANY_WEIGHT = 8.0
_SHOWN = 5  # words that are told as the reason
_TITLE = 2  # times that a word of the title counts


@dataclass(frozen=True)
class Theme:
    """One theme. words: (as a row of templates/themes.da.yaml writes it, weight).

    together: words that speak for it when at least three of them stand in one sentence, such as
    the parties of a joint effort.
    """

    number: int
    name: str
    slug: str = ""
    title: str = ""
    text: str = ""
    film: str = ""
    words: tuple[tuple[str, float], ...] = field(default=(), hash=False)
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A theme found in a text, its score, and the words that spoke for it, strongest first.

    learned: what staff's corrections say of it in this text; None: nothing.
    """

    number: int
    score: float
    matched: tuple[str, ...]
    strongest: float = 0.0
    learned: Voice | None = None

    @property
    def why(self) -> str:
        """In Danish: "tema 4: frivillig, besøgsven; lært af 3 rettelser (kaffe, nat)"."""
        listed = ", ".join(self.matched[:_SHOWN])
        said = [listed] if listed else []
        if self.learned is not None:
            said.append(
                f"{'' if self.learned.worth > 0 else 'trukket ned, '}{_taught(self.learned)}"
            )
        return f"tema {self.number}: {'; '.join(said)}"


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Theme, ...]:
    """Themes out of the rows of templates/themes.da.yaml. Raises ValueError: what, in which row."""
    themes = []
    for place, row in enumerate(rows, 1):
        try:
            themes.append(_theme(row))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(
                f"themes: row {place}: needs number, name and words ({error})"
            ) from None
    return tuple(themes)


def _theme(row: Mapping[str, Any]) -> Theme:
    said = {key: str(row.get(key) or "") for key in ("slug", "title", "text", "film")}
    return Theme(
        number=int(row["number"]),
        name=str(row["name"]),
        slug=said["slug"],
        title=said["title"],
        text=said["text"],
        film=said["film"],
        words=tuple(
            (str(word), float(weight))
            for weight, listed in dict(row.get("words") or {}).items()
            for word in listed
        ),
        together=tuple(str(word) for word in row.get("together") or ()),
    )


def ranked(
    text: str, themes: Iterable[Theme], title: str = "", lessons: Lessons = NOTHING
) -> tuple[Ranked, ...]:
    """The themes of a text, best first, at most three. A word of the title counts twice.

    lessons: what staff's corrections have taught counts beside the words of the lists.
    """
    return judged(text, themes, title, lessons)[0]


def judged(
    text: str, themes: Iterable[Theme], title: str = "", lessons: Lessons = NOTHING
) -> tuple[tuple[Ranked, ...], tuple[Ranked, ...]]:
    """As `ranked`; and those that would be there too, had staff's corrections not spoken."""
    themes = tuple(themes)
    listed = scores(text, themes, title)
    if not lessons:
        return _worth_naming(listed), ()
    heard = lessons.heard_in(stems_of(title, text))
    taught = [_taught_by(one, heard.pop(one.number, None)) for one in listed]
    known = {theme.number for theme in themes}
    taught += [
        Ranked(number, voice.worth, (), STRONG, voice)
        for number, voice in heard.items()
        if voice.worth > 0 and number in known
    ]
    chosen = _worth_naming(sorted(taught, key=_best_first))
    numbers = {one.number for one in chosen}
    dropped = {one.number for one in _worth_naming(listed)} - numbers
    return chosen, tuple(one for one in taught if one.number in dropped and one.learned)


def _taught_by(one: Ranked, voice: Voice | None) -> Ranked:
    """With what was learned. A strong word of the list keeps at least half of the score."""
    if voice is None:
        return one
    least = one.score / 2 if one.strongest >= STRONG else 0.0
    strongest = STRONG if voice.worth > 0 else one.strongest
    score = max(least, one.score + voice.worth)
    return replace(one, score=score, strongest=max(one.strongest, strongest), learned=voice)


def _taught(voice: Voice) -> str:
    return f"lært af {voice.corrections} rettelser ({', '.join(voice.words)})"


def _best_first(one: Ranked) -> tuple[float, int]:
    return (-one.score, one.number)


def scores(text: str, themes: tuple[Theme, ...], title: str = "") -> tuple[Ranked, ...]:
    """Every theme that a word of the text speaks for, best first."""
    known = _lexicon(themes)
    gatherings = _gatherings(themes)
    heard: dict[Entry, float] = defaultdict(float)
    for said, times in ((title, _TITLE), (text, 1)):
        row = tokens(said)
        for entry, count in _heard(row, known).items():
            heard[entry] += count * times
        for entry in _gathered(row, gatherings):
            heard[entry] += times
    by_theme: dict[int, list[tuple[float, str, float]]] = defaultdict(list)
    for entry, often in heard.items():
        # The same word again says less each time.
        value = entry.weight * (1 + math.log(often))
        by_theme[entry.theme].append((value, entry.word, entry.weight))
    found = [_summed(number, rows) for number, rows in by_theme.items()]
    return tuple(sorted(found, key=_best_first))


def _heard(row: Sequence[str], known: Lexicon) -> Counter[Entry]:
    """The entries that a row of stems speaks for. A phrase is heard before its single words."""
    heard: Counter[Entry] = Counter()
    silenced: dict[int, float] = {}
    taken: set[int] = set()
    for phrase, places in sorted(phrases_in(row, known), key=_longest_first):
        if taken.isdisjoint(places):
            taken.update(places)
            silenced.update(dict.fromkeys(places, phrase.weight or math.inf))
            heard.update(entry for entry in phrase.entries if entry.weight)
    for place, token in enumerate(row):
        least = silenced.get(place, 0.0)
        for entry in known.meant(token):
            if entry.weight > least:
                heard[entry] += 1
    return heard


def _gathered(row: Sequence[str], gatherings: Lexicon) -> Iterator[Entry]:
    """Of the words that speak only in company: those that stand three in one sentence."""
    for ended, sentence in groupby(row, lambda token: token == SENTENCE_END):
        if ended:
            continue
        company: dict[int, dict[str, None]] = defaultdict(dict)
        for token in sentence:
            for entry in gatherings.meant(token):
                company[entry.theme][entry.word] = None
        for theme, words in company.items():
            if len(words) >= _COMPANY:
                yield Entry(theme, _COMPANY_WEIGHT, " + ".join(words))


def _longest_first(found: tuple[Phrase, tuple[int, ...]]) -> tuple[int, float, int]:
    phrase, places = found
    return (-len(places), -phrase.weight, places[0])


def _summed(number: int, rows: list[tuple[float, str, float]]) -> Ranked:
    rows.sort(key=lambda one: (-one[0], one[1]))
    total = sum(value * _FADING**place for place, (value, _, _) in enumerate(rows))
    words = tuple(dict.fromkeys(word for _, word, _ in rows))
    return Ranked(number, total, words, max(weight for _, _, weight in rows))


def _worth_naming(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    if not found or found[0].score < _ENOUGH:
        return ()
    least = found[0].score * _SHARE
    further = [one for one in found[1:] if one.score >= least and one.strongest >= STRONG / 2]
    return (found[0], *further[: MOST - 1])


@lru_cache(maxsize=8)
def _gatherings(themes: tuple[Theme, ...]) -> Lexicon:
    return lexicon([(theme.number, word, 1.0) for theme in themes for word in theme.together])


@lru_cache(maxsize=8)
def _lexicon(themes: tuple[Theme, ...]) -> Lexicon:
    return lexicon(
        [(theme.number, word, weight) for theme in themes for word, weight in theme.words]
    )
