"""What citizens meet: the archive, in and out of the newsletter, the short pages."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from comms.model.subscriber import SubscriberStatus
from comms.web import create_app
from tests.web.twin import Filled, Twin, csrf


def _status(twin: Twin, email: str) -> SubscriberStatus | None:
    with twin.read() as tx:
        found = tx.subscribers.by_email(email)
    return found.status if found else None


def _join(client: FlaskClient, email: str, **more: str) -> tuple[int, str]:
    fields = {"email": email, "name": "", "consent": "ja", "csrf_token": csrf(client, "/tilmeld")}
    answer = client.post("/tilmeld", data={**fields, **more}, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_sent_issue_stands_in_the_archive_without_its_readers(
    stranger: FlaskClient, filled: Filled
) -> None:
    assert "/nyhedsbreve/2026/uge-47" in stranger.get("/nyhedsbreve/").get_data(as_text=True)
    page = stranger.get("/nyhedsbreve/2026/uge-47").get_data(as_text=True)
    assert "Onsdagscaféen i Medborgerhuset" in page
    assert "laeser@example.dk" not in page
    assert filled.reader_token not in page
    assert "Åse Bæk" not in page


@pytest.mark.parametrize("path", ["2026/uge-48", "2026/uge-1", "2026/uge-x", "2026/48", "navn"])
def test_what_is_not_sent_is_not_in_the_archive(stranger: FlaskClient, path: str) -> None:
    assert stranger.get(f"/nyhedsbreve/{path}").status_code == 404


def test_known_and_unknown_addresses_get_the_same_answer(stranger: FlaskClient, twin: Twin) -> None:
    known, unknown = _join(stranger, "laeser@example.dk"), _join(stranger, "ny@example.dk")
    assert known == unknown
    assert _status(twin, "ny@example.dk") is SubscriberStatus.PENDING


def test_the_link_of_the_letter_shows_a_button_and_only_the_button_confirms(
    stranger: FlaskClient, twin: Twin
) -> None:
    _join(stranger, "ny@example.dk")
    with twin.read() as tx:
        letter = str(tx.db.execute(text("SELECT text FROM letters")).scalar())
    path = letter.partition("http://127.0.0.1:8000")[2].split()[0]
    assert "Ja tak" in stranger.get(path).get_data(as_text=True)
    assert _status(twin, "ny@example.dk") is SubscriberStatus.PENDING
    answer = stranger.post(path, data={"csrf_token": csrf(stranger, path)})
    assert "du er tilmeldt" in answer.get_data(as_text=True)
    assert _status(twin, "ny@example.dk") is SubscriberStatus.ACTIVE


def test_a_link_nobody_got_confirms_nothing(stranger: FlaskClient) -> None:
    path = "/bekraeft/findes-ikke"
    answer = stranger.post(path, data={"csrf_token": csrf(stranger, path)})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("email", "more", "field"),
    [("ikke en adresse", {}, "email"), ("ny@example.dk", {"consent": ""}, "")],
)
def test_a_form_that_cannot_be_used_says_why(
    stranger: FlaskClient, twin: Twin, email: str, more: dict[str, str], field: str
) -> None:
    token = csrf(stranger, "/tilmeld")
    fields = {"email": email, "csrf_token": token}
    if field:
        fields["consent"] = "ja"
    answer = stranger.post("/tilmeld", data=fields)
    assert answer.status_code == 400
    assert f'id="{field or "consent"}-error"' in answer.get_data(as_text=True)
    assert _status(twin, "ny@example.dk") is None


def test_nobody_signs_up_the_whole_town_from_one_address(stranger: FlaskClient, twin: Twin) -> None:
    for number in range(10):
        assert _join(stranger, f"n{number}@example.dk")[0] == 200
    assert _join(stranger, "n10@example.dk")[0] == 429
    twin.moment += timedelta(hours=1)
    assert _join(stranger, "n10@example.dk")[0] == 200


def test_one_click_leaves_without_cookie_or_token_of_ours(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/afmeld/{filled.reader_token}"
    assert stranger.get(path).status_code == 200
    assert _status(twin, "laeser@example.dk") is SubscriberStatus.ACTIVE
    clean = create_app(twin).test_client(use_cookies=False)
    answer = clean.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert _status(twin, "laeser@example.dk") is SubscriberStatus.LEFT


def test_an_unknown_leave_link_gets_the_same_friendly_page(
    stranger: FlaskClient, filled: Filled
) -> None:
    for method in (stranger.get, stranger.post):
        known = method(f"/afmeld/{filled.reader_token}")
        unknown = method("/afmeld/findes-ikke")
        assert known.status_code == unknown.status_code == 200
        same = known.get_data(as_text=True).replace(filled.reader_token, "findes-ikke")
        assert same == unknown.get_data(as_text=True)


def test_leaving_sets_no_cookie(stranger: FlaskClient, filled: Filled) -> None:
    assert "Set-Cookie" not in stranger.get(f"/afmeld/{filled.reader_token}").headers


def test_the_accessibility_statement_is_linked_from_every_public_page(
    stranger: FlaskClient, twin: Twin
) -> None:
    assert twin.schedules.organisation.was_url in stranger.get("/was").get_data(as_text=True)
    for path in ("/nyhedsbreve/", "/tilmeld", "/afmeld/x"):
        assert 'href="/was"' in stranger.get(path).get_data(as_text=True)


def test_the_privacy_page_is_there_only_when_there_is_a_policy(
    stranger: FlaskClient, twin: Twin
) -> None:
    assert "fælles dataansvar" in stranger.get("/privatliv").get_data(as_text=True)
    said = replace(twin.schedules.organisation, privacy_url="")
    twin.schedules = replace(twin.schedules, organisation=said)
    assert stranger.get("/privatliv").status_code == 404


def test_facebook_gets_its_challenge_back_only_with_our_word(stranger: FlaskClient) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = stranger.get(
        "/webhooks/facebook", query_string={**asked, "hub.verify_token": "aftalt ord"}
    )
    assert (right.status_code, right.get_data(as_text=True)) == (200, "1158201444")
    assert right.mimetype == "text/plain"
    wrong = stranger.get("/webhooks/facebook", query_string={**asked, "hub.verify_token": "andet"})
    assert wrong.status_code == 403


def test_a_notice_is_taken_only_with_facebooks_signature_over_its_bytes(
    stranger: FlaskClient,
) -> None:
    body = b'{"object":"page","entry":[]}'
    digest = hmac.new(b"app-hemmelighed", body, hashlib.sha256).hexdigest()
    signed = {"X-Hub-Signature-256": f"sha256={digest}"}
    assert stranger.post("/webhooks/facebook", data=body, headers=signed).status_code == 200
    changed = body + b" "
    assert stranger.post("/webhooks/facebook", data=changed, headers=signed).status_code == 403
    assert stranger.post("/webhooks/facebook", data=body).status_code == 403


def test_a_house_without_facebook_takes_no_notice(twin: Twin, filled: Filled) -> None:
    twin.settings = type(twin.settings)(secret_key=twin.settings.secret_key)
    client = create_app(twin).test_client()
    body = b"{}"
    digest = hmac.new(b"", body, hashlib.sha256).hexdigest()
    signed = {"X-Hub-Signature-256": f"sha256={digest}"}
    assert client.post("/webhooks/facebook", data=body, headers=signed).status_code == 403
    asked = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ""}
    assert client.get("/webhooks/facebook", query_string=asked).status_code == 403


def test_the_watchman_hears_when_the_database_is_not_ours(
    stranger: FlaskClient, twin: Twin
) -> None:
    assert stranger.get("/healthz").status_code == 200
    assert stranger.get("/readyz").status_code == 200
    twin.why_unready = "tables of another version"
    assert stranger.get("/readyz").status_code == 503
    assert stranger.get("/healthz").status_code == 200


def test_the_numbers_name_no_person(stranger: FlaskClient) -> None:
    stranger.get("/tilmeld")
    numbers = stranger.get("/metrics").get_data(as_text=True)
    assert 'comms_drafts{status="drafted"} 2.0' in numbers
    assert 'comms_http_responses_total{page="join.show",status="200"} 1.0' in numbers
    assert "example.dk" not in numbers
