"""What mail systems put around a text: warnings on top, confidentiality and advice below."""

import re

from comms.errors import BadInput

_MAIL = r"(?:e-?mail(?:en|s)?|mail(?:en|s)?|meddelelse(?:n)?|besked(?:en)?|message|korrespondance)"
_BANNER = re.compile(
    rf"""^\W*(?:
      ekstern\s+(?:afsender|{_MAIL}) | \[?ekstern\]?\s*$ | external\s+(?:sender|{_MAIL}|e-mail)
    | (?:advarsel|obs|bemærk|vigtigt|caution|warning|pas\s+på)\b.{{0,60}}
        (?:ekstern|external|uden\s+for|udefra|outside)
    | denne\s+{_MAIL}\s+(?:er\s+(?:sendt|kommet|modtaget)|kommer|stammer)\s+
        (?:fra\s+(?:en\s+)?(?:ekstern|afsender|person|adresse)|udefra|fra\s+.{{0,30}}uden\s?for)
    | this\s+(?:e-?mail|message)\s+(?:originated|was\s+sent|came)\s+.{{0,20}}outside
    | you\s+don.t\s+often\s+get\s+e?-?mail | du\s+(?:får|modtager)\s+ikke\s+ofte\s+(?:e-?)?mail
    | klik\s+(?:kun|ikke)\s+på\s+links
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SECRET = re.compile(
    rf"""(?:denne|this|dette)\b.{{0,40}}{_MAIL}.{{0,160}}
      (?:fortrolig|confidential|privileged|tavshedspligt|tiltænkt|bestemt\s+for|beregnet\s+(?:til|for)|
         intended)
    | fortrolig\w*\s+(?:oplysning|information|indhold|{_MAIL}).{{0,200}}(?:slet|modtage|fejl|rette)
    | (?:modtaget|fået|received)\b.{{0,60}}(?:ved\s+en\s+fejl|fejlagtigt|in\s+error|by\s+mistake)
    | (?:er\s+du|hvis\s+du)\s+ikke\s+(?:er\s+)?(?:den\s+)?(?:rette|tiltænkte)\s+modtager
    | indhold\w*\s+(?:i|af)\s+{_MAIL}.{{0,40}}fortrolig
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ADVICE = re.compile(
    rf"""tænk\s+på\s+miljøet | (?:før|inden)\s+du\s+(?:printer|udskriver)
    | before\s+(?:you\s+)?print
    | {_MAIL}\s+(?:er\s+)?(?:havnet|endt|kommet)\s+.{{0,40}}fork.{{0,40}}slet
    | (?:kontrolleret|scannet|checked|scanned)\s+(?:for|af|by)\s+.{{0,20}}(?:virus|avast|avg)
    | (?:sådan|læs\s+.{{0,40}})\s*behandler\s+.{{0,40}}(?:personoplysning|persondata)
    | vi\s+behandler\s+(?:dine\s+)?person(?:oplysninger|data)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ARMOUR = "-----BEGIN PGP MESSAGE-----"
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"


def unarmoured(text: str) -> str:
    """A text without the armour of an OpenPGP signature (RFC 9580, 7). Encrypted: BadInput."""
    if _ARMOUR in text and len(text.partition(_ARMOUR)[0]) < 500:
        raise BadInput("mailen er krypteret (PGP): læs den i postkassen")
    before, begun, signed = text.partition(_SIGNED)
    if not begun or _SIGNATURE not in signed:
        return text
    head, _, said = signed.partition("\n\n")
    said, _, armour = (said or head).partition(_SIGNATURE)
    after = armour.partition("-----END PGP SIGNATURE-----")[2]
    return before + re.sub(r"^- ", "", said, flags=re.MULTILINE).strip() + after


def cut_banner(text: str) -> str:
    """The text without a warning that its first paragraphs may hold."""
    paragraphs = text.strip().split("\n\n")
    for index, paragraph in enumerate(paragraphs[:3]):
        if len(paragraph) < 700 and _BANNER.match(paragraph):
            first, _, rest = paragraph.partition("\n")
            # A banner is a paragraph of its own; where no empty line follows, it is one line.
            keep = [rest] if rest and not _BANNER.match(rest) and len(first) > 40 else []
            return "\n\n".join([*paragraphs[:index], *keep, *paragraphs[index + 1 :]])
    return text


def cut_footers(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the legal paragraphs and lines in it, and these."""
    kept: list[str] = []
    cut: list[str] = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        legal = [line for line in lines if _is_legal(line)]
        if legal:
            cut += legal
            kept.append("\n".join(line for line in lines if line not in legal))
        else:
            (cut if _is_legal(paragraph) else kept).append(paragraph)
    return "\n\n".join(filter(None, kept)), tuple(line.strip() for line in cut)


def is_confidential(footers: tuple[str, ...]) -> bool:
    """Does one of them say that the mail is confidential?"""
    return any(_SECRET.search(footer) for footer in footers)


def _is_legal(text: str) -> bool:
    return len(text) < 2500 and bool(_SECRET.search(text) or _ADVICE.search(text))
