"""A newsletter draft as the mail will show it: the real press, with this one story in it."""

from collections.abc import Sequence
from html import escape

from comms.channels.newsletter import Block, Compiled, IssueContent, Picture, Press
from comms.model.draft import Content
from comms.model.photo import Photo

# How a reader may see it: on a phone, at a desk, in dark colours, as plain text.
VIEWS = {"narrow": "Smal", "wide": "Bred", "dark": "Mørk", "text": "Tekst"}
# MJML takes whole addresses only; this host exists nowhere (RFC 2606) and is taken out again.
_NOWHERE = "https://billede.invalid"
_DARK = "@media (prefers-color-scheme: dark)"
_PLAIN = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Tekstdelen</title>'
    '<meta name="color-scheme" content="light dark"></head><body style="margin:1rem">'
    '<pre style="white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 monospace">{}</pre>'
    "</body></html>"
)


def view_of(name: str) -> str:
    """The view that was asked for, else the first."""
    return name if name in VIEWS else next(iter(VIEWS))


def proof(press: Press, content: Content, photos: Sequence[Photo], view: str) -> str:
    """A page of HTML. view: a key of VIEWS. The colours are those of the view, whoever looks."""
    compiled = _compiled(press, content, photos)
    if view == "text":
        return _PLAIN.format(escape(compiled.text()))
    whichever = "@media all" if view == "dark" else "@media not all"
    return compiled.html().replace(f"{_NOWHERE}/", "/billede/").replace(_DARK, whichever)


def _compiled(press: Press, content: Content, photos: Sequence[Photo]) -> Compiled:
    block = Block(content.title, content.text, content.link, _picture(content, photos))
    title = f"Nyt fra {press.sender.strategy}"
    return press.compile(IssueContent(title, content.title, (block,)))


def _picture(content: Content, photos: Sequence[Photo]) -> Picture | None:
    """The first photo, as an issue takes it."""
    known = {photo.digest: photo for photo in photos}
    for use in content.photos[:1]:
        if (photo := known.get(use.digest)) is not None:
            url = f"{_NOWHERE}/{use.digest}"
            return Picture(url, use.alt, photo.width, photo.height, photo.credit)
    return None
