"""Days and hours in English, as newcomers and their friends write: "Sat 14 March, 2-4 pm"."""

import re
from collections.abc import Iterator
from datetime import date

from comms.danish.dates.lexicon import DAY, YEAR
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.years import full_year, in_year, on_day
from comms.danish.pattern import Pattern

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_WD = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b\.?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# Words that only English dates and hours have: what is quick to look for first.
_WORDS = Pattern(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|june|july|"
    r"october|may(?<!\wmay)\b|oct(?<!\woct)\b"
)
_IN_NUMBERS = Pattern(r"\d(?:\s?[ap]\.?m|st|nd|rd|th)\b")
_DAY_FIRST = Pattern(
    rf"(?:\b(?P<wd>{_WD}),?\s+)?(?:the\s+)?(?<![\d/.,:-])(?P<day>{DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"\b(?P<month>{_MONTH})(?:,?\s+(?P<year>{YEAR}))?"
)
_MONTH_FIRST = Pattern(
    rf"(?:\b(?P<wd>{_WD}),?\s+)?\b(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:st|nd|rd|th)?\b"
    rf"(?!\.?\s*-\s*\d)(?:,?\s+(?P<year>{YEAR}))?"
)
_HOUR = r"(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?"
_PM = r"[ ]?(?P<{}>[ap])\.?m\b\.?"
# "6.30 pm", "2-4 pm", "2pm to 4pm", "from 11 am to 2 pm"
CLOCK = Pattern(
    rf"(?:\b(?:from|between|at)\s+)?(?<![\d.,:/-])(?P<en_a>{_HOUR})"
    rf"(?:{_PM.format('pm_a')}|[ ]noon)?"
    rf"\s*(?:-|to|till|until|and)\s*(?P<en_b>{_HOUR}){_PM.format('pm_b')}"
    rf"|(?:\b(?:from|at)\s+)?(?<![\d.,:/-])(?P<en_one>{_HOUR}){_PM.format('pm_one')}"
    r"|\b(?:at|from)\s+(?P<at>(?:1\d|2[0-3]):[0-5]\d)(?!\s*(?:-|to)\s*\d)"
)


def is_english(text: str) -> bool:
    """Does it hold a word or an hour that only English has? text: in small letters."""
    return bool(_WORDS.search(text) or _IN_NUMBERS.search(text))


def english_days(text: str, ref: date) -> Iterator[Mention]:
    """Every day told in English with its month. text: as `lexicon.plain` gives it."""
    if not is_english(text):
        return
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            # "14 mar", "3. april": without an English word it is left to the Danish rules.
            if is_english(match.group()) or match["wd"]:
                yield from _told(match, ref)


def _told(match: re.Match[str], ref: date) -> Iterator[Mention]:
    month = _MONTHS.index(match["month"][:3]) + 1
    weekday = _WEEKDAYS.index(match["wd"][:3]) if match["wd"] else None
    day = int(match["day"])
    if match["year"]:
        told = on_day(full_year(match["year"]), month, day)
        found = (told, weekday not in (None, told.weekday())) if told else None
    else:
        found = in_year(lambda year: on_day(year, month, day), ref, weekday)
    if found:
        yield Mention(
            match.start(),
            match.end(),
            (found[0],),
            strength=Strength.FULL,
            conflict=found[1],
            year_told=bool(match["year"]),
        )


def on_the_day(shown: str, half: str) -> str:
    """ "2" and "p" → "14.00": an English hour on the clock of the whole day."""
    hour, _, minutes = shown.replace(":", ".").partition(".")
    whole = int(hour) % 12 + (12 if half == "p" else 0)
    return f"{whole}.{minutes or '00'}"
