"""What arrives: an HTTP request, read into a call of the Graph API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qsl, urlsplit

from comms.practice.graph.problems import GraphProblemError


@dataclass(frozen=True)
class Request:
    """`kind`: Content-Type. `authorization`: that header; '' where either is absent."""

    method: str
    target: str
    kind: str
    authorization: str
    body: bytes


@dataclass(frozen=True)
class Upload:
    filename: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """`path`: below the version, e.g. `123/feed`. `uploads`: files by their part's name."""

    method: str
    version: str
    path: str
    params: Mapping[str, str]
    authorization: str = ""
    uploads: Mapping[str, Upload] = field(default_factory=dict)


def read_call(request: Request) -> Call:
    """Raises GraphProblemError for a body or a path that is not of the Graph API."""
    url = urlsplit(request.target)
    version, _, path = url.path.strip("/").partition("/")
    pairs = parse_qsl(url.query, keep_blank_values=True)
    try:
        texts, uploads = _read_body(request.kind, request.body)
    except UnicodeDecodeError as odd:
        raise GraphProblemError(100, "The body must be UTF-8") from odd
    params = _once([*pairs, *texts])
    return Call(request.method, version, path, params, request.authorization, uploads)


def _read_body(kind: str, body: bytes) -> tuple[list[tuple[str, str]], dict[str, Upload]]:
    if not body:
        return [], {}
    if kind.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode(), keep_blank_values=True), {}
    if kind.startswith("multipart/form-data"):
        return _read_parts(kind, body)
    raise GraphProblemError(100, "The body must be form data")


def _read_parts(kind: str, body: bytes) -> tuple[list[tuple[str, str]], dict[str, Upload]]:
    """RFC 7578, by hand: the bytes of a photo must come through untouched."""
    boundary = _parameters(kind).get("boundary", "")
    texts, uploads = [], {}
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        told = _disposition(head.decode())
        if "filename" in told:
            uploads[told["name"]] = Upload(told["filename"], data)
        else:
            texts.append((told.get("name", ""), data.decode()))
    return texts, uploads


def _disposition(head: str) -> dict[str, str]:
    lines = [line.partition(":") for line in head.split("\r\n")]
    found = [value for name, _, value in lines if name.lower() == "content-disposition"]
    return _parameters(found[0]) if found else {}


def _parameters(header: str) -> dict[str, str]:
    message = Message()
    message["Content-Type"] = header.strip()
    return {str(name): str(value) for name, value in message.get_params(failobj=[])}


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    params = dict(pairs)
    if len(params) != len(pairs):
        raise GraphProblemError(100, "A parameter stands twice")
    return params
