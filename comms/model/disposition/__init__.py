"""What a mail is: a contribution, a wish about the newsletter, a question, or a machine's."""

import re
from dataclasses import dataclass
from enum import StrEnum

from comms.model.mail import Mail


class Disposition(StrEnum):
    """The contract's words."""

    STORY = "story"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    AMBASSADOR = "ambassador"
    QUESTION = "question"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    BULK = "bulk"
    LOOP = "loop"


@dataclass(frozen=True)
class Verdict:
    """disposition, and the reason that staff read."""

    disposition: Disposition
    why: str


@dataclass(frozen=True)
class Facts:
    """What was found in the mail before it is judged."""

    events: int = 0
    upcoming: int = 0
    acute: bool = False
    cancelled: bool = False
    pointing: bool = False


_AUTO_SUBJECT = re.compile(
    r"^\W*(?:automatisk\s+svar|autosvar|auto:|automatic\s+reply|auto-?reply|fravær\w*|"
    r"ikke\s+til\s+stede|ude\s+af\s+kontoret|"
    r"out\s+of\s+(?:the\s+)?office|abwesenheit|læst:|read:|ikke\s+læst:|kvittering|"
    r"tak\s+for\s+din\s+(?:mail|henvendelse))",
    re.IGNORECASE,
)
_AUTO_TEXT = re.compile(
    r"\b(?:denne|dette)\s+(?:mail|e-mail|meddelelse|besked|"
    r"svar)\s+er\s+(?:\w+\s+){0,2}(?:dannet|genereret|sendt|afsendt)\s+automatisk|"
    r"\bautomatisk\s+(?:genereret|svar|besked|kvittering|udsendt)|\bauto(?:svar|reply)\b|"
    r"\bkan\s+ikke\s+besvares\b|"
    r"\bthis\s+is\s+an\s+automat|\bvi\s+har\s+modtaget\s+din\s+(?:mail|henvendelse|"
    r"besked)\b.{0,200}\b(?:sagsnummer|svarer\s+inden|behandles|vender)",
    re.IGNORECASE | re.DOTALL,
)
_ABSENT = re.compile(
    r"\bjeg\s+(?:er|holder|har)\s+(?:\w+\s+){0,3}(?:på\s+(?:ferie|kursus|barsel|orlov|rejse)|"
    r"ferie|orlov|\w*orlov|barsel|bortrejst|ude\s+af\s+kontoret|"
    r"sygemeldt)\b.{0,200}\b(?:til\s+og\s+med|tilbage|kontakt|igen)",
    re.IGNORECASE | re.DOTALL,
)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery\s+status\s+notification|returned\s+mail|mail\s+delivery\s+(?:failed|"
    r"failure|system)|failure\s+notice|"
    r"kan\s+ikke\s+leveres|ikke\s+leveret|ulever\w+|returneret|delivery\s+(?:has\s+)?failed|"
    r"leveringsfejl|returmail",
    re.IGNORECASE,
)
_ROBOT = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounce\w*)@", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"^(?:no-?reply|do-?not-?reply|ikke-?svar|noreply\w*|system|robot|automail)[\w.+-]*@",
    re.IGNORECASE,
)
_SALE = re.compile(
    r"\b(?:ekskl\.?\s+moms|ex\.?\s+moms|inkl\.?\s+fragt|rabat|kampagnepris|kampagne(?:n)?\s+fra|"
    r"tilbud(?:det)?\s+gælder|køb\s+(?:nu|plads|her|din)|"
    r"bestil\s+(?:nu|inden|her)|gratis\s+(?:analyse|demo|prøve|e-bog)|webinar|"
    r"kun\s+\d+\s+pladser|seo|google\s+ads|side\s+1\s+på|"
    r"faktura\s+\S*\d|betalingspåmindelse|inkasso|betal\s+nu|markedsfør\w*|leads|black\s+friday|"
    r"e-bog|spar\s+\d+|"
    r"kun\s+til\s+og\s+med|book\s+(?:et\s+)?(?:møde|demo)|gevinst|vundet|krypto|bitcoin|"
    r"lån\s+op\s+til|klik\s+her\s+for\s+at\s+(?:bekræfte|opdatere)|"
    r"din\s+konto\s+(?:er|bliver)|pakke\s+(?:venter|afventer)|kundenummer)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b\d{1,3}(?:\.\d{3})+(?:,\d\d)?\s*(?:kr|dkk|,-)|\bkr\.?\s*\d{1,3}\.\d{3}|"
    r"\b\d{3,}\s*kr\.?\s+om\s+måneden",
    re.IGNORECASE,
)
_LEAVE_LINK = re.compile(
    r"\b(?:afmeld\w*|unsubscribe|ønsker\s+du\s+ikke|vil\s+du\s+ikke\s+(?:længere|have)|"
    r"frameld\w*|du\s+modtager\s+denne\s+(?:mail|e-mail))\b",
    re.IGNORECASE,
)
_LETTER = (
    r"(?:nyhedsbrev\w*|nyhedsmail\w*|månedsbrev\w*|ugebrev\w*|mailliste\w*|maillisten|listen|"
    r"liste|fordelerliste\w*|jeres\s+(?:brev\w*|mails?|udsendelse\w*)|"
    r"udsendelse\w*|nyhederne|nyt\s+fra\s+jer|verteilerliste)"
)
_LEAVE = re.compile(
    r"\b(?:afmeld\w*|frameld\w*|afmelding|framelding|unsubscribe|slet\s+(?:mig|min\s+(?:mail|"
    r"adresse|e-mail))|fjern\s+(?:mig|os|min|vores)|"
    r"tag\s+(?:mig|os)\s+(?:af|ud)|stop\s+(?:venligst\s+)?(?:med\s+)?(?:at\s+)?(?:sende|mails?)|"
    r"(?:ikke|ingen)\s+(?:længere\s+|mere\s+|flere\s+)?(?:ønske\w*|have|modtage|få|mails?)\b"
    r"|(?:ønsker|vil)\s+(?:jeg\s+)?ikke\s+(?:længere\s+)?(?:at\s+)?(?:modtage|have|få)|"
    r"træk\w*\s+.{0,30}samtykke|samtykke\s+tilbage|opsige|afbestil\w*|"
    r"ud\s+af\s+(?:jeres\s+)?(?:listen?|nyhedsbrev\w*)|stryg\s+(?:mig|os)|(?:nok|"
    r"træt)\s+af\s+(?:jeres\s+)?(?:mails|breve))",
    re.IGNORECASE,
)
_LEAVE_WHAT = re.compile(
    rf"\b{_LETTER}|\b(?:brev\w*|mails?|udsendelse\w*|modtage|sende|adresse)\b|\bstop\b",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\b(?:(?:sæt\w*|skriv\w*|kom\w*|sættes|skrives|føje\w*|tilføj\w*|notér|noter)\s+(?:mig|os|"
    r"min|vores|hende|ham)?\s*.{0,20}\b(?:på|op|til)\b|tilmeld\w*|abonner\w*|"
    r"(?:vil|ville|kunne)\s+(?:jeg|vi)?\s*(?:også\s+|meget\s+)?(?:gerne|"
    r"godt)\s+(?:også\s+)?(?:have|modtage|få|læse|følge|tilmeld\w*|på)|kan\s+(?:jeg|"
    r"vi)\s+(?:også\s+)?(?:få|komme|blive|modtage|tilmeldes)|"
    r"må\s+(?:jeg|vi)\s+(?:også\s+)?(?:få|komme|bede)|send\w*\s+(?:mig|os|det|den|også)|"
    r"få\s+(?:den|det|jeres)\s+(?:direkte|fremover|tilsendt)|ønsker\s+(?:at\s+)?(?:modtage|få|"
    r"tilmeld)|"
    r"(?:gerne|også)\s+(?:have|modtage|få)\s+(?:jeres|det|den))",
    re.IGNORECASE,
)
_AMBASSADOR = re.compile(
    r"\bambassadør\w*\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:vil|vi'l|ønsker|gerne|godt|tilmeld\w*|blive|være|stå\s+som|melder|interesseret|"
    r"kan\s+(?:jeg|vi)|hvordan\s+bliver|skriv\s+(?:mig|os))\b",
    re.IGNORECASE,
)
_EVENT_SIGNUP = re.compile(
    r"\b(?:tilmeld\w*\s+(?:mig|os|\w+\s+personer)?|vi\s+kommer|jeg\s+kommer|kommer\s+(?:gerne|"
    r"desværre)|melder?\s+(?:afbud|fra|os|mig)|afbud|deltager\s+gerne|"
    r"vil\s+gerne\s+(?:deltage|med|tilmeldes|komme)|(?:må|skal)\s+(?:jeg|vi)\s+(?:melde|aflyse)|"
    r"kan\s+(?:desværre\s+)?ikke\s+(?:komme|deltage|nå)|forhindret|bestille\s+\w+\s+(?:plads|"
    r"billet)|"
    r"reservere|to\s+pladser)\b",
    re.IGNORECASE,
)
_THEIR_EVENT = re.compile(
    r"\b(?:mødet|stormødet|temamødet|temadagen|arrangementet|festen|fællesspisningen|"
    r"workshoppen|kurset|foredraget|turen|dialogmødet|middagen|debatten|på\s+listen\s+til)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:del(?:e|er)?\b(?!\s+af)|dele\s+den|slå\s+(?:det|den)?\s*op|opslag|bringe|bringes|"
    r"facebook|invitere\w*|inviterer|indbyder|"
    r"pressemeddelelse|historie[rn]?|hermed|kom\s+og|kom\s+til|alle\s+er\s+velkomne|vedhæft\w*|"
    r"hæng\s+den|fortælle\s+om|nyhed|"
    r"kan\s+i\s+bruge|må\s+(?:gerne\s+)?(?:bruge|bringe|dele)|sprede|reklamere|billede\w*)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:kan\s+(?:i|du|man|jeg|vi)|må\s+(?:jeg|vi|man)|hvordan|hvornår|hvor\s+(?:kan|skal|er|"
    r"mange|meget|længe)|hvem|hvad|hvilke\w*|har\s+i|er\s+der|"
    r"ved\s+i|skal\s+(?:jeg|vi|man)|vil\s+i|findes\s+der|gælder\s+det)\b[^.!]{0,160}\?",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:har\s+brug\s+for\s+hjælp|søger\s+hjælp|hjælpe\s+mig|kontakte?\s+mig|ring\s+til\s+mig|"
    r"ringe\s+mig|min\s+sag|min\s+sagsbehandler|klage\w*|"
    r"jeg\s+har\s+(?:ikke\s+)?fået\s+(?:et\s+)?(?:afslag|svar)|aktindsigt|indsigt\s+i|"
    r"rykker\s+for|venter\s+(?:stadig\s+)?på\s+svar|mit\s+afslag|hjælp\s+til\s+at)\b",
    re.IGNORECASE,
)


def dispose(mail: Mail, facts: Facts, mailbox: str) -> Verdict:
    """Judge a mail. mailbox: our own address."""
    machine = _machine(mail, mailbox)
    if machine:
        return machine
    if facts.acute:
        return Verdict(
            Disposition.QUESTION, "akut: nogen kan være i fare, et menneske skal se den nu"
        )
    reply = _calendar_reply(mail)
    if reply:
        return reply
    return _bulk(mail, facts) or _wish(mail, facts) or _question(mail, facts) or _story(mail, facts)


def _machine(mail: Mail, mailbox: str) -> Verdict | None:
    """Mail that no person wrote to us, told by its headers and its form."""
    if _is_bounce(mail):
        return Verdict(Disposition.BOUNCE, "retur: mailsystemet melder, at en mail ikke nåede frem")
    if mail.sender.email.lower() == mailbox.lower():
        return Verdict(Disposition.LOOP, "sløjfe: vores egen mail er kommet tilbage")
    if "x-opslagstavlen" in dict(mail.headers):
        return Verdict(Disposition.LOOP, "sløjfe: mailen bærer vores eget mærke")
    if mail.author.email.lower() == mailbox.lower() and not mail.intro:
        return Verdict(Disposition.LOOP, "sløjfe: vores egen mail er kommet tilbage")
    automatic = _automatic(mail)
    return Verdict(Disposition.AUTO_REPLY, automatic) if automatic else None


def _is_bounce(mail: Mail) -> bool:
    report = "multipart/report" in mail.parts
    if report and "message/disposition-notification" in mail.parts:
        return False
    delivery = report and "report-type=disposition" not in mail.header("content-type").lower()
    robot = bool(_ROBOT.match(mail.sender.email))
    told = bool(_BOUNCE_SUBJECT.search(mail.subject))
    empty = mail.header("return-path").strip() == "<>"
    return delivery or (robot and (told or empty)) or (told and empty)


def _automatic(mail: Mail) -> str:
    submitted = mail.header("auto-submitted").lower().partition(";")[0].strip()
    listed = bool(mail.header("list-unsubscribe") or mail.header("list-id"))
    if submitted and submitted != "no" and not listed:
        return f"automatisk: mailen siger selv Auto-Submitted: {submitted}"
    if (
        mail.header("x-autoreply")
        or mail.header("x-autorespond")
        or "auto_reply" in mail.header("precedence")
    ):
        return "automatisk: mailen er mærket som autosvar"
    if "message/disposition-notification" in mail.parts:
        return "automatisk: en kvittering for læsning"
    if _AUTO_SUBJECT.match(mail.subject) and not listed:
        return "automatisk: emnet er et autosvars"
    if _AUTO_TEXT.search(mail.text) and not listed:
        return "automatisk: teksten siger, at den er sendt af en maskine"
    if _ABSENT.search(mail.text) and len(mail.text.split()) < 120 and mail.header("in-reply-to"):
        return "automatisk: en besked om fravær"
    return ""


def _calendar_reply(mail: Mail) -> Verdict | None:
    if not any(one.method in ("REPLY", "COUNTER") for one in mail.invitations):
        return None
    if len(mail.text.split()) > 2:
        return Verdict(
            Disposition.QUESTION, "svar på en indbydelse med en kommentar, som nogen skal læse"
        )
    return Verdict(Disposition.AUTO_REPLY, "automatisk: svar på en indbydelse uden kommentar")


def _bulk(mail: Mail, facts: Facts) -> Verdict | None:
    listed = bool(mail.header("list-unsubscribe") or mail.header("list-id"))
    listed |= mail.header("precedence").lower().strip() in ("bulk", "list", "junk")
    said = f"{mail.title}\n{mail.text}"
    sales = len({match.group().lower() for match in _SALE.finditer(said)}) + bool(
        _PRICE.search(said)
    )
    if listed and (sales or not facts.upcoming):
        return Verdict(
            Disposition.BULK, "masseudsendelse: listehoved, og ikke et arrangement til os"
        )
    if sales >= 2 or (sales and _LEAVE_LINK.search(mail.text) and not facts.upcoming):
        return Verdict(Disposition.BULK, "salg: teksten vil sælge os noget")
    return None


def _wish(mail: Mail, facts: Facts) -> Verdict | None:
    """About the newsletter or the register of ambassadors."""
    said = mail.intro if _quotes_us(mail) and mail.intro else mail.text
    whole = f"{mail.title}\n{said}" if not _answers_us(mail) else said
    short = len(said.split()) <= 120
    about_letter = bool(re.search(rf"\b{_LETTER}", whole, re.IGNORECASE)) or _answers_letter(mail)
    if _AMBASSADOR.search(whole) and _WANTS.search(said) and short and not facts.upcoming:
        return Verdict(Disposition.AMBASSADOR, "ambassadør: afsenderen vil være ambassadør")
    stops = re.match(r"^\W*(?:stop|afmeld\w*|frameld\w*|unsubscribe)\b", mail.title, re.IGNORECASE)
    leaves = bool(stops or _LEAVE.search(said)) and bool(about_letter or _LEAVE_WHAT.search(whole))
    if short and leaves and (about_letter or not _THEIR_EVENT.search(said)):
        return Verdict(
            Disposition.UNSUBSCRIBE, "afmelding: afsenderen vil ikke have nyhedsbrevet mere"
        )
    if short and about_letter and _JOIN.search(said) and not facts.upcoming:
        return Verdict(Disposition.SUBSCRIBE, "tilmelding: afsenderen vil have nyhedsbrevet")
    return None


def _answers_us(mail: Mail) -> bool:
    """A reply: its subject is that of the mail it answers, so it says nothing by itself."""
    return bool(re.match(r"^\W*(?:re|sv|aw)\b\s*:", mail.subject, re.IGNORECASE))


def _answers_letter(mail: Mail) -> bool:
    return bool(re.search(r"\bnyhedsbrev", mail.title, re.IGNORECASE)) and _answers_us(mail)


def _quotes_us(mail: Mail) -> bool:
    return bool(mail.forwarded_by)


def _question(mail: Mail, facts: Facts) -> Verdict | None:
    said = mail.text
    count = len(said.split())
    called_off = any(one.cancelled for one in mail.invitations)
    if (
        count <= 120
        and not mail.pictures
        and not called_off
        and _EVENT_SIGNUP.search(f"{mail.title}\n{said}")
    ):
        theirs = _THEIR_EVENT.search(f"{mail.title} {said}")
        if theirs and (mail.header("in-reply-to") or not _SHARE.search(said)):
            return Verdict(
                Disposition.QUESTION, "spørgsmål: til- eller framelding til et arrangement"
            )
    if facts.events or facts.cancelled or facts.pointing:
        return None
    asks = bool(_ASKS.search(said)) or said.rstrip().endswith("?")
    offers = bool(_SHARE.search(f"{mail.title} {said}") or mail.pictures or mail.flyer)
    if (asks or _NEEDS.search(said)) and not offers and count <= 250:
        return Verdict(Disposition.QUESTION, "spørgsmål: afsenderen beder om svar eller hjælp")
    if asks and count <= 60 and not mail.pictures and not mail.flyer:
        return Verdict(Disposition.QUESTION, "spørgsmål: kort mail, der beder om svar")
    return None


def _story(mail: Mail, facts: Facts) -> Verdict:
    if facts.events:
        return Verdict(Disposition.STORY, "bidrag: mailen fortæller om et arrangement")
    if facts.cancelled:
        return Verdict(Disposition.STORY, "bidrag: et arrangement er aflyst")
    if mail.pictures or mail.flyer:
        return Verdict(Disposition.STORY, "bidrag: mailen har noget med, der kan vises")
    return Verdict(Disposition.STORY, "bidrag: en tekst, som nogen vil have fortalt")
