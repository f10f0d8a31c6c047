"""Contributions and drafts as lists: narrowed, looked up, paged, rejected several at once."""

from functools import partial

from flask.testing import FlaskClient

from comms.model.draft import Status
from comms.model.story import StoryStatus
from tests.store.counting import counted
from tests.store.listing_house import put, put_drafts, statuses
from tests.web.twin import Filled, Twin, csrf, post


def _page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.location
    return answer.get_data(as_text=True)


def test_a_row_tells_whose_when_what_and_how_far(approver: FlaskClient, filled: Filled) -> None:
    page = _page(approver, "/bidrag/")
    for told in (
        "Åben café i Medborgerhuset",
        "Mette Holm (Postkassen), i dag kl. 9.00, arrangement: Ensomhed, Frivillighed",
        'badge-warning">Person nævnt ved navn',
        "Facebook: udkast",
        "Nyhedsbrev: udkast",
    ):
        assert told in page


def test_the_address_narrows_the_list(approver: FlaskClient, twin: Twin, filled: Filled) -> None:
    put(twin.database, "Bankospil", kind="story", themes=(10,), source="typed", findings=("cpr",))
    for narrowed in ("slags=story", "fund=cpr", "kilde=typed", "q=banko", "tilstand=new"):
        page = _page(approver, f"/bidrag/?{narrowed}")
        assert ">Bankospil</a>" in page, narrowed
        assert "Medborgerhuset</a>" not in page, narrowed
    both = _page(approver, "/bidrag/?tema=10")
    assert ">Bankospil</a>" in both
    assert "Medborgerhuset</a>" in both
    assert "2 bidrag</b> (tema: Frivillighed)" in both
    assert 'href="/bidrag/">Ryd filtre</a>' in both


def test_an_address_with_empty_filters_is_tidied(approver: FlaskClient) -> None:
    answer = approver.get("/bidrag/?q=bank%C3%B8&slags=&tema=&foer=")
    assert answer.status_code == 302
    assert answer.location == "/bidrag/?q=bank%C3%B8"
    assert approver.get("/bidrag/?q=&slags=").location == "/bidrag/"


def test_what_cannot_be_chosen_is_no_page(approver: FlaskClient) -> None:
    for wrong in ("slags=digt", "tema=99", "tema=x", "foer=x", "foer=1-2", "efter=" + "9" * 30):
        assert approver.get(f"/bidrag/?{wrong}").status_code == 404, wrong


def test_nothing_found_is_said_in_words(approver: FlaskClient) -> None:
    assert "Ingen bidrag passer" in _page(approver, "/bidrag/?q=girafsafari")
    assert "ikke noget ord at søge efter" in _page(approver, "/bidrag/?q=og")
    assert "Ingen udkast passer" in _page(approver, "/udkast/?status=sent")


