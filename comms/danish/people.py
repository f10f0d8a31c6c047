"""What is told about people: phone numbers, health, children, danger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comms.danish import names
from comms.danish.words import sentences


@dataclass(frozen=True)
class Told:
    """text[start:end] tells it."""

    start: int
    end: int
    text: str


_LINK = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,64}@\S+")
_PHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\+|00)45[ .]?)?(?:\d{2} \d{2} \d{2} \d{2}|\d{4} \d{4}|\d{8}|"
    r"\d{2}\.\d{2}\.\d{2}\.\d{2}"
    r"|\d{2}-\d{2}-\d{2}-\d{2}|\d{3} \d{2} \d{3}|\d{2} \d{3} \d{3})(?![\d/-]|[.,]\d| \d{2}\b)"
)
_NO_PHONE = re.compile(
    r"(?:cvr|ean|konto|reg|sag|sagsnr|faktura|ordre|varenr|p-nr|mobilepay|id)\W*(?:nr|nummer)?\W*$"
)
_PERSON = (
    r"(?:jeg|mig|min|mit|mine|han|hun|ham|hende|hans|hendes|vores\s+(?:datter|søn|barn)|"
    r"(?:min|hendes|hans|sin)\s+(?:mand|kone|far|mor|søn|datter|bror|søster|kæreste|ven|nabo|mor))"
)
_ILL = re.compile(
    r"\b(?:syg|sygt|syge|sygdom\w*|kræft\w*|depression\w*|deprimeret|angst\w*|psykisk\w*|"
    r"psykose\w*|skizofren\w*|"
    r"bipolar\w*|diagnose\w*|blodprop\w*|hjerneblødning|hjerneskade\w*|misbrug\w*|alkoholik\w*|"
    r"alkoholiser\w*|"
    r"drak|druk|tørlagt|ædru|stofmisbrug\w*|stoffer|heroin|hash|afrusning\w*|afhængig\w*|"
    r"indlagt|indlæg\w*|"
    r"medicin\w*|overdosis|selvmord\w*|selvskade\w*|adhd|autis\w*|asperger\w*|ptsd|sygemeld\w*|"
    r"demen\w+|alzheimer\w*|"
    r"sklerose|diabetes|epilepsi|kol|hiv|stress\w*|spiseforstyrrelse\w*|anoreksi|bulimi|operer\w*|"
    r"kørestol|handicap\w*|lammet|blind|døv|amputer\w*|dialyse|førtidspension\w*|smerter|"
    r"(?:i|under|kom\s+i)\s+behandling|behandl\w+\s+for|brød\s+sammen|ikke\s+sovet|abstinenser|"
    r"udbrændt|"
    r"(?:mistede|fik)\s+(?:synet|hørelsen)|gik\s+ned\s+med|gravid|abort\w*)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:ikke\s+en\s+sygdom|sygeplejerske\w*|mange|folk|nogen|dem,\s+der)\b", re.IGNORECASE
)
_HAVE_PERSON = re.compile(rf"\b{_PERSON}\b", re.IGNORECASE)
_YOUNG = r"(?:[0-9]|1[0-7])"
_AGE = re.compile(
    rf"(?:\b[A-ZÆØÅ][a-zæøå]+(?:\s+[A-ZÆØÅ][a-zæøå]+){{0,3}}\s+(?:på\s+|\(|"
    rf",\s*){_YOUNG}(?:\s*år)?\b(?![.:]\d|\s*(?:kr|km|timer|"
    rf"uger|minutter|sal|%))|\b(?:søn|datter|dreng|pige|barn|barnebarn|lillebror|"
    rf"lillesøster)\s+på\s+{_YOUNG}\b"
    rf"|\b{_YOUNG}-årige?\s+(?:[A-ZÆØÅ]\w+|søn|datter|dreng|pige)|\b{_YOUNG}\s+år\s+gammel)"
)
_DANGER = re.compile(
    r"\b(?:ingen|nogen)\s+grund\s+til\s+at\s+(?:være|leve|blive|stå\s+op)|\b(?:vil|orker|magter|"
    r"kan)\s+ikke\s+(?:leve|mere\s+leve|"
    r"leve\s+mere|være\s+her\s+mere)|\btage\s+(?:mit\s+(?:eget\s+)?liv|livet\s+af)|"
    r"\bgøre\s+en\s+ende\s+på|\bslå\s+mig\s+(?:selv\s+)?ihjel|"
    r"\bskrevet\s+(?:et\s+)?(?:afskeds)?brev(?:ene|et)?\b|\bafskedsbrev|\bselvmord|\b(?:ønsker|"
    r"ville\s+ønske|gid)\s+jeg\s+(?:var|er)\s+død|"
    r"\bvil\s+(?:gerne\s+)?dø\b|\bhar\s+slået\s+mig|\bslår\s+mig|\btruer\s+(?:mig|os|med\s+at)|"
    r"\bbange\s+for\s+(?:ham|min\s+mand|hvad\s+han)|"
    r"\bleder\s+efter\s+(?:os|mig)|\btør\s+ikke\s+(?:ringe|gå\s+hjem|være\s+hjemme|tage\s+hjem)|"
    r"\bsove\s+i\s+nat|\bvære\s+i\s+nat|"
    r"\bsidder\s+på\s+(?:broen|taget|skinnerne)|\btaget\s+(?:alle\s+)?(?:pillerne|piller|"
    r"for\s+mange)|\bhar\s+skåret\s+(?:i\s+)?mig|"
    r"\bfrosset?\s+(?:ihjel|i\s+nat)|\bikke\s+(?:spist|fået\s+mad)\s+i\s+\w+\s+dage?|"
    r"\bgået\s+fra\s+min\s+mand\s+nu|\bvoldtag|\bsulter\b|"
    r"\bikke\s+vågne\s+(?:op\s+)?(?:igen|i\s+morgen)|\bsige\s+(?:endeligt\s+)?farvel\s+til\s+alle",
    re.IGNORECASE,
)
_ABOUT_ME = re.compile(r"\b(?:jeg|mig|min|os|vi)\b", re.IGNORECASE)
_HEADLINES = re.compile(
    r"\b(?:foredrag|temadag|arrangement|forebygg\w+|kampagne|rådgivning|tilmeld\w*|deltag\w+)\b",
    re.IGNORECASE,
)


def phones(text: str) -> Iterator[Told]:
    """Phone numbers: eight digits however parted, no dates, accounts or parts of links."""
    bare = _LINK.sub(lambda m: " " * len(m.group()), text)
    for match in _PHONE.finditer(bare):
        before = bare[max(0, match.start() - 16) : match.start()].lower()
        compact = re.sub(r"\D", "", match.group())
        is_date = re.fullmatch(
            r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0\d|1[0-2])20\d\d", compact
        )
        if not _NO_PHONE.search(before) and not is_date:
            yield Told(match.start(), match.end(), match.group())


def health(text: str) -> Iterator[Told]:
    """Illness, abuse or treatment of a particular person: named, told of, or the writer."""
    at = 0
    # Somebody named in full once is called by the first name after that.
    called = {name.text.split()[0] for name in names.find(text)}
    for sentence in sentences(text):
        at = text.find(sentence, at)
        match = _ILL.search(sentence)
        if not match:
            continue
        person = (
            _HAVE_PERSON.search(sentence)
            or next(names.find(sentence), None)
            or called & set(re.findall(r"\w+", sentence))
        )
        if person and not re.search(r"\bikke\s+en\s+sygdom", sentence, re.IGNORECASE):
            yield Told(at + match.start(), at + match.end(), match.group())


def minors(text: str) -> Iterator[Told]:
    """A particular child, with an age below eighteen."""
    for match in _AGE.finditer(text):
        word = match.group().split()[0]
        known = names.is_given_name(word) or not word[0].isupper()
        surname = re.match(r"[A-ZÆØÅ]\w+\s+[A-ZÆØÅ]", match.group())
        if known or surname:
            yield Told(match.start(), match.end(), match.group())


def danger(text: str) -> Iterator[Told]:
    """Somebody writes that they themselves are in danger, or may be a danger to themselves."""
    if _HEADLINES.search(text) and len(text.split()) > 60:
        return
    if _ABOUT_ME.search(text):
        for match in _DANGER.finditer(text):
            yield Told(match.start(), match.end(), match.group())
