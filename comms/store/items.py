"""What intake made of each thing that came in."""

from sqlalchemy import Connection


class Items:
    """What intake made of each thing that came in."""

    def __init__(self, db: Connection) -> None:
        self.db = db
