"""Files beside a mail: PDF, Word and other office files, plain text. Archives are never opened."""

import html
import io
import re
import zipfile
from pathlib import PurePath

from comms.model.mail import Document
from comms.sources.mail import words
from comms.sources.mail.layout import tidy
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part

_PARAGRAPH = re.compile(
    r"</(?:\w+:)?(?:p|h|si|tr)>|<(?:\w+:)?(?:br|cr|tab|line-break)\b[^>]{0,200}>"
)
_WORDS = re.compile(r"<(?:\w+:)?t(?:\s[^<>]{0,200})?>([^<]*)</")
_TAG = re.compile(r"<[^<>]{0,2000}>")
# Where the words stand in Office Open XML (ECMA-376) and OpenDocument packages.
_OFFICE = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml|ppt/slides/slide\d+\.xml"
)
_ENDINGS = {
    ".pdf": "pdf", ".docx": "office", ".docm": "office", ".xlsx": "office", ".pptx": "office",
    ".odt": "odf", ".ods": "odf", ".txt": "text", ".csv": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".rtf": "rtf",
}  # fmt: skip
_TYPES = {"application/pdf": "pdf", "text/plain": "text", "text/html": "html", "text/csv": "text"}


def read_document(part: Part, limits: Limits) -> Document:
    """The file with its text, or with the reason why it has none."""
    kind = _ENDINGS.get(PurePath(part.name.lower()).suffix) or _TYPES.get(part.mime, "")
    name = part.name or part.mime
    text, problem = "", "filtypen læses ikke"
    if len(part.raw) > limits.document:
        problem = f"filen er på {len(part.raw)} bytes; højst {limits.document} læses"
    elif kind:
        try:
            text, problem = tidy(_read(kind, part, limits)[: limits.document_text]), ""
        except Exception as error:  # these libraries raise nearly anything on broken files
            problem = f"filen kan ikke læses ({type(error).__name__})"
    return Document(name, part.mime, len(part.raw), text, problem, part.raw)


def _read(kind: str, part: Part, limits: Limits) -> str:
    if kind == "pdf":
        return _pdf(part.raw, limits)
    if kind in ("office", "odf"):
        return _package(part.raw, kind, limits)
    text = words.decode(part.raw[: limits.html], part.charset)
    if kind == "html":
        from comms.sources.markup import plain_text

        return plain_text(text)
    return _rich_text(text) if kind == "rtf" else text


def _pdf(raw: bytes, limits: Limits) -> str:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity it repairs
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("encrypted")
    out, length = [], 0
    for page in reader.pages[: limits.pages]:
        out.append(page.extract_text())
        length += len(out[-1])
        if length > limits.document_text:
            break
    return words.clean("\n".join(out))


def _package(raw: bytes, kind: str, limits: Limits) -> str:
    """The words of a zipped office file. Sizes are counted while unpacking, not believed."""
    out, left = [], limits.html * 2
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        for info in package.infolist()[:2000]:
            wanted = (
                info.filename == "content.xml"
                if kind == "odf"
                else _OFFICE.fullmatch(info.filename)
            )
            if not wanted or left <= 0:
                continue
            with package.open(info) as member:
                xml = member.read(left)
            left -= len(xml)
            out.append(_xml_words(xml.decode("utf-8", "replace"), kind))
    return words.clean("\n".join(out))


def _xml_words(xml: str, kind: str) -> str:
    """Text without an XML parser, so that no entity can grow and no depth can hurt."""
    broken = _PARAGRAPH.sub("\n", xml)
    if kind == "odf":
        return html.unescape(_TAG.sub("", broken))
    lines = ("".join(_WORDS.findall(line)) for line in broken.split("\n"))
    return html.unescape("\n".join(line for line in lines if line.strip()))


def _rich_text(text: str) -> str:
    """RTF without its commands: enough to find words and numbers in."""
    text = re.sub(
        r"\\'([0-9a-f]{2})", lambda m: bytes.fromhex(m[1]).decode("cp1252", "replace"), text
    )
    text = re.sub(r"\\(?:par|line|tab)\b ?", "\n", text)
    return re.sub(r"\\\*?[a-z]{1,32}-?\d{0,10} ?|[{}]", "", text)
