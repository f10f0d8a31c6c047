"""What was written to the editors and not to the readers: greetings, wishes, labels."""

import re
from collections.abc import Iterator

from comms.danish.greetings import sentences, without_greetings
from comms.danish.pattern import Pattern

_LONGEST_GREETING = 6  # words: "Kære alle sammen i Udsathed,"
# A request or a remark to whoever puts it on the page. Matched against one sentence.
_TO_EDITORS = Pattern(
    r"(?:"
    r"(?:vil|kan|må|gider|kunne|ville)\s+i\b[^.?!]{0,60}\b(?:dele?|lægge|slå|opslå|poste?|bringe|"
    r"sætte|bruge|omtale|offentliggøre)\b[^?!.]{0,80}[?.!]*"
    r"|i\s+må\s+(?:meget\s+)?gerne\b[^.?!]{0,30}\b(?:dele?|lægge|slå|bringe|bruge|skrive|rette|"
    r"forkorte|poste?|omtale|redigere)\b[^.?!]{0,80}[.!]*"
    r"|(?:hermed|her\s+(?:er|kommer))\s+(?:lige\s+)?(?:et|en|vores|min|mit)?\s*(?:lille\s+)?"
    r"(?:opslag|indlæg|historie|tekst|bidrag|omtale|nyhed|pressemeddelelse)\b[^.?!]{0,60}[.!:]*"
    r"|(?:[\wæøå]+:\s*)?(?:se|jf\.?)\s+(?:den\s+|det\s+)?vedhæft\w*[^.?!]{0,40}[.!]*"
    r"|(?:[\wæøå]+\s+)?(?:er\s+)?vedhæftet[.!]*"
    r"|(?:jeg|vi)\s+(?:har\s+)?vedhæft\w*\b[^.?!]{0,60}[.!]*"
    r"|(?:skriv|ring|sig)\s+(?:endelig|bare|gerne|til)\b[^.?!]{0,20},?\s*hvis\s+(?:i|du)\s+"
    r"(?:har\s+(?:brug|spørgsmål)|mangler|skal\s+bruge)[^.?!]{0,60}[.!]*"
    r"|(?:på\s+forhånd\s+(?:mange\s+)?tak|tak\s+for\s+hjælpen)\b[^.?!]{0,40}[.!]*"
    r"|sendt\s+fra\s+min\s+\w+"
    r")",
    re.IGNORECASE,
)
# A label that says what the words after it are.
_LABEL = Pattern(
    r"^(?:historie|historien|tekst|teksten|opslag|overskrift|rubrik|indlæg|bidrag|emne|"
    r"til\s+(?:facebook|nyhedsbrevet|opslag(?:et)?|hjemmesiden))\s*:",
    re.IGNORECASE,
)


def greeting(text: str) -> str:
    """The greeting that the text opens with, as it stands there; '' when there is none."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    short = len(first.split()) <= _LONGEST_GREETING
    return first if first and short and not without_greetings(first) else ""


def to_editors(text: str) -> tuple[str, ...]:
    """Words that only the editors should read, as they stand in the text, in reading order."""
    return tuple(dict.fromkeys(_found(text)))


def taken_out(text: str, words: str) -> str:
    """The text without `words`, where they first stand; the gap they leave is closed."""
    before, found, after = text.partition(words)
    if not words.strip() or not found:
        return text
    if not before or before.endswith(("\n", " ")):
        after = after.lstrip(" ")
    left = re.sub(r"[ \t]+\n", "\n", f"{before}{after}")
    return re.sub(r"\n{3,}", "\n\n", left).strip()


def _found(text: str) -> Iterator[str]:
    for line in text.splitlines():
        label = _LABEL.match(line.strip())
        if label:
            yield label.group()
        for sentence in sentences(line.strip()):
            if _TO_EDITORS.fullmatch(sentence.strip()):
                yield sentence.strip()
