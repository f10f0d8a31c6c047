"""The piles that are sent: an issue to its readers, and the letters."""

from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from typing import Protocol

from comms.channels.newsletter import Compiled, Recipient, Sender
from comms.model.delivery import Delivery
from comms.model.issue import Issue
from comms.model.letter import REPLIED, Letter, signed
from comms.stages.dispatch.places import Places
from comms.store.database import Begin
from comms.store.holds import of_issue
from comms.wire.smtp_header import mailbox, wire_address, words
from comms.wire.smtp_mould import Mould, body, message, single


class Outbox(Protocol):
    """parts: whose holds keep it back, beside the switch. issue_id: None for the letters."""

    parts: tuple[str, ...]
    issue_id: int | None

    def message(self, delivery: Delivery, at: datetime) -> bytes:
        """The mail for one row. at: its Date, the same at every try. Raises BadInput."""
        ...


class IssueOutbox:
    """One frozen issue."""

    def __init__(self, issue: Issue, compiled: Compiled, places: Places, domain: str) -> None:
        self.issue_id: int | None = issue.id
        self.parts: tuple[str, ...] = ("newsletter", of_issue(issue.id))
        self._frozen = issue.frozen or ""
        self._compiled = compiled
        self._mould = Mould(compiled.mould)
        self._places = places
        self._domain = domain

    def message(self, delivery: Delivery, at: datetime) -> bytes:
        """The reader's copy; its Message-ID is the same at every try."""
        sign = signed(self._frozen, str(delivery.id), delivery.token)
        reader = Recipient(
            delivery.email,
            delivery.name,
            self._places.leave(delivery.token),
            f"<udgave-{self.issue_id}.{delivery.id}.{sign}@{self._domain}>",
        )
        return self._compiled.message(reader, at, self._mould)


class LetterOutbox:
    """Letters, each with words of its own. banner: what every mail of practice mode says."""

    parts: tuple[str, ...] = ()
    issue_id: int | None = None

    def __init__(self, read: Begin, sender: Sender, banner: str = "") -> None:
        self._read = read
        self._banner = banner
        self._sender = sender
        self._domain = wire_address(sender.address).rpartition("@")[2]

    def message(self, delivery: Delivery, at: datetime) -> bytes:
        """The letter as mail."""
        assert delivery.letter_id is not None
        with self._read() as tx:
            letter = tx.letters.get(delivery.letter_id)
        sign = signed(letter.key, str(letter.id), letter.text)
        letter = self._with_banner(letter)
        headers = [
            ("From", mailbox(self._sender.strategy, self._sender.address)),
            ("Reply-To", self._reply_to(letter)),
            ("To", mailbox(letter.to_name, letter.to_email)),
            ("Subject", words(letter.subject)),
            ("Date", format_datetime(at)),
            ("Message-ID", f"<brev-{letter.id}.{sign}@{self._domain}>"),
            ("Auto-Submitted", letter.submitted),
            *_answering(letter),
        ]
        text = body(letter.text, {})
        made = (
            message(headers, text, body(letter.html, {})) if letter.html else single(headers, text)
        )
        return made.fill({})

    def _reply_to(self, letter: Letter) -> str:
        if letter.reply_to:
            return mailbox("", letter.reply_to)
        return mailbox(self._sender.strategy, self._sender.reply_to)

    def _with_banner(self, letter: Letter) -> Letter:
        """A letter that another stage wrote in a few plain words says it too."""
        if not self._banner or self._banner in letter.text:
            return letter
        return replace(
            letter,
            subject=f"[Testtilstand] {letter.subject}",
            text=f"*** {self._banner} ***\n\n{letter.text}",
        )


def _answering(letter: Letter) -> list[tuple[str, str]]:
    """What an automatic answer says of itself, so that no machine answers it.

    RFC 3834, 3.1.5 and 5; X-Auto-Response-Suppress is what Exchange reads (MS-OXCMAIL).
    """
    found = []
    if letter.in_reply_to.isascii() and letter.in_reply_to:
        found += [("In-Reply-To", letter.in_reply_to), ("References", letter.in_reply_to)]
    if letter.submitted == REPLIED:
        found.append(("X-Auto-Response-Suppress", "All"))
    return found
