"""Word, Excel, PowerPoint and OpenDocument files → their words, without an XML parser.

So no entity can grow and no depth can hurt; sizes are counted while unpacking, not believed.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable

from comms.danish.pattern import Pattern
from comms.errors import BadInput
from comms.sources.mail.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Where the words stand in Office Open XML (ECMA-376) packages: the body before its edges.
_ROOMS = (
    Pattern(r"word/document\d*\.xml"),
    Pattern(r"xl/sharedStrings\.xml"),
    Pattern(r"xl/worksheets/sheet\d+\.xml"),
    Pattern(r"ppt/slides/slide\d+\.xml"),
    Pattern(r"word/header\d*\.xml"),
    Pattern(r"word/(?:footer\d*|footnotes|endnotes|comments)\.xml"),
    Pattern(r"ppt/notesSlides/notesSlide\d+\.xml"),
)
_MOST_MEMBERS = 2000
_PARAGRAPH = Pattern(
    r"</(?:\w+:)?(?:p|h|si|tr|row|table-row)>"
    r"|<(?:\w+:)?(?:br|cr|line-break)\b[^<>]{0,200}>"
)
_CELL = Pattern(r"</(?:\w+:)?(?:tc|table-cell|c)>|<(?:\w+:)?tab\b[^<>]{0,200}>")
_RUN = Pattern(r"<(?:\w+:)?(?:t|is)(?:\s[^<>]{0,200})?>([^<]*)</")
_TAG = Pattern(r"<[^<>]{0,2000}>")
# Word writes a text box twice: for itself, and in a form for older programs.
_TWICE = Pattern(r"<mc:Fallback\b")
_TWICE_END = Pattern(r"</mc:Fallback\s*>")
_DELETED = Pattern(r"<w:delText\b[^<>]{0,200}>[^<]*</w:delText>")


def package_text(raw: bytes, kind: str, limits: Limits) -> str:
    """The words of a zipped office file. kind: office or odf. Raises BadInput with the reason."""
    if raw.startswith(_OLE):
        raise BadInput("filen er låst med adgangskode, eller den er i et gammelt format")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _text(package, kind, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise BadInput("filen er ødelagt og kan ikke læses") from None
    except RuntimeError:  # zipfile's word for a member that is encrypted
        raise BadInput("filen er låst med adgangskode") from None


def _text(package: zipfile.ZipFile, kind: str, limits: Limits) -> str:
    out: list[str] = []
    left = limits.html * 2
    for name in _members(package.namelist()[:_MOST_MEMBERS], kind):
        if left <= 0:
            break
        with package.open(name) as member:
            xml = member.read(left)
        left -= len(xml)
        out.append(_words(xml.decode("utf-8", "replace"), kind))
        if sum(map(len, out)) > limits.document_text:
            break
    return "\n".join(filter(None, out))


def _members(names: list[str], kind: str) -> Iterable[str]:
    """The members with words, the body first. content.xml: OpenDocument 1.3, part 2."""
    if kind == "odf":
        return [name for name in ("content.xml", "styles.xml") if name in names]
    return [name for room in _ROOMS for name in sorted(filter(room.fullmatch, names), key=_order)]


def _order(name: str) -> tuple[int, str]:
    """slide10 comes after slide2."""
    number = re.search(r"(\d+)\.xml$", name)
    return int(number[1][:9]) if number else 0, name


def _words(xml: str, kind: str) -> str:
    broken = _CELL.sub("\t", _PARAGRAPH.sub("\n", _once(xml)))
    if kind == "odf":
        said = html.unescape(_TAG.sub("", broken[max(broken.find("<office:text"), 0) :]))
        return "\n".join(line.strip() for line in said.split("\n"))
    lines = (_line(line) for line in _DELETED.sub("", broken).split("\n"))
    return html.unescape("\n".join(line for line in lines if line.strip()))


def _line(xml: str) -> str:
    cells = ("".join(_RUN.findall(cell)) for cell in xml.split("\t"))
    return "\t".join(cell for cell in cells if cell).strip()


def _once(xml: str) -> str:
    """Without the second form of text boxes, in time linear in the length."""
    out, at = [], 0
    while begin := _TWICE.search(xml, at):
        end = _TWICE_END.search(xml, begin.end())
        if end is None:
            break
        out.append(xml[at : begin.start()])
        at = end.end()
    return "".join([*out, xml[at:]])
