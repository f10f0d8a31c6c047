"""Receipts, absences and other answers that nobody wrote by hand."""

import math
import re

from comms.danish.pattern import Pattern
from comms.model.disposition.bulk import NO_REPLY, SALE
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Verdict
from comms.model.disposition.wishes import COMMAND
from comms.model.evidence import Sign, Weight, weigh, when

_AUTO_SUBJECT = Pattern(
    r"^\W?\W?\W?\W?(?:automatisk\w*\s+(?:svar|besked|kvittering|mail)|auto-?svar|auto\s?:"
    r"|auto(?:matic)?[\s-]*(?:reply|"
    r"response)|autoreply|automatische\s+antwort|fravær\w*|ferie(?:svar|besked|lukket)\b"
    r"|ikke\s+til\s+stede|"
    r"ikke\s+på\s+kontoret|ude\s+af\s+(?:kontoret|huset)|out\s+of\s+(?:the\s+)?office"
    r"|on\s+(?:vacation|leave)\b|"
    r"abwesen\w*|læst\s*:|read\s*:|gelesen\s*:|(?:ikke|ulæst)\s+læst\s*:|not\s+read\s*:|"
    r"kvittering\s+for\s+(?:modtag\w*|din\s+(?:mail|henv\w*|besked))|læsekvittering|read\s+receipt|"
    r"ulæst\s*:|returneret\s+læsekvittering)",
    re.IGNORECASE,
)
_MACHINE = (
    Sign(
        "teksten siger selv, at den er automatisk",
        3,
        r"""
        \b(?:denne|dette|den\s+her)\s+(?:\w+\s+)?(?:e-?mail|mail|
      meddelelse|besked|svar|kvittering)\s+(?:er|bliver)\s+(?:\w+\s+){0,2}(?:dannet|genereret
        |sendt|afsendt|udsendt|
      autogenereret)?\s*automatisk|\bautomatisk(?:e)?\s+(?:genereret|svar|besked|kvittering
        |udsendt|mail)
      |\bauto(?:svar|reply|genereret)\b|\b(?:this|dies)\s+(?:is|ist)\s+(?:an?|eine)\s+auto\w+
        |automatically\s+generated|\bover\s+denne\s+linje|above\s+this\s+line""",
    ),
    Sign(
        "den kan ikke besvares",
        2,
        r"""(?:kan|skal|bør)\s+(?:du\s+)?ikke\s+(?:besvare[s]?|svare)\b
      |\bsvar\s+(?:venligst\s+)?ikke\s+på|do\s+not\s+reply|nicht\s+auf\s+diese|ikke\s+overvåget
        |ubemandet""",
    ),
    Sign(
        "din henvendelse er modtaget",
        2,
        r"""
        \b(?:vi|jeg)\s+(?:har\s+)?(?:nu\s+)?(?:modtaget|registreret|fået)\s+
      (?:din|jeres|dit)\s+(?:mail|e-?mail|henvendelse|besked|forespørgsel|sag|brev)
      |\b(?:mail|e-?mail|henvendelse|besked|forespørgsel|den|sag)\s+(?:[a-z]{0,5}-?\d+\s+)?(?:er|blev)\s+(?:nu\s+
        |hermed\s+)?
        (?:modtaget|registreret|oprettet|journaliseret)
      |(?:request|message|e-?mail|inquiry)\s+has\s+been\s+(?:received|registered)
        |received\s+your\s+(?:e-?mail|message|request)
      |ticket\s+has\s+been|(?:nachricht|anfrage)\s+erhalten""",
    ),
    Sign(
        "tak for din henvendelse",
        1,
        r"""
        \btak\s+(?:for|fordi)\s+(?:din|jeres|dit|du)\s+(?:\w+\s+)?(?:mail|e-?mail|
      henvendelse|besked|forespørgsel|interesse|kontaktede|har\s+kontaktet|har\s+skrevet|skrev)\b
      |thank\s+you\s+for\s+(?:contacting|your\s+(?:e-?mail|message|inquiry|request))
        |vielen\s+dank\s+für\s+ihre""",
    ),
    Sign(
        "hvornår der svares",
        1,
        r"""
        (?:svar\w*|besvar\w*|behandl\w*|vend\w*\s+tilbage|kontakte[rt]?\s+dig|hører\s+fra\s+os)\b
      .{0,80}(?:inden\s+for|hurtigst|snarest|så\s+(?:hurtigt|snart)|hverdage?|arbejdsdage?|timer
        |i\s+den\s+rækkefølge|senest|igen)
      |(?:svartid|behandlingstid|sagsbehandlingstid|ventetid)\w*\b|as\s+soon\s+as\s+possible
        |within\s+\d+\s+(?:hours|days)""",
    ),
    Sign(
        "et sagsnummer",
        1,
        r"""
        \bunder\s+(?:nummer|nr\.?)\s*\#?[\w-]{0,8}\d|\b(?:sags?-?(?:nr|nummer)|sagsid|ticket|ref(?:erence)?(?:nummer|nr)?|journalnummer|case)
      \w{0,6}[\s.:#]{0,4}(?:er\s+|id\s*:?\s*)?\#?[\w-]{0,12}\d|(?:\[|\b)(?:sag|ticket
        |case)\s+(?:nr\.?\s*)?\#?[a-z]{0,5}-?\d|\[\#?(?:sag|ticket|case|inc|req)[\s\#]?\d""",
    ),
    Sign(
        "en rapport fra et system",
        1,
        r"""
        \b(?:er|blev)\s+(?:gennemført|afsluttet|afviklet|fuldført|eksekveret)\b
        |\bmodtagere\s*:\s*\d|\bleveret\s*:\s*\d|\blog\s+ind\s+for\s+at\s+se""",
    ),
    Sign(
        "mailen blev læst",
        3,
        r"""
        (?:meddelelse\w*|mail\w*|besked\w*|message)\b.{0,120}\b(?:blev\s+læst
        |er\s+(?:blevet\s+)?læst|
      was\s+(?:read|displayed)|blev\s+vist)\b|blev\s+læst\s+den\s+\d
        |slettet\s+uden\s+at\s+(?:være|blive)\s+læst""",
    ),
)
_AWAY = (
    Sign(
        "fravær",
        2,
        r"""
        \b(?:holder|har|er\s+på|på|afholder|er\s+gået\s+på)\s+(?:\w+\s+){0,2}(?:\w{0,12}ferie
        |fri(?:dag)?|barsel\w*|
      (?:\w{0,12})orlov|kursus|tjenesterejse|rejse|efterløn|pension|sygeorlov)\b
      |\b(?:er|bliver)\s+(?:desværre\s+|i\s+øjeblikket\s+|for\s+tiden\s+
        |p\.?t\.?\s+)?(?:ikke\s+(?:på\s+(?:kontoret|arbejde|job|pinden)|til\s+stede|
        ved\s+(?:skrivebordet|computeren|skærmen))|sygemeldt|syg\b|fraværende|bortrejst
          |ude\s+af\s+(?:kontoret|huset)|væk\s+fra|
        uden\s+for\s+rækkevidde|offline)
      |\bholder\s+(?:\w+\s+)?lukket|\bferielukket|\bout\s+of\s+(?:the\s+)?office|on\s+(?:vacation
        |(?:parental\s+|annual\s+)?leave|holiday)\b
      |nicht\s+(?:im\s+büro|erreichbar|im\s+haus)|im\s+urlaub|abwesend|ikke\s+(?:at\s+)?træffe""",
    ),
    Sign(
        "er her ikke mere",
        2,
        r"""
        \b(?:jeg|vi|\w+)\s+(?:er|har)\s+(?:\w+\s+){0,2}(?:stoppet|fratrådt|sluttet|opsagt|forladt
        |holdt\s+op|
      skiftet\s+(?:job|stilling|arbejde|mail\w*|adresse))\b|arbejder\s+(?:ikke\s+længere
        |ikke\s+mere)|no\s+longer\s+(?:work|with|employed)
      |(?:mail|e-?mail|post)?(?:adresse\w*|konto\w*|boks\w*|kasse\w*)\s+(?:er\s+
        |bliver\s+)?(?:nedlagt|lukket|lukkes|nedlægges|udgået|ikke\s+(?:længere\s+)?(?:i\s+brug
        |aktiv))
      |(?:ny|nye)\s+(?:mail|e-?mail)-?adresse""",
    ),
    Sign(
        "skriv til en anden",
        1,
        r"""
        \b(?:kontakt|ring\s+til|skriv\s+til|henvend\w*|rette[ts]?|rettes|henvises|går\s+til
        |send\w*\s+(?:i\s+stedet|til))
      .{0,80}(?:@|kolleg\w*|stedfortræder|hovednummer\w*|sekretariat\w*|omstilling\w*|vikar|leder
        |centret|afdelingen|\d\d\s?\d\d)
      |\b(?:gælder|drejer)\s+det(?:\s+sig\s+om)?\b[^.!?]{0,60},\s+(?:så\s+)?(?:tager|ring|skriv|kontakt|er)
      |\b(?:tager|passer|svarer)\s+[^.!?]{0,40}(?:telefonen|opkald)\b
      |\bhast(?:er|ende)\b|\bakutte?\s+(?:henvendelser|sager|spørgsmål)|urgent|in\s+dringenden""",
    ),
    Sign(
        "mails læses senere",
        1,
        r"""
        \b(?:læser|tjekker|besvarer|svarer|åbner|ser)\s+(?:(?:altså|desværre|først|ikke|heller|kun
        |derfor|så|jeg|vi)\s+){0,4}(?:på\s+)?(?:mine\s+|min\s+|din\s+|dine\s+|vores\s+)?(?:mails?|e-?mails?
        |post(?:en)?|indbakke\w*|beskeder)\b
      |\b(?:mails?|post|den|adresse\w*)\s+(?:læses|besvares|videresendes|tjekkes
        |bliver\s+(?:ikke\s+)?(?:læst|besvaret|videresendt))
      |(?:begrænset|limited)\s+(?:adgang|mulighed|access)|læser\s+(?:din|jeres)\s+mail""",
    ),
    Sign(
        "tilbage igen",
        1,
        r"""
        \btilbage\s+(?:igen\s+)?(?:på\s+(?:kontoret|arbejde|pinden|mandag|tirsdag|onsdag|torsdag
        |fredag)|den\s+\d|d\.\s?\d|i\s+(?:morgen|uge|januar|august)|mandag|efter|\d)
      |\b(?:til\s+og\s+med|t\.o\.m\.?|frem\s+til|indtil|fra\s+den|until|bis\s+zum)\s+(?:den\s+
        |d\.\s?)?(?:\d|[a-zæøå]+dag|januar|februar|marts|april|maj|juni|juli|august|september
        |oktober|november|december|uge|sommer)
      |\b(?:ikke|først)\b[^.!?]{0,40}\b(?:før|igen|på|den)\s+(?:på\s+|den\s+|d\.\s?)?(?:\w{2,4}dag|uge|\d{1,2}\.)
      |(?:på\s+ubestemt\s+tid|resten\s+af\s+(?:ugen|året|dagen)|i\s+denne\s+uge
        |return(?:ing)?\s+(?:on|to))""",
    ),
)
# A person who writes of leave or retirement may want to be left alone.
_WANTS_NO_MORE = Pattern(
    r"\b(?:skal|vil|ønsker|behøver|har)\b[^.!?\n]{0,30}\b(?:ikke"
    r"|ingen)\b[^.!?\n]{0,40}\b(?:have|modtage|få|dem|brug\s+for)\b"
    r"|\b(?:skal|vil|ønsker|behøver)\b[^.!?\n]{0,30}\bikke\b[^.!?\n]{0,30}\b(?:flere|bruge)\b"
    r"|\b(?:af|fra|ud)meld\w*|\bframeld\w*|\bmeld\w*\s+(?:mig|os)\s+(?:fra|ud|af)|\bslet\s+mig"
    r"|\bfjern\s+mig|\btag\s+mig\s+af"
    r"|\b(?:af|fra)\s+(?:jeres\s+)?listen\b|\b(?:vil|kan|må)\s+(?:jeg|vi|i)\b",
    re.IGNORECASE,
)
_SALE_RECEIPT = Pattern(r"\b(?:faktura|ordre(?:n|nummer)?|moms|betal\w+|køb)\b", re.IGNORECASE)
_ENOUGH = 3


