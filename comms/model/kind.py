"""Story or useful knowledge: does a text tell what happened, or what one can look up?"""

import re

from comms.danish.pattern import Pattern
from comms.model.evidence import Sign, Weight, weigh, when

_THING = (
    r"(?:rapport|undersøgelse|guide|vejledning|oversigt|håndbog|pjece|folder|åbningstid"
    r"|lukketid|lukkedag|statistik|"
    r"evaluering|kortlægning|publikation|vejviser|faktaark|analyse|måling|retningslinje"
    r"|telefonliste|"
    r"satser|takster|regler|regelsæt|manual|huskeliste|tjekliste|adresseliste|katalog|årsberetning|"
    r"notat|hvidbog|hotline|telefonlinje|rådgivningslinje|hæfte|kogebog)"
)
_KNOWLEDGE = (
    Sign(
        "en ting, man kan slå op i",
        1,
        rf"\b\w{{0,20}}{_THING}(?:en|er|erne|n|et|ne|s)?\b|\bliste\s+over|\blisten\s+over|\bet\s+ark\b",
    ),
    Sign(
        "udgivet eller hentes",
        1.5,
        r"""
        \b(?:er|bliver)\s+(?:nu\s+|netop\s+)?(?:udkommet|udgivet|offentliggjort|opdateret|samlet
        |oversat|kommet\s+på)|\budkom(?:mer)?\b|\budgiver\b|\bligger\s+(?:\w+\s+){0,2}(?:på|klar)\b
        |\bopdatere[dt]e?\b
      |\bkan\s+(?:nu\s+|gratis\s+|man\s+|også\s+|du\s+|du\s+nu\s+|man\s+nu\s+){0,2}(?:hentes
        |downloades|læses|findes|bestilles|printes|ses|fås|hente|finde|læse|se|bestille
        |slå\s+op|søge)\b|\bsamlet\s+(?:det|dem|alle|alt)?\s*(?:på|i|ét|et)\b|\b(?:siden|kortet
        |listen|arket|oversigten|kortet)\s+(?:viser|hedder|findes|ligger|er\s+delt)
        |\bhvor\s+man\s+kan\b|\bhvem\s+man\s+kan\b""",
    ),
    Sign(
        "et papir, der lægges frem",
        1.5,
        r"""\b(?:foreligger|kan\s+rekvireres|kan\s+frit\s+deles|er\s+(?:nu\s+)?tilgængelig\w*|i\s+endelig\s+form
        |samler\s+op\s+på|peger\s+på|konkluderer|anbefale[rs]|(?:på|fylder)\s+\d+\s+sider|\d+\s+sider)\b""",
    ),
    Sign(
        "regler og rettigheder",
        1.5,
        r"""
        \bnye\s+(?:regler|satser|takster|krav)|\bgælder\s+(?:nu|fra|for|der|indtil|til)\b
        |\b(?:har|får)\s+(?:nu\s+)?ret\s+til|\btræder\s+i\s+kraft|\bfra\s+(?:nytår|(?:den\s+
        |d\.\s?)?1\.|årsskiftet)|\bkriteri\w+|\bansøgningsfrist|\bsådan\s+(?:søger|gør|får
        |klager|finder)""",
    ),
    Sign(
        "tal",
        1,
        r"\b(?:hver|én|en)\s+(?:tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende)\b"
        r"|\b(?:én|en|to|tre|fire|fem|\d+)\s+ud\s+af\s+(?:\w+|\d+)"
        r"|\d\s?(?:%|procent\b)|\bifølge\b|\bviser,?\s+at\b|\btallene\b",
    ),
    Sign(
        "et tilbud, der altid er der",
        1.5,
        r"""
        \b(?:ringe|ring|skrive|kontakte|søge\s+råd|få\s+(?:råd|hjælp
        |vejledning))\b[^.!?\n]{0,60}\b(?:gratis|anonym\w*|døgnet|hverdage)|\bdøgnet\s+rundt
        |\balle\s+hverdage|\bpå\s+hverdage|\båbent?\s+(?:alle|hver)""",
    ),
)
_HOURS = Pattern(
    r"\b(?:man|tirs?|ons|tors?|fre|lør|søn)(?:dage?)?\.?\s?(?:-|–|til|og)\s?(?:man|tirs?|ons"
    r"|tors?|fre|lør|søn)"
    r"|\bhverdage?\b|\bdagligt\b|\balle\s+dage\b|\bhver\s+dag\b|\blukket\b|\båbent?\b|\bdøgn\w*"
    r"|\b\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?\b",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"\b(?:blev|kom|gik|var|havde|fik|stod|sad|så|sagde|tog|gav|holdt|begyndte|spurgte|fandt|skrev|"
    r"hjalp|græd|lo|sang|fortalte|bankede|ringede|boede|\w{3,}ede)\b",
    re.IGNORECASE,
)
_PERSON = Pattern(r"\b(?:jeg|mig|min|mit|mine|han|hun|ham|hende|hans|hendes)\b", re.IGNORECASE)
_QUOTE = Pattern(r"[\"»«”“][^\"»«”“\n]{15,300}[\"»«”“]|\b(?:siger|fortæller|fortalte)\b")
_ENOUGH = 2.5
_MOST = 12_000


def knowledge(title: str, text: str) -> Weight:
    """How much of a report, guide, list or table of hours there is in a text."""
    text = text[:_MOST]
    named = when(_KNOWLEDGE[0].stands_in(title[:300]), "emnet nævner det", 1.5)
    hours = len(_HOURS.findall(f"{title[:300]}\n{text}"))
    return (
        weigh(_KNOWLEDGE, f"{title[:300]}\n{text}")
        + named
        + when(hours >= 3, "åbningstider", 2)
        + when(hours >= 6, "en tabel", 1)
    )


def is_knowledge(title: str, text: str) -> bool:
    """True for knowledge, False for a story."""
    text = text[:_MOST]
    past, persons = len(_PAST.findall(text)), len(_PERSON.findall(text))
    told = (
        when(past >= 3, "fortalt", 1)
        + when(past >= 6, "fortalt", 1)
        + when(persons >= 2, "om nogen", 1)
        + when(persons >= 5, "om nogen", 1)
        + when(bool(_QUOTE.search(text)), "citat", 0.5)
    )
    return knowledge(title, text).points - told.points >= _ENOUGH
