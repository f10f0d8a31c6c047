"""A raw mail → its parts, within limits. The email package's compat32 policy survives the most."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from comms.errors import BadInput, TooBig
from comms.sources.mail.cargo import Cargo, unload
from comms.sources.mail.limits import Limits
from comms.sources.mail.mended import mended
from comms.sources.mail.parameters import parameters, value_of
from comms.sources.mail.transfer import from_base64, payload
from comms.sources.mail.words import decode, header

_DELIMITER = re.compile(rb"^--\S", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_EMBEDDED = re.compile(rb"^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)
# Parameters of such a header are parsed in quadratic time.
_LONG_HEADER = re.compile(
    rb"^content-(?:type|disposition):(?:[^\n]|\n[ \t]){8000}", re.IGNORECASE | re.MULTILINE
)
_MAILS = ("message/rfc822", "message/global", "message/news")
_IS_MAIL = re.compile(rb"\s{0,20}[!-9;-~]{1,80}[ \t]*:[^\n]*\n[!-~ \t]")
_HEADER_LINE = re.compile(rb"^[!-9;-~]{1,80}:", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A leaf of the tree. depth: how many attached mails it lies in. raw: decoded bytes."""

    mime: str
    raw: bytes = field(repr=False)
    charset: str = ""
    name: str = ""
    content_id: str = ""
    disposition: str = ""
    flowed: bool = False
    delsp: bool = False
    method: str = ""
    within: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Letter:
    """A mail or an attached mail: its headers, its own parts and the mails attached to it."""

    headers: tuple[tuple[str, str], ...]
    mime: str
    parts: tuple[Part, ...] = ()
    attached: tuple["Letter", ...] = ()
    protocol: str = ""

    def header(self, name: str) -> str:
        """The first header of that name (small letters), decoded; or an empty string."""
        return next((header(value) for key, value in self.headers if key == name), "")


def read_tree(raw: bytes, limits: Limits) -> Letter:
    """The mail with its parts. Raises TooBig beyond a limit, BadInput when there is no mail."""
    light, cargo = _light(raw, limits)
    try:
        message = email.message_from_bytes(light)
    except RecursionError:
        raise TooBig("mailen har for mange lag inde i hinanden") from None
    except (ValueError, LookupError, TypeError, IndexError, AttributeError) as error:
        raise BadInput(f"mailen kan ikke læses ({type(error).__name__})") from None
    if not message.keys():
        raise BadInput("mailen har intet mailhoved")
    budget = _Budget(limits, cargo)
    try:
        return _letter(message, budget, 0)
    except RecursionError:
        raise TooBig("mailen har for mange lag inde i hinanden") from None


def _light(raw: bytes, limits: Limits) -> tuple[bytes, Cargo]:
    """The mail without its large files, and these; of a size and shape that may be parsed."""
    _check_size(raw, limits)
    light, cargo = unload(mended(raw))
    _check_shape(light, limits)
    return light, cargo


def _check_size(raw: bytes, limits: Limits) -> None:
    if len(raw) > limits.size:
        raise TooBig(f"mailen fylder {len(raw)} bytes; højst {limits.size} læses")
    if not re.search(rb"\S", raw):
        raise BadInput("mailen er tom")
    if raw.count(b"\n") > limits.lines or raw.count(b"\r") > limits.lines:
        raise TooBig(f"mailen har mere end {limits.lines} linjer")


def _check_shape(raw: bytes, limits: Limits) -> None:
    """What can be seen from the bytes alone, before a parser spends its time on them."""
    end = raw.find(b"\r\n\r\n" if b"\r\n\r\n" in raw[:200_000] else b"\n\n")
    head = raw if end < 0 else raw[:end]
    if len(head) > limits.head and _HEADER_LINE.match(head.lstrip()):
        raise TooBig(f"mailens hoved fylder {len(head)} bytes; højst {limits.head} læses")
    folded = rb"^[!-9;-~]{1,80}:[^\n]*(?:\n[ \t][^\n]*){%d}" % limits.folds
    if re.search(folded, raw, re.MULTILINE):
        raise TooBig(f"mailen har et hoved på mere end {limits.folds} linjer")
    if len(_HEADER_LINE.findall(head)) > limits.headers:
        raise TooBig(f"mailen har mere end {limits.headers} linjer i hovedet")
    if _LONG_HEADER.search(raw):
        raise TooBig("mailen har et hoved på mere end 8000 bytes om sine dele")
    if len(_BOUNDARY.findall(raw)) > limits.parts or len(_EMBEDDED.findall(raw)) > limits.parts:
        raise TooBig(f"mailen har mere end {limits.parts} dele inde i hinanden")
    if len(_DELIMITER.findall(raw)) > limits.parts * 4:
        raise TooBig(f"mailen har mere end {limits.parts} dele")


