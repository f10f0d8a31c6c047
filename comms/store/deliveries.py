"""The ledger: one row for each recipient of an issue or a letter.

What happens once for every message (claim and mark) is in `ledger`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    delete,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)

from comms.model.delivery import Delivery, DeliveryStatus, Received
from comms.model.issue import IssueStatus, Tally
from comms.model.subscriber import SubscriberStatus
from comms.store.tables import deliveries, issues, letters, subscribers

# Read for every single message: no more than is needed.
_FOR_A_TRY = (
    deliveries.c.id,
    deliveries.c.email,
    deliveries.c.name,
    deliveries.c.token,
    deliveries.c.letter_id,
    deliveries.c.subscriber_id,
    deliveries.c.tries,
    deliveries.c.first_at,
)


@dataclass(frozen=True)
class Unfinished:
    """What has no end yet. next_at: when the first of the pending rows may be tried."""

    pending: int
    claimed: int
    next_at: datetime | None


class Deliveries:
    """issue_id None means the letters: they are one pile."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def fill(self, issue_id: int) -> int:
        """A row for every active subscriber, by one statement. Returns how many."""
        return self._fill(issue_id)

    def fill_again(self, issue_id: int, sent: int) -> int:
        """A row for everybody who was sent the issue `sent` and is still active."""
        had = select(deliveries.c.subscriber_id).where(
            deliveries.c.issue_id == sent, deliveries.c.status == DeliveryStatus.SENT
        )
        return self._fill(issue_id, subscribers.c.id.in_(had))

    def _fill(self, issue_id: int, *where: ColumnElement[bool]) -> int:
        active = select(
            literal(issue_id),
            subscribers.c.id,
            subscribers.c.email,
            subscribers.c.name,
            subscribers.c.token,
        ).where(subscribers.c.status == SubscriberStatus.ACTIVE, *where)
        columns = ["issue_id", "subscriber_id", "email", "name", "token"]
        rows = insert(deliveries).inline().from_select(columns, active)
        return self.db.execute(rows, execution_options={"preserve_rowcount": True}).rowcount

    def batch(
        self,
        issue_id: int | None,
        after: int,
        now: datetime,
        limit: int,
        *,
        only: str = "",
        without: Collection[str] = (),
    ) -> Sequence[Delivery]:
        """The next rows that may be tried now, by id: what a try needs to know of them.

        only: a domain, as the only one. without: domains that are left out.
        """
        due = or_(deliveries.c.next_at.is_(None), deliveries.c.next_at <= now)
        query = (
            select(*_FOR_A_TRY)
            .where(deliveries.c.issue_id == issue_id, deliveries.c.id > after, due)
            .where(deliveries.c.status == DeliveryStatus.PENDING)
            .where(*[_at(domain) for domain in ([only] if only else [])])
            .where(*[not_(_at(domain)) for domain in without])
            .order_by(deliveries.c.id)
            .limit(limit)
        )
        return [_to_try(row, issue_id) for row in self.db.execute(query)]

    def claimed(self, issue_id: int | None) -> Sequence[Delivery]:
        """Rows that somebody is sending, or was when they died."""
        query = select(deliveries).where(
            deliveries.c.issue_id == issue_id, deliveries.c.status == DeliveryStatus.CLAIMED
        )
        return [delivery_of(row) for row in self.db.execute(query)]

    def release(self, delivery: Delivery) -> bool:
        """A claim whose sender is gone ended in silence: the row may be tried again at once."""
        released = self.db.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery.id, deliveries.c.sender == delivery.sender)
            .where(deliveries.c.status == DeliveryStatus.CLAIMED)
            .where(deliveries.c.claimed_at == delivery.claimed_at)
            .values(status=DeliveryStatus.PENDING, silent=True, next_at=None, sender=None)
        )
        return released.rowcount == 1

    def unfinished(self, issue_id: int | None) -> Unfinished:
        """How many rows have no end yet."""
        waits = (DeliveryStatus.PENDING, DeliveryStatus.CLAIMED)
        query = (
            select(deliveries.c.status, func.count(), func.min(deliveries.c.next_at))
            .where(deliveries.c.issue_id == issue_id, deliveries.c.status.in_(waits))
            .group_by(deliveries.c.status)
        )
        found = {row[0]: row for row in self.db.execute(query)}
        pending = found.get(DeliveryStatus.PENDING)
        claimed = found.get(DeliveryStatus.CLAIMED)
        return Unfinished(
            pending=0 if pending is None else pending[1],
            claimed=0 if claimed is None else claimed[1],
            next_at=None if pending is None else pending[2],
        )

    def give_up(self, issue_id: int, reply: str) -> int:
        """End every row that still waits. Returns how many."""
        ended = self.db.execute(
            update(deliveries)
            .where(deliveries.c.issue_id == issue_id)
            .where(deliveries.c.status == DeliveryStatus.PENDING)
            .values(status=DeliveryStatus.FAILED, reply=reply)
        )
        return ended.rowcount

    def drop_if_left(self, delivery: Delivery) -> bool:
        """Take away a row whose reader left before their copy was sent. False: nothing to do."""
        gone = select(subscribers.c.id).where(subscribers.c.status != SubscriberStatus.ACTIVE)
        dropped = self.db.execute(
            delete(deliveries)
            .where(deliveries.c.id == delivery.id, deliveries.c.subscriber_id.in_(gone))
            .where(deliveries.c.status == DeliveryStatus.PENDING)
        )
        return dropped.rowcount == 1

    def tally(self, issue_id: int) -> Tally:
        """How far an issue is. unknown: tries used up, the last one in silence."""
        of_issue = deliveries.c.issue_id == issue_id
        # By status alone it is read off the index; few rows have failed.
        by_status = select(deliveries.c.status, func.count()).where(of_issue)
        found = self.db.execute(by_status.group_by(deliveries.c.status))
        counts = {row[0]: int(row[1]) for row in found}
        silent = select(func.count()).where(
            of_issue, deliveries.c.status == DeliveryStatus.FAILED, deliveries.c.silent
        )
        unknown = int(self.db.execute(silent).scalar_one()) if counts.get("failed") else 0
        return Tally(
            recipients=sum(counts.values()),
            sent=counts.get("sent", 0),
            failed=counts.get("failed", 0) - unknown,
            pending=counts.get("pending", 0) + counts.get("claimed", 0),
            unknown=unknown,
        )

    def of_address(self, email: str) -> Sequence[Delivery]:
        """Everything that went or should have gone to one address, newest first."""
        query = select(deliveries).where(deliveries.c.email == email)
        return [delivery_of(row) for row in self.db.execute(query.order_by(deliveries.c.id.desc()))]

    def received(self, email: str, limit: int = 100) -> Sequence[Received]:
        """What went or should have gone to one address, newest first: issues to its subscriber,
        and letters. Every part of it is found by an index, however many readers there are."""
        reader = select(subscribers.c.id).where(subscribers.c.email == email).scalar_subquery()
        of_reader = (deliveries.c.subscriber_id == reader) & deliveries.c.issue_id.in_(
            select(issues.c.id)
        )
        written = deliveries.c.letter_id.in_(
            select(letters.c.id).where(letters.c.to_email == email)
        )
        title = func.coalesce(issues.c.title, letters.c.subject)
        query = (
            select(deliveries, title.label("title"), issues.c.status.label("issue_status"))
            .outerjoin(issues, issues.c.id == deliveries.c.issue_id)
            .outerjoin(letters, letters.c.id == deliveries.c.letter_id)
            .where(or_(of_reader, written))
            .order_by(deliveries.c.id.desc())
            .limit(limit)
        )
        return [
            Received(delivery_of(row), row.title, row.issue_status == IssueStatus.CANCELLED)
            for row in self.db.execute(query)
        ]

    def of_letter(self, letter_id: int) -> Delivery | None:
        """What became of a letter."""
        query = select(deliveries).where(deliveries.c.letter_id == letter_id)
        row = self.db.execute(query).one_or_none()
        return None if row is None else delivery_of(row)


def _at(domain: str) -> ColumnElement[bool]:
    return func.lower(deliveries.c.email).endswith(f"@{domain}", autoescape=True)


def _to_try(row: Any, issue_id: int | None) -> Delivery:
    """By place: names cost more, and this is read for every message."""
    id_, email, name, token, letter_id, subscriber_id, tries, first_at = row
    return Delivery(
        id_,
        email,
        name,
        token,
        issue_id,
        letter_id,
        subscriber_id,
        tries=tries,
        first_at=first_at,
    )


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of the ledger as the model knows it."""
    return Delivery(
        id=row.id,
        email=row.email,
        name=row.name,
        token=row.token,
        issue_id=row.issue_id,
        letter_id=row.letter_id,
        subscriber_id=row.subscriber_id,
        status=DeliveryStatus(row.status),
        silent=bool(row.silent),
        tries=row.tries,
        sender=row.sender,
        claimed_at=row.claimed_at,
        first_at=row.first_at,
        next_at=row.next_at,
        sent_at=row.sent_at,
        reply=row.reply,
    )
