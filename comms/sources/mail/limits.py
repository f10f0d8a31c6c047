"""How much of a mail we are willing to read before it is set aside."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """size, lines: of the whole mail. parts, depth, headers: of its MIME tree (RFC 2046).

    head: bytes of all headers together. folds: lines of one header.
    text, html: characters of one part. pixels: of one picture. bitmap, bitmaps: bytes that one
    picture and all of a mail together may take while they are read. document: bytes of one file.
    """

    size: int = 40_000_000
    parts: int = 400
    depth: int = 20
    lines: int = 1_000_000
    headers: int = 1000
    head: int = 1_000_000
    folds: int = 5000
    header: int = 20_000
    text: int = 100_000
    html: int = 2_000_000
    pictures: int = 40
    pixels: int = 60_000_000
    bitmap: int = 170_000_000
    bitmaps: int = 500_000_000
    longest_side: int = 2048
    document: int = 25_000_000
    pages: int = 40
    document_text: int = 60_000
