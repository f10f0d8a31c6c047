"""Mail that a web form sent: the person stands in the fields, not in the header."""

import re
from dataclasses import dataclass

from comms.model.mail import Address

_FIELD = re.compile(r"^\s*([A-ZÆØÅa-zæøå][\w /().-]{0,38}?)\s*:\s*(.*)$")
_NAME = re.compile(r"^(?:dit |fulde )?navn$|^(?:name|afsender)$", re.IGNORECASE)
_MAIL = re.compile(r"^(?:din )?(?:e-?mail|mail)(?:-?adresse)?$|^email address$", re.IGNORECASE)
_MESSAGE = re.compile(
    r"^(?:din |jeres )?(?:besked|meddelelse|kommentar|henvendelse|tekst|historie|message|"
    r"spørgsmål|beskrivelse)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^\s*(?:ip(?:-adresse)?\s*:|sendt (?:fra|den|\d)|-{3,}|_{3,}|user.?agent)", re.IGNORECASE
)
_EMAIL = re.compile(r"[^\s<>()\",;:]+@[^\s<>()\",;:]+")


@dataclass(frozen=True)
class Form:
    """author: from the fields. message: what they wrote. fields: all of them, in order."""

    author: Address
    message: str
    fields: tuple[tuple[str, str], ...]


def read_form(text: str) -> Form | None:
    """The form in a text, or None: it needs a field for the address and one for the message."""
    fields: list[tuple[str, str]] = []
    message: list[str] = []
    inside = False
    for line in text.split("\n"):
        match = _FIELD.match(line)
        if inside and _TAIL.match(line):
            inside = False
        if inside:
            message.append(line)
        elif match and _MESSAGE.match(match[1]):
            inside = True
            message.append(match[2])
        elif match:
            fields.append((match[1].strip(), match[2].strip()))
    mails = [
        found[0] for key, value in fields if _MAIL.match(key) and (found := _EMAIL.search(value))
    ]
    names = [value for key, value in fields if _NAME.match(key)]
    if not mails or not names or not message:
        return None
    said = "\n".join(message).strip()
    return Form(Address(names[0], mails[0]), said, tuple(fields))
