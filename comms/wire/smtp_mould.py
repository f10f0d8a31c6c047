"""A message encoded once, with holes that each recipient's own values are put into.

A newsletter is the same for all but a few values. Its static stretches are quoted-printable
encoded (RFC 2045, 6.7) when the mould is made; a value stands between soft line breaks, so what
is around it never has to be encoded again. A mould is bytes (`Mould.raw`), so it can be frozen in
a database: a hole is `NUL kind name NUL`, and NUL never stands in an encoded message.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from html import escape
from typing import Literal

Kind = Literal["h", "t", "x"]  # header value, text, text inside HTML or an attribute of it

LINE = 75  # signs before the `=` of a soft line break: 76 in all (RFC 2045, 6.7 (5))
SOFT = b"=\r\n"
WIRE_LINE = 998  # bytes without CRLF (RFC 5321, 4.5.3.1.6)
HEADER_VALUE = 900  # bytes of a header value's line, so that its name has room beside it

_KINDS: dict[str, Kind] = {"h": "h", "t": "t", "x": "x"}

_NEWLINES = re.compile(r"\r\n|\r")
_PLAIN = re.compile(r"[!-\-/-<>-~](?:[ -<>-~]*[!-<>-~])?")  # a line that stands for itself
_HOLE = re.compile(rb"\0[^\0]*\0")
_HEADER_BREAK = re.compile(r"\r\n(?![ \t])|(?<!\r)\n|\r(?!\n)|\x00")


@dataclass(frozen=True)
class Hole:
    """A place for one recipient's value; `kind` says how the value is escaped there."""

    kind: Kind
    name: str

    @cached_property
    def key(self) -> bytes:
        return f"{self.kind}{self.name}".encode("ascii")

    def mark(self) -> bytes:
        return b"\0" + self.key + b"\0"


class WireMessage(bytes):
    """A message out of a mould: what stands still was checked once, each value when it went in."""


@dataclass(frozen=True)
class Mould:
    """An encoded message with holes."""

    raw: bytes

    @cached_property
    def _parts(self) -> tuple[list[bytes], list[tuple[bytes, Kind, str]]]:
        """Every second of the parts is the key of a hole; each hole once: key, kind, name."""
        check(_HOLE.sub(b"-", self.raw))
        parts = self.raw.split(b"\0")
        holes = [_hole(key) for key in sorted(set(parts[1::2]))]
        return parts, [(hole.key, hole.kind, hole.name) for hole in holes]

    @property
    def names(self) -> frozenset[str]:
        """The values `fill` must be given."""
        return frozenset(name for _, _, name in self._parts[1])

    def fill(self, values: Mapping[str, str]) -> WireMessage:
        """The message for one recipient, ready for the wire: CRLF lines, no line begins with a dot.

        values: one for each of `names`. Raises KeyError for a missing one and ValueError for a
        header value that would begin a line of its own.
        """
        parts, holes = self._parts
        made = {key: _VALUES[kind](values[name]) for key, kind, name in holes}
        whole = parts.copy()
        whole[1::2] = [made[key] for key in parts[1::2]]
        return WireMessage(b"".join(whole))


def message(headers: Sequence[tuple[str, str | Hole]], text: bytes, html: bytes) -> Mould:
    """A multipart/alternative message (RFC 2046, 5.1.4): plain text first, HTML after it.

    headers: in order, values already in their wire form (see smtp_header). text, html: as `body`
    made them. The boundary is made of the parts, so the same issue gives the same bytes.
    """
    boundary = "=_" + sha256(text + b"\0" + html).hexdigest()[:40]  # "=_" is never in our encoding
    kind = ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"')
    head = b"".join(_header(*each) for each in [*headers, ("MIME-Version", "1.0"), kind])
    cut = boundary.encode("ascii")
    parts = [_part("plain", text), _part("html", html)]
    told = b"".join(b"--" + cut + b"\r\n" + part for part in parts)
    return Mould(head + b"\r\n" + told + b"--" + cut + b"--\r\n")


def single(headers: Sequence[tuple[str, str | Hole]], text: bytes) -> Mould:
    """A message of one plain text part."""
    told = [*headers, ("MIME-Version", "1.0")]
    return Mould(b"".join(_header(*each) for each in told) + _part("plain", text))


