"""`settings` and `users`: what the pages do, for those who run commands."""

from pathlib import Path

import pytest

from comms.config.schedules import Schedules, parsed
from comms.store.database import Database
from comms.wiring import House
from comms.wiring.jobs import jobs
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def staffed(run: Run) -> Run:
    """An installation with an admin and a writer."""
    for name, role in (("Eva", "admin"), ("Nils", "writer")):
        mail = f"{name.lower()}@example.dk"
        done = run(
            "users", "add", name, "--email", mail, "--role", role, "--password-stdin",
            stdin="en lang adgangskode\n",
        )  # fmt: skip
        assert done.exit_code == 0
    return run


@pytest.fixture
def other(staffed: Run) -> House:
    """The house of another process on the same database: a page, say."""
    return _house()


def _house() -> House:
    from comms.config import Settings

    settings = Settings.load(ROOT)
    return House(settings, Schedules.load(ROOT / "schedules.yaml"))


def test_a_role_a_lock_and_a_password_are_changed(staffed: Run) -> None:
    assert staffed("users", "role", "Nils", "approver", "--json").data["role"] == "approver"
    assert staffed("users", "disable", "Nils", "--json").data["active"] is False
    assert staffed("users", "enable", "Nils", "--json").data["active"] is True
    done = staffed("users", "password", "Nils", "--password-stdin", stdin="en helt ny lang kode\n")
    assert done.exit_code == 0
    assert "helt ny" not in done.out + done.err


def test_a_link_is_shown_once(staffed: Run) -> None:
    link = staffed("users", "link", "Nils", "--json").data["link"]
    assert "/adgang/" in link


def test_the_last_admin_stays(staffed: Run) -> None:
    assert staffed("users", "role", "Eva", "writer").exit_code == 3
    assert staffed("users", "disable", "Eva").exit_code == 3


def test_only_an_admin_is_named_as_who_does_it(staffed: Run) -> None:
    assert staffed("users", "role", "Nils", "admin", "--by", "Nils").exit_code == 3


def test_a_short_password_is_refused(staffed: Run) -> None:
    done = staffed("users", "password", "Nils", "--password-stdin", stdin="kort\n")
    assert done.exit_code == 2
    assert "12-200" in done.err


def test_how_long_a_password_must_be_is_a_setting(
    staffed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSWORD_LENGTH", "30")
    done = staffed("users", "password", "Nils", "--password-stdin", stdin="en lang adgangskode\n")
    assert "30-200" in done.err


def test_what_staff_changed_is_listed_written_out_and_put_back(staffed: Run, other: House) -> None:
    other.staff_settings.change("core_story", "Vores egne ord.", "Eva", other.clock(), 0)
    listed = staffed("settings", "list", "--json").data
    assert listed["core_story"]["from"] == "staff"
    assert listed["facebook"]["from"] == "file"
    told = staffed("settings", "export")
    assert parsed(told.out, "x").newsletter.core_story == "Vores egne ord."
    assert "# What happens when, and the editorial rules." in told.out
    assert staffed("settings", "history", "core_story", "--json").data[0]["by"] == "Eva"
    assert staffed("settings", "back", "core_story", "--json").data["from"] == "file"
    assert staffed("settings", "back", "findes-ikke").exit_code == 2
    other.close()


def test_a_process_that_runs_takes_a_change_in_at_its_next_page_or_tick(
    staffed: Run, other: House
) -> None:
    page, ticking = other, _house()
    for one in (page, ticking):
        one.refresh()
    before = ticking.schedules
    value = {**page.staff_settings.standing()["feeds/kommunen"].value, "active": False}
    page.staff_settings.change("feeds/kommunen", value, "Eva", page.clock(), 0)
    page.staff_settings.change("core_story", "Nye ord.", "Eva", page.clock(), 0)
    assert ticking.schedules is before
    jobs(ticking)["draft"](ticking.clock())
    assert [one.feed.key for one in ticking.subscriptions()] == ["frivilligcenter"]
    assert ticking.newsletter.rules.core_story == "Nye ord."
    page.refresh()
    assert page.newsletter.rules.core_story == "Nye ord."
    for one in (page, ticking):
        one.close()


def test_nothing_new_leaves_the_settings_as_they_are(other: House) -> None:
    other.refresh()
    first = other.schedules
    other.refresh()
    assert other.schedules is first
    assert isinstance(other.database, Database)
    other.close()


def test_live_mode_does_without_tls_on_loopback_only(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMS_MODE", "live")
    monkeypatch.setenv("PUBLIC_URL", "http://opslag.example.dk")
    assert "PUBLIC_URL: must be https" in run("users", "list").err
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8000")
    assert "PUBLIC_URL" not in run("users", "list").err
