"""Bytes and header words → clean text. Order of charsets: declared → UTF-8 → cp1252."""

import base64
import binascii
import quopri
import re
import unicodedata

from comms.danish.pattern import Pattern

# Only plain text encodings: others (unicode_escape, punycode, idna …) compute, and some slowly.
_CHARSET = Pattern(r"(?:us-)?ascii|(?:utf|iso|windows|cp|koi8|mac|latin|big5|gb|euc|shift)[-\w]*")
# Valid UTF-8 with high bytes is never meant as one of these; and Latin-1 in mail is cp1252.
_SINGLE = Pattern(r"(?:iso[-_]?8859|windows-?125|cp125|latin|(?:us-)?ascii)")
_LATIN_1 = Pattern(r"(?:iso[-_]?8859[-_]?1|latin-?1|(?:us-)?ascii)")
# Names that mail programs use and Python does not.
_ALSO = {"x-mac-roman": "mac_roman", "x-macroman": "mac_roman", "unicode-1-1-utf-7": "utf-7",
         "x-sjis": "shift_jis", "iso-8859-8-i": "iso-8859-8"}  # fmt: skip
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WORD = Pattern(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bqBQ])\?([^?]*?)\?=")
_BETWEEN = Pattern(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bqBQ]\?)")
_CONTROL = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]")
_INVISIBLE = Pattern("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def decode(raw: bytes, charset: str = "") -> str:
    """Bytes of a text part in words. A wrong or missing charset never crashes it."""
    for candidate in _candidates(raw[:3], charset.strip().strip("\"'").lower()):
        try:
            return clean(_twice(raw.decode(candidate)))
        except (LookupError, UnicodeError):
            continue
    return clean(raw.decode("cp1252", "replace"))


def _candidates(first: bytes, charset: str) -> list[str]:
    marked = [coding for mark, coding in _BOMS if first.startswith(mark)]
    charset = re.sub(r"^ibm-?(?=\d)", "cp", _ALSO.get(charset, charset))
    declared = [charset] if _CHARSET.fullmatch(charset) else []
    if declared and _SINGLE.match(charset):
        latin = ["cp1252"] if _LATIN_1.fullmatch(charset) else []
        declared = ["utf-8", *latin, charset]
    return [*marked, *declared, "utf-8", "cp1252"]


def _twice(text: str) -> str:
    """UTF-8 that some program took for Latin and encoded again: "pÃ¥" is "på"."""
    if "\u00c3" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def clean(text: str) -> str:
    """No NULs, lone surrogates, control or invisible signs; NFC; newlines as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u202f", " "))


def header(value: str) -> str:
    """A header value with its encoded words decoded (RFC 2047), on one line."""
    if "=?" not in value and value.isascii():  # most are, and a mail has dozens
        return " ".join(_CONTROL.sub("", value).split())
    text = value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))
    text = _BETWEEN.sub(r"\1", text)
    out, last, held = [], 0, (b"", "")
    for match in _WORD.finditer(text):
        if match.start() != last or match[1].lower() != held[1]:
            out.append(decode(*held))
            held = (b"", match[1].lower())
        out.append(text[last : match.start()])
        # Neighbours of one charset belong together: a sign may be split between them.
        held = (held[0] + _payload(match[2].lower(), match[3]), held[1])
        last = match.end()
    out += [decode(*held), text[last:]]
    return " ".join(clean("".join(out)).split())


def _payload(encoding: str, payload: str) -> bytes:
    raw = payload.encode("ascii", "replace")
    if encoding == "q":
        return quopri.decodestring(raw.replace(b"_", b" "), header=False)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw
