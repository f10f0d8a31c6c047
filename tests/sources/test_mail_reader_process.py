import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from comms.errors import BadInput, TooBig
from comms.model.judge import Context
from comms.sources.mail.limits import Limits
from comms.sources.mail.worker import Reader
from tests.sources.mails import MAILBOX, raw

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Context(MAILBOX), Limits(), 20) as made:
        yield made


def test_a_mail_is_read_in_another_process(reader: Reader) -> None:
    assert reader(raw(), NOW).title == "Fællesspisning i Sejlhuset"


def test_what_must_be_set_aside_comes_back_as_its_error(reader: Reader) -> None:
    with pytest.raises(BadInput, match="mailen er tom"):
        reader(b"", NOW)
    with pytest.raises(TooBig, match="linjer i hovedet"):
        reader(b"X-A: b\r\n" * 5000 + b"\r\n", NOW)
    assert reader(raw(), NOW).title == "Fællesspisning i Sejlhuset"


def test_a_reader_that_hangs_is_ended_and_the_next_mail_is_read() -> None:
    with Reader(Context(MAILBOX), Limits(), 5) as reader:
        reader(raw(), NOW)
        assert reader._process is not None
        os.kill(reader._process.pid or 0, signal.SIGSTOP)
        reader.seconds = 0.5
        begun = time.monotonic()
        with pytest.raises(TooBig, match=r"ikke læses på 0.5 sekunder"):
            reader(raw(), NOW)
        assert time.monotonic() - begun < 5
        reader.seconds = 5
        assert reader(raw(), NOW).title == "Fællesspisning i Sejlhuset"


def test_a_reader_that_dies_costs_one_mail_only() -> None:
    with Reader(Context(MAILBOX), Limits(), 5) as reader:
        reader(raw(), NOW)
        assert reader._process is not None
        os.kill(reader._process.pid or 0, signal.SIGKILL)
        with pytest.raises(TooBig, match="mere hukommelse, end vi tillader"):
            reader(raw(), NOW)
        assert reader(raw(), NOW).title == "Fællesspisning i Sejlhuset"
