"""Returned mail → which addresses our mail did not reach: RFC 3464, and the plain-text kinds."""

import base64
import email
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from comms.danish.pattern import Pattern
from comms.model.bounce import Returned
from comms.sources.mail.words import clean, decode, header

_MOST = 50  # addresses of one report
_TEXT = 20_000  # characters of a plain-text report that are looked at
_LONGEST = 500
_EMAIL = r"[^\s<>()\[\]\"',;:@]{1,80}@[^\s<>()\[\]\"',;:@]{1,190}[a-zA-Z0-9]"
_ADDRESS = Pattern(_EMAIL)
_CODE = Pattern(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY = Pattern(r"(?<![\d.])([45])\d\d(?=[\s-])")
_MESSAGE_ID = Pattern(r"^\s*message-id:\s*(<[^<>\s]{3,390}>)", re.IGNORECASE | re.MULTILINE)
_IDS = Pattern(r"<[^<>\s]{3,390}>")
_OURS = Pattern(r"<(?:udgave|brev)-\d+\.")
# Where the copy of our own mail begins: qmail, Exim, Sendmail and Postfix, Exchange, Gmail.
_COPY = Pattern(
    r"^(?:-{2,}\s*(?:below this line is a copy|this is a copy of|original message|the header of|"
    r"undelivered message|returned message|message header|forwarded message|transcript)"
    r"|original message headers:|"
    r"oprindelige meddelelse|received: from|"
    r"(?:return-path|message-id|dkim-signature|mime-version):)",
    re.IGNORECASE | re.MULTILINE,
)
_UNKNOWN = Pattern(
    r"user\s+unknown|unknown\s+(?:user|recipient|address|local)|no\s+such\s+(?:user|mailbox|"
    r"recipient|address)|(?:does\s+not|doesn.t)\s+exist|not\s+found|couldn.t\s+be\s+found|"
    r"recipientnotfound|unrouteable|invalid\s+(?:recipient|mailbox|address)|mailbox\s+unavailable|"
    r"(?:no\s+mailbox|account\s+that\s+you\s+tried).{0,40}|host\s+(?:or\s+domain\s+name\s+)?not\s+"
    r"found|findes\s+ikke|ikke\s+fundet|ikke\s+blev\s+fundet|ukendt\s+(?:bruger|modtager|adresse)|"
    r"kunne\s+ikke\s+findes",
    re.IGNORECASE,
)
_FULL = Pattern(
    r"(?:mailbox|quota|postkasse\w*|indbakke\w*)\W+(?:\w+\W+){0,3}(?:full|exceeded|fuld)|"
    r"over\s*quota|out\s+of\s+storage",
    re.IGNORECASE,
)
_STILL_TRYING = Pattern(
    r"\b(?:delayed|delay|will\s+(?:be\s+retried|retry|keep\s+trying|continue\s+trying)|"
    r"not\s+yet\s+been\s+delivered|forsinke\w*|forsøger?\s+(?:stadig|igen)|"
    r"you\s+do\s+not\s+need\s+to\s+resend)\b",
    re.IGNORECASE,
)
_ROBOT = Pattern(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?)$", re.IGNORECASE)


def read_returns(raw: bytes, mailbox: str = "") -> tuple[Returned, ...]:
    """Each address of a returned mail, once. raw: a mail that `read_tree` let through.

    mailbox: our own address, which is in every report and never the one that failed.
    """
    message = email.message_from_bytes(raw)
    ours = _our_message_id(message)
    found = list(_from_report(message, ours)) or list(_from_text(message, ours, mailbox))
    once = {one.email.lower(): one for one in reversed(found[:_MOST])}
    return tuple(reversed(once.values()))


def _from_report(message: Message, message_id: str) -> Iterator[Returned]:
    for part in message.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            for block in _blocks(part):
                one = _recipient(block, message_id)
                if one is not None:
                    yield one


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields (RFC 3464, 2.1); some senders encode the whole, which it forbids."""
    payload: object = part.get_payload()
    if isinstance(payload, list) and all(isinstance(one, Message) for one in payload):
        filled = [one for one in payload if one.keys()]
        if filled:
            yield from filled
            return
        text = decode(_unpacked(part, b"\n\n".join(_payload(one) for one in payload)))
    else:
        text = decode(_payload(part))
    for group in re.split(r"\n[ \t]*\n", text[:_TEXT]):
        yield email.message_from_string(group.strip() + "\n\n")


def _unpacked(part: Message, raw: bytes) -> bytes:
    """A message/* part that was encoded all the same: the email package leaves it as it is."""
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(raw)
    try:
        return base64.b64decode(raw) if encoding == "base64" else raw
    except ValueError:
        return raw


def _recipient(block: Message, message_id: str) -> Returned | None:
    original = _typed(block, "Original-Recipient")
    final = _typed(block, "Final-Recipient")
    address = _ADDRESS.search(original) or _ADDRESS.search(final)
    if address is None:
        return None
    diagnostic = _typed(block, "Diagnostic-Code")
    status = _CODE.search(header(str(block.get("Status") or "")))
    code = status[1] if status else ""
    told = _CODE.search(diagnostic)
    # 5.0.0 says no more than "failed" (RFC 3463, 3.1): what the server itself said says more.
    if told and (not code or code.endswith(".0.0")) and told[1][0] == (code or told[1])[0]:
        code = told[1]
    action = header(str(block.get("Action") or "")).lower().split(" ")[0].strip("();,")[:20]
    return Returned(
        address.group(),
        action or ("delayed" if code.startswith("4") else "failed"),
        code if code and not code.endswith(".0.0") else _guessed(diagnostic, code),
        diagnostic[:_LONGEST],
        message_id,
    )


def _typed(block: Message, name: str) -> str:
    """A field of the form `type; value` (RFC 3464, 2.1.2): the value."""
    value = header(str(block.get(name) or ""))
    kind, mark, rest = value.partition(";")
    return rest.strip() if mark and "@" not in kind else value.strip()


def _from_text(message: Message, message_id: str, mailbox: str) -> Iterator[Returned]:
    text = _told(message)
    copy = _COPY.search(text)
    report = text[: copy.start()] if copy else text
    named = _ADDRESS.findall(header(str(message.get("X-Failed-Recipients") or "")))
    addresses = named or [m.group() for m in islice(_ADDRESS.finditer(report), _MOST)]
    for address in dict.fromkeys(addresses):
        local, _, _ = address.partition("@")
        if address.lower() == mailbox.lower() or _ROBOT.match(local):
            continue
        said = _about(report, address)
        waits = bool(_STILL_TRYING.search(report))
        yield Returned(
            address.rstrip("."),
            "delayed" if waits else "failed",
            _guessed(said, "4.0.0" if waits else ""),
            " ".join(said.split())[:_LONGEST],
            message_id,
        )


def _about(report: str, address: str) -> str:
    """What the report says of one address: from it on, until the next one or the end."""
    start = report.find(address)
    if start < 0:
        return report[:2000]
    rest = report[start + len(address) : start + 2000]
    other = next((m for m in _ADDRESS.finditer(rest) if m.group() != address), None)
    said = rest[: other.start()] if other else rest
    return said if said.strip(" >:.\n)") else report[:2000]


def _guessed(said: str, code: str) -> str:
    """An enhanced code out of what a server wrote: its own, else that of the same meaning."""
    told = _CODE.search(said)
    if told:
        return told[1]
    reply = _REPLY.search(said)
    kind = reply[1] if reply else code[:1] or "5"
    if _FULL.search(said):
        return f"{kind}.2.2"
    if _UNKNOWN.search(said) and kind == "5":
        return "5.1.1"
    return f"{kind}.0.0" if reply or code else ""


def _our_message_id(message: Message) -> str:
    """The Message-ID of the mail that came back, one of our own making before any other."""
    found = [*_inner_ids(message)]
    for name in ("In-Reply-To", "References", "X-MS-Exchange-Message-Original-ID"):
        found += _IDS.findall(str(message.get(name) or "")[:8000])
    found += _MESSAGE_ID.findall(_told(message))
    ours = [one for one in found if _OURS.match(one)]
    return (ours or found or [""])[0][:400]


def _inner_ids(message: Message) -> Iterator[str]:
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/rfc822-headers", "message/global-headers"):
            yield from _MESSAGE_ID.findall(decode(_payload(part))[:_TEXT])
        elif part is not message and part.get("Message-ID"):
            yield from _IDS.findall(str(part.get("Message-ID"))[:400])


def _told(message: Message) -> str:
    """The words of the report: its first part of plain text, else of HTML."""
    for wanted in ("text/plain", "text/html"):
        for part in message.walk():
            if part.get_content_type() == wanted and not part.is_multipart():
                text = decode(_payload(part), _charset(part))[:_TEXT]
                return (
                    clean(re.sub(r"<[a-zA-Z/!][^<>]{0,500}>", " ", text))
                    if "html" in wanted
                    else text
                )
    return ""


def _charset(part: Message) -> str:
    try:
        return str(part.get_param("charset", "") or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""
