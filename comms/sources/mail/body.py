"""The text of a mail out of its text parts: plain preferred, HTML where plain says nothing."""

import html
import re
from dataclasses import dataclass

from comms.danish.pattern import Pattern
from comms.sources.mail import words
from comms.sources.mail.layout import calm, tidy, unflow, unwrap
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part

_UNSEEN = Pattern(r"<(head|style|script|title|xml)\b|<!--", re.IGNORECASE)
_CONDITION = Pattern(r"<!\[[^<>]{0,200}>")
UNDISPLAYED = Pattern(
    r"<(div|span|p)\b[^<>]{0,300}style\s{0,5}=\s{0,5}[\"'][^\"'<>]{0,500}"
    r"(?:display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all)[^\"'<>]{0,500}[\"'][^<>]{0,300}>"
    r"[^<]{0,2000}</\1>",
    re.IGNORECASE,
)
_NO_HTML = Pattern(
    r"(?:kan|understøtter|viser?)\s+ikke.{0,30}html|does not support html", re.IGNORECASE
)
_TAG = Pattern(r"<[^<>]{0,2000}>")
_WORD = Pattern(r"[^\W_]{3,40}")
_ADDRESS = Pattern(r"https?://\S{1,2000}|\S{1,80}@\S{1,200}|\[[^\]\n]{1,300}\]")
_DIFFERENT = 12  # words


def is_text(part: Part) -> bool:
    """Is the part the mail's own text, and no file beside it?"""
    return (
        part.mime in ("text/plain", "text/html", "text/enriched")
        and part.disposition != "attachment"
        and not part.name
    )


@dataclass(frozen=True)
class Body:
    """text: what the mail says. other: what its other form says, where the two are not the same."""

    text: str
    other: str = ""


def read_body(parts: tuple[Part, ...], limits: Limits) -> Body:
    """The mail's text, its lines joined again where programs had broken them."""
    found = _read_forms(parts, limits)
    return Body(calm(found.text), calm(found.other))


def _read_forms(parts: tuple[Part, ...], limits: Limits) -> Body:
    texts = [part for part in parts if is_text(part)]
    pages = [part for part in texts if part.mime == "text/html"]
    plain = tidy("\n\n".join(_plain(p, limits) for p in texts if p.mime != "text/html"))
    if not _says_enough(plain):
        page = _pages(pages, limits)
        return Body(page if len(page) > len(plain) else plain)
    beside = [p for p in pages if not _has_alternative(p)]
    instead = [p for p in pages if _has_alternative(p)]
    whole = tidy("\n\n".join([plain, *(_page(p, limits) for p in beside)]))
    return _compared(whole, instead, limits) if instead else Body(whole)


def _compared(plain: str, pages: list[Part], limits: Limits) -> Body:
    """Two forms should say the same (RFC 2046, 5.1.4). Where they do not, what is shown counts."""
    shown = set().union(*(_words_of(_markup(page, limits)) for page in pages))
    said = _words_of(_ADDRESS.sub(" ", plain))
    more, less = _lacks(said, shown), _lacks(shown, said)
    if more:
        return Body(_pages(pages, limits), plain if less else "")
    return Body(plain, _pages(pages, limits) if less else "")


def _lacks(one: set[str], other: set[str]) -> bool:
    """Does the one lack a good part of the other's words?"""
    missing = len(other - one)
    return missing >= _DIFFERENT and missing > len(other) / 3


def _words_of(markup: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(html.unescape(_TAG.sub(" ", markup)))}


def _pages(pages: list[Part], limits: Limits) -> str:
    return tidy("\n\n".join(_page(page, limits) for page in pages))


def _says_enough(plain: str) -> bool:
    return bool(plain) and not (len(plain) < 300 and _NO_HTML.search(plain))


def _has_alternative(part: Part) -> bool:
    return "multipart/alternative" in part.within or not part.within


def _plain(part: Part, limits: Limits) -> str:
    text = words.decode(part.raw[: limits.text * 4], part.charset)[: limits.text]
    return unflow(text, delsp=part.delsp) if part.flowed else unwrap(text)


def _page(part: Part, limits: Limits) -> str:
    from comms.sources.markup import plain_text

    return plain_text(_markup(part, limits))[: limits.text]


def _markup(part: Part, limits: Limits) -> str:
    """What is not shown goes first: Outlook's style sheets are longer than most letters."""
    markup = words.decode(part.raw[: limits.html], part.charset)
    return UNDISPLAYED.sub("", _CONDITION.sub("", _seen(markup)))


def _seen(markup: str) -> str:
    """The markup without head, styles, scripts and comments, in time linear in its length."""
    out: list[str] = []
    unended: set[str] = set()
    at = 0
    while match := _UNSEEN.search(markup, at):
        name = (match[1] or "--").lower()
        closing = "-->" if name == "--" else rf"</{name}\s*>"
        end = None
        if name not in unended:
            end = Pattern(closing, re.IGNORECASE).search(markup, match.end())
        if end is None:
            unended.add(name)
        out.append(markup[at : match.start() if end else match.end()])
        at = end.end() if end else match.end()
    return "".join([*out, markup[at:]])