def test_pages_follow_one_another_both_ways_without_losing_any(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    for number in range(60):
        put(twin.database, f"Bankospil nummer {number}")
    seen, path = [], "/bidrag/?q=bankospil"
    while path:
        page = _page(approver, path)
        seen.append([n for n in range(60) if f">Bankospil nummer {n}</a>" in page])
        path = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert [len(one) for one in seen] == [25, 25, 10]
    assert sorted(n for one in seen for n in one) == list(range(60))
    newer = page.partition('rel="prev" href="')[2].partition('"')[0].replace("&amp;", "&")
    middle = _page(approver, newer)
    assert [n for n in range(60) if f">Bankospil nummer {n}</a>" in middle] == seen[1]
    assert "60 bidrag" in _page(approver, "/bidrag/?q=bankospil")


def test_drafts_that_wait_for_my_yes_stand_first(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    own = put(twin.database, "Ib har skrevet")
    put_drafts(twin.database, own, Status.DRAFTED, written_by="Ib Skov")
    first, _, rest = _page(approver, "/udkast/").partition("Alle udkast</h2>")
    assert "Venter på dit ja" in first
    assert "Åben café" in first
    assert "Ib har skrevet" not in first
    assert "Ib har skrevet" in rest
    assert "Ib har skrevet" not in _page(approver, "/udkast/?status=mig")


def test_a_writer_is_shown_what_was_sent_back(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    assert "Sendt tilbage" not in _page(writer, "/udkast/")
    assert "Læs og godkend" not in _page(writer, "/udkast/")
    with twin.database.begin() as tx:
        draft = tx.drafts.get(filled.facebook)
        tx.drafts.update(draft, type(draft)(**{**vars(draft), "reason": "For lang"}), twin.moment)
    first = _page(writer, "/udkast/").partition("Alle udkast</h2>")[0]
    assert "Sendt tilbage: ret dem til" in first
    assert "For lang." in first


def test_drafts_are_narrowed_by_status_channel_and_words(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    sent = put(twin.database, "Bankospil")
    put_drafts(twin.database, sent, Status.SENT, Status.APPROVED)
    assert ">Bankospil</a>" in _page(approver, "/udkast/?status=sent")
    assert "Åben café" not in _page(approver, "/udkast/?status=sent")
    assert "Ingen udkast" in _page(approver, "/udkast/?status=sent&kanal=newsletter")
    assert ">Bankospil</a>" in _page(approver, "/udkast/?q=bankospil&kanal=newsletter")
    assert "Åben café" not in _page(approver, "/udkast/?q=bankospil")


def test_ticked_contributions_are_rejected_and_put_back(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    other = put(twin.database, "Bankospil")
    token = csrf(writer, "/bidrag/")
    fields = {"csrf_token": token, "reason": "Reklame", "query": "q=bankospil&ukendt=1"}
    answer = writer.post("/bidrag/afvis", data={**fields, "story": [filled.story, other]})
    assert answer.status_code == 303
    assert answer.location == "/bidrag/?q=bankospil&afvist=1"
    assert statuses(twin.database, [filled.story, other]) == [StoryStatus.REJECTED] * 2
    page = _page(writer, answer.location)
    assert "2 bidrag og 2 udkast er afvist" in page
    assert 'action="/bidrag/afvist/1/fortryd"' in page
    back = post(writer, "/bidrag/afvist/1/fortryd", query="q=bankospil")
    assert back.location == "/bidrag/?q=bankospil"
    assert statuses(twin.database, [filled.story, other]) == [StoryStatus.DRAFTED, StoryStatus.NEW]
    says = "Fortrudt: 2 bidrag og 2 udkast er igen, som før afvisningen."
    assert says in _page(writer, back.location)


def test_what_was_not_touched_is_said(approver: FlaskClient, twin: Twin, filled: Filled) -> None:
    other = put(twin.database, "Bankospil")
    put_drafts(twin.database, other, Status.SENT, Status.DRAFTED)
    answer = post(approver, "/bidrag/afvis", reason="Reklame", story=str(other))
    told = _page(approver, answer.location)
    assert "»Bankospil« blev ikke afvist, for opslaget på Facebook er sendt." in told


def test_what_a_rejection_lacks_is_said_where_it_lacks_and_nothing_is_lost(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    put(twin.database, "Bankospil")
    answer = post(approver, "/bidrag/afvis", story=str(filled.story), query="q=cafe")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'href="#reject-reason">Skriv en grund til at afvise.' in page
    assert f'value="{filled.story}" aria-label="Vælg: Åben café i Medborgerhuset" checked' in page
    assert ">Bankospil</a>" not in page
    none = post(approver, "/bidrag/afvis", reason="Reklame")
    assert none.status_code == 400
    assert 'href="#choose">Vælg mindst ét bidrag.' in none.get_data(as_text=True)


def test_a_page_asks_the_database_as_often_for_many_rows_as_for_one(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    paths = ("/", "/bidrag/", "/bidrag/?q=bankospil&tema=10", "/udkast/", "/udkast/?q=bankospil",
             "/udkast/?status=mig", "/henvendelser/", f"/bidrag/{filled.story}")  # fmt: skip
    first = put(twin.database, "Bankospil", themes=(10,), findings=("cpr", "health"))
    put_drafts(twin.database, first, *[Status.DRAFTED] * 3)
    few = [counted(twin.database, partial(_page, approver, path)) for path in paths]
    for number in range(200):
        one = put(twin.database, f"Bankospil {number}", themes=(10,), findings=("cpr", "health"))
        wanted = [list(Status)[(number + at) % len(Status)] for at in range(3)]
        put_drafts(twin.database, one, *wanted)
    many = [counted(twin.database, partial(_page, approver, path)) for path in paths]
    assert dict(zip(paths, many, strict=True)) == dict(zip(paths, few, strict=True))
