"""The lines of a text that tell something: not greetings, not who sends, not who signs."""

import re
from collections.abc import Iterator

from comms.danish.pattern import Pattern

_CAP = r"[^\W\d_a-zæøå][\w'’.-]*"
_GREETING = Pattern(
    r"^[\s>\"”»]*(?:[Kk]ære|KÆRE|[Hh]ej(?:sa)?|HEJ|[Gg]oddag|[Gg]odmorgen|[Gg]odaften|[Hh]alløj|"
    r"[Hh]allo|[Hh]i|[Dd]ear|[Hh]ello|[Dd]av)\b"
    rf"(?:[\s,!&/–-]+(?:og|igen|alle|allesammen|sammen|søde|gode|kære|jer|{_CAP})(?![\w-]))*"
)
_HEADER = Pattern(
    r"^[\s*>_-]*(?:arrangør(?:er)?|arrangeret\s+af|afsender|fra|til|sendt|emne|cc|bcc|"
    r"redaktion|redaktør|"
    r"ansvarlig(?:\s+\w+)?|kontakt(?:person(?:er)?|info\w*|oplysninger)?|e-?mail|mail|from|to|sent|"
    r"subject|date|dato|underskrift|indsendt\s+af|skrevet\s+af|udsendt\s+af|indlæg\s+af|tekst|"
    r"yderligere\s+(?:oplysninger|information)|for\s+(?:yderligere|mere)\s+information|"
    r"oplysninger)\s*:"
    r"|^[\s*>_-]*(?:(?:dit|jeres|mit|for-?\s?og\s?efter)\s?)?navn[ .:\t]+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
_SIGNOFF = Pattern(
    r"^[\s*>_-]*(?:(?:(?:de|med|mange|bedste|varme|glade|god|gode|rigtig|\w{2,20}lige?|"
    r"\w{2,20}ligst)\s+){0,4}"
    r"\w{0,20}hils(?:en|ner|ener|enen)|de\s+bedste|mvh|m\.?v\.?h|vh|v\.h|kh|k\.h|dbh|bh|venligst|"
    r"kærligst|knus|best\s+regards|kind\s+regards|regards|mit\s+freundlichen\s+grüßen)"
    r"(?=$|[\s,.!–-])",
    re.IGNORECASE,
)
_BARE = Pattern(
    rf"^\s*[/–-]*\s*(?:[Kk][Hh]|[Vv][Hh]|[Mm]vh|[Hh]ilsen|"
    rf"[Hh]ilsner)?\s*{_CAP}(?:\s+(?:og\s+)?{_CAP}){{0,3}}"
    r"(?:,\s*[^,.\n]{1,40})?\s*$"
)
_ALONE = Pattern(rf"^\s*[/–-]*\s*{_CAP}\s*$")
# "Til indbakken. /Hanna", "Kender du nogen? Kh Hanne"
_TAIL = Pattern(
    rf"(?<=[.!?)])\s+(?:/\s?|(?:[KkVv]h|[Mm]vh|[Hh]ilsen|[Kk]nus)\s+){_CAP}(?:\s+{_CAP}){{0,3}}\s*$"
)


def told_lines(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, line) of every line that tells; greetings and signing are blanked out."""
    end = signed_from(text)
    lines = text.split("\n")
    at = 0
    for index, line in enumerate(lines):
        if at >= end:
            return
        if not _HEADER.match(line) and not _is_alone(lines, index):
            yield at, _TAIL.sub(_blank, _GREETING.sub(_blank, line))
        at += len(line) + 1


def _is_alone(lines: list[str], index: int) -> bool:
    """One name in a paragraph of its own below a text: an earlier writer's signing."""
    below = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return bool(index > 1 and _ALONE.match(lines[index]) and not lines[index - 1].strip() + below)


def signed_from(text: str) -> int:
    """Where the writer begins to sign: the offset of that line, or the text's length."""
    lines = text.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    end = len(text)
    for index in range(len(lines) - 1, max(-1, len(lines) - 16), -1):
        line = lines[index].strip()
        if len(line.split()) > 12:
            break
        if _SIGNOFF.match(line) and len(line.split()) <= 8:
            return starts[index]
        if line and end == len(text) and _BARE.match(line) and not _list_before(lines, index):
            end = starts[index]
    return end


def unsigned(text: str) -> str:
    """The text of several writers, each one's signing blanked out; every offset stays."""
    signing = False
    lines = []
    for line in text.split("\n"):
        short = len(line.split()) <= 12
        begins = short and (_SIGNOFF.match(line.strip()) or _BARE.match(line))
        signing = bool(line.strip()) and short and (signing or bool(begins))
        lines.append("_" * len(line) if signing else line)
    return "\n".join(lines)


def _list_before(lines: list[str], index: int) -> bool:
    """Is the line one of several below a heading, or all there is? Then it is no signing."""
    above = lines[index - 1].strip() if index else ""
    return bool(above) or not any(line.strip() for line in lines[:index])


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match.group())
