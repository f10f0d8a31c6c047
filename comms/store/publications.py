"""Posts on their way out, and what became of them."""

from sqlalchemy import Connection


class Publications:
    """Posts on their way out, and what became of them."""

    def __init__(self, db: Connection) -> None:
        self.db = db
