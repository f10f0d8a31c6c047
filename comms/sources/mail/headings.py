"""The headings that mail programs set over an earlier mail, in Danish and English."""

import re
from dataclasses import dataclass
from datetime import datetime

from comms.danish.calendar import COPENHAGEN, MONTHS
from comms.danish.pattern import Pattern
from comms.model.mail import NOBODY, Address
from comms.sources.mail.addresses import address, moment

_KEYS = {
    "fra": "from", "from": "from", "von": "from", "från": "from",
    "sendt": "date", "sent": "date", "dato": "date", "date": "date", "skickat": "date",
    "gesendet": "date", "datum": "date",
    "til": "to", "to": "to", "an": "to", "till": "to",
    "cc": "cc", "kopi": "cc", "bcc": "cc",
    "emne": "subject", "subject": "subject", "ämne": "subject", "betreff": "subject",
    "svar til": "reply", "svar-til": "reply", "reply-to": "reply",
    "vedhæftet": "other", "vedhæftede filer": "other", "attachments": "other",
    "vigtighed": "other", "prioritet": "other", "importance": "other",
    "organisation": "other", "resent-from": "other",
}  # fmt: skip
_LINE = Pattern(r"^[\s>*_]*([A-Za-zÆØÅæøåä -]{2,16}?)\*?\s*:\*?\s*(.*?)\s*$")
_RULE = Pattern(
    r"^\W*(?P<dash>-{2,}\s*)?(?:start på\s+|begin\s+|påbegynd\s+)?(?P<word>"
    r"videresendt (?:meddelelse|besked|mail|e-mail)|forwarded (?:message|mail)|"
    r"oprindelig (?:meddelelse|besked|mail)|original (?:message|mail|meddelelse)|"
    r"videresendt af|forwarded by)\b[^\n]{0,60}?\W*$",
    re.IGNORECASE,
)
_UNDERLINE = Pattern(r"^\s*[_-]{10,}\s*$")
_WROTE = Pattern(
    r"^[\s>]*(?:(?:den|on|på|le|am|d\.)\s.{4,250}?\b(?:skrev|wrote|schrieb)\b.{0,160}?:"
    r"|\S.{2,120}?\b(?:skrev|wrote)\b(?:\s.{0,80})?:)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WROTE_WORD = Pattern(r"\b(?:skrev|wrote|schrieb)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """lines[start:end] stand over an earlier mail. forwarded: what the heading itself says."""

    start: int
    end: int
    author: Address = NOBODY
    sent: datetime | None = None
    subject: str = ""
    forwarded: bool | None = None
    reply: bool = False


def find(lines: list[str]) -> Heading | None:
    """The first heading, or None."""
    lines = [line[:400] for line in lines]
    for index, line in enumerate(lines):
        if rule := _RULE.match(line):
            if heading := _ruled(lines, index, rule):
                return heading
        elif _LINE.match(line) or _UNDERLINE.match(line):
            block = _block(lines, index + 1 if _UNDERLINE.match(line) else index)
            if block is not None:
                return _with(block, start=index)
        if heading := _attribution(lines, index):
            return heading
    return None


def sent_at(value: str) -> datetime | None:
    """The moment in a heading: "12. februar 2026 21:37", "12. feb. 2026 kl. 21.37", RFC 5322."""
    months = "|".join(f"{name}|{name[:3]}" for name in (*MONTHS, *_ENGLISH))
    text = value.lower()[:200]
    clock = re.search(
        r"(?:kl\.?\s*|\s|at\s)(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*(pm|am)?\b(?!\.\d)", text
    )
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3] == "pm" and hour < 12:
        hour += 12
    found = re.search(rf"(\d{{1,2}})\.?\s*({months})[a-zæøå]*\.?,?\s+(\d{{4}})", text)
    turned = re.search(rf"({months})[a-z]*\.?\s+(\d{{1,2}}),?\s+(\d{{4}})", text)
    plain = re.search(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b", text)
    try:
        if found:
            day = (int(found[3]), _month(found[2]), int(found[1]))
        elif turned:
            day = (int(turned[3]), _month(turned[1]), int(turned[2]))
        elif plain:
            day = (int(plain[3]), int(plain[2]), int(plain[1]))
        else:
            return moment(value)
        return datetime(*day, hour, minute, tzinfo=COPENHAGEN)
    except ValueError:
        return moment(value)


_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


def _month(word: str) -> int:
    names = [*MONTHS, *_ENGLISH]
    return next(i for i, name in enumerate(names) if name.startswith(word[:3])) % 12 + 1


def _ruled(lines: list[str], index: int, rule: re.Match[str]) -> Heading | None:
    word = rule["word"].lower()
    forwarded = True if "videresendt" in word or "forwarded" in word else None
    after = index + 1
    while after < len(lines) and not lines[after].strip(" >") and after < index + 4:
        after += 1
    block = _block(lines, after)
    if block is not None:
        return _with(block, start=index, forwarded=forwarded)
    return Heading(index, index + 1, forwarded=forwarded) if rule["dash"] else None


def _block(lines: list[str], index: int) -> Heading | None:
    """Lines such as Fra, Sendt, Til, Emne: a sender and two more, one a date or subject."""
    found: dict[str, str] = {}
    at, last = index, ""
    while at < len(lines) and at < index + 14:
        line = lines[at]
        match = _LINE.match(line)
        kind = _KEYS.get(match[1].strip().lower()) if match else None
        if match and kind:
            found.setdefault(kind, match[2])
            last = kind
        elif last and line.strip(" >") and _goes_on(found[last], line, last):
            found[last] += " " + line.strip(" >\t")
        else:
            break
        at += 1
    if "from" not in found or len(found) < 3 or not {"date", "subject"} & found.keys():
        return None
    if re.match(r"\s*(?:kl\b|\d{1,2}[.:]\d\d)", found["from"]):
        return None
    return Heading(
        index, at, _person(found["from"]), sent_at(found.get("date", "")), found.get("subject", "")
    )


def _goes_on(value: str, line: str, kind: str) -> bool:
    """A value on the line below its key, or a folded one; a short subject was never folded."""
    if value == "":
        return True
    folded = line.startswith((" ", "\t", ">  "))
    return folded and (kind != "subject" or len(value) >= _FOLDED)


_FOLDED = 40  # characters after which a subject may go on in the next line


def _person(shown: str) -> Address:
    shown = re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", shown).replace("*", "")
    shown = re.sub(r"<mailto:[^>]*>\s*>?", ">" if "<" in shown.split("<mailto:")[0] else "", shown)
    return address(shown)


def _with(block: Heading, *, start: int, forwarded: bool | None = None) -> Heading:
    return Heading(start, block.end, block.author, block.sent, block.subject, forwarded)


def _attribution(lines: list[str], index: int) -> Heading | None:
    """ "Den 24-02-2026 kl. 11:08 skrev Anne <anne@example.dk>:", on one to three lines."""
    if not lines[index].strip():
        return None
    for count in (1, 2, 3):
        chunk = lines[index : index + count]
        if len(chunk) < count or not chunk[-1].strip(" >"):
            return None
        shown = " ".join(line.strip() for line in chunk)
        if _WROTE_WORD.search(shown) and _WROTE.match(shown) and re.search(r"\d", shown):
            return Heading(index, index + count, _writer(shown), sent_at(shown), reply=True)
    return None


def _writer(shown: str) -> Address:
    """Who wrote, in "Den … skrev Anne <anne@example.dk>:" and "On …, Anne <…> wrote:"."""
    parts = _WROTE_WORD.split(shown, maxsplit=1)
    after = _person(parts[1].strip(" :>"))
    if after.email or len(parts) < 2:
        return after
    before = re.search(r"([^\d,:<>\"]{0,60})\"?\s*[<(]([^<>()\s]+@[^<>()\s]+)[>)]", parts[0])
    if before is None:
        return after
    return Address(re.sub(r"^\s*(?:AM|PM)\b", "", before[1]).strip(), before[2])
