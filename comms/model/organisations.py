"""Senders who speak for a party, and firms that pay for what a mail tells of."""

import re

from comms.danish.pattern import Pattern
from comms.model.mail import Mail

# A name that is a word as well ("Venstre", "Alternativet") counts only where a sender stands.
_PARTY = Pattern(
    r"""(?<![\w-])(?:Socialdemokrat(?:iet|erne|isk\w*|en)?|Venstre|(?:Det\s+)?Konservative?(?:\s+Folkeparti|\s+Ungdom|s)?|Radikale?(?:\s+Venstre|\s+Ungdom)?|
      SF|SFU|SF\s+Ungdom|Socialistisk\s+(?:Folkepartis?)(?:\s+Ungdom)?|Enhedslisten|
        Liberal\s+Alliances?(?:\s+Ungdom)?|Dansk\s+Folkepartis?(?:\s+Ungdom)?|
      Danmarksdemokraterne|Moderaterne|Alternativet|Alternativets\s+Unge|Nye\s+Borgerlige|
        Kristendemokraterne|Borgernes\s+Parti|Frie\s+Grønne|Veganerpartiet|Kommunistisk\s+Parti|
      Slesvigsk\s+Parti|Schleswigsche\s+Partei|Rød\s+Ungdom|Rød\s*-?\s*Grøn\s+Ungdom|DSU|VU|
        KU|LAU|DFU|RU|KDU|Venstres\s+Ungdom|[A-ZÆØÅ]\w*listen|Liste\s+[A-ZÆØÅ])(?![\w-])""",
    re.VERBOSE,
)
_NO_PARTY = Pattern(
    r"(?:mail|vente|telefon|adresse|for|navne|bog|check|tjek|ønske|gæste|pris|hit|ordre|"
    r"fordeler|nyheds|top|bedste|læse)listen$",
    re.IGNORECASE,
)
_PARTY_BODY = Pattern(
    r"\b(?:parti(?:et|forening\w*|kontor\w*|afdeling\w*|sekretariat\w*|ledelse\w*)|"
    r"vælgerforening\w*|byrådsgruppe\w*|folketingsgruppe\w*|regionsrådsgruppe\w*|"
    r"kandidatkampagne|valgkampagne\w*|ungdomsparti\w*|(?:kommunal|region)?valgudvalg)\b",
    re.IGNORECASE,
)
_PARTY_DOMAIN = Pattern(
    r"(?:^|[.@_-])(?:socialdemokrat\w*|s-?dk|venstre|konservativ\w*|radikale?|sf|"
    r"enhedslisten|liberalalliance|danskfolkeparti|df|danmarksdemokraterne|moderaterne|"
    r"alternativet|"
    r"nyeborgerlige|kd|borgernesparti|dsu|vu|sfu|ku)(?:[._-]|$)"
)
_I_RUN = Pattern(
    r"""\b(?:jeg\s+(?:\w+\s+){0,2}stiller\s+(?:\w+\s+){0,2}op|stiller\s+(?:jeg\s+)?op\s+(?:til|for)\s+(?:\w+\s+){0,2}(?:kommunal|byråds?|regions|folketings|region|kommune)\w*|
      min(?:e)?\s+(?:kandidatur|valgkamp\w*|mærkesager|kampagne\s+for)|mit\s+kandidatur|
      (?:som|jeg\s+er|er\s+jeg)\s+(?:\w+\s+){0,2}?(?:\w*kandidat)\s+(?:til\s+(?:byrådet|
        kommunal\w*|folketing\w*|regions\w*|regionen|europa\w*)|for\s+[A-ZÆØÅ])|
      jeg\s+er\s+(?:\w+\s+){0,2}(?:spids|byråds|folketings|regionsråds|borgmester)kandidat|
        stem\s+(?:personligt\s+)?på\s+(?:mig|os|liste|[A-ZÆØÅ]\w+\s+[A-ZÆØÅ])|
        sæt\s+(?:dit\s+)?kryds\s+ved|
      krydset?\s+ved\s+(?:mit\s+navn|liste|mig|os)|vores\s+(?:\w+\s+)?(?:byråds|folketings|
        spids|regionsråds)?kandidater?\b(?!\s+til\s+bestyrelsen)|vores\s+(?:valgprogram|
        partiforening|partiprogram|vælgere)|
      vores\s+(?:politiske\s+)?(?:mærkesager|valgprogram)|opstillet\s+(?:for|til)|(?:kræver|
        foreslår)\s+vi\s+i\s+[A-ZÆØÅ])\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WE_OF = Pattern(
    r"(?i:\b(?:vi|os|jeg|hos|for)\s+(?:i|fra|er|hos)\s+)$|(?i:\b(?:hilsen|hilsner|"
    r"formand\s+for|på\s+vegne\s+af|mvh|medlem\s+af)\s+)$"
)
_OFFICE = Pattern(
    r"\b(?:gruppeformand|politisk\s+ordfører|spidskandidat|byrådskandidat|"
    r"folketingskandidat|regionsrådskandidat|byrådsmedlem|folketingsmedlem|"
    r"medlem\s+af\s+(?:byrådet|folketinget|regionsrådet)|"
    r"partiformand|kampagneleder|lokalformand|kredsformand|kandidat|MF|MEP)\b",
    re.IGNORECASE,
)
_LETTER = Pattern(r"\((?:A|B|C|F|I|M|O|V|Ø|Å|Æ|S|SF|LA|DF|KF|DD|RV|EL|K)\)")

_FIRM = Pattern(
    r"""(?<![\w-])(?:[A-ZÆØÅ][\w&.'’-]{0,40}
      (?:[ ](?:&[ ]|og[ ])?[A-ZÆØÅ][\w&.'’-]{0,40}){0,4}
      [ ](?:A/S|ApS|I/S|P/S|K/S|IVS|AMBA|a\.m\.b\.a\.|Group|Holding)(?!\w)
    | (?:[A-ZÆØÅ]\w*\s)?(?i:\w*(?:sparekasse|bank|bageri|bager|slagter|slagteri|supermarked|
      købmand|vognmand|tømrer\w*|maler(?:firma|mester)|murer(?:firma|mester)|el-?firma|
      vvs-?firma|firma|
        autohus|bilhus|apotek|trykkeri|bryggeri|rengøring|boghandel|tøjbutik|møbelhus|
          byggemarked|byggefirma|entreprenør|restaurant|pizzeria|hotel|gartneri|planteskole|
          forsikring|mejeri|
        rederi|fabrik|fabrikken|virksomhed|kæde|butik|optik|center|cykler|biler|byg|
          auto)(?:en|et|ens|ken|erne|er)?)\s+(?-i:[A-ZÆØÅ]\w+)
    | (?:[A-ZÆØÅ][\w'’-]*\s){1,2}(?i:bygge|have|bil|køkken|gulv|storkøb|dagligvare|farve|tømmer|træ
      |el|fiske|vin|blomster|bog|is|kød|brød|møbel|cykel|auto|maskin|vogn|turist|bus)
      (?i:center|centret|centeret|marked|markedet|handel|handlen|last|lasten|hus|huset|smed|mand
      |butik|butikken|værksted|fart|trafik)\b
    | (?i:(?:bygge|have|bil|køkken|farve|tømmer|fiske|vin|blomster|møbel|cykel|auto)
      (?:center|centret|centeret|marked|markedet|handel|handlen|hus|huset|butik|butikken)|trælasten?|bagermester\w*
      |slagtermester\w*|malermester|murermester|tømrermester|autohuset|elfirmaet|bageriet|slagteren
      |bageren|købmanden|caf[eé]en?|restauranten?|kroen|apoteket|trykkeriet|bryggeriet|rederiet)
      \s[A-ZÆØÅ][\w&.'’-]+
    | [A-ZÆØÅ][\w'’-]+\s(?:Trælast|Tømmerhandel|Isenkram|Cykler|Kaffe|Vin|Kro|Anlæg|Rejser|Busser
      |Turist|Transport|Print|Tryk|Catering|Blomster|Fisk)\b
    | (?:[A-ZÆØÅ]\w+\s)?(?:Sparekassen|Andelskassen)\s[A-ZÆØÅ]\w+ | [A-ZÆØÅ]\w*\s(?:Bank|Sparekasse|
      Forsikring|Bryggeri|Bageri|Byg|Biler|Auto|VVS|Optik|Cykler|Entreprenør|Gartneri)\b |
      [A-ZÆØÅ]\w+\s&\s(?:Søn(?:ner)?|Co|[A-ZÆØÅ]\w+)
    | (?:Netto|Føtex|Bilka|Rema\s?1000|Lidl|Aldi|Coop|Kvickly|SuperBrugsen|Brugsen|Meny|Spar|
      Nordea|Danske\sBank|Jyske\sBank|Sydbank|Matas|IKEA|Bauhaus|Silvan|jem\s&\sfix|Carlsberg|
      Arla|
        Tryg|Topdanmark|Intersport|Sportmaster|Elgiganten|Power|Salling|Danfoss|Ørsted|Shell|
          OK|Q8|Falck|TDC|Telenor|Velux|LEGO)(?!\w))""",
    re.VERBOSE,
)
_SPONSOR_WORD = Pattern(
    r"\b(?:\w*sponsor(?:er|erne|en|at|aftale\w*|s)?|spons[eo]r(?:et|er|t|eret|erer|ere|"
    r"eres|ering|erede|erer)|sponsorat\w*|reklame(?:samarbejde)?|annonce|"
    r"betalt\s+(?:samarbejde|partnerskab|indhold))\b",
    re.IGNORECASE,
)
_GIVEN = Pattern(
    r"\b(?:(?:betalt|støttet|doneret|leveret|skænket|finansieret|givet|"
    r"stillet\s+til\s+rådighed|betales|doneres|leveres|skænkes|støttes|sponsores|"
    r"muliggjort|foræret|forærede|spenderet|bekostet|spyttet\s+i|udlånt|lånt\s+ud|dækket|lagt\s+ud)"
    r"\s+(?:\w+\s+){0,2}?af|takket\s+være|"
    r"(?:støtte|penge|tilskud|bidrag|gave|foræring|gavekort|donation|midler|hilsen\s+og\s+kage)\s+fra"
    r"|(?:på\s+regning\s+hos|for\s+regning\s+af|(?:kaffe|kage|mad|øl|vand|vin|suppe|is|brød|præmie|musik|regning)\w*"
    r"(?:\s+og\s+\w+)?\s+(?:er|var)\s+på)"
    r"|(?:gav|giver|givet|forærede|betalte|betaler|bekostede|leverede|spenderede)\s+(?:\w+\s+){0,2}?"
    r"(?=(?:[A-ZÆØÅ][\w&.'’-]*\s+){1,4}(?:A/S|ApS|I/S)))\s+(?P<by>[^.!?\n]{2,80})",
    re.IGNORECASE,
)
_GIVES = Pattern(
    r"\b(?:betaler(?!\s+(?:selv|for\s+sig|\d|ved|mere|mindre|skat|løn|husleje))|donerer|donerede|skænker|skænkede|sponserer|"
    r"sponserede|sponsorerer|sponsorerede|betalte(?!\s+(?:selv|\d))|leverede|gav\s+(?:kaffe|"
    r"kage|mad|præmie\w*)|giver\s+(?:kaffe|kage|mad|"
    r"præmie\w*|gave\w*|morgenmad\w*|frokost\w*|øl)|leverer|"
    r"stiller\s+.{0,40}til\s+rådighed|har\s+(?:\w+\s+){0,2}?(?:betalt|doneret|skænket|sponseret|"
    r"sponsoreret|leveret|foræret|givet|bekostet|spenderet|kvitteret|bagt|udlånt|lånt\s+os)|"
    r"forærer|forærede|bekoster|bekostede|spenderer|spenderede|bidrager\s+med|bidrog\s+med|"
    r"kvitterer\s+med|runder\s+.{0,20}op|låner\s+os|udlåner|"
    r"(?:står|stod|hæfter)\s+for\s+(?:\w+\s+)?(?:regning\w*|udgift\w*|betaling\w*|kaffe\w*|mad\w*"
    r"|maling\w*|materiale\w*|transport\w*)|(?:dækker|dækkede)\s+(?:\w+\s+)?(?:udgift\w*|leje\w*"
    r"|regning\w*|resten)|(?:lægger|lagde|spytter|spyttede|skyder|skød)\s+(?:\w+\s+)?"
    r"(?:penge\w*|beløb\w*|\d[\d.]*\s*kr|i\s+kassen)|"
    r"(?:gav|giver|har\s+givet)\s+(?:os\s+)?(?:jord\w*|maling\w*|træ\w*|brædder\w*|planter\w*"
    r"|blomster\w*|materiale\w*|tøj\w*|cykler\w*|penge\w*|beløb\w*|en\s+(?:pose|check|stak)\w*))\b",
    re.IGNORECASE,
)
_GIFT = Pattern(
    r"\b(?:tak|takker|hatten\s+af|klapsalve\w*|givet|foræret|forærede|betalt|skænket|skænkede|doneret"
    r"|donerede|leveret|spenderet|spenderede|bekostet|bekostede|overrakte|overrækker)\b",
    re.IGNORECASE,
)
_THANKED = Pattern(
    r"\b(?:tak|takker|hatten\s+af|klapsalve\w*)\s+(?:\w+\s+){0,2}?(?:til|for)?\s*$", re.IGNORECASE
)
_FOR_WHAT = Pattern(
    r"[^.!?]{0,60}?(?:\b(?:som|der)\s+(?:giver|gav|har|betal\w+|lever\w+|forær\w+|kom\s+med)"
    r"|\bfor\s+(?![^.!?]{0,20}\b(?:være|samarbejd|praktik|job|deltag|hjælp|besøg|møde))\w+)",
    re.IGNORECASE,
)
_HAS = Pattern(
    r"\b(?:har|havde|(?P<gave>overrakte|overrækker|forærede|skænkede|donerede|bekostede|spenderede))\s+$",
    re.IGNORECASE,
)
_GAVE = Pattern(
    r"\s+(?:\w+\s+){0,2}?(?:givet|foræret|betalt|skænket|doneret|leveret|spenderet|bekostet)\b",
    re.IGNORECASE,
)
_NO_SPONSOR = Pattern(
    r"\b(?:ingen|uden|søger|mangler|leder\s+efter|finde|har\s+brug\s+for|efterlyser|bliv|"
    r"blive|ønsker|vil\s+du\s+være|kan\s+du\s+være)\s+(?:\w+\s+){0,2}\w*sponsor",
    re.IGNORECASE,
)
_PUBLIC = Pattern(
    r"\b(?:kommune\w*|region\w*|minister\w*|styrelse\w*|staten|eu\b|puljen?|deltager\w*|"
    r"medlem\w*|forening\w*|frivillig\w*|fond(?:en|et|s)?|\w+fonden|\w+styrelsen|"
    r"\w+ministeriet|rådet|menighed\w*|kirke(?:n|ns|r|rne|lig\w*|kontor\w*|råd\w*)?)\b",
    re.IGNORECASE,
)  # fmt: skip


def party_sender(mail: Mail) -> str:
    """What tells that the sender speaks for a party; empty when nothing does.

    The sender's name, address or signature says so, or the text does in the first person. Articles
    on politics, and mayors and councillors in their public office, are none.
    """
    signed = f"{mail.author.name}\n{mail.signature}\n{_tail(mail.text)}"
    if match := _PARTY_BODY.search(mail.author.name) or _party_in(mail.author.name):
        return match.group()
    if _PARTY_DOMAIN.search(mail.author.email.lower()):
        return mail.author.email
    if match := _party_in(mail.signature) or _party_line(_tail(mail.text)):
        return match.group()
    if (_OFFICE.search(signed) and (_party_in(signed) or _LETTER.search(signed))) or (
        match := _I_RUN.search(mail.text)
    ):
        found = match if (match := _I_RUN.search(mail.text)) else _OFFICE.search(signed)
        return found.group() if found else ""
    return _spoken_for(mail.text)


def _spoken_for(text: str) -> str:
    for match in _PARTY.finditer(text):
        if not _NO_PARTY.search(match.group()) and _WE_OF.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            return match.group()
    body = re.search(
        r"\b(?:vores\s+)?(?:partiforeningen|vælgerforeningen|byrådsgruppen)\s+(?:holder|"
        r"inviterer|byder|arrangerer|mødes|har)\b",
        text,
        re.IGNORECASE,
    )
    return body.group() if body else ""


def _party_in(text: str) -> re.Match[str] | None:
    return next((m for m in _PARTY.finditer(text) if not _NO_PARTY.search(m.group())), None)


def _party_line(tail: str) -> re.Match[str] | None:
    """A line below the text that holds little but the party's name."""
    for line in tail.split("\n"):
        if (
            len(line.split()) <= 5
            and (match := _party_in(line))
            and not line.rstrip().endswith((".", "?", ":"))
        ):
            return match
    return None


def _tail(text: str) -> str:
    return "\n".join(text.rstrip().split("\n")[-5:]) if "\n" in text.strip() else ""


def find_sponsor(text: str) -> tuple[int, int] | None:
    """Where a named firm is said to pay for what is told of, or None."""
    at = 0
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
        start = text.find(sentence, at)
        at = start + len(sentence)
        if span := _sponsored(sentence):
            return start + span[0], start + span[1]
    return None


def _sponsored(sentence: str) -> tuple[int, int] | None:
    word = _SPONSOR_WORD.search(sentence)
    if word and not _NO_SPONSOR.search(sentence) and _named(sentence, word):
        return word.span()
    given = _GIVEN.search(sentence)
    if given and (inside := _FIRM.search(given["by"])) and not _PUBLIC.search(inside.group()):
        return given.span()
    # Firms are many and dear to look for: only where something is given or thanked for.
    given_at_all = _GIVES.search(sentence) or _GIFT.search(sentence)
    firm = _FIRM.search(sentence) if given_at_all else None
    if firm is None or _PUBLIC.search(firm.group()):
        return None
    gives = _GIVES.search(sentence, firm.start())
    if gives:
        return firm.start(), gives.end()
    return _thanked(sentence, firm)


def _thanked(sentence: str, firm: re.Match[str]) -> tuple[int, int] | None:
    """ "Tak til FIRM, som giver jorden", "Præmierne har FIRM givet", "I går overrakte FIRM …"."""
    thanks = _THANKED.search(sentence[: firm.start()])
    if thanks and _FOR_WHAT.match(sentence[firm.end() :]):
        return thanks.start(), firm.end()
    had = _HAS.search(sentence[: firm.start()])
    gave = had and (had["gave"] or _GAVE.match(sentence[firm.end() :]))
    return (had.start(), firm.end()) if had and gave else None


def _named(sentence: str, word: re.Match[str]) -> bool:
    """Is the sponsor called by a name: a capital that does not open the sentence?"""
    after = sentence[word.end() :]
    before = sentence[max(0, word.start() - 200) : word.start()]
    return bool(
        re.search(r"(?<![.!?])\s[\"”»]?[A-ZÆØÅ]\w+", after)
        or _FIRM.search(sentence)
        or re.match(r"\s*:\s*\S", after)
        or re.search(r"\b[A-ZÆØÅ]\w+\s+(?:er|har|bliver|som)\s[^.]*$", before)
    )
