"""A yes to a whole story, a draft sent back or taken back, and one person alone, by command."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def drafted(run: Run, tmp_path: Path) -> Run:
    """A typed story with its drafts for Facebook and the newsletter."""
    text = tmp_path / "tekst.txt"
    text.write_text("Kom og spis med os. Der er plads til alle.", encoding="utf-8")
    added = run("stories", "add", "--title", "Fællesspisning", "--text", text, "--by", "Anna")
    assert added.exit_code == 0
    run("draft")
    return run


def test_a_story_is_approved_with_all_its_drafts(drafted: Run) -> None:
    refused = drafted("stories", "approve", 1, "--by", "Anna")
    assert refused.exit_code == 3
    assert "Intet er godkendt. Facebook: Udkast 1 er skrevet af Anna." in refused.err
    done = drafted("stories", "approve", 1, "--by", "Bo", "--json")
    assert {one["status"] for one in done.data["approved"]} == {"approved"}
    assert drafted("stories", "approve", 1, "--by", "Bo").exit_code == 1


def test_a_story_is_approved_wholly_or_not_at_all(drafted: Run) -> None:
    drafted("drafts", "edit", 2, "--title", "Fællesspisning i dag", "--by", "Bo")
    assert drafted("stories", "approve", 1, "--by", "Bo").exit_code == 3
    assert drafted("drafts", "show", 1, "--json").data["status"] == "drafted"


def test_what_is_sent_back_says_why(drafted: Run) -> None:
    sent = drafted("drafts", "send-back", 1, "--by", "Bo", "--reason", "Hvornår?", "--json").data
    assert (sent["status"], sent["reason"]) == ("drafted", "Hvornår?")


def test_what_is_approved_is_taken_back(drafted: Run) -> None:
    drafted("drafts", "approve", 1, "--by", "Bo")
    taken = drafted("drafts", "withdraw", 1, "--by", "Bo", "--json").data
    assert taken["status"] == "withdrawn"
    assert drafted("publish", "--json").data["sent"] == 0


def test_an_emergency_is_off_until_it_is_switched_on(
    drafted: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = ("drafts", "approve", 1, "--by", "Anna", "--alone", "Vandet er forurenet")
    assert "slået fra" in drafted(*alone).err
    schedules = tmp_path / "schedules.yaml"
    text = Path("schedules.yaml").read_text(encoding="utf-8")
    schedules.write_text(text.replace("emergency: false", "emergency: true"), encoding="utf-8")
    monkeypatch.setenv("SCHEDULES_FILE", str(schedules))
    assert drafted(*alone).exit_code == 0


def test_settings_that_cannot_be_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedules = tmp_path / "schedules.yaml"
    text = Path("schedules.yaml").read_text(encoding="utf-8")
    wrong = text.replace("escalate_after: 16h", "escalate_after: 4h")
    schedules.write_text(wrong, encoding="utf-8")
    monkeypatch.setenv("SCHEDULES_FILE", str(schedules))
    told = run("drafts", "list")
    assert told.exit_code == 2
    assert "escalate_after must be longer than remind_after" in told.err
