"""The relay: where it is, how it is reached, and the ways in which it says no."""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from comms.errors import Refused, SettingsError

Security = Literal["tls", "starttls", "none"]
Step = Literal["sender", "recipient", "data", "content"]


class SmtpRefused(Refused):
    """The relay said no to one message. `step`: at what; `enhanced`: RFC 3463 code or nothing."""

    def __init__(
        self, message: str, *, permanent: bool, code: int, step: Step, enhanced: str
    ) -> None:
        super().__init__(message, permanent=permanent, code=code)
        self.step = step
        self.enhanced = enhanced


class RelayUnavailable(Refused):
    """Nothing was delivered and no recipient is to blame: no connection, no login, 421.

    `settings`: waiting will not help (login, certificate, missing TLS): a person must look.
    """

    def __init__(self, message: str, *, code: int = 0, settings: bool = False) -> None:
        super().__init__(message, permanent=False, code=code)
        self.settings = settings


@dataclass(frozen=True)
class Relay:
    """Where mail is handed over.

    token: gives an OAuth access token; set, it is used instead of the password. timeout: seconds
    for each answer; content_timeout: after the final dot (RFC 5321, 4.5.3.2.6 advises 10 minutes).
    Raises SettingsError for `none` outside loopback.
    """

    host: str
    port: int
    security: Security = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    ca_file: str | None = None
    timeout: float = 60.0
    content_timeout: float = 300.0
    own_name: str = ""

    def __post_init__(self) -> None:
        if self.security == "none" and not is_loopback(self.host):
            raise SettingsError(
                f"SMTP_SECURITY: none is allowed only for loopback, not for {self.host}; "
                "allowed: tls, starttls"
            )


def is_loopback(host: str) -> bool:
    """Whether the name can only mean this machine: localhost, 127.0.0.0/8, ::1."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def unavailable(relay: Relay, error: Exception) -> RelayUnavailable:
    """Any trouble with the connection itself, told in one line."""
    if isinstance(error, RelayUnavailable):
        said = str(error)
        named = said if said.startswith(relay.host) else f"{relay.host}: {said}"
        return RelayUnavailable(named, code=error.code, settings=error.settings)
    if isinstance(error, Refused):
        return RelayUnavailable(str(error), code=error.code, settings=error.permanent)
    where = f"{relay.host}:{relay.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return RelayUnavailable(f"{where}: {error.verify_message} (TLS)", settings=True)
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return RelayUnavailable(f"{where}: {why}")
