"""What a date in a text is there for: a meeting, a last day, something gone by, office hours."""

import re
from enum import StrEnum


class Role(StrEnum):
    """Only EVENT is something to come to."""

    EVENT = "event"
    DEADLINE = "deadline"
    EMBARGO = "embargo"
    PAST = "past"
    CANCELLED = "cancelled"
    OTHER = "other"


_GLUE = (
    r"(?:\s*(?:\b(?:er|for|til|tilmelding(?:en)?|svar|på|den|d|kl|det|at|tilmelde|sig|med|nu|"
    r"også|om|"
    r"dagen|allerede|jer|os|melde|bindende)\b|[.:,(-]))*\s*$"
)
_DEADLINE = re.compile(
    rf"\b(?:senest|inden(?!\s+for)|før|frist\w*|\w*frist(?:en)?|deadline\w*|s\.?\s?u\.?|"
    rf"sidste\s+(?:dag|chance|frist|tilmelding\w*)|tilmelding\s+(?:til\s+og\s+med|indtil)|"
    rf"sæt\s+kryds|billetsalg\w*|forsalg\w*){_GLUE}"
)
_DEADLINE_AFTER = re.compile(
    r"^\W*(?:er|som)\s+(?:den\s+)?(?:sidste\s+)?(?:absolut\s+)?(?:frist|\w*frist|deadline|"
    r"dag\s+for)"
)
_EMBARGO = re.compile(
    r"\b(?:klausul\w*|embargo|frigiv\w*|(?:må|kan)\s+(?:ikke\s+|først\s+|tidligst\s+)?"
    r"(?:offentliggøres|udgives|bringes|citeres|skrive|skrives|bruges|omtales|deles|trykkes)|"
    r"til\s+(?:offentliggørelse|udgivelse)|spærret|pressen\s+må|må\s+pressen)\b[^!?\n]{0,90}$"
)
_EMBARGO_AFTER = re.compile(
    r"^[^.!?\n]{0,40}\b(?:må|kan)\s+(?:det\s+)?(?:først\s+)?(?:offentlig|udgives|bringes)"
)
_PAST = re.compile(
    r"\b(?:sidste\s+år|sidste\s+gang|i\s+fjor|dengang|stiftet|grundlagt|født|udkom|udgav|udgivet|"
    r"vedtaget|vedtog|trådte|fandt\s+sted|var\s+vi|var\s+der|deltog|mødtes|kom\s+vi|gik\s+vi|"
    r"blev\s+(?:holdt|afholdt|stiftet|indviet|åbnet|vedtaget|valgt|født|kåret)|holdt\s+vi|fik\s+vi|"
    r"havde\s+vi|siden|indtil|begyndte|åbnede|skete|døde|vandt|fejrede\s+vi|besøgte)\b"
)
_HOURS = re.compile(
    r"\b(?:åbningstid\w*|telefontid\w*|kontortid\w*|træffetid\w*|mailtid\w*|vagttelefon\w*|"
    r"(?:har|er|holder)\s+(?:vi\s+|der\s+)?åbent?\s*(?:$|[:,.]|kl\b|fra\b|hver|alle|hele|"
    r"(?:man|tir|ons|tor|fre|lør|søn)[a-zø]*)|"
    r"(?:ferie)?lukket|lukker|holder\s+ferie|døgnet\s+rundt|på\s+ferie|ferie\s+til)\b"
)
_MONEY = re.compile(
    r"\b(?:forfald\w*|udbetal\w*|betales?|faktura\w*|opkræv\w*|bogfør\w*|trækkes|"
    r"overføres)\b[^.!?\n]{0,60}$"
)
_SINCE = re.compile(
    r"\b(?:fra\s+og\s+med|gælder\s+fra|fra|pr|per|siden|frem\s+til|indtil|til\s+og\s+med|"
    r"tidligst|først\s+efter|efter|mellem|opdateret|dateret|af)\b\.?\s*(?:den|d\.)?\s*$"
)
_READING = re.compile(
    r"^\W*(?:kan|vil|får)\s+(?:man|du|i|alle|borgere\w*|pressen)\b[^.!?\n]{0,60}\b"
    r"(?:læse|se|hente|finde|downloade|søge|høre|bestille|ansøge|købe)\b"
)
_PUBLISHED = re.compile(
    r"\b(?:udkommer|offentliggøres|publiceres|træder\s+i\s+kraft|i\s+kraft|ligger\s+klar|"
    r"lægges\s+op)\b"
)
_CANCELLED = re.compile(
    r"\b(?:aflys\w*|bliver\s+(?:desværre\s+)?ikke\s+til\s+noget|bliver\s+ikke\s+afholdt|udgår|"
    r"må\s+vi\s+desværre\s+(?:aflyse|udsætte|udskyde)|(?:er|bliver|blevet)\s+udskudt|"
    r"udsat\s+på\s+ubestemt|"
    r"gennemføres\s+ikke|finder\s+ikke\s+sted|droppes|er\s+droppet)\b"
)
_MOVED_FROM = re.compile(
    r"(?:flytte[tr]|flyttes|rykke[tr]|rykkes|udskud?t|udskydes|ændre[tr]|ændres)\s+(?:mødet\s+|"
    r"det\s+)?fra\s+"
    r"(?:den|d\.)?\s*$|i\s+stedet\s+for\s+(?:den|d\.)?\s*$|\bog\s+ikke\s+(?:den|d\.)?\s*$|"
    r"\b(?:oprindelig(?:t)?|planlagt\s+til)\s+(?:den|d\.)?\s*$|^[^.!?\n]{0,10}\bikke\s+(?:den|"
    r"d\.)\s*$"
)
_MOVED_TO = re.compile(
    r"\b(?:flytte[tr]|flyttes|rykke[tr]|rykkes|udskudt|udskydes|udsat|ændret|i\s+stedet|"
    r"ny\s+dato|nye\s+dato|"
    r"erstatning\w*|holdes\s+nu|afholdes\s+nu)\b[^!?\n]{0,80}$"
)


def role_of(before: str, after: str, sentence: str, *, timed: bool, gone: bool) -> Role:
    """Judge a date by its clause (before, after) and sentence.

    timed: hours stand with it. gone: it lies before the day of reading.
    """
    if _EMBARGO.search(before) or _EMBARGO_AFTER.match(after):
        return Role.EMBARGO
    if _DEADLINE.search(before) or _DEADLINE_AFTER.match(after):
        return Role.DEADLINE
    if _MOVED_FROM.search(before):
        return Role.CANCELLED
    if _CANCELLED.search(sentence) and not _MOVED_TO.search(before):
        return Role.CANCELLED
    if _PAST.search(before) and (gone or not timed):
        return Role.PAST
    if _other(before, after, sentence, timed=timed):
        return Role.OTHER
    return Role.EVENT


def is_moved_from(before: str) -> bool:
    """Does the text before a day say that a meeting no longer is on it?"""
    return bool(_MOVED_FROM.search(before))


def _other(before: str, after: str, sentence: str, *, timed: bool) -> bool:
    if _HOURS.search(sentence) and not re.search(r"\båbent\s+hus\b", sentence):
        return True
    if (
        _MONEY.search(before)
        or _READING.match(after)
        or _PUBLISHED.search(before[-40:] + after[:60])
    ):
        return True
    return not timed and bool(_SINCE.search(before))
