"""Does the sender want something told, or has something to show?"""

import re

from comms.danish.pattern import Pattern
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Facts
from comms.model.evidence import Sign, Weight, weigh, when
from comms.model.kind import knowledge

# "Kan I dele den?" asks for nothing but that it is told.
SHARE_VERB = (
    r"(?:del(?:e|es|er)?|slå\w*|bring\w*|bringe|lægge|læg|sæt\w*(?!\s+(?:mig|os|hende|ham|min"
    r"|vores)\b)|opslå|hæng\w*|vis\w*|nævn\w*|send\w*\s+(?:\w+\s+){0,3}(?:ud|videre|rundt)"
    r"|finde\s+plads|give\s+(?:\w+\s+){0,2}plads|sprede?|spred\w*|omtale|reklamer\w*|"
    r"skriv\w*\s+(?:\w+\s+){0,3}(?:om|at|det|i)|fortæl\w*|gøre\s+opmærksom"
    r"|tage\s+(?:\w+\s+)?med|få\s+(?:\w+\s+){0,3}(?:med|ud|op)|bruge|publicere\w*|trykke"
    r"|offentliggør\w*|kopier\w*)"
)
_TELL = (
    Sign(
        "beder om at få det delt",
        3,
        rf"""
        \b(?:could|can|please|would)\s+(?:you\s+)?(?:please\s+)?(?:share|post|spread|publish)
        |\bpass\s+it\s+on|\b(?:må|kan)\s+(?:vi|jeg)\s+få\s+jer\s+til|\b(?:kan|vil|må|kunne|gider
        |har)\s+(?:i|du)\s+(?:ikke\s+)?(?:\w+\s+){{0,5}}?{SHARE_VERB}\b
        |\bi\s+må\s+(?:\w+\s+){{0,3}}{SHARE_VERB}\b|\b(?:del|spred|hæng|slå|print|bring
        |kopiér)\s+(?:den|det|gerne|ordet|budskabet|opslaget|arket)
      |\b(?:vil|ville|ønsker)\s+(?:\w+\s+){{0,4}}(?:have|få)\s+(?:den|det|historien|budskabet
        |lidt)\s+(?:\w+\s+)?(?:ud|delt|fortalt|med|bragt|nævnt)
        |hjælpe?\s+(?:os\s+)?med\s+at\s+(?:sprede|dele|fortælle|få)
        |\bvelkomne\s+til\s+at\s+(?:bringe|dele|trykke)|\bmå\s+(?:meget\s+)?gerne\s+(?:dele
        |bringe|bruge|slå|vise)|\b(?:til\s+)?jeres\s+(?:læsere|følgere|abonnenter)\b
        |\btil\s+(?:fri\s+)?(?:afbenyttelse|deling|opslag|orientering)\b|\bkan\s+i\s+bruge\b""",
    ),
    Sign(
        "kalder det en historie",
        3,
        r"""
        \b(?:presse|press)(?:meddelelse|release|tekst|mateirale)\w*|^\W?\W?\W?\W?historien?\s*:
        |^\W?\W?\W?\W?(?:et\s+|mit\s+|en\s+)?(?:lille\s+)?(?:digt|sang|vers|rim|fortælling
        |anekdote)\b[^\n]{0,40}$|\b(?:bidrag|indlæg|kort\s+nyt|nyt|stof
        |tekst)\s+til\s+(?:jeres\s+|næste\s+)?(?:nyhedsbrev\w*|brevet|siden|facebook\w*
        |hjemmesiden|opslag)|\bher\s+(?:er|kommer|får\s+i)\s+(?:\w+\s+){0,4}(?:historie|tekst
        |bidrag|fortælling|billeder|opslag)
      |\bmin\s+(?:egen\s+)?historie\s*$|\blæserbrev|\btænkte,?\s+(?:at\s+)?i\s+(?:skulle|ville
        |måske)|\bi\s+(?:bad|har\s+bedt|spurgte|efterlyste)\s+(?:\w+\s+){0,3}(?:om|efter)\b""",
    ),
    Sign(
        "taler til læserne",
        2.5,
        r"""
        \balle\s+(?:er\s+)?(?:\w+\s+)?velkomne|\bkom\s+(?:og|til|forbi|som|bare)\b|\bmød\s+op\b
        |\b(?:har|kender|kan|vil)\s+du\s+(?![^.!?\n]{0,40}\b(?:mig|os)\b)(?!ringe|sende|skrive
        |fortælle\s+mig|svare|hjælpe\s+mig|kontakte|oplyse)(?:\w+\s+){0,6}|\bhvem\s+vil\b
        |\b(?:tilmeld|meld)\s+(?:dig|jer)\b|\b(?:ring|skriv)\s+(?:til\s+os\s+)?på\b
        |\btilmelding\s+(?:senest|på|inden|sker|er|nødvendig|til\s+\S+@|til\s+\d)
      |\bgratis\b|\bsøges\b|\bsøger\s+(?:\w+\s+){0,3}(?:frivillige|besøgsvenner|hænder|hjælpere
        |deltagere)|\b(?:mangler|søger)\s+(?:\d+|en|to|tre|fire|flere|nye)\s|\b(?:inviterer
        |indbyder)\s+til\b|\b(?:vi|jeg)\s+(?:indbyder|inviterer|holder|afholder|starter|åbner
        |viser|fejrer)\b|\b(?:indbydelse|invitation)\b|\b(?:everyone|all)\s+(?:is
        |are)\s+welcome|\bbring\s+a\s+friend|\bcome\s+(?:along|alone|and)|\bjoin\s+us\b
        |\bgiv\s+lyd\b|\btag\s+(?:\w+\s+){1,4}med\b|\btilmeld\w*\s+(?:sker|til)\b""",
    ),
    Sign(
        "fortæller videre",
        2,
        r"""
        \b(?:er|blev|har)\s+(?:nu\s+|netop\s+)?(?:udkommet|åbnet|kåret|overrakt|indviet|delt|fået
        |begyndt|startet|lukket|samlet|ansat)\b|\bviser\s+(?:den|at|rapporten)|\budkommer\b
        |\bfra\s+nytår\b|\bgælder\s+(?:der|fra|nu)\b|\bkan\s+(?:nu\s+)?(?:hentes|bestilles
        |læses|findes|printes|ringe|søge)|\bnu\s+kan\b|\bnye\s+regler
        |\bopdatere[dt]\w*\s+(?:liste|oversigt)""",
    ),
)
_US = Pattern(
    r"\b(?:jeg|mig|min|mit|jer|jeres|(?-i:I)(?=\s+(?!dag|går|morgen|år|aften|lørdags"
    r"|søndags)))\b",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"\b(?:blev|kom|gik|var|havde|fik|stod|sad|så|sagde|tog|gav|holdt|begyndte|startede|lavede"
    r"|spurgte|"
    r"fandt|skrev|viste|åbnede|delte|mødte|hjalp|græd|lo|sang|spiste|boede|flyttede|fortalte"
    r"|kendte|"
    r"\w{3,}ede|vinkede|kiggede|kostede|lærte)\b",
    re.IGNORECASE,
)
_QUOTE = Pattern(r"[\"»«”“][^\"»«”“\n]{15,300}[\"»«”“]")
_OTHERS = Pattern(
    r"\b(?:han|hun|de|dem|hans|hendes|deres|beboer\w*|frivillig\w*|unge|borger\w*|mennesker"
    r"|naboer\w*|"
    r"drengene|pigerne|børn\w*|deltager\w*)\b",
    re.IGNORECASE,
)


