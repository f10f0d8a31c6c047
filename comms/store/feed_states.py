"""How far each feed has been read, and when to ask again."""

from sqlalchemy import Connection


class FeedStates:
    """How far each feed has been read, and when to ask again."""

    def __init__(self, db: Connection) -> None:
        self.db = db
