"""Who wants the newsletter and who wants to leave it, in their own words."""

import math
import re

from comms.danish.pattern import Pattern
from comms.model.disposition.letter import LETTER_WORD, Letter
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.evidence import Sign, Weight, weigh, when

_WHO = (
    r"(?:mig|os|hende|ham|dem|min\s+\w+|vores\s+\w+|ham\s+selv|mig\s+selv|alle(?:\s+\w+)?|begge"
    r"|\S+@\S+)"
)
_LETTER = (
    Sign(
        "nyhedsbrevet",
        2,
        rf"""
        \b{LETTER_WORD}|\b(?:mailing|mail|post|modtager|forsendelses|fordeler
        |abonnent)-?\s?list\w*|\babonn\w+|\budsendelse\w*
      |\bjeres\s+(?:\w+\s+)?(?:brev\w*|mails?|e-mails?|skriv\w*|post|blad\w*|nyheder
        |opdatering\w*|liste|information\w*|orientering\w*)
      |\b(?:brev\w*|mails?|post|nyt|nyheder|breve)\s+(?:\w+\s+)?fra\s+(?:jer|strategi\w*|kommunen
        |i\b)|\bnyt\s+på\s+mail|\bfast\s+(?:læser|modtager)|\bkommende\s+numre|\b(?:your|the
        |whatever)\s+(?:mailing\s+|e-?mail\s+)?(?:list|e-?mails|updates|news)\b
        |\bweekly\s+(?:news|mail)|\bmails?(?:en)?\s+(?:hver|om)\s+\w+
      |\b(?:det|de)\s+(?:brev\w*|mails?|der),?\s+i\s+sender
      |\bderes\s+(?:\w+\s+)?(?:brev\w*|blad\w*|mails?|nyheder|udsendelse\w*)
      |\b(?:i|de)\s+(?:sender|skriver|skrev|udgiver)\s+(?:(?:til\s+)?\w+\s+){{0,2}}
        (?:hver|om)\s+\w*(?:dag\w*
        |uge\w*|måned\w*)\b""",
    ),
    Sign(
        "listen",
        1.5,
        r"""
        \b(?:på|af|fra|til|med\s+på)\s+(?:jeres\s+|den\s+der\s+)?list(?:en|e|er)\b(?!\s+(?:til
        |over|med|for)\b)|\bbrevet\b|\bbladet\b|\bmailen\b(?!\s+om)|\bdet\s+(?:ugentlige|månedlige)""",
    ),
    Sign(
        "de her",
        1.5,
        r"\b(?:(?:flere|mere)\s+af|have|bruge|få|modtage|for)\s+(?:de|dem)\s+her\b",
    ),
    Sign(
        "jeres mails",
        1,
        r"\b(?:mails?|e-mails?|brev(?:e|ene)?|post)\b|\bafmeld(?:ings?\w*|knap\w*)?\b|\b(?:sende"
        r"|skrive)\s+(?:mere\s+)?til\s+(?:mig|os|ham|hende)\b|\bmodtager\b|\b(?:min|denne"
        r"|den(?:\s+her)?)\s+adresse\b|\btil\s+(?:den\s+her\s+|denne\s+)(?:adresse|mail)",
    ),
    Sign(
        "det, I laver",
        1,
        r"\b(?:det|hvad),?\s+i\s+(?:laver|gør|skriver|sender|går\s+og)|\bjeres\s+(?:arbejde"
        r"|indsats\w*|strategi\w*|virke)\b|\bnyt\s+fra\s+jer|\b(?:sker|nyt"
        r"|noget)\s+(?:\w+\s+)?hos\s+jer",
    ),
)
_JOIN = (
    Sign(
        "skriv mig op",
        2,
        rf"""
        \b(?:skriv\w*|sæt\w*|satt?\w?|optag\w*|notér\w*|noter\w*)\s+(?:(?:også|bare|lige|venligst
        |gerne|godt)\s+)*(?:{_WHO}\s+)(?:\w+\s+){{0,3}}(?:på|op|til|med)\b
      |\b(?:skrives|sættes|skrevet|sat|optages)\s+(?:op|på)\b|\b(?:komme|kommer|kom|stå|være|ryge
        |blive)\s+(?:\w+\s+){{0,2}}(?:på\b|med\b|tilmeldt|skrevet\s+op)
      |\bskriver?\s+(?:man\s+)?sig\s+op\b|\b(?:tilføj\w*|føj\w*)\s|\bpå\s+igen\b|\b(?:gør
        |lav)\w*\s+(?:mig|os)\s+til\b|\bfast\s+(?:læser|modtager)""",
    ),
    Sign(
        "tilmeld",
        2,
        r"\b(?:tilmeld(?!t|ing\w*\s+(?:til\s+(?:møde|arr)|senest|nødv))\w*|indmeld\w*"
        r"|abonner\w*|abonnere|blive?r?\s+abonnent|subscribe|sign\s+(?:me|us)\s+up|add\s+(?:me"
        r"|us)|put\s+(?:me|us)\s+on|keep\s+(?:me|us)\s+(?:posted|updated|informed)|eintragen"
        r"|anmelden)\b",
    ),
    Sign(
        "vil have",
        1.5,
        r"""
        \b(?:have|få|modtage|læse|følge|høre|holdes|ha')\b|\bsende?s?\s+(?:(?:det|den|jeres|også
        |gerne|meget)\s+){0,3}(?:til\s+)?(?:også\s+)?(?:mig|os|hende|ham|jeres|det|den
        |nyheds\w*)\b
      |\breceive|\bbe\s+(?:put|added)\s+(?:on|to)\b
      |\b(?:lade?\s+(?:\w+\s+){1,3}|(?:den|det|brevet|bladet|mailen)\s+(?:må\s+|kan\s+)?(?:gerne\s+)?)
        (?:komme|lande[rt]?|dumpe[rt]?|gå|sendes)\s+(?:\w+\s+){0,2}(?:til|hos|ned|ind)\b
      |\bfølge\s+med|\b(?:gerne|også)\s+på\b""",
    ),
    Sign("ja tak", 2, r"\bja\s+(?:tak|meget\s+gerne)|\byes\s+please"),
    Sign("også mig", 1, r"\b(?:også|selv)\b|\bigen\b|\bfremover\b|\bfortsat\b|\bflere\s+af\b"),
)
_WISH = (
    Sign(
        "et ønske",
        1.5,
        r"""
        \b(?:vil|ville|kunne)\s+(?:(?:jeg|vi|hun|han|de|min\s+\w+|også|meget|rigtig|faktisk
        |bare)\s+){0,3}(?:gerne|hjertens\s+gerne|godt|hellere)|\bgerne\s+vil(?:le)?\b
        |\bvil\s+\w+\s+også\b
      |\b(?:må|kan|kunne)\s+(?:jeg|vi|man|hun|han|min\s+\w+|\w+\s+(?:få|komme|stå|modtage))\b
        |\ber\s+det\s+muligt|\bsavner\b|\b(?:kan|vil|må|gider|kunne
        |mon)\s+i\b|\b(?:i|de)\s+(?:kan|må)\s+(?:(?:derfor|så|altså|også)\s+)?(?:meget\s+|hjertens\s+)?
        (?:bare|gerne|godt|roligt)|\bønske\w*|\bja\s+(?:tak
        |meget\s+gerne)|\bplease\b|would\s+(?:like|love)|\b(?:can|could|may)\s+(?:i|you|we)\b|\bhermed\b
      |\bhåber\b|^\W?\W?\W?\W?(?:hej\s+)?(?:send|skriv|sæt|tilmeld|tilføj|notér|noter|kom)\b
        |\bgerne\b
        |\btak\W?\W?\W?\W?$|\bvenligst\b|\bmelder\s+mig|\bhvordan\s+(?:kommer|bliver|får
        |tilmelder)\s+(?:jeg|man|vi)\b|^\W?\W?\W?\W?(?:ny\s+)?tilmelding\b""",
    ),
)
_LEAVE = (
    Sign(
        "afmeld",
        2.5,
        r"""
        \b(?:afmeld|frameld|udmeld|afbestil|opsig|opsagt|unsubscribe|afregistrer)\w*
        |\bmeld\w*\s+(?:(?:mig|os|hende|ham|dem|den|min\s+\w+|jer)\s+)?(?:helt\s+)?(?:fra|ud
        |af)\b|\bmeldes\s+(?:fra|ud|af)\b
      |\bnej\s+tak\b|\bstop\b|\bstopper?\b|\bnok\s+nu\b|\bfærdig\s+med\b
        |\b(?:holde\s+)?(?:en\s+)?pause\s+fra\b|^\W?\W?\W?\W?slut\b|\bstoppe[ts]?\b
          |\bholde?r?\s+op\b
        |\bophør\w*|\bindstil\w*|\bluk\w*\s+(?:for|ned|af)\b|\bslip\w*\s+(?:for|fri)|\bslippe\b
        |\bundgå\b|\bundvære\b|\bfritages?\b|\bspare[s]?\s+(?:mig|os)?\s*for|\bskån\w*
        |\bremove\b|\btake\s+(?:me|us)\s+off|\bopt\s?out|\b(?:lade?\s+være\s+med|undlade?)\s+at\s+(?:sende
        |skrive|maile)|\bsend\w*\s+(?:mig\s+|os\s+)?(?:ikke|ingen)\b|\bstop\s+sending
        |\babmelden|\baustragen""",
    ),
    Sign(
        "slet mig",
        2.5,
        r"""
        \b(?:slet|fjern|stryg|træk|glem)\w*\b(?:\s+\S+){0,6}?\s*\b(?:mig|os|ham|hende|min|mit|vores
        |adresse\w*|mail\w*|\S+@\S+)|\b(?:slet|fjern|stryg)\s+(?:venligst|tak|nu)\b
          |\btag\w*\s+(?:(?:gerne|venligst|lige)\s+)?(?:mig|os|ham
        |hende|min\s+\w+|vores\s+\w+|\S+@\S+)\s+(?:af|ud|væk|fra)\b|\b(?!på)\w+\s+(?:lige\s+
        |gerne\s+)?(?:mig|os|ham|hende)\s+(?:af|ud|væk)\b(?!\s+(?:en|et|de|den|det|at|med|til
        |i|sig)\b)|\b(?:mig|os|væk|ud|slettet|fjernet)\s+(?:af|fra)\s+(?:jeres\s+)?(?:list\w*
        |nyheds\w*|mail\w*)""",
    ),
    Sign(
        "ikke mere",
        2,
        r"""
        \b(?:ikke|ingen|aldrig|heller\s+ikke)\s+(?:\w+\s+){0,4}?(?:(?:have|få
        |modtage\w*)(?!\s+reklam)|ønske\w*|brug\s+for|sende\w*|skrive\s+til|stå|interess\w+
        |vil\s+have|bede?t?\s+om|aktuel\w*|relevan\w*)\b
      |\b(?:ønsker|vil|skal|orker|gider|behøver|har)\s+(?:jeg\s+
        |vi\s+)?(?:\w+\s+)?ikke\s+(?:\w+\s+){0,3}?(?:mere|længere|flere|have(?!\s+reklam)
        |modtage|få|dem|den|det|bedt)\b|(?<!\bhun\s)(?<!\bhan\s)\bikke\b[^.!?\n]{0,50}\b(?:mere|længere|flere)\b
        |\b(?:ro|fred|fri)\s+for\b
      |\bingen\s+(?:flere|mere)\b|\b(?:nok|træt|ked)\s+af\b|\b(?:for\s+)?mange\s+mails
        |\bno\s+(?:more|longer)\b|\bdon.t\s+want\b""",
    ),
    Sign(
        "samtykket trækkes tilbage",
        3,
        r"""
        \b(?:træk\w*|trak|tilbagekald\w*|tilbagetræk\w*|kald\w*|inddrag\w*)\b.{0,60}\bsamtykke
        |\bsamtykke\w*\b.{0,60}\b(?:tilbage\w*|ophør\w*|inddrag\w*)""",
    ),
)
COMMAND = Pattern(
    r"^\W?\W?\W?\W?(?:(?:venligst|please|hermed|jeg\s+vil\s+gerne)\s+)?(?:afmeld\w*|frameld\w*"
    r"|udmeld\w*"
    r"|unsubscribe|"
    r"stop|slet(?:\s+mig)?|fjern(?:\s+mig)?|remove(?:\s+me)?|meld\s+(?:mig\s+)?fra"
    r"|tag\s+mig\s+af(?:\s+listen)?)"
    r"(?:\s+(?:mig|tak|venligst|please|nyhedsbrev\w*|fra|nu|mail\w*|af|listen)){0,3}\W?\W?\W?\W?$",
    re.IGNORECASE,
)
_JOIN_COMMAND = Pattern(
    r"^\W?\W?\W?\W?(?:(?:venligst|hermed)\s+)?(?:tilmeld\w*|abonner\w*|subscribe)"
    r"(?:\s+(?:mig|os|tak|venligst|gerne|nyhedsbrev\w*|til|nyhedsmail\w*)){0,4}\W?\W?\W?\W?$",
    re.IGNORECASE,
)
_PHOTO = "et billede"
# Words about something else than being on the list of readers.
_OTHER_MATTER = (
    Sign(
        "noget, der skal i nyhedsbrevet",
        -4,
        rf"""
        \bi\s+(?:jeres\s+|det\s+)?(?:næste\s+|kommende\s+)?{LETTER_WORD}|\b(?:bidrag|indlæg
        |historie|tekst|stof|nyt|noget)\s+til\s+(?:jeres\s+|det\s+|næste\s+)*(?:{LETTER_WORD}
        |brevet)
      |\b(?:bringe|optage|nævne|omtale|skrive\s+om|tage)\s+(?:\w+\s+){{0,4}}(?:i
        |med)\s+(?:jeres\s+)?(?:{LETTER_WORD}|brevet)""",
    ),
    Sign(
        "noget om selve brevet",
        -3,
        r"""
        \b(?:hvor\s+(?:ofte|mange|tit|længe)|hvem\s+(?:skriver|laver|står|kan|har)
        |hvornår\s+(?:kommer|udkommer|sender))\b|\bbekræftelse\w*\b.{0,40}\bikke\b
        |\bhar\s+(?:allerede\s+)?tilmeldt\b
      |\b(?:kan|kunne)\s+(?:jeg\s+)?ikke\s+(?:åbne|læse|se|finde)\b.{0,80}\b(?:hvor\s+tit|link\w*
        |rapport\w*|billed\w*|artik\w*|ændre)|\b(?:se|tjekke|undersøge|fortælle\s+mig),?\s+om\b
        |\b(?:fejl\s+i|rettelse|forkert\s+(?:dato|dag|navn|sted|tid|link)
        |passer\s+ikke)\b(?!.{0,60}\b(?:afmeld|meldt?|sæt))""",
    ),
    Sign(
        "et arrangement",
        -4,
        r"""
        \b(?:mødet|stormødet|temamødet|temadagen|kurset|turen|arrangementet|workshoppen
          |foredraget)\b
        |\b(?:til|fra|i|om|på)\s+(?:\w+\s+)?(?:stormøde|temamøde|dialogmøde|temadag|møde
        |arrangement|fest|kursus|kurset|foredrag|workshop|tur|middag|konference|seminar|spisning
        |fællesspisning|debat|reception|julefrokost|julemiddag|cafe|café)\w*\b
      |\bafbud\b|\bpladsen?\b(?!\s+er\s+trang)""",
    ),
    Sign(_PHOTO, -4, r"\b(?:billed|foto)\w*|\bopslag\w*"),
    Sign(
        "oplysninger om en person", -3, r"\b(?:alle\s+mine|mine|person)\s?oplysninger\b|\bindsigt\b"
    ),
)
_MATTERS_OF_JOINING = tuple(one for one in _OTHER_MATTER if one.says != _PHOTO)
_AGAIN = Pattern(
    r"\b(?:ved\s+en\s+fejl|kom\w*\s+til\s+at|fortryd\w*|(?:på|med|det)\s+igen|genoptag\w*"
    r"|plejede\s+at\s+få)\b",
    re.IGNORECASE,
)
_ENOUGH_WISH = 4.5
_ENOUGH_LEAVE = 3.5
LONG = 150  # words: a longer mail tells of something else, too


