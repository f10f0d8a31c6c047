"""One hour in Danish words or digits: "17.30", "halv fem", "tyve minutter i otte", "midnat"."""

import re
from datetime import time

from comms.danish.dates.lexicon import NUMBERS

HOURS = NUMBERS | {
    "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18,
    "nitten": 19, "tyve": 20, "enogtyve": 21, "toogtyve": 22, "treogtyve": 23, "fireogtyve": 24,
    "ét": 1, "én": 1,
}  # fmt: skip
HOUR_WORD = "|".join(sorted((w for w in HOURS if w != "en"), key=len, reverse=True))
_MINUTES = r"(?:fem|ti|tyve|[1-9]|1\d|2\d)"
# A comma parts minutes only where they are whole fives: "kl. 10,12 og 14" is three hours.
DIGITS = r"(?:\d{1,2}(?:[.:]\d{2}|,[0-5][05]|\s?[½¼¾]|\s1/2(?!\d))?(?!\d|[.:]\d\d(?:\D|$)))"
FOUR_DIGITS = r"(?:(?:[01]\d|2[0-3])[0-5]\d(?!\d))"
_STEP = (
    r"(?:(?:et\s+)?kvart(?:er)?\s+(?:i|over)|halv|"
    rf"{_MINUTES}(?:\s+min(?:utter|\.)?)?\s+(?:i|over)(?:\s+halv)?)"
)
STEPPED = rf"(?:\b{_STEP}\s+(?:(?:{HOUR_WORD})\b|\d{{1,2}}(?![\d.:])))"
NAMED = r"(?:\bmidnat\b|\bmiddag\b(?!\s+til\b))"
SPOKEN = rf"(?:{STEPPED}|\b(?:{HOUR_WORD})\b|{NAMED})"
_PARTS_OF_HOUR = {"½": 30, "¼": 15, "¾": 45}
_SPOKEN_MINUTES = {"fem": 5, "ti": 10, "tyve": 20}


def read_hour(shown: str, part: str, before: time | None = None) -> time | None:
    """The time of day, or None for 25 o'clock. part: "aftenen", "morgenen" or empty.

    before: the hour it ends at, so that "7-9 om aftenen" and "10-7 om aftenen" part ways.
    """
    shown = shown.strip()
    if shown in ("midnat", "middag"):
        return time(0 if shown == "midnat" else 12)
    if shown.endswith(" 1/2"):
        shown = shown.removesuffix(" 1/2") + "½"
    if shown[-1] in _PARTS_OF_HOUR:
        return _at(int(shown[:-1]), _PARTS_OF_HOUR[shown[-1]], part, before)
    if re.fullmatch(FOUR_DIGITS, shown):
        return _at(int(shown[:2]), int(shown[2:]), part, before)
    if re.fullmatch(r"\d{1,2}(?:[.:,]\d\d)?", shown):
        hour, _, minute = shown.replace(":", ".").replace(",", ".").partition(".")
        return _at(int(hour), int(minute or 0), part, before)
    return _spoken(shown.split(), part)


def _spoken(words: list[str], part: str) -> time | None:
    hour = int(words[-1]) if words[-1].isdigit() else HOURS[words[-1]]
    minutes = hour * 60 + _offset(words[:-1])
    # A spoken hour is on the twelve-hour clock; before seven it is the afternoon's.
    part = part or ("eftermiddagen" if 0 < hour < 7 else "")
    return _at(minutes // 60 % 24, minutes % 60, part, None)


def _offset(words: list[str]) -> int:
    """Minutes from the hour named: -30 for "halv", -10 for "ti minutter i"."""
    half = -30 if "halv" in words else 0
    if "i" not in words and "over" not in words:
        return half
    first = words[1] if words[0] == "et" else words[0]
    count = (
        15
        if first.startswith("kvart")
        else int(first)
        if first.isdigit()
        else _SPOKEN_MINUTES[first]
    )
    return half + (count if "over" in words else -count)


def _at(hour: int, minute: int, part: str, before: time | None) -> time | None:
    if part.startswith(("eftermiddag", "aften")) and 1 <= hour < 12:
        fits = before is None or before.hour >= hour + 12 or before.hour < 12
        hour += 12 if fits else 0
    if part.startswith("nat") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
