"""Somebody needs help now: the writer, a child, a neighbour. Also where no such word is written.

A strong sign is enough. Weak ones count together with another of a different kind. Sentences that
tell of long ago, that speak to everybody, or that invite to a talk are left out.
"""

import re
from collections.abc import Iterator

from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at

_VERBOSE = re.IGNORECASE | re.VERBOSE
_WITH = r"(?:\s+\w+){0,3}?\s+"
_STRONG = Pattern(
    rf"""\b(?:
      # An end to one's life.
      (?:vil|orker|magter|kan|gider|ønsker|evner)(?:\s+jeg)?\s+(?:bare\s+|altså\s+|
        virkelig\s+|slet\s+)?ikke{_WITH}?(?:at\s+)?
        (?:leve|være\s+her|være\s+til|eksistere|trække\s+vejret)\b
    | ikke\s+(?:leve|være\s+her|være\s+til|være\s+i\s+live)(?:\s+(?:mere|længere|i\s+morgen))
    | (?:ingen|nogen|en)\s+grund\s+til\s+at\s+(?:være|leve|blive|stå\s+op|fortsætte)
    | (?:tage|tager|taget|ende)\s+(?:mit\s+(?:eget\s+)?liv|sit\s+(?:eget\s+)?liv|
      livet\s+af\s+(?:mig|sig)|livet)
    | gøre?\s+(?:en\s+)?ende\s+på | gør\s+(?:jeg\s+)?en\s+ende\s+på | (?:begå|begår|
      tænker\s+på)\s+selvmord
    | skrevet\s+(?:et\s+|et\s+sidste\s+|mit\s+)?(?:afskeds)?brev(?:e|ene|et)?(?:\s+færdig\w*|
      \s+til\s+børnene)? | afskedsbrev\w*
    | (?:ønsker|ville\s+ønske|gid)\s+(?:at\s+)?jeg\s+(?:var|er|bare\s+var|
      kunne\s+dø)(?:\s+død)? | vil\s+(?:bare\s+|helst\s+|gerne\s+)?dø\b
    | (?:alle|verden|I|de|børnene|familien|min\s+\w+)\s+(?:\w+\s+)?(?:ville?|vil|får|
      får\s+det|har|klarer\s+sig)\s+(?:\w+\s+){{0,3}}bedre\s+(?:\w+\s+)?uden\s+mig
    | bedre\s+uden\s+mig | (?:når|hvis)\s+(?:I|du|nogen|i)\s+læser\s+(?:det\s+her|dette|
      den\s+her)[^.!?]{{0,40}}(?:væk|død|ikke\s+mere|for\s+sent)
    | (?:hvis|at|gid)\s+jeg\s+(?:bare\s+)?(?:ikke\s+(?:var\s+her|var\s+til|fandtes|levede|
        blev\s+født)|aldrig\s+var\s+(?:født|blevet\s+født)|var\s+væk|forsvandt)\b
    | sted\s+at\s+(?:tage\s+hen|gå\s+hen|sove|være|bo)\s+i\s+(?:nat|aften)\b
    | (?:sidder|ligger|står|går)\s+(?:der\s+)?(?:en|et)\s+(?:lille\s+)?(?:dreng|pige|
        barn)\s+(?:helt\s+)?alene
    | ikke\s+vågne\s+(?:op\s+)?(?:igen|i\s+morgen) | (?:det\s+her|dette|det)\s+(?:er|
      bliver)\s+(?:mit|det)\s+sidste\s+(?:brev|ord|besked|mail|jeg\s+skriver)
    | sidste\s+gang\s+(?:I|du|nogen)\s+hører |
      siger?\s+(?:endeligt\s+)?farvel\s+til\s+(?:alle|jer\s+alle|verden|børnene)
    | (?:har\s+)?taget\s+(?:alle\s+)?(?:mine\s+|sine\s+|de\s+|hele\s+\w+\s+)?(?:sove|panodil|
      smerte)?(?:pillerne|piller|tabletter\w*|glasset\s+med\s+\w+|en\s+overdosis)
    | (?:taget|tog|spist|spiste|slugt|slugte)\s+(?:\w+\s+){{0,3}}?(?:sove|panodil|smerte)?
      (?:piller(?:ne)?|tabletter(?:ne)?)\b[^.!?]{{0,60}}\b(?:flere\s+end|for\s+mange|alle\s+sammen|
      hele\s+(?:glasset|pakken|æsken))
    | tog\s+alle\s+(?:mine\s+|sine\s+)?piller | taget\s+for\s+mange |
      har\s+(?:lige\s+)?skåret\s+(?:i\s+)?mig | skærer\s+(?:i\s+)?mig
    | (?:sidder|står|ligger)\s+(?:\w+\s+)?(?:på|ved|nede\s+ved|oppe\s+på|ude\s+på)\s+(?:broen|
      jernbane\w*|taget|skinnerne|togskinner\w*|perronen|kanten|bropille\w*|klippe\w*)
    | (?:springe|springer|hoppe|hopper)\s+(?:ud\s+)?(?:fra|ud\s+af|foran|i\s+vandet)
    | selvmord\w*\s+(?:nu|i\s+nat|i\s+aften)
      # Violence.
    | har\s+(?:\w+\s+)?slået\s+(?:mig|os|børnene|hende|min) | slår\s+(?:mig|os|børnene|hende|
      sin\s+\w+|min\s+\w+)\b
    | bliver\s+(?:\w+\s+){{0,2}}?(?:tævet|tæsket|gennembanket|mishandlet|kvalt|sparket|
      slået(?!\s+(?:op|sammen|fast|til|fra|ud|ned|i\s)))(?:\s+(?:igen|nu|af|hver|\w+\s+nu))\b
    | (?:råber|skriger|skreg|råbte)\s+(?:\w+\s+)?(?:om|på|efter)\s+hjælp
    | slår?\s+(?:mig|os|hende|ham)\s+ihjel | (?:dræbe|myrde|kvæle)r?\s+(?:mig|os|hende)
    | truer\s+(?:mig|os|hende|med\s+(?:at|en)\s) | (?:sparker|tæsker|banker|kvæler|tvinger|
      voldtager)\s+(?:mig|os|hende|på\s+døren|løs)
    | voldtag\w+ | (?:er\s+)?(?:låst|spærret|lukket)\s+inde\b | låser?\s+(?:mig|os)\s+inde
    | (?:gemmer|skjuler|gemt|låst)\s+(?:jeg\s+)?(?:mig|os|vi\s+os)\b | (?:gemmer|
      skjuler)\s+(?:jeg|vi)\s+(?:mig|os)
    | leder\s+efter\s+(?:os|mig)\b | bange\s+for\s+at\s+(?:tage|gå|komme|være|
      sove)\s+(?:\w+\s+)?hjem\w* | (?:denne|næste)\s+gang\s+(?:slipper|overlever|dør)\s+(?:jeg|
      vi) | bange\s+for\s+(?:at\s+)?(?:ham\b|min\s+(?:mand|kæreste|eks|far|søn|bror|kone)|
      hvad\s+han|han\s+(?:slår|dræber|kommer|finder))
    | tør\s+(?:jeg\s+|vi\s+)?ikke\s+(?:ringe|gå\s+hjem|være\s+hjemme|tage\s+hjem|
      tage\s+telefonen|sige\s+noget\s+højt|blive\s+her|sove\s+hjemme)
    | kan\s+(?:jeg\s+)?ikke\s+ringe,?\s+(?:for|fordi|da)\s+(?:han|hun|de)\b | (?:han|hun|
      de)\s+(?:kan\s+)?hører?\s+(?:det|mig|os)\b(?=[^.]{{0,10}}$)
    | (?:står|er|kommer|hamrer|banker)\s+(?:\w+\s+){{0,3}}(?:udenfor|uden\s+for\s+døren|
      nede\s+ved\s+døren|ved\s+døren|på\s+døren|i\s+opgangen)\b
    | (?:gået|flygtet|løbet|stukket\s+af)\s+fra\s+min\s+(?:mand|kæreste|kone|far)\s+(?:nu|
      i\s+(?:dag|nat|aften))
    | hvor\s+(?:kan\s+)?(?:vi|jeg)\s+(?:kan\s+)?(?:være|sove|gå\s+hen|tage\s+hen|
      komme\s+hen)\s+(?:i\s+nat|nu|i\s+aften) | (?:han|hun)\s+har\s+(?:en\s+)?(?:kniv|pistol|
      våben|økse)
    | (?:har|han\s+har)\s+taget\s+min\s+(?:mobil|telefon|nøgle|pas) | blodet?\s+(?:vælter|
      løber) | bløder\b
      # Somebody else, in danger or missing.
    | (?:ikke|hverken)\s+(?:\w+\s+)?(?:lukket\s+op|åbnet\s+(?:døren)?|svaret|set\s+(?:ham|
      hende)|været\s+ude|hørt\s+fra\s+(?:ham|hende)|tømt\s+postkassen)[^.!?]{{0,30}}\s(?:i|
      siden)\s+(?:to|tre|fire|fem|flere|en|\d+|i\s?går|mandag|tirsdag|onsdag|torsdag|fredag|
      lørdag|søndag)
    | (?:ikke|aldrig)\s+kommet\s+(?:hjem|tilbage)\b | (?:er|været)\s+(?:forsvundet|savnet|
      stukket\s+af|løbet\s+hjemmefra|væk)\s+(?:siden|i\s+\w+|hjemmefra)
    | gik\s+hjemmefra\s+(?:i\s+\w+|\w+)\s+og | ikke\s+skal\s+lede\s+efter | (?:trækker|
      får)\s+(?:næsten\s+|knap\s+|knapt\s+)?ikke\s+vejret | ikke\s+(?:kan\s+)?(?:få|
      trække)\s+(?:vejret|luft)
    | (?:bevidstløs|livløs|besvimet|faldet\s+om|reagerer\s+ikke) | (?:få|få\s+noget|
      vække)\s+(?:liv\s+i|kontakt\s+(?:til|med)\s+(?:ham|hende))
    | (?:kan\s+(?:vi|jeg|man)?\s*ikke|umulig\s+at)\s+vække |
      ligger\s+(?:\w+\s+){{0,3}}(?:bevidstløs|i\s+sneen|i\s+en\s+blodpøl|på\s+(?:fortovet|
      gulvet)\s+og)
    | (?:siger|skriver|truer\s+med),?\s+(?:at\s+)?(?:han|hun)\s+(?:vil|ikke\s+vil|
      ikke\s+orker)\s+(?:dø|leve|gøre\s+en\s+ende|tage\s+livet|mere)
      # Nowhere to be tonight.
    | (?:ingen|ikke\s+(?:et|noget|nogen))\s+(?:steder?|sted|værelse|
      tag)[^.!?]{{0,30}}(?:i\s+nat|i\s+aften|at\s+sove\s+nu) | (?:sove|overnatte|være|sover|
      bo)\s+(?:\w+\s+){{0,4}}i\s+nat\b
    | (?:smidt|sat|kastet|vist)\s+(?:ud|på\s+gaden)\s+(?:i\s+(?:dag|aften|nat|morges)|nu|
      for\s+en\s+time|lige) | står\s+(?:vi|jeg)?\s*(?:nu\s+)?på\s+gaden\b
    | fryser?\s+ihjel | (?:ikke|intet)\s+(?:spist|fået\s+(?:mad|noget\s+at\s+spise))\s+(?:i|
      siden)\s+\w+
    | sulter\b | ikke\s+(?:mere\s+)?(?:mad|mælk|modermælkserstatning)\s+til\s+(?:babyen|
      barnet|børnene|min)
    )""",
    _VERBOSE,
)
_WEAK = {
    "despair": Pattern(
        r"\b(?:kan\s+(?:jeg\s+)?(?:bare\s+)?ikke\s+(?:mere|klare\s+(?:det|mere))|"
        r"orker\s+(?:jeg\s+)?ikke\s+mere|giver\s+op|har\s+givet\s+op|"
        r"ved\s+(?:jeg\s+)?ikke\s+hvad\s+jeg\s+(?:skal\s+)?gøre?|ved\s+ikke\s+hvem\s+jeg|"
        r"det\s+hele\s+er\s+ligegyldigt|ikke\s+sovet\s+i|"
        r"(?:i\s+aften|i\s+nat|nu)\s+gør\s+jeg\s+det|er\s+ked\s+af\s+det|ensom\s+i\s+nat|"
        r"farvel|pas\s+på\s+(?:katten|hunden|børnene|min\s+\w+|hinanden))\b",
        re.IGNORECASE,
    ),
    "plea": Pattern(
        r"\b(?:hjælp\s+(?:mig|os|ham|hende|nu)|hjælp!|vil\s+nogen\s+(?:ikke\s+)?hjælpe|"
        r"er\s+der\s+nogen|skynd\s+jer|ring\s+(?:ikke|venligst|til\s+mig|på)|ikke\s+ring|"
        r"hvem\s+(?:skal|kan)\s+(?:jeg|vi)\s+ringe|hvad\s+gør\s+(?:jeg|vi)|det\s+haster|"
        r"med\s+det\s+samme|nu\s+og\s+her|politiet|112|ambulance)",
        re.IGNORECASE,
    ),
    "threat": Pattern(
        r"\b(?:bange\b|han\s+(?:har\s+drukket|råber|er\s+fuld|er\s+rasende|finder\s+os)|"
        r"taget\s+(?:bil)?nøglerne|jeg\s+(?:og|med)\s+(?:den\s+lille|børnene|min)|"
        r"gemt|kælderen|badeværelset|flygt\w+|står\s+(?:der\s+)?(?:nede|ude)|kniv)\b",
        re.IGNORECASE,
    ),
    "cold": Pattern(
        r"\b(?:frost|iskold\w*|(?:ingen|uden|ikke\s+(?:\w+\s+)?)\s*varme|strømmen\s+er|"
        r"minus\s+\d+|fryser|i\s+kulden|ingen\s+jakke|ude\s+i\s+regnen|på\s+bænken|"
        r"sover\s+(?:ude|i\s+bilen|på\s+gaden)|i\s+trappeopgangen)\b",
        re.IGNORECASE,
    ),
    "missing": Pattern(
        r"\b(?:svarer\s+(?:hun\s+|han\s+)?ikke(?:\s+(?:mere|længere|på))?|"
        r"telefonen?\s+er\s+(?:slukket|død)|ikke\s+set\s+(?:ham|hende)|"
        r"leder\s+efter\s+(?:ham|hende)|"
        r"er\s+(?:væk|forsvundet)|vandet\s+løbe|lugter)\b",
        re.IGNORECASE,
    ),
    "body": Pattern(
        r"\b(?:blod|bløder|kramper|ligger\s+(?:bare|og\s+\w+er|ude|i\s+(?:porten|"
        r"opgangen))|ryster|taget\s+noget|piller|snakker\s+sort|kaster\s+op)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
_NOW_OR_NEVER = Pattern(
    r"""\b(?:dengang|engang|for\s+(?:\w+|mange|nogle)\s+(?:år|måneder|uger)\s+siden|i\s+(?:19|
        20)\d\d|tidligere|som\s+(?:barn|ung|teenager)|
      i\s+min\s+(?:ungdom|barndom)|sidste\s+(?:år|vinter|sommer)|i\s+dag\s+(?:er|har|kan|
        lever|går|arbejder|holder)\s+\w+|havde(?!\s+(?:jeg\s+)?taget\s+(?:\w+\s+){0,2}(?:piller|tabletter))|ville\s+(?:jeg|han|hun)\s+\w+|tænkte)\b""",
    _VERBOSE,
)
_TO_ALL = Pattern(
    r"""\b(?:kender\s+du|har\s+du|er\s+du|hvis\s+du|går\s+du|oplever\s+du|til\s+dig|for\s+dig|
        dig,\s+der|man\b|mange\b|nogle\b(?!\s+(?:piller|tabletter))|mennesker\b|unge\b|kvinder\b|mænd\b|
      dem,?\s+der|de,?\s+der|folk\b|hver\s+(?:dag|nat|\w+\.)|borgere\b|hjemløse\b|alle\s+der)""",
    _VERBOSE,
)
_TALK = Pattern(
    r"""\b(?:foredrag\w*|temadag\w*|temaaften|arrangement\w*|forebygg\w+|kampagne\w*|
        rådgivning\w*|tilmeld\w*|deltag\w+|kursus\w*|film\w*|bog(?:en)?|teater\w*|
      forestilling\w*|udstilling\w*|rapport\w*|livslinien|åbent\s+hus|natcafé\w*|
        hjertestarter\w*|førstehjælp\w*|linjen|digt\w*|sang\w*|romanen?|handler\s+om|
        fortæller\s+om)\b""",
    _VERBOSE,
)
_ONE = Pattern(
    r"\b(?:jeg|mig|min|mit|mine|os|vi|han|hun|ham|hende|hans|hendes|der\s+ligger|"
    r"her\s+ligger|naboen)\b",
    re.IGNORECASE,
)


def danger(text: str) -> Iterator[Told]:
    """Where the text says that somebody is in danger now, or may be a danger to themselves."""
    if len(text.split()) > 150 and _TALK.search(text):
        return
    if not _ONE.search(text):
        return
    weak: dict[str, Told] = {}
    found = False
    for at, sentence in sentences_at(text):
        if _elsewhere(sentence):
            continue
        for match in _STRONG.finditer(sentence):
            found = True
            yield Told(at + match.start(), at + match.end(), match.group())
        for kind, pattern in _WEAK.items():
            if (sign := pattern.search(sentence)) is not None:
                weak.setdefault(kind, Told(at + sign.start(), at + sign.end(), sign.group()))
    if not found and len(weak) >= 2 and set(weak) != {"plea", "despair"}:
        yield from weak.values()


def _elsewhere(sentence: str) -> bool:
    """Does it tell of the past, of people in general, or of something to come to?"""
    return bool(
        _NOW_OR_NEVER.search(sentence) or _TALK.search(sentence) or _TO_ALL.search(sentence)
    )
