"""A sender that is really killed (kill -9) while Facebook has done it and has not yet answered."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from comms.model.draft import Status
from comms.practice.graph import PracticeGraph
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.practice.graph_help import client, practice
from tests.stages.publish.publish_help import WORDS, Office

ROOT = Path(__file__).parents[3]


def wait_for(page: PracticeGraph, call: str) -> None:
    for _ in range(600):
        if call in page.calls:
            return
        time.sleep(0.05)
    raise AssertionError(f"no {call} came")


@pytest.mark.parametrize("step", ["photo", "create", "publish", "read"])
def test_after_kill_9_the_next_sender_ends_it_with_one_public_post(
    database: Database, files: FolderFiles, step: str
) -> None:
    with practice(hang_seconds=30) as page, client(page) as graph:
        office = Office(database, files, page, graph)
        draft_id = office.approved(photos=[office.photo(1)])
        page.fault("hang-after", on=step)
        url = database.engine.url.render_as_string(hide_password=False)
        words = ["-m", "tests.stages.publish.sender", url, str(files.folder), page.url]
        with subprocess.Popen([sys.executable, *words], cwd=ROOT) as sender:
            wait_for(page, step)
            time.sleep(0.1)
            sender.kill()
        assert office.status(draft_id) is Status.SENDING

        office.clock.on(timedelta(seconds=1))  # that its process is gone can be seen: no wait
        office.publishing().all_due()
        assert office.public() == [WORDS]
        assert office.status(draft_id) is Status.SENT
