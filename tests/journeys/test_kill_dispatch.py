"""kill -9 of a sending at random moments: nobody is lost, and few get a second copy."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from comms.model.issue import Tally
from comms.store.database import Database
from tests.servers.sink import PROGRAM, Sink, sinking
from tests.stages.issue_house import IssueHouse

ROOT = Path(__file__).parents[2]
READERS = 2000
KILLS = 10
CONNECTIONS = 4
# The sink waits a second before its answer to one message in fifty.
SLOWED = ("-W", ".:1:2")

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="needs Postfix' smtp-sink")


SCHEDULES = """
organisation: {name: Eksempel Kommune, strategy: Strategi for Udsathed, mailbox: post@example.dk}
sources: {inbox: false, feeds: false}
channels: {facebook: false, newsletter: true}
"""


class Race:
    """One issue, one sink, and senders that are processes of their own: the command itself."""

    def __init__(self, url: str, folder: Path, sink: Sink, issue_id: int) -> None:
        self.sink = sink
        self.command = [sys.executable, "main.py", "newsletter", "send", str(issue_id), "--json"]
        schedules = folder / "schedules.yaml"
        schedules.write_text(SCHEDULES, encoding="utf-8")
        self.environment = {
            **os.environ,
            "COMMS_MODE": "live",
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "SECRET_KEY": "en lang hemmelighed til test",
            "PUBLIC_URL": "https://nyt.example.dk",
            "SCHEDULES_FILE": str(schedules),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(sink.port),
            "SMTP_SECURITY": "none",
            "SMTP_CONNECTIONS": str(CONNECTIONS),
            "SMTP_RETRY": "1",
            "MAIL_FROM": "nyt@example.dk",
            "MAIL_REPLY_TO": "post@example.dk",
        }

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def start_and_let_arrive(self, many: int) -> "subprocess.Popen[str]":
        before = self.sink.count()
        process = self.start()
        while self.sink.count() < before + many and process.poll() is None:
            time.sleep(0.002)
        return process


def begun(database: Database, folder: Path, now: datetime) -> tuple[IssueHouse, int]:
    house = IssueHouse(database, folder, now)
    house.block("Fællesspisning i Medborgerhuset")
    house.readers(READERS)
    return house, house.composed()


def copies(sink: Sink) -> Counter[str]:
    return Counter(
        found.group(1)
        for text in sink.messages()
        if (found := re.search(r"^X-Rcpt-Args: <(.+)>$", text, re.MULTILINE))
    )


def same_message_ids(sink: Sink) -> bool:
    ids: dict[str, set[str]] = {}
    for text in sink.messages():
        to = re.search(r"^To: (.+)$", text, re.MULTILINE)
        sign = re.search(r"^Message-ID: (.+)$", text, re.MULTILINE)
        assert to
        assert sign
        ids.setdefault(to.group(1), set()).add(sign.group(1))
    return all(len(each) == 1 for each in ids.values())


@pytest.mark.timeout(300)
def test_kill_9_loses_nobody_and_doubles_at_most_one_for_each_connection(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    chance = random.Random(48)  # noqa: S311 (a repeatable test, no secret)
    database = Database(sqlite_url)
    database.upgrade()
    house, issue_id = begun(database, tmp_path, now)
    with sinking(*SLOWED) as sink:
        race = Race(sqlite_url, tmp_path, sink, issue_id)
        for _ in range(KILLS):
            process = race.start_and_let_arrive(chance.randint(1, 150))
            time.sleep(chance.uniform(0, 0.05))
            assert process.poll() is None, "the sending was over before it could be killed"
            process.kill()
            process.communicate()
        last = race.start()
        told = json.loads(last.communicate(timeout=120)[0])
        assert (told["sent"], told["pending"], last.returncode) == (READERS, 0, 0)
        got = copies(sink)
        assert len(got) == READERS
        assert sum(got.values()) - READERS <= KILLS * CONNECTIONS
        assert same_message_ids(sink)
    assert house.mailroom.tally(issue_id) == Tally(recipients=READERS, sent=READERS)
    assert house.status(issue_id) == "sent"
    database.close()


@pytest.mark.timeout(120)
def test_sigterm_finishes_what_is_in_flight_and_doubles_nobody(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    database = Database(sqlite_url)
    database.upgrade()
    _, issue_id = begun(database, tmp_path, now)
    with sinking() as sink:
        race = Race(sqlite_url, tmp_path, sink, issue_id)
        process = race.start_and_let_arrive(100)
        process.send_signal(signal.SIGTERM)
        sent = json.loads(process.communicate(timeout=30)[0])["sent"]
        assert 100 <= sent < READERS
        assert sum(copies(sink).values()) == sent
        race.start().communicate(timeout=60)
        assert copies(sink) == Counter(f"nr{number}@example.dk" for number in range(READERS))
    database.close()
