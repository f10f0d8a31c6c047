"""Mail that is meant to hurt, through the whole stage: set aside or read, and the next is read."""

import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

import pytest

from comms.model.item import Item
from comms.model.judge import Context
from comms.sources.mail.limits import Limits
from comms.sources.mail.worker import Reader
from comms.sources.mailbox import Maildir
from comms.stages.intake import Inbox
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.sources.hostile import SHAPES
from tests.sources.mails import MAILBOX, raw
from tests.stages.test_intake_inbox import Box

SECONDS = 20  # as schedules.yaml has it
MEGABYTES = 300


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Context(MAILBOX), Limits(), SECONDS) as made:
        yield made


def held(reader: Reader) -> int:
    """Megabytes that the reading process has held at the most (proc(5), VmHWM)."""
    process = reader._process
    if process is None or process.pid is None:
        return 0
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").split("\n"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


class Watch:
    """Looks at the reading process while a mail is read: it may be gone afterwards."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.most, self.longest = reader, 0, 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        process = self.reader._process
        with contextlib.suppress(OSError):
            # proc(5): 5 sets the peak back to what is held now.
            Path(f"/proc/{process and process.pid}/clear_refs").write_text("5", encoding="ascii")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def __call__(self, mail: bytes, received: datetime) -> Item:
        begun = time.monotonic()
        try:
            return self.reader(mail, received)
        finally:
            self.longest = max(self.longest, time.monotonic() - begun)

    def _look(self) -> None:
        while not self._done.wait(0.05):
            with contextlib.suppress(ValueError):  # closed in this very moment
                self.most = max(self.most, held(self.reader))


@pytest.mark.parametrize("shape", SHAPES)
def test_it_ends_in_time_and_memory_and_the_next_mail_is_read(
    shape: str, reader: Reader, memory: Database, files: FolderFiles, now: datetime
) -> None:
    hostile = SHAPES[shape]()
    reader(raw(), now)  # a process that starts is not what is measured
    with Watch(reader) as watch:
        box = Box({"1/1": hostile, "1/2": raw()})
        counts = Inbox(memory.begin, files, watch).collect(box, now)
    assert counts.fetched == 2
    with memory.read() as tx:
        titles = [story.title for story in tx.stories.all()]
        unread = list(tx.raw_messages.unread())
    assert "Fællesspisning i Sejlhuset" in titles
    assert unread == []
    assert watch.longest < SECONDS + 15  # a new process is started after one was ended
    assert watch.most < MEGABYTES


def test_a_file_of_300_megabytes_is_set_aside_unread(
    tmp_path: Path, memory: Database, files: FolderFiles, now: datetime
) -> None:
    (tmp_path / "new").mkdir()
    with (tmp_path / "new" / "1.endless").open("wb") as file:
        file.truncate(300_000_000)
    (tmp_path / "new" / "2.next").write_bytes(raw())
    box = Maildir(tmp_path, most=40_000_000)

    def read(mail: bytes, received: datetime) -> Item:
        from comms.sources.mail.explain import read_and_judge

        return read_and_judge(mail, Context(MAILBOX), received)

    counts = Inbox(memory.begin, files, read).collect(box, now)
    assert (counts.stories, counts.set_aside) == (1, 1)
    assert counts.problems == ("mailen fylder 300000000 bytes; højst 40000000 læses",)


def test_a_mail_that_breaks_the_reading_down_is_tried_three_times(
    memory: Database, files: FolderFiles, now: datetime
) -> None:
    tries: list[int] = []

    def read(mail: bytes, received: datetime) -> Item:
        tries.append(len(mail))
        raise RuntimeError("the reader went down with us")

    box = Box({"1/1": raw()})
    for _ in range(3):
        with pytest.raises(RuntimeError):
            Inbox(memory.begin, files, read).collect(box, now)
    counts = Inbox(memory.begin, files, read).collect(box, now)
    assert (len(tries), counts.set_aside) == (3, 1)
    assert counts.problems == ("1/1: læsningen er brudt sammen 3 gange",)
