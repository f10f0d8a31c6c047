"""Words to look things up by: what a text is found under, and what somebody asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from comms.danish.pattern import Pattern
from comms.danish.words import stem

# Raised when the rules below give other terms than before: what is stored is then made anew.
TERMS_VERSION = 1
LONGEST = 40  # characters of a term; a longer word is found by its beginning
MOST_WORDS = 8  # of one question
# A word of so many letters is also the beginning of longer ones: "friv", "besøg".
_BEGINS = 4
_WORD = Pattern(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
# A year, or a number of up to three digits that is no part of a longer one: never a CPR number.
_NUMBER = Pattern(r"(?<![\w.,/-])(?:(?:19|20)\d\d|\d{1,3})(?![\w/-]|[.,]\d)")
_HYPHEN = Pattern(r"[-\u2010\u2011]")
# As other keyboards and other times write it.
_SAME = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_LETTERS = str.maketrans("éèêëáàâãíìîïóòôõúùûüýÿñçäöš", "eeeeaaaaiiiioooouuuuyyncæøs")
# Words that stand in every text tell nothing apart.
_COMMON = """
ad af alle alt at blev blive bliver da de dem den der deres det dette dig din dit du efter
eller en end er et for fra få får ham han har have havde hende her hun hvad hvis hvor i ikke
ind jeg jer kan kom kommer man med men mig min mit mod må ned nej nu når og også om op os
over på se sig sin skal så til ud under var ved vi vil være vores
"""
_EVERYWHERE = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Sought:
    """One word of a question. term: its stem. begins: what a longer word may begin with; '' when
    the word is too short for that.
    """

    term: str
    begins: str = ""


def terms(texts: Iterable[str]) -> frozenset[str]:
    """What these texts are found under: stems, short numbers; neither order nor number of times."""
    found: set[str] = set()
    for text in texts:
        found.update(_NUMBER.findall(text))
        for word in set(_WORD.findall(text)):
            found.update(_of_word(word.lower()))
    return frozenset(found)


def asked(question: str) -> tuple[Sought, ...]:
    """What a question asks for: all of these words. Empty when it holds no word that tells."""
    sought = [Sought(number) for number in _NUMBER.findall(question)]
    for word in _WORD.findall(question):
        whole = folded(_HYPHEN.sub("", word.lower()))
        if whole not in _EVERYWHERE and len(whole) > 1:
            sought.append(Sought(_stemmed(whole), whole[:LONGEST] if len(whole) >= _BEGINS else ""))
    return tuple(dict.fromkeys(sought))[:MOST_WORDS]


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word in small letters as we keep it: "cafe" for "café", "åbenrå" for "aabenraa"."""
    for other, ours in _SAME:
        word = word.replace(other, ours)
    return word.translate(_LETTERS)


@lru_cache(maxsize=100_000)
def _of_word(word: str) -> tuple[str, ...]:
    """The terms of a word: with hyphens, both as one word and as its parts."""
    parts = _HYPHEN.split(word)
    made = ["".join(parts), *parts] if len(parts) > 1 else parts
    told = [one for one in map(folded, made) if len(one) > 1 and one not in _EVERYWHERE]
    return tuple(dict.fromkeys(_stemmed(one) for one in told))


def _stemmed(word: str) -> str:
    """Endings are taken until none is left, so that "besøgsven" meets "besøgsvenner"."""
    shorter = stem(word)
    while shorter != word:
        word, shorter = shorter, stem(shorter)
    return word[:LONGEST]
