"""The automatic answer to who wrote to us: neutral, rare, and never to a machine (RFC 3834)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from comms.danish.calendar import local
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.letter import REPLIED, Letter
from comms.model.privacy import Kind
from comms.model.subscriber import keyed_hash
from comms.store.transaction import Transaction

KIND = "acknowledgement"
ANSWERED = frozenset({Disposition.STORY, Disposition.QUESTION, Disposition.AMBASSADOR})


class Words(Protocol):
    """A letter's words."""

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def html(self) -> str: ...


class Rules(Protocol):
    """When we answer, and what happens next with each kind of mail; '' for no answer."""

    @property
    def send(self) -> bool: ...

    @property
    def within(self) -> timedelta: ...

    @property
    def most_an_hour(self) -> int: ...

    @property
    def story(self) -> str: ...

    @property
    def question(self) -> str: ...

    @property
    def ambassador(self) -> str: ...


class WriteAnswer(Protocol):
    """Writes the words. next: what happens now. acute: 112 is said first."""

    def __call__(self, *, next: str, acute: bool) -> Words: ...  # noqa: A002 — the template's word


@dataclass(frozen=True)
class Acknowledging:
    """key: what addresses are hashed with. ours: addresses of our own, in small letters."""

    rules: Rules
    write: WriteAnswer
    key: str = field(repr=False)
    ours: Collection[str] = ()

    def answer(
        self, tx: Transaction, item: Item, item_id: int, received: datetime, now: datetime
    ) -> str:
        """Write the letter, in the transaction that stores the item. Returns what was done."""
        if not self.rules.send or item.disposition not in ANSWERED:
            return ""
        reason = self._why_not(tx, item, received, now)
        if not reason and not tx.letters.write(self._letter(item, item_id, now), now):
            reason = "afsenderen har fået et i dag"
        return (
            f"intet automatisk svar: {reason}" if reason else "vi har svaret, at mailen er kommet"
        )

    def _why_not(self, tx: Transaction, item: Item, received: datetime, now: datetime) -> str:
        if not item.answer.to:
            return item.answer.why_not
        if item.answer.to in self.ours:
            return "mailen kom fra en af vores egne adresser"
        if not self._next(item):
            return "det er slået fra for den slags mails"
        # A mailbox that was moved gives all its mails a new arrival: their own date counts too.
        if min(received, item.answer.sent or received) < now - self.rules.within:
            return "mailen er for gammel"
        if tx.letters.count_since(KIND, now - timedelta(hours=1)) >= self.rules.most_an_hour:
            return "der er sendt for mange i den sidste time"
        return ""

    def _next(self, item: Item) -> str:
        return {
            Disposition.STORY: self.rules.story,
            Disposition.QUESTION: self.rules.question,
            Disposition.AMBASSADOR: self.rules.ambassador,
        }[item.disposition].strip()

    def _letter(self, item: Item, item_id: int, now: datetime) -> Letter:
        acute = any(finding.kind is Kind.ACUTE for finding in item.findings)
        words = self.write(next=self._next(item), acute=acute)
        hashed = keyed_hash(_without_tag(item.answer.to), self.key)
        return Letter(
            key=f"{KIND}:{hashed}:{local(now):%Y-%m-%d}",
            kind=KIND,
            to_email=item.answer.to,
            subject=words.subject,
            text=words.text,
            html=words.html,
            in_reply_to=item.message_id if _is_message_id(item.message_id) else "",
            submitted=REPLIED,
            item_id=item_id,
        )


def _without_tag(email: str) -> str:
    """A ticket system that answers from case+17@ and then case+18@ is one address."""
    name, _, domain = email.rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def _is_message_id(text: str) -> bool:
    """RFC 5322, 3.6.4: what may stand in In-Reply-To. Anything else would break our own header."""
    return text.startswith("<") and text.endswith(">") and text.isascii() and " " not in text
