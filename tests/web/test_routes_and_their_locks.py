"""Every route: what changes things refuses GET, refuses without a token, refuses strangers."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.store.audit import AuditEvent
from comms.web import create_app
from tests.web.twin import Filled, Twin, csrf, log_in

# (path, who may without a login). Placeholders are filled from what the house holds.
CHANGES = {
    "/logout": True,
    "/login": True,
    "/pause": False,
    "/genoptag": False,
    "/henvendelser/{question}/klaret": False,
    "/henvendelser/{question}/send-videre": False,
    "/henvendelser/{question}/ret": False,
    "/henvendelser/{question}/tilmeld": False,
    "/henvendelser/{question}/afmeld": False,
    "/henvendelser/{question}/skriv-igen": False,
    "/retur/1/klaret": False,
    "/lagt-til-side/{aside}/laes-igen": False,
    "/lagt-til-side/{aside}/fjern": False,
    "/bidrag/afvis": False,
    "/bidrag/afvist/1/fortryd": False,
    "/skriv": False,
    "/skriv/hent": False,
    "/udkast/{facebook}/ret": False,
    "/udkast/{facebook}/tag-ud": False,
    "/udkast/{facebook}/ret-opslaget": False,
    "/udkast/{facebook}/tag-ned": False,
    "/udkast/{facebook}/vis": False,
    "/udkast/{facebook}/vis/mail": False,
    "/udkast/{facebook}/kommentar": False,
    "/udkast/{facebook}/aaben": False,
    "/udkast/{facebook}/gendan": False,
    "/udkast/{facebook}/godkend": False,
    "/udkast/{facebook}/afvis": False,
    "/udkast/{facebook}/send-tilbage": False,
    "/udkast/{facebook}/godkend-alene": False,
    "/bidrag/{story}/godkend": False,
    "/morgenmail": False,
    "/udkast/{facebook}/traek-tilbage": False,
    "/udkast/{facebook}/tidspunkt": False,
    "/bidrag/{story}/ret": False,
    "/bidrag/{story}/aflys": False,
    "/bidrag/{story}/ret-det-sendte": False,
    "/bidrag/{story}/lad-det-staa": False,
    "/bidrag/{story}/brug-tekst": False,
    "/bidrag/{story}/lav-udkast": False,
    "/bidrag/{story}/afvis": False,
    "/bidrag/{story}/billeder": False,
    "/bidrag/{story}/besvar": False,
    "/henvendelser/{question}/besvar": False,
    "/bidrag/{story}/laeg-sammen": False,
    "/bidrag/{story}/skil-ad": False,
    "/bidrag/{story}/del": False,
    "/udkast/{facebook}/lav-om": False,
    "/bidrag/{story}/svar": False,
    "/bidrag/{story}/tag-navn-ud": False,
    "/bidrag/{story}/samtykke-trukket": False,
    "/bidrag/{story}/temaer": False,
    "/temaer/rettelser/1/glem": False,
    "/temaer/glem-alt": False,
    "/opgaver/1/klaret": False,
    "/bidrag/{story}/billede/1": False,
    "/udgaver/{issue}/hold": False,
    "/udgaver/{issue}/emne": False,
    "/udgaver/{issue}/flyt": False,
    "/udgaver/{issue}/saet-ind": False,
    "/udgaver/{issue}/tag-ud": False,
    "/udgaver/{issue}/godkend": False,
    "/udgaver/{issue}/giv-fri": False,
    "/udgaver/modtaget/svar": False,
    "/udgaver/{issue}/pause": False,
    "/udgaver/{issue}/fortsaet": False,
    "/udgaver/{issue}/aflys": False,
    "/udgaver/{issue}/ret": False,
    "/udgaver/{issue}/skriv-om": False,
    "/udgaver/{issue}/drop": False,
    "/indstillinger/gem": False,
    "/indstillinger/fjern": False,
    "/indstillinger/tilbage": False,
    "/brugere": False,
    "/brugere/1/rolle": False,
    "/brugere/1/spaer": False,
    "/brugere/1/luk-op": False,
    "/brugere/1/link": False,
    "/konto/navn": False,
    "/konto/adgangskode": False,
    "/konto/enheder/1/log-ud": False,
    "/konto/enheder/log-ud-andre": False,
    "/fravaer": False,
    "/fravaer/1/aflys": False,
    "/adgang/gaet": True,
    "/tilmeld": True,
    "/bekraeft/{reader_token}": True,
}
WITHOUT_OUR_TOKEN = {"/afmeld/{reader_token}", "/webhooks/facebook"}
SHOWN_BY_GET_TOO = {
    "/bidrag/{story}/del",
    "/login",
    "/skriv",
    "/brugere",
    "/adgang/gaet",
    "/tilmeld",
    "/bekraeft/{reader_token}",
    "/afmeld/{reader_token}",
    "/webhooks/facebook",
}


def _path(pattern: str, filled: Filled) -> str:
    return pattern.format(**vars(filled))


def _events(twin: Twin) -> list[AuditEvent]:
    with twin.read() as tx:
        return tx.audit.newest(1000)


def test_the_table_names_every_route_that_takes_a_post(app: Flask, filled: Filled) -> None:
    adapter = app.url_map.bind("localhost")
    named = {
        adapter.match(_path(one, filled), method="POST", return_rule=True)[0].rule
        for one in (*CHANGES, *WITHOUT_OUR_TOKEN)
    }
    posting = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert named == posting


@pytest.mark.parametrize("pattern", sorted(set(CHANGES) - SHOWN_BY_GET_TOO))
def test_what_changes_things_refuses_get(
    approver: FlaskClient, filled: Filled, pattern: str
) -> None:
    answer = approver.get(_path(pattern, filled))
    assert answer.status_code == 405
    assert "Det kan man ikke her" in answer.get_data(as_text=True)


@pytest.mark.parametrize("pattern", sorted(CHANGES))
def test_what_changes_things_refuses_a_post_without_our_token(
    approver: FlaskClient, twin: Twin, filled: Filled, pattern: str
) -> None:
    before = _events(twin)
    answer = approver.post(
        _path(pattern, filled), data={"reason": "grund", "text": "tekst", "version": "1"}
    )
    assert answer.status_code == 400
    assert _events(twin) == before


@pytest.mark.parametrize("pattern", sorted(one for one, open_ in CHANGES.items() if not open_))
def test_strangers_change_nothing(
    stranger: FlaskClient, twin: Twin, filled: Filled, pattern: str
) -> None:
    before = _events(twin)
    token = csrf(stranger, "/login")
    answer = stranger.post(_path(pattern, filled), data={"csrf_token": token, "reason": "grund"})
    assert answer.status_code == 302
    assert answer.location.startswith("/login")
    assert _events(twin) == before


def test_no_get_changes_anything(
    approver: FlaskClient, app: Flask, twin: Twin, filled: Filled
) -> None:
    before = _events(twin)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        values = dict.fromkeys(rule.arguments, "1")
        values |= {"token": filled.reader_token, "digest": filled.photo, "filename": "opslag.css"}
        path = rule.rule
        for name in rule.arguments:
            for kind in ("", "int:", "path:"):
                path = path.replace(f"<{kind}{name}>", values[name])
        assert approver.get(path, buffered=True).status_code < 500, path
    with twin.read() as tx:
        assert tx.subscribers.counts() == {"active": 1}
    assert _events(twin) == before


@pytest.mark.parametrize(
    "path",
    ["/", "/udkast/1", "/bidrag/1", "/udgaver/", "/udgaver/1", "/udgaver/1/mail", "/skriv",
     "/udgaver/1/fremgang", "/udgaver/modtaget",
     "/temaer", "/test/facebook", "/billede/" + "0" * 64],
)  # fmt: skip
def test_staff_pages_show_a_stranger_the_way_in_and_nothing_else(
    stranger: FlaskClient, path: str
) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/login")


def test_public_pages_and_staff_pages_can_live_on_addresses_of_their_own(
    twin: Twin, filled: Filled
) -> None:
    public = create_app(twin, "public").test_client()
    staff = create_app(twin, "staff").test_client()
    assert public.get("/nyhedsbreve/").status_code == 200
    assert public.get("/login").status_code == 404
    assert public.get("/metrics").status_code == 404
    assert staff.get("/nyhedsbreve/").status_code == 404
    log_in(staff)
    page = staff.get("/").get_data(as_text=True)
    assert 'href="http://127.0.0.1:8000/nyhedsbreve/"' in page


def test_on_the_public_address_no_page_of_the_staff_answers(
    app: Flask, twin: Twin, filled: Filled
) -> None:
    """Nor is anybody logged in there, whatever their browser holds."""
    inside = app.test_client()
    log_in(inside)
    cookie = inside.get_cookie("opslag")
    assert cookie is not None
    public_app = create_app(twin, "public")
    public = public_app.test_client()
    public.set_cookie("opslag", cookie.value)
    open_ = {rule.rule for rule in public_app.url_map.iter_rules()}
    staff = [rule for rule in app.url_map.iter_rules() if rule.rule not in open_]
    assert len(staff) > 40
    for rule in staff:
        path = re.sub(r"<[^>]+>", "1", rule.rule)
        assert public.get(path).status_code == 404, path
    assert "Ib Skov" not in public.get("/nyhedsbreve/").get_data(as_text=True)
    assert {"/login", "/", "/konto", "/brugere", "/indstillinger", "/adgang/<token>"}.isdisjoint(
        open_
    )
