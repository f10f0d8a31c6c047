"""A structured header with parameters (RFC 2045, 5.1; RFC 2231), read leniently, in linear time.

The email package reads them in quadratic time and loses names in raw 8-bit or with a lost quote.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from comms.danish.pattern import Pattern
from comms.sources.mail.words import decode, header

_MOST = 8000  # characters of one header that are looked at
_ONE = Pattern(
    r';\s*(?P<key>[^\s=;"]{1,80})[ \t]*=[ \t]*'
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)(?:"|$)|(?P<bare>[^;]*))',
    re.DOTALL,
)
_KEY = Pattern(r"(?P<name>[^*]+)(?:\*(?P<number>\d{1,3}))?(?P<coded>\*)?")


@dataclass(frozen=True)
class _Piece:
    number: int
    coded: bool
    text: str


def value_of(line: str) -> str:
    """What stands before the first parameter, in small letters: "text/plain", "attachment"."""
    return line.partition(";")[0].strip().lower()


def parameters(line: str) -> dict[str, str]:
    """The parameters by name in small letters, continued and encoded forms put together."""
    pieces: dict[str, list[_Piece]] = {}
    for match in _ONE.finditer(line[:_MOST]):
        key = _KEY.fullmatch(match["key"].lower())
        if key is None:
            continue
        quoted = match["quoted"]
        text = match["bare"].strip() if quoted is None else re.sub(r"\\([\\\"])", r"\1", quoted)
        number = -1 if key["number"] is None else int(key["number"])
        pieces.setdefault(key["name"], []).append(_Piece(number, bool(key["coded"]), text))
    return {name: _whole(found) for name, found in pieces.items()}


def _whole(pieces: list[_Piece]) -> str:
    """The encoded form first (RFC 2231), else the pieces by number, else the plain one."""
    alone = [piece for piece in pieces if piece.number < 0]
    coded = [piece for piece in alone if piece.coded]
    parts = coded[:1] or sorted((p for p in pieces if p.number >= 0), key=lambda p: p.number)
    if not parts:
        return header(alone[0].text)
    if not any(piece.coded for piece in parts):
        return header("".join(piece.text for piece in parts))
    charset, raw = _opened(parts)
    return " ".join(decode(raw, charset).split())


def _opened(parts: list[_Piece]) -> tuple[str, bytes]:
    """(charset, bytes) of pieces of which some are percent-encoded."""
    marks = parts[0].text.split("'", 2)  # charset'language'value
    charset, first = (marks[0], marks[2]) if len(marks) == 3 else ("", parts[0].text)
    texts = [first, *(piece.text for piece in parts[1:])]
    return charset, b"".join(_bytes(p, t) for p, t in zip(parts, texts, strict=True))


def _bytes(piece: _Piece, text: str) -> bytes:
    return unquote_to_bytes(text) if piece.coded else text.encode("utf-8", "replace")