def wish(letter: Letter, facts: Facts, telling: Weight) -> Verdict | None:
    """A wish about the newsletter; None: it is about something else."""
    if letter.count > LONG:
        return None
    if COMMAND.match(letter.title or letter.mail.title) and letter.count <= 12:
        return _leaves("emnet er et ord om at blive slettet")
    if COMMAND.match(letter.own) or (not letter.own and COMMAND.match(letter.mail.title)):
        return _leaves("hele teksten er en afmelding")
    if _JOIN_COMMAND.match(letter.own):
        return _joins("hele teksten er en tilmelding")
    leave, join = _leave(letter, facts, telling), _join(letter, facts, telling)
    if leave.points >= _ENOUGH_LEAVE and leave.points >= join.points:
        return _leaves(leave.shown, leave.points - _ENOUGH_LEAVE)
    if join.points >= _ENOUGH_WISH:
        return _joins(join.shown, join.points - _ENOUGH_WISH)
    return None


def _leaves(shown: str, sure: float = math.inf) -> Verdict:
    why = f"afmelding: afsenderen vil ikke have nyhedsbrevet mere ({shown})"
    return Verdict(Disposition.UNSUBSCRIBE, why, sure)


def _joins(shown: str, sure: float = math.inf) -> Verdict:
    why = f"tilmelding: afsenderen vil have nyhedsbrevet ({shown})"
    return Verdict(Disposition.SUBSCRIBE, why, sure)


