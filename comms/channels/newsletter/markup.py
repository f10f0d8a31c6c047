"""MJML → HTML, with what the compiler itself does not check.

mjml-python (mrml) lets unknown components and attributes pass silently, ignores
`mj-style inline`, keeps `javascript:` links and links Google's fonts unless it is told there are
none. So each source is held against a list of what we use before it is compiled.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from mjml import mjml2html

from comms.errors import BadInput

_BOX = ("background-color", "padding", "css-class")
_TYPE = ("font-family", "font-size", "line-height", "color", "align")
_SECTION = frozenset((*_BOX, "border-bottom", "border-top"))
# mjml.io's documentation names the attributes of each component; these are the ones we use.
COMPONENTS: dict[str, frozenset[str]] = {
    "mjml": frozenset({"lang"}),
    "mj-head": frozenset(),
    "mj-title": frozenset(),
    "mj-preview": frozenset(),
    "mj-raw": frozenset(),
    "mj-attributes": frozenset(),
    "mj-style": frozenset(),
    "mj-all": frozenset({"font-family"}),
    "mj-body": frozenset({"width", "background-color", "css-class"}),
    "mj-section": _SECTION,
    "mj-column": frozenset(),
    "mj-text": frozenset((*_TYPE, "padding", "css-class")),
}
# HTML inside the components.
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("h1", "h2", "h3"), frozenset({"style"})),
    **dict.fromkeys(("p", "ul", "li", "strong", "em", "br"), frozenset()),
    "div": frozenset({"class"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height", "style"}),
    "meta": frozenset({"name", "content"}),
}
_NEEDED = {"a": ("href",), "img": ("src", "alt", "width", "height")}
# A mark stands for the reader's own link until the parts are encoded (press.py).
_LEADS = re.compile(r"(?:https?://|mailto:)[\x21-\x7e]+|mark-[0-9a-f]{24}-[a-z]+")
_SHOWS = re.compile(r"https?://[\x21-\x7e]+")
_FETCHES = re.compile(r"@import|@font-face|url\s*\(|expression\s*\(", re.IGNORECASE)
MOST_TOLD = 5


def to_html(source: str) -> str:
    """Compile MJML. Raises BadInput naming what is not well-formed, not known or not allowed."""
    try:
        tree = Tree.fromstring(source)  # noqa: S314 (our own template; texts in it are escaped)
    except Tree.ParseError as error:
        raise BadInput(f"the newsletter template is not well-formed: {error}") from None
    if wrong := list(dict.fromkeys(problems(tree))):
        raise BadInput(f"the newsletter template cannot be used: {'; '.join(wrong[:MOST_TOLD])}")
    try:
        return mjml2html(source, fonts={})
    except ValueError as error:
        raise BadInput(f"the newsletter template cannot be compiled: {error}") from None


def problems(tree: Tree.Element) -> Iterator[str]:
    """What is in the source that the compiler would drop, or a reader must not get."""
    for one in tree.iter():
        known = COMPONENTS if one.tag.startswith("mj") else TAGS
        if one.tag not in known:
            yield f"<{one.tag}> is not known here"
            continue
        for name in one.attrib.keys() - known[one.tag]:
            yield f"<{one.tag}> takes no {name} here"
        yield from _missing(one)
        yield from _unsafe(one)


def _missing(one: Tree.Element) -> Iterator[str]:
    for name in _NEEDED.get(one.tag, ()):
        if name not in one.attrib:
            yield f"<{one.tag}> needs {name}"


def _unsafe(one: Tree.Element) -> Iterator[str]:
    href, src = one.get("href"), one.get("src")
    if href is not None and not _LEADS.fullmatch(href):
        yield f"a link leads to {href[:60]!r}"
    if src is not None and not _SHOWS.fullmatch(src):
        yield f"a picture comes from {src[:60]!r}"
    styles = one.get("style", "") + ((one.text or "") if one.tag == "mj-style" else "")
    if _FETCHES.search(styles):
        yield f"the style of <{one.tag}> fetches something"
