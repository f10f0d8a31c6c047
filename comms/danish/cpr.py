"""Danish civil registration numbers (CPR), found in running text.

Source: CPR-kontoret, "Personnummeret i CPR" — DDMMYY-XXXX. Modulus 11 is never asked for, since
numbers without it have been given out since 2007. Replacement numbers add 60 to the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Between the parts: nothing, blanks of any kind, a dash of any kind, dot, slash, one line break.
_GAP = r"[ \t\u00a0\u2000-\u200b\u202f]*"
_DASH = r"[-\u00ad\u2010-\u2015\u2212./_:]"
_MARK = rf"(?:{_GAP}\r?\n?{_GAP}{_DASH}?{_GAP}\r?\n?{_GAP})"
_PAIR = rf"(?:{_GAP}{_DASH}?{_GAP})"
_SHAPE = re.compile(
    rf"""
    (?<![0-9A-Za-zÆØÅæøå])(?<![0-9][.,/])
    (?P<day>[0-9]{{2}}){_PAIR}(?P<month>[0-9]{{2}}){_PAIR}(?P<year>[0-9]{{2}})
    (?P<mark>{_MARK})
    (?P<serial>[0-9]{{2}}{_PAIR}[0-9]{{2}})
    (?![0-9])(?![,.:][0-9])
    """,
    re.VERBOSE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class CprNumber:
    """Where a number stands: text[start:end]. `digits` are its ten digits."""

    start: int
    end: int
    digits: str


def find(text: str) -> Iterator[CprNumber]:
    """Every place that reads as a CPR number, leaving out longer numbers it is only a part of."""
    for match in _SHAPE.finditer(text):
        digits = re.sub(r"[^0-9]", "", match.group())
        if _is_birthday(digits) and not _part_of_something_else(text, match):
            yield CprNumber(match.start(), match.end(), digits)


def _is_birthday(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= _DAYS[month - 1]


def _part_of_something_else(text: str, match: re.Match[str]) -> bool:
    """A phone list, an account, a date with a year: ten digits that say themselves they are none."""
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if re.search(r"(?:\+|00|ean|cvr|tlf|konto|telefon|mobil|fakt|iban)[ .:nr]*$", before):
        return _plain(match)
    shown = match.group()
    after = text[match.end() : match.end() + 6]
    blanks_only = re.fullmatch(r"[0-9 \u00a0]+", shown) is not None
    # Pairs of digits with blanks are a CPR number only when nothing more of a number follows.
    return blanks_only and bool(re.match(r"[ \u00a0][0-9]{2}", after))


def _plain(match: re.Match[str]) -> bool:
    """No dash before the last four: then the word in front of it decides what it is."""
    return not re.search(r"[-\u2010-\u2015\u2212/]", match.group("mark"))
