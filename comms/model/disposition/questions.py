"""Does the sender want an answer or help from us, or to have something told?"""

import re

from comms.danish.pattern import Pattern
from comms.model.disposition.letter import Letter
from comms.model.disposition.telling import SHARE_VERB
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.evidence import Sign, Weight, weigh, when

_PLACES = "om plads ved et møde"
_MEANT_FOR_ALL = {
    "beder om at få det delt",
    "kalder det en historie",
    "taler til læserne",
    "har billede eller plakat med",
}
_OURSELVES = r"(?:jeg|vi|mig|os|man|min|mit|mine|vores|hun|han)"
_ASKING = (
    Sign(
        "spørger, hvad man kan og skal",
        2.5,
        rf"""
        \b(?:kan|må|skal|kunne|får|bør|har|er)\s+{_OURSELVES}\b[^.!?\n]{{0,200}}\?|\b(?:hvordan
        |hvornår|hvor|hvem|hvad|hvilke\w*|hvortil|hvorhen)\b[^.!?\n]{{0,40}}\b(?:{_OURSELVES}
        |kommunen|i|der|fristen|reglerne)\b[^.!?\n]{{0,200}}\?
      |\bhvad\s+gør\s+(?:jeg|man|vi)\b|\bhvem\s+(?:kan|har|skal|bestemmer
        |tager)\b[^.!?\n]{{0,200}}\?|\bhvor\s+(?:kan|skal|henvender|finder|går|ligger)\b""",
    ),
    Sign(
        "spørger os",
        2.5,
        r"""
        \b(?:kan|vil|har|må|ved|kunne|er|tager|sender|holder|mon|gider|får
          |tilbyder)\s+i\b[^.!?\n]{0,240}\?|\b(?:er|findes|var
          |bliver)\s+der\b[^.!?\n]{0,200}(?:\?|$)
        |\bkunne\s+en\s+fra\s+jer\b|\ber\s+det\s+(?:jer|her|muligt|rigtigt
        |noget)\b[^.!?\n]{0,160}\?|\bgælder\s+det\b[^.!?\n]{0,160}\?""",
    ),
    Sign(
        "beder om svar",
        2,
        r"""
        \b(?:ring\w*|kontakt\w*|skriv\w*|svar\w*|vend\w*\s+tilbage)\s+(?:til\s+|op\s+til\s+
        |venligst\s+)?mig\b|\bi\b[^.!?\n]{0,20}\b(?:ringe|kontakte|skrive
        |svare)\s+(?:til\s+)?os\b|\bring(?:e)?\s+(?:mig\s+)?op\b
        |\bhører?\s+(?:gerne\s+)?fra\s+jer|\bsende?\s+(?:mig|os)\b|\bgiv\w*\s+(?:mig\s+)?besked
        |\bbekræft\w*\b|\bhave\s+(?:et\s+)?svar\b|\bsvar\s+(?:inden|senest)\b
        |\bvil\s+gerne\s+(?:vide|høre|spørge|tale|have\s+at\s+vide)|\bingen\s+(?:svarer|ringer
        |tager)
      |\bvil\s+du\s+(?:ringe|sende|skrive|svare|hjælpe|kontakte)\b""",
    ),
    Sign(
        "sin egen sag",
        2,
        r"""
        \b(?:min|mit|mine|vores)\s+(?:\w+\s+)?(?:sag\b|sagsbehandler\w*|ansøgning\w*
        |kontanthjælp\w*|boligstøtte\w*|husleje\w*|lejlighed\w*|bolig\b|udlejer\w*|pension\w*
        |ydelse\w*|dagpenge\w*|sygedagpenge\w*|gæld\w*|rådgiver\w*|klage\w*|afslag\w*|mentor\w*
        |støtteperson\w*|kontaktperson\w*|regning\w*|partshøring\w*|papirer)
      |\bjeg\s+(?:har|er|skal|vil|søgte|søger|bliver|fik|blev|står|venter
        |tør)\b[^.!?\n]{0,100}\b(?:ansøg\w*|søgt|afslag|klage\w*|opsagt|sagt\s+op|ventet
        |venter\s+på|rykke\w*|jobcent\w*|kommunen|husleje\w*|enkeltydelse\w*|stillet\s+om
        |møde\s+på\s+kommunen|bisidder\w*|udsat\s+af|smidt\s+ud|ingen\s+steder)
      |\b(?:har\s+)?(?:ringet|skrevet)\b[^.!?\n]{0,60}\b(?:gange|forgæves)|\bgået\s+ind\b
        |\bventetid\b|\bhar\s+brug\s+for\s+(?:hjælp|en)|\bsøger\s+(?:hjælp
        |en\s+\w+\s+til\s+min)""",
    ),
    Sign(
        "bruger en ret",
        4,
        r"""
        \baktindsigt\w*|\b(?:ret\s+til\s+)?indsigt\s+i\b
        |\boplysninger\b[^.!?\n]{0,40}\bom\s+mig\b|\b(?:mine
        |alle\s+mine)?\s*person(?:lige\s+)?oplysninger\b[^.!?\n]{0,60}\b(?:slet\w*|rett\w*
        |udlever\w*)|\bslet\w*\b[^.!?\n]{0,60}\boplysninger|\b(?:artikel|art\.)\s?(?:15|16|17
        |21)\b|\bklage?\s+over\b|\bvil\s+(?:gerne\s+)?klage\b|\bformel\s+klage
      |\bsamtykke\w*\b[^.!?\n]{0,80}\b(?:billed|foto|video|film|navn)\w*|\b(?:billed|foto|video
        |navn)\w*\b[^!?]{0,160}\b(?:tag\w*|fjern\w*|slet\w*|ned\b|væk\b|ikke\s+(?:lov|have
        |bruge|vise))""",
    ),
    Sign(
        _PLACES,
        3,
        r"""
        \b(?:vi|jeg)\s+(?:kommer|bliver|deltager|stiller)\s+(?:\w+\s+){0,3}?(?:to|tre|fire|fem
        |seks|syv|otte|\d+|begge|alle|alligevel|personer)\b|\bafbud\b
        |\bmeld\w*\s+(?:\w+\s+)?(?:fra|afbud)\b|\bforhindre\w*|\bkan\s+(?:desværre\s+
        |alligevel\s+)?ikke\s+(?:\w+\s+){0,2}(?:komme|deltage|være|den\s+dag|nå|alligevel)\b
        |\bkommer\s+(?:desværre\s+)?ikke\b|\b(?:deltager|deltage|kommer
        |tilmeld\w*)\b[^.!?\n]{0,50}(?:\bgerne\b|mødet|stormødet|temadag|dialogmøde|arrangementet
        |kurset|festen|konferencen|dagen\b)
      |\bvil\s+gerne\s+(?:deltage|komme|med\s+til|tilmeldes|være\s+med\s+til)
        |\bpladsen?\b[^.!?\n]{0,60}\b(?:videre|ledig|gives|til)|\b(?:vegetar|vegansk|veganer
        |allergi\w*|cøliaki|gluten\w*|teleslynge|kørestol\w*|tolk)\b|\b(?:har
        |er)\s+(?:jeg\s+)?tilmeldt\b|\bja\s+tak,?\s+(?:jeg|vi)\s+kommer""",
    ),
    Sign(
        "retter noget hos os",
        3,
        r"""
        \b(?:jeres|hjemmeside\w*|siden\s+med|link\w*|formular\w*|nyhedsbrev\w*
        |opslag\w*)\b[^!?\n]{0,160}\b(?:virker\s+ikke|viser\s+ikke|fejl|forkert\w*
        |passer\s+ikke|rett[eær]\w*|stavet|mangler|går\s+i\s+stykker|åbne\b)
        |\bkan\s+ikke\s+(?:åbne|finde|komme\s+(?:ind|igennem)|se|logge)""",
    ),
    Sign(
        "presse, studium eller undersøgelse",
        3,
        r"""
        \bjournalist\w*|\breporter\w*|\bindslag\b|\binterview\w*|\bstille\s+op\b|\bmedvirke\b
        |\bskriver\s+(?:\w+\s+){0,3}(?:bachelor|speciale|opgave|projekt|ph\.?d)\w*
        |\b(?:bachelor|speciale|eksamens)(?:opgave|projekt)?\w*|\bspørgeskema\w*
        |\bstuderende\b[^.!?\n]{0,80}\b(?:opgave|projekt|spørg)|\bpraktik(?:ant|ant\w+
        |plads)\b|\blæser\s+til\b|\b(?:tager|har)\s+i\s+praktikant""",
    ),
    Sign(
        "tilbyder eller foreslår os noget",
        2.5,
        r"""
        \b(?:lokale|lokaler|sal|rum|hus|bus|telt|møbler|tøj|sovepose\w*
        |mad)\b[^!?]{0,120}\b(?:i\s+kan|låne?s?|til\s+rådighed|i\s+overskud|aflevere|forære
        |gave|noget\s+for\s+jer|bruge\s+gratis)|\bi\s+(?:er\s+
        |må\s+)?(?:meget\s+)?(?:velkomne\s+til\s+at|gerne\s+(?:låne|bruge\s+(?:lokale|sal
        |rum)\w*))|\bhvis\s+i\s+(?:mangler|har\s+brug|kan\s+bruge|vil\s+låne)
        |\bsig\s+til\b(?!\s+(?:dem|alle|folk))|\bholde\s+(?:et\s+)?oplæg|\bsamarbejd\w*
        |\bmødes\b|\bkomme\s+forbi\b|\bnoget\s+for\s+jer\b|\b(?:gøre|lave
        |være)\s+(?:noget\s+)?frivillig\w*|\bhenvender\s+(?:jeg|man|vi)\s+(?:mig|sig|os)
        |\b(?:må|kan)\s+vi\s+(?:bruge|låne|få|hænge)|\bbesøgsven\s+til\s+min""",
    ),
    Sign(
        "på et fremmed sprog beder om hjælp",
        3,
        r"\b(?:where|how|can|could|do|is|are)\s+(?:i|you|we|there|it)\b[^.!?\n]{0,160}\?"
        r"|\bi\s+need\b|\bhelp\s+me\b",
    ),
)
# Asked of us to be passed on, or asked of those who will read it.
_TO_READERS = Pattern(
    rf"\b(?:kan|vil|må|kunne|gider|har)\s+(?:i|du|vi\s+få\s+jer\s+til\s+at"
    rf"|jeg\s+få\s+jer\s+til\s+at)\s+"
    rf"(?:\w+\s+){{0,6}}?{SHARE_VERB}\b|"
    r"^\W?\W?\W?\W?(?:kender|har|kan|vil|er|tør|mangler|savner|elsker)\s+du\b"
    r"(?![^.!?\n]{0,60}\b(?:mig|os)\b)(?!\s+(?:\w+\s+)?(?:ringe|sende|skrive|svare|hjælpe\s+mig"
    r"|kontakte|oplyse|sige|fortælle\s+mig))",
    re.IGNORECASE,
)
# Of what is sent on: is it worth telling? Nothing else is asked.
_WORTH_TELLING = Pattern(
    r"\b(?:er|var|kunne|måske)\s+(?:det|den)(?:\s+her)?\s+(?:\w+\s+)?(?:noget|relevant)\s+(?:\w+\s+)?(?:for|til)"
    r"\s+(?:jer|brevet|bladet|siden|kalenderen|opslag\w*|nyheds\w*)|\bnoget,?\s+i\s+(?:kan|kunne)\s+bruge"
    r"|\bi\s+(?:kan|vil)\s+bruge\s+(?:den|det)\b|\bhar\s+i\s+set\s+(?:den|det|dette)\b",
    re.IGNORECASE,
)
_HELLO_OR_THANKS = Pattern(
    r"^\W?\W?\W?\W?(?:tak|fint|ok|okay|super|det\s+lyder|det\s+er\s+fint)\b", re.IGNORECASE
)


