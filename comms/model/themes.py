"""Which of the themes a text is about. The words and their weights are data, handed in."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from comms.danish.words import stem, words
from comms.model.lessons import Lessons, Voice, stems_of
from comms.model.lexicon import SENTENCE_END, Entry, Lexicon, Phrase, lexicon, phrases_in, tokens
from comms.model.likeness import Likeness, likeness
from comms.model.narrowed import likeness_to, listed_in

NOTHING = Lessons()  # nothing learned yet
MOST = 3  # themes a text may carry
STRONG = 5.0  # weight from which a single word may carry a theme
_SHARE = 0.8  # of the best score, that a further theme needs
_ENOUGH = 3.0  # score below which a text is about none of them
_FADING = 0.9  # what each further word counts for, of the one before it
_COMPANY = 3  # words of `together` that must stand in one sentence
_COMPANY_WEIGHT = 8.0
_ALIKE = 1.0  # what likeness to the examples counts for, beside the words of the lists
_SHOWN_ALIKE = 3
_WORTH_TELLING = 3.0  # score owed to the examples, from which their words are told
_SHOWN = 5  # words that are told as the reason
_EARLY = 3  # texts that are read before all words and examples are made ready
_TITLE = 2  # times that a word of the title counts


@dataclass(frozen=True)
class Theme:
    """One theme. words: (as a row of templates/themes.da.yaml writes it, weight).

    together: words that speak for it when at least three of them stand in one sentence, such as
    the parties of a joint effort. examples: texts that are about it.
    """

    number: int
    name: str
    slug: str = ""
    title: str = ""
    text: str = ""
    film: str = ""
    words: tuple[tuple[str, float], ...] = field(default=(), hash=False)
    together: tuple[str, ...] = ()
    examples: tuple[str, ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class Ranked:
    """A theme found in a text, its score, and the words that spoke for it, strongest first.

    likeness: what of the score it owes to its examples. alike: words that they use too.
    learned: what staff's corrections say of it in this text; None: nothing.
    """

    number: int
    score: float
    matched: tuple[str, ...]
    strongest: float = 0.0
    likeness: float = 0.0
    alike: tuple[str, ...] = ()
    learned: Voice | None = None

    @property
    def why(self) -> str:
        """In Danish: "tema 4: frivillig, besøgsven; lært af 3 rettelser (kaffe, nat)"."""
        listed = ", ".join(self.matched[:_SHOWN])
        said = [listed] if listed else []
        if self.alike:
            said.append(f"som i eksempler: {', '.join(self.alike)}")
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


def with_examples(
    themes: Iterable[Theme], examples: Iterable[tuple[str, Sequence[int]]]
) -> tuple[Theme, ...]:
    """The themes, each with the texts that are about it."""
    told: dict[int, list[str]] = defaultdict(list)
    for text, numbers in examples:
        for number in numbers:
            told[number].append(text)
    return tuple(replace(theme, examples=tuple(told[theme.number])) for theme in themes)


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
    whole = f"{title}\n{text}"
    if not lessons:
        return tuple(_with_words(one, whole, themes) for one in _worth_naming(listed)), ()
    heard = lessons.heard_in(stems_of(title, text))
    taught = [_taught_by(one, heard.pop(one.number, None)) for one in listed]
    known = {theme.number for theme in themes}
    taught += [
        Ranked(number, voice.worth, (), STRONG, learned=voice)
        for number, voice in heard.items()
        if voice.worth > 0 and number in known
    ]
    best = _worth_naming(sorted(taught, key=_best_first))
    chosen = tuple(_with_words(one, whole, themes) for one in best)
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
    whole = f"{title}\n{text}"
    known = _lexicon(themes, whole)
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
    found = {number: _summed(number, rows) for number, rows in by_theme.items()}
    _compare(found, whole, themes)
    return tuple(sorted(found.values(), key=_best_first))


def _compare(found: dict[int, Ranked], text: str, themes: tuple[Theme, ...]) -> None:
    """Add to what was found how much the text is like each theme's examples."""
    for number, value in _likeness(themes, text).of(tokens(text)).items():
        one = found.get(number, Ranked(number, 0.0, ()))
        found[number] = replace(one, score=one.score + _ALIKE * value, likeness=_ALIKE * value)


