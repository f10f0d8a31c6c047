"""Letters to be sent once; each has one row in the ledger beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, and_, cast, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.model.delivery import DeliveryStatus
from comms.model.letter import ANSWER, TO_CITIZENS, Letter
from comms.store.tables import audit_events, deliveries, letters


@dataclass(frozen=True)
class Answered:
    """A letter in which a colleague answered who wrote, by whom and when, and how far it came.

    Its text is '' once it has been kept as long as it may.
    """

    letter: Letter
    by: str
    at: datetime
    status: DeliveryStatus


class Letters:
    """A letter's key is unique: writing it again changes nothing."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def write(self, letter: Letter, now: datetime) -> bool:
        """Put a letter in the outgoing pile. False: this key was written before."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(letters).values(
                        key=letter.key,
                        kind=letter.kind,
                        to_name=letter.to_name,
                        to_email=letter.to_email,
                        subject=letter.subject,
                        text=letter.text,
                        html=letter.html,
                        reply_to=letter.reply_to,
                        in_reply_to=letter.in_reply_to,
                        submitted=letter.submitted,
                        item_id=letter.item_id,
                        created_at=now,
                    )
                )
        except IntegrityError:
            return False
        assert made.inserted_primary_key is not None
        self.db.execute(
            insert(deliveries).values(
                letter_id=made.inserted_primary_key[0], email=letter.to_email, name=letter.to_name
            )
        )
        return True

    def get(self, letter_id: int) -> Letter:
        """One letter. Raises NotFound."""
        row = self.db.execute(select(letters).where(letters.c.id == letter_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er intet brev {letter_id}.")
        return letter_of(row)

    def by_key(self, key: str) -> Letter | None:
        """The letter with this key, if it was written."""
        row = self.db.execute(select(letters).where(letters.c.key == key)).one_or_none()
        return None if row is None else letter_of(row)

    def first_written(self, keys: Collection[str]) -> datetime | None:
        """When the first of these was written; None: none of them was."""
        query = select(func.min(letters.c.created_at)).where(letters.c.key.in_(keys))
        first: datetime | None = self.db.execute(query).scalar()
        return first

    def about(self, item_id: int) -> Sequence[Letter]:
        """The letters that were written about one mail, oldest first."""
        query = select(letters).where(letters.c.item_id == item_id).order_by(letters.c.id)
        return [letter_of(row) for row in self.db.execute(query)]

    def answers(self, item_ids: Collection[int]) -> Sequence[Answered]:
        """What colleagues answered to these mails, oldest first."""
        wrote = and_(
            audit_events.c.subject == "letter",
            audit_events.c.subject_id == cast(letters.c.id, String),
            audit_events.c.verb == ANSWER,
        )
        query = (
            select(letters, deliveries.c.status, audit_events.c.by)
            .join(deliveries, deliveries.c.letter_id == letters.c.id)
            .join(audit_events, wrote)
            .where(letters.c.kind == ANSWER, letters.c.item_id.in_(item_ids))
            .order_by(letters.c.id)
        )
        return [
            Answered(letter_of(row), row.by, row.created_at, DeliveryStatus(row.status))
            for row in self.db.execute(query)
        ]

    def forgettable(self, before: datetime, after: int, limit: int) -> Sequence[int]:
        """Letters from before that day whose words we still have and whose sending has an end:
        their ids, from the first after `after` on.
        """
        query = (
            select(letters.c.id)
            .join(deliveries, deliveries.c.letter_id == letters.c.id)
            .where(letters.c.id > after, letters.c.created_at < before, letters.c.text != "")
            .where(deliveries.c.status.in_((DeliveryStatus.SENT, DeliveryStatus.FAILED)))
            .order_by(letters.c.id)
            .limit(limit)
        )
        return [int(row[0]) for row in self.db.execute(query)]

    def forget(self, letter_ids: Collection[int]) -> None:
        """Take the words away, and where an answer to them went. Of letters to people outside the
        address goes too. That a letter was sent, when and about what stays.
        """
        these = letters.c.id.in_(letter_ids)
        outside = select(letters.c.id).where(these, letters.c.kind.in_(TO_CITIZENS))
        nobody = {"email": "", "name": ""}
        ledger = update(deliveries).where(deliveries.c.letter_id.in_(outside))
        self.db.execute(ledger.values(nobody))
        known = letters.c.kind.in_(TO_CITIZENS)
        self.db.execute(update(letters).where(these, known).values(to_email="", to_name=""))
        gone = {"text": "", "html": "", "subject": "", "reply_to": ""}
        self.db.execute(update(letters).where(these).values(gone))

    def failed_since(
        self, kinds: Collection[str], since: datetime, limit: int = 50
    ) -> Sequence[Letter]:
        """Letters of these kinds that the relay would not take, newest first."""
        query = (
            select(letters)
            .join(deliveries, deliveries.c.letter_id == letters.c.id)
            .where(deliveries.c.status == DeliveryStatus.FAILED, letters.c.kind.in_(kinds))
            .where(letters.c.created_at >= since)
            .order_by(letters.c.id.desc())
            .limit(limit)
        )
        return [letter_of(row) for row in self.db.execute(query)]

    def count_since(self, kind: str, since: datetime) -> int:
        """How many letters of one kind have been written from `since` on."""
        query = select(func.count()).where(letters.c.kind == kind, letters.c.created_at >= since)
        return int(self.db.execute(query).scalar_one())


def letter_of(row: Row[Any]) -> Letter:
    """A row of `letters` as what it stands for."""
    return Letter(
        id=row.id,
        key=row.key,
        kind=row.kind,
        to_name=row.to_name,
        to_email=row.to_email,
        subject=row.subject,
        text=row.text,
        html=row.html,
        reply_to=row.reply_to,
        in_reply_to=row.in_reply_to,
        submitted=row.submitted,
        item_id=row.item_id,
    )