def check(content: bytes) -> None:
    """Raise ValueError for content that an SMTP server could read another way than we do."""
    breaks = content.count(b"\r\n")
    if not content.count(b"\n") == content.count(b"\r") == breaks:
        raise ValueError("a message may hold no bare CR or LF")
    if max(map(len, content.split(b"\r\n"))) > WIRE_LINE:
        raise ValueError(f"a line of a message may hold at most {WIRE_LINE} bytes")
    if content.startswith(b".") or b"\r\n." in content:
        raise ValueError("a line of a message may not begin with a dot")


def body(text: str, marks: Mapping[str, Hole]) -> bytes:
    """Encode a whole text part; each key of `marks` found in the text becomes its hole."""
    flat = _NEWLINES.sub("\n", text)
    if not marks:
        return quoted(flat)
    found = re.split("(" + "|".join(map(re.escape, marks)) + ")", flat)
    return b"".join(_stretches(found, marks))


def quoted(text: str) -> bytes:
    """Quoted-printable with CRLF, lines of at most 76 signs, none beginning with a dot."""
    return b"\r\n".join(_quoted_line(line) for line in text.split("\n"))


def _stretches(found: list[str], marks: Mapping[str, Hole]) -> Iterator[bytes]:
    for place, stretch in enumerate(found):
        if place % 2:
            yield marks[stretch].mark()
        elif stretch:
            yield quoted(stretch)
            if place + 1 < len(found) and not stretch.endswith("\n"):
                yield SOFT


def _header(name: str, value: str | Hole) -> bytes:
    filled = value.mark() if isinstance(value, Hole) else _header_value(value)
    return name.encode("ascii") + b": " + filled + b"\r\n"


def _header_value(value: str) -> bytes:
    if ("\n" in value or "\r" in value or "\0" in value) and _HEADER_BREAK.search(value):
        raise ValueError("a header value may not begin a line of its own")
    encoded = value.encode("utf-8")
    if len(encoded) > HEADER_VALUE and max(map(len, encoded.split(b"\r\n"))) > HEADER_VALUE:
        raise ValueError(f"a line of a header value may hold at most {HEADER_VALUE} bytes")
    return encoded


def _part(kind: str, content: bytes) -> bytes:
    head = (
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
    )
    return head.encode("ascii") + b"\r\n\r\n" + content + b"\r\n"


def _body_value(value: str) -> bytes:
    if len(value) <= LINE and _PLAIN.fullmatch(value):
        return value.encode("ascii") + SOFT
    return _body_words(value)


def _escaped_value(value: str) -> bytes:
    return _body_value(escape(value))


@lru_cache(maxsize=512)  # names and greetings come again
def _body_words(value: str) -> bytes:
    return quoted(_NEWLINES.sub("\n", value)) + SOFT


_VALUES: dict[Kind, Callable[[str], bytes]] = {
    "h": _header_value,
    "t": _body_value,
    "x": _escaped_value,
}


def _hole(mark: bytes) -> Hole:
    text = mark.decode("ascii")
    return Hole(_KINDS[text[:1]], text[1:])


def _quoted_line(line: str) -> bytes:
    units = [_UNITS[byte] for byte in line.encode("utf-8", "replace")]
    if not units:
        return b""
    if units[0] == ".":
        units[0] = "=2E"
    if units[-1] in (" ", "\t"):
        units[-1] = f"={ord(units[-1]):02X}"
    whole = "".join(units)
    if len(whole) <= LINE:
        return whole.encode("ascii")
    return _wrapped(units).encode("ascii")


def _wrapped(units: list[str]) -> str:
    lines: list[str] = []
    line = ""
    for unit in units:
        if len(line) + len(unit) > LINE:
            lines.append(line)
            line = "=2E" if unit == "." else unit
        else:
            line += unit
    return "=\r\n".join([*lines, line])


_UNITS = [
    chr(byte) if (33 <= byte <= 126 and byte != 61) or byte in (32, 9) else f"={byte:02X}"
    for byte in range(256)
]
