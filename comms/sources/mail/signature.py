"""Where a mail's own words end and its signature begins. It is kept: it holds the contact."""

import re

_GREETING = re.compile(
    r"""^\W{0,2}(?:
      (?:[\w.æøå-]+\s+){0,4}?(?:hilsen|hilsner|hilsener|hilsen:)(?:\s*[,.!]?\s*|\s+(?:fra\s+)?.{1,45})
    | (?:mvh|m\.?\s?v\.?\s?h|vh|v\.h|kh|k\.h|dbh|mange\shils|kærligst|venligst|hjerteligst|
        ærbødigst|knus|kram|alt\sgodt|hav\sdet\sgodt|
        (?:best|kind|warm|many)?\s*(?:regards|wishes)|sincerely|cheers)
      [,.!]?(?:\s+(?:fra\s+)?[\w.&-]+){0,4}[,.!]?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_DEVICE = re.compile(
    r"^(?:sendt (?:fra|med|via) (?:min |mit )?\w+|sent from (?:my )?\w+|hent outlook|get outlook"
    r"|sendt fra outlook)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"^\s*(?:\[(?:cid|image|billede)[^\]]*\]|<image\d+\.\w+>)\s*$", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"^\W*(?:p\.?\s?s\.?|ps)[\s:.]", re.IGNORECASE)
_SHORT_SLASH = re.compile(r"^/\s?[A-ZÆØÅ][\w .-]{0,30}$")
_LONG = 12  # words: a line with so many is no line of a signature


def split_signature(text: str, *names: str) -> tuple[str, str]:
    """(what was written, signature). names: what the writer is called, from the header."""
    lines = [line for line in text.split("\n") if not _PICTURE.match(line)]
    start = _start(lines, _own_words(names))
    if start is None:
        return "\n".join(lines).strip(), ""
    body, signature = lines[:start], lines[start:]
    kept = _postscript(signature)
    return "\n".join([*body, *kept]).strip(), "\n".join(
        x for x in signature if x not in kept
    ).strip()


def _own_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word.lower() for name in names for word in re.findall(r"[\w-]{2,}", name) if len(word) > 2
    )


def _start(lines: list[str], own: frozenset[str]) -> int | None:
    for index, line in enumerate(lines):
        bare = line.strip()
        if line.rstrip() == "--" and len(lines) - index <= 40:
            return _before_delimiter(lines, index, own)
        if _DEVICE.match(bare) or (_SHORT_SLASH.match(bare) and index):
            return index
        if len(bare) <= 60 and _GREETING.match(bare) and _reads_as_signature(lines, index, own):
            return index
    return _bare_name(lines, own)


def _before_delimiter(lines: list[str], index: int, own: frozenset[str]) -> int:
    """A greeting may stand above the "-- " line that the mail program set."""
    above = lines[:index]
    for at in range(max(0, index - 8), index):
        bare = lines[at].strip()
        if len(bare) <= 60 and _GREETING.match(bare) and _reads_as_signature(above, at, own):
            return at
    found = _bare_name(above, own)
    return index if found is None else found


def _reads_as_signature(lines: list[str], index: int, own: frozenset[str]) -> bool:
    """A greeting at the end, and no heading such as "Hilsen fra borgmesteren" with a text below."""
    rest = [line.strip() for line in lines[index + 1 :] if line.strip()]
    named = any(_shares(line, own) for line in [lines[index], *rest[:4]])
    long = [line for line in rest if len(line.split()) >= _LONG and not _POSTSCRIPT.match(line)]
    if not long:
        return True
    return named and len(lines[index].split()) <= 4 and not _shares_fra(lines[index])


def _shares_fra(line: str) -> bool:
    return " fra " in line.lower()


def _shares(line: str, own: frozenset[str]) -> bool:
    return not own.isdisjoint(re.findall(r"[\w-]{3,}", line.lower()))


def _bare_name(lines: list[str], own: frozenset[str]) -> int | None:
    """A name without a greeting: the last lines are all short and the first bears the name."""
    found, blank = None, 0
    for index in range(len(lines) - 1, max(-1, len(lines) - 12), -1):
        bare = lines[index].strip()
        if not bare:
            blank += 1
            continue
        if len(bare.split()) > 6 or bare[-1] in ".!?:" or index == 0:
            break
        if _shares(bare, own) and not lines[index - 1].strip():
            found = index
    return found


def _postscript(signature: list[str]) -> list[str]:
    """A P.S. belongs to the text; it ends at the next empty line."""
    for index, line in enumerate(signature):
        if _POSTSCRIPT.match(line):
            rest = signature[index:]
            end = next((i for i, later in enumerate(rest) if not later.strip()), len(rest))
            return ["", *rest[:end]]
    return []
