"""A mail as it looked, for a person to see: its HTML with all that could run or load struck out.

An allow-list: what is not named here is gone. Pictures that lie in the mail itself are cleaned and
put into the page (RFC 2392, cid:; RFC 2397, data:), so that showing it asks nobody for anything.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from comms.danish.pattern import Pattern
from comms.sources.mail import words
from comms.sources.mail.addresses import moment
from comms.sources.mail.limits import Limits
from comms.sources.mail.pictures import Room, is_picture, read_picture
from comms.sources.mail.tree import Letter, Part, read_tree

MOST_LETTERS = 5  # attached mails that are shown below
MOST_PICTURES = 20
LONGEST_SIDE = 1200  # pixels
_BITMAPS = 120_000_000  # bytes that its pictures may take while they are read
_SIZE = 600_000  # characters of markup; nh3 is quadratic in nested elements
_DEPTH = 600  # open elements
_WITHOUT_PICTURE = Pattern(r"<img(?![^>]* src=)")
_OPENS = Pattern(r"<(/?)[a-zA-Z]")


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TAGS = _names(
    "a abbr address article aside b big blockquote br caption center cite code col colgroup "
    "dd del details div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i "
    "img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub "
    "summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
# Elements whose content is no words for a reader.
_GONE = _names(
    "applet audio canvas embed frame frameset head iframe math noembed noframes noscript "
    "object script select style svg template textarea title video xml xmp"
)
_BOX = frozenset({"align", "bgcolor", "height", "valign", "width"})
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "dir", "style"},
    "img": {"alt", "height", "src", "width", "style"},
    "font": {"color", "face", "size"},
    "table": {*_BOX, "border", "cellpadding", "cellspacing"},
    **{name: set(_BOX) for name in ("tbody", "tfoot", "thead", "tr", "colgroup", "col")},
    **{name: {*_BOX, "colspan", "rowspan", "nowrap"} for name in ("td", "th")},
    "ol": {"start", "type"},
    "li": {"value"},
}
_STYLES = _names(
    "background-color border border-bottom border-bottom-color border-bottom-style "
    "border-bottom-width border-collapse border-color border-left border-radius border-right "
    "border-spacing border-style border-top border-width color direction display font "
    "font-family font-size font-style font-weight height letter-spacing line-height "
    "list-style-type margin margin-bottom margin-left margin-right margin-top max-width "
    "min-width padding padding-bottom padding-left padding-right padding-top text-align "
    "text-decoration text-indent text-transform vertical-align white-space width word-break"
)
# No backslash, so no escapes (CSS Syntax Level 3, 4.3.7); no function but colours, so no url().
_VALUE = Pattern(
    r"(?:[\w\s#%.,'\"!+/-]|(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]{1,60}\)){1,200}", re.ASCII
)


@dataclass(frozen=True)
class ShownMail:
    """One mail. html: safe markup; '' when it had none, or when it is too involved to be shown.

    text: then its words. left_out: pictures that lie elsewhere and are not fetched.
    heads: (Danish name, value) of the headers that a reader sees.
    """

    heads: tuple[tuple[str, str], ...]
    html: str
    text: str
    left_out: int = 0


def shown(raw: bytes, limits: Limits) -> tuple[ShownMail, ...]:
    """The mail and those attached to it, outermost first. Raises TooBig or BadInput."""
    letter = read_tree(raw, limits)
    return tuple(_shown(one, limits) for one in _all(letter)[:MOST_LETTERS])


def safe_markup(markup: str, pictures: Mapping[str, str]) -> tuple[str, int]:
    """What of `markup` may be shown, and how many pictures were left out.

    pictures: data: URLs by Content-ID. '' when it is too large or too deep to be cleaned in time.
    """
    import nh3

    if len(markup) > _SIZE or _depth(markup) > _DEPTH:
        return "", 0

    def keep(_element: str, name: str, value: str) -> str | None:
        if name == "style":
            return safe_style(value) or None
        return pictures.get(value[4:]) if name == "src" else value

    clean = nh3.clean(
        markup.replace("\0", ""),
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"cid"},
        link_rel=None,
        strip_comments=True,
    )
    return clean, len(_WITHOUT_PICTURE.findall(clean))


def safe_style(style: str) -> str:
    """The declarations that only say how something looks, and cannot load or cover anything."""
    kept = []
    for one in style[:4000].split(";"):
        name, _, value = one.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in _STYLES and _VALUE.fullmatch(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def _all(letter: Letter) -> list[Letter]:
    return [letter, *(inner for one in letter.attached for inner in _all(one))]


def _shown(letter: Letter, limits: Limits) -> ShownMail:
    texts = [part for part in letter.parts if part.disposition != "attachment" and not part.name]
    pages = [part for part in texts if part.mime == "text/html"]
    plain = [part for part in texts if part.mime == "text/plain"]
    markup = "\n".join(words.decode(part.raw[: limits.html], part.charset) for part in pages)
    html, left_out = safe_markup(markup, _pictures(letter, markup, limits)) if pages else ("", 0)
    text = "\n\n".join(words.decode(p.raw[: limits.text * 4], p.charset) for p in plain)
    return ShownMail(_heads(letter), html, text[: limits.text], left_out)


def _pictures(letter: Letter, markup: str, limits: Limits) -> dict[str, str]:
    """The pictures that the markup shows, cleaned: turned, scaled, pixels only."""
    small = replace(limits, longest_side=LONGEST_SIDE)
    room = Room(_BITMAPS)
    made: dict[str, str] = {}
    for part in letter.parts:
        wanted = part.content_id and f"cid:{part.content_id}" in markup
        if wanted and is_picture(part) and len(made) < MOST_PICTURES:
            data = _data_url(part, small, room)
            made |= {part.content_id: data} if data else {}
    return made


def _data_url(part: Part, limits: Limits, room: Room) -> str:
    picture = read_picture(part, limits, room=room)
    if not picture.data:
        return ""
    return f"data:{picture.mime};base64,{base64.b64encode(picture.data).decode()}"


def _heads(letter: Letter) -> tuple[tuple[str, str], ...]:
    from comms.danish.calendar import clock, long_date

    at = moment(letter.header("date"))
    told = (
        ("Fra", letter.header("from")),
        ("Til", letter.header("to")),
        ("Kopi", letter.header("cc")),
        ("Sendt", f"{long_date(at)} kl. {clock(at)}" if at else ""),
        ("Emne", letter.header("subject")),
    )
    return tuple((name, value[:500]) for name, value in told if value)


def _depth(markup: str) -> int:
    """How deep its elements may stand in each other, unclosed ones counted."""
    depth = deepest = 0
    for closing in _OPENS.findall(markup):
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
