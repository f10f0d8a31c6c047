"""The page of a story: what came in with its words marked, put right, let through, said no to."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from comms.model.draft import Content
from comms.model.judge import Context
from comms.model.story import StoryStatus
from comms.model.themes import Theme
from comms.sources.mail.explain import read_and_judge
from comms.sources.mail.limits import Limits
from comms.stages.intake.contribute import kept_photos, story_of, tell
from comms.store.raw_messages import RawMessage, RawState
from comms.wiring.newsroom import kept_photo
from tests.sources.mails import MAILBOX, mail, photo, raw
from tests.sources.test_mail_as_it_looked import with_html
from tests.web.twin import Filled, Twin, csrf, post

CONTEXT = Context(MAILBOX, (Theme(5, "Ensomhed", words=(("fællesspisning", 5), ("alene", 5))),))


def arrive(twin: Twin, made: bytes) -> int:
    """A mail that came in and became a story. Returns the story's id."""
    digest = twin.files.put(made)
    item = read_and_judge(made, CONTEXT, twin.moment, Limits(), contributed=True)
    photos, at, key = kept_photos(item, twin.files), twin.moment, item.message_id
    with twin.database.begin() as tx:
        kept = RawMessage("imap:test", key, digest, len(made), at, RawState.READ)
        raw_id = tx.raw_messages.add(kept)
        item_id = tx.items.add(
            item, source="imap:test", external_key=key, raw_id=raw_id, received=at
        )
        assert item_id is not None
        return tell(tx, story_of(item, item_id, "inbox", photos), item, digest, at)


def page(client: FlaskClient, path: str) -> str:
    return " ".join(client.get(path).get_data(as_text=True).split())


def form(**changed: Any) -> dict[str, Any]:
    told = {"title": "Åben café", "text": "Kom forbi.", "kind": "event", "link": "", "seen": ""}
    return {**told, "events": "0", **changed}


def event(**values: str) -> dict[str, str]:
    return {f"event-0-{name}": value for name, value in values.items()}


def test_the_words_that_gave_day_place_theme_and_findings_are_marked_and_say_what_they_gave(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    shown = page(writer, f"/bidrag/{arrive(twin, raw())}")
    assert (
        '<mark class="mark-when" title="dag: torsdag den 3. december 2026 kl. 17.30–20.00'
    ) in shown
    assert 'torsdag den 3. december<span class="unseen"> (dag: torsdag' in shown
    assert "(sted: Sejlhuset, Mastevej 14) </span></mark>" in shown
    assert "tema: Ensomhed" in shown
    for name in ("dag og tid", "sted", "tema"):
        assert f">{name}</mark>" in shown


def test_what_was_cut_and_what_was_attached_unfold(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    made = mail()
    made.add_attachment(b"Medbring selv en stol.", "text", "plain", filename="program.txt")
    shown = page(writer, f"/bidrag/{arrive(twin, made.as_bytes())}")
    assert "<summary>Signatur " in shown
    assert "program.txt" in shown
    assert "Læs, hvad der står i filen" in shown
    assert "Medbring selv en stol." in shown


def test_the_page_leads_to_the_mail_and_back(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    story_id = arrive(twin, with_html("<p>Kom</p>").as_bytes())
    with twin.read() as tx:
        item_id = tx.stories.get(story_id).item_id
    shown = page(writer, f"/bidrag/{story_id}")
    assert f'href="/henvendelser/{item_id}"' in shown
    assert f'src="/henvendelser/{item_id}/mail" sandbox' in shown
    assert f'href="/bidrag/{story_id}"' in page(writer, f"/henvendelser/{item_id}")


def test_a_correction_is_kept_and_told_with_what_it_did_to_the_drafts(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    facts = {"day": "2026-12-03", "from": "17", "to": "1.00", "place": "Sejlhuset", "last": ""}
    sent = form(events="1", **event(**facts, signup="2026-12-01", title=""))
    path = f"/bidrag/{filled.story}/ret"
    assert post(writer, path, **sent).status_code == 303
    shown = page(writer, f"/bidrag/{filled.story}")
    assert "Rettelsen er gemt. Udkast lavet om: Facebook og Nyhedsbrev." in shown
    assert "3. december 2026 kl. 17.00" in shown
    with twin.read() as tx:
        (one,) = tx.stories.get(filled.story).events
    assert one.contract()["end"] == "2026-12-04T01:00:00+01:00"
    assert one.contract()["signup_by"] == "2026-12-01"


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"place": "Sejlhuset"}, "event-0-day", "hvilken dag"),
        ({"day": "2026-12-03", "from": "sytten"}, "event-0-from", "17.30"),
        ({"day": "2026-12-03", "to": "19"}, "event-0-from", "hvornår det begynder"),
        ({"day": "2026-12-03", "from": "17", "to": "12"}, "event-0-to", "før det begynder"),
        ({"day": "2026-12-03", "last": "2026-12-01"}, "event-0-last", "før den første"),
        ({"day": "2026-12-03", "signup": "2026-12-24"}, "event-0-signup", "efter dagen"),
    ],
)
def test_what_is_wrong_with_a_date_is_told_beside_its_field_and_in_the_summary(
    writer: FlaskClient, filled: Filled, facts: dict[str, str], field: str, says: str
) -> None:
    sent = form(events="1", title="Mit nye navn", **event(**facts))
    answer = post(writer, f"/bidrag/{filled.story}/ret", **sent)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'<a href="#{field}">' in shown
    assert f'id="{field}-error"' in shown
    assert says in shown
    assert 'value="Mit nye navn"' in shown


