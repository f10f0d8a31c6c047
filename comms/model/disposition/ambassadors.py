"""Who wants to be an ambassador, whether they know the word or not."""

import re

from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.disposition.wishes import LONG
from comms.model.evidence import Sign, Weight, weigh, when

_AMBASSADOR = r"\bamb?ass?ad(?:ø|oe|ö|o)r\w*"
_CALLED = (
    Sign("ambassadør", 2, _AMBASSADOR),
    Sign(
        "beviset",
        1,
        r"\b(?:jeres|sådan\s+et|de\s+der|et)\s+(?:bevis\w*|diplom\w*)"
        r"|\bplakat\w*\b.{0,60}\bbevis\w*",
    ),
)
# What an ambassador does, where nobody remembers the word.
_CARRIES = (
    Sign(
        "siger det videre",
        1,
        r"""
        \b(?:siger|bærer|bære|fortæller|fortælle|sige|bringer|bringe|giver
        |give)\s+(?:\w+\s+){0,3}(?:det|den|tanken|budskabet|jeres|strategien|sagen
        |historien)?\s*(?:videre|ud)\b|\btaler?\s+(?:jeres|de\s+udsattes|deres)\s+sag
        |\b(?:går|rejser|tager)\s+(?:rundt|ud)\s+og\s+(?:fortæller|taler|snakker)
        |\b(?:scene|prædikestol|talerstol|kasse|disk|butik|gavl)\w*\s+er\s+jeres\b|\btalerør|\bansigt\s+(?:på|for|udadtil)|\bgå\s+forrest""",
    ),
    Sign(
        "står på tavlen",
        1.5,
        r"""
        \b(?:tavle|væg|liste|kreds|flok|række|hold)\w*\s+(?:over|af
        |med)\s+(?:\w+\s+)?(?:virksomheder|foreninger|dem|folk|mennesker|borgere
        |støtter),?\s+(?:der|som)|\bjeres\s+(?:tavle|kreds|flok|korps|hold)\b
        |\bi\s+(?:har|samler|leder|viser)\s+(?:\w+\s+){0,2}(?:flok|kreds|gruppe|hold|korps|tavle|række
        |folk|mennesker|firmaer|virksomheder|foreninger)\b[^.!?]{0,40}\b(?:der|som)\b
        |\ben\s+af\s+jeres\b|\b(?:nævnt|vist|stå)\s+på\s+jeres\s+(?:hjemme)?side""",
    ),
    Sign(
        "papir til væggen",
        1,
        r"""
        \b(?:papir|bevis|diplom|skilt|mærkat|klistermærke)\w*\b[^.!?\n]{0,60}\b(?:hænge|væg|dør
        |rude|kaffestue|reception|ramme|op)\b|\b(?:underskrive|skrive\s+under)\b""",
    ),
    Sign(
        "slutter op",
        1,
        r"""
        \bvi\s+er\s+med\b|\b(?:sæt|skriv)\s+(?:mit|vores|min)\s+(?:navn|logo|firma|forening)\s+på
        |\b(?:dem|den|det|de)\s+vil\s+(?:jeg|vi)\s+(?:\w+\s+)?(?:gerne|godt)\s+(?:være|høre|stå|slutte)
        |\b(?:stå|stået)\s+(?:sammen|side\s+om\s+side)\b|\b(?:tilslutte?|bakke\w*|støtte\w*)\s+(?:\w+\s+){0,3}(?:op|strategi\w*
        |tanken|sagen|jer)\b|\bgøre\s+en\s+forskel|\brepræsenterer\b
        |\bikke\s+(?:en\s+)?(?:forening|virksomhed)\b|\bhelt\s+almindelig
        |\bsådan\s+en,?\s+(?:der|som)|\bdet\s+(?:vil|kunne|kan)\s+jeg\b""",
    ),
)
_TO_BE = (
    Sign(
        "vil være med",
        1.5,
        rf"""
        \b(?:være|blive?r?|bliver\s+man|optag\w*|indgå|indtræd\w*|stå\s+som|fungere
        |melde?r?\s+(?:mig|os)|tilmeld\w*|tilslutte?|skriv\w*\s+(?:mig|os|\w+)\s+op
        |skrives?\s+op|have\s+sådan|stå\s+på|melde\s+(?:\w+\s+){{1,3}}ind|tag\s+(?:mig|os)
          |komme\s+med|en\s+del\s+af|plads\s+til|høre\s+til
        |en\s+af\s+(?:dem|jeres)|med\s+som|kræver\s+det|søger\s+{_AMBASSADOR[2:]})\b""",
    ),
    Sign(
        "et ønske",
        1.5,
        r"""
        \b(?:vil|ville|kunne|ku)\s+(?:(?:jeg|vi|hun|han|da|også|meget|rigtig|faktisk
        |derfor)\s+){0,3}(?:gerne|godt)|\bgerne\b|\b(?:kan|må)\s+(?:jeg|vi|man)\b
        |\bhvordan\s+bliver\b|\bhvad\s+(?:skal|kræver|gør|indebærer)\b|\bønsker\b
      |\bhermed\b|\bmelder\b|^\W?\W?\W?\W?(?:skriv|tilmeld)\b|\binteresser\w+|\ber\s+(?:der|man|jeg
        |vi)\b[^.]*\?|\bbesluttet\b|\bvedt(?:og|aget)\b|\bså\s+tag\b|\bvil\s+(?:jeg|vi)\s+være\b
          |\b(?:jeg|vi)\s+vil\s+være\b
        |\btør\b|\bstille\s+op\b|\bdet\s+vil\s+(?:jeg|vi)\b|\bvi\s+er\s+med\b|\bskriv\s+os\b""",
    ),
)
_NOT_TO_BE = (
    Sign(
        "er det allerede",
        -3,
        rf"""
        \b(?:jeg|vi|hun|han)\s+(?:har\s+(?:nu\s+)?været|er\s+(?:nu\s+|jo\s+|selv\s+)?|blev
        |var)\s*(?:\w+\s+){{0,2}}{_AMBASSADOR[2:]}|\bsom\s+{_AMBASSADOR[2:]}\s+(?:har|oplever
        |møder|ser)\b""",
    ),
    Sign(
        "en anden ambassadør",
        -2,
        rf"\b(?:vores|jeres|en\s+af|byens|en\s+ny)\s+{_AMBASSADOR[2:]}(?!\w*(?:ordning|korps"
        rf"|kreds))\s+(?:\w+\s+)?(?:har|er|fik|var|blev|[A-ZÆØÅ])",
    ),
    Sign(
        "vil stoppe",
        -5,
        r"\b(?:stoppe|ophøre|træde\s+(?:ud|tilbage)|holde\s+op|ikke\s+(?:længere"
        r"|mere)\s+(?:være|stå))\b",
    ),
    Sign(
        "et spørgsmål om ambassadører",
        -3,
        r"\bhvor\s+mange\b|\b(?:sende|få|se|have)\b[^.!?\n]{0,30}\bliste\s+over\b|\binvitere\b"
        r"|\bhvornår\b|\binterview\w*|\bmistet\b"
        r"|\baldrig\s+fået\b|\bkontakt(?:e|oplysninger)?\s+(?:til\s+)?(?:jeres|en\s+af)",
    ),
)
_ENOUGH_AMBASSADOR = 3.5


