"""Links by which a colleague chooses a password, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from comms.store.sessions import token_hash
from comms.store.tables import password_links


@dataclass(frozen=True)
class PasswordLink:
    """A link that can still be used."""

    account_id: int
    expires_at: datetime


class PasswordLinks:
    """What stands in the link is kept as a hash only."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, account_id: int, token: str, by: str, now: datetime, expires: datetime) -> None:
        """A new link; those made before for the same account work no more."""
        self._use(now, password_links.c.staff_id == account_id)
        self.db.execute(
            insert(password_links).values(
                staff_id=account_id,
                token_hash=token_hash(token),
                by=by,
                created_at=now,
                expires_at=expires,
            )
        )

    def find(self, token: str, now: datetime) -> PasswordLink | None:
        """The link, or None when it is used, too old, or none of ours."""
        row = self.db.execute(
            select(password_links.c.staff_id, password_links.c.expires_at).where(
                password_links.c.token_hash == token_hash(token),
                password_links.c.used_at.is_(None),
                password_links.c.expires_at > now,
            )
        ).one_or_none()
        return None if row is None else PasswordLink(row.staff_id, row.expires_at)

    def use(self, token: str, now: datetime) -> bool:
        """Use it up. False: somebody was first."""
        return self._use(now, password_links.c.token_hash == token_hash(token)) == 1

    def spend_all(self, account_id: int, now: datetime) -> None:
        """None of an account's links works any more."""
        self._use(now, password_links.c.staff_id == account_id)

    def _use(self, now: datetime, which: object) -> int:
        done = self.db.execute(
            update(password_links)
            .where(which, password_links.c.used_at.is_(None))  # type: ignore[arg-type]
            .values(used_at=now)
        )
        return int(done.rowcount)
