"""Small damage at the top of a mail, mended as mail programs do, so that its headers are read."""

import re

_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
# RFC 5322, 4.5: old mail may have blanks before the colon.
_BLANK_COLON = re.compile(rb"^([!-9;-~]{1,80})[ \t]+:", re.MULTILINE)
_SURE = re.compile(
    rb"^(?:from|date|subject|message-id|content-type|mime-version|received)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_BOUNDARY = re.compile(
    rb"^--([^\s-][^\r\n]{0,120}?)[ \t]*\r?\n(?:content-|mime-)", re.IGNORECASE | re.MULTILINE
)
_MULTIPART = re.compile(
    rb"^content-type[ \t]*:[ \t]*(multipart/[\w.+-]{1,40})(?:[^\n]|\n[ \t]){0,2000}",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST = 200_000  # bytes of a head that are looked at


def mended(raw: bytes) -> bytes:
    """The mail with its marks, blanks and stray lines before and among the headers taken away."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\r\r\n" in raw[:2000]:
        raw = raw.replace(b"\r\r\n", b"\r\n")
    if raw.startswith(b">From "):
        raw = raw.partition(b"\n")[2]
    return _with_boundary(_whole_head(raw))


def _end_of_head(raw: bytes) -> int:
    """Where the headers end. A mail may be large, so it is not cut in two for every look."""
    end = _BLANK_LINE.search(raw, 0, _MOST)
    return len(raw) if end is None else end.start()


def _whole_head(raw: bytes) -> bytes:
    at = _end_of_head(raw)
    if at > _MOST:
        return raw
    head = raw[:at]
    fixed = _BLANK_COLON.sub(rb"\1:", head)
    lines = fixed.split(b"\n")
    stray = next((i for i, line in enumerate(lines) if _is_stray(line, first=i == 0)), None)
    if stray is not None and _SURE.search(b"\n".join(lines[stray + 1 :])):
        # Without this the email package takes everything below the stray line for the body.
        lines = [b"X-Stray: " + x if _is_stray(x, first=i == 0) else x for i, x in enumerate(lines)]
        fixed = b"\n".join(lines)
    return raw if fixed == head else fixed + raw[at:]


def _is_stray(line: bytes, *, first: bool) -> bool:
    if first and line.startswith(b"From "):
        return False
    return not line.startswith((b" ", b"\t")) and bool(line.strip()) and not _HEADER.match(line)


def _with_boundary(raw: bytes) -> bytes:
    """A mail of several parts that names no boundary of its own, or another than it uses."""
    at = _end_of_head(raw)
    named = _MULTIPART.search(raw, 0, at)
    if named is None:
        return raw
    boundary = re.search(rb"boundary\s*=\s*\"?([^\";\r\n]{1,200})", named.group(), re.IGNORECASE)
    if boundary and raw.find(b"--" + boundary[1].strip(), at) >= 0:
        return raw
    used = _BOUNDARY.search(raw, at)
    if used is None:
        return raw
    line = b"Content-Type: " + named[1] + b'; boundary="' + used[1] + b'"'
    return raw[: named.start()] + line + raw[named.end() :]
