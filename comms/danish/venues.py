"""The words that Danish names of places are made of."""

import re

from comms.danish.pattern import Pattern

UP = r"[A-ZÆØÅÉ][\wæøåéü'’-]{0,40}"
# Short forms before a name: "Gl. Landevej", "H.C. Andersens Vej", "Skt. Michaelis Kirke".
DOTTED = r"(?:(?:Gl|Sdr|Ndr|Nr|Vestr|Østr|St|Ll|Skt|Sct|Chr|Dr|Kgl|[A-ZÆØÅ])\.[ ]?)"
# A house with such a word in its name is a place; as they stand after "den gamle".
_HOUSES = (
    r"hus|hal|sal|kirke|park|have|gård|torv|plads|stue|café|cafe|kælder|lokale|skole|klub|center|"
    r"centr|strand|havn|muse|teat|bibliotek|bane|græs|stadion|lade|remise|foyer|aula|kantine|"
    r"køkken|værksted|værested|herberg|telt|butik|pavillon|biograf|hotel|kro|skov|sø|vold|"
    r"station|fabrik|scene|tårn|port|kiosk|filial|afdeling|hjem|terrasse|mole|kaj|bro|"
    r"bygning|arena|kontor|sygehus|kollegi|loft|atelier|galleri|hytte|vaskeri|rum|auditori|"
    r"orangeri|depot|marked|trappe|shelter|mark|kapel|kælder|anlæg|boder|bod|springvand|skur|"
    r"krypt|gågade|statue|plæne|parkeringsplads|indgang"
)
HOUSE = rf"(?i:[\wæøåé-]{{0,40}}(?:{_HOUSES}))"
_THE = r"(?:en|et|n|t|erne|rne|ne|met|ket|let|ret|tet|set|rummet)"
THE_HOUSE = rf"{HOUSE}{_THE}"
ROOM = (
    r"(?:[Mm]øde|[Kk]ursus|[Uu]ndervisnings)?(?:[Ll]okale|[Ss]al|[Rr]um|[Gg]arage|[Hh]al|[Pp]akhus|"
    r"[Bb]ygning|[Oo]pgang|[Ii]ndgang|[Mm]essehal|[Bb]ane|[Pp]avillon)"
    r"[ ](?:[A-ZÆØÅ]|\d{1,3}(?:\.\d{1,2})?)"
    r"(?![\wæøå]|[.:]\d)"
)
IN = (
    r"(?:i|på|hos|ved|foran|bag|under|over|overfor|bagved|ved siden af|oven på|ovenpå|neden under|"
    r"inde bag|oppe over)"
)
TO = (
    r"(?:i|på|hos|ved|foran|bag|fra|omkring|inde i|ude på|nede i|oppe på|"
    r"(?<=[Kk]om )forbi|(?<=[Kk]ig )forbi|(?<=kigger )forbi|(?<=rykket )til|(?<=flyttet )til|"
    r"(?<=flytter )til|(?<=rykker )til)"
)
ROAD = (
    r"(?:gade|vej|allé|alle|plads(?:en)?|stræde(?:t)?|torv(?:et)?|vænge(?:t)?|boulevard|bro|"
    r"park(?:en)?|havn(?:en)?|sti(?:en)?|brygge(?:n)?|kaj(?:en)?|mark(?:en)?|toft(?:en)?|"
    r"have(?:n)?|banke(?:n)?|kær|lund(?:en)?|bakke(?:n)?|vold(?:en)?|række(?:n)?|gården|port|"
    r"gaarden|parken|dal(?:en)?|skoven|kilde(?:n)?|eng(?:en)?|høj(?:en)?|krogen?|bjerg(?:et)?|løkke(?:n)?)"
)
ROAD_WORD = (
    r"(?:Torv|Plads|Allé|Alle|Boulevard|Gade|Vej|Landevej|Havn|Strand|Port|Bro|Have|Park|Kaj|"
    r"Brygge|Stræde|Voldgade|Skov|Ringvej|Strandvej|Havnevej|Møllevej|Kirkevej|Kongevej|Skolevej)"
)
# A number with one of these behind it is no house: "Lystbådehavnen 4 km".
NUMBER = (
    r"\d{1,3}(?:\s?(?!i\b)[A-Za-z]\b)?(?:\s?[-–]\s?\d{1,3}(?:\s?[A-Za-z]\b)?)?(?!\d|[.,:]\d)"
    r"(?!\s*(?:km|kr|kl|%|min|pers|stk|timer|deltagere|gange|dage|år)\b)"
)
# These begin with a capital letter and are no places to meet.
NOT_PLACES = {
    *("Danmark", "Fredericia", "Facebook", "Instagram", "Zoom", "Teams", "Google", "Kommune"),
    *("Kommunen", "Strategi", "Jylland", "Fyn", "Trekanten", "Jer", "Dig", "Dem", "Os", "Jul"),
    *("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag", "Påske", "Pinse"),
    *("Januar", "Februar", "Marts", "April", "Maj", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "December", "I", "De", "Vi", "Den", "Det", "Der", "MobilePay"),
    *("Messenger", "LinkedIn", "YouTube", "Skype", "Microsoft", "Han", "Hun", "Jeg", "Du", "Man"),
}
# Names of what happens rather than of where.
HAPPENING = Pattern(
    r"(?:dagene?|festivalen|mødet|kurset|messen|ugen|aftenen|aftner|turen|holdet|kampagnen|"
    r"forløbet|årets?|rallyet|løbet|debatten|projektet|udvalget|rådet|foreningen|bestyrelsen)$",
    re.IGNORECASE,
)
