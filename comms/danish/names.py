"""Persons named in Danish text. Names of organisations and places, and greetings, do not count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GIVEN = frozenset(
    """
    aage abdi abdul agnes agnete ahmed aisha aksel albert alberte alex alexander alfred ali
    alice alma alva amalie amanda amina amira anders andrea andreas ane anette anita anja ann
    anna annalise anne annelise annemarie annette anni annika anton arne arthur asger asta
    astrid august aya bahar barbara beate benedikte benjamin bent bente berit bertel bertha
    bettina birger birgit birgitte birte birthe bjarne bo bodil brian brigitte britt britta
    bruno camilla carina carl carla carlo caroline carsten casper cecilie charlotte chris
    christel christian christina christine christoffer clara claus connie conny dagmar dagny
    daniel danni dennis ditlev ditte dorrit dorte dorthe ebba ebbe edith egon eigil einar elias
    elin elisabeth elise ella ellen ellinor elma elna else elsebeth elva emil emilie emma emmy
    eric erik erika erling erna ernst esben eskild esther eva evald evelyn fadi fatima fatma
    felix ferdinand finn flemming flora frank frans fred frede frederik frederikke freja frida
    fritz gerda gert gertrud gitte grete grethe gudmund gudrun gunhild gunnar gunvor gurli
    gustav gyda halfdan hamza hanna hannah hanne hans harald harry hasan hassan heidi heinrich
    helena helene helga helge helle henning henny henriette henrik herluf herman hilda hilma
    hjalmar holger hugo hussein ib ibrahim ida iman inga ingeborg ingelise inger ingrid ingvar
    irene iris irma isabella isak ivan iver jack jacob jakob jan jane janne jannie jannik janus
    jasmin jean jeanette jeanne jenny jens jeppe jesper jette jimmi jimmy johan johanna johanne
    johannes john johnny jon jonas jonathan jonna josef josefine judith julie julius jytte
    jørgen jørn kai kaj kamilla karen karin karina karl karla karoline karsten kasper kathrine
    katrine kay keld kenneth kent khaled kim kira kirsten kirstine kjeld klara klaus knud
    konrad kresten kristian kristina kristine kristoffer kurt lars lasse lauge laura laurits
    lauritz layla lea leif lena lene leo leon leonora liam lilian lilli lilly lina linda line
    lis lisa lisbet lisbeth lise liselotte lissi lizzi lone lotte louis louise lucas ludvig
    lukas luna lykke lynge mads magda magdalene magnus maj-britt maja malene malou malte marcus
    maren margit margrethe maria marianne marie marius markus martha martin martine mary
    mathias mathilde matilde mats max maya mehmet melissa merete meta mette mia michael
    michelle mie mikael mikkel mille mira mogens mohamed mohammed mona monica monika morten
    mustafa mynte nadia naja nana nanna natasja nete nicklas nicolai nicolaj niels nikolaj nina
    noah nora oda olaf olav ole olga oliver olivia omar oscar oskar otto ove pauline paw peder
    pelle per pernille peter petra philip pia poul poula preben ragnar ragnhild rahim ramona
    randi rasmus rebecca regitze regnar renate rene richard rigmor rikke rita robert robin rolf
    ronni rosa rosita ruben rudi rune ruth sabrina said salma samir samira samuel sandra sanne
    sara sarah sebastian selma serkan sif signe sigrid sigurd silas silje simon simone sine
    sofia sofie sofus solveig solvejg sonja sophia sophie steen stefan sten stig stine storm
    sune susan susanne suzanne sven svend sverre søren sørine tage tanja tenna thea theis theo
    theodor therese thomas thor thora thorkild thyge tilde tim tina tine tobias tom tommy tonny
    tor torben tore tormod tove trine troels uffe ulf ulla ulrik ulrikke ursula vagn valborg
    valdemar valentin vera verner vibeke victor viggo viktor viktoria vilhelm villads villy
    vilma vincent viola vita vivi vivian walter werner wilma winnie yasmin yousef yrsa yusuf
    yvonne zahra zainab zeynep åge ågot åse
    """.split()  # noqa: SIM905 names read better in rows
)
# Given names that are words as well: a person only with a surname or where no word could stand.
_WORDS_TOO = frozenset(
    """
    ali ane april ask asta august bo dag felix flora ib iris jack jan kim leo line liv luna
    lykke mai maj mark mary max per rosa sara sol steen sten storm thor tim tor viktoria viola
    """.split()  # noqa: SIM905 names read better in rows
)
_UP = r"[A-ZÆØÅÉ][a-zæøåéüöä'’]+(?:-[A-ZÆØÅÉ]?[a-zæøåéüöä]+)?"
_NAME = re.compile(
    rf"(?<![\w@./-])(?P<first>{_UP})(?P<rest>(?:[ \t]+(?:von|van|de|af|el|al)?[ ]?{_UP}|"
    rf"[ ][A-ZÆØÅ]\.){{0,3}})"
)
_GREETING = re.compile(
    r"^\W*(?:kære|hej|goddag|godmorgen|hallo|hi|dear|til|tak|hejsa|halløj)\b[^\n]{0,60}$",
    re.IGNORECASE,
)
_HELLO = re.compile(r"(?:^|\n)\W*(?:kære|hej|hejsa|goddag|dear|hi|hallo)[ ,]+$", re.IGNORECASE)
_ORGANISER = re.compile(
    r"^\W*(?:arrangør|afsender|fra|til|sendt|emne|cc|redaktion|foto|fotograf|venlig hilsen|"
    r"mvh)\s*:",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(
    r"(?:\bsiger|fortæller|forklarer|mener|hedder|fortalte|sagde|spurgte|takker|ifølge)\s+$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^(?:\s+på\s+\d{1,3}\b|\s*\(\d{1,3}\)|,?\s+(?:siger|fortæller|fortalte|sagde|forklarer|"
    r"mener)\b|,\s+der\s+er\b)"
)
_NOT_PERSONS = re.compile(
    r"^(?:s\s|\s*(?:Kirke|Skole|Plads|Gade|Vej|Allé|Hus|Fond|Forening|Kommune|Café|A/S|ApS|"
    r"Marked|Minde|Center|Gård)\b)"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:sankt|skt\.|sct\.|st\.|dronning|kong|prins|prinsesse|café|hotel|restaurant)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """text[start:end] names a person."""

    start: int
    end: int
    text: str


def find(text: str) -> Iterator[Name]:
    """Every person named in running text. Lines that only greet or tell who sends are left out."""
    at = 0
    for line in text.split("\n"):
        if not (_GREETING.match(line) and len(line.split()) <= 8) and not _ORGANISER.match(line):
            for match in _NAME.finditer(line):
                if _is_person(line, match):
                    shown = match.group().rstrip()
                    yield Name(at + match.start(), at + match.start() + len(shown), shown)
        at += len(line) + 1


def is_given_name(word: str) -> bool:
    """Is the word one of the usual given names?"""
    return _bare(word) in _GIVEN


def _is_person(line: str, match: re.Match[str]) -> bool:
    before, after = line[max(0, match.start() - 60) : match.start()], line[match.end() :][:60]
    if _HELLO.search(before) or _PLACE_BEFORE.search(before):
        return False
    if _NOT_PERSONS.match(after) or _NOT_PERSONS.match(match["rest"]):
        return False
    first, surname = match["first"], match["rest"].strip()
    starts = not re.search(r"[\w,–-]\s*[\"”»]?$", before)
    if _bare(first) in _GIVEN:
        ambiguous = _bare(first) in _WORDS_TOO
        return bool(surname) or not (ambiguous and starts)
    # A name nobody has listed: two capitals in a row, and somebody says something or has an age.
    told = _ROLE_BEFORE.search(before) or _ROLE_AFTER.match(after)
    return bool(surname and told and not starts) or bool(surname and _ROLE_AFTER.match(after))


def _bare(word: str) -> str:
    low = word.lower().rstrip("'’")
    if low in _GIVEN:
        return low
    if low.endswith("s") and low[:-1] in _GIVEN:  # the genitive: "Grethes"
        return low[:-1]
    return low.split("-")[0]
