"""One draft on the page: seen, put right, answered, approved."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.model.draft import Content, Draft, Status
from tests.web.twin import Filled, Twin, log_in, post


def _draft(twin: Twin, draft_id: int) -> Draft:
    with twin.read() as tx:
        return tx.drafts.get(draft_id)


def _words(twin: Twin, draft_id: int, **changed: str) -> dict[str, str]:
    """The fields of the edit form as the page would send them."""
    draft = _draft(twin, draft_id)
    fields = {"title": draft.content.title, "text": draft.content.text, "link": ""}
    return {**fields, "version": str(draft.version), **changed}


PHOTO = {
    "people": "ja",
    "alt": "Tre gæster bager boller",
    "ground": "consent",
    "purpose": "Opslag og nyhedsbrev om caféen",
    "reference": "Mail af 1.11.2026",
    "credit": "Mette Holm",
    "permission": "Mette Holm, mail af 1.11.2026",
}


def _settle(client: FlaskClient, twin: Twin, filled: Filled) -> None:
    """Everything that hinders, answered through the page."""
    answer = {"kind": "named_person", "ground": "public_role", "draft": str(filled.facebook)}
    assert post(client, f"/bidrag/{filled.story}/svar", **answer).status_code == 303
    with twin.read() as tx:
        photo = tx.stories.get(filled.story).photos[0]
    path = f"/bidrag/{filled.story}/billede/{photo.id}"
    assert post(client, path, **PHOTO).status_code == 303


def test_the_page_shows_the_story_beside_the_draft_with_its_findings(
    approver: FlaskClient, filled: Filled
) -> None:
    page = approver.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert re.search(r"<mark class=\"mark-finding\"[^>]*>Karen Damgaard<", page)
    assert "En person er nævnt ved navn i teksten: »Karen Damgaard«. Må vi det?" in page
    assert "mette.holm@example.dk" in page
    assert "mangler en alternativ tekst" in page
    assert "Frivillig i Medborgerhuset" in page
    assert "så det er et arrangement" in page


def test_new_words_are_a_new_version_by_whoever_wrote_them(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    words = _words(twin, filled.facebook, text="Kom til café på onsdag.\r\nDer er kaffe.")
    answer = post(writer, f"/udkast/{filled.facebook}/ret", **words)
    assert answer.status_code == 303
    draft = _draft(twin, filled.facebook)
    assert draft.content.text == "Kom til café på onsdag.\nDer er kaffe."
    assert (draft.version, draft.written_by) == (2, "Åse Bæk")


def test_saving_without_a_change_makes_no_version(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    use = _draft(twin, filled.facebook).content.photos[0]
    words = _words(twin, filled.facebook, photo=use.digest)
    post(writer, f"/udkast/{filled.facebook}/ret", **words)
    assert _draft(twin, filled.facebook).version == 1


def test_two_people_at_once_lose_nothing(writer: FlaskClient, twin: Twin, filled: Filled) -> None:
    words = _words(twin, filled.facebook, text="Mine ord om caféen")
    theirs = Content("Åben café", "Deres ord om caféen")
    twin.review.edit(filled.facebook, theirs, "Ib Skov", twin.moment)
    answer = post(writer, f"/udkast/{filled.facebook}/ret", **words)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "I har rettet samtidig" in page
    assert "(kun hos Ib Skov: </span>Deres" in page
    assert "(kun hos dig: </span>Mine" in page
    assert _draft(twin, filled.facebook).content.text == "Deres ord om caféen"
    assert re.search(r"<textarea[^>]*>\s*Mine ord om caféen</textarea>", page)

    again = {**words, "version": "2"}
    assert post(writer, f"/udkast/{filled.facebook}/ret", **again).status_code == 303
    assert _draft(twin, filled.facebook).content.text == "Mine ord om caféen"


def test_a_wrong_field_is_told_in_the_summary_and_beside_it(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    words = _words(twin, filled.facebook, text="", link="www.example.dk")
    answer = post(writer, f"/udkast/{filled.facebook}/ret", **words)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert '<a href="#edit-text">Skriv en tekst.</a>' in page
    assert 'id="edit-link-error"' in page
    assert "<title>Fejl: " in page


def test_an_open_finding_keeps_the_yes_back(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    answer = post(approver, f"/udkast/{filled.facebook}/godkend", version="1")
    assert answer.status_code == 403
    assert "kan ikke godkendes endnu" in answer.get_data(as_text=True)
    assert _draft(twin, filled.facebook).status is Status.DRAFTED


def test_findings_answered_and_words_put_right_a_second_person_approves(
    writer: FlaskClient, app: Flask, twin: Twin, filled: Filled
) -> None:
    _settle(writer, twin, filled)
    second = app.test_client()
    log_in(second)
    answer = post(second, f"/udkast/{filled.facebook}/godkend", version="2")
    assert answer.status_code == 303
    approved = _draft(twin, filled.facebook)
    assert approved.status is Status.APPROVED
    assert approved.approved_by == "Ib Skov"
    assert approved.approved_hash == approved.content_hash


def test_nobody_approves_their_own_words(approver: FlaskClient, twin: Twin, filled: Filled) -> None:
    _settle(approver, twin, filled)
    page = approver.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert "Du har selv skrevet denne version" in page
    assert post(approver, f"/udkast/{filled.facebook}/godkend", version="2").status_code == 403
    assert _draft(twin, filled.facebook).status is Status.DRAFTED


def test_a_writer_approves_nothing(writer: FlaskClient, twin: Twin, filled: Filled) -> None:
    answer = post(writer, f"/udkast/{filled.facebook}/godkend", version="1")
    assert answer.status_code == 403
    assert _draft(twin, filled.facebook).status is Status.DRAFTED


def test_the_yes_is_to_the_version_on_the_page_only(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    content = replace(_draft(twin, filled.facebook).content, text="Helt andre ord", photos=())
    twin.review.edit(filled.facebook, content, "Åse Bæk", twin.moment)
    answer = post(approver, f"/udkast/{filled.facebook}/godkend", version="1")
    assert answer.status_code == 409
    assert "Læs version 2" in answer.get_data(as_text=True)
    assert _draft(twin, filled.facebook).status is Status.DRAFTED


def test_a_no_needs_its_reason(writer: FlaskClient, twin: Twin, filled: Filled) -> None:
    empty = post(writer, f"/udkast/{filled.facebook}/afvis", reason=" ")
    assert empty.status_code == 400
    assert 'id="reject-reason-error"' in empty.get_data(as_text=True)
    post(writer, f"/udkast/{filled.facebook}/afvis", reason="Fortalt sidste uge")
    assert _draft(twin, filled.facebook).status is Status.REJECTED
    page = writer.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert "Fortalt sidste uge" in page


def test_a_time_is_typed_in_copenhagens_hours(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/udkast/{filled.facebook}/tidspunkt"
    post(writer, path, day="2026-11-24", hour="09:00")
    chosen = _draft(twin, filled.facebook).scheduled_at
    assert chosen is not None
    assert chosen.isoformat() == "2026-11-24T08:00:00+00:00"
    post(writer, path, at_once="1")
    assert _draft(twin, filled.facebook).scheduled_at is None


@pytest.mark.parametrize(("day", "hour"), [("", "09:00"), ("2026-11-20", "09:00"), ("x", "y")])
def test_a_time_that_is_gone_or_none_is_told(
    writer: FlaskClient, filled: Filled, day: str, hour: str
) -> None:
    answer = post(writer, f"/udkast/{filled.facebook}/tidspunkt", day=day, hour=hour)
    assert answer.status_code == 400
    assert 'id="schedule-day-error"' in answer.get_data(as_text=True)


def test_consent_as_the_ground_needs_its_reference(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    fields = {"kind": "named_person", "ground": "consent", "draft": str(filled.facebook)}
    answer = post(writer, f"/bidrag/{filled.story}/svar", **fields)
    assert answer.status_code == 400
    assert "Skriv, hvor samtykket findes." in answer.get_data(as_text=True)
    with twin.read() as tx:
        assert tx.findings.answers(filled.story) == []


def test_hostile_words_are_shown_as_words(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    content = Content("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "")
    twin.review.edit(filled.newsletter, content, "Åse Bæk", twin.moment)
    page = approver.get(f"/udkast/{filled.newsletter}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_draft_that_is_not_there_is_a_danish_page(approver: FlaskClient) -> None:
    answer = approver.get("/udkast/999")
    assert answer.status_code == 404
    assert "Der er intet udkast 999." in answer.get_data(as_text=True)


def test_a_story_typed_in_is_drafted_at_once(writer: FlaskClient, twin: Twin) -> None:
    fields = {"title": "Ny hjemløsecafé", "text": "Den åbner på mandag.", "link": ""}
    answer = post(writer, "/skriv", **fields)
    assert answer.status_code == 303
    page = writer.get(answer.location).get_data(as_text=True)
    assert "Facebook" in page
    assert "Nyhedsbrev" in page
    assert "Åse Bæk" in page


def test_a_story_without_words_keeps_what_was_typed(writer: FlaskClient) -> None:
    answer = post(writer, "/skriv", title="", text="Teksten bliver stående")
    assert answer.status_code == 400
    assert "Teksten bliver stående" in answer.get_data(as_text=True)


def test_what_is_withdrawn_no_longer_says_that_it_goes_out(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/udkast/{filled.facebook}"
    post(approver, f"{path}/tidspunkt", day="2027-01-04", hour="10:00")
    assert "Går tidligst ud" in approver.get(path).get_data(as_text=True)
    post(approver, f"{path}/traek-tilbage", reason="Aflyst")
    assert "Går tidligst ud" not in approver.get(path).get_data(as_text=True)
