"""Mail that was sent to many, or wants to sell us something."""

import math
import re

from comms.danish.pattern import Pattern
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.evidence import Sign, Weight, weigh, when

NO_REPLY = Pattern(
    r"^(?:no|do|ikke|svar)[-_.]?(?:not)?[-_.]?(?:reply|svar|ikke)|^(?:notif\w*|marketing"
    r"|kampagne|tilbud|"
    r"salg|sales|faktura|billing|mailer|news)\b",
    re.IGNORECASE,
)
_SELLER = "en sælger henvender sig"
_AMOUNT = r"\d[\d.]*(?:,\d\d|,-)?"
SALE = (
    Sign(
        "en pris på noget, der sælges",
        1.5,
        rf"""
        \b(?:ekskl?|exkl?|inkl|ex|plus)\.?\s*(?:moms|fragt|levering)|\bmoms\b
        |{_AMOUNT}\s*(?:kr\.?|dkk|€|eur|,-)\s*
      (?:pr\.?\s+(?:stk|bruger|deltager|licens))
        |\b(?:før(?:pris)?|nu\s+kun|fra\s+kun|kun)\s+(?:kr\.?\s*)?{_AMOUNT}\s*(?:kr|,-|dkk)
        |best\s+price|\bmoq\b""",
    ),
    Sign(
        "et større beløb",
        1,
        r"\b\d{1,3}(?:\.\d{3})+(?:,\d\d)?\s*(?:kr|dkk|,-)|\bkr\.?\s*\d{1,3}\.\d{3}"
        r"|\bkr\.?\s*(?:om\s+(?:måneden|året)|pr\.?\s+(?:md|måned|år)|/\s?md)",
    ),
    Sign(
        "rabat og tilbud",
        1.5,
        r"""
        \b\w{0,20}rabat|\b\w{0,20}tilbud(?:det|ene)?\s+(?:gælder|slutter|udløber|til\s+jer)
        |kampagne(?:pris|tilbud|kode|uge)\w*
      |\bspar\s+(?:op\s+til\s+)?\d|\d+\s?%\s+(?:på|rabat|off)|udsalg|black\s+(?:friday|week)
        |early\s?bird|rabatkode|gratis\s+fragt|introtilbud|sidste\s+chance
      |kun\s+(?:få|\d+)\s+(?:pladser|dage|stk)|begrænset\s+antal\s+pladser|først\s+til\s+mølle""",
    ),
    Sign(
        "køb, bestil, tilmeld dig nu",
        1.5,
        r"""
        \b(?:køb|bestil|forny|book|sikr)\w*\s+(?:\w+\s+){0,2}(?:nu|her|plads|billet|online
        |i\s+dag|senest|demo|møde)|shop(?:pen)?\b
      |(?:læg|i)\s+kurven|\bwebshop\w*|se\s+udvalget|opgrader|prøv\s+.{0,40}gratis
        |gratis\s+(?:prøve\w*|demo|analyse|e-?bog|måned|konsultation)
        |start\s+(?:din\s+)?prøveperiode""",
    ),
    Sign(
        "en regning eller ordre",
        2,
        r"""
        \b(?:faktura|rykker|betalings?(?:frist|påmindelse|oplysninger)|regning|ordre(?:nummer
        |bekræftelse|nr)?|kreditnota|inkasso|forfalds?dato|forfald\w*|betal\s+(?:nu|senest
        |inden))\b
      (?=.{0,400}(?:\d|vedhæft|betal))|\b(?:din|jeres|en)\s+(?:pakke|ordre|forsendelse)\s+(?:er
        |venter|kan|afventer|fra)|sporingsnummer|track\s?&\s?trace|kundenummer""",
    ),
    Sign(
        "nyt fra en tjeneste",
        2,
        r"""
        \b\d+[ ](?:nye?[ ])?(?:notifikation|besked|job|opslag|forbindelse|følger|visning)(?:er|e
        |s)?\b|nye\s+notifikationer|\b(?:har\s+)?(?:set|besøgt|kigget\s+på)\s+(?:din
        |jeres)\s+(?:profil|side)
      |\b(?:dit|nyt\s+i)\s+(?:netværk\w*|feed)\b|personer\s+(?:har\s+set|så)\b
        |opslag,?\s+du\s+måske|måske\s+(?:passer\s+til|kender)\s+(?:du|dig)|\bdin\s+(?:profil
        |ugeoversigt|konto)\b|åbn\s+appen|hent\s+app(?:en)?\b
      |nye\s+funktioner|vores\s+platform|du\s+er\s+kunde\s+hos|log\s+ind\s+og\s+se
        |læs\s+i\s+dette\s+nummer|leder\s*:|mest\s+læste|annonce\b""",
    ),
    Sign(
        "en markedsundersøgelse",
        2,
        r"""
        \b(?:kunde|tilfredsheds|bruger)(?:undersøgelse|måling)\w*|(?:din
        |jeres)\s+oplevelse\s+(?:med|af|hos)|hvordan\s+var\s+(?:din|jeres)|tak\s+for\s+(?:dit
        |jeres)\s+køb|bedøm\s+os|trustpilot|lodtrækning\w*|gavekort|vind(?:er)?\s+(?:en|et)\b
        |gevinst""",
    ),
    Sign(
        "nogen vil have vores kode eller klik",
        2.5,
        r"""
        \b(?:adgangskode|kodeord|password|login)\w*\b.{0,80}\b(?:udløb\w*|nulstil\w*|bekræft\w*
        |skift\w*)|\b(?:post|mail|ind)(?:kasse
        |boks)\w*\s+er\s+(?:\d+\s?%\s+)?(?:næsten\s+)?(?:fuld|fyldt|spærret|ved\s+at)
      |\b(?:bekræft|verificer|opdater|frigiv)\w*\b.{0,60}\b(?:konto|oplysninger|identitet
        |betaling|mails?|nu|inden)|klik\s+her\s+for\s+at|\bforny\w*\s+(?:her|nu)\b
        |\b(?:domæne|licens|certifikat|webhotel)\w*\b.{0,60}\budløb\w*|\bbetal\s+(?:[\d.,]+\s*kr
          |her\b|nu\b)
        |\b(?:kontoen?|adgangen?)\s+(?:bliver|er|vil\s+blive)?\s*(?:lukke[st]?|spærre[st]?
        |suspender\w*|deaktiver\w*)|bitcoin|krypto\w*|arv(?:ing)?\b.{0,60}\bmillion""",
    ),
    Sign(
        _SELLER,
        2,
        r"""
        \b(?:uforpligtende|kort\s+(?:snak|samtale|møde|opkald)|15\s+minutter|20\s+minutter)\b
        |\bseo\b|google\s*(?:ads|side|ranking)|side\s+1\s+på|\b(?:flere|nye)\s+(?:kunder|følgere
        |leads|besøgende)\b|\bleads\b|synlig\w*\s+(?:på\s+nettet|online|i\s+google)
      |\b(?:vi|jeg)\s+hjælper\s+(?:\w+\s+){0,3}(?:virksomheder|organisationer|kommuner|foreninger
        |kunder|ledere)|(?:jeg|vi)\s+(?:kiggede|faldt|var\s+inde)\s+(?:\w+\s+)?(?:på
        |over)\s+jeres\s+(?:hjemmeside|side|profil)|vores\s+(?:løsning|software|produkt
        |it-løsning|platform)\w*
      |book\s+(?:en\s+)?(?:demo|tid|et\s+møde)|\bkandidater\b[^.!?]{0,80}\b(?:klar|starte
        |stilling)|\bcv'?er\b|\brekruttering|\bvikarbureau|i\s+min\s+kalender|markedsfør\w*
        |(?:jeres|din)\s+(?:omsætning|konvertering|rækkevidde|synlighed)|i\s+represent
        |dear\s+(?:sir|madam)|manufacturer|fast\s+delivery|likviditet
        |lån\s+(?:op\s+)?til\s+(?:erhverv|\d)|op\s+til\s+[\d.]+\s*kr\.?\s+på\s+kontoen""",
    ),
    Sign(
        "betalt kursus eller webinar",
        1.5,
        r"""
        \bwebinar\w*|\b(?:onlinekursus|e-?læring|masterclass|certificer\w*|diplomuddannelse
        |kursusafgift|deltagergebyr|deltagerpris|medlemskurs\w*|medlemspris\w*
        |medlemstilbud)\b|\bbliv\s+(?:certificeret|klogere\s+på)|konkrete\s+værktøjer
        |konference(?:pris|gebyr)""",
    ),
)
_LEAVE_FOOT = (
    Sign(
        "hvorfor man får mailen",
        1,
        r"(?:du|i)\s+(?:modtager|får)\s+(?:denne|dette|ugeoversigten|vores"
        r"|mailen)\b.{0,80}\b(?:fordi|da|som)\b|(?:mail\w*"
        r"|nyhedsbrev\w*)\s+er\s+sendt\s+til\s+\S+@|you\s+(?:are\s+)?receiv\w+\s+this",
    ),
    Sign(
        "deres eget afmeldingslink",
        1,
        r"^\W?\W?\W?\W?(?:(?:klik\s+her\s+for\s+at\s+)?(?:afmeld|frameld"
        r"|unsubscribe)\w*)(?:\s+\S+){0,4}\W?\W?\W?\W?$|(?:afmeld|frameld"
        r"|unsubscribe)\w*\s*:?\s*<?https?://|·\s*(?:afmeld|frameld)|(?:afmeld|frameld)\w*\s*·"
        r"|(?:ønsker|vil)\s+du\s+ikke\s+(?:længere\s+)?(?:at\s+)?(?:modtage"
        r"|have)\b.{0,60}(?:klik|afmeld|her)|(?-i:\.\s(?:Afmeld|Frameld)\w*\.?\s*$)",
    ),
    Sign(
        "vis i browser",
        1,
        r"\b(?:vis|se|åbn|læs)\s+(?:\w+\s+)?(?:mail\w*|nyhedsbrev\w*|den"
        r"|e-mail\w*)?\s*(?:online|i\s+(?:din\s+)?browser\w*)"
        r"|view\s+(?:this\s+)?(?:email\s+)?in\s+(?:your\s+)?browser",
    ),
)
# What people do for people, and does not sell.
_CIVIC = (
    Sign(
        "åbent for alle",
        -2,
        r"\balle\s+(?:er\s+)?(?:\w+\s+)?velkomne|\b(?:gratis|fri)\s+(?:adgang|entré|deltagelse"
        r"|at\s+(?:deltage|være))|det\s+er\s+gratis|fællesspisning|åbent\s+hus|værested\w*"
        r"|frivillig\w*\s+(?:søges|står|laver)|\bmenighed\w*|foreningen\b",
    ),
    Sign(
        "beder os dele det",
        -2,
        r"\b(?:kan|vil|må|har)\s+i\s+(?:ikke\s+)?(?:\w+\s+){0,3}(?:dele|bringe|nævne|sprede"
        r"|tage\s+den\s+med|skrive\s+om|hænge)|\bmå\s+(?:meget\s+)?gerne\s+(?:dele|bringe|bruge"
        r"|slå)|pressemeddelelse",
    ),
)
_DIGEST = Pattern(
    r"\b(?:konference\w*|kongres\w*|messe\w*|medlemstilbud|medlemspris|karriere\w*"
    r"|overenskomst\w*)\b",
    re.IGNORECASE,
)
_ADVERTISING = {one.says for one in SALE} - {"en regning eller ordre", "et større beløb"}
_TOLD = {"beder om at få det delt", "kalder det en historie", "nyttig viden"}
_PRICES = {"et større beløb"}  # rents have them, too
_ENOUGH = 3.0


