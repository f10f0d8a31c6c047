"""The ledger: one row for each recipient of an issue or a letter."""

from sqlalchemy import Connection


class Deliveries:
    """The ledger: one row for each recipient of an issue or a letter."""

    def __init__(self, db: Connection) -> None:
        self.db = db
