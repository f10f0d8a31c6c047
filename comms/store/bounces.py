"""Mail of ours that came back."""

import re
from collections.abc import Iterable, Sequence
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
from comms.store.tables import bounces, deliveries, letters

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
        match = _LETTER.fullmatch(bounce.message_id)
        if match:
            letter = self._letter(letters.c.id == int(match[1]))
            known = letter and signed(letter.key, str(letter.id), letter.text)
            return letter if known == match[2] else None
        if _ISSUE.match(bounce.message_id):
            return None
        return self._letter(func.lower(letters.c.to_email) == bounce.email.lower())

    def _letter(self, *where: Any) -> Letter | None:
        query = select(letters).where(*where).order_by(letters.c.id.desc()).limit(1)
        row = self.db.execute(query).one_or_none()
        return None if row is None else letter_of(row)

    def _all(self, *where: Any) -> Sequence[Bounce]:
        query = select(bounces).where(*where).order_by(bounces.c.id)
        return [_bounce(row) for row in self.db.execute(query)]


def _bounce(row: Row[Any]) -> Bounce:
    return Bounce(**{one.name: getattr(row, one.name) for one in fields(Bounce)})