def ambassador(letter: Letter, facts: Facts, telling: Weight) -> Verdict | None:
    """A wish to be an ambassador; None: there is none, or they tell of what they do as one."""
    if letter.count > LONG:
        return None
    said = letter.said
    called = weigh(_CALLED, said)
    if letter.count <= 90 and not facts.upcoming and _TO_BE[1].stands_in(said):
        carries = weigh((*_CARRIES, _CALLED[1]), said)
        if carries.points >= 2 and telling.points < 3:
            why = f"ambassadør: afsenderen vil bære budskabet videre ({carries.shown})"
            return Verdict(Disposition.AMBASSADOR, why, carries.points - 2)
    if not called.points:
        return None
    best = Weight()
    parts = [letter.title, *letter.sentences]
    for index, part in enumerate(parts):
        near = "\n".join(parts[max(0, index - 1) : index + 3])
        if weigh(_CALLED, near).points:
            found = weigh(_TO_BE, near) + when(bool(re.search(_AMBASSADOR, part)), "", 0)
            best = max(best, found, key=lambda weight: weight.points)
    away = weigh(_NOT_TO_BE, said).points - 1.5 * (facts.upcoming > 0) - (letter.count > 100)
    away -= (
        2
        * bool({"taler til læserne", "beder om at få det delt"} & {*telling.says})
        * (facts.upcoming > 0)
    )
    sure = called.points + best.points + away - _ENOUGH_AMBASSADOR
    if best.points and sure >= 0:
        return Verdict(
            Disposition.AMBASSADOR,
            f"ambassadør: afsenderen vil være ambassadør ({best.shown})",
            sure,
        )
    return None
