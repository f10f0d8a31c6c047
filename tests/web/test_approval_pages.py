"""A yes to all, a draft sent back, a yes alone; the first page by role; links in letters."""

from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from comms.model.draft import Content, Status
from comms.model.story import Story
from comms.store.database import Database
from comms.web import create_app
from tests.store.counting import counted
from tests.web.twin import PASSWORD, Filled, Twin, csrf, log_in, post


def calm(twin: Twin) -> tuple[int, dict[str, int]]:
    """A story with drafts that nothing hinders. Returns its id and its drafts by channel."""
    with twin.database.begin() as tx:
        story = tx.stories.add(Story("Fællesspisning", "Kom og spis med."), twin.moment)
    twin.drafting.draft_missing(twin.moment)
    with twin.read() as tx:
        return story, {one.channel: one.id for one in tx.drafts.all(story_id=story)}


def status(twin: Twin, draft_id: int) -> Status:
    with twin.read() as tx:
        return tx.drafts.get(draft_id).status


def reword(twin: Twin, draft_id: int, by: str, text: str = "Kom og spis med os.") -> None:
    with twin.read() as tx:
        content = tx.drafts.get(draft_id).content
    twin.review.edit(draft_id, replace(content, text=text), by, twin.moment)


def test_the_story_page_shows_the_words_and_approves_them_in_one_step(
    approver: FlaskClient, twin: Twin
) -> None:
    story, drafts = calm(twin)
    page = approver.get(f"/bidrag/{story}").get_data(as_text=True)
    assert "Godkend Facebook og Nyhedsbrev</button>" in page
    seen = [f"{draft}:1" for draft in drafts.values()]
    assert post(approver, f"/bidrag/{story}/godkend", seen=seen).status_code == 303
    assert {status(twin, one) for one in drafts.values()} == {Status.APPROVED}


def test_a_version_that_was_not_on_the_page_is_not_approved(
    approver: FlaskClient, twin: Twin
) -> None:
    story, drafts = calm(twin)
    reword(twin, drafts["newsletter"], "Åse Bæk")
    seen = [f"{draft}:1" for draft in drafts.values()]
    answer = post(approver, f"/bidrag/{story}/godkend", seen=seen)
    assert answer.status_code == 403
    page = answer.get_data(as_text=True)
    assert "Intet er godkendt." in page
    assert "Nyhedsbrev: Udkast" in page
    assert 'id="approve-all"' in page
    assert {status(twin, one) for one in drafts.values()} == {Status.DRAFTED}


def test_nothing_chosen_or_nonsense_approves_nothing(approver: FlaskClient, twin: Twin) -> None:
    story, drafts = calm(twin)
    for seen in ([], ["x:y"], ["1"], ["²:1"]):
        assert post(approver, f"/bidrag/{story}/godkend", seen=seen).status_code == 409
    assert {status(twin, one) for one in drafts.values()} == {Status.DRAFTED}


def test_the_button_names_only_what_may_be_approved(approver: FlaskClient, twin: Twin) -> None:
    story, drafts = calm(twin)
    reword(twin, drafts["newsletter"], "Ib Skov")
    page = approver.get(f"/bidrag/{story}").get_data(as_text=True)
    assert "Godkend Facebook</button>" in page
    assert "er ikke med: Udkast" in page
    assert "fire øjne" in page


def test_a_writer_is_told_that_an_approver_is_needed(writer: FlaskClient, twin: Twin) -> None:
    story, drafts = calm(twin)
    assert "Kun en godkender kan godkende." in writer.get(f"/bidrag/{story}").get_data(as_text=True)
    seen = [f"{draft}:1" for draft in drafts.values()]
    assert post(writer, f"/bidrag/{story}/godkend", seen=seen).status_code == 403


def test_the_draft_page_offers_all_channels_too(approver: FlaskClient, twin: Twin) -> None:
    _, drafts = calm(twin)
    page = approver.get(f"/udkast/{drafts['facebook']}").get_data(as_text=True)
    assert "Godkend det hele på én gang" in page


