"""Followers, one row a day; a missing day stays missing."""

from sqlalchemy import Connection


class Snapshots:
    """Followers, one row a day; a missing day stays missing."""

    def __init__(self, db: Connection) -> None:
        self.db = db