_DAY = Pattern(r"\b(?:kl\b|\d{1,2}\.\s?(?:\d|[a-z])|\d{1,2}/\d|\w{2,3}dag\w*\b)", re.IGNORECASE)


def _announces(letter: Letter) -> bool:
    """A day stands in a sentence that asks nothing: whoever asks about an event has it in one."""
    return any(not one.endswith("?") and _DAY.search(one) for one in letter.sentences)


def _is_about_others(letter: Letter, others: int) -> bool:
    return (
        bool(others) and letter.count >= 12 and not _US.search(letter.own) and "?" not in letter.own
    )


def tells(letter: Letter, facts: Facts) -> Weight:
    """How much of a contribution a mail is."""
    text = f"{letter.said}\n{letter.mail.text if letter.mail.forwarded_by else ''}"
    past = len(_PAST.findall(text[:8000]))
    others = len(_OTHERS.findall(text[:8000]))
    return (
        weigh(_TELL, text)
        + when(facts.upcoming > 0, "et arrangement", 3)
        + when(facts.events > 0 and not facts.upcoming, "et arrangement, der har været", 1.5)
        + when(knowledge(letter.title, text).points >= 2.5, "nyttig viden", 3)
        + when(facts.upcoming > 0 and _announces(letter), "siger selv, hvornår det er", 1.5)
        + when(facts.pointing, "henviser til plakat eller link", 3)
        + when("http" in letter.own and letter.count <= 60, "viser hen til en side", 1.5)
        + when(letter.shows, "har billede eller plakat med", 3)
        + when(
            past >= 2 and (others >= 1 or not _US.search(letter.own)),
            "fortæller, hvad der skete",
            1.5,
        )
        + when(past >= 4 and others >= 2, "en fortælling", 2)
        + when(bool(_QUOTE.search(text)), "nogen citeres", 1)
        + when(letter.count > 80, "en længere tekst", 1)
        + when(letter.count > 150, "en lang tekst", 1)
        + when(others >= 2, "handler om andre", 1)
        + when(bool(letter.mail.forwarded_by), "sendt videre", 1)
        + when(_is_about_others(letter, others), "fortæller om andre, ikke om sig selv", 1.5)
    )
