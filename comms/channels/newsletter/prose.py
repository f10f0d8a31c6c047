"""Plain text from people → well-formed XHTML for MJML, and lines for the text part."""

import re
import textwrap
from collections.abc import Iterator
from html import escape
from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import Markup

TEXT_WIDTH = 72
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ue000-\uf8ff]")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_URL = re.compile(r"https?://[^\s<>\"»«]+")
_TRAILING = ".,;:!?)]}'"
_KEEP = "%/?#[]@!$&'()*+,;=:~-._"


def clean(text: str) -> str:
    """One kind of line end, no control or private signs, nothing that UTF-8 cannot hold."""
    flat = re.sub(r"\r\n?|\u2028|\u2029", "\n", text).encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("", flat)


def safe_link(url: str) -> str:
    """The address in ASCII if it is one to follow (http, https, mailto), else nothing.

    MJML lets `javascript:` through and mangles signs outside ASCII in attributes.
    """
    try:
        parts = urlsplit(clean(url).strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme == "mailto":
        return quote(urlunsplit(parts), safe=_KEEP)
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return ""
    rest = (quote(part, safe=_KEEP) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, *rest))


def to_html(text: str) -> Markup:
    """Paragraphs, lists and links, everything else escaped. Nothing for nothing."""
    return Markup("".join(_html(block) for block in _blocks(text)))  # noqa: S704 (escaped below)


def to_lines(text: str) -> str:
    """The same text in lines of at most 72 signs; addresses stay whole."""
    return "\n\n".join(_wrapped(block) for block in _blocks(text))


def underlined(title: str, sign: str) -> str:
    """A heading as plain text shows it."""
    line = " ".join(clean(title).split())
    return f"{line}\n{sign * min(len(line), TEXT_WIDTH)}"


def _blocks(text: str) -> list[list[str]]:
    blocks = _BLANK.split(clean(text).strip())
    return [[line.strip() for line in block.split("\n")] for block in blocks if block.strip()]


def _html(lines: list[str]) -> str:
    if all(_is_item(line) for line in lines):
        return "<ul>" + "".join(f"<li>{_linked(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br />".join(_linked(line) for line in lines) + "</p>"


def _linked(line: str) -> str:
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    done = 0
    for found in _URL.finditer(line):
        shown = found.group().rstrip(_TRAILING)
        url = safe_link(shown)
        yield escape(line[done : found.start()])
        yield f'<a href="{escape(url)}">{escape(shown)}</a>' if url else escape(shown)
        done = found.start() + len(shown)
    yield escape(line[done:])


def _wrapped(lines: list[str]) -> str:
    return "\n".join(
        textwrap.fill(
            line,
            TEXT_WIDTH,
            subsequent_indent="  " if _is_item(line) else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )


def _is_item(line: str) -> bool:
    return line.startswith(("- ", "• ", "* "))
