"""Runs commands in this process, on a folder of the test's own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner

from comms.cli.root import cli


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    exit_code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


class Run(Protocol):
    """Run a command; `stdin` is what it reads."""

    def __call__(self, *args: str | Path | int, stdin: str = "") -> Done: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`main.py` in practice mode, with its database and files in the test's folder."""
    monkeypatch.setenv("COMMS_MODE", "practice")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/comms.db")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "inbox" / "new").mkdir(parents=True)
    (tmp_path / "inbox" / "cur").mkdir()
    monkeypatch.setenv("MAILBOX", f"maildir:{tmp_path / 'inbox'}")

    def call(*args: str | Path | int, stdin: str = "") -> Done:
        done = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return call
