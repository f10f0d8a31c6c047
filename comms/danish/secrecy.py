"""What stands below a mail about secrecy, in Danish, English and German, in any wording.

Several kinds of words in one paragraph decide, so that "vi har tavshedspligt" is no such text.
"""

import re

from comms.danish.pattern import Pattern

_LETTER = Pattern(
    r"\b(?:e-?mail\w*|mail\w*|meddelelse\w*|besked\w*|indhold\w*|bilag\w*|"
    r"korrespondance\w*|message|contents?|communication|attachments?|nachricht|"
    r"oplysninger(?:ne)?\s+(?:i|heri))\b",
    re.IGNORECASE,
)
_SECRET = Pattern(
    r"\b(?:fortrolig\w*|tavshedspligt\w*|personlige?\s+oplysninger|følsom\w*|"
    r"confidential\w*|privileged|proprietary|vertraulich\w*|rechtlich\s+geschützt\w*|"
    r"hemmelig\w*|uvedkommende)\b",
    re.IGNORECASE,
)
_MEANT_FOR = Pattern(
    r"\b(?:tiltænkt\w*|stilet\s+til|bestemt\s+for|beregnet\s+(?:til|for)|rettet\s+til|"
    r"adressat\w*|(?:rette|retmæssige|tilsigtede|påtænkte|egentlige)\s+(?:modtager\w*|"
    r"adressat\w*|vedkommende)|"
    r"kun\s+til\s+(?:den|modtager\w*|dig)|alene\s+(?:til|for|beregnet)|intended|addressee|"
    r"recipient\w*|adressat|empfänger\w*|ikke\s+er\s+til\s+dig|ikke\s+(?:var\s+)?(?:ment|"
    r"til)\s+dig)\b",
    re.IGNORECASE,
)
_ASTRAY = Pattern(
    r"\b(?:ved\s+(?:en\s+)?(?:fejl\w*|et\s+uheld|uheld)|fejlagtigt|fejlsendt|utilsigtet|"
    r"havnet\s+(?:\w+\s+){0,3}(?:forkert|fejl)|forkert\w*|"
    r"ikke\s+(?:er\s+)?(?:den\s+)?(?:rette|tiltænkte|rigtige)|"
    r"in\s+error|by\s+mistake|not\s+the\s+(?:intended\s+)?(?:recipient|addressee)|"
    r"irrtümlich\w*|nicht\s+der\s+(?:richtige|beabsichtigte)\w*|misforståelse)\b",
    re.IGNORECASE,
)
_TELL_US = Pattern(
    r"\b(?:give?\s+(?:\w+\s+){0,2}besked|giv\s+(?:\w+\s+)?lyd|"
    r"sig(?:e)?\s+(?:\w+\s+){0,3}til|underret\w*|kontakt\w*|informer\w*|returner\w*|"
    r"send\w*\s+(?:\w+\s+){0,2}(?:retur|tilbage)|fortæl\w*\s+(?:\w+\s+)?(?:os|det)|"
    r"notify|inform|contact|advise|return|benachrichtigen|informieren)\b",
    re.IGNORECASE,
)
_DESTROY = Pattern(
    r"\b(?:slet\w*|destruer\w*|makuler\w*|tilintetgør\w*|delete\w*|destroy\w*|lösch\w*|"
    r"vernicht\w*)\b",
    re.IGNORECASE,
)
_FORBIDDEN = Pattern(
    r"\b(?:må\s+(?:du\s+)?(?:derfor\s+)?ikke\s+(?:\w+\s+){0,3}?(?:kopier\w*|videre\w*|"
    r"brug\w*|offentliggør\w*|distribuer\w*|gengiv\w*|læs\w*|del\w*|udlever\w*)|"
    r"ikke\s+tilladt|ulovlig\w*|forbudt|"
    r"prohibited|unauthori[sz]ed|must\s+not|nicht\s+gestattet|unzulässig|untersagt)\b",
    re.IGNORECASE,
)


def is_secrecy(paragraph: str) -> bool:
    """Does a paragraph say that the mail around it is confidential or for one reader only?"""
    if len(paragraph) > 2500:
        return False
    secret, meant, astray, tell, destroy, forbidden, letter = (
        bool(kind.search(paragraph))
        for kind in (_SECRET, _MEANT_FOR, _ASTRAY, _TELL_US, _DESTROY, _FORBIDDEN, _LETTER)
    )
    if letter and secret and (meant or astray or forbidden or destroy):
        return True
    if letter and (meant or astray) and (forbidden or (destroy and tell) or (meant and destroy)):
        return True
    return _says_so(paragraph)


_SAYS_SO = Pattern(
    r"\b(?:indhold\w*\s+(?:af|i)\s+(?:denne|dette|"
    r"den\s+her)\s+\w+\s+er\s+(?:\w+\s+)?fortrolig|(?:denne|dette|this)\s+(?:e-?mail|mail|"
    r"meddelelse|besked|message)\s+(?:\w+\s+){0,6}?(?:is|er)\s+(?:\w+\s+)?(?:fortrolig|"
    r"confidential)|"
    r"(?:indeholder|contains?|enthält)\s+(?:\w+\s+){0,4}?(?:fortrolig\w*|confidential|"
    r"vertrauliche))",
    re.IGNORECASE,
)


def _says_so(paragraph: str) -> bool:
    return bool(_SAYS_SO.search(paragraph))