def test_a_date_is_taken_out_by_its_tick(writer: FlaskClient, twin: Twin, filled: Filled) -> None:
    gone = {"day": "2026-12-03", "gone": "1"}
    post(writer, f"/bidrag/{filled.story}/ret", **form(events="1", **event(**gone)))
    with twin.read() as tx:
        assert tx.stories.get(filled.story).events == ()


def test_two_who_correct_at_once_lose_nothing(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/bidrag/{filled.story}/ret"
    post(writer, path, **form(text="Den første."))
    answer = post(writer, path, **form(text="Den anden."))
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "ændret af en anden" in shown
    assert "Den anden.</textarea>" in shown


def test_a_draft_that_somebody_wrote_in_is_made_anew_by_its_button(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.review.edit(filled.facebook, Content("Min", "egen"), "Ib Skov", twin.moment)
    later = twin.moment.replace(minute=30)
    twin.moment = later
    post(writer, f"/bidrag/{filled.story}/ret", **form(title="Ny overskrift"))
    shown = page(writer, f"/bidrag/{filled.story}")
    assert "Lav udkastet til Facebook om" in shown
    assert "Lav udkastet til Nyhedsbrev om" not in shown
    answer = post(writer, f"/udkast/{filled.facebook}/lav-om", version="2")
    assert answer.location.endswith(f"/udkast/{filled.facebook}")
    with twin.read() as tx:
        assert tx.drafts.get(filled.facebook).content.title == "Ny overskrift"


def test_a_waiting_story_is_drafted_by_its_button(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        story = tx.stories.get(filled.story)
        waiting = tx.stories.add(
            type(story)("Plakat", "Se plakaten", status=StoryStatus.WAITING), twin.moment
        )
    assert "Lav udkast</button>" in page(writer, f"/bidrag/{waiting}")
    assert post(writer, f"/bidrag/{waiting}/lav-udkast").status_code == 303
    assert "Der er lavet udkast: Facebook og Nyhedsbrev." in page(writer, f"/bidrag/{waiting}")
    assert post(writer, f"/bidrag/{waiting}/lav-udkast").status_code == 409


def test_a_story_is_rejected_with_a_reason_and_that_is_undone(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/bidrag/{filled.story}/afvis"
    assert post(writer, path, reason="").status_code == 400
    assert post(writer, path, reason="Ikke noget for os").status_code == 303
    shown = page(writer, f"/bidrag/{filled.story}")
    assert "Ikke noget for os." in shown
    undo = shown.partition('action="/bidrag/afvist/')[2].partition('"')[0]
    assert post(writer, f"/bidrag/afvist/{undo}").status_code == 303
    with twin.read() as tx:
        assert tx.stories.get(filled.story).status is StoryStatus.DRAFTED


def test_it_is_no_story_can_be_said_on_its_page(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    story_id = arrive(twin, raw())
    shown = page(writer, f"/bidrag/{story_id}")
    assert "Det er ikke en historie" in shown
    with twin.read() as tx:
        item_id = tx.stories.get(story_id).item_id
    post(writer, f"/henvendelser/{item_id}/ret", disposition="question")
    assert "Bidraget er afvist og har ingen udkast." in page(writer, f"/bidrag/{story_id}")


def send(client: FlaskClient, path: str, *files: tuple[bytes, str], **fields: str) -> Any:
    photos = [(io.BytesIO(data), name) for data, name in files]
    return client.post(
        path,
        data={**fields, "photo": photos, "csrf_token": csrf(client, "/")},
        content_type="multipart/form-data",
    )


def test_photos_are_cleaned_and_asked_about(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    files = [(photo(gps=True), "a.jpg"), (photo(900), "b.jpg")]
    answer = send(writer, f"/bidrag/{filled.story}/billeder", *files)
    assert answer.location.endswith(f"/bidrag/{filled.story}#photos-heading")
    shown = page(writer, f"/bidrag/{filled.story}")
    assert "2 billeder er lagt til" in shown
    with twin.read() as tx:
        added = tx.stories.get(filled.story).photos[1:]
    assert all(f'id="photo-{one.id}-alt"' in shown for one in added)
    assert b"GPS" not in twin.files.get(added[0].digest)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"ingen fil", "brev.jpg", "ikke en billedfil"),
        (b"<svg onload=alert(1)>", "tegning.svg", "SVG-filer vises ikke"),
        (b"x", "120344-6019.jpg", "cpr-nummer"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason_at_the_field(
    writer: FlaskClient, twin: Twin, filled: Filled, data: bytes, name: str, says: str
) -> None:
    answer = send(writer, f"/bidrag/{filled.story}/billeder", (data, name))
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert says in shown
    assert 'id="more-photos-error"' in shown
    assert "120344-6019" not in shown


def test_photos_come_with_a_story_that_is_typed_in(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    answer = send(writer, "/skriv", (photo(), "a.jpg"), title="Tur", text="Vi går en tur.")
    assert answer.location.endswith("#photos-heading")
    story_id = int(answer.location.partition("/bidrag/")[2].partition("#")[0])
    with twin.read() as tx:
        assert [one.name for one in tx.stories.get(story_id).photos] == ["a.jpg"]
        assert len(tx.drafts.all(story_id=story_id)[0].content.photos) == 1


def large(client: FlaskClient, path: str) -> int:
    """Send a form of 1.5 MB. Returns the status of the answer."""
    token = csrf(client, "/konto").encode()
    head = b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + token
    part = b'\r\n--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    body = head + part + photo() + b"\0" * 1_500_000 + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return client.post(path, data=body, content_type=kind).status_code


def test_a_large_form_is_taken_only_where_photos_are_and_from_who_is_logged_in(
    writer: FlaskClient, stranger: FlaskClient, filled: Filled
) -> None:
    assert large(writer, f"/bidrag/{filled.story}/billeder") == 303
    assert large(writer, f"/bidrag/{filled.story}/afvis") == 413
    assert large(stranger, f"/bidrag/{filled.story}/billeder") == 413


def test_a_photo_by_its_path_says_what_is_wrong_without_its_number(twin: Twin) -> None:
    with pytest.raises(Exception, match="filnavn rummer et cpr-nummer") as told:
        kept_photo(twin.files, photo(), "/tmp/120344-6019.jpg", 1_000_000)
    assert "6019" not in str(told.value)
