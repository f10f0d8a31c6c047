"""winmail.dat: what Outlook packs text and files into for people who may have no Outlook."""

import mimetypes

from comms.sources.mail import rtf, tnef_stream
from comms.sources.mail.limits import Limits
from comms.sources.mail.tnef_stream import File, Package
from comms.sources.mail.tree import Part, file_name

_DEEPEST = 3  # messages attached inside each other


def is_tnef(part: Part) -> bool:
    """By its type or its name."""
    return part.mime in ("application/ms-tnef", "application/vnd.ms-tnef") or (
        part.name.lower() == "winmail.dat"
    )


def unpacked(part: Part, limits: Limits) -> tuple[tuple[Part, ...], str]:
    """(the parts inside, why not). The text of the mail is among them, when it has one."""
    try:
        package = tnef_stream.read_stream(part.raw)
    except ValueError:
        return (), "winmail.dat kan ikke læses: det er ikke en fil fra Outlook"
    found = (*_texts(package, limits), *_files(package, limits, 0))
    return found, "" if found else "winmail.dat er tom"


def _texts(package: Package, limits: Limits) -> list[Part]:
    """The text in each form that it has, as a mail would offer them; RTF where nothing else is."""
    held = package.properties
    number = held.get(tnef_stream.CODEPAGE)
    coded = tnef_stream.charset(number) if isinstance(number, int) else package.codepage
    plain = held.get(tnef_stream.TEXT) or package.body
    page = held.get(tnef_stream.HTML)
    found = [
        Part(mime, *_encoded(text, coded), within=("multipart/alternative",))
        for mime, text in (("text/plain", plain), ("text/html", page))
        if text and not isinstance(text, int)
    ]
    return found or _from_rtf(held.get(tnef_stream.RTF), limits)


def _encoded(text: bytes | str, charset: str) -> tuple[bytes, str]:
    return (
        (text, charset) if isinstance(text, bytes) else (text.encode("utf-8", "replace"), "utf-8")
    )


def _from_rtf(packed: object, limits: Limits) -> list[Part]:
    if not isinstance(packed, bytes):
        return []
    try:
        text, is_page = rtf.read_rtf(rtf.decompressed(packed, limits.html))
    except ValueError:
        return []
    mime = "text/html" if is_page else "text/plain"
    return [Part(mime, text.encode("utf-8", "replace"), "utf-8")] if text.strip() else []


def _files(package: Package, limits: Limits, depth: int) -> list[Part]:
    found: list[Part] = []
    for number, file in enumerate(package.files[: limits.parts]):
        if not file.message:
            found += [part] if (part := _file(file, package.codepage, number)).raw else []
        elif depth < _DEEPEST:
            found += _message(file, limits, depth + 1)
    return found[: limits.parts]


def _file(file: File, codepage: str, number: int) -> Part:
    held = file.properties
    data = file.data or held.get(tnef_stream.DATA, b"")
    names = (tnef_stream.LONG_NAME, tnef_stream.SHORT_NAME, tnef_stream.DISPLAY_NAME)
    named = next((value for key in names if isinstance(value := held.get(key), str) and value), "")
    name = file_name(named or file.name.decode(codepage, "replace")) or f"fil {number + 1}"
    tag = held.get(tnef_stream.MIME_TAG)
    mime = tag.lower() if isinstance(tag, str) and "/" in tag else mimetypes.guess_type(name)[0]
    shown = held.get(tnef_stream.CONTENT_ID)
    inline = isinstance(shown, str) and bool(shown)
    return Part(
        mime or "application/octet-stream",
        data if isinstance(data, bytes) else b"",
        name=name,
        content_id=str(shown).strip("<> ") if inline else "",
        disposition="inline" if inline else "attachment",
        within=("multipart/related",) if inline else (),
    )


def _message(file: File, limits: Limits, depth: int) -> list[Part]:
    """A message inside: its text as a file of words, and its own files."""
    try:
        package = tnef_stream.read_stream(file.message)
    except ValueError:
        return []
    title = package.properties.get(tnef_stream.SUBJECT)
    name = file_name(str(title or "mail")) or "mail"
    texts = _texts(package, limits)[:1]
    ending = {"text/html": ".html"}
    words = [
        Part(t.mime, t.raw, t.charset, f"{name}{ending.get(t.mime, '.txt')}", "", "attachment")
        for t in texts
    ]
    return [*words, *_files(package, limits, depth)]
