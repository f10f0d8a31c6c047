"""Issues of the newsletter and the blocks they are made of."""

from sqlalchemy import Connection


class Issues:
    """Issues of the newsletter and the blocks they are made of."""

    def __init__(self, db: Connection) -> None:
        self.db = db
