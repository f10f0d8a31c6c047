"""To the disk, beside the sending: a wait of milliseconds that no message is held up by.

Commits of the ledger do not wait for the disk. A flush makes all that were committed before it
safe from a power cut.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError


class Flushing:
    """A thread that flushes when asked; several asks while it is at work are one flush.

    trouble: why a flush failed; a database that is away is told by the next claim anyway.
    """

    def __init__(self, engine: Engine) -> None:
        self._flush = _way_of(engine)
        self._asked = threading.Event()
        self._ended = False
        self.trouble: Exception | None = None
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """Flush soon; returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="flush", daemon=True)
            self._thread.start()
        self._asked.set()

    def end(self) -> None:
        """Wait for a flush that is under way."""
        self._ended = True
        self._asked.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._ended:
            self._asked.wait()
            self._asked.clear()
            try:
                self._flush()
            except (OSError, SQLAlchemyError) as error:
                self.trouble = error


def _way_of(engine: Engine) -> Callable[[], None]:
    if engine.dialect.name == "postgresql":
        return lambda: _flush_postgresql(engine)
    file = engine.url.database
    if not file or file == ":memory:":
        return lambda: None
    return lambda: _flush_sqlite(Path(f"{file}-wal"))


def _flush_sqlite(log: Path) -> None:
    """SQLite's write-ahead log is replayed up to its last whole commit (sqlite.org/walformat.html):
    what of it is on the disk counts, whoever asked the disk for it. No lock lies on this file."""
    handle = os.open(log, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_postgresql(engine: Any) -> None:
    """A commit that waits for the disk takes all commits before it along."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL synchronous_commit TO on"))
        connection.execute(text("SELECT pg_logical_emit_message(true, 'ledger', '')"))
