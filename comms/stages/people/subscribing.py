"""The newsletter's readers: in by two steps (double opt-in), out by one (RFC 8058)."""

import secrets
from datetime import datetime
from typing import Protocol

from comms.danish.calendar import local
from comms.errors import NotFound, UsageError
from comms.model.letter import Letter
from comms.model.subscriber import Subscriber, SubscriberStatus, address, keyed_hash
from comms.store.database import Begin
from comms.store.transaction import Transaction

READER = "reader"  # who did it, in the record: never the person's name
SOURCE = "tilmeld"


class Words(Protocol):
    """A letter's words."""

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def html(self) -> str: ...


class WriteConfirm(Protocol):
    """Writes the letter that asks "was it you?"."""

    def __call__(self, *, name: str, url: str, consent: str) -> Words: ...


class Subscribing:
    """key: secret that the hash of a leaver is made with. consent: the words agreed to."""

    def __init__(
        self, begin: Begin, write: WriteConfirm, *, public_url: str, key: str, consent: str
    ) -> None:
        self.begin = begin
        self.write = write
        self.public_url = public_url
        self.key = key
        self.consent = consent

    def ask(self, email: str, name: str, now: datetime) -> None:
        """The first step: write the letter with the link, one a day at most for an address.

        Nothing tells whether the address was known. Raises BadInput for what is no address.
        """
        clean = address(email)
        with self.begin() as tx:
            self.ask_within(tx, clean, name, now)

    def ask_within(
        self,
        tx: Transaction,
        email: str,
        name: str,
        now: datetime,
        source: str = SOURCE,
        by: str = READER,
    ) -> bool:
        """The same inside a transaction. email: as `address` writes it. False: a reader already."""
        called = " ".join(name.split())[:200]
        reader = self._pending(tx, email, called, now)
        if reader is None:
            return False
        url = f"{self.public_url}/bekraeft/{reader.token}"
        words = self.write(name=called, url=url, consent=self.consent)
        letter = Letter(
            key=f"confirm:{keyed_hash(email, self.key)}:{local(now):%Y-%m-%d}",
            kind="confirm",
            to_email=email,
            to_name=called,
            subject=words.subject,
            text=words.text,
            html=words.html,
        )
        if tx.letters.write(letter, now):
            consent = tx.subscribers.add_consent(self.consent, source, now)
            tx.subscribers.consented(reader.id, consent)
            tx.audit.record(by, "ask", "subscriber", reader.id, now)
        return True

    def confirm(self, token: str, now: datetime) -> bool:
        """The second step. True: they are in, also when they were before. False: no such link."""
        with self.begin() as tx:
            reader = tx.subscribers.by_token(token)
            if reader is None or reader.status not in _INSIDE:
                return False
            if reader.status is SubscriberStatus.PENDING:
                tx.subscribers.move(reader.id, reader.status, SubscriberStatus.ACTIVE, now)
                tx.audit.record(READER, "confirm", "subscriber", reader.id, now)
            return True

    def leave(self, token: str, now: datetime) -> bool:
        """Out at once; a keyed hash keeps a later import from adding them. False: no such token."""
        with self.begin() as tx:
            reader = tx.subscribers.by_token(token)
            if reader is None:
                return False
            self.leave_within(tx, reader, now)
            return True

    def leave_within(
        self, tx: Transaction, reader: Subscriber, now: datetime, by: str = READER, reason: str = ""
    ) -> bool:
        """The same inside a transaction. False: they had left before."""
        if reader.status is SubscriberStatus.LEFT:
            return False
        tx.subscribers.move(reader.id, reader.status, SubscriberStatus.LEFT, now)
        tx.subscribers.depart(keyed_hash(reader.email, self.key), now)
        told = {"reason": reason} if reason else {}
        tx.audit.record(by, "leave", "subscriber", reader.id, now, **told)
        return True

    def take_off(self, email: str, by: str, reason: str, now: datetime) -> bool:
        """Staff take an address off the list. False: it had left. Raises NotFound, UsageError."""
        with self.begin() as tx:
            return self.take_off_within(tx, email, tx.staff.acting(by), reason, now)

    def take_off_within(
        self, tx: Transaction, email: str, who: str, reason: str, now: datetime
    ) -> bool:
        """The same inside a transaction. who: an account's own name."""
        if not reason.strip():
            raise UsageError("Skriv, hvorfor adressen skal af listen.")
        return self.leave_within(tx, _reader(tx, email), now, who, reason.strip())

    def restore(self, email: str, by: str, reason: str, now: datetime) -> None:
        """Write to an address again that was left alone because mail to it came back.

        Raises NotFound, UsageError for a reader who is not left alone.
        """
        if not reason.strip():
            raise UsageError("Skriv, hvorfor adressen skal på listen igen.")
        with self.begin() as tx:
            who = tx.staff.acting(by)
            reader = _reader(tx, email)
            if not tx.subscribers.restore(reader.id):
                raise UsageError(f"{reader.email} er ikke sat på pause.")
            tx.audit.record(who, "restore", "subscriber", reader.id, now, reason=reason.strip())

    def _pending(self, tx: Transaction, email: str, name: str, now: datetime) -> Subscriber | None:
        """The reader who waits for the second step; None when there is nothing to ask them."""
        fresh = Subscriber(email, secrets.token_urlsafe(24), name, SubscriberStatus.PENDING)
        if tx.subscribers.by_email(email) is None:
            tx.subscribers.add(fresh, now)
        known = tx.subscribers.by_email(email)
        assert known is not None
        if known.status in (SubscriberStatus.LEFT, SubscriberStatus.SUPPRESSED):
            tx.subscribers.move(known.id, known.status, SubscriberStatus.PENDING, now)
            return known
        return known if known.status is SubscriberStatus.PENDING else None


def _reader(tx: Transaction, email: str) -> Subscriber:
    clean = address(email)
    reader = tx.subscribers.by_email(clean)
    if reader is None:
        raise NotFound(f"{clean} står ikke på listen.")
    return reader


_INSIDE = frozenset({SubscriberStatus.PENDING, SubscriberStatus.ACTIVE})
