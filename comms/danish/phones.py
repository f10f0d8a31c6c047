"""Phone numbers as Danes write them: eight digits in pairs, in fours, in threes and twos."""

import re
from collections.abc import Iterator

from comms.danish.name_lines import signed_from
from comms.danish.pattern import Pattern
from comms.danish.spots import Told

_LINK = Pattern(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,64}@\S+")
_B = r"[  \t]"
# Invented numbers begin with 00, so two more digits may stand in front.
_ABROAD = rf"(?:\(?(?:\+|00)45\)?{_B}?[.-]?{_B}?|00{_B})?"
_PHONE = Pattern(
    rf"""(?=[+(\d])(?<![\d.,/#-])(?<!\d{_B})(?P<land>{_ABROAD})(?P<own>
      \d{{2}}{_B}\d{{2}}{_B}\d{{2}}{_B}\d{{2}} | \d{{4}}{_B}\d{{4}} | \d{{8}} |
        \d{{2}}\.\d{{2}}\.\d{{2}}\.\d{{2}}
    | \d{{2}}-\d{{2}}-\d{{2}}-\d{{2}} | \d{{3}}{_B}\d{{2}}{_B}\d{{3}} |
      \d{{2}}{_B}\d{{3}}{_B}\d{{3}} | \d{{3}}{_B}\d{{3}}{_B}\d{{2}}
    | \d{{2}}{_B}\d{{2}}{_B}\d{{4}} | \d{{4}}{_B}\d{{2}}{_B}\d{{2}} | \d{{5}}{_B}\d{{3}} |
      \d{{3}}{_B}\d{{5}} | \d{{4}}[.-]\d{{4}} | \d{{2}}{_B}\d{{6}}
    | \d{{2}}/\d{{2}}/\d{{2}}/\d{{2}} | \d{{2}}{_B}?-{_B}?\d{{2}}{_B}\d{{2}}{_B}\d{{2}} |
      \d{{2}}\.\d{{3}}\.\d{{3}}
    | (?:\d{_B}){{7}}\d
    )(?![\d/]|-\d|[.,:]\d|{_B}\d{{2}}\b)""",
    re.VERBOSE,
)
_FOREIGN = Pattern(r"(?<![\d+])\+(?!45)[1-9]\d{0,2}(?:[  ()-]{0,2}\d{2,4}){2,5}(?![\d/])")
_CUE = Pattern(
    r"\b(?:tlf|telefon\w*|mobil\w*|mob|ring\w*|sms|kald|opkald|nummer|nr|whatsapp|signal|"
    r"vagt\w*|\w*telefon\w*|"
    r"tekst|skriv|ringes|fanges|træffes|kontakt\w*)\b[^\d\n]{0,40}$",
    re.IGNORECASE,
)
_CALLED = Pattern(
    r"\b(?:cvr|se|ean|gln|konto\w*|reg|sags?\w*|journal\w*|faktura\w*|ordre\w*|"
    r"bestilling\w*|vare\w*|kunde\w*|medlems?\w*|booking\w*|"
    r"reference\w*|ref|billet\w*|p|id|isbn|fi|kort\w*|løbe\w*|box|pin|kode|lokations?\w*|"
    r"matrikel\w*|aftale\w*|police\w*|pakke\w*|journal\w*|"
    r"kl|klokken|år|årene|fra)\b\W{0,3}(?:nr|nummer|no|fx|f\.eks|eks)?\W{0,3}$",
    re.IGNORECASE,
)
_DATE = Pattern(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0\d|1[0-2])(?:19|20)\d\d")
_YEARS = Pattern(r"(?:19|20)\d\d\D(?:19|20)\d\d")
_MONEY = Pattern(
    r"\s*(?:kr|dkk|kroner|€|%|skridt|gange|km|meter|m\b|kg|liter|timer|stk|sider|mennesker|danskere|,-)",
    re.IGNORECASE,
)


def phones(text: str) -> Iterator[Told]:
    """Each phone number that is told: no dates, accounts, parts of links or of a signature."""
    bare = _LINK.sub(lambda match: " " * len(match.group()), text[: signed_from(text)])
    for match in _PHONE.finditer(bare):
        if _is_phone(bare, match):
            yield Told(match.start(), match.end(), match.group())
    for match in _FOREIGN.finditer(bare):
        if 8 <= sum(sign.isdigit() for sign in match.group()) <= 15:
            yield Told(match.start(), match.end(), match.group())


def _is_phone(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 48) : match.start()]
    digits = re.sub(r"\D", "", match["own"])
    if _CALLED.search(before[-24:]) or _MONEY.match(text, match.end()):
        return False
    if match["land"] or _CUE.search(before):
        return True
    odd = re.fullmatch(r"\d{2}\.\d{3}\.\d{3}|\d{4}[.-]\d{4}|(?:\d\s){7}\d", match["own"])
    return not (odd or _DATE.fullmatch(digits) or _YEARS.fullmatch(match["own"]))
