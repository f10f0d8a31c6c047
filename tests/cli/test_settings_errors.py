"""Settings that cannot be used: every one is named at once, with exit 2."""

from pathlib import Path

import pytest

from comms.config.schedules import parsed
from comms.errors import SettingsError
from tests.cli.conftest import Run


def test_live_mode_names_every_missing_setting_of_what_is_switched_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMS_MODE", "live")
    monkeypatch.setenv("MAILBOX", "imap")
    monkeypatch.setenv("FACEBOOK_PAGE_ID", "1")
    done = run("drafts", "list")
    assert done.exit_code == 2
    named = {line.split(":")[0] for line in done.err.splitlines()}
    assert named == {
        "IMAP_HOST",
        "IMAP_USERNAME",
        "IMAP_PASSWORD",
        "SMTP_HOST",
        "MAIL_FROM",
        "PUBLIC_URL",
        "FACEBOOK_PAGE_TOKEN",
    }


def test_a_newsletter_without_facebook_runs(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schedules = tmp_path / "schedules.yaml"
    text = Path("schedules.yaml").read_text(encoding="utf-8")
    schedules.write_text(text.replace("facebook: true", "facebook: false"), encoding="utf-8")
    for name, value in {
        "COMMS_MODE": "live",
        "SCHEDULES_FILE": str(schedules),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "nyt@example.dk",
        "PUBLIC_URL": "https://nyt.example.dk",
    }.items():
        monkeypatch.setenv(name, value)
    assert run("drafts", "list").exit_code == 0


def test_a_password_over_an_open_line_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMS_MODE", "live")
    monkeypatch.setenv("SMTP_HOST", "mail.example.dk")
    monkeypatch.setenv("SMTP_SECURITY", "none")
    assert "SMTP_SECURITY: none is taken only for loopback" in run("drafts", "list").err


def test_malformed_settings_are_all_named_and_no_value_is_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAP_PORT", "nithundrede")
    monkeypatch.setenv("SMTP_CONNECTIONS", "99")
    monkeypatch.setenv("FACEBOOK_API_VERSION", "hemmelig")
    done = run("drafts", "list")
    assert done.exit_code == 2
    named = [line.split(":")[0] for line in done.err.splitlines()]
    assert sorted(named) == ["FACEBOOK_API_VERSION", "IMAP_PORT", "SMTP_CONNECTIONS"]
    assert "hemmelig" not in done.err


def test_what_is_malformed_and_what_is_missing_is_told_in_one_go(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = Path("schedules.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "schedules.yaml"
    broken.write_text(text.replace("day: thursday", "day: torsdag", 1), encoding="utf-8")
    monkeypatch.setenv("COMMS_MODE", "live")
    monkeypatch.setenv("SMTP_PORT", "99999")
    done = run("drafts", "list")
    assert ("SMTP_PORT: " in done.err, "MAIL_FROM: must be set" in done.err) == (True, True)
    monkeypatch.setenv("SCHEDULES_FILE", str(broken))
    done = run("drafts", "list")
    assert ("SMTP_PORT: " in done.err, "newsletter.day" in done.err) == (True, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_FROM", "Nyt fra Fredericia"),
        ("ALERT_EMAIL", "vagt@example.dk, leder@example.dk"),
        ("FACEBOOK_PAGE_ID", "min-side"),
        ("TRUSTED_PROXIES", "proxy"),
        ("CA_FILE", "/findes/ikke.pem"),
        ("SMTP_RATE", "inf"),
        ("MAIL_OAUTH_TOKEN_URL", "http://login.example.dk/token"),
        ("SMTP_RETRY", "et,to"),
    ],
)
def test_a_setting_is_checked_for_what_it_must_be(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    done = run("drafts", "list")
    assert done.exit_code == 2
    assert [line.split(":")[0] for line in done.err.splitlines()] == [name]


def test_a_secret_is_read_from_a_file_and_shown_nowhere(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "token"
    secret.write_text("meget-hemmeligt\n", encoding="utf-8")
    monkeypatch.setenv("FACEBOOK_PAGE_TOKEN_FILE", str(secret))
    done = run("doctor")
    assert done.exit_code == 0
    assert "meget-hemmeligt" not in done.out + done.err


def test_a_secret_file_that_is_not_there_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAP_PASSWORD_FILE", "/findes/ikke")
    done = run("drafts", "list")
    assert (done.exit_code, "IMAP_PASSWORD_FILE: /findes/ikke" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("day: thursday", "day: torsdag", "newsletter.day"),
        ("every: 5m", "every: 5x", "such as 90s, 15m"),
        ('cron: "30 7 * * mon"', 'cron: "30 27 * * mon"', "hour '27'"),
        ("timezone: Europe/Copenhagen", "timezone: Europa/Kbh", "such as Europe/Copenhagen"),
        ("four_eyes: true", "fire_oejne: true", "is not a setting here"),
        ("key: frivilligcenter", "key: kommunen", "stands twice"),
        ("target: 1000", "target: tusind", "goals.0.target"),
        ("source: Graph API, followers_count", "source: ''", "goals.0.source"),
        ("day: thursday", "day: monday\n  day: friday", "day stands twice"),
        ("themes: templates/themes.da.yaml", "themes: findes/ikke.yaml", "is no file"),
        ("organisation:", "organisation: [", "line"),
    ],
)
def test_an_error_in_the_timetable_names_its_line(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    before: str,
    after: str,
    told: str,
) -> None:
    text = Path("schedules.yaml").read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "schedules.yaml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setenv("SCHEDULES_FILE", str(broken))
    done = run("drafts", "list")
    assert done.exit_code == 2
    assert "schedules.yaml" in done.err
    assert told in done.err


@pytest.mark.parametrize("deep", ["- " * 100_000, "{a: " * 100_000])
def test_a_timetable_that_is_nested_without_end_is_an_error_and_no_crash(deep: str) -> None:
    with pytest.raises(SettingsError, match=r"schedules\.yaml"):
        parsed(deep, "schedules.yaml")


def test_a_database_that_cannot_be_reached_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://ingen@127.0.0.1:1/findes_ikke")
    done = run("drafts", "list")
    assert (done.exit_code, "DATABASE_URL" in done.err) == (2, True)
    monkeypatch.setenv("DATABASE_URL", "mysql://x/y")
    assert "allowed: sqlite, postgresql" in run("drafts", "list").err


def test_the_data_of_practice_mode_never_goes_live(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from comms.cli.answer import PROJECT
    from comms.wiring import House

    with House.open(PROJECT) as house:
        house.database.make_ready()
        house.first_login()
    assert run("users", "list").exit_code == 0
    for name, value in {
        "COMMS_MODE": "live",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "nyt@example.dk",
        "PUBLIC_URL": "https://nyt.example.dk",
        "FACEBOOK_PAGE_ID": "1",
        "FACEBOOK_PAGE_TOKEN": "x",
    }.items():
        monkeypatch.setenv(name, value)
    done = run("users", "list")
    assert (done.exit_code, "a database of its own" in done.err) == (2, True)
