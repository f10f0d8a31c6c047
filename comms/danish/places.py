"""Places in Danish text: "Værestedet Kajen, Gothersgade 88, 7000 Fredericia"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from comms.danish.pattern import Pattern
from comms.danish.venues import (
    DOTTED,
    HAPPENING,
    HOUSE,
    IN,
    NOT_PLACES,
    NUMBER,
    ROAD,
    ROAD_WORD,
    ROOM,
    THE_HOUSE,
    TO,
    UP,
)

MOST_TEXT = 60_000  # characters
MOST_PLACES = 150
_TOWN = rf"(?:,?\s+\d{{4}}\s+{UP}(?:\s+[A-ZÆØÅ]{{1,2}}\b)?)"
_FLOOR = (
    r"(?:,\s*(?:\d{1,2}\.\s*(?:sal|th|tv|mf)\b\.?(?:\s*(?:th|tv|mf)\b\.?)?|st\.(?:\s*(?:th|tv)\b\.?)?|"
    r"stuen|kælderen|baghuset|bagbygningen|i\s+gården|lokale\s+[\w.]*\w|indgang\s+\w+))"
)
_STREET = (
    rf"(?:(?<![\w-])(?:(?:{UP}|{DOTTED})[ ]?){{0,2}}(?<![\w-])[A-ZÆØÅ][\wæøåé]{{0,40}}{ROAD}"
    rf"[ ]+{NUMBER}|(?<![\w-])(?:(?:{UP}[ ]|{DOTTED})){{1,3}}{ROAD_WORD}[ ]+{NUMBER}"
    # A whole mail in capital letters: "SJÆLLANDSGADE 41".
    rf"|(?<![\w-])[A-ZÆØÅ]{{2,30}}(?:GADE|VEJ|ALLÉ|ALLE|PLADS|STRÆDE|TORV|VÆNGE|STI|PARKEN|HAVN|VOLD|TOFT)"
    rf"(?:EN|ET)?[ ]+{NUMBER})"
)
_ADDRESS = Pattern(
    rf"(?P<street>{_STREET})(?P<note>\s*\([^()\n]{{3,40}}\))?"
    rf"(?P<floor>{_FLOOR}{{0,2}})(?P<town>{_TOWN})?"
)
_NO_NUMBER = Pattern(
    rf"(?P<street>(?<![\w-])(?:{UP}[ \t]+){{0,3}}{UP})"
    rf",?[ \t]+(?P<town>\d{{4}}[ \t]+{UP}(?:[ \t]+[A-ZÆØÅ]{{1,2}}\b)?)"
)
_ASKED = r"(?:hvor(?:\s+henne)?|sted|mødested|adresse|lokation|lokale|location|venue|spillested)"
_LABEL = Pattern(
    rf"^[^\w\n]{{0,10}}(?i:{_ASKED})(?:\s*\.{{2,30}})?\s*[:?]\s*(?P<place>[^\n]{{3,120}})"
    rf"|^[^\w\n]{{0,10}}(?:Hvor|HVOR|Sted|STED|Mødested|Adresse)\s+(?P<line>[A-ZÆØÅ][^\n]{{3,100}})"
    r"|\b(?:HVOR|STED|Hvor|Sted|Mødested|Adresse)\s*:\s*(?P<inline>[^\n;|]{3,100})"
    "|[\U0001f4cd\U0001f4cc\U0001f5fa\U0001f3e0]\ufe0f?[ \t]*(?P<signed>[^\n]{3,100})",
    re.MULTILINE,
)
_UNKNOWN = Pattern(
    r"\W*(?:følger|oplyses|meldes|kommer|tba|ukendt|aftales|senere|endnu|ikke|sendes|finder|"
    r"er\s+)\b",
    re.IGNORECASE,
)
# A label's words end at the next sentence or label; "Gl." and "St." end none.
_LABEL_ENDS = Pattern(
    r"\s{2,}|\s\|\s|\s+(?=(?:HVORNÅR|HVAD|Hvornår|Hvad|Tid|Pris|Dato|Tilmelding)\b)"
    r"|(?<!\bGl)(?<!\bSt)(?<!\bSkt)(?<!\bSct)(?<!\bSdr)(?<!\bNr)(?<!\b[A-ZÆØÅ])"
    r"(?<!\bth)(?<!\btv)(?<!\d)\.\s+(?=[A-ZÆØÅ])"
)
_HOUSE_NUMBER = r"\d{1,2}\b(?![.,:/]\d|\s*(?:km|kr|%|min|timer))"
_NAME = (
    rf"(?:{DOTTED}){{0,3}}{UP}"
    rf"(?:[ ](?:{DOTTED})?(?:{UP}|[A-ZÆØÅ]\b|{_HOUSE_NUMBER}|&)){{0,6}}"
)
_CORNER = Pattern(
    rf"\b[Hh]jørnet[ ](?:af|ved|mellem)[ ]{UP}(?:[ ]{UP})?[ ](?:og|/)[ ]{UP}(?:[ ]{UP})?"
)
_OLD = r"(?:store|lille|gamle|nye|røde|hvide|grønne|fælles|øverste|nederste)"
_THAT = r"(?:[Dd]en|[Dd]et|[Dd]e)"
# A house in a house: looked for from the word between them, which is quicker.
_INSIDE = Pattern(rf"(?<=\w)[ ](?:ved siden af|{IN})[ ]")
_OUTER = Pattern(rf"{_STREET}|{_NAME}(?:[ ]{_OLD}[ ]{HOUSE}(?![\wæøå]))?|{ROOM}|{THE_HOUSE}\b")
_INNER = Pattern(
    rf"(?:{THE_HOUSE}|{_THAT}[ ][\wæøå]+[ ]{HOUSE}|{ROOM}|"
    rf"[\wæøå-]{{2,40}}s[ ]{HOUSE}|[Cc]af[ée][ ]{UP})"
)
_A_HOUSE = Pattern(rf"(?:{THE_HOUSE}|{HOUSE})")
# The way in to a house: "hovedindgangen til sygehuset", "dørene til Vandtårnet åbner".
_WAY_IN = Pattern(
    r"\b(?P<door>(?:(?:hoved|bag|side)?indgangen|[Dd]ør(?:en|ene)))[ ]til[ ]"
    rf"(?P<place>{_NAME}|{THE_HOUSE}\b)"
)
# At the beginning of a sentence: "I Beboerhuset Kløveren dækker vi op".
_BEGUN = Pattern(rf"(?:^|(?<=[.!?:][ ]))(?:I|På|Ved)[ ](?P<place>{_NAME})", re.MULTILINE)
# "Biblioteket holder åbent hus": who opens is where.
_OPENS = Pattern(
    rf"(?:^|(?<=[.!?:][ ]))(?P<place>{THE_HOUSE}|{_NAME})"
    r"[ ](?:(?:holder|har)[ ]åbent|åbner)\b",
    re.MULTILINE,
)
_OWNED = Pattern(rf"\b{TO}[ ](?P<place>[\wæøå-]{{2,40}}s[ ](?:{_OLD}[ ])?{HOUSE})(?![\wæøå])")
_PROPER = Pattern(
    rf"\b{TO}[ \n](?P<place>(?:[Dd]e[nt][ ](?={UP}))?{_NAME}"
    rf"(?:(?<=s)[ ](?:{_OLD}[ ])?{HOUSE}(?![\wæøå]))?"
    rf"(?:,?[ ]\d{{4}}[ ]{UP})?)"
)
_COMMON = Pattern(
    rf"\b{TO}[ ](?P<place>{_THAT}[ ][\wæøå]+[ ]{HOUSE}(?![\wæøå])|{THE_HOUSE}(?![\wæøå])"
    rf"(?:[ ]{IN}[ ]{UP})?|{ROOM})"
)
_LINE = Pattern(
    rf"(?:{TO}[ ])?(?P<place>(?:{_NAME}|{THE_HOUSE}|{ROOM})(?:[ ]{IN}[ ](?:{_NAME}|{THE_HOUSE}))?"
    rf"(?:,[ ](?:{_NAME}|{THE_HOUSE}|{ROOM}|\d\.[ ]sal))*)\s*"
)
_HOUSED = Pattern(rf"{HOUSE}|{ROOM}")
# "Mandag 16/3 kl. 15-17: Hovedbiblioteket": the rest of a line that tells the time.
_LINE_ENDS = Pattern(
    rf"(?:{TO}[ ])?(?P<place>{THE_HOUSE}(?:[ ]{IN}[ ]{_NAME})?|{UP}[ ](?:{UP}[ ]){{0,2}}{HOUSE}|"
    rf"{ROOM}(?:[ ]{IN}[ ](?:{_NAME}|{THE_HOUSE}))?)"
)
_LAST_PART = Pattern(r"(?:\d|kl\.?)[^\n:]{0,12}(?::|,|[ ]-|[ ]–)[ ]")
_OCCASION = Pattern(r"(?:markedet|caféen|cafeen|festen|basaren)$", re.IGNORECASE)
# "Vi holder det i vaskekælderen": said to be where, whatever other names there are.
_SAID_TO_BE = Pattern(
    r"\b(?:hold(?:er|es)|foregår|mødes|samles|sidder|finder\s+(?:det\s+)?sted|afholdes|holder\s+(?:vi\s+)?til)"
    r"\s+(?:(?:vi|det|den|os|nemlig|denne\s+gang|i\s+år)\s+){0,2}$",
    re.IGNORECASE,
)
# Who takes the names is not where it is: "meld dig til hos Lone".
_SIGNING_UP = Pattern(
    r"\b(?:tilmeld\w*|meld\w*|henvend\w*|bestil\w*|svar|kontakt\w*|besked|købes|hør\w*|spørg\w*)\b"
    r"[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_TIMELY = Pattern(
    r"\bkl\b|\d[.:]\d\d|\d/\d|\d\.\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)",
    re.IGNORECASE,
)
_ONLINE = Pattern(
    r"\b(?:(?:på|via|over|i|med)\s+)?(?:Microsoft\s+|MS\s+)?(?P<place>Teams|Zoom|Google\s+Meet|Skype)\b"
    r"|\b(?P<bare>[Oo]nline|[Vv]irtuelt)\b(?!\s*(?:tilmeld|betal|køb|på\s+vores|på\s+siden|shop))"
)
_INTRO = Pattern(
    rf"(?:^|\b)(?:(?:her|inde|ude|nede|oppe)\s+)?(?:{TO}|til|af|ind i|{_ASKED}\s*:)\s+",
    re.IGNORECASE,
)
# Where one ends up is not where one meets.
_AFTERWARDS = Pattern(
    r"\b(?:slutter|ender|fremme|runder\s+af|går\s+videre|kører\s+videre)\s+\w+\s+$"
)
_FILLER = Pattern(r"^(?:(?:nemlig|altså|stadig|dvs\.?|nu|her|der|selve|vores)\s+)+", re.IGNORECASE)
_NO_PLACE = Pattern(
    r"\bhvor\b[^.!?\n]{0,40},?\s+(?:følger|finder\s+vi\s+ud\s+af|(?:er|ligger)\s+(?:endnu\s+)?"
    r"(?:ikke|uvist)|oplyses|meldes\s+ud|kommer\s+senere)\b|"
    r"\b(?:stedet|lokalet|adressen|mødestedet|hvor\s+vi\s+mødes|et\s+sted|"
    r"et\s+lokale)\b[^.!?\n]{0,60}"
    r"\b(?:senere|følger|besked|meldes|melder|oplyses?|leder|mangler|på\s+plads|fundet|endnu)\b"
    r"|\b(?:leder|søger|mangler|på\s+jagt|på\s+udkig)\b[^.!?\n]{0,30}\b(?:sted|lokale|lokaler|"
    r"rum|sal)\b"
    r"|\b(?:oplyser|oplyses|siger|skriver|"
    r"fortæller)\b[^.!?\n]{0,20}\bikke\b[^.!?\n]{0,20}\b(?:adresse|sted)"
    r"|\bhvor\b[^.!?\n]{0,40}\b(?:får\s+(?:i|du)|melder\s+vi|skriver\s+vi|ved\s+vi)\b[^.!?\n]{0,25}"
    r"\b(?:besked|ud|senere|ikke|endnu|først)\b",
    re.IGNORECASE,
)
# A table's last column: "Dag Tid Emne Lokale", and below it "ti 8/9 16-17.30 Broderi Læsesalen".
_COLUMN = Pattern(
    r"\W*(?:Dag|Dato|Tid|Hvornår|Tidspunkt)\b[^:\n]{0,60}[ ](?:[Ll]okale|[Ss]ted|[Hh]vor)\W*"
)
_IN_COLUMN = Pattern(
    rf"[ ](?P<place>{ROOM}|{UP}[ ]{HOUSE}|"
    rf"(?=[A-ZÆØÅ]){THE_HOUSE}(?:[ ]{IN}[ ](?:{_NAME}|{THE_HOUSE}))?)\W*$"
)
_WAY_TO = Pattern(r"\bindgang\s+(?:fra|via|ad|gennem|ved|på|mod|i)\s+$", re.IGNORECASE)
_LEADING = Pattern(r"^(?:I|På|Hos|i|på|hos)\s+(?=\w)")
_SAME = Pattern(
    r"\b(?:samme\s+sted|ibidem|sted\s+som\s+ovenfor|igen\s+(?:i|på)\s+samme)\b", re.IGNORECASE
)
_NO_VENUE = Pattern(
    r"\b(?:er|var|har|kan|skal|vil|bliver|holder|mødes|og|der|som|kl|kr)\b|[.!?;:]|\d{3}",
    re.IGNORECASE,
)


class Kind(IntEnum):
    """How surely it is the place of a meeting, the surest last."""

    ONLINE = 0
    COMMON = 1
    PROPER = 2
    VENUE = 3
    ADDRESS = 4
    LABEL = 5


@dataclass(frozen=True)
class Place:
    """text[at:to] names a place."""

    at: int
    to: int
    text: str
    kind: Kind


def find_places(text: str, venues: Iterable[str] = ()) -> list[Place]:
    """All places, the surer reading where two share words. venues: names known beforehand."""
    text = text[:MOST_TEXT]
    by_words = (*_compounds(text), *_by_words(text))
    named = [p for p in by_words if not _AFTERWARDS.search(text[max(0, p.at - 30) : p.at])]
    found: list[Place] = []
    for place in (
        *_labels(text),
        *(place for place in named if place.kind is Kind.ADDRESS),
        *_addresses(text, named),
        *_without_number(text),
        *_known(text, venues),
        *_lines(text),
        *named,
        *_online(text),
    ):
        if not any(place.at < other.to and other.at < place.to for other in found):
            found.append(place)
        if len(found) >= MOST_PLACES:
            break
    return sorted(found, key=lambda place: place.at)


def says_no_place(text: str) -> bool:
    """Does it say that the place comes later, or is kept back?"""
    return bool(_NO_PLACE.search(text))


def says_same_place(text: str) -> bool:
    """ "samme sted": the place of the meeting before."""
    return bool(_SAME.search(text))


def _labels(text: str) -> Iterator[Place]:
    for match in _LABEL.finditer(text):
        group = next(name for name in ("place", "line", "inline", "signed") if match[name])
        shown = _LABEL_ENDS.split(match[group].strip())[0]
        if not says_no_place(match.group()) and not _UNKNOWN.match(shown):
            at = match.start(group)
            shown = _LEADING.sub("", shown)
            at = text.index(shown, at)
            yield Place(at, at + len(shown), _tidy(shown), Kind.LABEL)


def _addresses(text: str, named: list[Place]) -> Iterator[Place]:
    for match in _ADDRESS.finditer(text):
        venue, at = _named_before(text, match.start(), named) or _venue_before(text, match.start())
        street = " ".join(match["street"].split())
        floor = f"{_tidy(match['floor'])}" if match["floor"] else ""
        shown = ", ".join(filter(None, [venue, street, floor])) + _town(match["town"])
        way = _WAY_TO.search(text[max(0, match.start() - 20) : match.start()])
        yield Place(at, match.end(), shown, Kind.PROPER if way else Kind.ADDRESS)


def _named_before(text: str, at: int, named: list[Place]) -> tuple[str, int] | None:
    """The name that an address follows: "Kantinen hos Lodsby Industri, Fynsvej 320"."""
    for place in named:
        if place.at < at and re.fullmatch(r",\s+(?:på\s+)?", text[place.to : at]):
            return place.text, place.at
    return None


def _without_number(text: str) -> Iterator[Place]:
    """A square or a house with its postal code: "Søndervang Torv, 7000 Fredericia"."""
    for match in _NO_NUMBER.finditer(text):
        if match["street"].split()[0] not in NOT_PLACES:
            shown = f"{_tidy(match['street'])}, {match['town']}"
            yield Place(match.start(), match.end(), shown, Kind.ADDRESS)


def _town(shown: str | None) -> str:
    return f", {' '.join(shown.strip(' ,').split())}" if shown else ""


def _venue_before(text: str, at: int) -> tuple[str, int]:
    """The name before an address, "…i Borgersalen, Rådhuspladsen 2", or nothing."""
    before = text[max(0, at - 90) : at]
    if not re.search(r",\s*$", before):
        return "", at
    bare = before.rstrip(", \n")
    begin = max((m.end() for m in re.finditer(r"[.!?:;\n(–|]\s*|\s-\s|,\s", bare)), default=0)
    for match in _INTRO.finditer(bare):
        begin = max(begin, match.end())
    venue = _FILLER.sub("", bare[begin:].strip())
    if not venue or not venue[0].isalpha() or len(venue.split()) > 6 or _NO_VENUE.search(venue):
        return "", at
    return _tidy(venue), at - (len(before) - begin)


def _known(text: str, venues: Iterable[str]) -> Iterator[Place]:
    for venue in venues:
        name = venue.partition(",")[0].strip()
        for match in re.finditer(rf"\b{re.escape(name)}(?:s\b)?", text) if name else ():
            yield Place(match.start(), match.end(), name, Kind.VENUE)


def _compounds(text: str) -> Iterator[Place]:
    """A house in a house: "køkkenet på Egekollen", "Pladsen foran Vandtårnet"."""
    done = 0
    for between in _INSIDE.finditer(text):
        at = _inner_at(text, between.start()) if between.start() >= done else None
        match = _OUTER.match(text, between.end()) if at is not None else None
        if at is None or match is None:
            continue
        done, outer = match.end(), match.group().split()
        if not HAPPENING.search(outer[-1]) and outer[0] not in NOT_PLACES:
            shown = text[at:done]
            kind = Kind.ADDRESS if re.search(_STREET, shown) else Kind.VENUE
            yield Place(at, done, _tidy(shown), kind)


def _inner_at(text: str, to: int) -> int | None:
    """Where the house begins that text[:to] ends with: one word, or up to three as in "Sal C"."""
    words = list(re.finditer(r"\S+", text[max(0, to - 60) : to]))[-3:]
    for word in words:
        at = max(0, to - 60) + word.start()
        if _INNER.fullmatch(text, at, to):
            return at
    return None


def _by_words(text: str) -> Iterator[Place]:
    for match in _CORNER.finditer(text):
        yield Place(match.start(), match.end(), _tidy(match.group()), Kind.VENUE)
    for match in _WAY_IN.finditer(text):
        shown = match["place"] if match["door"].lower().startswith("dør") else match.group()
        yield Place(match.end() - len(shown), match.end(), _tidy(shown), Kind.VENUE)
    yield from _begun(text)
    for match in _OWNED.finditer(text):
        yield Place(match.start("place"), match.end("place"), _tidy(match["place"]), Kind.PROPER)
    for match in _PROPER.finditer(text):
        words = match["place"].split()
        first = words[1] if words[0].lower() in ("den", "det") else words[0]
        known = first.strip(",.'’") in NOT_PLACES and not re.search(HOUSE, words[-1])
        asked = _SIGNING_UP.search(text[max(0, match.start() - 50) : match.start()])
        whom = asked and text.startswith("hos", match.start())
        if not known and not whom and not HAPPENING.search(words[-1]):
            yield Place(
                match.start("place"), match.end("place"), _tidy(match["place"]), Kind.PROPER
            )
    for match in _COMMON.finditer(text):
        if not HAPPENING.search(match["place"]):
            at, to = match.span("place")
            said = _SAID_TO_BE.search(text[max(0, match.start() - 50) : match.start()])
            yield Place(at, to, _tidy(match["place"]), Kind.VENUE if said else Kind.COMMON)


def _begun(text: str) -> Iterator[Place]:
    """What a sentence begins with, where its words are those of a house."""
    for pattern, kind in ((_BEGUN, Kind.PROPER), (_OPENS, Kind.COMMON)):
        for match in pattern.finditer(text):
            words = match["place"].split()
            house = any(_A_HOUSE.fullmatch(word) for word in words)
            if house and words[0] not in NOT_PLACES and not HAPPENING.search(words[-1]):
                yield Place(*match.span("place"), _tidy(match["place"]), kind)


def _lines(text: str) -> Iterator[Place]:
    """A line of its own beside the one that tells the time: "Pakhus 7, Gl. Havn"."""
    at = 0
    timely = column = False
    for line in text.split("\n"):
        heading = bool(_COLUMN.fullmatch(line))
        column = heading or (column and bool(line.strip()))
        shown = line.strip(" •*-–\t")
        if last := _IN_COLUMN.search(line) if column and not heading and len(line) < 120 else None:
            yield Place(at + last.start("place"), at + last.end("place"), last["place"], Kind.VENUE)
        housed = timely and not heading and 3 < len(shown) <= 80 and _HOUSED.search(shown)
        match = _LINE.fullmatch(shown) if housed else None
        if ends := _place_at_end(shown):
            begin = at + line.index(shown) + ends.start("place")
            yield Place(begin, begin + len(ends["place"]), _tidy(ends["place"]), Kind.VENUE)
        if match and shown.split()[0] not in NOT_PLACES:
            begin = at + line.index(match["place"])
            yield Place(begin, begin + len(match["place"]), _tidy(match["place"]), Kind.VENUE)
        timely = bool(_TIMELY.search(line)) or (timely and not line.strip())
        at += len(line) + 1


def _place_at_end(line: str) -> re.Match[str] | None:
    """The place after the hours of a line, if nothing else stands there."""
    parts = list(_LAST_PART.finditer(line)) if len(line) <= 100 else []
    last = parts[-1].end() if parts else 0
    if not last or len(line) - last > 50 or not _HOUSED.search(line, last):
        return None
    match = _LINE_ENDS.fullmatch(line, last)
    return match if match and not _is_occasion(match["place"]) else None


def _is_occasion(name: str) -> bool:
    return bool(_OCCASION.search(name) or HAPPENING.search(name))


def _online(text: str) -> Iterator[Place]:
    for match in _ONLINE.finditer(text):
        group = "place" if match["place"] else "bare"
        shown = match[group] if match["place"] else match[group].lower()
        yield Place(match.start(group), match.end(group), _tidy(shown), Kind.ONLINE)


def _tidy(shown: str) -> str:
    return " ".join(shown.split()).strip(" ,.;:-–")
