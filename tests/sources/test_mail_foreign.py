"""What other projects published for their own tests, read where it lies beside the checkout."""

from collections import Counter
from pathlib import Path

import pytest

from comms.errors import BadInput
from comms.model.judge import Context
from comms.sources.mail.explain import explain
from comms.sources.mail.invitations import read_invitations
from comms.sources.mail.tree import Part
from tests.sources.mails import MAILBOX

FOREIGN = Path(__file__).parents[3] / "shared" / "corpus" / "foreign"
pytestmark = pytest.mark.skipif(
    not FOREIGN.is_dir(), reason=f"no foreign mails in {FOREIGN.parent.name}/{FOREIGN.name}"
)
HEAD = (
    b"From: a <a@example.dk>\r\nSubject: Fwd: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
)


def told(mails: dict[str, bytes]) -> tuple[Counter[str], dict[str, str]]:
    """(how many were read and set aside, why those that were)."""
    counts: Counter[str] = Counter()
    why = {}
    for name, raw in mails.items():
        try:
            assert explain(raw, Context(MAILBOX))["why"]
            counts["read"] += 1
        except BadInput as error:
            counts["set aside"] += 1
            why[name] = str(error)
    print(dict(counts), why)  # noqa: T201 shown by pytest -s
    return counts, why


def test_every_mail_of_a_ruby_library_is_read_and_none_crashes() -> None:
    paths = [*(FOREIGN / "ruby-mail").rglob("*.eml"), *FOREIGN.rglob("sample_output_multipart")]
    counts, why = told({str(path): path.read_bytes() for path in paths})
    assert counts == {"read": 104, "set aside": 1}
    assert list(why.values()) == ["mailen er tom"]  # sample_output_multipart has no bytes


def test_every_forward_is_read() -> None:
    paths = (FOREIGN / "crisp-forward").rglob("*.txt")
    counts, _ = told({path.name: HEAD + path.read_bytes() for path in paths})
    assert counts == {"read": 232}


def test_every_calendar_gives_its_events_or_says_why_not() -> None:
    counts: Counter[str] = Counter()
    for path in FOREIGN.rglob("*.ics"):
        for one in read_invitations(Part("text/calendar", path.read_bytes(), name=path.name)):
            assert one.starts or one.problem
            counts[one.problem] += 1
    assert not [problem for problem in counts if "Error" in problem]
    assert counts[""] > 90
