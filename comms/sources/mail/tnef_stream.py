"""The stream in winmail.dat (MS-OXTNEF) → a message with its files. Read as far as it is whole.

tnefparse copies the rest of the stream for each attribute (quadratic), believes every count it
is told, and loses all when one property is odd; so the few attributes we need are read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNATURE = 0x223E9F78
_OEM_CODEPAGE, _BODY, _MESSAGE = 0x9007, 0x800C, 0x9003
_NEW_FILE, _FILE_NAME, _FILE_DATA, _FILE = 0x9002, 0x8010, 0x800F, 0x9005
# MS-OXPROPS: the properties by their ids.
SUBJECT, RTF, HTML, TEXT, CODEPAGE = 0x0037, 0x1009, 0x1013, 0x1000, 0x3FDE
DATA, SHORT_NAME, LONG_NAME, DISPLAY_NAME = 0x3701, 0x3704, 0x3707, 0x3001
MIME_TAG, CONTENT_ID = 0x370E, 0x3712
_SHORT, _LONG = (0x02, 0x0B), (0x03, 0x04, 0x0A)
_EIGHT = (0x05, 0x06, 0x07, 0x14, 0x40)
_STRING, _UNICODE, _OBJECT, _BINARY, _CLSID = 0x1E, 0x1F, 0x0D, 0x102, 0x48
# MS-OXTNEF 2.1.3.5.1.4: a message inside is told by the interface it would be opened with.
_IS_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
_MOST = 5000  # attributes, properties or values that are looked at

Value = bytes | str | int


@dataclass
class File:
    """A file of the message; properties by their ids."""

    name: bytes = b""
    data: bytes = field(default=b"", repr=False)
    properties: dict[int, Value] = field(default_factory=dict)

    @property
    def message(self) -> bytes:
        """The stream of a message that is attached, or nothing."""
        held = self.properties.get(DATA, b"")
        if isinstance(held, bytes) and held.startswith(_IS_MESSAGE):
            return held[len(_IS_MESSAGE) :]
        return b""


@dataclass
class Package:
    """codepage: of all that is no Unicode. body: the oldest form of the text."""

    codepage: str = "cp1252"
    body: bytes = b""
    properties: dict[int, Value] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)


def read_stream(raw: bytes) -> Package:
    """The package. Raises ValueError when it is none."""
    if _int(raw, 0, 4) != SIGNATURE:
        raise ValueError("no TNEF signature")
    package = Package()
    for name, data in _attributes(raw):
        if name == _OEM_CODEPAGE:
            package.codepage = charset(_int(data, 0, 4))
        elif name == _BODY:
            package.body = data.rstrip(b"\0")
        elif name == _MESSAGE:
            package.properties |= _properties(data, package.codepage)
        elif name == _NEW_FILE:
            package.files.append(File())
        elif package.files:
            _add(package.files[-1], name, data, package.codepage)
    return package


def charset(number: int) -> str:
    """A Windows code page as a charset that Python knows."""
    special = {65001: "utf-8", 20127: "ascii", 28591: "iso-8859-1", 28605: "iso-8859-15"}
    return special.get(number) or (f"cp{number}" if 0 < number < 1300 else "cp1252")


def _add(file: File, name: int, data: bytes, codepage: str) -> None:
    if name == _FILE_NAME:
        file.name = data.rstrip(b"\0")
    elif name == _FILE_DATA:
        file.data = data
    elif name == _FILE:
        file.properties |= _properties(data, codepage)


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, data): a level byte, the id and its type, the length, the data, a checksum."""
    at = 6
    for _ in range(_MOST):
        if at + 9 > len(raw):
            return
        length = _int(raw, at + 5, 4)
        yield _int(raw, at + 1, 2), raw[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes, codepage: str) -> dict[int, Value]:
    """MAPI properties by id: the first value of each. What follows an unknown type is left."""
    found: dict[int, Value] = {}
    at = 4
    for _ in range(min(_int(data, 0, 4), _MOST)):
        if at + 4 > len(data):
            break
        kind, name = _int(data, at, 2), _int(data, at + 2, 2)
        at = _after_name(data, at + 4, named=name >= 0x8000)
        value, at = _value(data, at, kind, codepage)
        if at < 0:
            break
        if value is not None:
            found.setdefault(name, value)
    return found


def _after_name(data: bytes, at: int, *, named: bool) -> int:
    """Properties from 0x8000 up carry a GUID and an id or a name."""
    if not named:
        return at
    by_id = _int(data, at + 16, 4) == 0
    return at + 24 + (0 if by_id else _padded(_int(data, at + 20, 4)))


def _value(data: bytes, at: int, kind: int, codepage: str) -> tuple[Value | None, int]:
    """(the first value, where the next property begins). -1 for a type that is not known."""
    many, kind = bool(kind & 0x1000), kind & ~0x1000
    size = 4 if kind in (*_SHORT, *_LONG) else 8 if kind in _EIGHT else 16
    if kind in (_STRING, _UNICODE, _OBJECT, _BINARY):
        return _sized(data, at, kind, codepage)
    if kind not in (*_SHORT, *_LONG, *_EIGHT, _CLSID):
        return None, -1
    count, at = (_int(data, at, 4), at + 4) if many else (1, at)
    return _int(data, at, min(size, 4)), at + size * count


def _sized(data: bytes, at: int, kind: int, codepage: str) -> tuple[Value | None, int]:
    count, at = _int(data, at, 4), at + 4
    first: Value | None = None
    for index in range(min(count, _MOST)):
        length, at = _int(data, at, 4), at + 4
        if index == 0:
            first = _text(data[at : at + length], kind, codepage)
        at += _padded(length)
        if at > len(data):
            break
    return first, at


def _text(raw: bytes, kind: int, codepage: str) -> Value:
    if kind == _UNICODE:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    return raw.decode(codepage, "replace").rstrip("\0") if kind == _STRING else raw


def _int(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _padded(length: int) -> int:
    return length + -length % 4
