"""The first page, the switch, and the issues."""

from dataclasses import replace

from flask.testing import FlaskClient

from comms.config.settings import Mode
from comms.model.disposition import Disposition
from comms.model.draft import Content, Status
from comms.model.issue import IssueStatus
from comms.model.item import Item
from comms.model.shown import ShownPost
from comms.store.raw_messages import RawMessage, RawState
from comms.web import create_app
from tests.web.twin import Filled, Twin, log_in, post, settings


def test_the_overview_tells_what_waits_and_how_many_follow(approver: FlaskClient) -> None:
    page = approver.get("/").get_data(as_text=True)
    assert "Åben café i Medborgerhuset" in page
    assert "13 fra målet på 1.000" in page
    assert "Nyt fra Strategi for Udsathed – uge 48" in page


def test_questions_and_what_was_set_aside_are_put_before_a_person(approver: FlaskClient) -> None:
    page = approver.get("/").get_data(as_text=True)
    assert "Må hunden med?" in page
    assert "Mailen er større end 40 MB og er ikke læst." in page


def test_a_question_leaves_the_list_when_somebody_has_answered_it(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.read() as tx:
        (question,) = tx.items.all(Disposition.QUESTION)
    assert post(writer, f"/henvendelser/{question.id}/klaret").status_code == 303
    assert "Må hunden med?" not in writer.get("/").get_data(as_text=True)
    assert post(writer, "/henvendelser/4711/klaret").status_code == 404


def test_wishes_about_the_newsletter_wait_for_a_person_too(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    wish = Item(Disposition.UNSUBSCRIBE, None, "Frameld mig", "", subject="Frameld mig")
    with twin.database.begin() as tx:
        tx.items.add(wish, source="inbox", external_key="9", raw_id=None, received=twin.moment)
    page = approver.get("/").get_data(as_text=True)
    assert "Vil ikke have nyhedsbrevet: " in page


def test_where_a_thing_came_from_is_told_in_words_and_not_by_the_stores_key(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        for source in ("imap:kasse@mail.example.dk/INBOX", "feed:frivilligcenter"):
            tx.raw_messages.add(
                RawMessage(source, "9", None, 1, twin.moment, RawState.SET_ASIDE, "Tom.")
            )
    page = approver.get("/").get_data(as_text=True)
    assert '<p class="muted">Postkassen, ' in page
    assert '<p class="muted">Frivilligcenter Fredericia, ' in page
    assert "kasse@mail.example.dk" not in page


def test_what_failed_is_told_with_what_to_do(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        draft = tx.drafts.get(filled.facebook)
        tx.drafts.update(
            draft, replace(draft, status=Status.FAILED, reason="Siden tog ikke imod."), twin.moment
        )
        other = tx.drafts.get(filled.newsletter)
        tx.drafts.update(other, replace(other, status=Status.UNKNOWN), twin.moment)
    page = approver.get("/").get_data(as_text=True)
    assert "Siden tog ikke imod. Ret udkastet, og godkend det igen." in page
    assert "Se på siden, om opslaget er der" in page


def test_the_switch_says_so_on_every_staff_page_until_it_is_let_go(
    approver: FlaskClient, twin: Twin
) -> None:
    assert post(approver, "/pause", reason="").status_code == 400
    post(approver, "/pause", reason="Forkert billede i omløb")
    for path in ("/", "/udkast/1", "/udgaver/", "/skriv"):
        page = approver.get(path).get_data(as_text=True)
        assert "Alt er sat på pause:</strong> Forkert billede i omløb" in page
    post(approver, "/genoptag")
    assert "Alt er sat på pause:" not in approver.get("/").get_data(as_text=True)
    with twin.read() as tx:
        assert tx.holds.all() == []


def test_a_writer_may_stop_but_not_let_go(writer: FlaskClient, twin: Twin) -> None:
    post(writer, "/pause", reason="Noget er galt")
    assert post(writer, "/genoptag").status_code == 403
    with twin.read() as tx:
        assert tx.holds.of("all") is not None


def test_practice_mode_is_told_on_every_page_and_live_mode_on_none(
    twin: Twin, filled: Filled
) -> None:
    paths = ("/login", "/nyhedsbreve/", "/tilmeld", "/afmeld/x", "/findes-ikke")
    practice = create_app(twin).test_client()
    for path in paths:
        assert "Testtilstand: intet bliver sendt" in practice.get(path).get_data(as_text=True)
    twin.settings = settings(comms_mode=Mode.LIVE)
    live = create_app(twin).test_client()
    for path in paths:
        assert "Testtilstand" not in live.get(path).get_data(as_text=True)


def test_the_practice_page_shows_posts_and_is_gone_in_live_mode(twin: Twin, filled: Filled) -> None:
    twin.posts = [ShownPost("Kom til café", twin.moment, photos=1)]
    client = create_app(twin).test_client()
    log_in(client)
    assert "Kom til café" in client.get("/test/facebook").get_data(as_text=True)
    twin.settings = settings(comms_mode=Mode.LIVE)
    assert client.get("/test/facebook").status_code == 404


def test_an_issue_is_held_back_and_let_go(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/udgaver/{filled.issue}"
    assert post(approver, f"{path}/hold", reason="").status_code == 400
    post(approver, f"{path}/hold", reason="Venter på et billede")
    with twin.read() as tx:
        assert tx.issues.get(filled.issue).status is IssueStatus.HELD
    assert "Venter på et billede" in approver.get("/").get_data(as_text=True)
    page = approver.get(path).get_data(as_text=True)
    assert "Uge 48, 2026" in page
    assert "</b> holdt udgaven tilbage" in page
    post(approver, f"{path}/giv-fri")
    with twin.read() as tx:
        assert tx.issues.get(filled.issue).status is IssueStatus.COMPOSED


def test_an_issue_without_approved_blocks_gets_no_yes(
    approver: FlaskClient, filled: Filled
) -> None:
    answer = post(approver, f"/udgaver/{filled.issue}/godkend")
    assert answer.status_code == 403
    assert "kan ikke sendes" in answer.get_data(as_text=True)


def test_the_preview_shows_its_photos_to_staff_before_the_public_may_see_them(
    approver: FlaskClient, stranger: FlaskClient, filled: Filled
) -> None:
    mail = approver.get(f"/udgaver/{filled.issue}/mail").get_data(as_text=True)
    assert f'src="/billede/{filled.photo}"' in mail
    assert approver.get(f"/billede/{filled.photo}").mimetype == "image/jpeg"


def test_only_photos_of_issues_that_are_out_are_public(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    for path in (f"/fotos/{filled.photo}", f"/nyhedsbreve/billede/{filled.photo}.jpg"):
        assert stranger.get(path).mimetype == "image/jpeg"
    with twin.database.begin() as tx:
        sent = tx.issues.get(filled.sent_issue)
        tx.issues.update(sent, replace(sent, status=IssueStatus.HELD))
    assert stranger.get(f"/fotos/{filled.photo}").status_code == 404
    other = twin.files.put(b"\xff\xd8\xff et andet billede")
    assert stranger.get(f"/fotos/{other}").status_code == 404


def test_a_version_without_the_photo_does_not_make_it_public(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.review.edit(filled.newsletter, Content("Uden", "billede"), "Åse Bæk", twin.moment)
    with twin.database.begin() as tx:
        sent = tx.issues.get(filled.sent_issue)
        items = (replace(sent.items[0], version=2),)
        tx.issues.update(sent, replace(sent, items=items))
    assert stranger.get(f"/fotos/{filled.photo}").status_code == 404


def test_what_is_no_picture_is_not_handed_out_as_one(approver: FlaskClient, twin: Twin) -> None:
    digest = twin.files.put(b"<script>alert(1)</script>")
    assert approver.get(f"/billede/{digest}").status_code == 404
