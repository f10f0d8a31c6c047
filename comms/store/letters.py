"""Letters to be sent once; each has one row in the ledger beside it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.model.delivery import DeliveryStatus
from comms.model.letter import Letter
from comms.store.tables import deliveries, letters


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

    def about(self, item_id: int) -> Sequence[Letter]:
        """The letters that were written about one mail, oldest first."""
        query = select(letters).where(letters.c.item_id == item_id).order_by(letters.c.id)
        return [letter_of(row) for row in self.db.execute(query)]

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
