"""Stories made one, taken apart again, and made two, by command."""

from pathlib import Path

from tests.cli.conftest import Run


def test_two_typed_stories_become_one_and_come_apart(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "tekst.txt"
    text.write_text("Julemarked på Rådhuset den 3. december kl. 15.", encoding="utf-8")
    for title in ("Stort julemarked på Rådhuset", "Julemarked på Rådhuset"):
        run("stories", "add", "--title", title, "--text", text, "--by", "Anna")
    run("draft")
    (twin,) = run("stories", "twins", 1, "--json").data
    assert twin["id"] == 2
    assert twin["reason"].startswith("Samme dag")
    done = run("stories", "merge", 1, 2, "--by", "Anna", "--json").data
    assert done["merged"][0]["withdrawn"] == [2, 4]
    assert run("stories", "show", 1, "--json").data["merged"] == [{"story": 2, "item": None}]
    assert run("stories", "merge", 1, 2, "--by", "Anna").exit_code != 0
    apart = run("stories", "unmerge", 2, "--by", "Bo", "--json").data
    assert apart == {"story": 1, "apart": 2, "kept": []}
    part = ("--title", "Kor", "--text", text, "--event", 1, "--by", "Anna", "--json")
    assert run("stories", "split", 1, *part).data["part"] == 3
    assert len(run("stories", "show", 3, "--json").data["events"]) == 1
    assert run("stories", "show", 1, "--json").data["events"] == []
    missing = run("stories", "split", 1, "--title", "x", "--text", text, "--event", 9, "--by", "A")
    assert missing.exit_code == 2


def test_upkeep_counts_first_and_then_takes_away(run: Run) -> None:
    first = run("upkeep", "--dry-run", "--json").data
    assert first["dry_run"] is True
    (kind,) = first["kinds"]
    assert (kind["kind"], kind["days"], kind["count"]) == ("letters", 90, 0)
    assert "0 fra før" in run("upkeep").out
