"""Danish civil registration numbers (CPR), found in running text.

Source: CPR-kontoret, "Personnummeret i CPR" — DDMMYY-XXXX. Modulus 11 is never asked for, since
numbers without it have been given out since 2007. Replacement numbers add 60 to the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANKS = r"[ \t\u00a0\u2000-\u200b\u202f\u2060\ufeff]*"
_DASH = r"[-\u00ad\u2010-\u2015\u2212./_]"
_PAIR = rf"(?:{_BLANKS}{_DASH}?{_BLANKS})"
# One line break may stand before the last four: mail programs wrap there.
_MARK = rf"(?:{_BLANKS}(?:\r?\n[> ]*)?{_BLANKS}{_DASH}?{_BLANKS}(?:\r?\n[> ]*)?{_BLANKS})"
_SHAPE = re.compile(
    rf"""
    (?<![0-9])(?<![0-9][.,/])
    (?P<day>[0-9]{{2}}){_PAIR}(?P<month>[0-9]{{2}}){_PAIR}(?:(?:18|19|20)(?=[0-9]{{2}}[^0-9]))?
    (?P<year>[0-9]{{2}})(?P<mark>{_MARK})(?P<serial>[0-9]{{2}}{_BLANKS}[0-9]{{2}})
    (?![0-9])(?![,.:][0-9])
    """,
    re.VERBOSE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FULL_DATE = re.compile(r"[0-9]{2}\W+[0-9]{2}\W+(?:19|20)[0-9]{2}(?:\s|$)")
_OTHER_NUMBER = re.compile(r"(?:\+|ean|cvr|tlf|konto|telefon|mobil|faktura|iban)[ .:nr]*$")
_GLUED_WORD = re.compile(r"(?:cpr|nr|nummer)$", re.IGNORECASE)


@dataclass(frozen=True)
class CprNumber:
    """Where a number stands: text[start:end]. `digits` are its digits, blanks and dashes gone."""

    start: int
    end: int
    digits: str


def find(text: str) -> Iterator[CprNumber]:
    """Every place that reads as a CPR number, leaving out longer numbers it is only a part of."""
    for match in _SHAPE.finditer(text):
        if _is_birthday(match) and not _is_another_number(text, match):
            digits = re.sub(r"[^0-9]", "", match.group())
            yield CprNumber(match.start(), match.end(), digits)


def _is_birthday(match: re.Match[str]) -> bool:
    day, month = int(match["day"]), int(match["month"])
    return 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= _DAYS[month - 1]


def _is_another_number(text: str, match: re.Match[str]) -> bool:
    """A date with hours, a phone, an account: unless a dash before the last four says CPR."""
    shown = match.group()
    if _FULL_DATE.match(shown):
        return True
    if re.search(r"[-\u2010-\u2015\u2212/]", match["mark"]):
        return False
    before = text[max(0, match.start() - 16) : match.start()]
    after = text[match.end() : match.end() + 4]
    if before[-1:].isalpha() and not _GLUED_WORD.search(before):
        return True
    if after[:1].isalpha() and shown.isdigit():
        return True
    return bool(_OTHER_NUMBER.search(before.lower()) or re.match(r"[ \u00a0/-]+[0-9]{2}", after))
