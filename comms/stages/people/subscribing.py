"""The newsletter's readers: in by two steps (double opt-in), out by one (RFC 8058)."""

import secrets
from datetime import datetime
from typing import Protocol

from comms.danish.calendar import local
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
        clean, called = address(email), " ".join(name.split())[:200]
        with self.begin() as tx:
            reader = self._pending(tx, clean, called, now)
            if reader is None:
                return
            url = f"{self.public_url}/bekraeft/{reader.token}"
            words = self.write(name=called, url=url, consent=self.consent)
            letter = Letter(
                key=f"confirm:{keyed_hash(clean, self.key)}:{local(now):%Y-%m-%d}",
                kind="confirm",
                to_email=clean,
                to_name=called,
                subject=words.subject,
                text=words.text,
                html=words.html,
            )
            if tx.letters.write(letter, now):
                consent = tx.subscribers.add_consent(self.consent, SOURCE, now)
                tx.subscribers.consented(reader.id, consent)
                tx.audit.record(READER, "ask", "subscriber", reader.id, now)

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
            if reader.status in _INSIDE:
                tx.subscribers.move(reader.id, reader.status, SubscriberStatus.LEFT, now)
                tx.subscribers.depart(keyed_hash(reader.email, self.key), now)
                tx.audit.record(READER, "leave", "subscriber", reader.id, now)
            return True

    def _pending(self, tx: Transaction, email: str, name: str, now: datetime) -> Subscriber | None:
        """The reader who waits for the second step; None when there is nothing to ask them."""
        fresh = Subscriber(email, secrets.token_urlsafe(24), name, SubscriberStatus.PENDING)
        if tx.subscribers.by_email(email) is None:
            tx.subscribers.add(fresh, now)
        known = tx.subscribers.by_email(email)
        assert known is not None
        if known.status is SubscriberStatus.LEFT:
            tx.subscribers.move(known.id, known.status, SubscriberStatus.PENDING, now)
            return known
        return known if known.status is SubscriberStatus.PENDING else None


_INSIDE = frozenset({SubscriberStatus.PENDING, SubscriberStatus.ACTIVE})
