"""Findings answered, photos settled and consents withdrawn on the command line."""

from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from comms.store.database import Database
from tests.cli.conftest import Run
from tests.findings_table import ROWS, Row, put

ROLES = (("Anna", "writer"), ("Bo", "approver"))
FILLED = (
    "--people", "yes", "--ground", "consent", "--purpose", "Opslag", "--ref", "mail 1.11.2026",
    "--credit", "Mette Holm", "--permission", "Mette Holm", "--alt", "To ved et bord",
)  # fmt: skip


@pytest.fixture
def office(run: Run) -> Run:
    """Anna writes, Bo approves."""
    for name, role in ROLES:
        run(
            "users", "add", name, "--email", f"{name.lower()}@example.dk", "--role", role,
            "--password-stdin", stdin="en lang adgangskode\n",
        )  # fmt: skip
    return run


def told(run: Run, folder: Path, text: str, *images: str) -> None:
    path = folder / "tekst.txt"
    path.write_text(text, encoding="utf-8")
    extra: list[str | Path] = []
    for name in images:
        Image.new("RGB", (600, 400), "navy").save(folder / name)
        extra += ["--image", folder / name]
    add = ("stories", "add", "--title", "En historie", "--text", path, "--by", "Anna")
    assert run(*add, *extra).exit_code == 0
    run("draft")


def clear(run: Run, row: Row, by: str) -> tuple[int, str]:
    given = {"ref": row.gives.get("reference", ""), **row.gives}
    options = [
        part
        for name in ("reason", "ground", "ref")
        if given.get(name)
        for part in (f"--{name}", given[name])
    ]
    done = run("stories", "clear", 1, "--flag", row.asked, "--by", by, *options)
    return done.exit_code, done.err + done.out


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_of_the_table_is_answered_by_the_right_role_only(
    office: Run, tmp_path: Path, now: datetime, row: Row
) -> None:
    database = Database(f"sqlite:///{tmp_path}/comms.db")
    put(database, now, *row.found)
    database.close()
    if not row.writer:
        exit_code, says = clear(office, row, "Anna")
        assert (exit_code, "kræver en godkender" in says) == (3, True)
    exit_code, says = clear(office, row, "Anna" if row.writer else "Bo")
    assert f"{row.asked} er besvaret" in says
    assert exit_code == (3 if "Mangler stadig" in says else 0)
    assert row.leaves in says
    shown = office("stories", "show", 1, "--json").data
    assert row.asked in [one["flag"] for one in shown["answers"]]


def test_clear_tells_what_is_still_open_and_ends_with_3(office: Run, tmp_path: Path) -> None:
    told(office, tmp_path, "Karen Damgaard bagte. Skriv til 010235-1234.")
    answer = ("stories", "clear", 1, "--by", "Bo", "--reason", "Et sagsnummer", "--flag", "cpr")
    first = office(*answer, "--json")
    assert first.exit_code == 3
    assert [one["kind"] for one in first.data["open"]] == ["named_person"]
    name = ("--flag", "named_person", "--ground", "contact", "--reason", "Vært", "--by", "Anna")
    second = office("stories", "clear", 1, *name, "--json")
    assert (second.exit_code, second.data["open"]) == (0, [])


def test_a_photo_is_settled_with_all_of_rule_3(office: Run, tmp_path: Path) -> None:
    told(office, tmp_path, "Vi har åbent.", "cafe.jpg")
    assert "er der mennesker" in office("drafts", "approve", 1, "--by", "Bo").err
    done = office("stories", "photo", 1, 1, *FILLED, "--expires", "2999-01-01", "--by", "Anna")
    assert done.exit_code == 0
    shown = office("stories", "show", 1, "--json").data["photos"][0]
    assert shown["photo"] == 1
    assert (shown["people"], shown["permission"]) == (True, "Mette Holm")
    assert shown["expires"] == "2999-01-01"
    draft = office("drafts", "show", 1, "--json").data
    assert draft["photos"][0]["alt"] == "To ved et bord"
    assert office("drafts", "approve", 1, "--by", "Bo").exit_code == 0


def test_a_photo_that_lacks_something_ends_with_3_and_says_what(
    office: Run, tmp_path: Path
) -> None:
    told(office, tmp_path, "Vi har åbent.", "cafe.jpg")
    done = office("stories", "photo", 1, 1, "--people", "no", "--alt", "Et bord", "--by", "Anna")
    assert done.exit_code == 3
    assert "Billede 1 (cafe.jpg) mangler fotograf og tilladelse." in done.out


