"""The database: SQLite by default, PostgreSQL to grow. Same tables, same tests."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    DBAPIError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.pool import StaticPool

from comms.errors import BadInput, DatabaseAway, SettingsError
from comms.store.transaction import Transaction

Begin = Callable[[], AbstractContextManager[Transaction]]

# PostgreSQL advisory lock of ours for the schema: any fixed number does.
_SCHEMA_LOCK = 7_251_604


class Database:
    """Opens transactions. Every change is made inside `begin()`, every look inside `read()`."""

    def __init__(self, url: str) -> None:
        """url: an SQLAlchemy URL, sqlite or postgresql+psycopg. Raises SettingsError."""
        self.url = url
        self.engine = _engine(url)
        self._writing = self.engine.execution_options(writes=True)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """One transaction that may change things: all of it is kept, or nothing."""
        with _told(), self._writing.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A look at things as they are at one moment."""
        with _told(), self.engine.begin() as connection:
            yield Transaction(connection)

    def upgrade(self, to: str = "head") -> None:
        """Bring the tables to the newest form. Safe from several processes at once."""
        from alembic import command

        with _opening(), _rebuilding(self._writing) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK}
                )
            command.upgrade(_alembic(connection), to)

    def make_ready(self) -> None:
        """Make the tables of a new database; refuse one whose tables are of another version."""
        with _opening(), self.engine.connect() as connection:
            here = _revision(connection)
        if here is None:
            self.upgrade()
        else:
            self.check()

    def check(self) -> None:
        """Look, and change nothing. Raises SettingsError when we cannot work on this database."""
        with _opening(), self.engine.connect() as connection:
            here = _revision(connection) or "none"
        if here != newest_revision():
            raise SettingsError(
                f"DATABASE_URL: the tables are of version {here}, this program needs "
                f"{newest_revision()}: run `python main.py db upgrade`"
            )

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table may be made anew while others refer to it.

    SQLite, "Making Other Kinds Of Table Schema Changes": references are not kept up meanwhile,
    which can only be said outside a transaction, and are looked through before the commit.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            with connection.begin():
                yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise BadInput(f"{len(broken)} rows refer to what is not there: {broken[:3]}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def newest_revision() -> str:
    """The id of the newest migration."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head()
    if head is None:
        raise SettingsError("comms/store/migrations: holds no migration")
    return head


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _alembic(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _opening() -> Iterator[None]:
    """A database that cannot be opened is a matter of settings."""
    try:
        with _told():
            yield
    except DatabaseAway as error:
        raise SettingsError(f"DATABASE_URL: cannot be opened ({error.cause})") from None


@contextmanager
def _told() -> Iterator[None]:
    """A server that went away, a full disk, a file of another kind: in one line, without SQL."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(_cause(error)) from None
    except (DataError, OverflowError) as error:
        told = _cause(error) if isinstance(error, DataError) else str(error)
        raise BadInput(f"a value that the database cannot hold ({told})") from None
    except DatabaseError as error:
        # SQLite says "file is not a database" by the bare class; the others are bugs of ours.
        if type(error) is not DatabaseError:
            raise
        raise DatabaseAway(_cause(error)) from None


def _cause(error: DBAPIError) -> str:
    return str(error.orig or error).strip().splitlines()[0]


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsError(
            "DATABASE_URL: must be sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
        ) from None
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed, pool_pre_ping=True, pool_size=5, max_overflow=20, hide_parameters=True
        )
    if parsed.get_backend_name() != "sqlite":
        raise SettingsError(
            f"DATABASE_URL: {parsed.get_backend_name()} is not taken (allowed: sqlite, postgresql)"
        )
    return _sqlite(parsed.database)


def _sqlite(file: str | None) -> Engine:
    if file and file != ":memory:":
        _make_folder(Path(file).parent)
        engine = create_engine(
            f"sqlite:///{file}", connect_args={"timeout": 60}, hide_parameters=True
        )
    else:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATABASE_URL: {folder} cannot be made ({error.strerror})") from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers and one writer work at once and survives kill -9 (sqlite.org/wal.html)."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _switch_to_wal(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=60000")
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:
    """The switch itself does not wait for a lock as other statements do, so we do."""
    import sqlite3

    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(pause)
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: taken later, SQLite could only refuse, not wait."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
