"""A particular person under eighteen, by age, by class, by what they are called.

Groups ("børn fra 6-12 år", "9. klasse") are not meant: one child is, with or without a name.
"""

import re
from collections.abc import Iterator

from comms.danish import names
from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at, within

_COUNTED = (
    r"(?:et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten)"
)
_YOUNG = rf"(?:(?:[0-9]|1[0-7])(?:\s*½|,5)?|{_COUNTED})"
_NO_AGE = (
    r"(?![.:,]?\d|\s*(?:[-–]\s*\d|kr|km|m²|timer?|uger|dage|minutter|måneder\s+siden|sal|%|"
    r"personer|pladser|ansatte|mand\b|af\b|styk))"
)
_CHILD = (
    r"(?:søn|sønnike|datter|dreng|pige|barn|barnebarn|barnebarnet|lillebror|lillesøster|"
    r"storebror|storesøster|nevø|niece|plejebarn|plejesøn|"
    r"plejedatter|bonussøn|bonusdatter|stedsøn|steddatter|teenager|elev|knægt|tøs|"
    r"guttermand|gut|spejder|drengen|pigen|barnet|sønnen|datteren|eleven|"
    r"dreng|bror|søster|fætter|kusine)"
)
_ONE = r"(?:(?i:min|mit|vores|hendes|hans|sin|sit|deres|din|dit|en|et|den|det)|[A-ZÆØÅ]\w+s)"
_SCHOOL = (
    r"(?:(?:går|gik|begyndt\w*|starte\w*|er)\s+(?:\w+\s+){0,2}i\s+(?:\d\.?\s*(?:[a-eA-E]\b|"
    r"klasse)|(?:\w+\s)?børnehave\w*|vuggestue\w*|dagpleje\w*|børnehaveklasse\w*|"
    r"folkeskole\w*|SFO|fritidshjem\w*|(?:nulte|første|anden|tredje|fjerde|femte|sjette|"
    r"syvende|ottende|niende|tiende)\s+klasse))"
)
_CLASS = r"(?:fra|i)\s+(?:\d\.?\s*(?:[a-eA-E]\b|klasse\b)|børnehaven\b|vuggestuen\b)"
_ONE_CHILD = Pattern(
    rf"""\b(?:
      {_ONE}\s+(?:\w+\s+){{0,2}}?{_CHILD}\s*(?:,\s*)?(?:[A-ZÆØÅ]\w+\s*,?\s*)?(?:på\s+(?:kun\s+|bare\s+|snart\s+)?|der\s+er\s+|er\s+(?:kun\s+|bare\s+|lige\s+blevet\s+)?|\(|,\s*){_YOUNG}\b{_NO_AGE}
    | {_ONE}\s+(?:\w+\s+){{0,2}}?{_CHILD}\s+(?:[A-ZÆØÅ]\w+\s+)?,?\s*(?:der\s+|som\s+)?{_SCHOOL}
    | {_ONE}\s+(?:\w+\s+){{0,2}}?(?:dreng|pige|elev|søn|datter|barn)\s+{_CLASS}
    | {_ONE}\s+(?:lille\s+|små\s+|nyfødte\s+|\d+\s+måneder\s+gamle\s+){{1,2}}(?:søn|datter|
      dreng|pige|barn|baby|pode|poder)\b
    | (?i:min|vores|hendes|hans|sin|deres)\s+(?:nyfødte|spæde|baby|spædbarn)\b
    | {_ONE}\s+(?:\w+\s+)?(?:teenage(?:søn|datter|dreng|pige)|ammebarn|skolebarn|
      børnehavebarn|konfirmand)\b(?!er)
    | {_YOUNG}[-–\s]?årige?s?\s+(?!børn|unge\b|elever|drenge\b|piger\b|projekt|jubilæ|
      samarbejde|forløb|aftale|periode|indsats|kontrakt|fødsels)(?:[A-ZÆØÅ]\w+|\w*{_CHILD}\b|
      elev|spejder|konfirmand)
    | (?i:den|en|min|vores|hendes|hans|sin|deres)\s+{_YOUNG}[-–\s]?årige\b(?!\s+(?:børn|
      unge|elever|\w+plan|indsats|aftale|projekt\w*|periode))
    | (?:Jeg|jeg)\s+er\s+(?:kun\s+|bare\s+|en\s+(?:dreng|pige)\s+på\s+|lige\s+(?:blevet|
      fyldt)\s+)?{_YOUNG}(?:\s+år)?(?=\s*(?:[.,!?]|og\b|gammel|år\b|$))(?!\s+år\s+(?:i|siden|
      inde))
    | jeg\s+går\s+i\s+\d\.?\s*(?:klasse|[a-e]\b)
    | {_YOUNG}\s+år\s+gammel\b
    | (?:yngste|mindste)\s+(?:\w+\s+){{0,2}}(?:er|på)\s+(?:kun\s+|
      bare\s+)?{_YOUNG}(?:\s+år)?\b{_NO_AGE}
    | (?:og|med|har)\s+(?:den|min|mine\s+to)\s+(?:lille|mindste|små)\b(?=\s*(?:[.,!?]|$|\n|
      her\b|sover\b|er\b))
    | (?i:med)\s+(?:sine|mine|hendes|hans)\s+(?:kun\s+|bare\s+)?{_YOUNG}\s+år\b
    | (?i:han|hun)\s+er\s+(?:kun\s+|bare\s+|lige\s+(?:fyldt|
      blevet)\s+)?{_YOUNG}(?:\s+år)?\b{_NO_AGE}(?=\s*(?:[.,!?]|og\b|$))
    | (?i:en|den|vores|min|hendes|hans)\s+(?:\w+\s+){{0,2}}?(?:lærling|praktikant|frivillig|
      spiller|violinist|musiker|sanger|danser|deltager|gæst|hjælper|pianist|
      trommeslager)\s+på\s+(?:kun\s+)?{_YOUNG}(?:\s+år)?\b{_NO_AGE}
    | \d{{1,2}}\s+(?:måneder|uger|dage)\s+gam(?:mel|le|melt)\b
    | mindreårige?\s+(?:søn|datter|barn|dreng|pige)\b
    )""",
    re.VERBOSE,
)
_AFTER_NAME = Pattern(
    rf"""(?:
      \s+på\s+(?:kun\s+|bare\s+)?{_YOUNG}(?:\s*år)?\b{_NO_AGE} | \s*\((?:på\s+)?{_YOUNG}(?:\s*år)?\)
    | ,\s+{_YOUNG}(?:\s*år)?(?:,|\s*(?=[.!?]|$)) | \s+(?:er|fylder|bliver|fyldte|
      er\s+fyldt)\s+(?:kun\s+|bare\s+|nu\s+|snart\s+|lige\s+(?:fyldt|
      blevet)\s+)?{_YOUNG}(?:\s+år)?\b{_NO_AGE}(?!\s+\w+er\b)
    | ,?\s+(?:der|som)?\s*{_SCHOOL} | ,?\s+{_CLASS}
    )""",
    re.VERBOSE,
)
_BEFORE_NAME = Pattern(
    rf"(?:\b(?:lille|spæde|babyen|baby|konfirmand(?:en)?|skoleelev(?:en)?|elev(?:en)?|"
    rf"skoledreng(?:en)?|skolepige(?:n)?|børnehavebarnet|"
    rf"drengen|barnet|teenageren|{_YOUNG}[-–]årige|juniorspiller(?:en)?|ulveunge(?:n)?)[ ])$",
    re.IGNORECASE,
)
_LED_BY = Pattern(
    r"(?:Lille|Baby(?:en)?|Konfirmand(?:en)?|Skoleelev(?:en)?|Elev(?:en)?|Drengen|"
    r"Skoledrengen|Skolepigen|Barnet)[ ]$"
)
# "er 15 og min stedfar har smidt mig ud": in haste nobody writes "jeg".
_OF_ONESELF = Pattern(
    rf"(?:^|[.!?,\n]\s*)(?P<age>er\s+(?:kun\s+|bare\s+)?{_YOUNG}(?:\s+år)?)\s+"
    rf"(?:og|men)\s+(?:min|mit|mine|jeg|har|går|står|bor|er|kan|vil|må|ved|tør|sidder)\b",
    re.IGNORECASE,
)
_THING = Pattern(
    r"\b\w*(?:klub|forening|hus|caf[eé]|projekt|tradition|bygning|ordning|virksomhed|butik|kirke|"
    r"skole|festival|avis|bus|bil|kor|gruppe|strategi)(?:ben|en|et|n|sen|len|ken|ret|pen|rien)?\s+"
    r"(?:er|var|bliver|fylder)\s+$",
    re.IGNORECASE,
)
_LONG_AGO = Pattern(
    r"\b(?:dengang|som\s+barn|i\s+min\s+barndom|da\s+(?:jeg|han|hun|[A-ZÆØÅ]\w+)\s+var|"
    r"var\s+jeg|i\s+19\d\d)\b",
    re.IGNORECASE,
)


