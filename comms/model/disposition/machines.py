"""Mail that no person wrote to us: returns, our own mail, receipts and absences."""

import re

from comms.model.disposition.bulk import NO_REPLY, SALE
from comms.model.disposition.evidence import Weight, sign, weigh, when
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Verdict

_ROBOT = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|bounces?|microsoftexchange\w*)\b", re.IGNORECASE
)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery\s+(?:status\s+notification|(?:has\s+)?(?:failed|failure|delayed)|delay|incomplete)"
    r"|returned\s+(?:mail|to\s+sender)|mail\s+delivery|failure\s+notice|non.?delivery|nicht\s+zugestellt"
    r"|unzustellbar|(?:kan|kunne)\s+ikke\s+(?:leveres|afleveres|sendes)|ikke\s+(?:leveret|afleveret)"
    r"|ulever\w+|returneret|leverings?(?:fejl|status)|retur(?:mail|post|neret)"
    r"|lever(?:ing|et|ings\w*)\w*\s+(?:er\s+|blev\s+)?(?:mislyk|forsink|fejl)\w*|message\s+(?:delayed|not\s+sent)",
    re.IGNORECASE,
)
_UNDELIVERED = (
    sign("mailen nåede ikke frem", 2, r"""(?:kunne|kan|blev)\s+ikke\s+(?:leveres|afleveres|leveret|sendes|nå)
      |(?:ikke|endnu\s+ikke)\s+(?:leveret|afleveret)|could\s?(?:n.t|\s+not)\s+be\s+delivered|wasn.t\s+delivered
      |not\s+been\s+delivered|delivery\s+.{0,40}\bfailed|undeliverable|unable\s+to\s+deliver|able\s+to\s+deliver
      |nicht\s+zugestellt|levering\w*\s+.{0,60}mislyk|returned\s+to\s+sender"""),
    sign("en fejlkode fra et mailsystem", 2, r"\b[45]\d\d[\s-]+#?[45]\.\d{1,2}\.\d{1,2}\b|\bsmtp\b.{0,40}\b[45]\d\d\b"),
    sign("adressen findes ikke, eller postkassen er fuld", 1, r"""(?:mail|post)(?:boks|kasse)\w*\s+(?:er\s+)?(?:fuld|fyldt)
      |mailbox\s+(?:is\s+)?full|over\s?quota|user\s+unknown|no\s+such\s+user|(?:wasn.t|couldn.t\s+be|not)\s+found
      |blev\s+ikke\s+fundet|does\s+not\s+exist|findes\s+ikke|ukendt\s+modtager|address\s+rejected"""),
)  # fmt: skip
_AUTO_SUBJECT = re.compile(
    r"^\W*(?:automatisk\w*\s+(?:svar|besked|kvittering|mail)|auto-?svar|auto\s?:|auto(?:matic)?[\s-]*(?:reply|"
    r"response)|autoreply|automatische\s+antwort|fravær\w*|ferie(?:svar|besked|lukket)\b|ikke\s+til\s+stede|"
    r"ikke\s+på\s+kontoret|ude\s+af\s+(?:kontoret|huset)|out\s+of\s+(?:the\s+)?office|on\s+(?:vacation|leave)\b|"
    r"abwesen\w*|læst\s*:|read\s*:|gelesen\s*:|(?:ikke|ulæst)\s+læst\s*:|not\s+read\s*:|"
    r"kvittering\s+for\s+(?:modtag\w*|din\s+(?:mail|henv\w*|besked))|læsekvittering|read\s+receipt|"
    r"ulæst\s*:|returneret\s+læsekvittering)",
    re.IGNORECASE,
)
_MACHINE = (
    sign("teksten siger selv, at den er automatisk", 3, r"""\b(?:denne|dette|den\s+her)\s+(?:\w+\s+)?(?:e-?mail|mail|
      meddelelse|besked|svar|kvittering)\s+(?:er|bliver)\s+(?:\w+\s+){0,2}(?:dannet|genereret|sendt|afsendt|udsendt|
      autogenereret)?\s*automatisk|\bautomatisk(?:e)?\s+(?:genereret|svar|besked|kvittering|udsendt|mail)
      |\bauto(?:svar|reply|genereret)\b|\b(?:this|dies)\s+(?:is|ist)\s+(?:an?|eine)\s+auto\w+|automatically\s+generated"""),
    sign("den kan ikke besvares", 2, r"""(?:kan|skal|bør)\s+(?:du\s+)?ikke\s+(?:besvare[s]?|svare)\b
      |\bsvar\s+(?:venligst\s+)?ikke\s+på|do\s+not\s+reply|nicht\s+auf\s+diese|ikke\s+overvåget|ubemandet"""),
    sign("din henvendelse er modtaget", 2, r"""\b(?:vi|jeg)\s+(?:har\s+)?(?:nu\s+)?(?:modtaget|registreret|fået)\s+
      (?:din|jeres|dit)\s+(?:mail|e-?mail|henvendelse|besked|forespørgsel|sag|brev)
      |\b(?:mail|e-?mail|henvendelse|besked|forespørgsel|den|sag)\s+(?:er|blev)\s+(?:nu\s+|hermed\s+)?
        (?:modtaget|registreret|oprettet|journaliseret)
      |(?:request|message|e-?mail|inquiry)\s+has\s+been\s+(?:received|registered)|received\s+your\s+(?:e-?mail|message|request)
      |ticket\s+has\s+been|(?:nachricht|anfrage)\s+erhalten"""),
    sign("tak for din henvendelse", 1, r"""\btak\s+(?:for|fordi)\s+(?:din|jeres|dit|du)\s+(?:\w+\s+)?(?:mail|e-?mail|
      henvendelse|besked|forespørgsel|interesse|kontaktede|har\s+kontaktet|har\s+skrevet|skrev)\b
      |thank\s+you\s+for\s+(?:contacting|your\s+(?:e-?mail|message|inquiry|request))|vielen\s+dank\s+für\s+ihre"""),
    sign("hvornår der svares", 1, r"""(?:svar\w*|besvar\w*|behandl\w*|vend\w*\s+tilbage|kontakte[rt]?\s+dig|hører\s+fra\s+os)\b
      .{0,80}(?:inden\s+for|hurtigst|snarest|så\s+(?:hurtigt|snart)|hverdage?|arbejdsdage?|timer|i\s+den\s+rækkefølge)
      |(?:svartid|behandlingstid|sagsbehandlingstid|ventetid)\w*\b|as\s+soon\s+as\s+possible|within\s+\d+\s+(?:hours|days)"""),
    sign("et sagsnummer", 1, r"""\b(?:sags?-?(?:nr|nummer)|sagsid|ticket|ref(?:erence)?(?:nummer|nr)?|journalnummer|case)
      \w{0,6}[\s.:#]{0,4}(?:er\s+|id\s*:?\s*)?\#?[\w-]{0,12}\d|(?:\[|\b)(?:sag|ticket|case)\s?\#?\d"""),
    sign("en rapport fra et system", 1, r"""\b(?:er|blev)\s+(?:gennemført|afsluttet|afviklet|fuldført|eksekveret)\b|\bmodtagere\s*:\s*\d|\bleveret\s*:\s*\d|\blog\s+ind\s+for\s+at\s+se"""),
    sign("mailen blev læst", 3, r"""(?:meddelelse\w*|mail\w*|besked\w*|message)\b.{0,120}\b(?:blev\s+læst|er\s+(?:blevet\s+)?læst|
      was\s+(?:read|displayed)|blev\s+vist)\b|blev\s+læst\s+den\s+\d|slettet\s+uden\s+at\s+(?:være|blive)\s+læst"""),
)  # fmt: skip
_AWAY = (
    sign("fravær", 2, r"""\b(?:holder|har|er\s+på|på|afholder|er\s+gået\s+på)\s+(?:\w+\s+){0,2}(?:\w{0,12}ferie|fri(?:dag)?|barsel\w*|
      (?:\w{0,12})orlov|kursus|tjenesterejse|rejse|efterløn|pension|sygeorlov)\b
      |\b(?:er|bliver)\s+(?:desværre\s+|i\s+øjeblikket\s+|for\s+tiden\s+|p\.?t\.?\s+)?(?:ikke\s+(?:på\s+(?:kontoret|arbejde|job|pinden)|til\s+stede|
        ved\s+(?:skrivebordet|computeren|skærmen))|sygemeldt|syg\b|fraværende|bortrejst|ude\s+af\s+(?:kontoret|huset)|væk\s+fra|
        uden\s+for\s+rækkevidde|offline)
      |\bholder\s+(?:\w+\s+)?lukket|\bferielukket|\bout\s+of\s+(?:the\s+)?office|on\s+(?:vacation|(?:parental\s+|annual\s+)?leave|holiday)\b
      |nicht\s+(?:im\s+büro|erreichbar|im\s+haus)|im\s+urlaub|abwesend|ikke\s+(?:at\s+)?træffe"""),
    sign("er her ikke mere", 2, r"""\b(?:jeg|vi|\w+)\s+(?:er|har)\s+(?:\w+\s+){0,2}(?:stoppet|fratrådt|sluttet|opsagt|forladt|holdt\s+op|
      skiftet\s+(?:job|stilling|arbejde|mail\w*|adresse))\b|arbejder\s+(?:ikke\s+længere|ikke\s+mere)|no\s+longer\s+(?:work|with|employed)
      |(?:mail|e-?mail|post)?(?:adresse\w*|konto\w*|boks\w*|kasse\w*)\s+(?:er\s+|bliver\s+)?(?:nedlagt|lukket|lukkes|nedlægges|udgået|ikke\s+(?:længere\s+)?(?:i\s+brug|aktiv))
      |(?:ny|nye)\s+(?:mail|e-?mail)-?adresse"""),
    sign("skriv til en anden", 1, r"""\b(?:kontakt|ring\s+til|skriv\s+til|henvend\w*|rette[ts]?|rettes|henvises|går\s+til|send\w*\s+(?:i\s+stedet|til))
      .{0,80}(?:@|kolleg\w*|stedfortræder|hovednummer\w*|sekretariat\w*|omstilling\w*|vikar|leder|centret|afdelingen|\d\d\s?\d\d)
      |\bhast(?:er|ende)\b|\bakutte?\s+(?:henvendelser|sager|spørgsmål)|urgent|in\s+dringenden"""),
    sign("mails læses senere", 1, r"""\b(?:læser|tjekker|besvarer|svarer)\s+(?:ikke\s+)?(?:på\s+)?(?:mine\s+|din\s+|dine\s+)?(?:mails?|e-?mails?|post)
      |\b(?:mails?|post|den|adresse\w*)\s+(?:læses|besvares|videresendes|tjekkes|bliver\s+(?:ikke\s+)?(?:læst|besvaret|videresendt))
      |(?:begrænset|limited)\s+(?:adgang|mulighed|access)|læser\s+(?:din|jeres)\s+mail"""),
    sign("tilbage igen", 1, r"""\btilbage\s+(?:igen\s+)?(?:på\s+(?:kontoret|arbejde|pinden|mandag|tirsdag|onsdag|torsdag|fredag)|den\s+\d|d\.\s?\d|i\s+(?:morgen|uge|januar|august)|mandag|efter|\d)
      |\b(?:til\s+og\s+med|t\.o\.m\.?|frem\s+til|indtil|fra\s+den|until|bis\s+zum)\s+(?:den\s+|d\.\s?)?(?:\d|[a-zæøå]+dag|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|uge|sommer)
      |(?:på\s+ubestemt\s+tid|resten\s+af\s+(?:ugen|året|dagen)|i\s+denne\s+uge|return(?:ing)?\s+(?:on|to))"""),
)  # fmt: skip
# A person who writes of leave or retirement may want to be left alone.
_WANTS_NO_MORE = re.compile(
    r"\b(?:skal|vil|ønsker|behøver|har)\b[^.!?\n]{0,30}\b(?:ikke|ingen)\b[^.!?\n]{0,40}\b(?:have|modtage|få|dem|brug\s+for)\b"
    r"|\b(?:af|fra|ud)meld\w*|\bframeld\w*|\bmeld\w*\s+(?:mig|os)\s+(?:fra|ud|af)|\bslet\s+mig|\bfjern\s+mig|\btag\s+mig\s+af"
    r"|\b(?:af|fra)\s+(?:jeres\s+)?listen\b|\b(?:vil|kan|må)\s+(?:jeg|vi|i)\b",
    re.IGNORECASE,
)
_SALE_RECEIPT = re.compile(r"\b(?:faktura|ordre(?:n|nummer)?|moms|betal\w+|køb)\b", re.IGNORECASE)
_ENOUGH = 3


