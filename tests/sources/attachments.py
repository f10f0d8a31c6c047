"""Files for tests: PDFs, Word and OpenDocument files, calendars. All made here, of plain words."""

import io
import zipfile
from collections.abc import Sequence


def pdf(*pages: str) -> bytes:
    """A PDF with one text a page, its lines below each other."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for page in pages:
        shown = [
            b"(" + line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)") + b") Tj T*"
            for line in page.split("\n")
        ]
        stream = b"BT /F1 12 Tf 14 TL 50 780 Td " + b"\n".join(shown) + b" ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 %s>>>>>>" % (len(objects), font)
        )
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _numbered(objects)


def _numbered(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for index, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (index, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at)
    return bytes(out)


def looping_pdf() -> bytes:
    """Pages that are each other's parents, and a length that is its own."""
    return _numbered(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>",
        ]
    )


def branching_pdf(levels: int = 30) -> bytes:
    """A tree of pages in which each level names the next twice: two to the power of `levels`."""
    tree = [b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (i + 3, i + 3) for i in range(levels)]
    page = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    return _numbered([b"<</Type/Catalog/Pages 2 0 R>>", *tree, page])


def bursting_pdf(size: int = 300_000_000) -> bytes:
    """A page whose stream unpacks to `size` bytes."""
    import zlib

    pack = zlib.compressobj(9)
    stream = b"".join(pack.compress(b"(a) Tj " * 100_000) for _ in range(size // 700_000))
    stream += pack.flush()
    return _numbered(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    )


def scanned_pdf() -> bytes:
    """A PDF that holds a picture and no letter."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    return out.getvalue()


def locked_pdf(text: str, password: str) -> bytes:
    """A PDF that asks for a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(**members: str) -> bytes:
    """A package with these members: "word__document.xml" is word/document.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def docx(*paragraphs: str, inside: str = "", **members: str) -> bytes:
    """A Word file. inside: more markup for the body."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f"<w:document><w:body>{body}{inside}</w:body></w:document>"
    return zipped(**{"word__document_xml": document, "Content_Types_xml": "<Types/>", **members})


def words(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def calendar(*events: str, method: str = "REQUEST", zone: str = "") -> bytes:
    """An iCalendar file (RFC 5545) around the lines of some events."""
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    body = body.replace("\r\n", "\n").replace("\n", "\r\n")
    said = f"METHOD:{method}\r\n" if method else ""
    zone = zone.strip().replace("\n", "\r\n") + "\r\n" if zone else ""
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//DA\r\n"
        f"{said}{zone}{body}END:VCALENDAR\r\n"
    ).encode()
