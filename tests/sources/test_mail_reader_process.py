import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comms.errors import BadInput, TooBig
from comms.model.judge import Context
from comms.sources.mail.limits import Limits
from comms.sources.mail.worker import Reader, _answer
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


def test_the_process_is_kept_warm_from_mail_to_mail(reader: Reader) -> None:
    reader(raw(), NOW)
    first = reader._process
    with pytest.raises(BadInput):
        reader(b"", NOW)
    reader(raw(), NOW)
    assert reader._process is first


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), ("big", "mailen kræver mere hukommelse, end vi tillader")),
        (TooBig("for stor"), ("big", "for stor")),
        (BadInput("ingen mail"), ("bad", "ingen mail")),
        (KeyError("x"), ("bad", "mailen kan ikke læses (KeyError: 'x')")),
        (RecursionError("dybt"), ("bad", "mailen kan ikke læses (RecursionError: dybt)")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_happens_in_the_process_is_told_in_words(
    error: Exception, said: tuple[str, str]
) -> None:
    def breaks(*_: object) -> None:
        raise error

    assert _answer(b"", NOW, Context(), Limits(), breaks) == said


def test_a_limit_of_memory_holds_for_the_process() -> None:
    with Reader(Context(MAILBOX), Limits(), 20, memory=1_200_000_000) as reader:
        reader(raw(), NOW)
        assert reader._process is not None
        limits = Path(f"/proc/{reader._process.pid}/limits").read_text(encoding="ascii")
    (line,) = [line for line in limits.split("\n") if line.startswith("Max address space")]
    assert line.split()[3] == "1200000000"


def test_a_reader_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with Reader(Context(MAILBOX), Limits(), 5) as reader:
        monkeypatch.setattr("comms.sources.mail.worker._START_SECONDS", 0.0)
        with pytest.raises(RuntimeError, match="did not start"):
            reader(raw(), NOW)
        assert reader._process is None


def test_a_closed_reader_leaves_no_process() -> None:
    with Reader(Context(MAILBOX), Limits(), 20) as reader:
        reader(raw(), NOW)
        assert reader._process is not None
        number = reader._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number or 0, 0)
