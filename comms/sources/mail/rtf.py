"""Rich Text Format → text or the HTML in it; and Outlook's compressed form of it."""

import re
from dataclasses import dataclass, replace

from comms.danish.pattern import Pattern

# MS-OXRTFCP 2.1.2.1: what the dictionary holds before the first byte.
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096
_TOKEN = Pattern(
    r"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_HIDDEN = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata"),
        *("colorschememapping", "listtable", "listoverridetable", "rsidtbl", "generator"),
        *("xmlnstbl", "datastore", "latentstyles", "filetbl", "revtbl", "mhtmltag", "nonshppict"),
    }
)
_SIGNS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ",
}  # fmt: skip
_MOST_GROUPS = 200


def decompressed(raw: bytes, most: int) -> bytes:
    """RTF out of PR_RTF_COMPRESSED (MS-OXRTFCP), at most `most` bytes. Raises ValueError."""
    kind, size = raw[8:12], min(int.from_bytes(raw[4:8], "little"), most)
    if kind == b"MELA":
        return raw[16 : 16 + size]
    if kind != b"LZFu":
        raise ValueError("no compressed RTF")
    out = bytearray(_DICTIONARY)
    end, at = len(_DICTIONARY) + size, 16
    while at < len(raw) and len(out) < end:
        control, at = raw[at], at + 1
        for bit in range(8):
            if not control >> bit & 1:
                out += raw[at : at + 1]
                at += 1
                continue
            token, at = int.from_bytes(raw[at : at + 2], "big"), at + 2
            offset, length = token >> 4, (token & 15) + 2
            here = len(out) % _WINDOW
            if offset == here:
                return bytes(out[len(_DICTIONARY) : end])
            _repeat(out, len(out) - ((here - offset) % _WINDOW), length)
    return bytes(out[len(_DICTIONARY) : end])


def _repeat(out: bytearray, start: int, length: int) -> None:
    """Byte by byte, for it may read what it has just written."""
    for index in range(start, start + length):
        out.append(out[index] if index >= 0 else 32)


@dataclass(frozen=True)
class _Group:
    """hidden: nothing of it is text. html: it holds the tags of the original (MS-OXRTFEX).

    muted: between the htmlrtf words stands what only a program without HTML needs.
    """

    hidden: bool = False
    html: bool = False
    muted: bool = False
    unicode_skip: int = 1


def read_rtf(raw: bytes) -> tuple[str, bool]:
    """(text, is it HTML?). Commands, tables of fonts and pictures are left out."""
    source = raw.decode("latin-1")
    encapsulated = "\\fromhtml" in source[:2000]
    codepage = re.search(r"\\ansicpg(\d{3,5})", source[:2000])
    reader = _Reader(f"cp{codepage[1]}" if codepage else "cp1252", encapsulated)
    for match in _TOKEN.finditer(source):
        reader.take(match)
    return reader.text(), encapsulated


class _Reader:
    """Goes through the tokens. Letters of the code page are held until a whole run is there."""

    def __init__(self, codepage: str, encapsulated: bool) -> None:
        self.codepage, self.encapsulated = codepage, encapsulated
        self.groups = [_Group()]
        self.out: list[str] = []
        self.held = bytearray()
        self.skip = 0
        self.starred = False

    def text(self) -> str:
        """All that was written."""
        self._flush()
        # Signs beyond the first plane come as two halves.
        return "".join(self.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def take(self, match: re.Match[str]) -> None:
        """One token."""
        if match["brace"]:
            self._brace(match["brace"])
        elif match["word"]:
            self._word(match["word"], int(match["number"] or 1), bare=match["number"] is None)
        elif match["hex"]:
            self._letters(bytes.fromhex(match["hex"]))
        elif match["sign"]:
            self._sign(match["sign"])
        elif match["text"]:
            self._letters(match["text"].encode("latin-1"))

    def _brace(self, brace: str) -> None:
        self._flush()
        self.starred, self.skip = False, 0
        if brace == "{" and len(self.groups) < _MOST_GROUPS:
            self.groups.append(replace(self.groups[-1]))
        elif brace == "}" and len(self.groups) > 1:
            self.groups.pop()

    def _word(self, word: str, number: int, *, bare: bool) -> None:
        group = self.groups[-1]
        if word == "htmltag" and self.starred and self.encapsulated:
            self.groups[-1] = replace(group, html=True, hidden=False)
        elif word in _HIDDEN or self.starred:
            self.groups[-1] = replace(group, hidden=True)
        elif word == "htmlrtf":
            self._flush()
            self.groups[-1] = replace(group, muted=bare or number != 0)
        elif word == "uc":
            self.groups[-1] = replace(group, unicode_skip=max(0, min(number, 8)))
        elif word == "u":
            self._say(chr(number % 65536))
            self.skip = group.unicode_skip
        elif word in _SIGNS:
            tag = "\r\n" if _SIGNS[word] == "\n" else _SIGNS[word]
            self._say(tag if self.encapsulated else _SIGNS[word])
        self.starred = False

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        elif sign in "\\{}":
            self._letters(sign.encode())
        elif sign in "~\n\r":
            self._say(" " if sign == "~" else "\n")

    def _letters(self, raw: bytes) -> None:
        if self.skip:
            raw, self.skip = raw[self.skip :], max(0, self.skip - len(raw))
        if self._heard():
            self.held += raw

    def _say(self, text: str) -> None:
        self._flush()
        if self._heard():
            self.out.append(text)

    def _heard(self) -> bool:
        group = self.groups[-1]
        return not group.hidden and (not group.muted or group.html)

    def _flush(self) -> None:
        if self.held:
            try:
                self.out.append(self.held.decode(self.codepage, "replace"))
            except LookupError:
                self.out.append(self.held.decode("cp1252", "replace"))
            self.held.clear()
