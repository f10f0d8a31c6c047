"""Mail that is meant to hurt: sizes, depths and texts that cost a careless reader minutes."""

import io
import struct
import zipfile
import zlib
from base64 import encodebytes
from collections.abc import Callable

from tests.sources import attachments
from tests.sources.winmail import BODY, PROPERTIES, attribute, winmail

HEAD = (
    b"From: Rigmor <rigmor@example.dk>\r\nSubject: Fest\r\n"
    b"Date: Fri, 20 Nov 2026 10:00:00 +0100\r\n"
)
MULTI = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
PLAIN = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"


def attached(name: str, raw: bytes, mime: str = "application/octet-stream") -> bytes:
    """A short mail with one file."""
    head = (
        f"--b\r\n\r\nSe her.\r\n--b\r\nContent-Type: {mime}\r\nContent-Disposition: attachment; "
        f'filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    return MULTI + head.encode() + encodebytes(raw) + b"\r\n--b--\r\n"


def nested(times: int) -> bytes:
    """Parts in parts."""
    return HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        for i in range(times)
    )


def mails_in_mails(times: int) -> bytes:
    """A mail in a mail in a mail, each whole."""
    return (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * times + PLAIN + b"Hej"


def png(width: int, height: int, mode: int = 2) -> bytes:
    """A PNG of one colour: thousands of pixels a byte. mode: 2 RGB, 6 RGBA (PNG, 11.2.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pack = zlib.compressobj(1)
    row = b"\0" + b"\x40" * width * (4 if mode == 6 else 3)
    data = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    size = struct.pack(">IIBBBBB", width, height, 8, mode, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gif_of_frames(frames: int) -> bytes:
    """An animation with large frames."""
    from PIL import Image

    out = io.BytesIO()
    pictures = [Image.new("P", (1500, 1500), number % 250) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def zip_bomb(member: str = "word/document.xml", size: int = 200_000_000) -> bytes:
    """A package whose member unpacks to `size` bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open(member, "w", force_zip64=True) as file,
    ):
        for _ in range(size // 1_000_000):
            file.write(b"<w:t>aaaa</w:t>" * 66_667)
    return out.getvalue()


def many_members(times: int) -> bytes:
    """A package of many small members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(times):
            package.writestr(f"word/header{number}.xml", "<w:t>a</w:t>")
    return out.getvalue()


def _calendar(rule: str) -> bytes:
    return attachments.calendar(f"UID:1\nSUMMARY:Fest\nDTSTART:20261203T160000Z\nRRULE:{rule}")


def _texts(unit: str, length: int = 1_000_000) -> Callable[[], bytes]:
    return lambda: PLAIN + (unit * (length // len(unit))).encode()


# What each is made of: called only when it is its turn, for some are large.
SHAPES: dict[str, Callable[[], bytes]] = {
    "100,000 parts": lambda: MULTI + b"--b\r\n\r\n\r\n" * 100_000,
    "100,000 headers": lambda: b"X-A: b\r\n" * 100_000 + b"\r\nhej",
    "100,000 inner headers": lambda: MULTI + b"--b\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\nhej",
    "3,000 nested parts": lambda: nested(3000),
    "100 nested parts": lambda: nested(100),
    "3,000 nested mails": lambda: mails_in_mails(3000),
    "200 nested mails": lambda: mails_in_mails(200),
    "a sender of brackets": lambda: b"From: " + b"(" * 500_000 + b"\r\nSubject: x\r\n\r\nhej",
    "a sender of quotes": lambda: b"From: " + b'"\\' * 500_000 + b"\r\nSubject: x\r\n\r\nhej",
    "a sender of signs": lambda: b"From: " + b"<@,;:" * 200_000 + b"\r\nSubject: x\r\n\r\nhej",
    "a header of 10 MB": lambda: b"Subject: " + b"a" * 10_000_000 + b"\r\n\r\nhej",
    "an inner header of 10 MB": lambda: MULTI + b"--b\r\nX: " + b"a" * 10_000_000 + b"\r\n\r\nx",
    "a folded header of 10 MB": lambda: b"Subject: a" + b"\r\n b" * 2_500_000 + b"\r\n\r\nhej",
    "a subject of encoded words": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\r\n\r\nx",
    "a subject of open words": lambda: b"Subject: " + b"=?utf-8?q?" * 90_000 + b"\r\n\r\nx",
    "a type of semicolons": lambda: HEAD + b"Content-Type: " + b"a;" * 1_000_000 + b"\r\n\r\nhej",
    "a type of pieces": lambda: HEAD
    + b"Content-Type: a/b"
    + b"".join(b"; name*%d*=%%41" % i for i in range(300))
    + b"\r\n\r\nhej",
    "200,000 nested div": lambda: HTML + b"<div>" * 200_000 + b"hej",
    "open attributes": lambda: HTML + b'<div style="' * 150_000 + b"hej",
    "open tags": lambda: HTML + b"<" * 1_900_000,
    "open comments": lambda: HTML + b"<!--" * 400_000,
    "open styles": lambda: HTML + b"<style>" * 250_000,
    "hidden divs": lambda: HTML + b'<div style="display:none">a' * 60_000,
    "conditions": lambda: HTML + b"<![if " * 300_000,
    "ampersands": lambda: HTML + b"&" * 1_900_000,
    "nested tables": lambda: HTML + b"<table><tr><td>" * 100_000,
    "nested lists": lambda: HTML + b"<ul><li>a" * 90_000,
    "one long tag": lambda: HTML + b"<a " + b"x=y " * 400_000 + b">hej</a>",
    "a PNG of 144 megapixels": lambda: attached("b.png", png(12_000, 12_000), "image/png"),
    "a PNG of 59 megapixels with alpha": lambda: attached("b.png", png(7700, 7700, 6), "image/png"),
    "an animation": lambda: attached("b.gif", gif_of_frames(10), "image/gif"),
    "40 large pictures": lambda: MULTI
    + (b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
       + encodebytes(png(5000, 5000)) + b"\r\n") * 40,
    "a zip bomb in Word": lambda: attached("b.docx", zip_bomb()),
    "a zip bomb in OpenDocument": lambda: attached("b.odt", zip_bomb("content.xml")),
    "a package of 20,000 members": lambda: attached("b.docx", many_members(20_000)),
    "open tags in Word": lambda: attached("b.docx", attachments.docx(inside="<w:p " * 500_000)),
    "open fallbacks in Word": lambda: attached(
        "b.docx", attachments.docx(inside="<mc:Fallback>" * 200_000)
    ),
    "a PDF that loops": lambda: attached("b.pdf", attachments.looping_pdf()),
    "a PDF that branches": lambda: attached("b.pdf", attachments.branching_pdf()),
    "a PDF that bursts": lambda: attached("b.pdf", attachments.bursting_pdf()),
    "a PDF of brackets": lambda: attached("b.pdf", b"%PDF-1.4\n" + b"[" * 2_000_000),
    "a PDF of dictionaries": lambda: attached("b.pdf", b"%PDF-1.4\n1 0 obj" + b"<<" * 1_000_000),
    "repeats by the second": lambda: attached("b.ics", _calendar("FREQ=SECONDLY"), "text/calendar"),
    "repeats a million times": lambda: attached("b.ics", _calendar("FREQ=DAILY;COUNT=9999999")),
    "repeats on no day": lambda: attached("b.ics", _calendar("FREQ=YEARLY;BYMONTHDAY=32")),
    "repeats without a step": lambda: attached("b.ics", _calendar("FREQ=DAILY;INTERVAL=0")),
    "100,000 calendar dates": lambda: attached(
        "b.ics",
        attachments.calendar(
            "UID:1\nDTSTART:20261203T160000Z\nRDATE:" + "20261204T160000Z," * 100_000
        ),
    ),
    "20,000 events": lambda: attached(
        "b.ics", attachments.calendar(*["SUMMARY:a\nDTSTART:20261203T160000Z"] * 20_000)
    ),
    "a calendar of beginnings": lambda: attached("b.ics", b"BEGIN:VEVENT\r\n" * 100_000),
    "winmail of a million parts": lambda: attached(
        "winmail.dat", winmail(attribute(PROPERTIES, b"") * 1_000_000)
    ),
    "winmail of promises": lambda: attached(
        "winmail.dat", winmail(attribute(PROPERTIES, b"\xff" * 1_000_000), attribute(BODY, b"x"))
    ),
    "rich text of groups": lambda: attached("b.rtf", b"{\\rtf1" + b"{\\b" * 500_000),
    "a million lines of base64": lambda: MULTI
    + b"--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"!!=QQ==\r\n" * 1_000_000,
    "30 MB of text": lambda: PLAIN + b"ord ord ord ord ord\r\n" * 1_500_000,
    "30 MB of one attachment": lambda: attached("b.bin", b"\x91" * 22_000_000),
    "spaces": _texts(" "),
    "one letter": _texts("a"),
    "one line": _texts("et ord "),
    "capitals": _texts("Ab-"),
    "digits": _texts("1"),
    "hours": _texts("kl. 12 "),
    "days": _texts("den 3. marts kl. 17 "),
    "weekdays": _texts("mandag og tirsdag, "),
    "numbers": _texts("5., "),
    "hyphened numbers": _texts("1-2-"),
    "at signs": _texts("@"),
    "addresses": _texts("a@"),
    "links": _texts("http://"),
    "streets": _texts("Vejlevej 12, "),
    "names": _texts("Anne Hansen og "),
    "dashes": _texts("-"),
    "underscores": _texts("_"),
    "quote marks": _texts("> "),
    "empty quotes": _texts(">\r\n"),
    "empty lines": _texts("\r\n"),
    "100,000 headings": _texts("Fra:\r\n", 600_000),
    "whole headings": _texts("Fra: a\r\nSendt: b\r\nTil: c\r\nEmne: d\r\n"),
    "forwards": _texts("---------- Videresendt besked ---------\r\n"),
    "greetings": _texts("Venlig hilsen\r\n"),
    "who wrote": _texts("Den 3. marts skrev\r\n"),
    "brackets": _texts("("),
    "square brackets": _texts("[cid:"),
    "combining marks": _texts("a" + "\u0301" * 30),
    "emoji": _texts("👩‍👩‍👧 "),
}  # fmt: skip
