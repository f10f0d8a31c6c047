"""The door, and what browsers are told."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.web import create_app
from comms.web.security import own_path
from comms.web.throttle import Throttle
from tests.clock import NOON
from tests.web.twin import PASSWORD, Filled, Twin, csrf, log_in, post, settings


def _try(client: FlaskClient, who: str, password: str, wanted: str = "") -> tuple[int, str]:
    fields = {"who": who, "password": password, "csrf_token": csrf(client, "/login")}
    answer = client.post("/login", data={**fields, "next": wanted})
    return answer.status_code, answer.get_data(as_text=True)


def test_the_right_password_opens_the_page_that_was_asked_for(stranger: FlaskClient) -> None:
    asked = stranger.get("/udkast/1")
    assert asked.location == "/login?next=/udkast/1"
    fields = {"who": "ib@example.dk", "password": PASSWORD, "next": "/udkast/1"}
    token = csrf(stranger, "/login")
    answer = stranger.post("/login", data={**fields, "csrf_token": token})
    assert answer.location == "/udkast/1"
    assert stranger.get("/udkast/1").status_code == 200


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(stranger: FlaskClient) -> None:
    known, unknown = _try(stranger, "Ib Skov", "forkert"), _try(stranger, "Xx Skov", "forkert")
    assert known[0] == unknown[0] == 401
    assert "passer ikke sammen" in known[1]
    assert known[1].replace("Ib Skov", "Xx Skov").count("Xx Skov") == unknown[1].count("Xx Skov")


def test_after_eight_wrong_tries_a_name_must_wait_a_quarter(
    stranger: FlaskClient, twin: Twin
) -> None:
    for _ in range(8):
        assert _try(stranger, "Ib Skov", "forkert")[0] == 401
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 429
    twin.moment += timedelta(minutes=15)
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 303


def test_many_tries_on_many_names_from_one_address_must_wait_too(stranger: FlaskClient) -> None:
    for number in range(30):
        _try(stranger, f"Navn {number}", "forkert")
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 429


def test_a_throttle_does_not_grow_without_end() -> None:
    throttle = Throttle(1, timedelta(minutes=1), most_keys=3)
    for number in range(50):
        throttle.count(str(number), NOON)
    assert len(throttle._seen) == 3
    assert throttle.full("49", NOON)


def test_logging_out_ends_the_session(approver: FlaskClient) -> None:
    post(approver, "/logout")
    assert approver.get("/").status_code == 302


def test_a_disabled_account_is_outside_at_once(approver: FlaskClient, twin: Twin) -> None:
    twin.accounts.disable("Ib Skov", "Eva Lund", twin.moment)
    assert approver.get("/").status_code == 302


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "///evil.example", "https://evil.example",
     "/\\evil.example", "\\\\evil.example",
     "javascript:alert(1)", "/a\nb", "evil.example", "", None, "/%09/x\t"],
)  # fmt: skip
def test_no_login_leads_to_another_site(target: str | None) -> None:
    assert own_path(target) == "/"


def test_a_path_of_ours_is_followed() -> None:
    assert own_path("/udkast/7?x=1") == "/udkast/7?x=1"


def test_a_page_allows_no_inline_script_or_style_and_no_frame(approver: FlaskClient) -> None:
    answer = approver.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_mail_in_its_frame_runs_nothing(approver: FlaskClient, filled: Filled) -> None:
    policy = approver.get(f"/udgaver/{filled.issue}/mail").headers["Content-Security-Policy"]
    assert "script" not in policy.replace("sandbox", "")
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(
    twin: Twin, filled: Filled
) -> None:
    twin.settings = settings(public_url="https://opslag.example.dk")
    client = create_app(twin).test_client()
    cookie = client.get("/login", base_url="https://opslag.example.dk").headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_a_bug_is_a_danish_page_without_its_cause(
    app: Flask, twin: Twin, filled: Filled, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    log_in(client)
    twin.__dict__["newsletter"] = None
    answer = client.get(f"/udgaver/{filled.issue}/mail")
    assert answer.status_code == 500
    assert "Der er sket en fejl hos os" in answer.get_data(as_text=True)
    assert "NoneType" not in answer.get_data(as_text=True)
    assert "/mail failed" in caplog.text


def test_what_was_written_is_shown_when_the_session_is_over(stranger: FlaskClient) -> None:
    answer = stranger.post("/udkast/1/ret", data={"text": "Min lange tekst <b>"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Min lange tekst &lt;b&gt;" in page
