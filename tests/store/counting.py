"""How often the database is asked."""

from collections.abc import Callable

from sqlalchemy import event

from comms.store.database import Database


def counted(database: Database, work: Callable[[], object]) -> int:
    """The number of statements that `work` sends."""
    sent: list[str] = []

    def note(*told: object) -> None:
        sent.append(str(told[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len(sent)
