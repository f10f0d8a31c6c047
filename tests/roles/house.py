"""A house where each action of the table can be done, put back as it was after each try."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.test import TestResponse

from comms.cli import house as cli_house
from comms.cli.root import cli
from comms.config import Mode, Schedules, Settings
from comms.web import create_app
from comms.wiring import House
from tests.clock import NOON
from tests.roles.filling import WHO, filled
from tests.roles.table import OUTSIDE
from tests.web.twin import QUICK, ROOT, csrf, log_in

# What is changed by looking, and tells nothing of what somebody did.
_NOISE = {"login_tries", "draft_watches"}


@dataclass
class Tried:
    """The house, who is logged in by which cookies, and what the tries may name."""

    house: House
    app: Flask
    folder: Path
    things: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, Mapping[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    as_it_was: bytes = b""
    changes_then: int = -1
    rows_then: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def ask(self, who: str, method: str, path: str, form: Mapping[str, Any]) -> TestResponse:
        """A request of one role, or of nobody, with its token."""
        client = self.app.test_client()
        for name, value in self.cookies[who].items():
            client.set_cookie(name, value)
        if method == "GET":
            return client.get(path, buffered=True)
        return client.post(path, data={"csrf_token": self.tokens[who], **form})

    def run(self, args: list[str], stdin: str) -> Result:
        """A command, in this process."""
        return CliRunner().invoke(cli, args, input=stdin)

    def changed(self) -> list[str]:
        """The tables that are not as they were."""
        if self._connection().total_changes == self.changes_then:
            return []
        now = self._rows()
        return [name for name, rows in now.items() if rows != self.rows_then[name]]

    def put_back(self) -> None:
        """Everything as it was before the try."""
        connection = self._connection()
        if connection.total_changes == self.changes_then:
            return
        connection.deserialize(self.as_it_was)
        self.changes_then = connection.total_changes
        self.house.refresh()

    def remember(self) -> None:
        """This is how it is to be put back."""
        image = bytearray(self._connection().serialize())
        # It was copied from a file in WAL mode, which a store in memory cannot be opened in
        # (sqlite.org/fileformat.html, 1.3.3: 1 is legacy, 2 is WAL).
        image[18:20] = b"\x01\x01"
        self.as_it_was, self.rows_then = bytes(image), self._rows()
        self.changes_then = -1
        self.put_back()

    def _rows(self) -> dict[str, list[tuple[Any, ...]]]:
        run = self._connection().execute
        names = [one for (one,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {one: run(f"SELECT * FROM {one}").fetchall() for one in names if one not in _NOISE}  # noqa: S608 names of our own tables

    def _connection(self) -> sqlite3.Connection:
        with self.house.database.engine.connect() as connection:
            found = connection.connection.driver_connection
        assert isinstance(found, sqlite3.Connection)
        return found


@contextmanager
def tried_house(migrated: Path, folder: Path) -> Iterator[Tried]:
    """The real house on a store in memory, filled; commands find the same one."""
    settings = replace(
        Settings.load(ROOT, {}, env_file="no .env"),
        comms_mode=Mode.PRACTICE,
        data_dir=folder / "data",
        database_url="sqlite:///:memory:",
        mailbox=f"maildir:{folder / 'inbox'}",
    )
    schedules = Schedules.load(settings.schedules_file)
    schedules = replace(schedules, review=replace(schedules.review, emergency=True))
    house = House(settings, schedules, lambda: NOON)
    house.accounts.hasher = QUICK
    tried = Tried(house, create_app(house), folder)
    for box in ("new", "cur", "tmp"):
        (folder / "inbox" / box).mkdir(parents=True)
    with sqlite3.connect(migrated) as source:
        source.backup(tried._connection())
    source.close()
    tried.things |= filled(house, folder)
    _come_in(tried)
    tried.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(House, "open", lambda *_: nullcontext(house))
        # Looking at the migrations is most of a command's time, and it was done above.
        patch.setattr(house.database, "make_ready", lambda: None)
        patch.setattr(cli_house, "configure", lambda **_: None)
        yield tried
    house.close()


def _come_in(tried: Tried) -> None:
    """Each logs in once; somebody from outside has but a token."""
    for who, name in {OUTSIDE: "", **WHO}.items():
        client = tried.app.test_client()
        if name:
            log_in(client, name)
        tried.tokens[who] = csrf(client, "/konto" if name else "/login")
        with tried.house.read() as tx:
            account = tx.staff.named(name)
        if account is not None:
            # Somewhere else they are logged in as well.
            log_in(tried.app.test_client(), name)
            here = tried.house.door.sessions(account.id, NOON)
            tried.things[f"session_{who}"] = here[0].id
        known = [client.get_cookie(one) for one in ("opslag", "opslag-kendt")]
        tried.cookies[who] = {one.key: one.value for one in known if one is not None}
