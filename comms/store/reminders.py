"""What somebody has been reminded of: each thing once a step."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from comms.store.tables import reminders


class Reminders:
    """A key is written once, by whichever process is first."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def mark(self, keys: Sequence[str], now: datetime) -> bool:
        """Keep that these are told of. False: another process was quicker with one of them, and
        none is kept.
        """
        try:
            with self.db.begin_nested():
                if keys:
                    self.db.execute(insert(reminders), [{"key": key, "at": now} for key in keys])
        except IntegrityError:
            return False
        return True
