"""Short passages, and the flags an editor would give them. The tables lie in `written/`."""

from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from comms.danish import cpr
from comms.danish.called_off import calls_off
from comms.model.judge import Context
from comms.sources.mail.explain import explain

WRITTEN = Path(__file__).parent / "written"
MAILBOX = "mindreudsathed@fredericia.dk"
CONTEXT = Context(mailbox=MAILBOX)
NOON = "Mon, 01 Jun 2026 12:00:00 +0200"
SOMEBODY = "Bente Krog <bente@example.org>"
# What the tables tell of; pointers to a picture or a link are tried elsewhere.
ASKED = {
    *("named_person", "health", "minor", "photo_with_people", "phone", "sponsored"),
    *("confidential_footer", "press_embargo", "acute", "cpr"),
}


def rows(name: str) -> list[list[str]]:
    return [
        [cell.replace("\\n", "\n").strip(" ") for cell in line.split(" | ")]
        for line in (WRITTEN / name).read_text("utf-8").split("\n")
        if line and not line.startswith("#")
    ]


@cache
def photograph() -> bytes:
    """A picture of nothing, big enough to be meant for the reader."""
    file = BytesIO()
    Image.effect_noise((1200, 800), 60).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def flags_of(text: str, sender: str, picture: str = "") -> set[str]:
    """What the whole intake says of a mail with these words."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, MAILBOX, "Til siden"
    message["Date"] = NOON
    message.set_content(text)
    if picture:
        message.add_attachment(photograph(), maintype="image", subtype="jpeg", filename=picture)
    return set(explain(message.as_bytes(), CONTEXT)["flags"])


@pytest.mark.parametrize(
    "row", [*rows("flags.txt"), *rows("fresh.txt"), *rows("later.txt")], ids=lambda row: row[1][:60]
)
def test_a_passage_gets_the_flags_an_editor_would_give(row: list[str]) -> None:
    wanted, text, *picture = row
    got = flags_of(text, SOMEBODY, *picture) & ASKED
    if "acute" in wanted:  # Somebody in need is often ill as well; either reading is fair.
        got -= {"health"}
    assert got == set(wanted.split()) - {"-"}


@pytest.mark.parametrize("row", rows("senders.txt"), ids=lambda row: row[1][:60])
def test_only_a_party_political_sender_is_flagged_as_one(row: list[str]) -> None:
    wanted, sender, text = row
    assert ("party" in flags_of(text, sender)) == (wanted == "party")


@pytest.mark.parametrize("row", rows("numbers.txt"), ids=lambda row: repr(row[1][:60]))
def test_cpr_numbers_are_told_from_other_numbers(row: list[str]) -> None:
    wanted, text = row
    assert bool(list(cpr.find(text))) == (wanted == "cpr")


@pytest.mark.parametrize("row", rows("numbers.txt"), ids=lambda row: repr(row[1][:60]))
def test_intake_finds_a_cpr_number_as_the_bare_reading_does(row: list[str]) -> None:
    assert ("cpr" in flags_of(f"Hej\n\n{row[1]}\n", SOMEBODY)) == (row[0] == "cpr")


@pytest.mark.parametrize("row", rows("called_off.txt"), ids=lambda row: row[1][:60])
def test_called_off_is_told_from_moved_and_from_perhaps(row: list[str]) -> None:
    wanted, text = row
    assert bool(calls_off(text)) == (wanted == "cancelled")