def machine(letter: Letter) -> Verdict | None:
    """What a machine sent, told by its headers and its form; None: a person's mail."""
    returned = _returned(letter)
    if returned.points >= _ENOUGH:
        why = f"retur: mailsystemet melder, at en mail ikke nåede frem ({returned.shown})"
        return Verdict(Disposition.BOUNCE, why)
    loop = _loop(letter)
    if loop:
        return Verdict(Disposition.LOOP, loop)
    automatic = _automatic(letter)
    return Verdict(Disposition.AUTO_REPLY, f"automatisk: {automatic}") if automatic else None


def calendar_answer(letter: Letter) -> Verdict | None:
    """An answer to an invitation (RFC 5546 REPLY, COUNTER): with words of its own it asks for us."""
    if not any(one.method in ("REPLY", "COUNTER") for one in letter.mail.invitations):
        return None
    if len(letter.mail.text.split()) > 2 and not _MADE_BY_CALENDAR.fullmatch(letter.mail.text):
        return Verdict(
            Disposition.QUESTION, "svar på en indbydelse med en kommentar, som nogen skal læse"
        )
    return Verdict(Disposition.AUTO_REPLY, "automatisk: svar på en indbydelse uden kommentar")


_MADE_BY_CALENDAR = re.compile(
    r"[^\n]{0,120}\b(?:har\s+(?:accepteret|afslået|foreløbigt\s+accepteret|takket\s+(?:ja|nej|måske))|"
    r"has\s+(?:accepted|declined|tentatively\s+accepted))\b[^\n]{0,120}",
    re.IGNORECASE,
)


