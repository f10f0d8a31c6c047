"""One HTTP exchange with Facebook, and what its end means.

A write is tried exactly once. A read is tried again with growing, jittered pauses. No exception
raised here carries the request: its headers hold the token.
"""

import hmac
import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from urllib3.util import Retry

from comms.errors import SettingsError
from comms.wire.graph.errors import Answer, NotReached, Silence, TooManyCalls
from comms.wire.graph.failures import is_unsure, not_reached, read_error, refusal
from comms.wire.graph.operations import Operation, checked
from comms.wire.graph.usage import Usage, read_usage

READ_RETRIES = Retry(total=3, backoff_factor=0.5, backoff_jitter=0.5, backoff_max=10)
ANSWER_LIMIT = 8_000_000
LOOPBACK = ("127.0.0.1", "::1", "localhost")

Upload = Mapping[str, tuple[str, bytes]]
Json = dict[str, Any]


class _UnsentError(Exception):
    """The connection was never made, so Facebook saw nothing."""


class _UnansweredError(Exception):
    """It was sent, or may have been, and no readable answer came."""


class _Bearer(AuthBase):
    """The token in the header. As `auth`, so that no .netrc file can put another in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass(repr=False)
class Transport:
    """`timeout`: seconds for the connection and for each read. `verify`: True, or a CA file.

    `pause`, `clock`: sleep and monotonic seconds, replaced in tests.
    """

    base_url: str
    version: str
    token: str
    app_secret: str = ""
    timeout: float = 20.0
    verify: bool | str = True
    retries: Retry = READ_RETRIES
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    usage: Usage = field(default=Usage(), init=False)
    _usage_ends: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._check_settings()
        self._session = requests.Session()
        self._session.auth = _Bearer(self.token)
        self._session.trust_env = urlsplit(self.base_url).hostname not in LOOPBACK

    def _check_settings(self) -> None:
        url = urlsplit(self.base_url)
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
            raise SettingsError("FACEBOOK_GRAPH_URL: https is needed (http only on loopback)")
        if not re.fullmatch(r"v\d+\.\d+", self.version):
            raise SettingsError("FACEBOOK_API_VERSION: must look like v26.0")

    def close(self) -> None:
        self._session.close()

    def read(self, operation: Operation, path: str, params: Mapping[str, object]) -> Json:
        """GET, tried again after silence. Raises GraphRefused; NotReached after the last try."""
        tries = self.retries
        while True:
            try:
                return self._exchange(operation, path, params, None)
            except (_UnsentError, _UnansweredError, Silence) as silence:
                words = str(silence)
            try:
                tries = tries.increment("GET", path)
            except MaxRetryError:
                break
            self.pause(tries.get_backoff_time())
        raise not_reached(str(operation), words)

    def write(
        self,
        operation: Operation,
        path: str,
        params: Mapping[str, object],
        upload: Upload | None = None,
    ) -> Json:
        """Ask Facebook to change something. Tried once: a second try may post twice.

        Raises GraphRefused when nothing was changed, Silence when that is not known.
        """
        if self._now_used().stops:
            raise self._our_own_stop(operation)
        failed: NotReached | Silence
        try:
            return self._exchange(operation, path, params, upload)
        except _UnsentError as unsent:
            failed = not_reached(str(operation), str(unsent))
        except _UnansweredError as silence:
            failed = Silence(Answer(str(operation), str(silence)))
        raise failed

    def _our_own_stop(self, operation: Operation) -> TooManyCalls:
        words = f"{self.usage.percent} % of the allowance is used, so it was not sent"
        wait = self.usage.regain_minutes
        return TooManyCalls(Answer(str(operation), words), wait_minutes=wait)

    def _exchange(
        self,
        operation: Operation,
        path: str,
        params: Mapping[str, object],
        upload: Upload | None,
    ) -> Json:
        fields = checked(operation, self._proved(params))
        if wait := self._now_used().pause:
            self.pause(wait)
        where = {"params": fields} if operation.method != "POST" else {"data": fields}
        status, headers, body = self._send(operation.method, path, where, upload)
        self._note(headers)
        return self._judged(operation, status, body)

    def _proved(self, params: Mapping[str, object]) -> Mapping[str, object]:
        """With the proof that we know the app secret (Graph API, "Secure Graph API Calls")."""
        if not self.app_secret:
            return params
        return {**params, "appsecret_proof": proof(self.token, self.app_secret)}

    def _send(
        self, method: str, path: str, where: Mapping[str, Any], upload: Upload | None
    ) -> tuple[int, Mapping[str, str], bytes]:
        try:
            with self._session.request(
                method,
                f"{self.base_url.rstrip('/')}/{self.version}/{path}",
                **where,
                files=upload,
                timeout=self.timeout,
                verify=self.verify,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return answer.status_code, answer.headers, _body(answer)
        except (requests.RequestException, OSError) as error:
            unsent, words = _never_sent(error), type(error).__name__
        if unsent:
            raise _UnsentError(f"no connection ({words})")
        raise _UnansweredError(f"the answer did not come ({words})")

    def _judged(self, operation: Operation, status: int, body: bytes) -> Json:
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise _UnansweredError(f"HTTP {status} with an answer that is no JSON object")
        error = told.get("error")
        if error is None and status < 300:
            return told
        if not isinstance(error, dict):
            raise _UnansweredError(f"HTTP {status} with an answer that tells no error")
        answer = read_error(str(operation), status, error, self._secrets())
        if is_unsure(answer):
            raise Silence(answer)
        raise refusal(answer, self.usage.regain_minutes)

    def _secrets(self) -> Iterator[str]:
        yield self.token
        if self.app_secret:
            yield self.app_secret
            yield proof(self.token, self.app_secret)

    def _note(self, headers: Mapping[str, str]) -> None:
        told = read_usage(headers)
        if told is not None:
            self.usage, self._usage_ends = told, self.clock() + told.lasts

    def _now_used(self) -> Usage:
        """The last figure told, until it is too old to go by: then one call may ask anew."""
        if self.clock() >= self._usage_ends:
            self.usage = Usage()
        return self.usage


def proof(token: str, app_secret: str) -> str:
    """HMAC-SHA256 of the token with the app secret, hex."""
    return hmac.new(app_secret.encode(), token.encode(), "sha256").hexdigest()


def _body(answer: requests.Response) -> bytes:
    taken = bytearray()
    for piece in answer.iter_content(65536):
        taken += piece
        if len(taken) > ANSWER_LIMIT:
            raise requests.exceptions.ContentDecodingError("answer too long")
    return bytes(taken)


def _never_sent(error: BaseException | None) -> bool:
    """True when the connection was never made: then surely nothing happened."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(
            error, NewConnectionError | ConnectTimeoutError | ssl.SSLCertVerificationError
        ):
            return True
        seen.add(id(error))
        error = _inner(error)
    return False


def _inner(error: BaseException) -> BaseException | None:
    """What lies behind an error: urllib3 and requests pack the first one in their own."""
    reason = getattr(error, "reason", None)
    if isinstance(reason, BaseException):
        return reason
    packed = [arg for arg in error.args if isinstance(arg, BaseException)]
    return packed[0] if packed else error.__cause__


class _NoSecretsInUrls(logging.Filter):
    """urllib3 logs each URL at debug level; a proof or an asked-for token must not stand there."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                _SECRET.sub(r"\1=…", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True


_SECRET = re.compile(r"(access_token|input_token|appsecret_proof)=[^&\s]*")
logging.getLogger("urllib3.connectionpool").addFilter(_NoSecretsInUrls())
