"""Lines as mail programs broke them → lines as they were written."""

import re
from itertools import pairwise

from comms.danish.pattern import Pattern

_OWN_LINE = Pattern(
    r"\s*(?:[-*•–>|]|\d{1,2}[.)]\s(?!(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))|\[)"
    r"|.{0,40}:\s*$|\s*$"
)


def unflow(text: str, *, delsp: bool = False) -> str:
    """format=flowed (RFC 3676): a line that ends in a blank goes on in the next one."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        if open_depth == depth and out and body != "-- ":
            out[-1] += body
        else:
            out.append(">" * depth + (" " if depth else "") + body)
        flows = body.endswith(" ") and body != "-- "
        if flows and delsp:
            out[-1] = out[-1][:-1]
        open_depth = depth if flows else -1
    return "\n".join(out)


def unwrap(text: str) -> str:
    """Join lines that were broken at a fixed width: the next word would not have fitted there."""
    lines = text.split("\n")
    width = max((len(line) for line in lines), default=0)
    if not 60 <= width <= 80:
        return text
    out = [lines[0]]
    for before, line in pairwise(lines):
        first = line.split(" ", 1)[0]
        full = len(before) >= 50 and len(before) + 1 + len(first) > min(width, 76)
        if full and not _OWN_LINE.match(line) and not before.lstrip().startswith(">"):
            out[-1] += " " + line.strip()
        else:
            out.append(line)
    return "\n".join(out)


def unquote(text: str) -> str:
    """Take one level of "> " off, where most lines carry it."""
    lines = text.split("\n")
    full = [line for line in lines if line.strip()]
    marked = sum(line.lstrip().startswith(">") for line in full)
    if not full or marked * 2 < len(full):
        return text
    return "\n".join(re.sub(r"^\s*> ?", "", line) for line in lines)


def tidy(text: str) -> str:
    """No blanks at line ends, no more than one empty line in a row, nothing around it."""
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


_LONG_TEXT = 5000  # characters: shorter ones cost little, whatever they hold
_MOST_TIMES = 60
_REPEATED = Pattern(rf"(.{{1,40}}?)\1{{{_MOST_TIMES},}}", re.DOTALL)


def calm(text: str) -> str:
    """A long text in which nothing is said more than 60 times over: no letter, sign or line.

    What reads the text afterwards tries its patterns at each place of such a run, so that a page
    of dashes, "a@a@a@…" or ten thousand headings would cost minutes.
    """
    if len(text) < _LONG_TEXT:
        return text
    return _REPEATED.sub(lambda match: match[1] * _MOST_TIMES, text)