def test_photos_with_people_are_answered_by_clear_as_far_as_it_goes(
    office: Run, tmp_path: Path
) -> None:
    told(office, tmp_path, "Vi har åbent.", "cafe.jpg")
    given = ("--ground", "consent", "--ref", "mail 7", "--reason", "Til opslaget")
    done = office("stories", "clear", 1, "--flag", "photo_with_people", "--by", "Anna", *given)
    assert done.exit_code == 3
    assert "viser mennesker og mangler fotograf og tilladelse" in done.out


def test_a_withdrawn_consent_takes_the_post_down_once_somebody_said_yes(
    office: Run, tmp_path: Path
) -> None:
    told(office, tmp_path, "Vi har åbent.", "cafe.jpg")
    office("stories", "photo", 1, 1, *FILLED, "--by", "Anna")
    office("drafts", "approve", 1, "--by", "Bo")
    assert office("publish", "--json").data["sent"] == 1
    drawn = office("stories", "withdraw-consent", 1, "--photo", 1, "--by", "Anna", "--json")
    assert drawn.exit_code == 3
    assert drawn.data["tasks"] == []
    (down,) = drawn.data["take_downs"]
    assert office("drafts", "approve", down, "--by", "Bo").exit_code == 0
    assert office("publish", "--json").data["sent"] == 1
    assert office("drafts", "show", down, "--json").data["status"] == "sent"


def test_what_is_out_is_corrected_and_taken_down_by_commands(office: Run, tmp_path: Path) -> None:
    told(office, tmp_path, "Vi har åbent onsdag.")
    text = tmp_path / "rettelse.txt"
    text.write_text("Vi har åbent torsdag.", encoding="utf-8")
    ask = ("drafts", "correct", 1, "--text", text, "--by", "Anna", "--json")
    early = office(*ask)
    assert early.exit_code == 1
    assert "ikke lagt op" in early.err
    office("drafts", "approve", 1, "--by", "Bo")
    office("publish")
    made = office(*ask)
    assert made.exit_code == 3
    assert (made.data["act"], made.data["corrects"]) == ("edit", 1)
    assert made.data["text"] == "Vi har åbent torsdag."
    down = office("drafts", "take-down", 1, "--by", "Anna", "--reason", "Forkert", "--json")
    assert (down.exit_code, down.data["act"]) == (3, "take_down")
    listed = office("drafts", "list").out
    assert "Tag ned fra Facebook" in listed
    office("drafts", "approve", down.data["id"], "--by", "Bo")
    assert office("publish", "--json").data["sent"] == 1
    again = office("drafts", "take-down", 1, "--by", "Anna", "--reason", "Igen")
    assert again.exit_code == 1
    assert "er taget ned" in again.err


def test_a_number_in_a_typed_photos_metadata_is_told_by_its_place(
    office: Run, tmp_path: Path
) -> None:
    image, text = tmp_path / "fest.jpg", tmp_path / "tekst.txt"
    exif = Image.Exif()
    exif[0x010E] = "Om 010235-1234"
    Image.new("RGB", (600, 400)).save(image, exif=exif)
    text.write_text("Vi har åbent.", encoding="utf-8")
    add = ("--title", "Fest", "--text", text, "--image", image, "--by", "Anna")
    assert "cpr" in office("stories", "add", *add, "--json").data["flags"]
    office("draft")
    refused = office("drafts", "approve", 1, "--by", "Bo").err
    assert "i billedets skjulte oplysninger (fest.jpg)" in refused


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("stories", "photo", 1, 2, "--people", "no", "--by", "Anna"), "intet billede 2"),
        (("stories", "photo", 1, 1, "--expires", "i morgen", "--by", "Anna"), "Invalid value"),
        (("stories", "photo", 1, 1, "--people", "yes", "--ground", "fordi", "--by", "Anna"),
         "intet grundlag"),
        (("stories", "withdraw-consent", 9, "--by", "Anna"), "intet bidrag 9"),
        (("stories", "tasks", "--done", 9, "--by", "Anna"), "ingen opgave 9"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(office: Run, tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    told(office, tmp_path, "Vi har åbent.", "cafe.jpg")
    done = office(*args)
    assert (done.exit_code, says in done.err) == (2, True)
