"""IMAP4rev1 (RFC 3501) as transport: list, fetch without marking, mark. Never expunges.

imap_tools' own `flag()` and `delete()` expunge the whole folder, and with it the mail that
colleagues have deleted; so marking is a bare UID STORE here, and nothing is ever removed.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Any, Literal, Self

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderStatusValueError

from comms.errors import BadInput, CommsError, SettingsError

Security = Literal["tls", "starttls", "none"]
PORTS = {"tls": 993, "starttls": 143, "none": 143}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BATCH = 500  # UIDs asked about in one command: a line stays well below servers' limits
_OTHER_LITERAL = 1_000_000  # bytes of what is sent besides mail
_FAILURES = (
    imaplib.IMAP4.error,
    ImapToolsError,
    MailboxFolderStatusValueError,
    OSError,
    ValueError,
)


class ImapError(CommsError):
    """The mailbox cannot be reached, does not let us in, or went away under us."""


@dataclass(frozen=True)
class Account:
    """Where the mailbox is and how we log in. token: gives an XOAUTH2 access token; set = used.

    port: 0 means the usual one. ca_file: trust these authorities instead of the machine's.
    """

    host: str
    username: str
    password: str = field(default="", repr=False)
    port: int = 0
    security: Security = "tls"
    folder: str = "INBOX"
    ca_file: str = ""
    timeout: float = 60.0
    token: Callable[[], str] | None = field(default=None, repr=False)

    @property
    def where(self) -> str:
        """For messages: "mail.example.dk:993"."""
        return f"{self.host}:{self.port or PORTS[self.security]}"


@dataclass(frozen=True)
class Envelope:
    """What is known before fetching. size: bytes (RFC822.SIZE). received: INTERNALDATE, UTC."""

    uid: int
    size: int
    received: datetime | None = None


class Imap:
    """One connection, opened by `with`. Reads through EXAMINE, so reading cannot mark anything."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.validity = 0
        self._box: BaseMailBox | None = None
        self._most = _OTHER_LITERAL

    def __enter__(self) -> Self:
        self._box = _connected(self.account)
        self._plain_read = self._box.client.read
        vars(self._box.client)["read"] = self._read
        try:
            self._log_in(self._box)
            self._open(readonly=True)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def envelopes(self, since: date | None = None) -> Iterator[Envelope]:
        """All mail in the folder that is not marked deleted, oldest first. since: by INTERNALDATE.

        Raises ImapError when the connection is lost.
        """
        wanted = "UNDELETED" if since is None else f"UNDELETED SINCE {_imap_date(since)}"
        uids = [int(uid) for uid in self._asked(self.box.uids, wanted, None)]
        for first in range(0, len(uids), BATCH):
            batch = ",".join(map(str, uids[first : first + BATCH]))
            lines = self._uid("FETCH", batch, "(RFC822.SIZE INTERNALDATE)")
            yield from sorted(filter(None, map(_envelope, lines)), key=lambda e: e.uid)

    def fetch(self, uid: int, most: int) -> bytes:
        """The raw mail, not marked as read, at most `most` bytes of it.

        Raises BadInput when the server does not hand it out, ImapError when it is gone itself.
        """
        self._most = max(most, _OTHER_LITERAL)
        lines = self._uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{most}>)")
        self._most = _OTHER_LITERAL
        for line in lines:
            # Servers may slip in FETCH lines about other mail (RFC 3501, 7.4.2).
            if isinstance(line, tuple) and len(line) > 1 and b"BODY[]" in line[0]:
                return bytes(line[1])
        raise BadInput(f"{self.account.where}: mail {uid} was not handed out")

    def mark(self, uids: Iterable[int], flag: str = r"\Seen") -> None:
        """Set one flag or keyword on these mails; touches nothing else. Raises ImapError."""
        chosen = sorted(set(uids))
        if not chosen:
            return
        self._open(readonly=False)
        for first in range(0, len(chosen), BATCH):
            batch = ",".join(map(str, chosen[first : first + BATCH]))
            self._uid("STORE", batch, "+FLAGS.SILENT", f"({flag})")
        # Never CLOSE: leaving a folder that way expunges it (RFC 3501, 6.4.2).
        self._open(readonly=True)

    def close(self) -> None:
        """Say goodbye; a server that is gone already does not matter."""
        box, self._box = self._box, None
        if box is not None:
            try:
                box.logout()
            except _FAILURES:
                with suppress(OSError):
                    box.client.shutdown()

    @property
    def box(self) -> BaseMailBox:
        """The open connection. Raises ImapError when there is none."""
        if self._box is None:
            raise ImapError(f"{self.account.where}: not connected")
        return self._box

    def _read(self, size: int) -> bytes:
        """A literal. imaplib would wait for, and hold, as many bytes as the server announces."""
        if size > self._most:
            raise imaplib.IMAP4.abort(f"{size} bytes announced where {self._most} were asked for")
        return bytes(self._plain_read(size))

    def _log_in(self, box: BaseMailBox) -> None:
        account = self.account
        token = account.token() if account.token else ""
        try:
            if account.token:
                box.xoauth2(account.username, token, initial_folder=None)
            elif account.username.isascii() and account.password.isascii():
                box.login(account.username, account.password, initial_folder=None)
            else:  # LOGIN carries ASCII only; AUTHENTICATE PLAIN carries UTF-8 (RFC 4616)
                box.login_utf8(account.username, account.password, initial_folder=None)
        except _FAILURES as error:
            raise ImapError(
                f"{account.where}: login as {account.username} refused: "
                f"{_reason(error, account.password, token)}"
            ) from None

    def _open(self, *, readonly: bool) -> None:
        """EXAMINE or SELECT; notes UIDVALIDITY, without which a UID means nothing."""
        folder = self.account.folder
        self._asked(self.box.folder.set, folder, readonly)
        shown: list[Any] = self.box.client.untagged_responses.get("UIDVALIDITY") or [b"0"]
        self.validity = int(shown[-1])

    def _uid(self, command: str, *arguments: str) -> list[Any]:
        status, lines = self._asked(self.box.client.uid, command, *arguments)
        if status != "OK":
            raise BadInput(f"{self.account.where}: {command} refused: {_shown(lines)}")
        return list(lines or [])

    def _asked(self, question: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return question(*arguments)
        except (imaplib.IMAP4.abort, OSError) as error:
            raise ImapError(f"{self.account.where}: connection lost: {_reason(error)}") from None
        except _FAILURES as error:
            raise ImapError(f"{self.account.where}: {_reason(error)}") from None


def _connected(account: Account) -> BaseMailBox:
    """A greeting from the server; TLS is verified before anything secret is said."""
    port, timeout = account.port or PORTS[account.security], account.timeout
    try:
        if account.security == "none":
            _only_at_home(account.host)
            return MailBoxUnencrypted(account.host, port, timeout=timeout)
        trust = ssl.create_default_context(cafile=account.ca_file or None)
        if account.security == "starttls":
            return MailBoxStartTls(account.host, port, timeout=timeout, ssl_context=trust)
        return MailBox(account.host, port, timeout=timeout, ssl_context=trust)
    except _FAILURES as error:
        raise ImapError(f"{account.where}: cannot connect: {_reason(error)}") from None


def _only_at_home(host: str) -> None:
    """Passwords and mail in clear text never leave the machine."""
    try:
        home = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        home = False
    if not home:
        raise SettingsError(f"IMAP_SECURITY=none is taken only for loopback, not for {host}")


_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")


def _envelope(line: Any) -> Envelope | None:
    shown = b" ".join(line) if isinstance(line, tuple) else line
    if not isinstance(shown, bytes):
        return None
    uid, size = _UID.search(shown), _SIZE.search(shown)
    if uid is None or size is None:
        return None
    when = imaplib.Internaldate2tuple(shown)
    # imaplib turns the server's moment into this machine's local time.
    received = None if when is None else datetime(*when[:6]).astimezone(UTC)
    return Envelope(int(uid[1]), int(size[1]), received)


def _imap_date(day: date) -> str:
    """As in "03-Mar-2026", English whatever the machine's language (RFC 3501, date-text)."""
    return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}"


def _reason(error: BaseException, *secrets: str) -> str:
    """One line of what the server or the machine said, without our secrets."""
    text = str(error) or type(error).__name__
    for secret in secrets:
        text = text.replace(secret, "***") if secret else text
    return " ".join(text.split())[:200]


def _shown(lines: Any) -> str:
    return " ".join(str(line) for line in lines or [])[:200]
