"""What a date in a text is there for: a meeting, a last day, something gone by, office hours."""

import re
from dataclasses import dataclass
from enum import StrEnum

from comms.danish.called_off import strikes
from comms.danish.pattern import Pattern


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
    r"dagen|allerede|jer|os|melde|bindende|udløber|dog|ske|skal|sket|ske)\b|[.:,(-]))*\s*$"
)
# The words of one clause; a stop after "kl." ends none.
_CLAUSE = r"(?:[^.!?\n]|\b(?:kl|d|ca|nr)\.|(?<=\d)\.){0,60}"
_DEADLINE = Pattern(
    rf"\b(?:senest|inden(?!\s+for)|før|deadline\w*|s\.?\s?u\.?|r\.?s\.?v\.?p\.?|"
    rf"sidste\s+(?:dag|chance|frist|tilmelding\w*)|tilmelding\s+(?:til\s+og\s+med|indtil)|"
    rf"billetsalg\w*|forsalg\w*){_GLUE}"
    r"|\bi\s+(?:\w+\s+)?høring\b[^.!?\n]{0,30}$"
    rf"|\b(?:\w*frist(?:en)?|deadline\w*)\b{_CLAUSE}$"
    r"|\b(?:søges?|ansøges?|tilmelding\w*|tilmelde|købes?|bestilles?|afleveres?|indsendes?|sendes?|"
    r"svares?|stemmes?|indstilles?|modtages?|reserveres?|meldes?|svar|besked)\b[^.!?\n]{0,40}"
    r"\b(?:frem\s+til|indtil|til\s+og\s+med|t\.o\.m\.|hurtigst\s+muligt\s+og)\s*(?:den|d\.)?\s*$"
    # What we are to get, or what is to lie there: "skal være os i hænde", "så vi har dem".
    rf"|\bskal\s+(?:\w+\s+){{0,4}}(?:afleveres?|indleveres|indsendes|sendes|betales|meldes|i\s+hænde|"
    r"ligge\s+(?:hos|i|på|klar)|nå\s+(?:os|frem|ind)|"
    r"(?:være|have)\s+(?:\w+\s+){0,3}(?:inde|afleveret|indleveret|sendt|betalt|modtaget|meldt|tilmeldt|"
    r"svaret|i\s+hænde)|"
    r"(?:have|bruge)\s+(?:\w+\s+){0,2}(?:svar|tekst\w*|bidrag|indlæg|billede\w*|besked|tilmeldinger|"
    r"tilmelding|materiale\w*|penge\w*|ansøgning\w*))\b"
    rf"{_CLAUSE}$"
    r"|\b(?:så|at)\s+(?:vi|jeg)\s+har\s+(?:den|det|dem|alt|alle|jeres\s+\w+|din\w*\s+\w+)\s+(?:på\s+)?$"
    r"|\bgår\s+i\s+tryk(?:ken)?\b[^.!?\n]{0,20}$|\bafleverer\s+(?:jeg|vi)?[^.!?\n]{0,20}$"
    r"|\b(?:sign\s+up|register|tell\s+us|let\s+us\s+know|rsvp|reply|apply|book|please|deadline)\b"
    r"[^.!?\n]{0,50}\b(?:by|before|no\s+later\s+than|until)\s+(?:the\s+)?$"
)
_DEADLINE_AFTER = Pattern(
    r"^\W*(?:er|som)\s+(?:den\s+)?(?:sidste\s+)?(?:absolut\s+)?(?:frist|\w*frist|deadline|"
    r"dag\s+for|svarfrist)|^\W*er\s+(?:\w+\s+)?sidste\s+(?:dag|chance|mulighed|udkald)(?!\s+(?:i|med)\b)"
)
_EMBARGO = Pattern(
    r"\b(?:klausul\w*|embargo|frigiv\w*|(?:må|kan|bedes)\s+(?:ikke\s+|først\s+|tidligst\s+)*"
    r"(?:offentliggøres|udgives|bringes|citeres|skrive|skrives|bruges|omtales|deles|trykkes|"
    r"publiceres|nævnes)|"
    r"til\s+(?:offentliggørelse|udgivelse)|"
    # of a room it is said that it "er til fri afbenyttelse"
    r"(?<!\ber\s)(?<!les\s)til\s+fri\s+(?:afbenyttelse|brug)|fri\s+til\s+brug|spærret|pressen\s+må|må\s+pressen|holdes?\s+(?:\w+\s+){0,3}tilbage|hold\s+(?:\w+\s+){1,3}tilbage|vent\w*\s+med\s+(?:at\s+)?\w+|"
    r"(?:offentliggøres|publiceres|udgives)\s+(?:først|tidligst|ikke\s+før))\b[^!?\n]{0,90}$"
)
_SHARE_FROM = Pattern(
    r"\bmå\s+(?:\w+\s+){0,3}(?:dele|skrive|bringe|offentliggøre|omtale|fortælle|nævne|sige|vise|bruge|"
    r"trykke|slå|lægge)\b[^.!?\n]{0,40}"
    r"\b(?:fra|efter|først|tidligst|når)\b[^.!?\n]{0,25}$"
)
# Everyday words for keeping a secret, and until when.
_KEPT = Pattern(
    r"(?:\bhold\w*\s+(?:\w+\s+){0,3}(?:tand\s+for\s+tunge|mund|tæt|inde|tilbage|hemmelig\w*|"
    r"mellem\s+os|for\s+(?:jer|dig|os)\s+selv|lav\s+profil|lukket|på\s+(?:den|det|nyheden|historien))|"
    r"\b(?:tie|ti)\s+stille|\bhemmelig\w*|\b(?:klap|klappe|kæft)\b|\bmellem\s+os\b|"
    r"\b(?:skal|må|lad\w*|bedes)\s+(?:\w+\s+){0,3}(?:sove|hvile|ligge|vente|blive\s+(?:hos|mellem))|"
    r"\b(?:gem|vent|lad|læg|sid|pak)\w*\s+(?:\w+\s+){0,3}(?:den|det|med|nyheden|historien|teksten|låg))\b"
    r"[^.!?\n]{0,50}\b(?:til|indtil|frem\s+til|før)\b[^.!?\n]{0,25}$"
)
_EMBARGO_AFTER = Pattern(
    r"^[^.!?\n]{0,40}\b(?:må|kan)\s+(?:det\s+)?(?:først\s+)?(?:offentlig|udgives|bringes)"
)
_PAST = Pattern(
    r"\b(?:sidste\s+år|sidste\s+gang|i\s+fjor|dengang|stiftet|grundlagt|født|udkom|udgav|udgivet|"
    r"vedtaget|vedtog|trådte|fandt\s+sted|var\s+vi|var\s+der|deltog|mødtes|kom\s+vi|gik\s+vi|"
    r"blev\s+(?:holdt|afholdt|stiftet|indviet|åbnet|vedtaget|valgt|født|kåret)|holdt\s+vi|fik\s+vi|"
    r"havde\s+vi|siden|indtil|begyndte|åbnede|skete|døde|vandt|fejrede\s+vi|besøgte)\b"
)
# A day without its year that, told of like this, is the one just over and not the next.
_GONE_BY = Pattern(
    r"\b(?:var|havde|holdt|blev|gik|fik|sad|stod|mødtes|deltog|spiste|drak|gav|"
    r"(?:der|vi|som|de|han|hun|jeg)\s+kom|kom\s+(?:vi|der|de|han|hun|jeg|mange|over|næsten|\d)|"
    r"kom\s+til\s+verden|så\s+(?:\w+\s+)?dagens\s+lys|sov\s+(?:\w+\s+){0,2}ind|gik\s+bort|født|"
    r"fandt|vandt|fejrede|besøgte|samlede|åbnede|sluttede|skete|dansede|lavede|hørte|talte|"
    r"fortalte|viste|sagde|indviede|afholdt|stillede|hjalp|delte|plantede|ryddede|flyttede|besluttet|vedtaget|\w{3,}ede\s+"
    r"(?:vi|de|der|han|hun|jeg)|(?:vi|der|han|hun|jeg)\s+(?!kunne|ville|skulle)\w{2,}(?:te|de)|"
    r"\w{3,}ede\s+(?=den\b|d\.)|har\s+(?:vi|de|der|han|hun|jeg|man)\s+(?:\w+\s+)?\w{2,}(?:et|t|ået))\b|\btak\s+(?:for|til)\b|\btak\s+fordi\b|"
    r"\b(?:referat\w*|opsamling|billeder\s+fra|fotos\s+fra|protokol|evaluering\s+af|"
    r"tilbageblik|(?:er|var)\s+veloverstået|vel\s+overstået|afholdte?|er\s+blevet\s+\w+t)\b"
)
_HOURS = Pattern(
    r"\b(?:åbningstid\w*|telefontid\w*|kontortid\w*|træffetid\w*|mailtid\w*|vagttelefon\w*|"
    r"(?:har|er|holder)\s+(?:vi\s+|der\s+)?(?:nu\s+|fortsat\s+|også\s+)?åbent?\s*(?:$|[:,.]|kl\b|"
    r"fra\b|hver|alle|hele|(?:man|tir|ons|tor|fre|lør|søn)[a-zø]*)|"
    r"\w*lukket|lukker(?!\s+(?:vi\s+)?(?:op|ned|dørene))|holder\s+ferie|døgnet\s+rundt|"
    r"på\s+ferie|ferie\s+til|"
    r"(?:alle\s+dage|hverdage|dagligt|hele\s+døgnet|\d\s?[-–]\s?\d{1,2})\s*,?\s*(?:også|og\s+også|selv)\s+"
    r"(?:den|d\.)?)\b|(?:^|[.!?:\n]\s*)åbent?\s*:?\s*(?:man|tir|ons|tor|fre|lør|søn|alle|"
    r"hver)[a-zø]*"
)
_MONEY = Pattern(
    r"\b(?:forfald\w*|udbetal\w*|betales?|faktura\w*|opkræv\w*|bogfør\w*|trækkes|"
    r"overføres|indsættes|indbetal\w*)\b[^.!?\n]{0,60}$"
)
# Something that does not work, or is not there: no meeting.
_DOWN = Pattern(
    r"\b(?:ude\s+af\s+drift|er\s+nede|driftsstop|(?:strøm|vand|varme|net)\w*afbryd\w*|"
    r"lukke\w*\s+for\s+(?:\w+\s+)?(?:vand|varme|strøm|gas)\w*|"
    r"(?:strøm|vand|varme|internet)\w*\s+(?:\w+\s+){0,2}(?:afbrudt|afbrydes|lukke[ts]|slukke[ts])|"
    r"virker\s+ikke|vejarbejde|servicere[st]|flytte?\s+(?:\w+\s+)?(?:biler?|bilen|bilerne|cykler\w*)|"
    r"(?:fejet|fejes)\s+gade\w*|gadefejning|asfaltere[st]?|afspærre[st]?|aflæses|skorstensfejer\w*|"
    r"vinduespuds\w*)\b"
    # What others decide is news, and no meeting of ours.
    r"|\b(?:regeringen|folketinget|ministeren|byrådet|kommunen|regionen|\w*udvalget)\s+(?:fremlægger|"
    r"behandler|stemmer|vedtager|præsenterer|afgør|beslutter|forhandler|drøfter|tager\s+stilling)\b"
)
# Who begins and then closes holds a meeting; who opens an office tells its hours.
_OFFICE = (
    r"(?:kontor|butik|café|cafe|bibliotek|telefon|ekspedition|sekretariat|klinik|rådgivning|"
    r"borgerservice|reception|genbrug)"
)
_CLOSES_LATER = Pattern(
    rf"\b(?:begynder|starter|mødes|spiser|synger|åbner\s+(?:vi\s+)?(?!{_OFFICE})\w+(?:en|et|ne|er))\b"
    r"[^!?\n]{0,60}?\blukker\b"
)
# When one can come in before it begins: the doors, not a house that has or keeps its hours.
_DOORS = Pattern(
    r"\b(?:dør(?:en|ene)|salen|porten|garderoben|parkering\w*)\s+(?:\w+\s+){0,2}?"
    r"(?:åbne[rs]?|låses\s+op|går\s+op)\b[^.!?\n]{0,12}"
    r"|\b(?:baren|caf[eé]en)\s+åbne[rs](?!\s+(?:igen|alle|hver|dagligt))\b[^.!?\n]{0,12}"
)
# What is the custom, and who is away: no meeting to come to.
_CUSTOM = Pattern(
    r"\bplejer\b|\b(?:jeg|han|hun)\s+(?:er|har|holder)\s+(?:\w+\s+){0,2}(?:kursus|ferie|fri|orlov|barsel|"
    r"rejse|syg|væk|bortrejst|afspadser\w*|konference|hjemmearbejde)\b"
)
_SINCE = Pattern(
    r"\b(?:fra\s+og\s+med|gælder\s+fra|fra|pr|per|siden|frem\s+til|indtil|til\s+og\s+med|"
    r"tidligst|først\s+efter|efter|mellem|opdateret|dateret|af)\b\.?\s*(?:den|d\.)?\s*$"
)
# A span that is no meeting: how long something is in force, or somebody is away.
_IN_FORCE = Pattern(
    r"\b(?:gælder|gældende|ferie|orlov|barsel|fraværende|væk|sygemeldt|perioden|løber|ansat|"
    r"virker|dækker|udstillet|indsamles|bevilling\w*|projektperiode\w*)\b[^.!?\n]{0,30}$"
)
_READING = Pattern(
    r"^\W*(?:kan|vil|får)\s+(?:man|du|i|alle|borgere\w*|pressen)\b[^.!?\n]{0,60}\b"
    r"(?:læse|se|hente|finde|downloade|søge|høre|bestille|ansøge|købe)\b"
)
_PUBLISHED = Pattern(
    r"\b(?:udkommer|offentliggøres|publiceres|træder\s+i\s+kraft|i\s+kraft|ligger\s+klar|"
    r"lægges\s+op|udsendes|i\s+(?:radioen|fjernsynet|tv)|på\s+(?:tv|dr)\b|"
    r"(?:næste|nyt|nye)\s+(?:nummer|udgave|nyhedsbrev\w*|blad))\b"
)
# Selling and signing up begins; somebody is back; a mail or a paper is dated.
_AROUND = Pattern(
    r"\b(?:tilmelding\w*|billet\w*|salget|ansøgning\w*|afstemning\w*|ventelist\w*)\b[^.!?\n]{0,30}"
    r"\b(?:åbne[rs]?|starter|begynder|købes|til\s+salg|frigives|sættes|kan\s+\w+s)\b[^.!?\n]{0,20}$"
    r"|\b(?:tilbage\s+(?:på|i|igen)|er\s+(?:først\s+|igen\s+)?tilbage|på\s+arbejde|på\s+kontoret|vender\s+(?:\w+\s+)?tilbage)\b"
    r"[^.!?\n]{0,25}$"
    r"|(?:^|\n|\b(?:er|blev|sidst)\s+)\W*(?:sendt|skrevet|pressemeddelelse|(?:din|jeres|vores|min)\s+(?:mail|brev|besked|henvendelse)\s+(?:af|fra))\s*[:,]?\s*"
    r"(?:den|d\.)?\s*$"
)
_TODAY = Pattern(
    r"(?:^|[.!?\n]\s*)\W*(?:(?:det|datoen)\s+er|dags\s+dato|skrevet|i\s+dag)?[\s,]*(?:i\s+dag)?[\s,]*(?:den|d\.)?\s*$"
)
_UNDECIDED = Pattern(
    r"\b(?:ved\s+(?:\w+\s+){0,2}ikke|uvist|enten|ikke\s+(?:afklaret|afgjort|fastlagt|besluttet))\b"
    rf"{_CLAUSE}$"
)
# What a machine or a form writes beside a date.
_STAMP = Pattern(
    r"\bsendt\s*[:,]?\s*(?:den|d\.)?\s*$|\b(?:afsendt|udsendt|indsendt|modtaget|oprettet|opdateret|publiceret|offentliggjort|dateret|"
    r"underskrevet|underskrift|redigeret|udskrevet|udfyldt|besvaret|besvarelse|udløber|registreret|"
    r"journaliseret|bogført|printet|indleveret)\b[^.!?\n]{0,30}$"
)
_SECONDS = Pattern(r"^\s*(?:kl\.?\s*)?\d\d:\d\d:\d\d")
_DATELINE = Pattern(r"(?:^|\n)[ \t]*[a-zæøå]+(?: [a-zæøå]+)?[ \t]*[,:][ \t]*(?:den|d\.)?[ \t]*$")
_LINE_ENDS = Pattern(r"[ \t]*\.?[ \t]*(?:\n|$)|\.\s")
_CANCELLED = Pattern(
    r"\b(?:aflys\w*|bliver\s+(?:desværre\s+)?ikke\s+til\s+noget|bliver\s+ikke\s+afholdt|udgår|"
    r"må\s+vi\s+desværre\s+(?:aflyse|udsætte|udskyde)|(?:er|bliver|blevet)\s+(?:desværre\s+|nu\s+)*(?:udskudt|udsat)|"
    r"blæst\s+omkuld|lagt\s+(?:på\s+is|i\s+graven)|i\s+mølposen|afblæs\w+|strøget|"
    r"ikke\s+bliver\s+til\s+noget|taget\s+(?:af|ud\s+af)\s+(?:programmet|kalenderen|plakaten)|"
    r"kommer\s+(?:\w+\s+){0,2}ikke\s+til\s+at\s+(?:ske|foregå|finde)|"
    r"(?:går|gik|gået)\s+(?:\w+\s+){0,2}i\s+vasken|(?:falder|faldt)\s+(?:\w+\s+)?(?:bort|væk|til\s+jorden)|"
    r"må\s+(?:\w+\s+){0,2}vente(?!\s+(?:til|på)\b)|bliver\s+der\s+(?:\w+\s+)?ikke\s+noget\s+af|"
    r"på\s+ubestemt\s+tid|skudt\s+til\s+hjørne|sat\s+på\s+pause|"
    r"(?:gennemføres|afholdes|holdes)\s+(?:desværre\s+)?ikke|finder\s+(?:desværre\s+)?ikke\s+sted|droppes|"
    r"(?:bliver|er|blevet)\s+(?:desværre\s+)?(?:droppet|indstillet|annulleret|sløjfet|skrinlagt|"
    r"opgivet)|(?:vinke|sige)\s+farvel\s+til|må\s+(?:vi\s+)?(?:desværre\s+)?(?:droppe|opgive|undvære|melde\s+(?:fra|afbud))|"
    r"kan\s+(?:desværre\s+)?ikke\s+(?:gennemføres|afholdes|lade\s+sig\s+gøre)|annulleres|indstilles)\b"
)
_MOVING = (
    r"(?:flytte[tr]?|flyttes|rykke[tr]?|rykkes|udskud?t|udskyde[rs]?|udsat|udsætte[rs]?|"
    r"ændre[tr]?|ændres)"
)
_MOVED_FROM = Pattern(
    rf"{_MOVING}\s+(?:\w+\s+){{0,3}}fra\s+(?:den|d\.)?\s*$|i\s+stedet\s+for\s+(?:den|d\.)?\s*$|"
    r"\bog\s+ikke\s+(?:den|d\.)?\s*$|\b(?:oprindelig(?:t)?|planlagt\s+til|ellers|skulle\s+(?:have\s+)?"
    r"(?:være|været)[^.!?\n]{0,20}|gamle?\s+dato\W{0,3})\s*(?:den|d\.)?\s*$"
    r"|\bkan\s+(?:\w+\s+)?ikke\s+(?:være|holdes|blive|foregå|ligge)\s+(?:på\s+)?(?:den|d\.)?\s*$"
    r"|^[^.!?\n]{0,10}\bikke\s+(?:den|d\.)\s*$|\b(?:før|tidligere|gammel(?:t)?)\s*:\s*$"
    r"|\b(?:var|blev)\s+(?:\w+\s+)?(?:sat|berammet|fastsat|planlagt|annonceret|meldt\s+ud)\s+til\s*(?:den|d\.)?\s*$"
)
_MOVED_AWAY = Pattern(
    rf"^\W*(?:(?:men|det|den|mødet|er|bliver|blev|må|vi|desværre|blevet|nu|har|at)\s+)*(?:{_MOVING}|lavet\s+om)\s+(?:\w+\s+){{0,3}}til\b"
    r"(?=\s*(?:på\s+)?(?:den|d\.)?\s*(?:$|[^\w\s])|[^.!?\n]{0,30}\b(?:uge|senere|dag|dato|måned|foråret|efteråret|"
    r"sommeren|vinteren|næste)\b)"
    r"|^\W*bliver\s+til\b|^\s*(?:->|=>|→)|^\W*gælder\s+ikke\b"
)
_MOVED_TO = Pattern(
    r"\b(?:flytte[tr]?|flyttes|rykke[tr]?|rykkes|udskudt|udskydes|udskyde[r]?|udsat|udsætte[r]?|"
    r"ændret|i\s+stedet|ny\s+dato|nye\s+dato|"
    r"erstatning\w*|holdes\s+nu|afholdes\s+nu|gennemføres\s+nu|i\s+stedet\s+for)\b[^!?\n]{0,80}$"
)