@dataclass
class _Budget:
    limits: Limits
    cargo: Cargo
    parts: int = 0

    def spend(self, message: Message, depth: int) -> None:
        self.parts += 1
        if self.parts > self.limits.parts:
            raise TooBig(f"mailen har mere end {self.limits.parts} dele")
        if depth > self.limits.depth:
            raise TooBig(f"mailen har mere end {self.limits.depth} lag inde i hinanden")
        if len(message.keys()) > self.limits.headers:
            raise TooBig(f"mailen har mere end {self.limits.headers} linjer i hovedet")


def _letter(message: Message, budget: _Budget, depth: int) -> Letter:
    parts: list[Part] = []
    attached: list[Letter] = []
    typed = parameters(_line(message, "content-type"))
    for node, within in _leaves(message, budget, depth, ()):
        if isinstance(node, Letter):
            attached.append(node)
        else:
            parts.append(_part(node, within, depth, budget.cargo))
    return Letter(
        _headers(message, budget.limits),
        message.get_content_type().lower(),
        tuple(parts),
        tuple(attached),
        typed.get("report-type", "") or typed.get("protocol", ""),
    )


def _leaves(
    message: Message, budget: _Budget, depth: int, within: tuple[str, ...]
) -> Iterator[tuple[Message | Letter, tuple[str, ...]]]:
    budget.spend(message, depth + len(within))
    kind = message.get_content_type().lower()
    held = message.get_payload() if message.is_multipart() else None
    children = [child for child in held or () if isinstance(child, Message)]
    if kind in _MAILS or message.get_content_maintype() != "multipart":
        inner = _attached(message, children, budget)
        if inner is not None:
            yield _letter(inner, budget, depth + len(within) + 1), within
            return
    if isinstance(held, list):
        for child in children:
            yield from _leaves(child, budget, depth, (*within, kind))
    else:
        yield message, within


def _attached(node: Message, children: list[Message], budget: _Budget) -> Message | None:
    """The mail that a part holds: as it should be, encoded against the rules, or as a file."""
    kind = node.get_content_type().lower()
    if kind in _MAILS and children and (children[0].keys() or len(children) > 1):
        return children[0]
    if kind in _MAILS and children:
        held = vars(children[0])["_payload"]
        raw = from_base64(held.encode()) if isinstance(held, str) and held.isascii() else b""
    elif not children and _own_name(node).lower().endswith(".eml"):
        raw = payload(node, value_of(_line(node, "content-transfer-encoding")), budget.cargo)
    else:
        return None
    if not _IS_MAIL.match(raw):
        return None
    _check_size(raw, budget.limits)
    whole = mended(raw)
    _check_shape(whole, budget.limits)
    return email.message_from_bytes(whole)


def _part(node: Message | Letter, within: tuple[str, ...], depth: int, cargo: Cargo) -> Part:
    assert isinstance(node, Message)
    kind = node.get_content_type().lower()
    typed = parameters(_line(node, "content-type"))
    placed = _line(node, "content-disposition")
    return Part(
        # A tree that lost its boundary: what stands there is shown as it is.
        mime="text/plain" if kind.startswith("multipart/") else kind,
        raw=payload(node, value_of(_line(node, "content-transfer-encoding")), cargo),
        charset=typed.get("charset", "").partition(";")[0][:60],
        name=_own_name(node),
        content_id=_line(node, "content-id").strip("<> "),
        disposition=value_of(placed),
        flowed=typed.get("format", "").lower() == "flowed",
        delsp=typed.get("delsp", "").lower() == "yes",
        method=typed.get("method", "").upper()[:20],
        within=within,
        depth=depth,
    )


def _line(node: Message, name: str) -> str:
    """The first header of that name as text on one line, its encoded words as they are."""
    # raw_items gives bytes that are no ASCII as surrogates; str() of the others would be slower.
    found = next((value for key, value in node.raw_items() if key.lower() == name), "")
    return " ".join(_text(str(found)).split())


def _text(value: str) -> str:
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))


def _own_name(node: Message) -> str:
    placed = parameters(_line(node, "content-disposition")).get("filename")
    return file_name(placed or parameters(_line(node, "content-type")).get("name", ""))


def file_name(shown: str) -> str:
    """The file's own name, whatever folder or signs that no file system takes stand around it."""
    alone = re.split(r"[/\\]", shown)[-1]
    return re.sub(r'[\x00-\x1f<>:"|?*]+', "_", alone).strip(". ")[-150:]


def _headers(message: Message, limits: Limits) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.lower(), _text(str(value)[: limits.header])) for name, value in message.raw_items()
    )
