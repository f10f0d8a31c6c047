"""What mail systems put around a text: warnings on top, confidentiality and advice below."""

import re

from comms.danish.pattern import Pattern
from comms.errors import BadInput

_MAIL = r"(?:e-?mail(?:en|s)?|mail(?:en|s)?|meddelelse(?:n)?|besked(?:en)?|message|korrespondance)"
_BANNER = Pattern(
    rf"""^\W*(?:
      ekstern\s+(?:afsender|{_MAIL}) | \[?ekstern\]?\s*$ | external\s+(?:sender|{_MAIL}|e-mail)
    | (?:advarsel|obs|bemærk|vigtigt|caution|warning|pas\s+på)\b.{{0,60}}
        (?:ekstern|external|uden\s+for|udefra|outside)
    | denne\s+{_MAIL}\s+(?:er\s+(?:sendt|kommet|modtaget)|kommer|stammer)\s+
        (?:fra\s+(?:en\s+)?(?:ekstern|afsender|person|adresse)|udefra|fra\s+.{{0,30}}uden\s?for)
    | this\s+(?:e-?mail|message)\s+(?:originated|was\s+sent|came)\s+.{{0,20}}outside
    | (?:you|some\s+people)\s.{{0,60}}don.t\s+often\s+get\s+e?-?mail
    | du\s+(?:får|modtager)\s+ikke\s+ofte\s+(?:e-?)?mail
    | klik\s+(?:kun|ikke)\s+på\s+links
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SECRET = Pattern(
    rf"""(?:denne|this|dette)\b.{{0,40}}{_MAIL}.{{0,160}}
      (?:fortrolig|confidential|privileged|tavshedspligt|tiltænkt|bestemt\s+for|beregnet\s+(?:til
        |for)|
         intended)
    | fortrolig\w*\s+(?:oplysning|information|indhold|{_MAIL}).{{0,200}}(?:slet|modtage|fejl|rette)
    | (?:modtaget|fået|received)\b.{{0,60}}(?:ved\s+en\s+fejl|fejlagtigt|in\s+error|by\s+mistake)
    | (?:er\s+du|hvis\s+du)\s+ikke\s+(?:er\s+)?(?:den\s+)?(?:rette|tiltænkte)\s+modtager
    | indhold\w*\s+(?:i|af)\s+{_MAIL}.{{0,40}}fortrolig
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ADVICE = Pattern(
    rf"""
        tænk\s+på\s+(?:miljøet|naturen|træerne|klimaet) | (?:før|inden)\s+du\s+(?:printer
        |udskriver)
    | before\s+(?:you\s+)?print | (?:spar|skån)\s+(?:på\s+)?(?:papiret|miljøet|træerne)
    | {_MAIL}\s+(?:er\s+)?(?:havnet|endt|kommet)\s+.{{0,40}}fork.{{0,40}}slet
    | (?:kontrolleret|scannet|tjekket|checked|scanned)\s+(?:for|af|by)\s+.{{0,20}}(?:virus
      |malware|avast|avg|norton)
    | ^\W*virus(?:fri|-free)\b.{{0,60}}$
    | (?:sådan|læs\s+.{{0,40}}|se\s+.{{0,40}})\s*behandler\s+.{{0,40}}(?:personoplysning|persondata)
    | vi\s+(?:behandler|passer\s+på|registrerer)\s+(?:dine\s+)?person(?:oplysninger|data)
    | (?:læs|se)\s+(?:mere\s+)?(?:om\s+)?(?:vores\s+)?(?:privatlivs|persondata
      |databeskyttelses)politik
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# What a list or a mailing adds below (RFC 2369's words for people), and a meeting's join lines.
_ADDED = Pattern(
    r"""^\W*(?:
      (?:du|i)\s+(?:modtager|får)\s+(?:denne|dette|den\s+her|disse)\s+[\w-]*(?:mail|brev|meddelelse
        |besked)\w*\b.{0,40}(?:fordi|da|som)\b.*
    | you\s+(?:are\s+)?receiv\w+\s+this\b.*
    | (?:denne|dette|den\s+her)\s+[\w-]*(?:mail|nyhedsbrev|brev|meddelelse)\w*\s+(?:er
      |blev)\s+(?:\w+\s+)?sendt\s+til\s+\S+@.*
    | this\s+(?:e-?mail|message)\s+was\s+sent\s+to\s.*
    | (?:klik\s+her\s+for\s+at\s+)?(?:afmeld\w*|frameld\w*
      |unsubscribe)(?:\s+\S+){0,5}\s*(?::\s*)?<?https?://\S+.*
    | to\s+unsubscribe\b.* | (?:for\s+at\s+)?(?:afmelde|framelde)\s+(?:dig
      |denne)\b.{0,80}(?:klik|https?://|send).*
    | .{0,60}\bmailing\s?list\W*$ | https?://\S+/(?:listinfo|postorius|mailman)\S*
    | microsoft\s+teams(?:-møde)?(?:\s+(?:har\s+du\s+brug\s+for\s+hjælp|need\s+help).*)?
    | har\s+du\s+brug\s+for\s+hjælp\?.{0,40} | (?:deltag|join)\s+(?:i\s+mødet\s+nu
      |the\s+meeting\s+now|på\s+(?:din\s+)?(?:computer|mobil)|on\s+your).*
    | (?:møde-?id|meeting\s+id|adgangskode|passcode|konference-?id)\s*:\s*[\w ]{3,40}
      | (?:for\s+mødearrangører|for\s+organizers)\b.*
    | (?:klik\s+her\s+for\s+at\s+deltage|click\s+here\s+to\s+join)\b.* | (?:mødeindstillinger
      |meeting\s+options)\W.*
    | (?:download\s+teams|find\s+et\s+lokalt\s+nummer|nulstil\s+pinkode)\b.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# A warning of any make: of these kinds of words several stand in one short paragraph on top.
_MARK = Pattern(
    r"^\W*[⚠*!\[(<=#]{1,6}|\b(?:obs|advarsel|bemærk|vigtigt|caution|warning|achtung|pas\s+på"
    r"|nb)\b",
    re.IGNORECASE,
)
_ORIGIN = Pattern(
    r"\beksterne?n?\b|\bexternal\b|\bextern\w*|\bude\s?fra\b|\buden\s?for\b|\boutside\b"
    r"|\bukendt\b|\bfremmed\b|"
    r"\b(?:kender|genkender)\s+(?:du\s+)?(?:ikke\s+)?(?:afsender|indhold)|ikke\s+ofte|first\s+time|"
    r"\bny\s+afsender|ikke\s+(?:bekræftet|verificeret|godkendt)|\bunknown\b|internettet",
    re.IGNORECASE,
)
_CAUTION = Pattern(
    r"\bklik\w*|\blinks?\b|\bvedhæft\w*|\båbn\s+(?:ikke|kun)|\bmistænk\w*|\bphishing"
    r"|\bpas\s+på\b|\bforsigtig\w*|"
    r"\bkritisk\b|\bopmærksom\b|\bclick\b|\battachments?\b|\bsvindel|\bstol\s+ikke|\btænk\s+dig"
    r"|\bhvorfor\s+(?:det|dette)\s+er\s+vigtigt",
    re.IGNORECASE,
)
_POST = Pattern(
    rf"\b{_MAIL}\b|\bafsender\w*|\bdomæne\w*|\bsender\b|\borganisation\w*", re.IGNORECASE
)
# Confidentiality in any wording: what it is, whom it is for, that it strayed, what to do then.
_LEGAL = (
    Pattern(
        rf"\b{_MAIL}\b|\bnachricht\b|\bindholdet\b|\bbilag\b|\boplysningerne\b|\bcontents\b",
        re.IGNORECASE,
    ),
    Pattern(
        r"fortrolig|confidential|privileged|tavshedspligt|vertraulich|følsom\w*\s+(?:oplysning"
        r"|person)|"
        r"personlige?\s+oplysninger|ikke\s+til\s+offentlig|uvedkommende",
        re.IGNORECASE,
    ),
    Pattern(
        r"\b(?:tiltænkt|bestemt|beregnet|rettet|adresseret|intended|solely|addressee"
        r"|modtageren?\b|modtagerens\s+(?:brug|øjne|eje)|recipient|empfänger|"
        r"forkert|fejl\w*|mistake|error|irrtümlich|havnet|utilsigtet|rette\s+vedkommende)",
        re.IGNORECASE,
    ),
    Pattern(
        r"\bslet\w*|\bdelete\w*|\bdestroy|\bnotify|\bkontakte?\s+(?:os|afsender)"
        r"|\bgive?\s+(?:os\s+)?besked|\bmust\s+not|"
        r"\bmå\s+ikke|\bikke\s+(?:må|tilladt|videre)|\bprohibited|\bunauthori|\blöschen"
        r"|\bdel\s+(?:den|det)\s+ikke|"
        r"\breturner\w*|\bsende\s+den\s+retur|\bvidereformidle|\bkopier\w*|\bmakulér|\bse\s+bort",
        re.IGNORECASE,
    ),
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
        if len(paragraph) < 700 and _warns(paragraph):
            # A banner is a paragraph; where no empty line follows, it is its first lines.
            lines = paragraph.split("\n")
            while lines and _warns(" ".join(lines[:1])):
                lines.pop(0)
            whole = len(lines) == len(paragraph.split("\n")) or not "".join(lines).strip()
            keep = [] if whole or _is_warning(" ".join(lines)) else ["\n".join(lines)]
            return "\n\n".join([*paragraphs[:index], *keep, *paragraphs[index + 1 :]])
    return text


def cut_footers(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the legal paragraphs and lines in it, and these."""
    kept: list[str] = []
    cut: list[str] = []
    paragraphs = text.split("\n\n")
    for index, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        last = index >= len(paragraphs) - _ADDED_WITHIN
        legal = [line for line in lines if _is_legal(line) or (last and _ADDED.match(line[:300]))]
        if legal:
            cut += legal
            kept.append("\n".join(line for line in lines if line not in legal))
        else:
            (cut if _is_legal(paragraph) else kept).append(paragraph)
    return "\n\n".join(filter(None, kept)), tuple(line.strip() for line in cut)


_ADDED_WITHIN = 6  # paragraphs from the end, where lists and programs add theirs


def is_confidential(footers: tuple[str, ...]) -> bool:
    """Does one of them say that the mail is confidential?"""
    return any(_SECRET.search(footer) or _is_evidently_legal(footer) for footer in footers)


def _warns(paragraph: str) -> bool:
    return bool(_BANNER.match(paragraph)) or _is_warning(paragraph)


def _is_warning(paragraph: str) -> bool:
    """Where it came from, and what one should be careful with."""
    if len(paragraph.split()) > 70:
        return False
    mark, origin, caution, post = (
        bool(kind.search(paragraph)) for kind in (_MARK, _ORIGIN, _CAUTION, _POST)
    )
    return (origin and caution and (mark or post)) or (mark and origin and post)


def _is_evidently_legal(text: str) -> bool:
    """Of the four kinds of words three, the second or the third among them in any case."""
    found = [bool(kind.search(text)) for kind in _LEGAL]
    return sum(found) >= 3 and found[0] and (found[1] or (found[2] and found[3] and len(text) > 90))


def _is_legal(text: str) -> bool:
    if not text.strip() or len(text) >= 2500:
        return False
    return bool(_SECRET.search(text) or _ADVICE.search(text)) or _is_evidently_legal(text)