@dataclass(frozen=True)
class Setting:
    """Where a date stands: its clause before and after it, and its sentence, in small letters.

    timed: hours stand with it. gone: it lies before the day of reading. ranged: it has a last day.
    far: without a year, and so late that the one just over may be meant. today: it is the day of
    writing.
    """

    before: str
    after: str
    sentence: str
    timed: bool = False
    gone: bool = False
    ranged: bool = False
    far: bool = False
    today: bool = False


def role_of(here: Setting) -> Role:
    """Judge a date by its clause and sentence."""
    if any(asked.search(here.before) for asked in (_EMBARGO, _SHARE_FROM, _KEPT)):
        return Role.EMBARGO
    if _EMBARGO_AFTER.match(here.after):
        return Role.EMBARGO
    if _MOVED_FROM.search(here.before) or _MOVED_AWAY.match(here.after):
        return Role.CANCELLED
    if _DEADLINE.search(here.before) or _DEADLINE_AFTER.match(here.after):
        return Role.DEADLINE
    off = _CANCELLED.search(here.sentence) or strikes(here.sentence)
    if off and not _MOVED_TO.search(here.before):
        return Role.CANCELLED
    if _PAST.search(here.before) and (here.gone or not here.timed):
        return Role.PAST
    if (here.far or here.gone) and _GONE_BY.search(here.sentence):
        return Role.PAST
    return Role.OTHER if _other(here) else Role.EVENT


