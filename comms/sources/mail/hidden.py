"""Words of a mail's HTML that nobody is shown: comments, attributes, parts that are not displayed.

They are no part of the text, but a CPR number there is told (DOMAIN rule 1). Only what holds a
digit is kept. Time is linear in the markup's length.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from comms.danish.pattern import Pattern
from comms.sources.mail import words
from comms.sources.mail.body import UNDISPLAYED, is_text
from comms.sources.mail.layout import tidy
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part

_ATTRIBUTE = Pattern(
    r"\b(?:alt|title|href|content|value|aria-label|summary)\s{0,5}=\s{0,5}"
    r"(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})')",
    re.IGNORECASE,
)
_TAG = Pattern(r"<[^<>]{0,2000}>")
_DIGIT = Pattern(r"\d")
MOST = 20_000  # characters


def hidden_words(parts: tuple[Part, ...], limits: Limits) -> str:
    """What the HTML parts of a mail hold besides their text, a line for each find."""
    pages = [part for part in parts if part.mime == "text/html" and is_text(part)]
    found: list[str] = []
    for part in pages:
        markup = words.decode(part.raw[: limits.html], part.charset)
        found += [one for one in _unseen(markup) if _DIGIT.search(one)]
    return words.clean(tidy("\n".join(dict.fromkeys(found))))[:MOST]


def _unseen(markup: str) -> Iterator[str]:
    yield from _comments(markup)
    for match in _ATTRIBUTE.finditer(markup):
        yield html.unescape(unquote(match[1] or match[2]))
    for match in UNDISPLAYED.finditer(markup):
        yield html.unescape(_TAG.sub(" ", match.group()))


def _comments(markup: str) -> Iterator[str]:
    """Comments, without those that only Outlook reads: style sheets longer than most letters."""
    at = markup.find("<!--")
    while at != -1:
        end = markup.find("-->", at)
        if end == -1:
            return
        if not markup.startswith("[if", at + 4):
            yield html.unescape(_TAG.sub(" ", markup[at + 4 : end]))
        at = markup.find("<!--", end)
