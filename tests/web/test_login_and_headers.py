"""The door, and what browsers are told."""

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

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


def test_after_five_wrong_tries_one_is_told_how_long_to_wait(
    stranger: FlaskClient, twin: Twin
) -> None:
    for _ in range(5):
        assert _try(stranger, "Ib Skov", "forkert")[0] == 401
    token = csrf(stranger, "/login")
    fields = {"who": "Ib Skov", "password": PASSWORD, "csrf_token": token}
    held = stranger.post("/login", data=fields)
    assert held.status_code == 429
    assert held.headers["Retry-After"] == "15"
    assert "Prøv igen om 15 sekunder (kl. 12.00)" in held.get_data(as_text=True)
    twin.moment += timedelta(seconds=15)
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 303


def test_the_tries_count_in_every_process(app: Flask, twin: Twin, filled: Filled) -> None:
    for turn in range(5):
        other = create_app(twin) if turn % 2 else app
        assert _try(other.test_client(), "Ib Skov", "forkert")[0] == 401
    assert _try(create_app(twin).test_client(), "Ib Skov", PASSWORD)[0] == 429


def test_many_tries_on_many_names_from_one_address_must_wait_too(stranger: FlaskClient) -> None:
    for number in range(20):
        _try(stranger, f"Navn {number}", "forkert")
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 429


def test_a_browser_that_was_let_in_before_is_known_again(
    approver: FlaskClient, app: Flask, twin: Twin
) -> None:
    post(approver, "/logout")
    for number in range(40):
        guessing = app.test_client()
        guessing.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        _try(guessing, "Ib Skov", "forkert")
    stranger = app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert _try(stranger, "Ib Skov", PASSWORD)[0] == 429
    assert _try(approver, "Ib Skov", PASSWORD)[0] == 303


def test_a_login_leaves_nothing_of_the_session_before(
    app: Flask, filled: Filled, stranger: FlaskClient
) -> None:
    before = csrf(stranger, "/login")
    log_in(stranger)
    first = stranger.get_cookie("opslag")
    assert csrf(stranger, "/") != before
    log_in_again = app.test_client()
    log_in(log_in_again)
    second = log_in_again.get_cookie("opslag")
    assert first is not None
    assert second is not None
    assert first.value != second.value


def test_a_cookie_that_was_kept_is_worth_nothing_after_the_logout(
    approver: FlaskClient, app: Flask
) -> None:
    cookie = approver.get_cookie("opslag")
    assert cookie is not None
    post(approver, "/logout")
    thief = app.test_client()
    thief.set_cookie("opslag", cookie.value)
    assert thief.get("/").status_code == 302


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
     "javascript:alert(1)", "/a\nb", "evil.example", "", None, "/%09/x\t", "//[", "///[x",
     "/\t/evil.example", "\t//evil.example", " //evil.example", "/\r\n/evil.example", "?next=/x",
     "http:evil.example", "http:///evil.example", "//evil.example/..", "/\u2028x", "/\x00",
     "/" + "x" * 3000],
)  # fmt: skip
def test_no_login_leads_to_another_site(target: str | None) -> None:
    assert own_path(target) == "/"


@pytest.mark.parametrize(
    "target", ["/[", "/..//evil.example", "/a//b", "/%2F%2Fevil.example", "/æ"]
)
def test_a_path_that_only_looks_strange_stays_on_our_own_host(target: str) -> None:
    assert own_path(target) == target
    assert urlsplit(urljoin("https://opslag.example.dk/login", target)).netloc == (
        "opslag.example.dk"
    )


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


@pytest.mark.parametrize(
    ("url", "protected"),
    [
        ("https://opslag.example.dk", True),
        ("http://opslag.example.dk", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
    ],
)
def test_cookies_are_kept_from_scripts_other_sites_and_open_lines(
    twin: Twin, filled: Filled, url: str, protected: bool
) -> None:
    twin.settings = settings(public_url=url)
    client = create_app(twin).test_client()
    at = "https://opslag.example.dk" if protected else "http://localhost"
    page = client.get("/login", base_url=at).get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    fields = {"who": "Ib Skov", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/login", data=fields, base_url=at, headers={"Referer": f"{at}/login"})
    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(one.partition("=")[0].removeprefix("__Host-") for one in cookies) == [
        "opslag",
        "opslag-kendt",
    ]
    for cookie in cookies:
        assert cookie.startswith("__Host-") is protected
        assert ("Secure" in cookie) is protected
        for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_browsers_are_told_to_keep_to_tls_where_we_have_it(twin: Twin, filled: Filled) -> None:
    assert "Strict-Transport-Security" not in create_app(twin).test_client().get("/login").headers
    twin.settings = settings(public_url="https://opslag.example.dk")
    answer = create_app(twin).test_client().get("/login")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", ["/login", "/nyhedsbreve/", "/findes-ikke", "/static/opslag.css"])
def test_every_answer_carries_what_browsers_must_refuse(stranger: FlaskClient, path: str) -> None:
    headers = stranger.get(path, buffered=True).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


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