def _with_words(one: Ranked, text: str, themes: tuple[Theme, ...]) -> Ranked:
    """With the words that its examples use too, as the text writes them, where they counted."""
    if one.likeness < _WORTH_TELLING:
        return one
    written = {stem(word): word for word in reversed(words(text))}
    strongest = _likeness(themes, text).words(list(written), one.number, _SHOWN_ALIKE)
    return replace(one, alike=tuple(written[key] for key in strongest))


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
        for theme, said in company.items():
            if len(said) >= _COMPANY:
                yield Entry(theme, _COMPANY_WEIGHT, " + ".join(said))


def _longest_first(found: tuple[Phrase, tuple[int, ...]]) -> tuple[int, float, int]:
    phrase, places = found
    return (-len(places), -phrase.weight, places[0])


def _summed(number: int, rows: list[tuple[float, str, float]]) -> Ranked:
    rows.sort(key=lambda one: (-one[0], one[1]))
    total = sum(value * _FADING**place for place, (value, _, _) in enumerate(rows))
    matched = tuple(dict.fromkeys(word for _, word, _ in rows))
    return Ranked(number, total, matched, max(weight for _, _, weight in rows))


def _worth_naming(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    if not found or found[0].score < _ENOUGH:
        return ()
    least = found[0].score * _SHARE
    further = [one for one in found[1:] if one.score >= least and one.strongest >= STRONG / 2]
    return (found[0], *further[: MOST - 1])


def _likeness(themes: tuple[Theme, ...], text: str) -> Likeness:
    return _likeness_to(themes, text) if _is_early(themes, text) else _whole_likeness(themes)


def _lexicon(themes: tuple[Theme, ...], text: str) -> Lexicon:
    return _lexicon_for(themes, text) if _is_early(themes, text) else _whole_lexicon(themes)


def _is_early(themes: tuple[Theme, ...], text: str) -> bool:
    """One of the first texts? For them, only what they ask for is made ready."""
    first = _first(themes)
    if len(first) < _EARLY:
        first.add(text)
    return text in first


@lru_cache(maxsize=8)
def _first(themes: tuple[Theme, ...]) -> set[str]:  # noqa: ARG001 each has its own
    return set()


@lru_cache(maxsize=_EARLY)
def _likeness_to(themes: tuple[Theme, ...], text: str) -> Likeness:
    row = [*tokens(text), *(stem(word) for word in words(text))]
    return likeness_to(row, {theme.number: theme.examples for theme in themes if theme.examples})


@lru_cache(maxsize=_EARLY)
def _lexicon_for(themes: tuple[Theme, ...], text: str) -> Lexicon:
    return lexicon(listed_in(tokens(text), _listed(themes)))


@lru_cache(maxsize=8)
def _whole_likeness(themes: tuple[Theme, ...]) -> Likeness:
    told = [theme for theme in themes if theme.examples]
    return likeness({theme.number: [tokens(one) for one in theme.examples] for theme in told})


@lru_cache(maxsize=8)
def _gatherings(themes: tuple[Theme, ...]) -> Lexicon:
    return lexicon([(theme.number, word, 1.0) for theme in themes for word in theme.together])


@lru_cache(maxsize=8)
def _whole_lexicon(themes: tuple[Theme, ...]) -> Lexicon:
    return lexicon(_listed(themes))


def _listed(themes: tuple[Theme, ...]) -> list[tuple[int, str, float]]:
    return [(theme.number, word, weight) for theme in themes for word, weight in theme.words]
