"""Who gets the newsletter, and who left."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.store.tables import consents, departed, subscribers


class Subscribers:
    """Addresses are stored as `model.subscriber.address` writes them, each once."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, subscriber: Subscriber, now: datetime) -> int | None:
        """Store a new subscriber. None: the address is known already, whatever its status."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(subscribers).values(
                        email=subscriber.email,
                        name=subscriber.name,
                        token=subscriber.token,
                        status=subscriber.status,
                        attributes=subscriber.attributes,
                        consent_id=subscriber.consent_id,
                        created_at=now,
                    )
                )
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def get(self, subscriber_id: int) -> Subscriber:
        """One subscriber. Raises NotFound."""
        row = self._row(subscribers.c.id == subscriber_id)
        if row is None:
            raise NotFound(f"Der er ingen abonnent {subscriber_id}.")
        return _subscriber(row)

    def by_email(self, email: str) -> Subscriber | None:
        """The subscriber of this normalised address."""
        row = self._row(subscribers.c.email == email)
        return None if row is None else _subscriber(row)

    def by_token(self, token: str) -> Subscriber | None:
        """The subscriber whose leave link holds this token."""
        row = self._row(subscribers.c.token == token)
        return None if row is None else _subscriber(row)

    def all(self, status: SubscriberStatus | None = None) -> Iterator[Subscriber]:
        """Subscribers, oldest first, fetched as they are asked for."""
        query = select(subscribers).order_by(subscribers.c.id)
        if status is not None:
            query = query.where(subscribers.c.status == status)
        for row in self.db.execute(query):
            yield _subscriber(row)

    def counts(self) -> dict[SubscriberStatus, int]:
        """How many stand at each status."""
        query = select(subscribers.c.status, func.count()).group_by(subscribers.c.status)
        return {SubscriberStatus(row[0]): int(row[1]) for row in self.db.execute(query)}

    def move(
        self, subscriber_id: int, seen: SubscriberStatus, to: SubscriberStatus, now: datetime
    ) -> bool:
        """Change a status that stands as it was seen. False: it does not any more.

        Confirming and leaving set their own times.
        """
        times: dict[str, Any] = {}
        if to is SubscriberStatus.ACTIVE:
            times = {"confirmed_at": now, "left_at": None, "reason": ""}
        elif to is SubscriberStatus.LEFT:
            times = {"left_at": now}
        changed = self.db.execute(
            update(subscribers)
            .where(subscribers.c.id == subscriber_id, subscribers.c.status == seen)
            .values(status=to, **times)
        )
        return changed.rowcount == 1

    def suppress(self, subscriber_id: int, reason: str) -> bool:
        """Leave an active reader's address alone. False: they were not active."""
        changed = self.db.execute(
            update(subscribers)
            .where(subscribers.c.id == subscriber_id)
            .where(subscribers.c.status == SubscriberStatus.ACTIVE)
            .values(status=SubscriberStatus.SUPPRESSED, reason=reason)
        )
        return changed.rowcount == 1

    def restore(self, subscriber_id: int) -> bool:
        """Write to a suppressed reader again. False: they were not suppressed."""
        changed = self.db.execute(
            update(subscribers)
            .where(subscribers.c.id == subscriber_id)
            .where(subscribers.c.status == SubscriberStatus.SUPPRESSED)
            .values(status=SubscriberStatus.ACTIVE, reason="")
        )
        return changed.rowcount == 1

    def consented(self, subscriber_id: int, consent_id: int) -> None:
        """A new yes, to the words of another consent."""
        self.db.execute(
            update(subscribers)
            .where(subscribers.c.id == subscriber_id)
            .values(consent_id=consent_id)
        )

    def renamed(self, subscriber_id: int, name: str) -> None:
        """What they want to be called."""
        self.db.execute(
            update(subscribers).where(subscribers.c.id == subscriber_id).values(name=name)
        )

    def add_consent(self, text: str, source: str, now: datetime) -> int:
        """Keep the words that were agreed to, and where. Returns their id."""
        made = self.db.execute(insert(consents).values(text=text, source=source, at=now))
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def consent(self, consent_id: int) -> str:
        """The words of one consent. Raises NotFound."""
        text = self.db.execute(select(consents.c.text).where(consents.c.id == consent_id)).scalar()
        if text is None:
            raise NotFound(f"Der er intet samtykke {consent_id}.")
        return str(text)

    def depart(self, keyed_hash: str, now: datetime) -> None:
        """Remember, by a keyed hash alone, that somebody left."""
        if not self.has_departed(keyed_hash):
            self.db.execute(insert(departed).values(hash=keyed_hash, at=now))

    def has_departed(self, keyed_hash: str) -> bool:
        """Did somebody of this keyed hash leave?"""
        query = select(departed.c.hash).where(departed.c.hash == keyed_hash)
        return self.db.execute(query).scalar() is not None

    def _row(self, where: Any) -> Row[Any] | None:
        return self.db.execute(select(subscribers).where(where)).one_or_none()


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        id=row.id,
        email=row.email,
        name=row.name,
        token=row.token,
        status=SubscriberStatus(row.status),
        attributes=dict(row.attributes),
        consent_id=row.consent_id,
        created_at=row.created_at,
        left_at=row.left_at,
        reason=row.reason,
    )
