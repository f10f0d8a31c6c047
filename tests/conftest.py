"""What every test may use: a fixed time, a store on both databases, a folder for files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.clock import NOON

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026 at noon in Copenhagen."""
    return NOON


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL, one for each test process. Gives its URL, without a database name.

    Not in pytest's own folder: as root the server runs as another user, who must reach its data
    while a second run of pytest may be closing that folder again.
    """
    from tests.servers.postgres import fresh, serve

    with TemporaryDirectory(prefix="opslagstavlen-postgres-") as folder, serve(Path(folder)) as url:
        migrated = Database(fresh(url, "migrated"))
        migrated.upgrade()
        migrated.close()
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A real browser, one for each test process; each test opens a window of its own."""
    from tests.servers.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite database of this test's own, in a file, so that processes can share it."""
    return f"sqlite:///{tmp_path}/comms.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database on SQLite and on PostgreSQL: each test that asks runs on both."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    from tests.servers.postgres import fresh

    return fresh(str(request.getfixturevalue("postgres_server")))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables: migrating once and copying keeps the suite quick."""
    path = tmp_path_factory.mktemp("migrated") / "comms.db"
    made = Database(f"sqlite:///{path}")
    made.upgrade()
    made.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The store, ready, on both databases."""
    if request.param == "sqlite":
        copyfile(request.getfixturevalue("migrated_sqlite"), tmp_path / "comms.db")
        url = f"sqlite:///{tmp_path}/comms.db"
    else:
        from tests.servers.postgres import fresh

        server = str(request.getfixturevalue("postgres_server"))
        url = fresh(server, template="migrated")
    made = Database(url)
    yield made
    made.close()


@pytest.fixture
def memory(migrated_sqlite: Path) -> Iterator[Database]:
    """The store in memory on SQLite only, for tests of logic that no database can change."""
    made = Database("sqlite:///:memory:")
    with made.engine.connect() as connection, closing(sqlite3.connect(migrated_sqlite)) as source:
        target = connection.connection.driver_connection
        assert isinstance(target, sqlite3.Connection)
        target.rollback()
        source.backup(target)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    """Files in a folder of this test's own."""
    return FolderFiles(tmp_path / "files")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own environment must not reach into a test."""
    from comms.config.settings import NAMES

    for name in NAMES:
        monkeypatch.delenv(name.upper(), raising=False)
