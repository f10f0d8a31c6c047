"""The text of a mail out of its text parts: plain preferred, HTML where plain says nothing."""

import re

from comms.sources.mail import words
from comms.sources.mail.layout import tidy, unflow, unwrap
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part

_UNSEEN = re.compile(r"<(head|style|script|title|xml)\b|<!--", re.IGNORECASE)
_CONDITION = re.compile(r"<!\[[^<>]{0,200}>")
_HIDDEN = re.compile(
    r"<(div|span|p)\b[^<>]{0,300}style\s{0,5}=\s{0,5}[\"'][^\"'<>]{0,500}"
    r"(?:display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all)[^\"'<>]{0,500}[\"'][^<>]{0,300}>"
    r"[^<]{0,2000}</\1>",
    re.IGNORECASE,
)
_NO_HTML = re.compile(
    r"(?:kan|understøtter|viser?)\s+ikke.{0,30}html|does not support html", re.IGNORECASE
)


def is_text(part: Part) -> bool:
    """Is the part the mail's own text, and no file beside it?"""
    return (
        part.mime in ("text/plain", "text/html", "text/enriched")
        and part.disposition != "attachment"
        and not part.name
    )


def body_text(parts: tuple[Part, ...], limits: Limits) -> str:
    """The mail's text, its lines joined again where programs had broken them."""
    texts = [part for part in parts if is_text(part)]
    plain = tidy("\n\n".join(_plain(p, limits) for p in texts if p.mime != "text/html"))
    if _says_enough(plain):
        pages = [p for p in texts if p.mime == "text/html" and not _has_alternative(p)]
        return tidy("\n\n".join([plain, *(_page(p, limits) for p in pages)]))
    page = tidy("\n\n".join(_page(p, limits) for p in texts if p.mime == "text/html"))
    return page if len(page) > len(plain) else plain


def _says_enough(plain: str) -> bool:
    return bool(plain) and not (len(plain) < 300 and _NO_HTML.search(plain))


def _has_alternative(part: Part) -> bool:
    return "multipart/alternative" in part.within or not part.within


def _plain(part: Part, limits: Limits) -> str:
    text = words.decode(part.raw[: limits.text * 4], part.charset)[: limits.text]
    return unflow(text, delsp=part.delsp) if part.flowed else unwrap(text)


def _page(part: Part, limits: Limits) -> str:
    from comms.sources.markup import plain_text

    markup = words.decode(part.raw[: limits.html], part.charset)
    # What is not shown goes first: Outlook's style sheets are longer than most letters.
    markup = _CONDITION.sub("", _seen(markup))
    return plain_text(_HIDDEN.sub("", markup))[: limits.text]


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
            end = re.compile(closing, re.IGNORECASE).search(markup, match.end())
        if end is None:
            unended.add(name)
        out.append(markup[at : match.start() if end else match.end()])
        at = end.end() if end else match.end()
    return "".join([*out, markup[at:]])
