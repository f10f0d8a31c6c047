"""The pages of accounts: whose they are, and what they say."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.model.account import Role
from tests.web.twin import PASSWORD, Filled, Twin, csrf, log_in, post

NEW = "hindbær og stikkelsbær"


@pytest.fixture
def admin(app: Flask, filled: Filled) -> FlaskClient:
    client = app.test_client()
    log_in(client, "Eva Lund")
    return client


def _id(twin: Twin, name: str) -> int:
    found = twin.accounts.named(name)
    assert found is not None
    return found.id


def _page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_only_an_admin_sees_who_works_here(
    admin: FlaskClient, approver: FlaskClient, writer: FlaskClient
) -> None:
    assert "aase@example.dk" in _page(admin, "/brugere")
    for other in (approver, writer):
        answer = other.get("/brugere")
        assert answer.status_code == 403
        assert "aase@example.dk" not in answer.get_data(as_text=True)


def test_only_an_admin_changes_who_works_here(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    aase = _id(twin, "Åse Bæk")
    for path in ("rolle", "spaer", "luk-op", "link"):
        assert post(approver, f"/brugere/{aase}/{path}", role="admin").status_code == 403
    fields = {"name": "Ny", "email": "ny@example.dk", "role": "admin"}
    assert post(approver, "/brugere", **fields).status_code == 403
    assert [one.name for one in twin.accounts.all()] == ["Eva Lund", "Ib Skov", "Åse Bæk"]


def test_a_new_colleague_chooses_a_password_by_a_link_that_is_shown_once(
    admin: FlaskClient, app: Flask, twin: Twin
) -> None:
    fields = {"name": "Nils Holm", "email": "nils@example.dk", "role": "writer", "how": "vis"}
    answer = post(admin, "/brugere", **fields)
    assert answer.headers["Cache-Control"] == "no-store"
    path = "/adgang/" + answer.get_data(as_text=True).partition("/adgang/")[2].partition("<")[0]
    assert path not in _page(admin, "/brugere")
    nils = app.test_client()
    for _ in range(2):  # a mail scanner opens it first
        assert "Hej Nils Holm" in _page(nils, path)
    token = csrf(nils, path)
    short = nils.post(path, data={"csrf_token": token, "new": "kort", "again": "kort"})
    assert "12-200 tegn" in short.get_data(as_text=True)
    unlike = nils.post(path, data={"csrf_token": token, "new": NEW, "again": "noget andet"})
    assert "ikke ens" in unlike.get_data(as_text=True)
    done = nils.post(path, data={"csrf_token": token, "new": NEW, "again": NEW})
    assert done.location == "/login"
    assert nils.get(path).status_code == 404
    assert twin.accounts.check("Nils Holm", NEW) is not None


def test_a_link_by_mail_is_not_shown(admin: FlaskClient, twin: Twin) -> None:
    path = f"/brugere/{_id(twin, 'Åse Bæk')}/link"
    answer = post(admin, path, how="mail")
    assert answer.status_code == 303
    with twin.read() as tx:
        letter = tx.letters.get(1)
    assert letter.to_email == "aase@example.dk"
    assert "/adgang/" in letter.text
    assert letter.text.partition("/adgang/")[2].split()[0] not in _page(admin, "/brugere")


def test_no_link_leads_on_when_it_is_none_of_ours(stranger: FlaskClient) -> None:
    answer = stranger.get("/adgang/gaet")
    assert answer.status_code == 404
    assert "Linket er brugt eller for gammelt" in answer.get_data(as_text=True)


def test_a_field_that_cannot_be_taken_is_said_beside_it(admin: FlaskClient) -> None:
    fields = {"name": "Nils", "email": "ingen adresse", "role": "writer"}
    page = post(admin, "/brugere", **fields).get_data(as_text=True)
    assert 'href="#email"' in page
    assert 'id="email-error"' in page
    assert 'value="ingen adresse"' in page


def test_the_last_admin_is_told_to_stay(admin: FlaskClient, twin: Twin) -> None:
    eva = _id(twin, "Eva Lund")
    for path, fields in (("spaer", {}), ("rolle", {"role": "writer"})):
        answer = post(admin, f"/brugere/{eva}/{path}", **fields)
        assert answer.status_code == 403
        assert "sidste administrator" in answer.get_data(as_text=True)


def test_a_role_and_a_lock_hold_for_who_is_inside(
    admin: FlaskClient, writer: FlaskClient, twin: Twin
) -> None:
    aase = _id(twin, "Åse Bæk")
    post(admin, f"/brugere/{aase}/rolle", role="admin")
    assert writer.get("/brugere").status_code == 200
    post(admin, f"/brugere/{aase}/spaer")
    assert writer.get("/").status_code == 302
    post(admin, f"/brugere/{aase}/luk-op")
    assert writer.get("/").status_code == 302
    assert twin.accounts.check("Åse Bæk", PASSWORD) is not None


def test_ones_own_password_changes_here_and_ends_the_other_sessions(
    approver: FlaskClient, app: Flask, twin: Twin
) -> None:
    phone = app.test_client()
    log_in(phone)
    path = "/konto/adgangskode"
    wrong = post(approver, path, old="forkert", new=NEW, again=NEW)
    assert 'id="old-error"' in wrong.get_data(as_text=True)
    assert post(approver, path, old=PASSWORD, new=NEW, again=NEW).location == "/konto"
    assert approver.get("/konto").status_code == 200
    assert phone.get("/konto").status_code == 302
    assert twin.accounts.check("Ib Skov", NEW) is not None


def test_devices_are_listed_and_can_be_logged_out(
    approver: FlaskClient, app: Flask, twin: Twin
) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) AppleWebKit Safari/604.1"
    log_in(phone)
    page = _page(approver, "/konto")
    assert "Safari på iPhone" in page
    number = page.partition("Safari på iPhone")[2].partition("/konto/enheder/")[2].partition("/")[0]
    post(approver, f"/konto/enheder/{number}/log-ud")
    assert phone.get("/konto").status_code == 302
    assert "Safari på iPhone" not in _page(approver, "/konto")


def test_nobody_logs_a_colleague_out(approver: FlaskClient, writer: FlaskClient) -> None:
    page = _page(writer, "/konto")
    number = page.partition("/konto/enheder/")[2].partition("/")[0]
    post(approver, f"/konto/enheder/{number}/log-ud")
    assert writer.get("/konto").status_code == 200


def test_everywhere_else_is_logged_out_at_once(approver: FlaskClient, app: Flask) -> None:
    others = [app.test_client() for _ in range(2)]
    for one in others:
        log_in(one)
    post(approver, "/konto/enheder/log-ud-andre")
    assert [one.get("/konto").status_code for one in others] == [302, 302]
    assert approver.get("/konto").status_code == 200


def test_a_new_name_is_ones_own_at_once(approver: FlaskClient, twin: Twin) -> None:
    assert post(approver, "/konto/navn", name="Ib Skovgaard").location == "/konto"
    assert "Ib Skovgaard" in _page(approver, "/")
    taken = post(approver, "/konto/navn", name="Åse Bæk")
    assert 'id="name-error"' in taken.get_data(as_text=True)


def test_one_says_when_one_is_away_and_takes_it_back(approver: FlaskClient, twin: Twin) -> None:
    days = {"first": "2026-12-01", "last": "2026-12-07", "stand_in": "Eva Lund"}
    assert post(approver, "/fravaer", **days).location == "/konto"
    assert "Eva Lund er stedfortræder" in _page(approver, "/konto")
    post(approver, "/fravaer/1/aflys")
    assert twin.absences.coming(twin.moment) == []


def test_a_day_that_is_none_is_said_beside_its_field(approver: FlaskClient) -> None:
    page = post(approver, "/fravaer", first="i morgen", last="2026-12-07").get_data(as_text=True)
    assert 'id="first-error"' in page
    assert 'id="last-error"' not in page


def test_an_admin_writes_the_absence_of_a_colleague(
    admin: FlaskClient, approver: FlaskClient, twin: Twin
) -> None:
    days = {"who": "Åse Bæk", "first": "2026-12-01", "last": "2026-12-07", "from": "brugere"}
    assert post(approver, "/fravaer", **days).status_code == 403
    assert post(approver, "/fravaer", **{**days, "first": ""}).status_code == 400
    assert post(admin, "/fravaer", **days).location == "/brugere"
    assert [one.who for one in twin.absences.coming(twin.moment)] == ["Åse Bæk"]


def test_a_remembered_device_outlives_the_day_and_another_does_not(
    app: Flask, twin: Twin, filled: Filled
) -> None:
    kept, plain = app.test_client(), app.test_client()
    token = csrf(kept, "/login")
    fields = {"who": "Ib Skov", "password": PASSWORD, "csrf_token": token, "keep": "ja"}
    assert kept.post("/login", data=fields).status_code == 303
    log_in(plain)
    assert "Husket enhed" in _page(kept, "/konto")
    twin.moment += timedelta(hours=13)
    assert kept.get("/").status_code == 200
    assert plain.get("/").status_code == 302


def test_the_roles_of_the_page_are_those_of_the_house(admin: FlaskClient) -> None:
    page = _page(admin, "/brugere")
    assert all(f'value="{role}"' in page for role in Role)
