"""What came in, byte for byte."""

from sqlalchemy import Connection


class RawMessages:
    """What came in, byte for byte."""

    def __init__(self, db: Connection) -> None:
        self.db = db
