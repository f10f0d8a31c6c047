"""Failed logins, counted where every process sees them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, Executable, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from comms.store.tables import login_tries

# Nobody tried for so long: it is forgotten.
FORGOTTEN = timedelta(days=1)


class LoginTries:
    """Each key is a row with the tries since the last success, and when the next one may come."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def held_until(self, keys: Collection[str], now: datetime) -> datetime | None:
        """When the next try may come, when that is not now. The rows stay locked until the end of
        the transaction, so that tries in the same moment come one after the other.
        """
        self.db.execute(delete(login_tries).where(login_tries.c.last_at < now - FORGOTTEN))
        for key in sorted(keys):  # in one order everywhere: two tries never wait for each other
            self.db.execute(self._first(key, now))
        rows = self.db.execute(
            select(login_tries.c.open_at)
            .where(login_tries.c.key.in_(keys))
            .order_by(login_tries.c.key)
            .with_for_update()
        )
        latest: datetime = max(row.open_at for row in rows)
        return latest if latest > now else None

    def count(self, key: str) -> int:
        """One more try. Returns how many there were."""
        counted = (
            update(login_tries)
            .where(login_tries.c.key == key)
            .values(tries=login_tries.c.tries + 1)
            .returning(login_tries.c.tries)
        )
        return int(self.db.execute(counted).scalar_one())

    def close(self, key: str, until: datetime, now: datetime) -> None:
        """The next try may come at `until`."""
        self.db.execute(
            update(login_tries).where(login_tries.c.key == key).values(open_at=until, last_at=now)
        )

    def forgive(self, key: str, now: datetime) -> None:
        """Take one try back: it was no guess."""
        self.db.execute(
            update(login_tries)
            .where(login_tries.c.key == key, login_tries.c.tries > 0)
            .values(tries=login_tries.c.tries - 1, open_at=now)
        )

    def forget(self, key: str) -> None:
        """Start again from nothing."""
        self.db.execute(delete(login_tries).where(login_tries.c.key == key))

    def _first(self, key: str, now: datetime) -> Executable:
        row = {"key": key, "tries": 0, "last_at": now, "open_at": now}
        if self.db.dialect.name == "postgresql":
            return postgresql.insert(login_tries).values(row).on_conflict_do_nothing()
        return sqlite.insert(login_tries).values(row).on_conflict_do_nothing()
