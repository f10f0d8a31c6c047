"""A text that may not go out yet, in the press' words or in everyday ones.

Two things in one sentence: something about letting the text out, and a hold with an end to it.
"""

import re

from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at

_PLAIN = Pattern(
    r"\bklausul(?:er\w*|en|tid)?\b|\bembargo\w*|\bsperrfrist|"
    r"\b(?:not\s+)?for\s+(?:immediate\s+)?release\s+(?:before|until|on)|"
    r"\bdo\s+not\s+(?:publish|share|release)\s+(?:before|until)|\bunder\s+embargo",
    re.IGNORECASE,
)
_OUT = Pattern(
    r"""\b(?:offentliggør\w*|offentliggjort|offentlig(?:t|e)?\b|publicer\w*|udgive[sr]?|udgivet|udkommer|bringe[sr]?|bragt|omtale[sr]?|dele[sr]?|delt|del\b|citere[sr]?|
      trykke[sr]?|læg\w*\s+.{0,40}\b(?:op|ud)\b|lagt\s+(?:op|ud)|slå\w*\s+.{0,20}\bop\b|
        slået\s+op|skrive[sr]?\s+.{0,20}\bom\b|poste[sr]?|post\b|send\w*\s+.{0,30}\b(?:ud|
        videre)\b|
      (?:komme[r]?|må|gå[r]?|sendes|bliver?)\s+(?:\w+\s+){0,2}(?:ud|frem|videre|
        på\s+(?:nettet|facebook|siden))\b|afsløre[sr]?|røbe[sr]?|
        fortælle[sr]?\s+.{0,30}\b(?:det|nogen|videre)|
      nævne[sr]?|vise[sr]?\s+(?:den|det|frem)|gengive[sr]?|bruge[sr]?\s+(?:den|det|teksten|
        historien|billed\w+)|sige[sr]?\s+(?:det|noget|videre)|ude\b|i\s+luften|
      hemmelig\w*|nyhed\w*|histori\w*|artikl\w*|pressemeddelels\w*|opslag\w*|den\s+tilbage|
        på\s+den\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_HOLD = Pattern(
    r"""\b(?:må|kan|skal|bør|bedes)\s+(?:\w+\s+){0,3}?(?:ikke|først|tidligst|endnu\s+ikke)\b|\b(?:vent|venter|vente)\b|\bhold(?:e|er|t|es)?\s+(?:\w+\s+){0,3}?(?:på\b|tilbage|inde|hemmelig\w*|tæt)|
      \blad\s+(?:\w+\s+){0,2}være\b|\bikke\s+(?:\w+\W+){0,4}?(?:før|inden|endnu)\b|
        \btidligst\b|\bhemmelig\w*|\bgem(?:me)?\s+(?:den|det)|\bsid(?:de|
        der)?\s+(?:\w+\s+)?på\s+(?:den|det)|
      \b(?:først|kun)\s+(?:\w+\s+){0,3}?(?:når|efter|fra|den|på|kl|mandag|tirsdag|onsdag|
        torsdag|fredag|lørdag|søndag|i\s+morgen)\b|\bforbeholdt\b|
        \bfortroligt?\s+(?:ind)?til\b""",
    re.IGNORECASE | re.VERBOSE,
)
_UNTIL = Pattern(
    r"""\b(?:før|inden|indtil|til\b(?!\s+(?:at|jer|dig|os|alle)\b)|når|tidligst|endnu|"
    r"efter|først|fra|kl\.?\s*\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_OURS = Pattern(
    r"""\b(?:den|det|dette|denne|teksten|historien|nyheden|artiklen|meddelelsen|pressemeddelelsen|materialet|indholdet|oplysningerne|opslaget|billed\w+|rapporten|invitationen|
      omtale|noget|om)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SOMETHING_ELSE = Pattern(
    r"""\b(?:tilmeld\w*|billet\w*|dør(?:en|ene)?\b|åbne[rs]?\b|købe[s]?|hentes|møde\s+op|svar\b|få\s+svar|ansøg\w*|betale[s]?|adresse\w*|stedet\b|programmet\b|lokale\w*|gaver?\b|
      mad\w*|maden|deltager\w*|vinder\w*|resultat\w*|dato\w*|flytte\w*|plads\w*|afbud)""",
    re.IGNORECASE | re.VERBOSE,
)
# "Ikke før fredag kl. 5, tak." and the like: nothing else can be meant where nothing else is said.
_BARE = Pattern(
    r"^\W*(?:obs\W+|nb\W+|men\s+)?(?:ikke\s+(?:ud\s+)?(?:før|inden)|tidligst|"
    r"først)\s+(?:\w+\W+){0,8}?(?:tak|please|venligst|kl\.?\s*\d{1,2}\S*|\d{1,2}\S*|"
    r"\w*dag)\W*$",
    re.IGNORECASE,
)
_HEADED = Pattern(
    r"^\W*(?:til\s+(?:offentliggørelse|udgivelse|udsendelse|brug)|offentliggøres|udgives|"
    r"bringes|frigives|frigivet|release)\s+(?:ikke\s+|tidligst\s+|først\s+)?(?:den|fra|"
    r"tidligst|før|efter|d\.|kl|\w+dag|\d)",
    re.IGNORECASE,
)
# "Hold den inde til søndag", "lad den ligge til på mandag": no word about letting out is needed.
_KEEP = Pattern(
    r"\b(?:hold\w*|gem\w*|lad\w*|vent\w*|sid\w*|brug\w*|bring\w*|del\w*|"
    r"tag\w*)\s+(?:\w+\s+){0,3}?(?:den|det|historien|nyheden|teksten|artiklen|"
    r"opslaget)\s+(?:\w+\s+){0,3}?"
    r"(?:(?:inde|tilbage|ligge|hemmelig\w*|for\s+(?:jer|dig)\s+selv|mellem\s+os|væk|"
    r"færdig)\s+(?:ind)?til\b|(?:ikke\s+før|først)\b)",
    re.IGNORECASE,
)
# "Til fri afbenyttelse fra fredag kl. 5": free later is not free now.
_FREE_FROM = re.compile(
    r"^\W*(?:(?:til\s+)?fri\s+(?:til\s+)?(?:afbenyttelse|brug|offentliggørelse|gengivelse)|"
    r"frit?\s+til\s+(?:afbenyttelse|brug|offentliggørelse))\s+"
    r"(?:fra(?:\s+og\s+med)?|efter|tidligst|først)\b",
    re.IGNORECASE,
)
# "Rapporten offentliggøres den 3. juni" tells when; "Til offentliggørelse den 3. juni" asks.
_ASKED = Pattern(r"\b(?:ikke|tidligst|først)\b|^\W*(?:til\s|frigiv|release)", re.IGNORECASE)


def find_embargo(text: str) -> Told | None:
    """The first place that asks to hold the text back, or None."""
    for at, sentence in sentences_at(text):
        for line_at, line in _lines(sentence):
            match = _PLAIN.search(line) or _BARE.match(line) or _FREE_FROM.match(line)
            if not match and (headed := _HEADED.match(line)) and _ASKED.search(line):
                match = headed
            if match:
                return Told(at + line_at + match.start(), at + line_at + match.end(), match.group())
        held = _KEEP.search(sentence) or _HOLD.search(sentence)
        if held and _asks_to_hold(sentence, held):
            return Told(at + held.start(), at + held.end(), held.group())
    return None


def _asks_to_hold(sentence: str, held: re.Match[str]) -> bool:
    if _KEEP.search(sentence):
        return True
    out = _OUT.search(sentence)
    until = _UNTIL.search(sentence)
    meant = _OURS.search(sentence) or (out and out.start() >= held.start())
    return bool(out and until and meant and not _SOMETHING_ELSE.search(sentence))


def _lines(sentence: str) -> list[tuple[int, str]]:
    at, found = 0, []
    for line in sentence.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found
