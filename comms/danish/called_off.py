"""An organiser calls something off, with or without the word "aflyst". Moved is not called off."""

import re

from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at

_SOFT = (
    r"(?:\s+(?:vi|I|desværre|altså|alligevel|så|nu|derfor|også|simpelthen|dog|bare|i\s+år|"
    r"denne\s+gang|for\s+nu|helt|måske|jo)\b){0,4}"
)
_HELD = (
    r"(?:hold(?:e|t|es)|afhold(?:e|t|es)|gennemfør(?:e|t|es)|afvikle[st]?|arrangere[st]?|lave[st]?)"
)
_OFF = Pattern(
    rf"""\b(?:
      aflys(?:t|er|es|e|ning\w*|te)\b
    | blive?(?:r|v)?{_SOFT}\s+ikke{_SOFT}\s+(?:til\s+noget|{_HELD}|af\b(?!\s+med)|
      i\s+denne\s+omgang|i\s+år|som\s+planlagt)
    | kommer{_SOFT}\s+ikke{_SOFT}\s+til\s+at\s+(?:foregå|finde\s+sted|ske)\b |
      finder{_SOFT}\s+ikke{_SOFT}\s+sted\b
    | ikke{_SOFT}\s+kan{_SOFT}\s+{_HELD}\b | (?:må|
      skal){_SOFT}\s+vente\s+til\s+(?:en\s+anden|næste|foråret|efteråret|sommeren|vinteren|
      vi\s+har|senere)
    | (?:på\s+grund\s+af|pga\.?)\s[^.!?]{{3,40}}\blukker\s+vi\b | bliv\s+hjemme\b
    | ingen\s+(?!tilmelding|adgang|krav|undskyldning|billet|betaling|entré|frist|mad\b|
      aldersgrænse)\w{{4,}}\s+(?:i\s+(?:år|morgen|aften|dag|denne\s+uge|weekenden)|på\s+\w+dag|
      denne\s+(?:gang|uge|måned)|den\s+\d)
    | udgår\b | taget\s+(?:af|ud\s+af)\s+(?:programmet|kalenderen) | sløjfe[rst]?\b |
      droppet\b
    | (?:må|måtte|nødt\s+til\s+at|nødsaget\s+til\s+at|valgt\s+at|besluttet\s+at|
      tvunget\s+til\s+at|bliver\s+vi\s+nødt\s+til\s+at){_SOFT}\s+
        (?:lukke\s+ned\s+for|droppe|opgive|indstille|sige\s+nej\s+til|melde\s+(?:fra\s+med|
          alt\s+af)|skrotte|stryge|afblæse|pille\s+.{{0,30}}af\s+programmet)
    | kan\b{_SOFT}\s+ikke{_SOFT}\s+{_HELD}\b(?!\s+(?:op|ud|fast|vejret|øje|på|det\s+ud))
    | (?:holder|gennemfører|afholder|afvikler|laver)\s+vi{_SOFT}\s+ikke\b(?!\s+(?:op|øje|
      fast|med))
    | vi\s+(?:holder|gennemfører|afholder|afvikler){_SOFT}\s+(?:ikke{_SOFT}\s+(?:alligevel|
      desværre)|(?:alligevel|desværre){_SOFT}\s+ikke)
    | gennemfører\s+vi{_SOFT}\s+ikke\b | vi\s+gennemfører\s+ikke\b
    | der\s+(?:er|bliver|kommer)(?:\s+(?:desværre|altså|alligevel|derfor|
      så)){{0,3}}\s+(?:ikke\s+(?:nogen|noget)|ingen|intet)\s+
        \w*(?:tur|møde|fest|aften|spisning|cafe|café|foredrag|koncert|træning|kursus|banko|
          bingo|vandring|debat|workshop|marked|arrangement|bål|løb|undervisning|kor|dans|gruppe|
          dag)\b
    | springer\s+(?:vi\s+)?(?:\w+\s+)?over\b | (?:er|bliver)\s+indstillet\b |
      afblæst\b | afblæses\b
    | (?:is|are|been|be)\s+cancelled\b | have\s+to\s+cancel\b | cancelled\b |
      ikke\s+bliver\s+til\s+noget\b | bliver\s+der\s+(?:desværre\s+)?ikke\s+noget\s+af\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What only somebody says who calls it off, whatever they call it.
_ON = r"(?:[^.!?]|(?<=\bkl)\.|(?<=\d)\.){0,200}"  # "kl. 12" and "den 3. maj" end no sentence
_STRUCK = Pattern(
    rf"""(?:
      # the reader is to strike it
      \b(?:må|kan|skal|bør)\s+(?:I|du|man|alle)\s+(?:\w+\s+){{0,2}}?(?:strege|slette|stryge|glemme|
        fjerne\s+(?:den|det|dagen|datoen)|se\s+bort\s+fra|tage\s+(?:\w+\s+)?(?:ud|af|ned)\b)
        (?!\s+(?:mig|os|min|mine|mit|din|dine|dit|jeres|vores|adresse\w*|billed\w*|alt\b|
          en\s+(?:ven|nabo)))
    | \b(?:I|du|man)\s+(?:må|kan|skal)\s+(?:godt|gerne|roligt|nu|desværre|bare)\s+
        (?:strege|slette|stryge|tage)\s+(?:den|det|dagen|datoen|aftenen|krydset)\b
    | (?:^|[:;–-])\s*(?:streg|slet|stryg|glem)\s+(?:den|det|dagen|datoen|aftenen|krydset)\b
        (?=[^.!?]*\b(?:kalender|dag|dato|aften|uge|program|igen)|[.!]|$)
    | \b(?:kom|kør|mød|tag)\s+(?:derfor\s+|altså\s+|endelig\s+)?ikke\s+
        (?:herud|op\b|forbi|af\s?sted|hertil)
    | \bingen\s+grund\s+til\s+at\s+(?:møde\s+op|køre|komme|tage\s+af\s?sted)
    | \bI\s+skal\s+(?:derfor\s+|altså\s+)?ikke\s+(?:møde\s+op|komme|køre|gå\s+hjemmefra)
      # it came to nothing
    | \b(?:er|blev|bliver|må|ser\s+ud\s+til\s+at\s+være)\s+(?:\w+\s+){{0,3}}?(?:gået\s+i\s+vasken|
        faldet\s+(?:til\s+jorden|på\s+gulvet)|skrinlagt|lagt\s+(?:på\s+is|i\s+mølposen)|
        skudt\s+ned|sat\s+på\s+pause|stillet\s+i\s+bero|lukket\s+ned\s+igen|annulleret)\b
    | \b(?:trækker|trukket|trække)\s+stikket\b | \bkaste[rt]?\s+håndklædet\b
    | \b(?:må|måtte|måttet|bliver\s+nødt\s+til\s+at|har\s+(?:måttet|valgt\s+at))\s+
        (?:\w+\s+){{0,3}}?
        (?:sige\s+pas|melde\s+pas|skrinlægge|annullere|lade\s+(?:\w+\s+){{0,3}}falde|
        sætte\s+(?:\w+\s+){{1,3}}på\s+pause|give\s+(?:fortabt|op)(?!\s+på\s+at))\b
    | \b(?:bliver|blev|er)\s+der\s+(?:\w+\s+){{0,3}}?(?:ikke\s+noget|intet)\s+(?:af|ud\s+af|ved)\b
    | \b(?:aften|tur|møde|fest|spisning|dag|koncert|foredrag|kursus|arrangement|caf[eé]|marked)\w*
        \s+(?:\w+\s+){{0,3}}?(?:får|må|kan)\s+(?:I|vi)\s+(?:\w+\s+){{0,2}}?undvære
      # what had been meant to be
    | \b(?:havde|var)\s+(?:\w+\s+){{0,2}}?(?:budt|inviteret|indbudt|planlagt|annonceret|sat\s+kryds|
        lagt\s+op|glædet\s+os)\b{_ON}\bmen\s+(?:\w+\s+){{0,3}}?
        (?:bliver|må|kan|går|er|har)\s+(?:\w+\s+){{0,4}}?
          (?:ikke|ingen|dobbeltbook|lukket|umulig|syg|aflys|opgive|lade)\w*
    | \bskulle\s+(?:(?:vi|der|I|han|hun)\s+)?have\s+
        (?:holdt|været(?!\s+(?:to|tre|fire|fem|seks|syv|otte|ni|ti|\d|alle|flere|med\b))|spillet|haft|fundet\s+sted|mødtes|spist|sunget|gået|talt)\b
        {_ON}\bmen\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_NOW = Pattern(
    r"\b(?:hvis|såfremt|medmindre|sidste\s+år|i\s+fjor|sidst\b|dengang|året\s+før|tidligere\s+år"
    r"|ved\s+(?:regn|storm|dårligt)|afbud|meld\w*\s+(?:\w+\s+){0,2}(?:fra|ud)\b)",
    re.IGNORECASE,
)
_NOT_OFF = Pattern(
    r"""\b(?:ikke\s+aflyst|(?:hvis|såfremt|skulle|medmindre|bliver\s+(?:arrangementet|det|turen|mødet|den)\s+aflyst|kun\s+ved|aflyses\s+(?:kun|ved|hvis)|ved\s+aflysning|i\s+tilfælde\s+af|risiko\s+for|kan\s+blive\s+aflyst)|
      sidste\s+år|året\s+før|dengang|tidligere\s+år|under\s+corona\w*|i\s+(?:19|20)\d\d\s+måtte|
      (?:jeg|min|mit)\s+(?:må|bliver|er|kan|har|plads|tilmelding)|afbud|min\s+tilmelding|
        togene|bussen|toget|abonnement\w*|strejke\w*|nyhedsbrev\w*)""",
    re.IGNORECASE | re.VERBOSE,
)
_MOVED = Pattern(
    r"""\b(?:flytte[rst]?|flyttet|rykke[rst]?|rykket|udsat|udskudt|udskyde[rst]?|udsætte[rst]?)\s+(?:\w+\s+){0,3}?til\s+(?:(?:på\s+)?(?:\w*dag|den|d\.|kl\.?|uge|et\s+andet|\d)|\w+\s+den)|
      \b(?:ny|nye)\s+(?:dato|tid|dag|datoer)\s*(?:er|bliver|:|den)|
        \bi\s+stedet\s+(?:\w+\s+){0,3}(?:den|\w*dag|kl)|\b(?:den\s+)?holdes\s+i\s+stedet|
        \bvi\s+mødes\s+i\s+stedet""",
    re.IGNORECASE | re.VERBOSE,
)


def strikes(sentence: str) -> bool:
    """Does a sentence tell the reader to strike what stood in the calendar, or why it came to
    nothing?
    """
    return bool(_STRUCK.search(sentence)) and not _NOT_NOW.search(sentence)


def calls_off(text: str) -> Told | None:
    """Where an organiser says that it will not be held, or None; None too where it is moved."""
    if _MOVED.search(text):
        return None
    for at, sentence in sentences_at(text):
        struck = None if _NOT_NOW.search(sentence) else _STRUCK.search(sentence)
        match = struck or (None if _NOT_OFF.search(sentence) else _OFF.search(sentence))
        if match:
            return Told(at + match.start(), at + match.end(), match.group())
    return None
