"""The whole path on the samples, twice: what `make demo` does."""

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from comms.cli.root import cli


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(folder: Path) -> dict[str, Any]:
    return walk(folder)


@pytest.fixture(scope="module")
def second(folder: Path, first: dict[str, Any]) -> dict[str, Any]:
    assert first
    return walk(folder)


def walk(folder: Path) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["demo", "--keep", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_every_mail_and_entry_ends_somewhere(first: dict[str, Any]) -> None:
    assert first["collect"] == {
        "inbox": {"fetched": 20, "stories": 13, "known": 0, "set_aside": 1, "failed": 0},
        "feeds": {"fetched": 9, "stories": 8, "known": 1, "set_aside": 1, "failed": 0},
    }


def test_each_story_gets_a_draft_for_both_channels(first: dict[str, Any]) -> None:
    stories = 13 + 8 + 2  # from the inbox, from the feeds, typed in
    assert first["drafts"] == 2 * stories
    assert first["approved"] + first["waiting"] == 2 * stories


def test_what_a_person_must_look_at_waits(first: dict[str, Any], folder: Path) -> None:
    assert first["waiting"] == 4
    public = (folder / "practice" / "facebook.json").read_text("utf-8")
    assert "Frode" not in public


def test_every_approved_post_is_public_once(first: dict[str, Any]) -> None:
    assert first["posts"] == {"sent": first["approved"] / 2, "public": first["approved"] / 2}


def test_every_reader_gets_the_issue_once(first: dict[str, Any], folder: Path) -> None:
    told = first["newsletter"]
    assert (told["recipients"], told["sent"], told["failed"], told["pending"]) == (200, 200, 0, 0)
    readers = [
        message_from_bytes(path.read_bytes(), policy=policy.default)["To"]
        for path in (folder / "practice" / "mail").glob("*.eml")
    ]
    assert len(set(readers)) == len(readers) == 200


def test_every_mail_says_that_nothing_is_sent(first: dict[str, Any], folder: Path) -> None:
    assert first
    for path in (folder / "practice" / "mail").glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        for kind in ("plain", "html"):
            part = mail.get_body((kind,))
            assert part is not None
            assert "Testtilstand: intet bliver sendt" in part.get_content()


def test_the_products_lie_where_it_says(first: dict[str, Any], folder: Path) -> None:
    assert first["report"] == ["data.csv", "followers.png", "report.html", "report.pdf"]
    assert all((folder / "rapport" / name).stat().st_size > 1000 for name in first["report"])
    page = (folder / "nyhedsbrev.html").read_text("utf-8")
    assert "Nyt fra Strategi for Udsathed – uge 48" in page


def test_a_second_run_adds_nothing_twice(
    first: dict[str, Any], second: dict[str, Any], folder: Path
) -> None:
    assert second["collect"]["inbox"]["fetched"] == 0
    assert second["collect"]["feeds"]["fetched"] == 0
    assert (second["drafts"], second["approved"]) == (0, 0)
    assert second["posts"] == {"sent": 0, "public": first["posts"]["public"]}
    assert second["subscribers"] == {"added": 0, "known": 200}
    assert second["newsletter"] == first["newsletter"]
    assert second["followers"]["imported"] == 0
    assert len(list((folder / "practice" / "mail").glob("*.eml"))) == 200
