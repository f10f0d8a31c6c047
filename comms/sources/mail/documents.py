"""Files beside a mail: what they say, or a sentence that says why it is not read.

Archives are never opened. Every file is kept, whatever can be read of it.
"""

import mimetypes
from pathlib import PurePath

from comms.errors import BadInput
from comms.model.mail import Document
from comms.sources.mail import words
from comms.sources.mail.layout import calm, tidy
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part

_ENDINGS = {
    ".pdf": "pdf", ".docx": "office", ".docm": "office", ".dotx": "office", ".xlsx": "office",
    ".pptx": "office", ".odt": "odf", ".ods": "odf", ".odp": "odf", ".txt": "text", ".csv": "text",
    ".md": "text", ".html": "html", ".htm": "html", ".rtf": "rtf", ".vcf": "text",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "application/pdf": "pdf", "text/plain": "text", "text/html": "html", "text/csv": "text",
    "text/rtf": "rtf", "application/rtf": "rtf", "text/vcard": "text",
    f"{_OFFICE}wordprocessingml.document": "office", f"{_OFFICE}spreadsheetml.sheet": "office",
    f"{_OFFICE}presentationml.presentation": "office",
    "application/vnd.oasis.opendocument.text": "odf",
}  # fmt: skip
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".iso", ".cab", ".arj")
_OLD = (".doc", ".xls", ".ppt", ".pub", ".msg", ".wps", ".pages", ".numbers", ".key")
_SOUND = (".mp3", ".m4a", ".wav", ".mp4", ".mov", ".avi", ".mkv", ".webm")


def read_document(part: Part, limits: Limits) -> Document:
    """The file with its text, or with the reason why it has none."""
    name = part.name or f"uden navn{mimetypes.guess_extension(part.mime) or ''}"
    text, problem = "", ""
    try:
        text, problem = _read(part, limits)
        text = calm(tidy(text[: limits.document_text]))
    except BadInput as error:
        problem = str(error)
    except MemoryError:
        problem = "filen kræver mere hukommelse, end vi tillader"
    except Exception as error:  # these libraries raise nearly anything on broken files
        problem = f"filen er ødelagt og kan ikke læses ({type(error).__name__})"
    return Document(name, part.mime, len(part.raw), words.clean(text), problem, part.raw)


def _read(part: Part, limits: Limits) -> tuple[str, str]:
    """(text, what to say of it). Raises BadInput with the reason when there is no text."""
    ending = PurePath(part.name.lower()).suffix
    kind = _ENDINGS.get(ending) or ("" if ending in (*_ARCHIVES, *_OLD) else _by_type(part))
    if not kind:
        raise BadInput(_unread(ending, part.mime))
    if len(part.raw) > limits.document:
        raise BadInput(f"filen er på {len(part.raw)} bytes; højst {limits.document} læses")
    if kind == "pdf":
        from comms.sources.mail.pdf import SCANNED, is_scanned, pdf_text

        text = pdf_text(part.raw, limits)
        return text, SCANNED if is_scanned(text) else ""
    if kind in ("office", "odf"):
        from comms.sources.mail.office import package_text

        return package_text(part.raw, kind, limits), ""
    if kind == "rtf":
        return _rich_text(part.raw[: limits.html]), ""
    text = words.decode(part.raw[: limits.html], part.charset)
    return (_page(text) if kind == "html" else text), ""


def _by_type(part: Part) -> str:
    """By its type; where that says nothing, by its first bytes."""
    if kind := _TYPES.get(part.mime):
        return kind
    vague = part.mime in ("application/octet-stream", "application/x-download", "")
    if not vague:
        return ""
    return "pdf" if part.raw[:1024].lstrip().startswith(b"%PDF-") else ""


def _unread(ending: str, mime: str) -> str:
    if ending in _ARCHIVES or "zip" in mime or "compressed" in mime:
        return "arkiver bliver aldrig åbnet: bed afsenderen om at sende filerne hver for sig"
    if ending in _OLD:
        return f"filer af typen {ending} læses ikke: åbn den selv, eller bed om en PDF"
    if ending in _SOUND or mime.startswith(("audio/", "video/")):
        return "lyd og film læses ikke"
    return "filtypen læses ikke"


def _rich_text(raw: bytes) -> str:
    from comms.sources.mail.rtf import read_rtf

    text, is_page = read_rtf(raw)
    return _page(text) if is_page else text


def _page(markup: str) -> str:
    from comms.sources.markup import plain_text

    return plain_text(markup)
