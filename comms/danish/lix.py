"""LIX, the readability figure: words a sentence + per cent of words over six letters.

Source: C.H. Björnsson, "Läsbarhet" (1968).
"""

import re
from dataclasses import dataclass

from comms.danish.pattern import Pattern
from comms.danish.words import sentences

WARN_ABOVE = 40
_TOKEN = Pattern(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,:–-]*")
_LINK = Pattern(r"https?://\S+|(?<!\S)[^\s@]{1,64}@\S+")


@dataclass(frozen=True)
class Lix:
    """value: the figure, rounded. words, long_words (over six letters), sentences: its parts."""

    value: int
    words: int
    long_words: int
    sentences: int

    @property
    def level(self) -> str:
        """In words: "meget let" to "meget svær"."""
        steps = ((25, "meget let"), (35, "let"), (45, "middel"), (55, "svær"))
        return next((name for limit, name in steps if self.value < limit), "meget svær")

    @property
    def hard(self) -> bool:
        """Above the level we warn at; a warning never blocks."""
        return self.value > WARN_ABOVE


def lix(text: str) -> Lix:
    """The LIX of a Danish text. Hours, numbers and links are no long words."""
    bare = _LINK.sub("", text)
    found = [sentence for sentence in sentences(bare) if re.search(r"[^\W\d_]", sentence)]
    tokens = _TOKEN.findall(bare)
    long = [token for token in tokens if len(token) > 6 and not token[0].isdigit()]
    if not tokens or not found:
        return Lix(0, 0, 0, 0)
    value = len(tokens) / len(found) + 100 * len(long) / len(tokens)
    return Lix(round(value), len(tokens), len(long), len(found))
