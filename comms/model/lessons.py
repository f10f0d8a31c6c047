"""What staff's corrections of themes have taught: which words speak for a theme, and which against.

A word counts when it stands in at least two corrections that agree, and more seldom elsewhere: its
log-odds, smoothed, with an upper limit for each word and for all of them together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from comms.danish.words import sentences, stem, words

AGREEING = 2  # corrections that must say the same before it counts
_LEAST = math.log(2)  # log-odds below which a word is too common to say anything
_STEP = 3.0  # what each further correction that agrees adds, times the log-odds
_MOST = 24.0  # score that a learned word, and all of them together, can be worth
_WORDS = 4  # of the learned words in a text, as many as count
_OPENING = "\"'»”(–-"
_SHORTEST = 3  # letters a word needs to be worth learning


@dataclass(frozen=True)
class Correction:
    """Staff changed a story's themes. stems: of its title and text, each with its word."""

    story_id: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    stems: Mapping[str, str]
    by: str = ""
    at: datetime | None = None
    id: int = 0

    @property
    def gained(self) -> frozenset[int]:
        """The themes it spoke for: those put on, and the one put first."""
        moved_up = self.after[:1] if self.after[:1] != self.before[:1] else ()
        return frozenset(self.after) - frozenset(self.before) | frozenset(moved_up)

    @property
    def lost(self) -> frozenset[int]:
        """The themes it spoke against: those taken off."""
        return frozenset(self.before) - frozenset(self.after)


@dataclass(frozen=True)
class Told:
    """A story nobody corrected: what its words have not led to."""

    stems: frozenset[str]


@dataclass(frozen=True)
class Evidence:
    """A word that speaks for a theme (worth > 0) or against it, and the corrections' ids."""

    theme: int
    stem: str
    word: str
    worth: float
    corrections: tuple[int, ...]


@dataclass(frozen=True)
class Voice:
    """What the lessons say of one theme in one text, by which words and how many corrections."""

    worth: float
    words: tuple[str, ...]
    corrections: int


@dataclass(frozen=True)
class Lessons:
    """All evidence there is. Empty: nothing was learned yet."""

    evidence: tuple[Evidence, ...] = ()
    by_stem: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.evidence)

    def heard_in(self, stems: Iterable[str]) -> dict[int, Voice]:
        """What is said of each theme in a text of these stems; themes without a word are absent."""
        heard: dict[int, list[Evidence]] = defaultdict(list)
        for one in dict.fromkeys(stems):
            for evidence in self.by_stem.get(one, ()):
                heard[evidence.theme].append(evidence)
        return {theme: _voice(found) for theme, found in heard.items()}

    def of(self, theme: int) -> tuple[Evidence, ...]:
        """What is known of one theme, strongest first."""
        found = [one for one in self.evidence if one.theme == theme]
        return tuple(sorted(found, key=lambda one: (-abs(one.worth), one.stem)))


def stems_of(title: str, text: str) -> dict[str, str]:
    """The stems worth learning from, each with a word it stands for.

    Left out: words that only stand with a capital inside a sentence, for names of people and
    places teach nothing and are not ours to keep.
    """
    small: set[str] = set()
    for sentence in (*sentences(title), *sentences(text)):
        for place, part in enumerate(sentence.split()):
            if place == 0 or not part.lstrip(_OPENING)[:1].isupper():
                small.update(words(part))
    return {stem(word): word for word in sorted(small, reverse=True) if len(word) >= _SHORTEST}


def learn(corrections: Iterable[Correction], told: Sequence[Told] = ()) -> Lessons:
    """The lessons of these corrections. told: stories left as they were, to know common words."""
    whole = _one_a_story(corrections)
    found: list[Evidence] = []
    for theme in sorted({number for one in whole for number in one.gained | one.lost}):
        gained = [one for one in whole if theme in one.gained]
        lost = [one for one in whole if theme in one.lost]
        others = [one.stems for one in told]
        silent = [one.stems for one in whole if theme not in one.gained]
        found += _evidence(theme, gained, [*others, *silent], 1.0)
        silent = [one.stems for one in whole if theme not in one.lost]
        found += _evidence(theme, lost, [*others, *silent], -1.0)
    by_stem: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in found:
        by_stem[evidence.stem].append(evidence)
    return Lessons(tuple(found), {key: tuple(some) for key, some in by_stem.items()})


def _one_a_story(corrections: Iterable[Correction]) -> list[Correction]:
    """A story corrected twice speaks once: from what it was at first to what it is at last."""
    merged: dict[int, Correction] = {}
    for one in sorted(corrections, key=lambda one: one.id):
        first = merged.get(one.story_id)
        before = one.before if first is None else first.before
        merged[one.story_id] = Correction(
            one.story_id, before, one.after, one.stems, one.by, one.at, one.id
        )
    return list(merged.values())


def _evidence(
    theme: int, agreeing: Sequence[Correction], others: Sequence[Iterable[str]], sign: float
) -> list[Evidence]:
    written = {key: word for correction in agreeing for key, word in correction.stems.items()}
    here = Counter(one for correction in agreeing for one in correction.stems)
    elsewhere = Counter(one for stems in others for one in stems)
    found = []
    for one, times in sorted(here.items()):
        odds = _log_odds(times, len(agreeing), elsewhere[one], len(others))
        if times >= AGREEING and odds >= _LEAST:
            worth = min(_MOST, odds * _STEP * (times - AGREEING + 1))
            ids = tuple(correction.id for correction in agreeing if one in correction.stems)
            found.append(Evidence(theme, one, written[one], sign * worth, ids))
    return found


def _log_odds(here: int, of_here: int, there: int, of_there: int) -> float:
    """How much more often a word stands here than there, at the least: one standard error below.

    Half a count is added to each (Haldane and Anscombe), so that nought has a logarithm.
    """
    odds = math.log((here + 0.5) / (of_here + 1)) - math.log((there + 0.5) / (of_there + 1))
    return odds - math.sqrt(1 / (here + 0.5) + 1 / (there + 0.5))


def _voice(found: Sequence[Evidence]) -> Voice:
    strongest = sorted(found, key=lambda one: (-abs(one.worth), one.stem))[:_WORDS]
    worth = sum(one.worth for one in strongest)
    ids = {number for one in strongest for number in one.corrections}
    return Voice(max(-_MOST, min(_MOST, worth)), tuple(one.word for one in strongest), len(ids))
