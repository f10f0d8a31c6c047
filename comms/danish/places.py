"""Places in Danish text: "Værestedet Kajen, Gothersgade 88, 7000 Fredericia"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

MOST_TEXT = 60_000  # characters
MOST_PLACES = 150
# Bounded: a word of "Ab-Ab-Ab…" over a whole page would be tried again at each of its hyphens.
_UP = r"[A-ZÆØÅÉ][\wæøåéü'’-]{0,40}"
_ROAD = (
    r"(?:gade|vej|allé|alle|plads(?:en)?|stræde(?:t)?|torv(?:et)?|vænge(?:t)?|boulevard|bro|"
    r"park(?:en)?|"
    r"havn(?:en)?|sti(?:en)?|brygge(?:n)?|kaj(?:en)?|mark(?:en)?|toft(?:en)?|have(?:n)?|"
    r"banke(?:n)?|kær|"
    r"lund(?:en)?|bakke(?:n)?|vold(?:en)?|række(?:n)?|gården|port)"
)
_NUMBER = r"\d{1,3}(?:\s?[A-Za-z]\b)?(?:\s?[-–]\s?\d{1,3}(?:\s?[A-Za-z]\b)?)?(?!\d)"
_TOWN = rf"(?:,?\s+\d{{4}}\s+{_UP}(?:\s+[A-ZÆØÅ]{{1,2}}\b)?)"
_ADDRESS = re.compile(
    rf"(?P<street>\b(?:{_UP}\s+){{0,2}}[A-ZÆØÅ][\wæøåé]{{0,40}}{_ROAD}\s+{_NUMBER}"
    rf"|\b(?:{_UP}\s+){{1,2}}(?:Torv|Plads|Allé|Alle|Boulevard|Gade|Vej)\s+{_NUMBER})"
    rf"(?P<note>\s*\([^()]{{3,40}}\))?(?P<floor>,\s*(?:\d\.\s*sal|st\.|stuen|kælderen|"
    rf"lokale\s+\w+))?(?P<town>{_TOWN})?"
)
_NO_NUMBER = re.compile(
    rf"(?P<street>\b(?:{_UP}[ \t]+){{0,3}}{_UP})"
    rf",?[ \t]+(?P<town>\d{{4}}[ \t]+{_UP}(?:[ \t]+[A-ZÆØÅ]{{1,2}}\b)?)"
)
_LABEL = re.compile(
    r"^[^\w\n]{0,10}(?:hvor|sted|mødested|adresse|lokation|lokale)\s*:\s*(?P<place>[^\n]{3,120})"
    r"|\b(?:HVOR|STED|Hvor|Sted|Mødested|Adresse)\s*:\s*(?P<inline>[^\n.;|]{3,100})",
    re.MULTILINE,
)
_TO = re.compile(
    r"(?:^|\b)(?:(?:her\s+|inde\s+|ude\s+|nede\s+|oppe\s+)?(?:i|på|hos|ved|til|af|ind i|foran)\s+|"
    r"(?:sted|hvor|mødested|adresse)\s*:\s*)",
    re.IGNORECASE,
)
_PROPER = re.compile(
    rf"\b(?:i|på|hos|ved|foran)\s+(?P<place>(?:{_UP})(?:\s+(?:{_UP}|[A-Z]|\d{{1,2}}))*"
    rf"(?:,?\s+\d{{4}}\s+{_UP})?)"
)
_KIND = (
    r"(?:huset|hallen|salen|kirken|parken|haven|gården|torvet|pladsen|stuen|caféen|cafeen|"
    r"kælderen|lokalet|"
    r"lokalerne|skolen|klubben|centret|centeret|stranden|havnen|museet|teatret|biblioteket|"
    r"rådhuset|banen|"
    r"stadion|laden|remisen|foyeren|aulaen|kantinen|køkkenet|værkstedet|værestedet|herberget|"
    r"teltet|"
    r"butikken|pavillonen|gymnastiksalen|svømmehallen|biografen|hotellet|kroen|skoven|søen|volden)"
)
_COMMON = re.compile(
    rf"\b(?:i|på|hos|ved|foran)\s+(?P<place>(?:(?:den|det|de)\s+\w+\s+)?[\wæøå]*{_KIND}"
    rf"(?:\s+(?:på|i|ved|bag|under|over)\s+{_UP})?)(?![\wæøå])",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
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
_SAME = re.compile(
    r"\b(?:samme\s+sted|ibidem|sted\s+som\s+ovenfor|igen\s+(?:i|på)\s+samme)\b", re.IGNORECASE
)
_NO_VENUE = re.compile(
    r"\b(?:er|var|har|kan|skal|vil|bliver|holder|mødes|og|der|som|kl|kr)\b|[.!?;:]|\d{3}",
    re.IGNORECASE,
)
_NOT_PLACES = {
    *("Danmark", "Fredericia", "Facebook", "Instagram", "Zoom", "Teams", "Google", "Kommune"),
    *("Kommunen", "Strategi", "Jylland", "Fyn", "Trekanten", "Jer", "Dig", "Dem", "Os", "Jul"),
    *("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag", "Påske", "Pinse"),
    *("Januar", "Februar", "Marts", "April", "Maj", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "December", "I", "De", "Vi", "Den", "Det", "Der"),
}


class Kind(IntEnum):
    """How surely it is the place of a meeting, the surest last."""

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
    found: list[Place] = []
    for place in (
        *_labels(text),
        *_addresses(text),
        *_without_number(text),
        *_known(text, venues),
        *_by_words(text),
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


def _labels(text: str) -> Iterable[Place]:
    for match in _LABEL.finditer(text):
        group = "place" if match["place"] else "inline"
        shown = re.split(r"\s{2,}|\s+(?=HVORNÅR|Hvornår|Tid:|Pris)", match[group].strip())[0]
        if not says_no_place(match.group()):
            yield Place(
                match.start(group), match.start(group) + len(shown), _tidy(shown), Kind.LABEL
            )


def _addresses(text: str) -> Iterable[Place]:
    for match in _ADDRESS.finditer(text):
        venue, at = _venue_before(text, match.start())
        street = " ".join(match["street"].split())
        shown = ", ".join(filter(None, [venue, street])) + _town(match["town"])
        yield Place(at, match.end(), shown, Kind.ADDRESS)


def _without_number(text: str) -> Iterable[Place]:
    """A square or a house with its postal code: "Søndervang Torv, 7000 Fredericia"."""
    for match in _NO_NUMBER.finditer(text):
        if match["street"].split()[0] not in _NOT_PLACES:
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
    begin = max((m.end() for m in re.finditer(r"[.!?:;\n(–]\s*|\s-\s|,\s", bare)), default=0)
    for match in _TO.finditer(bare):
        begin = max(begin, match.end())
    venue = bare[begin:].strip()
    if not venue or len(venue.split()) > 6 or _NO_VENUE.search(venue):
        return "", at
    return _tidy(venue), at - (len(before) - begin)


def _known(text: str, venues: Iterable[str]) -> Iterable[Place]:
    for venue in venues:
        name = venue.partition(",")[0].strip()
        for match in re.finditer(rf"\b{re.escape(name)}(?:s\b)?", text) if name else ():
            yield Place(match.start(), match.end(), name, Kind.VENUE)


def _by_words(text: str) -> Iterable[Place]:
    for match in _PROPER.finditer(text):
        first = match["place"].split()[0].strip(",.'’")
        if first not in _NOT_PLACES:
            yield Place(
                match.start("place"), match.end("place"), _tidy(match["place"]), Kind.PROPER
            )
    for match in _COMMON.finditer(text):
        yield Place(match.start("place"), match.end("place"), _tidy(match["place"]), Kind.COMMON)


def _tidy(shown: str) -> str:
    return " ".join(shown.split()).strip(" ,.;:-–")