def _about(letter: Letter) -> Weight:
    """How surely the mail is about our newsletter."""
    named = max((weigh([one], letter.said) for one in _LETTER), key=lambda w: w.points)
    return named + when(letter.answers_letter, "svar på nyhedsbrevet", 1.5)


def _leave(letter: Letter, facts: Facts, telling: Weight) -> Weight:
    said = letter.said
    about = _about(letter) + when(letter.answers_us, "svar til os", 1.5)
    actions = weigh(_LEAVE, said) if about.points else about
    if not actions.points:
        return Weight()
    away = weigh(_OTHER_MATTER, said) + when(facts.upcoming > 0, "et arrangement", -3)
    away += when(telling.points >= 5, "en historie", -2)
    again = when(bool(_AGAIN.search(said)) and not _STILL.search(said), "igen", -2)
    long = when(letter.count > 60, "lang", -1) + when(letter.count > 100, "lang", -1)
    return _positive_first(actions + about, away + again + long)


_STILL = Pattern(r"\bstadig\w*|\balligevel\b|\bfortsat\s+(?:kommer|får)", re.IGNORECASE)


def wants_out(letter: Letter) -> bool:
    """Are there words of leaving, whatever it is that is left?"""
    return weigh(_LEAVE[:2], letter.own).points > 0


def _join(letter: Letter, facts: Facts, telling: Weight) -> Weight:
    about = _about(letter)
    if not about.points:
        return Weight()
    best = Weight()
    # Wish and act belong together: they stand in one sentence, or in two that follow each other.
    parts = [letter.title, *letter.sentences]
    for first, second in zip(parts, [*parts[1:], ""], strict=True):
        act, want = weigh(_JOIN, f"{first}\n{second}"), weigh(_WISH, f"{first}\n{second}")
        if act.points and want.points and act.points + want.points > best.points:
            best = act + want
    if not best.points:
        return best
    away = weigh(_MATTERS_OF_JOINING, letter.said) + when(facts.upcoming > 0, "et arrangement", -3)
    away += when(telling.points >= 3, "en historie", -2)
    again = when(bool(_AGAIN.search(letter.said)), "igen", 1.5)
    away += when(not again.points and wants_out(letter), "vil ud", -3)
    away += when(not again.points and _LEAVE[2].stands_in(letter.own), "nok", -3)
    long = when(letter.count > 60, "lang", -1) + when(letter.count > 100, "lang", -1)
    return _positive_first(best + about + again, away + long)


def _positive_first(found: Weight, against: Weight) -> Weight:
    return Weight(found.points + against.points, found.says)
