"""A text with earlier mail below it → what is new, what is quoted, who wrote what."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from comms.danish.pattern import Pattern
from comms.model.mail import NOBODY, Address
from comms.sources.mail import headings
from comms.sources.mail.layout import tidy, unquote

_FORWARD = Pattern(r"^\W*(?:vs|fw|fwd|wg|tr|videresendt)\b\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_REPLY = Pattern(r"^\W*(?:re|sv|aw|svar)\b\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_PREFIX = Pattern(
    r"^\s*(?:(?:re|sv|aw|vs|fw|fwd|wg|tr|svar|videresendt)\s*(?:\[\d+\])?\s*:|\[(?:ekstern|"
    r"external|ext)[^\]]*\]"
    r"|(?:ekstern|external)\s*:|\*+\s*ekstern\w*\s*\*+)\s*",
    re.IGNORECASE,
)
# Yahoo glues the whole heading into one line.
_GLUED = Pattern(
    r"^[^\w\n-]{0,20}-{3,80}\s*(?:videresendt \w+|forwarded message|oprindelig \w+|"
    r"original message)\s{0,5}-{3,80}\s{0,5}"
    r"(?:fra|from):[^\n]{0,3000}",
    re.IGNORECASE | re.MULTILINE,
)
_GLUED_KEY = Pattern(
    r"(?<=[^\n])(?=\b(?:Fra|From|Sendt|Sent|Emne|Subject|Dato|Date): )|(?<=>)(?=(?:Til|To|Cc): )"
    r"|(?<=[^\n])(?=(?:Sendt|Sent|Emne|Subject|Dato|Date): )"
)
_MOST_LEVELS = 8
_SHORT_COVER = 60  # words: more is a mail of its own
_POINTS_DOWN = Pattern(
    r"\b(?:nederst|nedenunder|nedenfor|herunder|nedenstående|længere\s+nede|en\s+gang\s+til"
    r"|igen\s+her|below)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class History:
    """text: the author's words. intro: what a forwarder put above. quoted: earlier mail.

    author, sent, subject: of the innermost forwarded mail; empty where nothing is forwarded.
    """

    text: str
    quoted: str = ""
    intro: str = ""
    forwarded: bool = False
    author: Address = NOBODY
    sent: datetime | None = None
    subject: str = ""


def title_of(subject: str) -> str:
    """A subject without Re, SV, VS, Fwd and marks such as [EKSTERN]."""
    while (bare := _PREFIX.sub("", subject, count=1)) != subject:
        subject = bare
    return subject.strip()


def split(text: str, subject: str, ours: Callable[[Address], bool]) -> History:
    """Take a mail's text apart. ours: is this address the mailbox itself?"""
    top, intros, quoted = _GLUED.sub(lambda m: _GLUED_KEY.sub("\n", m.group()), text), [], ""
    inner = History("")
    for _ in range(_MOST_LEVELS):
        lines = top.split("\n")
        heading = headings.find(lines)
        if heading is None:
            break
        if not _is_forward(heading, subject, ours):
            top, quoted = _without_quote(lines, heading)
            top, quoted = _with_what_it_points_to(top, quoted, ours)
            break
        intros.append("\n".join(lines[: heading.start]))
        top = unquote("\n".join(lines[heading.end :]))
        subject = heading.subject or subject
        inner = History(
            "", "", "", True, heading.author, heading.sent or inner.sent, title_of(heading.subject)
        )
        subject = "" if not _REPLY.match(subject) else subject
    top, stray = _loose_quotes(top)
    return History(
        tidy(top),
        tidy("\n\n".join(filter(None, [quoted, stray]))),
        tidy("\n\n".join(intros)),
        inner.forwarded,
        inner.author,
        inner.sent,
        inner.subject,
    )


def _is_forward(heading: headings.Heading, subject: str, ours: Callable[[Address], bool]) -> bool:
    if ours(heading.author):
        return False
    if heading.forwarded is not None:
        return heading.forwarded
    if _FORWARD.match(subject):
        return True
    return not heading.reply and not _REPLY.match(subject)


def _without_quote(lines: list[str], heading: headings.Heading) -> tuple[str, str]:
    """(what is new, what is quoted). Answers below or between "> " lines are new."""
    above, below = lines[: heading.start], lines[heading.end :]
    marked = [line.lstrip().startswith(">") for line in below]
    first = next((i for i, line in enumerate(below) if line.strip()), len(below))
    if first < len(below) and marked[first]:
        new = [line for line, quote in zip(below, marked, strict=True) if not quote]
        old = [line for line, quote in zip(below, marked, strict=True) if quote]
        # Gmail breaks quoted lines without marking the rest: a stray tail is no answer.
        head = lines[heading.start : heading.end]
        return "\n".join([*above, "", *new]), "\n".join([*head, *old])
    return "\n".join(above), "\n".join(lines[heading.start :])


def _with_what_it_points_to(
    top: str, quoted: str, ours: Callable[[Address], bool]
) -> tuple[str, str]:
    """ "Here it is once more, below": then the older mail of theirs is what they want read."""
    if len(top.split()) > _SHORT_COVER or not _POINTS_DOWN.search(top):
        return top, quoted
    below, between = quoted, []
    for _ in range(_MOST_LEVELS):
        lines = below.split("\n")
        heading = headings.find(lines)
        if heading is None:
            return top, quoted
        between += lines[: heading.end]
        below = unquote("\n".join(lines[heading.end :]))
        if not ours(heading.author):
            return f"{below}\n\n{top}", "\n".join(between)
    return top, quoted


def _loose_quotes(text: str) -> tuple[str, str]:
    """Lines with "> " that no heading stands over."""
    lines = text.split("\n")
    quotes = [line for line in lines if re.match(r"\s*>", line)]
    if not quotes or len(quotes) == len([line for line in lines if line.strip()]):
        return text, ""
    return "\n".join(line for line in lines if not re.match(r"\s*>", line)), "\n".join(quotes)
