"""Mail of ours that came back."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from comms.errors import NotFound
from comms.model.bounce import Bounce, Returned
from comms.model.delivery import Delivery
from comms.model.letter import Letter, signed
from comms.store.deliveries import delivery_of
from comms.store.letters import letter_of
from comms.store.tables import bounces, deliveries, items, letters

_LETTER = re.compile(r"<brev-(\d{1,15})\.([0-9a-f]{20})@[^<>]*>")
_ISSUE = re.compile(r"<udgave-\d+\.")


class Bounces:
    """One row for each address of each report."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, item_id: int, returned: Iterable[Returned], at: datetime) -> None:
        """Keep what a report says. Each address once for an item."""
        known = {one.email.lower() for one in self.of_item(item_id)}
        for one in returned:
            if one.email.lower() in known:
                continue
            known.add(one.email.lower())
            self.db.execute(
                insert(bounces).values(
                    item_id=item_id,
                    email=one.email[:320],
                    action=one.action[:20],
                    code=one.code[:20],
                    diagnostic=one.diagnostic,
                    message_id=one.message_id[:400],
                    at=at,
                )
            )

    def get(self, bounce_id: int) -> Bounce:
        """One of them. Raises NotFound."""
        row = self.db.execute(select(bounces).where(bounces.c.id == bounce_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen returmail {bounce_id}.")
        return _bounce(row)

    def of_item(self, item_id: int) -> Sequence[Bounce]:
        """What one report says."""
        return self._all(bounces.c.item_id == item_id)

    def of_address(self, email: str) -> Sequence[Bounce]:
        """Everything that came back from an address, oldest first."""
        return self._all(func.lower(bounces.c.email) == email.lower())

    def unsettled(self, limit: int = 50) -> Sequence[Bounce]:
        """Those that a person must look at, newest first."""
        query = (
            select(bounces)
            .where(bounces.c.settled_at.is_(None))
            .order_by(bounces.c.id.desc())
            .limit(limit)
        )
        return [_bounce(row) for row in self.db.execute(query)]

    def to_tell(self, limit: int = 25) -> Sequence[Bounce]:
        """Those of them whose report nobody has to read any more, newest first."""
        query = (
            select(bounces)
            .join(items, items.c.id == bounces.c.item_id)
            .where(bounces.c.settled_at.is_(None), items.c.handled_at.is_not(None))
            .order_by(bounces.c.id.desc())
            .limit(limit)
        )
        return [_bounce(row) for row in self.db.execute(query)]

    def settle(self, bounce_id: int, now: datetime) -> bool:
        """Nothing more is to be done. False: that was said before."""
        moved = self.db.execute(
            update(bounces)
            .where(bounces.c.id == bounce_id, bounces.c.settled_at.is_(None))
            .values(settled_at=now)
        )
        return moved.rowcount == 1

    def mail_sent(self, delivery_id: int) -> Delivery | None:
        """The row of the ledger by which a mail of ours went out."""
        row = self.db.execute(
            select(deliveries).where(deliveries.c.id == delivery_id)
        ).one_or_none()
        return None if row is None else delivery_of(row)

    def letter_of(self, bounce: Bounce) -> Letter | None:
        """The letter that came back, told by its signed Message-ID; without one, the newest
        letter to that address. A Message-ID that is made up tells nothing.
        """
        return self.letters_of([bounce])[bounce.id]

    def letters_of(self, bounced: Sequence[Bounce]) -> dict[int, Letter | None]:
        """The same for several, by the bounce's id."""
        numbers = {one.id: _LETTER.fullmatch(one.message_id) for one in bounced}
        by_id = self._letters(letters.c.id, {int(m[1]) for m in numbers.values() if m})
        guessed = {one.email.lower() for one in bounced if _nameless(one)}
        by_email = self._letters(func.lower(letters.c.to_email), guessed)
        told: dict[int, Letter | None] = {}
        for one in bounced:
            match = numbers[one.id]
            if match is None:
                told[one.id] = by_email.get(one.email.lower()) if _nameless(one) else None
            else:
                told[one.id] = _if_signed(by_id.get(int(match[1])), match[2])
        return told

    def _letters(self, key: Any, wanted: Collection[object]) -> dict[Any, Letter]:
        """The newest letter of each key."""
        if not wanted:
            return {}
        newest = select(func.max(letters.c.id)).where(key.in_(wanted)).group_by(key)
        query = select(letters, key.label("wanted")).where(letters.c.id.in_(newest))
        return {row.wanted: letter_of(row) for row in self.db.execute(query)}

    def _all(self, *where: Any) -> Sequence[Bounce]:
        query = select(bounces).where(*where).order_by(bounces.c.id)
        return [_bounce(row) for row in self.db.execute(query)]


def _nameless(bounce: Bounce) -> bool:
    """Does it not say which mail of ours came back?"""
    named = _LETTER.fullmatch(bounce.message_id) or _ISSUE.match(bounce.message_id)
    return named is None


def _if_signed(letter: Letter | None, signature: str) -> Letter | None:
    if letter is None or signed(letter.key, str(letter.id), letter.text) != signature:
        return None
    return letter


def _bounce(row: Row[Any]) -> Bounce:
    return Bounce(**{one.name: getattr(row, one.name) for one in fields(Bounce)})
