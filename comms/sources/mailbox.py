"""The shared mailbox, by IMAP or as a maildir on disk: one small interface for both."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from comms.errors import BadInput, SettingsError
from comms.wire.imap import Account, Envelope, Imap, ImapError

MOST = 25_000_000  # bytes of one mail; Microsoft 365 sends no more than this by default


@dataclass(frozen=True)
class RawMail:
    """One mail as it lies there. key: the same at every fetch, unique in its mailbox.

    raw: the bytes, or None when it could not be had; then `problem` says why, and too_big that
    it is no use to try again.
    size: bytes, as the mailbox tells. received: when it came to the mailbox, UTC.
    """

    key: str
    raw: bytes | None
    size: int
    received: datetime | None = None
    problem: str = ""
    too_big: bool = False


class Mailbox(Protocol):
    """What the intake stage needs of a mailbox."""

    @property
    def name(self) -> str:
        """What its mail is kept under: the same at every run."""
        ...

    def fetch(self, known: Callable[[str], bool]) -> Iterator[RawMail]:
        """Every mail whose key is not `known`, oldest first, nothing marked by it."""
        ...

    def mark_read(self, keys: Iterable[str]) -> None:
        """These became stories: colleagues need not open them. Unknown keys are passed over."""
        ...


@dataclass
class ImapMailbox:
    """Mail by IMAP. since: older mail is left alone (by the server's own date of arrival)."""

    account: Account
    most: int = MOST
    since: date | None = None

    @property
    def name(self) -> str:
        """As in "imap:user@host/INBOX"."""
        return f"imap:{self.account.username}@{self.account.host}/{self.account.folder}"

    def fetch(self, known: Callable[[str], bool]) -> Iterator[RawMail]:
        """A mail that cannot be fetched is reported and the rest goes on.

        Raises ImapError when the server cannot be reached (again).
        """
        with ExitStack() as open_now:
            imap = open_now.enter_context(Imap(self.account))
            for envelope in list(imap.envelopes(self.since)):
                key = _imap_key(imap.validity, envelope.uid)
                if known(key):
                    continue
                try:
                    yield self._one(imap, key, envelope)
                except ImapError as error:
                    yield RawMail(key, None, envelope.size, envelope.received, str(error))
                    imap = self._again(open_now, imap.validity)

    def mark_read(self, keys: Iterable[str]) -> None:
        """Set \\Seen on these, as long as the folder still is the one the keys are from."""
        wanted = list(keys)
        if not wanted:
            return
        with Imap(self.account) as imap:
            pairs = [_imap_uid(key) for key in wanted]
            imap.mark(uid for validity, uid in pairs if validity == imap.validity)

    def _one(self, imap: Imap, key: str, envelope: Envelope) -> RawMail:
        if envelope.size > self.most:
            return RawMail(
                key,
                None,
                envelope.size,
                envelope.received,
                _too_big(envelope.size, self.most),
                True,
            )
        try:
            raw = imap.fetch(envelope.uid, self.most + 1)
        except BadInput as error:
            return RawMail(key, None, envelope.size, envelope.received, str(error))
        if len(raw) > self.most:  # the server's idea of the size was wrong
            problem = _too_big(len(raw), self.most)
            return RawMail(key, None, len(raw), envelope.received, problem, too_big=True)
        return RawMail(key, raw, len(raw), envelope.received)

    def _again(self, open_now: ExitStack, validity: int) -> Imap:
        """A new connection after a lost one, so that one bad mail does not stop the rest."""
        open_now.close()
        imap = open_now.enter_context(Imap(self.account))
        if imap.validity != validity:
            raise ImapError(f"{self.account.where}: the folder was replaced while we read it")
        return imap


@dataclass
class Maildir:
    """Mail in a maildir. Only read: other programs own the files, and it may lie read-only."""

    path: Path
    most: int = MOST

    @property
    def name(self) -> str:
        """As in "maildir:inbox": the folder's own name, so that it may be moved."""
        return f"maildir:{self.path.name}"

    def fetch(self, known: Callable[[str], bool]) -> Iterator[RawMail]:
        """Every regular file in new/ and cur/. Raises SettingsError when there is neither."""
        for key, path in self._files():
            if not known(key):
                mail = self._one(key, path)
                if mail is not None:
                    yield mail

    def mark_read(self, keys: Iterable[str]) -> None:
        """Nothing: a maildir is left as it is."""

    def _files(self) -> list[tuple[str, Path]]:
        rooms = [self.path / "new", self.path / "cur"]
        if not any(room.is_dir() for room in rooms):
            raise SettingsError(f"MAILBOX=maildir:{self.path}: no folder new or cur there")
        found = [
            (_maildir_key(entry.name), Path(entry.path))
            for room in rooms
            if room.is_dir()
            for entry in os.scandir(room)
            if entry.is_file() and not entry.name.startswith(".")
        ]
        return sorted(found)

    def _one(self, key: str, path: Path) -> RawMail | None:
        try:
            facts = path.stat()
            received = datetime.fromtimestamp(facts.st_mtime, UTC)
            if facts.st_size > self.most:
                problem = _too_big(facts.st_size, self.most)
                return RawMail(key, None, facts.st_size, received, problem, too_big=True)
            raw = path.read_bytes()
        except FileNotFoundError:
            return None  # renamed by another program just now: the next run sees its new name
        except OSError as error:
            return RawMail(key, None, 0, None, f"{path.name}: {error.strerror}")
        return RawMail(key, raw, len(raw), received)


def _too_big(size: int, most: int) -> str:
    return f"mailen fylder {size} bytes; højst {most} læses"


def _imap_key(validity: int, uid: int) -> str:
    """A UID says something only together with UIDVALIDITY (RFC 3501, 2.3.1.1)."""
    return f"{validity}/{uid}"


def _imap_uid(key: str) -> tuple[int, int]:
    validity, _, uid = key.partition("/")
    return (int(validity), int(uid)) if validity.isdigit() and uid.isdigit() else (0, 0)


def _maildir_key(name: str) -> str:
    """The name without its flags, which change when somebody reads the mail (":2,S")."""
    return re.sub(r"[:;!]2,[A-Za-z]*$", "", name)
