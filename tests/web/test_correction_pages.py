"""What is out and must be corrected, on the pages: asked for, read, approved by another."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from comms.model.draft import Act, Draft, Status
from comms.model.event import Event
from comms.model.issue import Issue, IssueStatus
from comms.model.moved import Change, EventChange
from tests.clock import COPENHAGEN
from tests.web.twin import Filled, Twin, post, put_out

WORDS = "Caféen er onsdag kl. 14-16."


@pytest.fixture
def out(twin: Twin, filled: Filled) -> int:
    """The filled house's post on Facebook, as if it had gone out without its photo."""
    with twin.read() as tx:
        seen = tx.drafts.get(filled.facebook)
    twin.review.edit(seen.id, replace(seen.content, photos=()), "Eva Lund", twin.moment)
    put_out(twin.database, filled.facebook, twin.moment, WORDS)
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


TEXT = "Vi skrev tirsdag. Caféen er onsdag den 2. december kl. 14.00."


def _issue_correction(twin: Twin, filled: Filled) -> Issue:
    with twin.read() as tx:
        [made] = tx.issues.corrections(filled.sent_issue)
    return made


def test_an_issue_that_was_sent_is_corrected_from_its_page(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    assert "Ret udgaven" in _page(writer, f"/udgaver/{filled.sent_issue}")
    empty = post(writer, f"/udgaver/{filled.sent_issue}/ret", text="")
    assert empty.status_code == 400
    assert 'id="correct-text-error"' in empty.get_data(as_text=True)
    assert post(writer, f"/udgaver/{filled.sent_issue}/ret", text=TEXT).status_code == 303
    made = _issue_correction(twin, filled)

    today = _page(approver, "/")
    assert "Rettelser af nyhedsbrevet venter på et ja" in today
    assert f'href="/udgaver/{made.id}"' in today
    page = _page(approver, f"/udgaver/{made.id}")
    assert "Godkend rettelsen" in page
    assert TEXT in _page(approver, f"/udgaver/{made.id}/mail")
    assert "Godkend rettelsen" not in _page(writer, f"/udgaver/{made.id}")

    post(writer, f"/udgaver/{made.id}/skriv-om", text="Andre ord.")
    late = post(approver, f"/udgaver/{made.id}/godkend", words=made.words)
    assert late.status_code == 409
    words = _issue_correction(twin, filled).words
    assert post(approver, f"/udgaver/{made.id}/godkend", words=words).status_code == 303
    assert _issue_correction(twin, filled).status == "approved"
    assert post(writer, f"/udgaver/{made.id}/drop").status_code == 303
    assert _issue_correction(twin, filled).status == "cancelled"
    assert "Ret udgaven" in _page(writer, f"/udgaver/{filled.sent_issue}")


def test_the_archive_shows_a_correction_once_it_is_sent(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    made = twin.issue_corrections.correct(filled.sent_issue, TEXT, "Åse Bæk", twin.moment)
    path = "/nyhedsbreve/2026/uge-47"
    assert TEXT not in _page(stranger, path)
    approved = twin.newsletter.approve(made.id, "Ib Skov", twin.moment)
    assert TEXT not in _page(stranger, path)
    sending = approved.moved(IssueStatus.SENDING)
    with twin.database.begin() as tx:
        tx.issues.update(approved, sending)
        tx.issues.update(sending, replace(sending.moved(IssueStatus.SENT), sent_at=twin.moment))
    page = _page(stranger, path)
    assert 'aria-label="Rettelse"' in page
    assert "Rettelse, mandag den 23. november 2026 kl. 12.00" in page
    assert TEXT in page
    assert "Rettet 23.11.2026" in _page(stranger, "/nyhedsbreve/")
    own = _page(stranger, "/nyhedsbreve/rettelse-2026-uge-47")
    assert f'<a href="{path}">' in own
    assert TEXT in own


EVENT = Event(datetime(2026, 12, 1, 17, tzinfo=COPENHAGEN), place="Kulturhuset")


def _moved(twin: Twin, story_id: int, by: str = "Åse Bæk", *, applied: bool = True) -> None:
    later = replace(EVENT, start=EVENT.start + timedelta(days=1))
    change = EventChange(story_id, Change.MOVED, (EVENT,), (later,), by, applied)
    with twin.database.begin() as tx:
        before = tx.stories.get(story_id)
        told = replace(before, events=(later if applied else EVENT,))
        tx.stories.retell(before, told, twin.moment)
        tx.event_changes.add(change, twin.moment)


def test_what_was_sent_with_the_old_time_is_corrected_by_one_button(
    writer: FlaskClient, twin: Twin, filled: Filled, out: int
) -> None:
    _moved(twin, filled.story)
    for path in ("/", f"/bidrag/{filled.story}"):
        page = _page(writer, path)
        assert "Sendt med den gamle tid" in page
        assert f'<a href="/udkast/{out}">Facebook</a>' in page
        assert f'<a href="/udgaver/{filled.sent_issue}">Nyhedsbrev uge 47, 2026</a>' in page
        assert "Før: tirsdag den 1. december 2026 kl. 17.00, Kulturhuset." in page
        assert "Nu: onsdag den 2. december 2026 kl. 17.00, Kulturhuset." in page
    answer = post(writer, f"/bidrag/{filled.story}/ret-det-sendte")
    assert answer.status_code == 303
    [edit] = _corrections(twin, out)
    assert edit.content.text.startswith("Flyttet: ")
    assert _issue_correction(twin, filled).intro.endswith("kl. 17.00, Kulturhuset.")
    page = _page(writer, f"/bidrag/{filled.story}")
    assert "Rettelser lagt til godkendelse: Rettelse på Facebook" in page
    assert "Sendt med den gamle tid" not in page
    assert post(writer, f"/bidrag/{filled.story}/ret-det-sendte").status_code == 409


def test_a_calendars_word_is_shown_as_such_and_put_into_the_story(
    writer: FlaskClient, twin: Twin, filled: Filled, out: int
) -> None:
    _moved(twin, filled.story, "feed:kommunen", applied=False)
    page = _page(writer, f"/bidrag/{filled.story}")
    assert "Kalenderen" in page
    post(writer, f"/bidrag/{filled.story}/ret-det-sendte")
    with twin.read() as tx:
        assert tx.stories.get(filled.story).events[0].day == date(2026, 12, 2)
    assert len(_corrections(twin, out)) == 1


def test_somebody_may_find_that_nothing_needs_correcting(
    writer: FlaskClient, twin: Twin, filled: Filled, out: int
) -> None:
    _moved(twin, filled.story)
    assert post(writer, f"/bidrag/{filled.story}/lad-det-staa").status_code == 303
    assert "Sendt med den gamle tid" not in _page(writer, "/")
    assert _corrections(twin, out) == []


def test_an_event_is_called_off_from_its_story(
    writer: FlaskClient, twin: Twin, filled: Filled, out: int
) -> None:
    with twin.database.begin() as tx:
        before = tx.stories.get(filled.story)
        tx.stories.retell(before, replace(before, kind="event", events=(EVENT,)), twin.moment)
    assert "Er arrangementet aflyst?" in _page(writer, f"/bidrag/{filled.story}")
    assert post(writer, f"/bidrag/{filled.story}/aflys").status_code == 303
    page = _page(writer, f"/bidrag/{filled.story}")
    assert "Arrangementet er aflyst." in page
    assert "Er arrangementet aflyst?" not in page
    assert post(writer, f"/bidrag/{filled.story}/aflys").status_code == 409
    post(writer, f"/bidrag/{filled.story}/ret-det-sendte")
    [edit] = _corrections(twin, out)
    assert edit.content.text.startswith("Aflyst: ")
    assert edit.content.text.endswith(WORDS)
