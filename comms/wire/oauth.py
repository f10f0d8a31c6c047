"""OAuth 2.0 client credentials (RFC 6749, 4.4) and the XOAUTH2 SASL string, for IMAP and SMTP."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import requests

from comms.errors import OutcomeUnknown, Refused

EARLY = 120.0  # seconds before its end at which a token is no longer used
DEFAULT_LIFE = 300.0  # `expires_in` is only recommended (RFC 6749, 5.1)


@dataclass
class ClientCredentials:
    """A token of the organisation's own, fetched when needed and kept until shortly before its end.

    token_url, scope: for Microsoft 365 `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`
    and `https://outlook.office365.com/.default`. timeout: seconds. verify: True or a CA file.
    Safe to share between threads.
    """

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    timeout: float = 30.0
    verify: bool | str = True
    clock: Callable[[], float] = time.monotonic
    _token: str = field(default="", init=False, repr=False)
    _until: float = field(default=0.0, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def token(self) -> str:
        """The access token, a fresh one if the last is about to end.

        Raises Refused (the server said no, in one line) or OutcomeUnknown (no answer; safe to
        ask again: a token asked for twice does no harm).
        """
        with self._lock:
            if not self._token or self.clock() >= self._until:
                self._fetch()
            return self._token

    def forget(self) -> None:
        """Drop the kept token: a server refused it before its time."""
        with self._lock:
            self._token = ""

    def _fetch(self) -> None:
        asked = self.clock()
        answer = self._ask()
        body = _json(answer)
        token = body.get("access_token")
        if answer.status_code != 200 or not isinstance(token, str) or not _printable(token):
            raise self._refusal(answer.status_code, body)
        life = _seconds(body.get("expires_in"))
        # A token that lives shorter than EARLY is used for half its life, never for none of it.
        self._token, self._until = token, asked + max(life - EARLY, life / 2)

    def _ask(self) -> requests.Response:
        fields = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "scope": self.scope,
        }
        try:
            return requests.post(
                self.token_url,
                data=fields,
                timeout=self.timeout,
                verify=self.verify,
                allow_redirects=False,  # a redirect would carry the secret to another server
            )
        except (requests.RequestException, OSError) as error:
            kind = type(error).__name__
            raise OutcomeUnknown(f"{self.token_url}: no token, no answer ({kind})") from None

    def _refusal(self, status: int, body: dict[str, Any]) -> Refused:
        code = str(body.get("error") or "no access_token in the answer")
        said = str(body.get("error_description") or "")
        line = " ".join(f"{code} {said}".split())[:300].replace(self.client_secret or "\0", "***")
        permanent = 400 <= status < 500 and status != 429
        return Refused(
            f"{self.token_url}: no token, HTTP {status}: {line}", permanent=permanent, code=status
        )


def xoauth2(user: str, token: str) -> str:
    """The SASL XOAUTH2 initial response before base64.

    Source: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth".
    """
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def _json(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(value: object) -> float:
    try:
        return max(float(str(value)), 0.0)
    except ValueError:
        return DEFAULT_LIFE


def _printable(token: str) -> bool:
    return bool(token) and all("!" <= sign <= "~" for sign in token)
