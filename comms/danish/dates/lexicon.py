"""The words that Danish dates are made of."""

import re
from collections.abc import Iterable

from comms.danish.calendar import MONTHS, WEEKDAYS

WEEKDAY = "|".join(WEEKDAYS)
# Short forms stand before a number only: "to" is two, "on" and "ma" are parts of other words.
SHORT_WEEKDAY = r"(?:man|tirs|tir|ons|tors|tor|fre|lør|søn|ma|ti|on|to|fr|lø|sø)\b\.?"
ANY_WEEKDAY = rf"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
PART = r"(?:\s+(?:morgen|formiddag|middag|eftermiddag|aften|nat)\b)?"
MONTH = (
    r"januar|jan|februar|febr|feb|marts|mar|april|apr|maj|juni|jun|juli|jul|august|aug|"
    r"september|sept|sep|oktober|okt|november|nov|december|dec"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
YEAR = r"(?:(?:19|20)\d\d(?!\d)|'\d\d(?!\d))"
ORDINALS = {
    "første": 1, "1.": 1, "anden": 2, "andet": 2, "2.": 2, "tredje": 3, "3.": 3, "fjerde": 4,
    "4.": 4, "femte": 5, "5.": 5, "sidste": -1, "næstsidste": -2,
}  # fmt: skip
ORDINAL = "|".join(re.escape(word) for word in ORDINALS)
NUMBERS = {
    "en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8,
    "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip
NUMBER = "|".join(NUMBERS)
# Words for the day of a month: "den tredje marts".
SPOKEN_DAYS = {
    "første": 1, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "syvende": 7,
    "ottende": 8, "niende": 9, "tiende": 10, "ellevte": 11, "tolvte": 12, "trettende": 13,
    "fjortende": 14, "femtende": 15, "sekstende": 16, "syttende": 17, "attende": 18,
    "nittende": 19, "tyvende": 20, "enogtyvende": 21, "toogtyvende": 22, "treogtyvende": 23,
    "fireogtyvende": 24, "femogtyvende": 25, "seksogtyvende": 26, "syvogtyvende": 27,
    "otteogtyvende": 28, "niogtyvende": 29, "tredivte": 30, "enogtredivte": 31,
}  # fmt: skip

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " ", "\u202f": " ", "\t": " "})


def plain(text: str) -> str:
    """Small letters, simple dashes and blanks; every sign keeps its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return lowered.translate(_DASHES)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in these places. spans: in order, none within another."""
    out: list[str] = []
    done = 0
    for at, to in spans:
        at = max(at, done)
        out += [text[done:at], " " * max(0, to - at)]
        done = max(done, to)
    return "".join([*out, text[done:]])


def weekday_number(word: str) -> int:
    """0 for "mandag", "man.", "ma"."""
    bare = word.lower().rstrip(".")
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(bare[:2]))


def month_number(word: str) -> int:
    """3 for "marts", "mar."."""
    return next(i for i, name in enumerate(MONTHS) if name.startswith(word[:3])) + 1


def count(word: str) -> int:
    """4 for "fire" and "4"."""
    return int(word) if word.isdigit() else NUMBERS[word]
