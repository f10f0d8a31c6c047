"""What the website gives to other programs: feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as Tree

ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. url: absolute, and its id too. summary: plain text."""

    title: str
    url: str
    at: datetime
    updated: datetime
    summary: str = ""
    mime: str = "text/html"


def atom(title: str, author: str, page: str, feed: str, entries: Sequence[Entry]) -> bytes:
    """An Atom feed (RFC 4287), newest first. page, feed: absolute addresses of the two."""
    Tree.register_namespace("", ATOM)
    root = Tree.Element(f"{{{ATOM}}}feed", {_LANG: "da"})
    _add(root, "title", title)
    _add(root, "id", feed)
    newest = max((one.updated for one in entries), default=None)
    _add(root, "updated", newest.isoformat() if newest else "2018-01-01T00:00:00+00:00")
    _add(root, "link", rel="self", type="application/atom+xml", href=feed)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    _add(_add(root, "author"), "name", author)
    for one in entries:
        entry = _add(root, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", one.url)
        _add(entry, "link", rel="alternate", type=one.mime, href=one.url)
        _add(entry, "published", one.at.isoformat())
        _add(entry, "updated", one.updated.isoformat())
        if one.summary:
            _add(entry, "summary", one.summary)
    data: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _add(parent: Tree.Element, name: str, text: str = "", **attributes: str) -> Tree.Element:
    made = Tree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        made.text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    return made
