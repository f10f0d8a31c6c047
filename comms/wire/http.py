"""Fetch a page that somebody else runs: what comes back is capped, and so is where we go.

Written for feeds and calendars, whose addresses stand in schedules.yaml but whose servers
may redirect us anywhere. Proxies and .netrc of the surroundings are not used: the address
that is checked must be the address that is connected to.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests

from comms.errors import BadInput, Refused, TooBig
from comms.wire.dial import Deadline, DialAdapter

USER_AGENT = "Opslagstavlen"
REDIRECTS = {301, 302, 303, 307, 308}
PASSING = {408, 425, 429}  # client errors that say "later", not "never": RFC 9110, 8470, 6585
LONGEST_PAUSE = 7 * 86_400
CHUNK = 65_536


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost. body: decoded bytes; seconds: the whole fetch, all hops."""

    body: int = 10_000_000
    seconds: float = 30.0
    hops: int = 5


@dataclass(frozen=True)
class Known:
    """What the last answer said, to ask "anything new?" (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A whole answer. `url` is where it came from in the end; `body` is decoded."""

    status: int
    body: bytes
    etag: str | None
    last_modified: str | None
    url: str
    content_type: str | None


@dataclass(frozen=True)
class NotModified:
    """304: nothing new since the last time."""

    url: str


class TryLater(Refused):
    """Not now. `retry_after`: seconds that the server asked for, None when it named none."""

    def __init__(self, message: str, *, code: int = 0, retry_after: int | None = None) -> None:
        super().__init__(message, permanent=False, code=code)
        self.retry_after = retry_after


def fetch(
    url: str,
    *,
    known: Known | None = None,
    allow_private: bool = False,
    ca_file: str | None = None,
    limits: Limits | None = None,
) -> Fetched | NotModified:
    """GET `url`, following redirects by hand so that every hop is checked.

    allow_private: loopback, private and link-local networks may be connected to.
    ca_file: PEM file to trust instead of the public authorities.
    Raises BadInput for an address we may not go to, TooBig for a body over the limit,
    TryLater when another time may help, Refused when the server says no for good.
    A look-up of the name is bounded by the system's resolver, not by `limits`.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.seconds)
    with _session(deadline, allow_private=allow_private, ca_file=ca_file) as session:
        for _ in range(limits.hops + 1):
            _check(url)
            with _ask(session, url, known or Known(), deadline) as answer:
                if answer.status_code not in REDIRECTS:
                    return _read(answer, url, limits, deadline)
                url = _next_hop(url, answer.headers.get("Location"))
    raise BadInput(f"{shown(url)}: more than {limits.hops} redirects in a row")


def shown(url: str) -> str:
    """The address as it may stand in a log: without query, which can hold a key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:200]


def retry_after(value: str | None, date: str | None) -> int | None:
    """Seconds in a Retry-After header (RFC 9110, 10.2.3), at most a week; None if unreadable.

    A moment is counted from the answer's own Date header, so that no clock is compared
    with another machine's.
    """
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return min(int(value), LONGEST_PAUSE)
    try:
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(date or "")
    except (ValueError, TypeError):
        return None
    return min(max(int(pause.total_seconds()), 0), LONGEST_PAUSE)


@contextmanager
def _session(
    deadline: Deadline, *, allow_private: bool, ca_file: str | None
) -> Iterator[requests.Session]:
    with requests.Session() as session, deadline:
        session.trust_env = False
        session.verify = ca_file or True
        session.mount("http://", DialAdapter(deadline, allow_private=allow_private))
        session.mount("https://", DialAdapter(deadline, allow_private=allow_private))
        yield session


def _check(url: str) -> None:
    """Raise BadInput unless `url` is a plain web address without a password in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        start = url.partition("?")[0][:100]
        raise BadInput(f"{start!r} is no web address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise BadInput(f"{shown(url)}: only http:// and https:// addresses are fetched")
    if "@" in parts.netloc:
        raise BadInput(f"{shown(url)}: a user name or password in the address is not allowed")


def _next_hop(url: str, location: str | None) -> str:
    if not location:
        raise BadInput(f"{shown(url)}: a redirect that names no address")
    try:
        target = urljoin(url, location)
        leaves_https = urlsplit(url).scheme == "https" != urlsplit(target).scheme
    except ValueError as error:
        raise BadInput(f"{shown(url)}: redirects to something unreadable: {error}") from error
    if leaves_https:
        raise BadInput(f"{shown(url)}: redirects from https to {shown(target)}; refused")
    return target


@contextmanager
def _ask(
    session: requests.Session, url: str, known: Known, deadline: Deadline
) -> Iterator[requests.Response]:
    """The answer with its body still unread. Every way of not answering becomes TryLater."""
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    try:
        with session.get(
            url, headers=headers, timeout=deadline.left(), stream=True, allow_redirects=False
        ) as answer:
            yield answer
    except (requests.RequestException, OSError) as error:
        if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidHeader):
            raise BadInput(f"{shown(url)}: no address that can be asked") from error
        why = f"no whole answer in {deadline.seconds:g} s" if deadline.over() else _brief(error)
        raise TryLater(f"{shown(url)}: {why}") from error


def _read(
    answer: requests.Response, url: str, limits: Limits, deadline: Deadline
) -> Fetched | NotModified:
    status, headers = answer.status_code, answer.headers
    if status == requests.codes.not_modified:
        return NotModified(url)
    if status >= 500 or status in PASSING:
        pause = retry_after(headers.get("Retry-After"), headers.get("Date"))
        raise TryLater(f"{shown(url)}: answered {status}", code=status, retry_after=pause)
    if not 200 <= status < 300:
        raise Refused(f"{shown(url)}: answered {status}", permanent=True, code=status)
    return Fetched(
        status=status,
        body=_body(answer, url, limits, deadline),
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        url=url,
        content_type=headers.get("Content-Type"),
    )


def _body(answer: requests.Response, url: str, limits: Limits, deadline: Deadline) -> bytes:
    """Counted after unpacking: a few kB of gzip can hold gigabytes."""
    body = bytearray()
    for chunk in answer.iter_content(CHUNK):
        body += chunk
        if len(body) > limits.body:
            raise TooBig(f"{shown(url)}: the body is larger than the {limits.body} bytes allowed")
        if deadline.over():
            raise requests.Timeout
    if deadline.over():  # a connection that the deadline shut looks like an ordinary end
        raise requests.Timeout
    return bytes(body)


def _brief(error: Exception) -> str:
    """The innermost reason in a few words: requests wraps errors three deep, with addresses."""
    inner: BaseException = error
    while inner.__cause__ or inner.__context__:
        inner = inner.__cause__ or inner.__context__ or inner
    said = " ".join(str(inner).split())
    return f"no answer ({type(inner).__name__}: {said[:120]})"
