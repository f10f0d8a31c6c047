"""Who gets the newsletter, and who left."""

from sqlalchemy import Connection


class Subscribers:
    """Who gets the newsletter, and who left."""

    def __init__(self, db: Connection) -> None:
        self.db = db