# One of these stands in every sentence that `_ONE_CHILD` may match; to look for them is quick.
_HINTS = (
    *("søn", "dat", "dreng", "pige", "barn", "bror", "søster", "nevø", "niece", "teen", "elev"),
    *("knægt", "tøs", "gut", "spejder", "fætter", "kusine", "nyfød", "spæd", "baby", "konfirmand"),
    *("årig", "jeg er", "jeg går", "gammel", "gamle", "gamme", "yngste", "mindste", "med sine"),
    *("med mine", "med hend", "med hans", "han er", "hun er", "lærling", "praktikant", "frivillig"),
    *("spiller", "violin", "musiker", "sanger", "danser", "deltager", "gæst", "hjælper", "pianist"),
    *("tromme", "lille", "små", "børnehave"),
)


def minors(text: str) -> Iterator[Told]:
    """Each place where one person under eighteen is told of."""
    named = tuple(names.find(text))
    for at, sentence in sentences_at(text):
        if _LONG_AGO.search(sentence):
            continue
        low = sentence.lower()
        if any(hint in low for hint in _HINTS):
            for match in _ONE_CHILD.finditer(sentence):
                if not _THING.search(sentence[max(0, match.start() - 60) : match.start()]):
                    yield Told(at + match.start(), at + match.end(), match.group())
        for match in _OF_ONESELF.finditer(sentence):
            yield Told(at + match.start("age"), at + match.end("age"), match["age"])
        for name in within(named, at, at + len(sentence)):
            yield from _named_child(sentence, name.start - at, name.end - at, at)


def _named_child(sentence: str, start: int, end: int, at: int) -> Iterator[Told]:
    after = _AFTER_NAME.match(sentence, end)
    before = sentence[max(0, start - 24) : start]
    led = _BEFORE_NAME.search(before) or _LED_BY.search(before)
    if after or led:
        last = after.end() if after else end
        first = start - len(led.group()) if led else start
        yield Told(at + first, at + last, sentence[first:last])
