"""Greetings and sign-offs: polite in a mail, out of place in a post."""

import re

from comms.danish.pattern import Pattern

_HELLO = Pattern(
    r"(?:hej|hejsa|hey|halløj|kære|goddag|godmorgen|god\s+(?:dag|morgen|aften|eftermiddag)|davs|"
    r"til)"
    r"\b[^.!?:\n]{0,60}[,!.]?",
    re.IGNORECASE,
)
_GOODBYE = Pattern(
    r"(?:(?:med|de)\s+)?(?:(?:venlige?|kærlige?|bedste|mange|varme|gode|glade|sociale)\s+)*"
    r"(?:hilsen|hilsner)\b[^.!?\n]{0,60}[,.!]?"
    r"|(?:mvh|vh|kh|dbh|knus|på forhånd tak|på gensyn)\b[^.\n]{0,40}[,.!]?",
    re.IGNORECASE,
)
# A name or two may stand below the sign-off.
_LINES_BELOW = 4


def without_greetings(text: str) -> str:
    """The text without its opening greeting line and without sign-off and name at its end."""
    lines = text.strip().splitlines()
    while lines and (not lines[0].strip() or _HELLO.fullmatch(lines[0].strip())):
        lines.pop(0)
    for back in range(1, min(_LINES_BELOW, len(lines)) + 1):
        if _GOODBYE.fullmatch(lines[-back].strip()) and len(lines) > back:
            return "\n".join(lines[:-back]).strip()
    return "\n".join(lines).strip()


_SENTENCE_END = Pattern(r"(?<=[.!?])[\"»)]*\s+(?=[A-ZÆØÅ»\"(–-])")
_ABBREVIATION = Pattern(
    r"\b(?:kl|ca|f\.eks|bl\.a|m\.fl|m\.m|mv|osv|nr|tlf|dvs|evt|inkl|[a-zæøå])\.$"
)


def sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph; "kl.", "ca." and "f.eks." end none."""
    found: list[str] = []
    for part in _SENTENCE_END.split(paragraph):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [one for one in found if one.strip()]


def shorten(text: str, limit: int) -> str:
    """Whole sentences of `text` within `limit` characters, at least one; paragraphs kept."""
    if len(text) <= limit:
        return text
    kept: list[str] = []
    room = limit
    for paragraph in re.split(r"\n\s*\n", text):
        taken: list[str] = []
        for sentence in sentences(paragraph):
            if len(sentence) > room and (taken or kept):
                return "\n\n".join([*kept, " ".join(taken)] if taken else kept)
            taken.append(sentence)
            room -= len(sentence) + 1
        kept.append(" ".join(taken))
    return "\n\n".join(kept)