def bulk(letter: Letter, facts: Facts, telling: Weight) -> Verdict | None:
    """A mass mailing or a sale; None: written to us, or an event for people here."""
    mail = letter.mail
    said = f"{mail.title[:300]}\n{mail.text[:12_000]}"
    sale = weigh(SALE, said)
    foot = weigh(_LEAVE_FOOT, _with_footers(letter))
    civic = weigh(_CIVIC, said)
    invites = civic.points < 0 or not mail.header("list-unsubscribe")
    head = when(letter.listed, "listehoved", 1.5) + when(
        bool(NO_REPLY.match(mail.sender.email)), "en adresse, der ikke tager imod svar", 1
    )
    # Dates stand in advertisements, too: they count where people are asked to come.
    gathers = facts.upcoming > 0 and not set(sale.says) & _ADVERTISING
    civic += when(bool(_TOLD & {*telling.says}), "skal fortælles videre", -2.5)
    civic += when(gathers, "et arrangement", -1.5)
    total = sale.points + foot.points + head.points + civic.points
    if mail.form or (letter.answers and not letter.listed):
        return None
    if letter.listed and not (facts.upcoming and invites and sale.points < 2):
        return _verdict("masseudsendelse", head + foot + sale)
    sold = sale.points + foot.points >= 2 or _DIGEST.search(said) is not None
    # One thing that only a business writes is enough, unless a person asks us about it.
    advertised = sale.points >= 1.5 and foot.points >= 1 and sale.points + foot.points >= 3
    plain = advertised or (
        bool(set(sale.says) - _PRICES)
        and sale.points >= 2
        and total >= 2
        and (sale.says == (_SELLER,) or "?" not in letter.own)
    )
    if (total >= _ENOUGH and sold) or plain:
        code = "salg" if sale.points >= 2 else "masseudsendelse"
        return _verdict(code, sale + foot + head, max(0.0, total - _ENOUGH))
    return None


def may_be_bulk(letter: Letter) -> bool:
    """Is there anything of a sale or of a mass mailing in it?"""
    signs = weigh(SALE, letter.said), weigh(_LEAVE_FOOT, _with_footers(letter))
    return letter.listed or any(one.points > 0 for one in signs)


def _with_footers(letter: Letter) -> str:
    mail = letter.mail
    return "\n".join([mail.text[-3000:], mail.signature[:3000], *mail.footers[:5]])


def _verdict(code: str, why: Weight, sure: float = math.inf) -> Verdict:
    return Verdict(Disposition.BULK, f"{code}: {why.shown or 'sendt til mange'}", sure)