def _returned(letter: Letter) -> Weight:
    mail = letter.mail
    report = "multipart/report" in mail.parts
    if report and "message/disposition-notification" in mail.parts:
        return Weight()
    delivery = report and "report-type=disposition" not in mail.header("content-type").lower()
    robot = bool(_ROBOT.match(mail.sender.email.partition("@")[0]))
    words = weigh(_UNDELIVERED, f"{mail.text}\n{mail.quoted[:2000]}"[:6000])
    return (
        when(delivery, "en leveringsrapport", 3)
        + when(robot, "sendt af et mailsystem", 2)
        + when(bool(_BOUNCE_SUBJECT.search(mail.subject)), "emnet er en returmails", 2)
        + when(mail.header("return-path").strip() == "<>", "uden returadresse", 1)
        + words
    )


def _loop(letter: Letter) -> str:
    mail, ours = letter.mail, letter.mailbox.lower()
    if ours and mail.sender.email.lower() == ours:
        return "sløjfe: vores egen mail er kommet tilbage"
    if mail.header("x-opslagstavlen"):
        return "sløjfe: mailen bærer vores eget mærke"
    if ours and mail.author.email.lower() == ours and not mail.intro:
        return "sløjfe: vores egen mail er kommet tilbage"
    # A list that writes From anew leaves our Reply-To and our Message-ID as they were.
    home = "@" + ours.partition("@")[2]
    written_by_us = len(home) > 1 and mail.message_id.lower().rstrip(" >").endswith(home)
    answers_come_here = bool(ours) and ours in mail.header("reply-to").lower()
    relayed = letter.listed or any(name.startswith("resent-") for name, _ in mail.headers)
    foreign = not mail.sender.email.lower().endswith(home)
    if foreign and (relayed or answers_come_here) and written_by_us:
        return "sløjfe: en liste eller en regel har sendt vores egen mail tilbage"
    return ""


