"""The automatic answer: to whom, how often, and what it says."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from comms.config.schedules import Acknowledgement
from comms.model.judge import Context
from comms.model.letter import Letter
from comms.sources.mail.explain import read_and_judge
from comms.stages.intake import Acknowledging, Inbox
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.sources.mails import INVITATION, MAILBOX, mail, raw
from tests.stages.test_intake_inbox import Box

RULES = Acknowledgement()
CRY = "Jeg kan ikke se nogen grund til at være her i morgen."


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str = ""


def write(*, next: str, acute: bool) -> Words:  # noqa: A002 — the template's word
    return Words("Automatisk svar", f"{'112 først. ' if acute else ''}{next}")


def collect(
    database: Database,
    files: FolderFiles,
    now: datetime,
    *mails: bytes,
    rules: Acknowledgement = RULES,
) -> list[Letter]:
    """Take the mails in, and give the answers that were written."""
    inbox = Inbox(
        database.begin,
        files,
        lambda raw, received: read_and_judge(raw, Context(MAILBOX), received),
        (),
        Acknowledging(rules, write, "nøgle", frozenset({MAILBOX, "brev@fredericia.dk"})),
    )
    keys = {f"{now:%d%H%M}/{n}": one for n, one in enumerate(mails)}
    inbox.collect(Box(dict(keys)), now)
    with database.read() as tx:
        return [letter for item in tx.items.all() for letter in tx.letters.about(item.id)]


def contribution(
    number: int = 1,
    sender: str = "Rigmor <rigmor@example.dk>",
    headers: dict[str, str] | None = None,
    date: str = "Mon, 23 Nov 2026 10:00:00 +0100",
) -> bytes:
    made = mail(sender=sender, number=number, **(headers or {}))
    made.replace_header("Date", date)
    return made.as_bytes()


def test_a_contributor_is_answered_in_the_thread_and_marked_as_automatic(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    (letter,) = collect(database, files, now, contribution())
    assert letter.to_email == "rigmor@example.dk"
    assert letter.text == RULES.story
    assert (letter.in_reply_to, letter.submitted) == ("<1@example.dk>", "auto-replied")


def test_an_address_is_answered_once_a_day(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    mails = [contribution(n, f"Rigmor <rigmor{tag}@example.dk>") for n, tag in ((1, ""), (2, "+2"))]
    assert len(collect(database, files, now, *mails)) == 1
    tomorrow = now + timedelta(days=1)
    assert len(collect(database, files, tomorrow, contribution(3))) == 2


def test_the_key_holds_no_address(database: Database, files: FolderFiles, now: datetime) -> None:
    (letter,) = collect(database, files, now, contribution())
    assert "rigmor" not in letter.key
    assert letter.key.startswith("acknowledgement:")


def test_old_mail_is_not_answered(database: Database, files: FolderFiles, now: datetime) -> None:
    old = contribution(date="Mon, 16 Nov 2026 10:00:00 +0100")
    assert collect(database, files, now, old) == []
    with database.read() as tx:
        (item,) = tx.items.all()
    assert item.why[-1] == "intet automatisk svar: mailen er for gammel"


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<naboer.example.dk>"},
        {"Return_Path": "<>"},
    ],
)
def test_machines_are_not_answered(
    database: Database, files: FolderFiles, now: datetime, headers: dict[str, str]
) -> None:
    assert collect(database, files, now, contribution(headers=headers)) == []


@pytest.mark.parametrize(
    "sender", ["noreply@example.dk", "Brevet <brev@fredericia.dk>", f"Os <{MAILBOX}>"]
)
def test_nobody_and_we_ourselves_are_not_answered(
    database: Database, files: FolderFiles, now: datetime, sender: str
) -> None:
    assert collect(database, files, now, contribution(sender=sender)) == []


def test_the_one_who_forwarded_is_answered_and_not_whom_they_forwarded(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    text = (
        "Se her.\n\n-----Oprindelig meddelelse-----\nFra: Bo Lund <bo@example.org>\n"
        "Sendt: 20. november 2026 10:00\nTil: Åse <aase@example.dk>\nEmne: Fællesspisning\n\n"
        f"{INVITATION}"
    )
    made = raw(text, "VS: Fællesspisning", sender="Åse <aase@example.dk>")
    fresh = made.replace(b"Fri, 20 Nov", b"Mon, 23 Nov")
    letters = collect(database, files, now, fresh)
    assert [letter.to_email for letter in letters] == ["aase@example.dk"]


def test_a_flood_is_not_answered_beyond_the_hours_most(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    mails = [contribution(n, f"P <p{n}@example.dk>") for n in range(5)]
    assert len(collect(database, files, now, *mails, rules=replace(RULES, most_an_hour=3))) == 3


@pytest.mark.parametrize("rules", [replace(RULES, send=False), replace(RULES, story="")])
def test_it_can_be_switched_off_wholly_or_for_one_kind(
    database: Database, files: FolderFiles, now: datetime, rules: Acknowledgement
) -> None:
    assert collect(database, files, now, contribution(), rules=rules) == []


def test_a_cry_for_help_is_answered_with_112_first_and_nothing_of_what_was_written(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    cry = raw(CRY, "hej", sender="Kim <kim@example.dk>").replace(b"Fri, 20 Nov", b"Mon, 23 Nov")
    (letter,) = collect(database, files, now, cry)
    assert letter.text.startswith("112 først.")
    assert "grund" not in letter.text


def test_a_second_run_writes_no_second_answer(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    collect(database, files, now, contribution())
    assert len(collect(database, files, now, contribution())) == 1
