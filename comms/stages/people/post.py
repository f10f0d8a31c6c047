"""Mail about the list of readers: who wants in, who wants out, and what came back.

Intake judged it and stored it; here it is done, each mail in one transaction, so that a kill
loses nothing and a second run does nothing twice. What cannot be done safely waits for a person,
with the reason.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from comms.danish.calendar import local
from comms.errors import BadInput
from comms.model.disposition import Disposition
from comms.model.letter import Letter
from comms.model.subscriber import address, keyed_hash
from comms.stages.people.returns import settle_returns
from comms.stages.people.subscribing import Subscribing, Words
from comms.store.database import Begin
from comms.store.items import StoredItem
from comms.store.transaction import Transaction

SYSTEM = "system"
SOURCE = "mail"
OURS = (Disposition.SUBSCRIBE, Disposition.UNSUBSCRIBE, Disposition.BOUNCE)
BATCH = 100
_EMAIL = re.compile(r"[^\s<>()\[\]\"',;:@]{1,80}@[^\s<>()\[\]\"',;:@]{1,190}\.[a-zA-Z]{2,24}")
_LONGEST = 2000


class WriteLeft(Protocol):
    """Writes the letter that says "you are off the list"."""

    def __call__(self, *, url: str) -> Words: ...


@dataclass(frozen=True)
class Taken:
    """done: mails that needed nobody. waiting: mails that a person must decide on."""

    done: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class ReaderPost:
    """mailbox: our own address. key: what addresses are hashed with."""

    begin: Begin
    subscribing: Subscribing
    write: WriteLeft
    mailbox: str
    key: str = field(repr=False)

    def take(self, now: datetime) -> Taken:
        """Do what the mails ask that no stage has looked at. Each is one transaction."""
        done = waiting = 0
        for item in self._untouched():
            with self.begin() as tx:
                why = self._do(tx, item, now)
                if why and tx.items.needs_a_person(item.id, why):
                    waiting += 1
                done += not why
        return Taken(done, waiting)

    def invite(self, item_id: int, email: str, by: str, now: datetime) -> None:
        """A person has decided: write the letter with the link to `email`. Raises BadInput."""
        clean = address(email)
        with self.begin() as tx:
            who = tx.staff.acting(by)
            item = tx.items.get(item_id)
            same = clean == item.sender.email.lower()
            name = item.sender.name if same else ""
            asked = self.subscribing.ask_within(tx, clean, name, now, SOURCE, who)
            how = f"vi har skrevet til {clean}" if asked else f"{clean} får allerede nyhedsbrevet"
            self._end(tx, item, now, who, how)

    def take_off(self, item_id: int, email: str, by: str, now: datetime) -> None:
        """A person has decided: `email` leaves the list. Raises BadInput, NotFound."""
        with self.begin() as tx:
            who = tx.staff.acting(by)
            item = tx.items.get(item_id)
            reason = f"henvendelse {item_id}"
            self.subscribing.take_off_within(tx, email, who, reason, now)
            self._end(tx, item, now, who, f"{address(email)} er taget af listen")

    def _untouched(self) -> Iterator[StoredItem]:
        after = 0
        while True:
            with self.begin() as tx:
                batch = tx.items.untouched(OURS, after, BATCH)
            if not batch:
                return
            yield from batch
            after = batch[-1].id

    def _do(self, tx: Transaction, item: StoredItem, now: datetime) -> str:
        """Returns why a person must do it, or ''."""
        work: dict[Disposition, Callable[[Transaction, StoredItem, datetime], str]] = {
            Disposition.SUBSCRIBE: self._subscribe,
            Disposition.UNSUBSCRIBE: self._unsubscribe,
            Disposition.BOUNCE: self._returned,
        }
        return work[item.disposition](tx, item, now)

    def _subscribe(self, tx: Transaction, item: StoredItem, now: datetime) -> str:
        if why := self._unsure(item) or self._not_answerable(item):
            return why
        asked = self.subscribing.ask_within(tx, item.reply_to, item.sender.name, now, SOURCE)
        told = "vi har bedt afsenderen om at bekræfte" if asked else "får allerede nyhedsbrevet"
        self._end(tx, item, now, SYSTEM, told)
        return ""

    def _unsubscribe(self, tx: Transaction, item: StoredItem, now: datetime) -> str:
        if why := self._unsure(item):
            return why
        try:
            email = address(item.sender.email)
        except BadInput:
            return "Mailen har ingen gyldig afsender. Skriv adressen, hvis du kender den."
        reader = tx.subscribers.by_email(email)
        if reader is None:
            return f"{email} står ikke på listen. Måske er mailen sendt fra en anden adresse."
        self.subscribing.leave_within(tx, reader, now)
        if item.reply_to == email:
            tx.letters.write(self._left(email, item, now), now)
        self._end(tx, item, now, SYSTEM, "afsenderen er taget af listen")
        return ""

    def _returned(self, tx: Transaction, item: StoredItem, now: datetime) -> str:
        how = settle_returns(tx, item, now)
        if not how:
            return "Vi kunne ikke læse, hvilken adresse den kommer retur fra."
        self._end(tx, item, now, SYSTEM, how)
        return ""

    def _unsure(self, item: StoredItem) -> str:
        """Why the one who wrote is perhaps not the one that it is about."""
        if item.forwarded_by is not None:
            return "Mailen er sendt videre af en anden. Se, hvem det gælder."
        others = sorted(
            {email.lower() for email in _EMAIL.findall(f"{item.subject}\n{item.body}")}
            - {item.sender.email.lower(), self.mailbox.lower()}
        )
        if others:
            shown = ", ".join(others[:3])
            return f"I teksten står en anden adresse end afsenderens: {shown}."
        return ""

    def _not_answerable(self, item: StoredItem) -> str:
        if not item.reply_to:
            return "Afsenderens adresse tager ikke imod svar. Se, hvem det gælder."
        if item.reply_to != item.sender.email.lower():
            return f"Afsenderen vil have svar på en anden adresse: {item.reply_to}."
        return ""

    def _left(self, email: str, item: StoredItem, now: datetime) -> Letter:
        words = self.write(url=f"{self.subscribing.public_url}/tilmeld")
        return Letter(
            key=f"left:{keyed_hash(email, self.key)}:{local(now):%Y-%m-%d}",
            kind="left",
            to_email=email,
            subject=words.subject,
            text=words.text,
            html=words.html,
            in_reply_to=item.message_id,
            submitted="auto-replied",
            item_id=item.id,
        )

    def _end(self, tx: Transaction, item: StoredItem, now: datetime, by: str, how: str) -> None:
        if not tx.items.handled(item.id, now, by, how):
            if by == SYSTEM:
                return
            tx.items.also(item.id, how)
        if item.raw_id is not None:
            tx.raw_messages.want_mark(item.raw_id)
        tx.audit.record(by, "handle", "item", item.id, now, how=str(item.disposition))
