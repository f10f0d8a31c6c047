"""Review without the web page: the same rules hold, and the exit code tells."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def drafted(run: Run, tmp_path: Path) -> Run:
    """A typed story with its two drafts: 1 for Facebook, 2 for the newsletter."""
    text = tmp_path / "tekst.txt"
    text.write_text("Kom og spis med os. Der er plads til alle.", encoding="utf-8")
    added = run("stories", "add", "--title", "Fællesspisning", "--text", text, "--by", "Anna")
    assert added.exit_code == 0
    assert run("draft", "--json").data == {"drafts": 2}
    return run


def test_drafting_again_writes_nothing(drafted: Run) -> None:
    assert drafted("draft", "--json").data == {"drafts": 0}


def test_who_typed_it_in_waits_for_somebody_else(drafted: Run) -> None:
    refused = drafted("drafts", "approve", 1, "--by", "Anna")
    assert refused.exit_code == 3
    assert "fire øjne" in refused.err
    assert drafted("drafts", "approve", 1, "--by", "Bo").exit_code == 0


def test_an_edit_waits_for_a_new_yes(drafted: Run, tmp_path: Path) -> None:
    drafted("drafts", "approve", 1, "--by", "Bo")
    new = tmp_path / "ny.txt"
    new.write_text("Kom og spis med os på torsdag.", encoding="utf-8")
    edited = drafted("drafts", "edit", 1, "--text", new, "--by", "Bo", "--json").data
    assert (edited["status"], edited["version"], edited["approved_hash"]) == ("drafted", 2, None)
    assert drafted("publish", "--json").data["sent"] == 0


def test_what_is_approved_is_public_once(drafted: Run) -> None:
    drafted("drafts", "approve", 1, "--by", "Bo")
    assert drafted("publish", "--json").data["sent"] == 1
    assert drafted("publish", "facebook", "--json").data["sent"] == 0
    assert drafted("drafts", "show", 1, "--json").data["status"] == "sent"


def test_what_is_planned_for_later_waits(drafted: Run) -> None:
    drafted("drafts", "approve", 1, "--by", "Bo")
    planned = drafted("drafts", "schedule", 1, "--at", "2999-01-01T10:00", "--by", "Bo", "--json")
    assert planned.data["scheduled_at"] == "2999-01-01T10:00:00+01:00"
    assert drafted("publish", "--json").data["sent"] == 0


def test_a_text_with_a_stray_nul_is_taken_without_it(drafted: Run, tmp_path: Path) -> None:
    new = tmp_path / "ny.txt"
    new.write_bytes(b"Kom og spis\0 med os.")
    assert (
        drafted("drafts", "edit", 1, "--text", new, "--json").data["text"] == "Kom og spis med os."
    )


def test_stop_holds_and_resume_lets_go(drafted: Run) -> None:
    drafted("drafts", "approve", 1, "--by", "Bo")
    drafted("stop", "--by", "Anna", "--reason", "Forkert billede")
    held = drafted("publish")
    assert (held.exit_code, "Forkert billede" in held.err) == (3, True)
    drafted("resume")
    assert drafted("publish", "--json").data["sent"] == 1


def test_a_rejected_draft_keeps_its_reason(drafted: Run) -> None:
    assert drafted("drafts", "reject", 1, "--by", "Bo", "--reason", "Gentagelse").exit_code == 0
    assert drafted("drafts", "list", "--status", "rejected", "--json").data[0]["reason"] == (
        "Gentagelse"
    )


def test_a_cpr_number_blocks_and_can_be_answered(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "tekst.txt"
    text.write_text("Sagsnummeret er 010235-1234.", encoding="utf-8")
    run("stories", "add", "--title", "En sag", "--text", text, "--by", "Anna")
    run("draft")
    refused = run("drafts", "approve", 1, "--by", "Bo")
    assert (refused.exit_code, "cpr-nummer" in refused.err) == (3, True)
    assert "010235" not in refused.err
    answer = ("stories", "clear", 1, "--flag", "cpr", "--by", "Bo", "--reason", "Et sagsnummer")
    assert run(*answer).exit_code == 0
    assert run("drafts", "approve", 1, "--by", "Bo").exit_code == 0


def test_an_image_without_alternative_text_waits_for_one(run: Run, tmp_path: Path) -> None:
    from PIL import Image

    image = tmp_path / "bord.jpg"
    Image.new("RGB", (600, 400), "navy").save(image)
    text = tmp_path / "tekst.txt"
    text.write_text("Kom og spis med os.", encoding="utf-8")
    add = ("stories", "add", "--title", "Spisning", "--text", text, "--by", "Anna")
    run(*add, "--image", image)
    run("draft")
    assert "alternativ tekst" in run("drafts", "approve", 1, "--by", "Bo").err
    run("drafts", "edit", 1, "--alt", "1=Et dækket bord", "--by", "Anna")
    ours = ("--people", "no", "--credit", "Anna", "--permission", "Taget af Anna")
    run("stories", "photo", 1, 1, *ours, "--by", "Anna")
    assert run("drafts", "approve", 1, "--by", "Bo").exit_code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("drafts", "approve", 99, "--by", "Bo"), "intet udkast 99"),
        (("drafts", "schedule", 1, "--at", "i morgen"), "allowed: 2026-11-26T10:00"),
        (("drafts", "edit", 1, "--text", "findes-ikke.txt"), "findes-ikke.txt: cannot be read"),
        (("drafts", "edit", 1, "--alt", "3=x"), "shows no photos"),
        (("publish", "avisen"), "allowed: facebook"),
        (("stories", "show", 99), "intet bidrag 99"),
        (("drafts", "list", "--status", "tabt"), "Invalid value"),
        (("findes-ikke",), "No such command"),
    ],
)
def test_wrong_usage_is_told_with_exit_2(drafted: Run, args: tuple[str, ...], told: str) -> None:
    done = drafted(*args)
    assert done.exit_code == 2
    assert told in done.err


def test_an_error_is_one_json_document_too(drafted: Run) -> None:
    assert "intet udkast 99" in drafted("drafts", "show", 99, "--json").data["error"]


def test_accounts_are_made_once_and_their_roles_hold(drafted: Run) -> None:
    add = ("users", "add", "Anna", "--email", "anna@example.dk", "--password-stdin")
    made = drafted(*add, "--role", "writer", stdin="en lang adgangskode\n")
    assert made.exit_code == 0
    assert drafted(*add, "--role", "admin", stdin="en lang adgangskode\n").exit_code == 2
    assert drafted("drafts", "approve", 1, "--by", "Bo").exit_code == 3
    assert [one["role"] for one in drafted("users", "list", "--json").data] == ["writer"]
