"""What intake made of each thing that came in: every mail has one, also those that are no story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.mail import Address
from comms.store.readings import Readings
from comms.store.tables import items, stories
from comms.store.terms import Terms


@dataclass(frozen=True)
class StoredItem:
    """An item as staff see it. reply_to: where an automatic answer may go, '' when nowhere.

    handled_at: when somebody, or a stage, was done with it; handled_how: what they did, or, while
    handled_at is None, why no stage could do it and a person must.
    """

    source: str
    external_key: str
    disposition: Disposition
    kind: str | None
    subject: str
    sender: Address
    forwarded_by: Address | None
    body: str
    signature: str
    quoted: str
    why: tuple[str, ...]
    flags: tuple[str, ...]
    received_at: datetime
    raw_id: int | None = None
    handled_at: datetime | None = None
    reply_to: str = ""
    handled_by: str = ""
    handled_how: str = ""
    id: int = 0

    @property
    def message_id(self) -> str:
        """The mail's own Message-ID, '' where it has none."""
        return self.external_key if self.external_key.startswith("<") else ""

    @property
    def acute(self) -> bool:
        """May somebody be in danger?"""
        return "acute" in self.flags


class Items:
    """One row for each Message-ID (or entry) of a source: the same thing is never judged twice."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(
        self, item: Item, *, source: str, external_key: str, raw_id: int | None, received: datetime
    ) -> int | None:
        """Store what was made of it. Returns its id, or None when it was known."""
        forwarder = item.forwarded_by
        values = {
            "raw_id": raw_id,
            "source": source,
            "external_key": external_key,
            "disposition": item.disposition,
            "kind": item.kind,
            "subject": item.subject or item.title,
            "sender_name": item.sender.name,
            "sender_email": item.sender.email,
            "forwarded_by": None if forwarder is None else forwarder.contract(),
            "body": item.text,
            "signature": item.signature,
            "quoted": item.quoted,
            "why": list(item.why),
            "flags": list(item.flags),
            "received_at": received,
            "reply_to": item.answer.to,
        }
        try:
            with self.db.begin_nested():
                made = self.db.execute(insert(items).values(values))
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        item_id = int(made.inserted_primary_key[0])
        Readings(self.db).put(item_id, item)
        Terms(self.db).index_item(item_id)
        return item_id

    def get(self, item_id: int) -> StoredItem:
        """One item. Raises NotFound."""
        row = self.db.execute(select(items).where(items.c.id == item_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen henvendelse {item_id}.")
        return to_item(row)

    def all(
        self,
        disposition: Disposition | None = None,
        *,
        unhandled: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> Sequence[StoredItem]:
        """Items, newest first; unhandled: only those that wait for somebody."""
        where = [] if disposition is None else [items.c.disposition == disposition]
        where += [items.c.handled_at.is_(None)] if unhandled else []
        query = select(items).where(*where).order_by(items.c.id.desc())
        return [to_item(row) for row in self.db.execute(query.limit(limit).offset(offset))]

    def waiting(
        self, kinds: Collection[Disposition], limit: int = 200, offset: int = 0
    ) -> Sequence[StoredItem]:
        """Those of these kinds that nobody is done with, newest first."""
        query = select(items).where(*_waits(kinds)).order_by(items.c.id.desc())
        return [to_item(row) for row in self.db.execute(query.limit(limit).offset(offset))]

    def count_waiting(self, kinds: Collection[Disposition]) -> int:
        """How many those are."""
        query = select(func.count()).select_from(items).where(*_waits(kinds))
        return int(self.db.execute(query).scalar_one())

    def untouched(
        self, kinds: Collection[Disposition], after: int = 0, limit: int = 100
    ) -> Sequence[StoredItem]:
        """Mails of these kinds that no stage has looked at yet, oldest first, by id."""
        query = (
            select(items)
            .where(*_waits(kinds), items.c.handled_how == "", items.c.id > after)
            .order_by(items.c.id)
            .limit(limit)
        )
        return [to_item(row) for row in self.db.execute(query)]

    def handled(self, item_id: int, now: datetime, by: str = "", how: str = "") -> bool:
        """Somebody is done with it. False: it was done before."""
        moved = self.db.execute(
            update(items)
            .where(items.c.id == item_id, items.c.handled_at.is_(None))
            .values(handled_at=now, handled_by=by, handled_how=how)
        )
        return moved.rowcount == 1

    def also(self, item_id: int, how: str) -> None:
        """Something more was done about what somebody was done with already."""
        told = self.get(item_id).handled_how
        self.db.execute(
            update(items)
            .where(items.c.id == item_id)
            .values(handled_how=f"{told}; {how}" if told else how)
        )

    def story_of(self, item_id: int) -> int | None:
        """The id of the story that this became, the first when it was split."""
        return next(iter(self.stories_of(item_id)), None)

    def story_of_keys(self, source: str, keys: Sequence[str]) -> int | None:
        """The story of a feed's entry that is known by any of these keys."""
        query = (
            select(stories.c.id)
            .join(items, items.c.id == stories.c.item_id)
            .where(items.c.source == source, items.c.external_key.in_(keys))
        )
        return self.db.execute(query.order_by(stories.c.id).limit(1)).scalar()

    def stories_of(self, item_id: int) -> Sequence[int]:
        """The ids of all stories that this became, oldest first."""
        query = select(stories.c.id).where(stories.c.item_id == item_id).order_by(stories.c.id)
        return [int(row[0]) for row in self.db.execute(query)]

    def needs_a_person(self, item_id: int, why: str) -> bool:
        """A stage could not do what the mail asks. False: somebody has looked at it before."""
        moved = self.db.execute(
            update(items)
            .where(items.c.id == item_id, items.c.handled_at.is_(None), items.c.handled_how == "")
            .values(handled_how=why)
        )
        return moved.rowcount == 1

    def explain(self, item_id: int, why: Sequence[str]) -> None:
        """Say anew why it was judged as it was, and what was done."""
        self.db.execute(update(items).where(items.c.id == item_id).values(why=list(why)))

    def correct(
        self,
        item_id: int,
        seen: Disposition,
        disposition: Disposition,
        why: Sequence[str],
        kind: str | None = None,
    ) -> bool:
        """It is something else than it was taken for, so it waits anew. False: it was moved."""
        moved = self.db.execute(
            update(items)
            .where(items.c.id == item_id, items.c.disposition == seen)
            .values(
                disposition=disposition,
                kind=kind,
                why=list(why),
                handled_at=None,
                handled_by="",
                handled_how="",
            )
        )
        return moved.rowcount == 1

    def counts(self) -> dict[Disposition, int]:
        """How many there are of each kind."""
        rows = self.db.execute(
            select(items.c.disposition, func.count()).group_by(items.c.disposition)
        )
        return {Disposition(row[0]): int(row[1]) for row in rows}


def _waits(kinds: Collection[Disposition]) -> list[ColumnElement[bool]]:
    return [items.c.disposition.in_(kinds), items.c.handled_at.is_(None)]


def to_item(row: Row[Any]) -> StoredItem:
    """A row of `items` as what it stands for."""
    forwarder = row.forwarded_by
    return StoredItem(
        row.source,
        row.external_key,
        Disposition(row.disposition),
        row.kind,
        row.subject,
        Address(row.sender_name, row.sender_email),
        None if not forwarder else Address(forwarder["name"], forwarder["email"]),
        row.body,
        row.signature,
        row.quoted,
        tuple(row.why),
        tuple(row.flags),
        row.received_at,
        row.raw_id,
        row.handled_at,
        row.reply_to,
        row.handled_by,
        row.handled_how,
        row.id,
    )
