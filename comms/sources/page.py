"""One page of the web: fetched because a person asked, and its title and first words read."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from comms.errors import BadInput, Refused, TooBig
from comms.sources.entry import TITLE_CAP
from comms.sources.mail.words import decode
from comms.sources.markup import plain_text, tidy
from comms.wire.http import Limits, NotModified, fetch

READ = 400_000  # characters of markup that are looked at
TEXT_CAP = 2000  # characters that are proposed
PARAGRAPHS = 60
SHORTEST = 40  # characters: less is a button, a date or a caption
HTML = {"text/html", "application/xhtml+xml"}

_HIDDEN = re.compile(
    r"<(?:(script|style|noscript|template|svg|nav|header|footer)\b|!--)", re.IGNORECASE
)
_META = re.compile(r"<meta\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_MAIN = re.compile(r"<(?:main|article)\b|role=[\"']main[\"']", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,1000})?>", re.IGNORECASE)
# What is said of the page's own cookies, and never of the story.
_ABOUT_THE_PAGE = re.compile(r"cookie|javascript|samtykke til statistik", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What a page says of itself: its title and its first words, '' where it says nothing."""

    title: str
    text: str


@dataclass(frozen=True)
class Pages:
    """Asks for pages. allow_private: our own networks too; only tests may."""

    limits: Limits
    ca_file: str = ""
    allow_private: bool = False

    def __call__(self, url: str) -> Page:
        """Fetch and read. Raises BadInput, in words for the person who asked."""
        try:
            got = fetch(
                url,
                allow_private=self.allow_private,
                ca_file=self.ca_file or None,
                limits=self.limits,
            )
        except TooBig as error:
            raise BadInput("Siden fylder for meget til, at vi kan hente den.") from error
        except BadInput as error:
            raise BadInput(
                "Adressen kan ikke hentes. Det skal være en side, som alle kan se på nettet."
            ) from error
        except Refused as error:
            raise BadInput(_why(error)) from error
        if isinstance(got, NotModified):  # nobody asked for that
            raise BadInput("Siden svarede, men uden indhold.")
        return read_page(got.body, got.content_type or "")


def read_page(body: bytes, content_type: str) -> Page:
    """Title and first words of a page, as bytes came. Raises BadInput for what is no page."""
    kind, charset = _kind(content_type)
    if kind not in HTML and (
        kind or not re.match(rb"\s*<(?:!doctype html|html)", body, re.IGNORECASE)
    ):
        raise BadInput("På adressen ligger der en fil og ikke en side, vi kan læse.")
    declared = _CHARSET.search(body[:4096])
    markup = decode(body, charset or (declared[1].decode("ascii") if declared else ""))[:READ]
    said, shown = _said(markup), _shown(markup)
    page = Page(_title(said, markup)[:TITLE_CAP], _first_words(said, shown)[:TEXT_CAP])
    if not page.title and not page.text:
        raise BadInput("Der står ingen overskrift og ingen tekst på siden, som vi kan læse.")
    return page


def _why(error: Refused) -> str:
    if not error.permanent:
        return "Siden svarer ikke lige nu. Prøv igen om lidt."
    if error.code in (401, 403):
        return "Siden kan ikke ses uden at logge ind, eller den vil ikke hentes af et program."
    return "Siden findes ikke (mere). Se efter, om adressen er skrevet rigtigt."


def _kind(content_type: str) -> tuple[str, str]:
    """("text/html", "utf-8") of a header's value; '' for what it does not say (RFC 9110, 8.3)."""
    if not content_type:
        return "", ""
    header = Message()
    header["Content-Type"] = content_type
    return header.get_content_type(), header.get_content_charset("")


def _said(markup: str) -> dict[str, str]:
    """What the page says for others to show (Open Graph; HTML Standard, 4.2.5), first wins."""
    said: dict[str, str] = {}
    for found in _META.finditer(markup):
        pairs = {name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(found[1])}
        name = (pairs.get("property") or pairs.get("name") or "").lower()
        said.setdefault(name, _line(pairs.get("content", "")))
    return said


def _shown(markup: str) -> str:
    """The page without what nobody reads; from where its own words begin, if it says so."""
    kept, at = [], 0
    while opened := _HIDDEN.search(markup, at):
        kept.append(markup[at : opened.start()])
        end = re.compile(rf"</{opened[1]}\s*>" if opened[1] else "-->", re.IGNORECASE)
        closed = end.search(markup, opened.end())
        at = closed.end() if closed else len(markup)
    whole = "".join([*kept, markup[at:]])
    main = _MAIN.search(whole)
    return whole[main.start() :] if main else whole


def _title(said: dict[str, str], markup: str) -> str:
    """The title for others to show; else the page's own, without the name of the site."""
    if said.get("og:title"):
        return said["og:title"]
    own = _line(_between(markup, "title"))
    return re.split(r"\s+[|–]\s+", own)[0] if own else _line(_between(markup, "h1"))


def _first_words(said: dict[str, str], shown: str) -> str:
    """What the page says of itself, or the paragraph that says it in full."""
    told = said.get("og:description") or said.get("description") or ""
    begins = told.rstrip(".… ")[:80]
    first = ""
    for paragraph in _paragraphs(shown):
        if begins and paragraph.startswith(begins):
            return paragraph
        first = first or paragraph
    return told or first


def _paragraphs(shown: str) -> Iterator[str]:
    for n, opened in enumerate(_PARAGRAPH.finditer(shown)):
        if n == PARAGRAPHS:
            return
        end = shown.find("</p", opened.end(), opened.end() + 3 * TEXT_CAP)
        words = plain_text(shown[opened.end() : end]) if end >= 0 else ""
        if len(words) >= SHORTEST and not _ABOUT_THE_PAGE.search(words):
            yield words


def _between(markup: str, tag: str) -> str:
    """The words of the first element of that name."""
    opened = re.compile(rf"<{tag}(?:\s[^<>]{{0,1000}})?>", re.IGNORECASE).search(markup)
    end = markup.find(f"</{tag}", opened.end(), opened.end() + 2000) if opened else -1
    return plain_text(markup[opened.end() : end]) if opened and end >= 0 else ""


def _line(text: str) -> str:
    return " ".join(tidy(html.unescape(text)).split())
