"""Illness, abuse and treatment of a particular person, told apart from the subject in general.

Three things together: words for a state, a person it is said of, and nobody in general ("mange",
"man", "du", "dem, der") between them.
"""

import re
from collections.abc import Iterator

from comms.danish import names
from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at, within

_ILLS = """
    kræft\\w* \\w*kræft brystkræft depression\\w* fødselsdepression angst\\w* \\w*angst
    psykose\\w* skizofreni\\w* bipolar\\w* diagnose\\w* \\w*diagnose blodprop\\w*
    hjerneblødning\\w* hjerneskade\\w* hjernerystelse\\w* misbrug overforbrug alkoholmisbrug
    stofmisbrug \\w*misbrug alkoholproblem\\w* drikkeri adhd add autisme\\w* asperger\\w* ptsd
    ocd borderline demens\\w* alzheimers?\\w* parkinsons?\\w* s[ck]lerose diabetes sukkersyge
    epilepsi\\w* kol hiv aids gigt\\w* slidgigt leddegigt fibromyalgi migræne stofskifte\\w*
    cøliaki glutenallergi allergi nøddeallergi laktoseintolerans astma stress
    belastningsreaktion spiseforstyrrelse\\w* anoreksi bulimi handicap\\w* hjertestop
    hjerteflimmer hjertesvigt hjertefejl \\w*sygdom sygdommen lungebetændelse leukæmi tumor\\w*
    svulst\\w* abstinenser overdosis epileptisk senfølger traumer? posttraumatisk tinnitus
    diskusprolaps nyresvigt leversvigt kromosomfejl downs cerebral\\w* spasti\\w* muskelsvind
    stomi insulin metadon medicin\\w* antidepressiv\\w* antabus kemo\\w* dialyse nervesammenbrud
    skoldkopper mæslinger røde\\s+hunde fåresyge skarlagensfeber kighoste influenza\\w* roskildesyge
    halsbetændelse \\w*betændelse bronkitis lungehinde\\w* corona\\w* covid\\w* fnat hjernerystelse
    feber høj\\s+feber blindtarm\\w* nyresten galdesten \\w*infektion\\w* tuberkulose
    hepatitis helvedesild borrelia
    sammenbrud selvmordstanker selvskade afhængighed\\w* ludomani tremmer? abort
"""
_STATES = """
    syg sygt syge alvorligt\\s+syg kræftsyg hjertesyg nyresyg sindssyg psykisk\\s+(?:syg|
    sårbar) dement ædru tørlagt stoffri clean blind døv døvblind synshandicappet hørehæmmet
    lammet halvsidigt\\s+lammet amputeret gravid højgravid alkoholiker eks-?alkoholiker
    misbruger stofmisbruger narkoman ludoman indlagt tvangsindlagt udskrevet opereret sygemeldt
    deltidssygemeldt deprimeret stresset udbrændt manisk psykotisk skizofren autist bipolar
    diabetiker epileptiker spastiker handicappet udviklingshæmmet uhelbredeligt terminal døende
    afhængig kronisk hjerneskadet senhjerneskadet blodfattig allergisk glutenintolerant
    laktoseintolerant ordblind førtidspensionist kørestolsbruger traumatiseret alkoholiseret
    stofafhængig pillemisbruger
"""
_I = "|".join(_ILLS.split())
_S = "|".join(_STATES.split())
_FILL = (
    r"(?:\s+(?:også|selv|nu|lige|bare|altid|stadig|igen|desuden|været|haft|fået|levet|en|"
    r"et|sin|sit|sine|min|mit|mine|hans|hendes|to|tre|flere|den|"
    r"sværs?|svære|alvorlig|kronisk|mild|moderat|let|lidt|meget|dårlig|konstateret|"
    r"diagnosticeret\s+med|stillet|noget|kraftig|"
    r"\w+år|i\s+(?:mange|flere|\w+)\s+år|(?:siden|for)\s+\w+|og|jeg|han|hun))"
)
_NOW = r"(?:er|var|bliver|blev|været|blevet|føler\s+mig|følte\s+sig|ligger|lå)"
_STATE = Pattern(
    rf"""\b(?:
      (?:har|havde|haft|fik|får|fået|lider\s+af|led\s+af|lever\s+med|levet\s+med|levede\s+med|
        kæmpe(?:r|de|t)\s+med|ramt\s+af|
        konstateret|diagnosticeret\s+med|døde\s+af|dør\s+af|kom\s+sig\s+(?:over|efter)|tager|
          tog|på\s+grund\s+af|pga\.?|
        efter|siden|med|uden\s+sin|slås\s+med|bokse[rt]\s+med){_FILL}{{0,4}}\s+(?P<ill>(?:{_I})\b)
    | {_NOW}{_FILL}{{0,4}}\s+(?:{_S})\b
    | (?:jeg|han|hun|[A-ZÆØÅ]\w+)\s+(?:{_S})\b
    | (?:min|mit|mine|sin|sit|sine|hans|hendes|[A-ZÆØÅ]\w+s)\s+(?:egen\s+|egne\s+|
      \w+e\s+)?(?:{_I})\b
    | (?:en|sin|min|hans|hendes|vores|deres)\s+(?:\w+\s+)?(?:{_S})e?\s+(?:mand|kone|far|mor|
      søn|datter|bror|søster|ven|veninde|nabo|
        ægtefælle|kæreste|hustru|onkel|tante|mormor|morfar|farmor|farfar|kvinde|bruger|beboer)
    | (?:kørestol(?:en)?|rollator(?:en)?|respirator|ilt)\b
    | (?:drak|druknede\s+sorgen|drukket)\b
    | (?:røg|ryger|tog|tager|snuser|fixer|på)\s+(?:hash|heroin|kokain|amfetamin|stoffer|
      piller|crack|joints?)
    | (?:hash|heroin|kokain|amfetamin|stoffer)\b
    | (?:i|under|til)\s+(?:alkohol|misbrugs|stof)?behandling\b(?!\s+af) | behandl\w+\s+for\b |
      afrusning\w*
    | i\s+terapi | hos\s+(?:en\s+)?(?:psykiater|psykolog)\w* | på\s+(?:psykiatrisk|lukket|
      skadestuen|hospitalet|sygehuset|rehab|antabus|metadon|førtidspension|intensiv)
    | (?:gik|går|gået)\s+(?:helt\s+)?ned\s+med | (?:brød|brudt|bryder)\s+sammen |
      ikke\s+sovet | sover\s+ikke
    | (?:mistede|mistet|mister)\s+(?:synet|hørelsen|førligheden|et\s+ben|benet|hukommelsen)
    | (?:forsøgte?|prøve[dt]e?)\s+.{{0,30}}(?:selvmord|tage\s+\w+\s+(?:eget\s+)?liv|livet\s+af)
    | selvmordsforsøg | overdosis | skar(?:et)?\s+(?:i\s+)?(?:mig|sig)\s+selv | skærer\s+i\s+mig
    | (?:knækkede|knækket|forstuvede|forstuvet|forvred|forvredet)\s+(?:min\s+|mit\s+|sin\s+|sit\s+)?
      (?:hånd|arm|fod|ank|ben|ryg|skulder|knæ|albue|finger|tå|kraveben|ribben|hofte)\w*
    | (?:brækkede|brækket|brækker|knuste)\s+\w+ | opereret\b | i\s+kørestol |
      tåler?\s+ikke\s+(?:gluten|mælk|laktose|nødder|æg|fisk)
    | kan\s+ikke\s+tåle\s+\w+ | (?:gluten|laktose)(?:fri|intoleran\w+) | hører\s+stemmer
    | (?:ondt|smerter)\s+i\s+\w+ | dårlig(?:e|t)?\s+(?:hofter?|ryg|knæ|ben|hjerte|lunger|
      nyrer|nerver|hukommelse)
    | efter\s+(?:min|sin|hans|hendes)\s+(?:nye\s+)?(?:hofte|knæ|ryg|skulder|operation)\w* |
      kan\s+(?:\w+\s+)?ikke\s+(?:selv\s+)?(?:tage\s+trapper\w*|rejse\s+(?:mig|sig)|gå\s+(?:mere|
      selv|ret\s+langt))
    | vente(?:r|de|t)\s+på\s+(?:en\s+|et\s+|at\s+blive\s+)?(?:\w+\s+)?(?:nyre|lever|hofte|
      hjerte|lunge|operation|diagnose|scanning|opereret|udredt|behandling)
    | (?:skal|skulle|blev|bliver)\s+(?:\w+\s+)?(?:opereres|indlægges|udredes|scannes|opereret|
      udredt) | (?:fik|fået|får)\s+(?:en\s+)?(?:ny\s+hofte|nyt\s+knæ|pacemaker|fjernet\s+\w+|
      anfald)
    | (?:panik|angst|krampe|astma)anfald\w* | pacemaker | benprotese | på\s+krykker | (?:ben|
      arm|hånd)\w*\s+i\s+gips | \bfejler\b | hjerteopereret | kan\s+ikke\s+(?:længere\s+)?(?:se|
      høre|gå|tale)\b(?=\s*(?:[.,]|længere|mere|og))
    | (?:går|kommer|gik)\s+(?:\w+\s+)?til\s+(?:kontrol|kemo|stråle\w*|dialyse|psykolog|
      psykiater|terapi|genoptræning) | (?:kørt|bragt|kom)\s+på\s+(?:hospitalet|sygehuset|
      skadestuen)
    | (?:indlæggelse|genoptræning|kemo\w*|dialyse|operation)\b | førerhund | livstruende
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SOMEBODY = Pattern(
    r"""\b(?:jeg|mig|min|mit|mine|han|hun|ham|hende|hans|hendes|sin|sit
      |(?:vores|deres)\s+(?:\w+\s+)?(?:datter|søn|barn|far|mor|nabo|kollega|ven|bruger|beboer|
        frivillige)
      |en\s+af\s+(?:(?:vores|de|mine|jeres)\s+\w+|dem|os|deltager\w*|bruger\w*|beboer\w*)|
        (?:en|den|et)\s+(?:\w+\s+)?(?:mand|kvinde|dreng|pige|bruger|beboer|borger|ven|
      veninde|nabo|deltager|fyr|enke|enkemand|far|mor|årige?|\d+-årige?\w*|ung\s+\w+)
      |manden|kvinden|drengen|pigen|naboen|beboeren|brugeren)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYBODY = Pattern(
    r"""\b(?:man|du|dig|din|dit|dine|jer|jeres|mange|nogen|folk|alle|mennesker|menneske|dem|de\s+fleste|unge|ældre|børn|
      borgere|patienter|pårørende\s+til|hvis|en\s+ud\s+af|hver\s+\w+|flere|nogle|vi|os|
        kvinder|mænd|familier|den,\s+der|brugere|deltagere|beboere|danskere)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT = Pattern(
    r"""(?:\b(?:foredrag|oplæg|kursus|kurser|temaaften|temadag|bog|bogen|film|rapport\w*|artikel|debat|viden|undervisning|gruppe\w*|
      netværk|rådgivning|forskning|tal|undersøgelse\w*|arbejde[rt]?|kampagne\w*|samtale\w*|
        tilbud|hjælp|støtte|fortæller|fortalte|taler|skriver|handler)\s+
      (?:\w+\s+){0,2}(?:om|mod|for|til|med|ved)\s+(?:\w+\s+|og\s+){0,3})$|\b(?:forebygge\w*|
        mod|omkring|vedrørende)\s+(?:\w+\s+){0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_ILL = Pattern(
    r"\b(?:ikke\s+en\s+sygdom|ikke\s+syg\b|syg\s+(?:efter|og\s+træt)|syge\s+lejeaftaler)",
    re.IGNORECASE,
)


# Something of these stands in every such sentence; looking for them first is quick.
_HINTS = (
    *(
        "fjernet",
        "knude",
        " kol",
        " hiv",
        " ilt",
        " et ben",
        " benet",
        "ned med",
        "eget liv",
        "livet af",
        "på lukket",
    ),
    *("rejse mig", "rejse sig", "gå mere", "gå selv", "gå ret", "ordblind", "se længere"),
    *("gå længere", "høre længere", "kan ikke længere", "kan ikke se", "kan ikke høre"),
    *"""
    abort abstin add adhd afhæng afrusn aids alkohol allerg alzh amfetam amputer anfald angst
    anorek antab antide asperg astma auti behandl belastn bipol blind blodf borderl bræk bulimi
    cereb clean crack cøliaki demen depres diabet diagno dialys dosis downs drak drukk dårlig
    døende døv epilep fejler fibro forbrug førerh førlig førtidsp genoptr gigt gips gluten gravid
    handic hash heroin hjerne hjerte hofte hospital hukomm høre hører indlagt indlæg insulin
    intensiv intoleran joint kemo knust knæ kokain kontrol kroms kronisk krykker kræft kørestol
    laktose lammet leuk lever ludo lunge manisk medicin metado migræ misbrug narko nyre ocd ondt
    opere pacemaker parkins pension piller prolaps prop protese psyk ptsd rehab respir rollator
    ryg sammenbrud scan sclerose selvmord selvskad senføl skadestuen skar skizo sklerose skulder
    skærer smerter sorgen sover sovet spast spisefor stoffer stoffri stofsk stomi stress stråle
    sukkersyge svind svulst syg synet syns synsh terapi termin tinnitus trapper traum tremme tumor
    betænd blindtarm borrelia bronkit corona covid feber fnat fåresyge galdesten helvedes hepatit
    infekt influenz kighoste mæsling nyresten roskildesyge røde skarlag skoldk tuberk
    forstuv forvr knæk
    tåle tørlagt udbrændt udred udskrevet udvikling uhelb venter ædru
    """.split(),  # noqa: SIM905 words read better in rows
)


def health(text: str) -> Iterator[Told]:
    """Illness, abuse or treatment of a particular person: named, told of, or the writer."""
    low = text.lower()
    if not any(hint in low for hint in _HINTS):
        return
    named = tuple(names.find(text))
    called = {name.text.split()[0].rstrip("'’") for name in named}
    for at, sentence in sentences_at(text):
        match = next((m for m in _STATE.finditer(sentence) if _is_state(sentence, m)), None)
        if match is None or _NOT_ILL.search(sentence):
            continue
        here = [(n.start - at, n.end - at) for n in within(named, at, at + len(sentence))]
        here += [m.span() for m in _SOMEBODY.finditer(sentence)]
        here += [m.span() for m in re.finditer(r"\w+", sentence) if m.group() in called]
        if _said_of_one(sentence, match, here):
            yield Told(at + match.start(), at + match.end(), match.group())


def _is_state(sentence: str, match: re.Match[str]) -> bool:
    return not _SUBJECT.search(
        sentence[max(0, match.start() - 80) : match.start("ill") if match["ill"] else match.start()]
    )


def _said_of_one(sentence: str, match: re.Match[str], somebody: list[tuple[int, int]]) -> bool:
    """Is the nearest that the state can be said of one person, and not people in general?"""
    inside = [s for s in somebody if match.start() <= s[0] < match.end()]
    if inside:
        return True
    before = max((end for _, end in somebody if end <= match.start()), default=-1)
    general = max((m.end() for m in _ANYBODY.finditer(sentence, 0, match.start())), default=-1)
    if before >= 0 or general >= 0:
        return before >= general
    after = min((start for start, _ in somebody if start >= match.end()), default=10**9)
    others = _ANYBODY.search(sentence, match.end())
    return after < 10**9 and (others is None or after < others.start())
