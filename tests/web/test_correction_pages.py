"""What is out and must be corrected, on the pages: asked for, read, approved by another."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from comms.model.draft import Act, Draft, Status
from tests.web.twin import Filled, Twin, post

WORDS = "Caféen er onsdag kl. 14-16."


@pytest.fixture
def out(twin: Twin, filled: Filled) -> int:
    """The filled house's post on Facebook, as if it had gone out without its photo."""
    with twin.read() as tx:
        seen = tx.drafts.get(filled.facebook)
    twin.review.edit(seen.id, replace(seen.content, photos=()), "Eva Lund", twin.moment)
    with twin.database.begin() as tx:
        draft = tx.drafts.get(filled.facebook)
        approved = draft.approve("Ib Skov", twin.moment)
        tx.drafts.update(draft, approved, twin.moment)
        assert tx.drafts.claim(approved, twin.moment)
        sending = tx.drafts.get(draft.id)
        row = tx.publications.open(sending, "sender", twin.moment)
        tx.publications.created(row, "1_2")
        tx.publications.went_out(row, "", twin.moment)
        tx.publications.read_back(row.id, "https://facebook.example.dk/1_2", {"text": WORDS})
        tx.drafts.update(sending, sending.moved(Status.SENT), twin.moment)
    return filled.facebook


def _corrections(twin: Twin, draft_id: int) -> list[Draft]:
    with twin.read() as tx:
        return list(tx.drafts.corrections(draft_id))


def _page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_a_post_that_is_out_shows_its_words_and_can_be_corrected(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, out: int
) -> None:
    page = _page(writer, f"/udkast/{out}")
    assert "Opslaget, som det er ude" in page
    assert f">\n{WORDS}</textarea>" in page
    assert 'href="https://facebook.example.dk/1_2"' in page
    new = "Flyttet: caféen er torsdag kl. 14-16."
    answer = post(writer, f"/udkast/{out}/ret-opslaget", text=new)
    [made] = _corrections(twin, out)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/udkast/{made.id}"
    assert (made.act, made.content.text, made.written_by) == (Act.EDIT, new, "Åse Bæk")

    seen = _page(approver, f"/udkast/{made.id}")
    assert "Rettelse på Facebook" in seen
    assert "<ins>" in seen
    assert "Billeder og link bliver, som de er" in seen
    assert 'name="link"' not in seen
    assert "Der ligger en rettelse" in _page(writer, f"/udkast/{out}")
    assert "Rettelse på Facebook" in _page(approver, "/")
    assert "Rettelse på Facebook" in _page(approver, "/udkast/")

    own = post(writer, f"/udkast/{made.id}/godkend", version="1")
    assert own.status_code == 403
    assert post(approver, f"/udkast/{made.id}/godkend", version="1").status_code == 303
    assert _corrections(twin, out)[0].status is Status.APPROVED


def test_taking_down_is_asked_for_with_a_reason_and_approved_by_itself(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, out: int, filled: Filled
) -> None:
    bare = post(writer, f"/udkast/{out}/tag-ned", reason=" ")
    assert bare.status_code == 400
    assert 'id="down-reason-error"' in bare.get_data(as_text=True)
    assert post(writer, f"/udkast/{out}/tag-ned", reason="Det var en fejl.").status_code == 303
    [made] = _corrections(twin, out)
    seen = _page(approver, f"/udkast/{made.id}")
    assert "Godkend, at opslaget tages ned" in seen
    assert "Det var en fejl." in seen
    assert WORDS in seen
    story = _page(approver, f"/bidrag/{filled.story}")
    assert "Tag ned fra Facebook" in story
    assert f'value="{made.id}:1"' not in story  # it is not among those approved together
    reworded = post(writer, f"/udkast/{made.id}/ret", version="1", text="Datoen var forkert.")
    assert reworded.status_code == 303
    [made] = _corrections(twin, out)
    assert (made.version, made.content.text) == (2, "Datoen var forkert.")


def test_what_cannot_be_is_told_beside_the_field(writer: FlaskClient, out: int) -> None:
    same = post(writer, f"/udkast/{out}/ret-opslaget", text=WORDS)
    assert same.status_code == 400
    body = same.get_data(as_text=True)
    assert 'id="correct-text-error"' in body
    assert "Det er det, der står der nu" in body


def test_a_post_that_is_not_out_has_no_such_forms(writer: FlaskClient, filled: Filled) -> None:
    assert "ret-opslaget" not in _page(writer, f"/udkast/{filled.facebook}")
    refused = post(writer, f"/udkast/{filled.facebook}/ret-opslaget", text="Andet")
    assert refused.status_code == 409


def test_a_post_that_was_taken_down_says_so(writer: FlaskClient, twin: Twin, out: int) -> None:
    with twin.database.begin() as tx:
        [row] = tx.publications.of_draft(out)
        tx.publications.removed(row.id)
    page = _page(writer, f"/udkast/{out}")
    assert "Opslaget er taget ned" in page
    assert "ret-opslaget" not in page
