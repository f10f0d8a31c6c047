"""What an item is called: the subject; where it says nothing, the text's own headline."""

import re

from comms.danish.pattern import Pattern
from comms.model.mail import Mail

_NOTHING = Pattern(
    r"\W{0,5}(?:hej|hejsa|hey|hi|hello|halløj|goddag|kære\s+\w+|til\s+jer|"
    r"\(?(?:intet\s+emne|uden\s+emne|ingen\s+emne|no\s+subject|kein\s+betreff|ingen\s+titel"
    r"|untitled)\)?|"
    r"ikke-navngivet(?:\s+dokument)?|dokument\d*|document\d*|scan\w*|billede[r]?\s?\d*"
    r"|image\s?\d*|img[_-]?\d+|"
    r"skærmbillede|mail|besked|vedhæftet|\d+|[\w -]{1,60}\.(?:pdf|docx?|odt|jpe?g|png|heic|eml"
    r"|txt))?\W{0,9}",
    re.IGNORECASE,
)
_GREETING = Pattern(
    r"\W{0,5}(?:hej|kære|goddag|god\s+(?:dag|morgen|aften)|davs|hello|dear|hi|til)\b", re.IGNORECASE
)
_LONGEST = 80  # characters of a headline


def headline(mail: Mail, *, told: bool) -> str:
    """The mail's title. told: it is a contribution, so a headline in its text may take over."""
    if mail.title and not (told and _NOTHING.fullmatch(mail.title[:200])):
        return mail.title
    own = _own_headline(f"{mail.text}\n{mail.flyer}") if told else ""
    return own or mail.title or _first_words(mail.text) or "Uden emne"


def _own_headline(text: str) -> str:
    """A short line of its own, no sentence and no greeting, with a text below it."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()]
    for line in lines[:3]:
        if _GREETING.match(line):
            continue
        if len(line) <= _LONGEST and line[-1] not in ".,:;" and len(lines) > 1:
            return line.strip("*_# ")
        return ""
    return ""


def _first_words(text: str) -> str:
    """The first line that greets nobody, cut at a word."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()]
    first = next((line for line in lines if not _GREETING.match(line)), "")
    if len(first) <= _LONGEST:
        return first.rstrip(":,")
    return first[:_LONGEST].rpartition(" ")[0]
