"""What of all that our patterns need stands in a text: each row of `needs` is one bit.

A word sets the bits of the rows that it holds a piece of. Words come again and again, so what a
word sets is kept in mind, and a text is asked once for all patterns.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from hashlib import blake2b

from comms.danish.needs import NEEDS

DIGIT, EDGE = "0", " "  # any digit; where a word begins or ends
LONGEST = 12  # signs of a piece, its edges among them
ALL = -1  # every bit there is
_WORDS = 20_000  # kept in mind
_TEXTS = 128  # kept in mind: those of one mail, and its sentences
_MOST = 50_000  # signs of a text, and
_ENDLESS = 60  # of a word, beyond which it is not looked through
# Letters whose only other case is `str.lower`'s, once these are set right (re._casefix).
_ODD = {ord("İ"): "i", ord("ı"): "i", ord("ſ"): "s"}
_SIGN = re.compile(r"\w+|[^\w\s]")
_ANY_DIGIT = re.compile(r"\d")


def fold(text: str) -> str:
    """In small letters as IGNORECASE compares them, letter by letter for those of Danish."""
    if text.isascii() or not ("İ" in text or "ı" in text or "ſ" in text):
        return text.lower()
    return text.translate(_ODD).lower()


def bits_of(source: str, flags: int) -> int:
    """The bits without which an expression matches nowhere. 0: nothing is known of it."""
    return _table()[0].get(key_of(source, flags), 0)


def key_of(source: str, flags: int) -> str:
    """What an expression is called in `needs`."""
    return blake2b(f"{flags}:{source}".encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=_TEXTS)
def bits_in(text: str) -> int:
    """The bits that a text sets."""
    if len(text) > _MOST:
        return ALL
    bits = 0
    for word in words_of(text):
        bits |= _of_word(word)
    return bits


def words_of(text: str) -> set[str]:
    """Its words and each other sign that is no blank, folded, every digit the same."""
    return set(_SIGN.findall(_ANY_DIGIT.sub(DIGIT, fold(text))))


@lru_cache(maxsize=_WORDS)
def _of_word(word: str) -> int:
    if len(word) > _ENDLESS:
        return ALL
    pieces = _table()[1]
    word = f"{EDGE}{word}{EDGE}"
    bits = 0
    for start in range(len(word)):
        for end in range(start + 1, min(len(word), start + LONGEST) + 1):
            bits |= pieces.get(word[start:end], 0)
    return bits


@cache
def _table() -> tuple[dict[str, int], dict[str, int]]:
    """Patterns and pieces, each with its bits."""
    patterns: dict[str, int] = {}
    pieces: dict[str, int] = defaultdict(int)
    bit = 1
    for key, told in NEEDS.items():
        patterns[key] = 0
        for row in told.split("~"):
            patterns[key] |= bit
            for piece in row.split("|"):
                pieces[piece] |= bit
            bit <<= 1
    return patterns, dict(pieces)
