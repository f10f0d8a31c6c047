"""Findings and photos on the page: marked, asked, answered, settled, taken down."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from comms.model.draft import Draft, Status
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from tests.findings_table import ADVICE, ROWS, Row, put
from tests.web.test_draft_page import PHOTO
from tests.web.twin import Filled, Twin, post

NAME = "Karen Damgaard"


def _photo(twin: Twin, filled: Filled) -> Photo:
    with twin.read() as tx:
        return tx.stories.get(filled.story).photos[0]


def _draft(twin: Twin, draft_id: int) -> Draft:
    with twin.read() as tx:
        return tx.drafts.get(draft_id)


def _kinds(twin: Twin, draft_id: int) -> list[str]:
    return [str(one.kind) for one in twin.review.open_findings(draft_id, twin.moment)]


def _answer(client: FlaskClient, draft: Draft, row: Row) -> int:
    fields = {"kind": str(row.asked), "draft": str(draft.id), "question": "1", **row.gives}
    return int(post(client, f"/bidrag/{draft.story_id}/svar", **fields).status_code)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_of_the_table_is_answered_by_the_right_role_only(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, row: Row
) -> None:
    draft = put(twin.database, twin.moment, *row.found)
    assert row.asked in _kinds(twin, draft.id)
    if not row.writer:
        assert _answer(writer, draft, row) == 403
        assert row.asked in _kinds(twin, draft.id)
    assert _answer(writer if row.writer else approver, draft, row) == 303
    assert row.asked not in _kinds(twin, draft.id) or row.asked is Kind.CPR


@pytest.mark.parametrize("row", [row for row in ROWS if row.lacks], ids=lambda row: row.name)
def test_what_an_answer_lacks_is_told_beside_its_field(
    approver: FlaskClient, twin: Twin, row: Row
) -> None:
    draft = put(twin.database, twin.moment, row.asked, *row.found)
    page = approver.get(f"/udkast/{draft.id}").get_data(as_text=True)
    assert row.lacks is not None
    field, told = row.lacks
    fields = {**row.gives, "kind": str(row.asked), "draft": str(draft.id), "question": "1"}
    fields |= {field: "", **({"reason": ""} if field == "reference" else {})}
    if field == "reason" and "ground" in row.gives:
        fields.pop("ground")
    answer = post(approver, f"/bidrag/{draft.story_id}/svar", **fields)
    assert answer.status_code == 400
    assert told in answer.get_data(as_text=True)
    assert 'id="answer-1"' in page


@pytest.mark.parametrize("kind", ADVICE)
def test_advice_is_shown_and_asks_nothing(approver: FlaskClient, twin: Twin, kind: Kind) -> None:
    draft = put(twin.database, twin.moment, kind, text="Vi har åbent.")
    page = approver.get(f"/udkast/{draft.id}").get_data(as_text=True)
    assert "Værd at tænke over" in page
    assert "Skal afklares" not in page


def test_a_writer_sees_who_may_answer_and_no_button(writer: FlaskClient, twin: Twin) -> None:
    draft = put(twin.database, twin.moment, Kind.PARTY, text="Vi har åbent.")
    page = writer.get(f"/udkast/{draft.id}").get_data(as_text=True)
    assert "Det svarer en godkender på." in page
    assert "Gem svaret" not in page


def test_a_finding_in_what_was_cut_off_is_marked_and_its_place_told(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        tx.findings.add(
            filled.story, [Finding(Kind.CPR, "signature", 0, 10, "Mette Holm")], twin.moment
        )
    page = approver.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert '<mark class="mark-finding" title="Cpr-nummer">Mette Holm' in page
    assert "<details open>" in page
    assert "Der står et cpr-nummer i signaturen. Det står ikke i udkastet" in page
    assert "Ja, det bliver ikke sendt" in page


def test_one_click_takes_a_name_out_and_leads_to_the_text(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    fields = {"words": NAME, "draft": str(filled.facebook), "kind": "named_person"}
    answer = post(writer, f"/bidrag/{filled.story}/tag-navn-ud", **fields)
    assert answer.location.endswith(f"/udkast/{filled.facebook}#edit-heading")
    draft = _draft(twin, filled.facebook)
    assert "og en person bagte boller til alle" in draft.content.text
    assert draft.version == 2
    assert "named_person" not in _kinds(twin, filled.newsletter)


def test_two_names_are_two_questions(approver: FlaskClient, twin: Twin, filled: Filled) -> None:
    draft = _draft(twin, filled.facebook)
    words = replace(draft.content, text=draft.content.text + "\nFrode Lind spillede.")
    twin.review.edit(draft.id, words, "Åse Bæk", twin.moment)
    page = approver.get(f"/udkast/{draft.id}").get_data(as_text=True)
    assert page.count("Tag navnet ud</button>") == 2
    fields = {"kind": "named_person", "ground": "contact", "words": "Frode Lind"}
    post(approver, f"/bidrag/{filled.story}/svar", **fields, draft=str(draft.id))
    assert _kinds(twin, draft.id).count("named_person") == 1


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("people", "Svar på, om der er mennesker, som kan genkendes."),
        ("alt", "Skriv, hvad billedet viser."),
        ("purpose", "Skriv, hvad billedet skal bruges til."),
        ("reference", "Skriv, hvor samtykket ligger, eller skriv vurderingen."),
        ("credit", "Skriv, hvem der har taget billedet."),
        ("permission", "Skriv, hvem der har givet lov til at bruge billedet."),
    ],
)
def test_what_a_photo_lacks_is_told_in_the_summary_and_beside_the_field(
    writer: FlaskClient, twin: Twin, filled: Filled, field: str, says: str
) -> None:
    photo = _photo(twin, filled)
    path = f"/bidrag/{filled.story}/billede/{photo.id}"
    fields = {**PHOTO, field: "", "photo-form": str(photo.id), "draft": str(filled.facebook)}
    answer = post(writer, path, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'<a href="#photo-{photo.id}-{field}">{says}</a>' in page
    assert f'id="photo-{photo.id}-{field}-error"' in page
    assert field == "credit" or 'value="Mette Holm"' in page
    assert _photo(twin, filled) == photo


def test_a_photo_that_is_settled_gives_its_text_to_both_drafts(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    photo = _photo(twin, filled)
    path = f"/bidrag/{filled.story}/billede/{photo.id}"
    assert post(writer, path, **PHOTO, expires_on="2027-01-31").status_code == 303
    kept = _photo(twin, filled)
    assert (kept.people, kept.ground, kept.permission) == (True, "consent", PHOTO["permission"])
    assert str(kept.expires_on) == "2027-01-31"
    for draft_id in (filled.facebook, filled.newsletter):
        assert _draft(twin, draft_id).content.photos[0].alt == "Tre gæster bager boller"


def test_a_photo_without_people_needs_no_ground(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    photo = _photo(twin, filled)
    fields = {**PHOTO, "people": "nej", "purpose": "", "reference": ""}
    assert post(writer, f"/bidrag/{filled.story}/billede/{photo.id}", **fields).status_code == 303
    assert _photo(twin, filled).people is False


@pytest.mark.parametrize("day", ["i morgen", "2026-11-01"])
def test_a_last_day_that_is_none_is_told(
    writer: FlaskClient, twin: Twin, filled: Filled, day: str
) -> None:
    photo = _photo(twin, filled)
    path = f"/bidrag/{filled.story}/billede/{photo.id}"
    answer = post(writer, path, **PHOTO, expires_on=day)
    assert answer.status_code == 400
    assert f'id="photo-{photo.id}-expires_on-error"' in answer.get_data(as_text=True)


def test_a_withdrawn_consent_is_a_task_on_the_overview_until_it_is_done(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    photo = _photo(twin, filled)
    page = writer.get(f"/bidrag/{filled.story}").get_data(as_text=True)
    assert "Et samtykke er trukket tilbage" in page
    fields = {"photo": str(photo.id), "reason": "Ringede i dag"}
    assert post(writer, f"/bidrag/{filled.story}/samtykke-trukket", **fields).status_code == 303
    today = writer.get("/").get_data(as_text=True)
    assert "Tag ned" in today
    assert 'href="/nyhedsbreve/2026/uge-47"' in today
    with twin.read() as tx:
        (task,) = tx.tasks.open()
    assert post(writer, f"/opgaver/{task.id}/klaret").status_code == 303
    assert "Det er taget ned" not in writer.get("/").get_data(as_text=True)


def test_the_public_no_longer_gets_a_withdrawn_photo(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    assert stranger.get(f"/fotos/{filled.photo}").status_code == 200
    twin.review.withdraw_consent(filled.story, "Ib Skov", twin.moment, _photo(twin, filled).id)
    assert stranger.get(f"/fotos/{filled.photo}").status_code == 404
    page = stranger.get("/nyhedsbreve/2026/uge-47").get_data(as_text=True)
    assert filled.photo not in page
    assert "Onsdagscaféen" in page


def test_a_withdrawn_story_is_hindered_with_no_way_round(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    post(approver, f"/bidrag/{filled.story}/samtykke-trukket", draft=str(filled.facebook))
    assert _draft(twin, filled.facebook).status is Status.WITHDRAWN
    page = approver.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert "Samtykket til bidraget er trukket tilbage." in page
    public = approver.get("/nyhedsbreve/2026/uge-47").get_data(as_text=True)
    assert "Onsdagscaféen" not in public


def test_an_embargo_is_told_with_its_time_and_a_time_before_it_is_refused(
    approver: FlaskClient, twin: Twin
) -> None:
    until = twin.moment + timedelta(days=3)
    draft = put(twin.database, twin.moment, Kind.PRESS_EMBARGO, until=until, text="Vi åbner.")
    page = approver.get(f"/udkast/{draft.id}").get_data(as_text=True)
    assert "Teksten er klausuleret til torsdag den 26. november 2026 kl. 12.00." in page
    answer = post(approver, f"/udkast/{draft.id}/tidspunkt", day="2026-11-24", hour="09:00")
    assert answer.status_code == 403
    assert "kan tidligst gå ud torsdag den 26. november" in answer.get_data(as_text=True)
    assert post(approver, f"/udkast/{draft.id}/godkend", version="1").status_code == 303
    assert _draft(twin, draft.id).scheduled_at == until
