"""Large files in a mail, lifted out before the email package goes through it line by line.

It takes seconds and four times the memory for what is nothing but base64 (RFC 2045, 6.8).
"""

import re
from dataclasses import dataclass, field

from comms.danish.pattern import Pattern

_BLOCK = re.compile(
    rb"(?<=\n)(?:[A-Za-z0-9+/]{60,998}\r?\n){1000,}(?:[A-Za-z0-9+/]{1,998}={0,2}(?=\r?\n|\Z))?"
)
_MARK = Pattern(r"\s*#cargo (\d{1,4})#\s*")


@dataclass(frozen=True)
class Cargo:
    """blocks: base64 as it stood in the mail, by the number that stands in its place."""

    blocks: tuple[memoryview, ...] = field(default=(), repr=False)

    def find(self, text: str) -> memoryview | None:
        """The block that a part's text stands for, or None."""
        mark = _MARK.fullmatch(text) if len(text) < 100 else None
        number = int(mark[1]) if mark else len(self.blocks)
        return self.blocks[number] if number < len(self.blocks) else None


def unload(raw: bytes) -> tuple[bytes, Cargo]:
    """(the mail with a mark for each large block, the blocks)."""
    blocks: list[memoryview] = []
    pieces: list[bytes] = []
    at = 0
    for match in _BLOCK.finditer(raw):
        pieces += [raw[at : match.start()], b"#cargo %d#\r\n" % len(blocks)]
        blocks.append(memoryview(raw)[match.start() : match.end()])
        at = match.end()
    if not blocks:
        return raw, Cargo()
    return b"".join([*pieces, raw[at:]]), Cargo(tuple(blocks))