def _automatic(letter: Letter) -> str:
    mail = letter.mail
    marked = _marked(letter)
    if marked:
        return marked
    text = f"{mail.title[:300]}\n{mail.text[:6000]}"
    sells = _SALE_RECEIPT.search(text) or weigh(SALE, text).points >= 2
    if letter.listed or sells or letter.shows or mail.form:
        return ""
    if _AUTO_SUBJECT.match(mail.subject):
        return "emnet er et autosvars"
    receipt = weigh(_MACHINE, text)
    if receipt.points:
        receipt += when(bool(NO_REPLY.match(mail.sender.email)), "adressen tager ikke imod svar", 1)
    # A person away is short of words; a long text about a leave is a story.
    away = weigh(_AWAY, mail.text[:6000]) if letter.count <= 150 else Weight()
    if away.points:
        away += when(letter.answers, "den svarer på en mail", 1)
        away += when(bool(_WANTS_NO_MORE.search(letter.own)), "vil ikke have mere", -3)
    if away.points >= _ENOUGH and (letter.answers or away.points > _ENOUGH) and not _asks(letter):
        return f"en besked om fravær ({away.shown})"
    if receipt.points >= _ENOUGH and letter.count <= 300:
        return f"en maskines kvittering ({receipt.shown})"
    return ""


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
