"""Mail header values: encoded words (RFC 2047), mailboxes (RFC 5322), no way to smuggle a line."""

import re
from base64 import b64encode
from functools import lru_cache

from comms.errors import BadInput

WORD_BYTES = 45  # UTF-8 bytes in one encoded word: 60 base64 signs + 12 = 72 of the 75 allowed
NAME_LENGTH = 120  # signs of a display name: a header line must stay under 998
PLAIN_LENGTH = 60

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\x80-\U0010ffff-]+")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def words(text: str) -> str:
    """A header's free text: as it is when short and ASCII, else folded encoded words."""
    clean = one_line(text)
    if clean.isascii() and len(clean) <= PLAIN_LENGTH and "=?" not in clean:
        return clean
    return "\r\n ".join(_encoded(piece) for piece in _pieces(clean))


def mailbox(name: str, address: str) -> str:
    """`Name <address>`, or the bare address when there is no name. Raises BadInput."""
    clean = one_line(name)[:NAME_LENGTH].strip()
    if not clean:
        return wire_address(address)
    return f"{_phrase(clean)} <{wire_address(address)}>"


@lru_cache(maxsize=256)  # ours stands in every envelope, a reader's in theirs and in their copy
def wire_address(address: str) -> str:
    """The address as it goes on the wire: an international domain in its ASCII form (RFC 5890).

    The part before the @ keeps its letters; `needs_utf8` tells whether the relay must take them
    (RFC 6531). Raises BadInput for anything that is not one plain address.
    """
    local, at, domain = address.strip().rpartition("@")
    if len(address) < 64 and _PLAIN_ADDRESS.fullmatch(address) and _sound_dots(local):
        return address
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    sound = at and len(local.encode()) <= 64 and _LOCAL.fullmatch(local) and _sound_dots(local)
    if not sound or len(ascii_domain) > 253 or not _DOMAIN.fullmatch(ascii_domain):
        raise BadInput(f"{one_line(address)[:80]!r} is no mail address: allowed is name@domain")
    return f"{local}@{ascii_domain}"


def needs_utf8(address: str) -> bool:
    """Whether only a relay with SMTPUTF8 (RFC 6531) can take it."""
    return not address.isascii()


def one_line(text: str) -> str:
    """Without control signs and line ends, so a value can never begin a header of its own."""
    if text.isprintable():
        return text.strip()
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def _phrase(name: str) -> str:
    if "=?" not in name and len(name) <= PLAIN_LENGTH:
        if _ATOMS.fullmatch(name):
            return name
        if name.isascii():
            return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "\r\n ".join(_encoded(piece) for piece in _pieces(name))


def _encoded(piece: str) -> str:
    return f"=?utf-8?B?{b64encode(piece.encode()).decode()}?="


def _pieces(text: str) -> list[str]:
    """Cut between characters: RFC 2047 forbids one split over two encoded words."""
    pieces, room = [""], WORD_BYTES
    for sign in text:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = WORD_BYTES
        pieces[-1] += sign
        room -= size
    return pieces


def _sound_dots(local: str) -> bool:
    return not (local.startswith(".") or local.endswith(".") or ".." in local)
