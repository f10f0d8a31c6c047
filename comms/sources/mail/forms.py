"""Mail that a web form sent: the person stands in the fields, not in the header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comms.danish.pattern import Pattern
from comms.model.mail import NOBODY, Address

_LABEL = r"[*_]{0,2}[A-ZÆØÅa-zæøå][^:\n<>@]{0,60}?[*_]{0,2}"
_FIELD = Pattern(rf"^\s*({_LABEL})[ .]*[:?](?!//)[*_]{{0,2}}\s*(.*)$")
_NAME = Pattern(
    r"(?:dit |deres |fulde |kontaktens |for- og efter|forældres )*navn(?: på .*| og efternavn)?"
    r"|name|"
    r"full name|your name|afsender|kontaktperson|indsender|hvem er du|vor- und nachname",
    re.IGNORECASE,
)
_FIRST_NAME = Pattern(r"(?:dit )?fornavn|first name", re.IGNORECASE)
_LAST_NAME = Pattern(r"(?:dit )?efternavn|last name", re.IGNORECASE)
_MAIL = Pattern(
    r"(?:din |jeres |your |kontakt)?[ -]?(?:e-?mail|mail|e-?post)(?:[ -]?adresse| address)?",
    re.IGNORECASE,
)
_FROM = Pattern(r"fra|from|indsendt af|svar til|reply-to", re.IGNORECASE)
_MESSAGE = Pattern(
    r"(?:(?:din|jeres|dit|selve|skriv|your|uddyb)\s+){0,4}(?:besked(?:en|s?\s?indhold| her)?"
    r"|meddelelse\w*|kommentar\w*|"
    r"bemærkning\w*|henvendelse\w*|tekst\w*|historie\w*|fortælling\w*|message(?: body)?"
    r"|comments?|spørgsmål|"
    r"beskrivelse\w*|indhold|fortæl(?:\b.{0,40})?|indlæg|tip|forslag|hvad vil (?:du|i)\b.{0,40}|"
    r"hvad (?:drejer|handler) .{0,30}|hvad har du på hjerte|opslag)",
    re.IGNORECASE,
)
# What tells when and where stays with the text: an event may stand in fields of its own.
_CONTENT = Pattern(
    r"(?:overskrift|titel|dato|start\w*|slut\w*|hvornår|klokkeslæt|kl|tid|tidspunkt|fra kl"
    r"|til kl|sted|hvor|lokale|"
    r"adresse|pris|(?:sidste |svar)?frist\b.{0,30}|sidste frist .{0,30}"
    r"|tilmelding\w*(?: senest)?|arrangement\w*|"
    r"arrangementets \w+|mødested|arrangør)",
    re.IGNORECASE,
)
_OCCASION = Pattern(r"sted|hvor|hvornår|start\w*|klokkeslæt|lokale|arrangement\w*", re.IGNORECASE)
_BARE = Pattern(
    r"^\s*(?P<label>(?:dit |fulde )?navn|name|(?:din )?(?:e-?mail|mail)(?:adresse)?|telefon\w*"
    r"|rolle|besked|emne|cvr)"
    r"\s+(?P<value>\S.*)$",
    re.IGNORECASE,
)
_TAIL = Pattern(
    r"^\s*(?:ip(?:-adresse)?\b|(?:sendt|afsendt|indsendt|modtaget|udfyldt)\b.{0,30}\d|-{3,}"
    r"|_{3,}|={3,}|user.?agent|"
    r"formularen?\s+(?:blev|er)|(?:denne|dette)\s+[\w-]+\s+(?:blev|er)\s+sendt\s+(?:fra|via|med)"
    r"|besvarelse\s+\d|"
    r"this\s+e-?mail\s+was\s+sent|spam\w*|--\s*$|svar\s+ikke|id\s*:|side\s*:|url\s*:|samtykke"
    r"|må\s+vi\b|gdpr|"
    r"jeg\s+(?:accepterer|giver\s+samtykke))",
    re.IGNORECASE,
)
_EMAIL = Pattern(r"[^\s<>()\",;:@]{1,80}@[^\s<>()\",;:@]{1,190}")
_BY_FORM = Pattern(r"formular|contact form|hjemmeside|webside|website", re.IGNORECASE)
_BLANK = Pattern(r"\(?(?:ikke udfyldt|tom|intet|ingen|-|–|n/a)?\)?", re.IGNORECASE)
_MOST_LINES = 400


@dataclass(frozen=True)
class Form:
    """author: from the fields. message: what they wrote. fields: all of them, in order."""

    author: Address
    message: str
    fields: tuple[tuple[str, str], ...]


def read_form(text: str) -> Form | None:
    """The form in a text, or None: it has a field for the name, one for the address and words."""
    if "@" not in text:
        return None
    fields, said = _fields(text.split("\n")[:_MOST_LINES])
    author = _author(fields) or (_writer(fields) if said and _BY_FORM.search(text) else NOBODY)
    if author == NOBODY or len(fields) + bool(said) < 3:
        return None
    message = said if not _BLANK.fullmatch(said) else ""
    if not message:
        message = _longest(fields)
    if not message and not _is_ticked(text):
        return None
    content = [f"{key}: {value}" for key, value in _content(fields) if value not in message]
    told = "\n".join([*content, message]) if message else _all_of(text)
    return Form(author, told.strip(), tuple(fields))


def _fields(lines: list[str]) -> tuple[list[tuple[str, str]], str]:
    """The labelled values, and the message, which may run over many lines."""
    fields: list[tuple[str, str]] = []
    message: list[str] = []
    inside = waiting = False
    for line in lines:
        match = _FIELD.match(line) or _BARE.match(line)
        label = match[1].strip(" .*_") if match else ""
        if _TAIL.match(line):
            inside = False
            if match:
                fields.append((label, match[2].strip()))
        elif match and _MESSAGE.fullmatch(label) and not message:
            inside, waiting = True, False
            message.append(match[2])
        elif match and inside and not _is_known(label):
            message.append(line)
        elif match:
            inside = False
            fields.append((label, match[2].strip()))
            waiting = not match[2].strip()
        elif inside:
            message.append(line.strip())
        elif waiting and line.strip() and fields:
            fields[-1] = (fields[-1][0], line.strip())
            waiting = False
    return fields, "\n".join(message).strip()


def _is_known(label: str) -> bool:
    kinds = (_NAME, _MAIL, _FIRST_NAME, _LAST_NAME, _CONTENT)
    known = any(kind.fullmatch(label) for kind in kinds)
    return known or bool(
        re.match(r"(?:dit |din )?(?:telefon|tlf|mobil|rolle|cvr)", label, re.IGNORECASE)
    )


def _author(fields: list[tuple[str, str]]) -> Address | None:
    mails = [m[0] for k, v in fields if _MAIL.fullmatch(k) and (m := _EMAIL.search(v))]
    names = [v for k, v in fields if _NAME.fullmatch(k) and v and not _EMAIL.search(v)]
    first = [v for k, v in fields if _FIRST_NAME.fullmatch(k) and v]
    last = [v for k, v in fields if _LAST_NAME.fullmatch(k) and v]
    if first and last:
        names.append(f"{first[0]} {last[0]}")
    if mails and names:
        return Address(names[0], mails[0].rstrip(".>)"))
    return None


def _writer(fields: list[tuple[str, str]]) -> Address:
    """ "Fra: Karen <karen@example.dk>", as the form of a WordPress page writes it."""
    for key, value in fields:
        if _FROM.fullmatch(key) and (found := _EMAIL.search(value)):
            name = value[: found.start()].strip(" <\"'(")
            return Address(name or "", found[0]) if name else NOBODY
    return NOBODY


def _content(fields: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The fields that tell of an event; a person's own address is none of them."""
    found = [(k, v) for k, v in fields if _CONTENT.fullmatch(k) and not _BLANK.fullmatch(v)]
    occasion = any(_OCCASION.fullmatch(key) for key, _ in found)
    for key, value in found:
        stamp = re.fullmatch(r"tidspunkt|dato", key, re.IGNORECASE)
        if occasion or not (stamp or re.fullmatch(r"adresse", key, re.IGNORECASE)):
            yield key, value


def _longest(fields: list[tuple[str, str]]) -> str:
    """What was written where no field is called a message: the longest answer of some length."""
    values = [v for k, v in fields if not _TAIL.match(f"{k}:")]
    longest = max(values, key=len, default="")
    return longest if len(longest.split()) >= 6 and not _is_ticked(longest) else ""


def _is_ticked(value: str) -> bool:
    return bool(re.search(r"\[\s?[xX✓]\s?\]|[☑☒✓✔]", value))


def _all_of(text: str) -> str:
    lines = [line.strip() for line in text.split("\n")[:_MOST_LINES]]
    return "\n".join(line for line in lines if line and not _TAIL.match(line))