# Said of a meeting that the sentence names without its day.
_OFF = Pattern(
    r"\b(?:(?:er|bliver|blevet)\s+(?:desværre\s+)?(?:nu\s+)?(?:aflyst|droppet|indstillet|annulleret)|"
    r"aflyser\s+(?:vi|desværre)|(?:må|bliver\s+nødt\s+til\s+at|nødsaget\s+til\s+at)\s+"
    r"(?:vi\s+)?(?:desværre\s+)?aflyse|bliver\s+(?:alligevel\s+|desværre\s+)?ikke\s+til\s+noget|"
    r"vi\s+aflyser)\b"
)
_PERHAPS = Pattern(
    r"\b(?:hvis|såfremt|ved\s+(?:regn|dårligt)|i\s+tilfælde|kan\s+blive|medmindre)\b"
)


def is_called_off(sentence: str) -> bool:
    """Does a sentence (small letters) say that something is called off, and not only perhaps?"""
    return bool(_OFF.search(sentence)) and not _PERHAPS.search(sentence)


def is_moved_from(before: str) -> bool:
    """Does the text before a day say that a meeting no longer is on it?"""
    return bool(_MOVED_FROM.search(before))


def _tells_hours(here: Setting) -> bool:
    if re.search(r"\båbent\s+hus\b", here.sentence):
        return False
    sentence = _DOORS.sub(" ", here.sentence)
    sentence = _CLOSES_LATER.sub(" ", sentence) if here.timed else sentence
    return bool(_HOURS.search(sentence))


def _other(here: Setting) -> bool:
    if _tells_hours(here):
        return True
    if _DOWN.search(here.sentence) or (
        here.today and not here.timed and _TODAY.search(here.before)
    ):
        return True
    near = here.before[-40:] + here.after[:60]
    if _MONEY.search(here.before) or _READING.match(here.after) or _PUBLISHED.search(near):
        return True
    if _UNDECIDED.search(here.before) or _CUSTOM.search(here.sentence):
        return True
    if _AROUND.search(here.before) or _STAMP.search(here.before) or _SECONDS.match(here.after):
        return True
    if here.ranged:
        return not here.timed and bool(_IN_FORCE.search(here.before))
    if here.timed:
        return False
    dateline = _DATELINE.search(here.before) and _LINE_ENDS.match(here.after)
    return bool(_SINCE.search(here.before) or (dateline and here.gone))