def automatic(letter: Letter) -> Verdict | None:
    """A machine's answer, or None. Headers are beyond doubt, words are not."""
    mail = letter.mail
    marked = _marked(letter)
    if marked:
        return _verdict(marked)
    text = f"{mail.title[:300]}\n{mail.text[:6000]}"
    # "Precedence: bulk" alone is what answering machines set, too.
    by_list = mail.header("list-id") or mail.header("list-unsubscribe")
    if by_list or _SALE_RECEIPT.search(text) or letter.shows or mail.form:
        return None
    if COMMAND.match(mail.title[:200]):
        return None  # a mail program's own button for leaving (RFC 2369, mailto)
    told = _told(letter, text)
    return None if told and weigh(SALE, text).points >= 2 else told


def _verdict(told: str, sure: float = math.inf) -> Verdict:
    return Verdict(Disposition.AUTO_REPLY, f"automatisk: {told}", sure)


def may_be_automatic(letter: Letter) -> bool:
    """Does any word of a machine's, or of somebody away, stand in it?"""
    text = letter.said[:6000]
    return weigh(_MACHINE, text).points > 0 or weigh(_AWAY, text).points > 0


def _told(letter: Letter, text: str) -> Verdict | None:
    """By the subject and the words."""
    mail = letter.mail
    if _AUTO_SUBJECT.match(mail.subject):
        return _verdict("emnet er et autosvars")
    receipt = weigh(_MACHINE, text)
    if receipt.points:
        receipt += when(bool(NO_REPLY.match(mail.sender.email)), "adressen tager ikke imod svar", 1)
    # A person away is short of words; a long text about a leave is a story.
    away = weigh(_AWAY, mail.text[:6000]) if letter.count <= 150 else Weight()
    if away.points:
        away += when(letter.answers, "den svarer på en mail", 1)
        away += when(bool(_WANTS_NO_MORE.search(letter.own)), "vil ikke have mere", -3)
    if away.points >= _ENOUGH and (letter.answers or away.points > _ENOUGH) and not _asks(letter):
        return _verdict(f"en besked om fravær ({away.shown})", away.points - _ENOUGH)
    if receipt.points >= _ENOUGH and letter.count <= 300:
        return _verdict(f"en maskines kvittering ({receipt.shown})")
    return None


def _asks(letter: Letter) -> bool:
    return "?" in letter.own


def _marked(letter: Letter) -> str:
    """By headers: RFC 3834 and what mail programs wrote before it."""
    mail = letter.mail
    submitted = mail.header("auto-submitted").lower().partition(";")[0].strip()
    if submitted and submitted != "no" and not letter.listed:
        return f"mailen siger selv Auto-Submitted: {submitted}"
    marks = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-vacation")
    if any(mail.header(name) for name in marks) or "auto_reply" in mail.header("precedence"):
        return "mailen er mærket som autosvar"
    if "message/disposition-notification" in mail.parts:
        return "en kvittering for læsning"
    return ""