def test_sent_back_needs_a_reason_and_keeps_what_was_typed(
    approver: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    path = f"/udkast/{drafts['facebook']}/send-tilbage"
    answer = post(approver, path, reason="", version=1)
    assert answer.status_code == 400
    assert 'href="#back-reason">Skriv, hvad der skal ændres.' in answer.get_data(as_text=True)
    stale = post(approver, path, reason="Ret datoen", version=7)
    assert stale.status_code == 409
    assert "Ret datoen</textarea>" in stale.get_data(as_text=True)


def test_what_is_sent_back_stands_on_top_for_its_writer_until_it_is_changed(
    approver: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    draft = drafts["facebook"]
    reword(twin, draft, "Åse Bæk")
    assert post(approver, f"/udkast/{draft}/send-tilbage", reason="Ret <datoen>", version=2)
    writer = create_app(twin).test_client()
    log_in(writer, "Åse Bæk")
    page = writer.get("/").get_data(as_text=True)
    assert "Sendt tilbage til dig" in page
    assert "Ib Skov: Ret &lt;datoen&gt;" in page
    assert "Sendt tilbage til dig" not in approver.get("/").get_data(as_text=True)
    assert "Sendt tilbage af Ib Skov" in writer.get(f"/udkast/{draft}").get_data(as_text=True)
    reword(twin, draft, "Åse Bæk", "Kom og spis med os i morgen.")
    assert "Sendt tilbage til dig" not in writer.get("/").get_data(as_text=True)


def test_an_emergency_is_offered_to_whoever_wrote_it_and_told_on_the_first_page(
    twin: Twin, filled: Filled
) -> None:
    twin.emergency = True
    approver = create_app(twin).test_client()
    log_in(approver)
    _, drafts = calm(twin)
    draft = drafts["facebook"]
    assert "Nødgodkend alene" not in approver.get(f"/udkast/{draft}").get_data(as_text=True)
    reword(twin, draft, "Ib Skov")
    assert "Nødgodkend alene" in approver.get(f"/udkast/{draft}").get_data(as_text=True)
    path = f"/udkast/{draft}/godkend-alene"
    assert post(approver, path, reason="", version=2).status_code == 400
    assert post(approver, path, reason="Vandet er forurenet", version=2).status_code == 303
    assert status(twin, draft) is Status.APPROVED
    assert "Vandet er forurenet" in approver.get("/").get_data(as_text=True)
    assert "godkendte alene" in approver.get(f"/udkast/{draft}").get_data(as_text=True)
    twin.moment += timedelta(days=7, minutes=1)
    log_in(approver)
    assert "Vandet er forurenet" not in approver.get("/").get_data(as_text=True)


def test_without_the_setting_nobody_is_offered_an_emergency(
    approver: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    reword(twin, drafts["facebook"], "Ib Skov")
    page = approver.get(f"/udkast/{drafts['facebook']}").get_data(as_text=True)
    assert "Nødgodkend" not in page


def test_the_first_page_tells_each_what_is_theirs(
    approver: FlaskClient, writer: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    assert "Klar til dit ja" in approver.get("/").get_data(as_text=True)
    page = writer.get("/").get_data(as_text=True)
    assert "Klar til dit ja" not in page
    assert "Venter på en anden" in page
    assert "Noget at svare på" in page
    for draft in drafts.values():
        reword(twin, draft, "Ib Skov")
    page = approver.get("/").get_data(as_text=True)
    assert "Klar til dit ja" not in page
    assert "Venter på en anden" in page


def test_the_plan_tells_what_goes_out_when_and_what_is_free(
    approver: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    twin.review.approve(drafts["facebook"], "Ib Skov", twin.moment)
    tomorrow = (twin.moment + timedelta(days=1)).replace(hour=9)
    twin.review.schedule(drafts["facebook"], tomorrow, "Ib Skov", twin.moment)
    page = approver.get("/").get_data(as_text=True)
    today, _, later = page.partition("<h3>I dag</h3>")[2].partition("<h3>I morgen</h3>")
    assert "Ledigt på Facebook kl. 15.00" in today
    morning = later.partition("</div>")[0]
    assert "kl. 9.00" in morning
    assert "Ledigt på Facebook kl. 15.00" in morning


def test_the_next_free_slot_is_proposed(approver: FlaskClient, twin: Twin) -> None:
    (_, first), (_, second) = calm(twin), calm(twin)
    twin.review.approve(first["facebook"], "Ib Skov", twin.moment)
    at = twin.moment.replace(hour=15)
    twin.review.schedule(first["facebook"], at, "Ib Skov", twin.moment)
    page = approver.get(f"/udkast/{second['facebook']}").get_data(as_text=True)
    assert 'value="2026-11-24"' in page
    assert 'value="09:00"' in page


def test_the_morning_mail_is_switched_off_and_on(approver: FlaskClient, twin: Twin) -> None:
    assert post(approver, "/morgenmail", wanted="nej").status_code == 303
    assert "Slå morgenmailen til" in approver.get("/").get_data(as_text=True)
    post(approver, "/morgenmail", wanted="ja")
    assert "Slå morgenmailen fra" in approver.get("/").get_data(as_text=True)


def test_a_link_in_a_letter_leads_through_the_door_to_its_page_and_changes_nothing(
    stranger: FlaskClient, twin: Twin
) -> None:
    _, drafts = calm(twin)
    draft = drafts["facebook"]
    reword(twin, draft, "Åse Bæk")
    twin.review.send_back(draft, "Ib Skov", "Ret datoen", twin.moment)
    with twin.read() as tx:
        letter = tx.letters.get(1)
    path = letter.text.partition("127.0.0.1:8000")[2].split()[0]
    assert path == f"/udkast/{draft}"
    way = stranger.get(path)
    assert way.status_code == 302
    token = csrf(stranger, way.location)
    fields = {"who": "Åse Bæk", "password": PASSWORD, "csrf_token": token, "next": path}
    assert stranger.post("/login", data=fields).location == path
    assert stranger.get(path).status_code == 200
    assert status(twin, draft) is Status.DRAFTED


def test_the_first_page_asks_as_often_however_much_waits(
    approver: FlaskClient, twin: Twin, memory: Database
) -> None:
    counts = []
    for more in (1, 12):
        for _ in range(more):
            _, drafts = calm(twin)
            twin.review.send_back(drafts["newsletter"], "Ib Skov", "Ret", twin.moment)
        counts.append(counted(memory, lambda: approver.get("/")))
    assert counts[0] == counts[1]


def test_words_of_a_draft_are_shown_as_words(approver: FlaskClient, twin: Twin) -> None:
    story, drafts = calm(twin)
    content = Content("Fællesspisning", "<script>alert(1)</script>")
    twin.review.edit(drafts["facebook"], content, "Åse Bæk", twin.moment)
    assert "<script>alert(1)" not in approver.get(f"/bidrag/{story}").get_data(as_text=True)
