"""Transfer encodings (RFC 2045, 6) → bytes. What is broken is read as far as it goes."""

import binascii
import quopri
import re
from contextlib import suppress
from email.message import Message

from comms.sources.mail.cargo import Cargo

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NO_LETTER = bytes(set(range(256)) - set(_ALPHABET))
_UU = ("x-uuencode", "uuencode", "uue", "x-uue")
_SEGMENTS = 50


def payload(node: Message, encoding: str, cargo: Cargo) -> bytes:
    """The decoded bytes of a leaf. encoding: the value of Content-Transfer-Encoding."""
    # get_payload() first decodes by the declared charset, which may be one that refuses.
    held = vars(node)["_payload"]
    if not isinstance(held, str):
        return b""
    encoding = encoding.strip().lower()
    if (block := cargo.find(held)) is not None:
        return from_base64(block) if encoding == "base64" else bytes(block)
    raw = held.encode("utf-8", "surrogateescape")
    if encoding == "quoted-printable":
        return quopri.decodestring(raw)
    if encoding == "base64":
        return from_base64(raw)
    return _from_uu(raw) if encoding in _UU else raw


def from_base64(raw: bytes | memoryview) -> bytes:
    """Signs outside the alphabet are passed over; several pieces with padding are put together."""
    if isinstance(raw, memoryview):  # nothing but whole lines of it
        with suppress(binascii.Error):
            return binascii.a2b_base64(raw)
    letters = bytes(raw).translate(None, _NO_LETTER)
    pieces = re.split(rb"=+", letters, maxsplit=_SEGMENTS)
    return b"".join(map(_piece, pieces))


def _piece(letters: bytes) -> bytes:
    whole = letters.replace(b"=", b"")
    if len(whole) % 4 == 1:  # six bits are no byte
        whole = whole[:-1]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _from_uu(raw: bytes) -> bytes:
    lines = raw.splitlines()
    begun = next((i + 1 for i, line in enumerate(lines) if line.startswith(b"begin ")), len(lines))
    out = []
    for line in lines[begun:]:
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some programs pad a line: its first sign says how many bytes it holds.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            out.append(_uu_cut(line[:length]))
    return b"".join(out) or raw


def _uu_cut(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""
