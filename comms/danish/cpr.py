"""Danish civil registration numbers (CPR), found in running text.

Source: CPR-kontoret, "Personnummeret i CPR" — DDMMYY-XXXX. Modulus 11 is never asked for, since
numbers without it have been given out since 2007. Replacement numbers add 60 to the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comms.danish.pattern import Pattern

_BLANKS = r"[ \t\u00a0\u2000-\u200b\u202f\u2060\ufeff]*+"
_DASH = r"[-\u00ad\u2010-\u2015\u2212./_]"
_PAIR = rf"(?:{_BLANKS}{_DASH}?{_BLANKS})"
# One line break may stand before the last four: mail programs wrap there.
_MARK = (
    rf"(?:{_BLANKS}(?:\r?\n[> ]*+)?{_BLANKS}(?:{_DASH}{{0,2}}|[:,(])"
    rf"{_BLANKS}(?:\r?\n[> ]*+)?{_BLANKS})"
)
_SHAPE = Pattern(
    rf"""
    (?<![0-9])(?<![0-9][.,/])
    (?P<day>[0-9]{{2}}){_PAIR}(?P<month>[0-9]{{2}}){_PAIR}(?:(?:18|19|20)(?=[0-9]{{2}}[^0-9]))?
    (?P<year>[0-9]{{2}})(?P<mark>{_MARK})(?P<serial>[0-9]{{2}}{_BLANKS}[0-9]{{2}})
    (?![0-9])(?![,.:][0-9])
    """,
    re.VERBOSE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FULL_DATE = Pattern(r"[0-9]{2}\W+[0-9]{2}\W+(?:19|20)[0-9]{2}(?:\s|$)")
_PLUS = Pattern(r"\+[ ]*$")
# What a number is called that stands right behind: then it is that, and no person's.
_CALLED = Pattern(
    r"""(?:^|[^a-zæøå])(?:
      (?:ordre|bestillings?|faktura|kreditnota|kvitterings?|bilags?|journal|akt|j|vare|kunde|medlems?|
      booking|reservations?|reference|ref|billet|track(?:ing)?|pakke|forsendelses?|serie|stel|police|
      aftale|kontrakt|rekvisitions?|projekt|ticket|case|order|invoice|løbe|konto|kort|gironr|fi|lokations?|
      matrikel|bolig|lejemåls?|tlf|telefon|mobil|mob|ean|gln|cvr|se|iban|isbn|p)
      (?:numre|nummer|nr|no|id|kode)?(?:et|s|en|er)?
      |sags?(?:numre|nummer|nr|no|id)(?:et|s)?|sag(?=[ ]?[#/_])
    )[ .:#_/=-]{0,6}(?:nr|no|nummer|id)?[ .:#_/=-]{0,4}$""",
    re.VERBOSE,
)
_APART = (
    Pattern(
        r"\b(?P<born>[0-9]{6})\b[^0-9]{1,40}\bsidste\s+(?:fire|4)\b[^0-9]{0,20}(?P<four>[0-9]{4})\b",
        re.IGNORECASE,
    ),
    Pattern(
        r"\bsidste\s+(?:fire|4)\b[^0-9]{0,20}(?P<four>[0-9]{4})\b[^0-9]{1,40}\b(?P<born>[0-9]{6})\b",
        re.IGNORECASE,
    ),
)
_GLUED_WORD = Pattern(r"(?:cpr|nr|nummer)$", re.IGNORECASE)


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
    for shape in _APART:
        for match in shape.finditer(text):
            if _possible(int(match["born"][:2]), int(match["born"][2:4])):
                yield CprNumber(match.start(), match.end(), match["born"] + match["four"])


def _is_birthday(match: re.Match[str]) -> bool:
    return _possible(int(match["day"]), int(match["month"]))


def _possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= _DAYS[month - 1]


def _is_another_number(text: str, match: re.Match[str]) -> bool:
    """A date with hours, a phone, an account, an order: what stands before it says so."""
    shown = match.group()
    before = text[max(0, match.start() - 32) : match.start()]
    after = text[match.end() : match.end() + 4]
    if _FULL_DATE.match(shown) or _CALLED.search(before.lower()):
        return True
    if re.search(r"[-\u2010-\u2015\u2212/]", match["mark"]):
        return False
    if before[-1:].isalpha() and not _GLUED_WORD.search(before):
        return True
    if after[:1].isalpha() and shown.isdigit():
        return True
    dated = not match["mark"].strip() and re.match(r"[0-9]{2}[./-]", shown)
    if dated and re.search(r"\b(?:den|d\.)[ ]$", before):
        return True
    return bool(_PLUS.search(before) or re.match(r"[ \u00a0/-]+[0-9]{2}", after))
