"""Hours in Danish text: "kl. 17-19", "halv fem om eftermiddagen", "fra kl. 13 til ca. 16"."""

import re
from dataclasses import dataclass
from datetime import time

from comms.danish.dates.lexicon import NUMBER, NUMBERS

_DIGITS = r"\d{1,2}(?:[.:]\d{2}|½)?(?![\d])"
_SPOKEN = rf"(?:halv|kvart\s+i|kvart\s+over)?\s*\b(?:{NUMBER})\b"
_ANY = rf"(?:{_DIGITS}|{_SPOKEN})"
_PART = (
    r"(?:\s*(?:om\s+)?(?P<part>morgenen|formiddagen|eftermiddagen|aftenen|natten)"
    r"|\s+(?P<part2>aften|morgen|formiddag|eftermiddag)\b)?"
)
_KL = r"\b(?:kl(?:okke[nr])?\b\.?\s*)"
_ABOUT = r"(?:(?:ca|cirka|omkring)\.?\s*)?"
_UNTIL = rf"\s*(?:-|til(?:\s+og\s+med)?)\s*(?:{_KL})?{_ABOUT}"
_PATTERNS = [
    re.compile(
        rf"(?:\bmellem\s+){_KL}?{_ABOUT}(?P<a>{_DIGITS})\s+og\s+(?:{_KL})"
        rf"?{_ABOUT}(?P<b>{_DIGITS}){_PART}"
    ),
    re.compile(rf"(?:\bfra\s+)?{_KL}{_ABOUT}(?P<a>{_ANY})(?:{_UNTIL}(?P<b>{_ANY}))?{_PART}"),
    re.compile(
        rf"\bfra\s+{_ABOUT}(?P<a>{_DIGITS})\s*(?:-|til)\s*{_ABOUT}(?P<b>{_DIGITS})"
        r"(?!\.?\s*(?:kr|år|%|pct|timer|mio|procent|uger|dage|personer|stk))"
    ),
    re.compile(
        r"(?<![\d./:,-])(?P<a>\d{1,2}[.:]\d{2})\s*-\s*(?:(?:ca|"
        r"cirka)\.?\s*)?(?P<b>\d{1,2}[.:]\d{2})"
        rf"(?![\d/:]|\.\d){_PART}"
    ),
    re.compile(
        r"\b(?:starter|begynder|åbner|start|slutter|slut|ankomst|indgang|dørene)\s*:?\s*(?:er\s+)?"
        r"(?P<a>\d{1,2}[.:]\d{2})(?![\d/:]|\.\d)"
    ),
    re.compile(rf"(?P<a>\b(?:halv|kvart\s+i|kvart\s+over)\s+(?:{NUMBER})\b){_PART}"),
    re.compile(r"(?<![\d./:,-])(?P<a>(?:[01]\d|2[0-3]):[0-5]\d)(?![\d/:]|\.\d)"),
]
_DOORS = re.compile(
    r"\b(?:døre(?:ne)?|indgang(?:en)?|indtjekning|check-?in|ankomst)\b[^.!?\n]{0,25}$|"
    r"\bdørene\s+åbner\s*$"
)
_ENDS = re.compile(r"\b(?:slut(?:ter)?|ender|er\s+slut|færdige?|hjem)\b[^.!?\n]{0,15}$")


@dataclass(frozen=True)
class Clock:
    """text[at:to] tells these hours. doors: when one may come in; ends: when it is over."""

    at: int
    to: int
    start: time
    end: time | None = None
    doors: bool = False
    ends: bool = False


def find_clocks(text: str, most: int = 150) -> list[Clock]:
    """The hours, by place, at most so many. text: as `lexicon.plain` gives it."""
    found: list[Clock] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if len(found) >= most:
                break
            if any(c.at < match.end() and match.start() < c.to for c in found):
                continue
            if clock := _clock(text, match):
                found.append(clock)
    return sorted(found, key=lambda clock: clock.at)


def bare_after(text: str, at: int) -> Clock | None:
    """Hours that follow a date at `at` without "kl.": "fre 27/2, 15-17"."""
    match = re.compile(
        r"[\s,:|(]{1,3}(?:fra\s+)?(?P<a>\d{1,2}(?:[.:]\d{2})?)\s*-\s*(?P<b>\d{1,2}(?:[.:]\d{2})?)"
        r"(?![\d/]|\.\d|\.?\s*(?:kr|år|%|pct|timer|personer|januar|februar|marts|april|maj|juni|"
        r"juli|"
        r"august|september|oktober|november|december))"
    ).match(text, at)
    return _clock(text, match) if match else None


def _clock(text: str, match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    part = groups.get("part") or groups.get("part2") or ""
    end = _time(groups["b"], part) if groups.get("b") else None
    start = _time(groups["a"], part, before=end)
    if start is None or (groups.get("b") and end is None):
        return None
    before = text[max(0, match.start() - 40) : match.start()]
    return Clock(
        match.start(),
        match.end(),
        start,
        end,
        bool(_DOORS.search(before)),
        bool(_ENDS.search(before)),
    )


def _time(shown: str, part: str, before: time | None = None) -> time | None:
    shown = shown.strip()
    if shown[0].isdigit():
        bare = shown.replace("½", ".30").replace(":", ".")
        hour, _, minute = bare.partition(".")
        return _at(int(hour), int(minute or 0), part, before)
    words = shown.split()
    hour_number = NUMBERS[words[-1]]
    if words[0] == "halv":
        hour_number, minutes = hour_number - 1, 30
    elif words[0] == "kvart":
        hour_number, minutes = (hour_number - 1, 45) if words[1] == "i" else (hour_number, 15)
    else:
        minutes = 0
    # A spoken hour is on the twelve-hour clock; before seven it is the afternoon's.
    return _at(hour_number, minutes, part or ("eftermiddagen" if hour_number < 7 else ""), None)


def _at(hour: int, minute: int, part: str, before: time | None) -> time | None:
    if part.startswith(("eftermiddag", "aften")) and 1 <= hour < 12:
        fits = before is None or before.hour >= hour + 12 or before.hour < 12
        hour += 12 if fits else 0
    if part.startswith("nat") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
