"""The store itself: migrations, transactions, the audit chain, holds, ticks and files."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from comms.errors import BadInput, DatabaseAway, NotFound, OnHold, SettingsError
from comms.store.database import Database, newest_revision
from comms.store.files import DatabaseFiles, Files, FolderFiles
from comms.store.tables import audit_events, metadata


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_tables_with_rows_are_made_anew_with_all_that_refers_to_them(tmp_path: Path) -> None:
    """The table of drafts is rebuilt on SQLite while versions and approvals refer to it."""
    database = Database(f"sqlite:///{tmp_path}/old.db")
    database.upgrade("0003")
    stories = "id, title, text, kind, source, themes, flags, status, created_at"
    drafts = "id, story_id, channel, status, version, content_hash, created_at, changed_at"
    versions = "draft_id, version, title, text, photos, content_hash, written_by, written_at"
    day = "'2026-11-23'"
    rows = {
        f"stories ({stories})": f"1, 'Café', 'Kom', 'story', '', '[]', '[]', 'drafted', {day}",
        f"drafts ({drafts})": f"7, 1, 'facebook', 'sent', 1, 'x', {day}, {day}",
        f"draft_versions ({versions})": f"7, 1, 'Café', 'Kom', '[]', 'x', 'Anna', {day}",
    }
    with database.begin() as tx:
        for table, row in rows.items():
            tx.db.execute(text(f"INSERT INTO {table} VALUES ({row})"))  # noqa: S608
    database.upgrade()
    with database.begin() as tx:
        draft = tx.drafts.get(7)
        assert (draft.act, draft.corrects, draft.content.text) == ("post", None, "Kom")
        with pytest.raises(IntegrityError):
            tx.db.execute(text("DELETE FROM drafts"))
    database.close()


def test_several_processes_may_make_the_tables_at_once(database_url: str) -> None:
    def start() -> None:
        one = Database(database_url)
        one.make_ready()
        one.close()

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database = Database(database_url)
    with database.read() as tx:
        assert (
            tx.db.execute(text("SELECT version_num FROM alembic_version")).scalar()
            == newest_revision()
        )
    database.close()


def test_tables_of_another_version_are_refused_and_the_way_out_is_named(database: Database) -> None:
    with database.begin() as tx:
        tx.db.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(SettingsError, match="db upgrade"):
        database.make_ready()


def test_a_database_that_cannot_be_opened_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "comms.db").mkdir()
    with pytest.raises(SettingsError, match="DATABASE_URL: cannot be opened"):
        Database(f"sqlite:///{tmp_path}/comms.db").make_ready()


def test_a_file_that_is_no_database_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "comms.db").write_text("127.0.0.1 localhost\n" * 100, encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path}/comms.db")
    with pytest.raises(SettingsError, match="DATABASE_URL: cannot be opened") as told:
        database.make_ready()
    database.close()
    assert len(told.value.problems) == 1


def test_a_database_that_goes_away_in_the_middle_is_told_without_sql(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/comms.db")
    database.make_ready()
    with (
        pytest.raises(DatabaseAway, match="does not answer") as told,
        database.begin() as tx,
    ):
        tx.db.execute(text("INSERT INTO ingen_tabel VALUES (:email)"), {"email": "a@example.dk"})
    database.close()
    assert "a@example.dk" not in str(told.value)


def test_a_value_that_no_column_holds_is_told_in_one_line(database: Database) -> None:
    with pytest.raises(BadInput, match="cannot hold"), database.read() as tx:
        tx.drafts.get(10**30)


def test_a_failed_transaction_leaves_no_trace(database: Database, now: datetime) -> None:
    def fail_half_way() -> None:
        with database.begin() as tx:
            tx.holds.put("all", "øvelse", "Anna", now)
            tx.audit.record("Anna", "stop", "hold", "all", now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with database.read() as tx:
        assert tx.holds.all() == []
        assert tx.audit.newest() == []


def test_times_come_back_as_the_same_moment(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        tx.holds.put("all", "øvelse", "Anna", now)
    with database.read() as tx:
        hold = tx.holds.of("all")
    assert hold is not None
    assert hold.at == now


def test_the_chain_holds_and_a_changed_link_is_found(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        for number in range(5):
            tx.audit.record("Anna", "approve", "draft", number, now, "f" * 64, note="blåbær")
    with database.begin() as tx:
        assert tx.audit.broken_at() is None
        tx.audit.erase_content(2)
        assert tx.audit.broken_at() is None
        tx.db.execute(update(audit_events).where(audit_events.c.id == 3).values(by="Bo"))
        assert tx.audit.broken_at() == 3


def test_many_writers_make_one_unbroken_chain(database: Database, now: datetime) -> None:
    def write() -> None:
        for number in range(10):
            with database.begin() as tx:
                tx.audit.record("Anna", "edit", "draft", number, now)

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as tx:
        assert len(tx.audit.newest(100)) == 40
        assert tx.audit.broken_at() is None


def test_the_stop_switch_holds_every_channel(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        assert tx.holds.put("all", "Vi venter", "Anna", now)
        assert not tx.holds.put("all", "En anden grund", "Bo", now)
        with pytest.raises(OnHold, match="Vi venter"):
            tx.holds.refuse("facebook")
        assert tx.holds.lift("all")
        tx.holds.refuse("facebook")
        assert not tx.holds.lift("all")


def test_a_tick_is_taken_once(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        assert tx.ticks.take("report", "2026-11-23T07:30:00", now)
        assert not tx.ticks.take("report", "2026-11-23T07:30:00", now + timedelta(hours=1))
        assert tx.ticks.take("report", "2026-11-30T07:30:00", now)
        newest = tx.ticks.newest("report")
        assert newest is not None
        assert newest.due == "2026-11-30T07:30:00"


@pytest.fixture(params=["folder", "database"])
def port(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Files:
    return FolderFiles(tmp_path) if request.param == "folder" else DatabaseFiles(database)


def test_the_same_bytes_are_kept_once_and_come_back(port: Files) -> None:
    digest = port.put(b"bl\xc3\xa5 og guld\x00")
    assert port.put(b"bl\xc3\xa5 og guld\x00") == digest
    assert port.get(digest) == b"bl\xc3\xa5 og guld\x00"


def test_a_file_that_is_not_kept_is_named(port: Files) -> None:
    with pytest.raises(NotFound, match="abababababab"):
        port.get("ab" * 32)