def question(letter: Letter, facts: Facts, telling: Weight) -> Verdict | None:
    """A mail that somebody must answer; None: it wants to be told."""
    if any(one.cancelled for one in letter.mail.invitations) or facts.cancelled:
        return None
    asking = _asks(letter)
    comes = _PLACES in asking.says and letter.count <= 60 and not _MEANT_FOR_ALL & {*telling.says}
    if comes or (asking.points > telling.points and asking.points >= 2):
        why = f"spørgsmål: skal besvares ({asking.shown})"
        return Verdict(Disposition.QUESTION, why, max(0.0, asking.points - telling.points))
    little = asking.points + telling.points <= 1 and letter.count <= (40 if letter.answers else 25)
    if little and letter.own:
        return Verdict(
            Disposition.QUESTION,
            "spørgsmål: en kort besked til os, som ikke fortæller noget",
            0.0,
        )
    return None


def _asks(letter: Letter) -> Weight:
    rest = [one for one in letter.sentences if not _TO_READERS.search(one)]
    if letter.mail.forwarded_by or letter.shows:
        rest = [one for one in rest if not _WORTH_TELLING.search(one)]
    found = weigh(_ASKING, "\n".join([letter.title, *rest]))
    if not found.points:
        last = rest[-3:] if letter.count <= 60 else []
        found += when(any(s.endswith("?") for s in last), "slutter med et spørgsmål", 2)
    else:
        marks = letter.own.count("?")
        found += when(not marks and letter.count > 60, "beder ikke om noget", -1.5)
        found += when(marks >= 2, "flere spørgsmål", 1)
        found += when(letter.count <= 60, "kort", 1) + when(letter.answers, "et svar til os", 1)
    found += when(bool(_HELLO_OR_THANKS.match(letter.own)) and letter.answers, "svarer os", 1)
    return found
