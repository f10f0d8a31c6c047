"""winmail.dat as Outlook packs it, built by the rules of MS-OXTNEF and MS-OXRTFCP."""

from comms.sources.mail.rtf import _DICTIONARY

STRING, UNICODE, OBJECT, BINARY, LONG = 0x1E, 0x1F, 0x0D, 0x102, 0x03
MESSAGE_CLASS, OEM, BODY, PROPERTIES = 0x00078008, 0x00069007, 0x0002800C, 0x00069003
NEW_FILE, FILE_TITLE, FILE_DATA, FILE = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
SUBJECT, RTF, HTML, TEXT, CODEPAGE = 0x0037, 0x1009, 0x1013, 0x1000, 0x3FDE
LONG_NAME, MIME_TAG, CONTENT_ID, DATA = 0x3707, 0x370E, 0x3712, 0x3701
I_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def number(value: int, size: int = 4) -> bytes:
    """Little-endian."""
    return value.to_bytes(size, "little")


def attribute(name: int, data: bytes, level: int = 1) -> bytes:
    """One attribute with its checksum."""
    return number(level, 1) + number(name) + number(len(data)) + data + number(sum(data) % 65536, 2)


def prop(name: int, kind: int, value: bytes | str | int) -> bytes:
    """One MAPI property."""
    head = number(kind, 2) + number(name, 2)
    if isinstance(value, int):
        return head + number(value)
    if isinstance(value, str):
        value = (value + "\0").encode("utf-16-le" if kind == UNICODE else "cp1252")
    return head + number(1) + number(len(value)) + value + b"\0" * (-len(value) % 4)


def named_prop(value: str) -> bytes:
    """A property with a GUID and a name of its own: to be passed over."""
    name = "Keywords\0".encode("utf-16-le")
    long = number(len(name)) + name + b"\0" * (-len(name) % 4)
    text = value.encode("utf-16-le")
    body = number(1) + number(len(text)) + text + b"\0" * (-len(text) % 4)
    return number(UNICODE, 2) + number(0x8001, 2) + b"\x11" * 16 + number(1) + long + body


def properties(*props: bytes) -> bytes:
    """A list of properties."""
    return number(len(props)) + b"".join(props)


def file(
    name: str, data: bytes, *, mime: str = "", content_id: str = "", title: str = "KORT~1.TXT"
) -> bytes:
    """A file of the message, under its old short name and its long one."""
    props = [named_prop("rod"), prop(LONG_NAME, UNICODE, name)]
    props += [prop(MIME_TAG, STRING, mime)] if mime else []
    props += [prop(CONTENT_ID, STRING, content_id)] if content_id else []
    return (
        attribute(NEW_FILE, b"\0" * 14, 2)
        + attribute(FILE_TITLE, title.encode("cp1252") + b"\0", 2)
        + attribute(FILE_DATA, data, 2)
        + attribute(FILE, properties(*props), 2)
    )


def message_file(inner: bytes) -> bytes:
    """A message that is attached to the message."""
    props = properties(prop(DATA, OBJECT, I_MESSAGE + inner))
    return attribute(NEW_FILE, b"\0" * 14, 2) + attribute(FILE, props, 2)


def winmail(*inside: bytes, codepage: int = 1252) -> bytes:
    """The whole stream."""
    head = number(0x223E9F78) + number(1, 2)
    return (
        head
        + attribute(0x00089006, number(0x10000))
        + attribute(OEM, number(codepage) + number(0))
        + attribute(MESSAGE_CLASS, b"IPM.Microsoft Mail.Note\0")
        + b"".join(inside)
    )


def compressed(rtf: bytes) -> bytes:
    """PR_RTF_COMPRESSED: words found again in what went before are written as references."""
    window, out, at = bytearray(_DICTIONARY), bytearray(), 0
    while True:
        control, tokens = 0, bytearray()
        for bit in range(8):
            here = len(window)
            if at >= len(rtf):
                control |= 1 << bit
                tokens += ((here % 4096) << 4).to_bytes(2, "big")
                break
            length = next((n for n in range(17, 2, -1) if rtf[at : at + n] in window[-4000:]), 0)
            length = min(length, len(rtf) - at)
            if length >= 3:
                found = bytes(window).rfind(rtf[at : at + length])
                control |= 1 << bit
                tokens += ((found % 4096) << 4 | length - 2).to_bytes(2, "big")
            else:
                length = 1
                tokens += rtf[at : at + 1]
            window += rtf[at : at + length]
            at += length
        out += bytes([control]) + tokens
        if at >= len(rtf):
            break
    return number(len(out) + 12) + number(len(rtf)) + b"LZFu" + number(0) + bytes(out)
