"""The pages of a mail that waits for a person, and of what could not be read."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from comms.model.answer import Answer
from comms.model.bounce import Returned
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.letter import Letter
from comms.model.mail import Address
from comms.model.privacy import Finding, Kind
from comms.model.story import StoryStatus
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.store.raw_messages import RawMessage, RawState
from tests.sources.mails import raw as mail_bytes
from tests.web.twin import Filled, Twin, post

KAREN = Address("Karen Damgaard", "karen@example.dk")


def came(
    twin: Twin, disposition: Disposition, subject: str, said: str = "Hej", **more: object
) -> int:
    facts = {"sender": KAREN, "subject": subject, "answer": Answer(KAREN.email), **more}
    item = Item(disposition, None, subject, said, **facts)  # type: ignore[arg-type]
    with twin.database.begin() as tx:
        item_id = tx.items.add(
            item, source="inbox", external_key=f"<{subject}>", raw_id=None, received=twin.moment
        )
        assert item_id is not None
        tx.bounces.add(item_id, item.returned, twin.moment)
    return item_id


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_the_page_tells_who_when_what_why_and_what_was_cut(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(
        twin,
        Disposition.QUESTION,
        "Husleje",
        "Kan I hjælpe med huslejen?",
        signature="Karen, tlf. 20 30 40 50",
        quoted="> Nyt fra jer",
        why=("spørgsmål: afsenderen beder om svar",),
    )
    shown = page(writer, f"/henvendelser/{item_id}")
    for told in (
        "karen@example.dk",
        "Kan I hjælpe med huslejen?",
        "Karen, tlf. 20 30 40 50",
        "&gt; Nyt fra jer",
        "Spørgsmål: afsenderen beder om svar.",
        "Vi foreslår Boligrådgivningen, fordi der står »husleje«.",
    ):
        assert told in shown


def test_a_question_is_sent_on_from_the_page(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/henvendelser/{filled.question}"
    assert post(writer, f"{path}/send-videre", department="").status_code == 400
    assert post(writer, f"{path}/send-videre", department="bolig", note="Hilsen").status_code == 303
    shown = page(writer, path)
    assert "Sendt videre til Boligrådgivningen." in shown
    assert "Åse Bæk" in shown
    assert post(writer, f"{path}/send-videre", department="bolig").status_code == 409


def test_danger_stands_on_top_and_is_not_ended_in_silence(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(twin, Disposition.QUESTION, "hej", findings=(Finding(Kind.ACUTE, "body"),))
    today = page(writer, "/")
    assert today.index("nogen kan være i fare") < today.index('id="waiting-heading"')
    silent = post(writer, f"/henvendelser/{item_id}/klaret", how="")
    assert silent.status_code == 400
    assert "Skriv, hvad der er gjort" in silent.get_data(as_text=True)
    post(writer, f"/henvendelser/{item_id}/klaret", how="Ringede 112")
    assert "nogen kan være i fare" not in page(writer, "/")
    assert "Ringede 112." in page(writer, f"/henvendelser/{item_id}")


def test_a_question_becomes_a_story_with_drafts_and_back(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/henvendelser/{filled.question}/ret"
    answer = post(writer, path, disposition="story")
    assert answer.status_code == 303
    story_id = int(answer.headers["Location"].rpartition("/")[2])
    with twin.read() as tx:
        assert len(tx.drafts.all(story_id=story_id)) == 2
    assert post(writer, path, disposition="question").status_code == 303
    with twin.read() as tx:
        assert tx.stories.get(story_id).status is StoryStatus.REJECTED
    assert "Må hunden med?" in page(writer, "/")
    assert post(writer, path, disposition="noget").status_code == 400


def test_a_leave_request_of_a_stranger_tells_why_it_waits_and_is_ended_with_an_address(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(twin, Disposition.UNSUBSCRIBE, "Frameld mig")
    twin.reader_post.take(twin.moment)
    assert "karen@example.dk står ikke på listen" in page(writer, "/")
    path = f"/henvendelser/{item_id}/afmeld"
    assert post(writer, path, email="findes.ikke@example.dk").status_code == 404
    assert post(writer, path, email="laeser@example.dk").status_code == 303
    with twin.read() as tx:
        found = tx.subscribers.by_email("laeser@example.dk")
    assert found is not None
    assert found.status is SubscriberStatus.LEFT


def test_a_sign_up_of_another_is_asked_for_by_a_person(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(twin, Disposition.SUBSCRIBE, "Min mor", "Skriv else@example.dk på listen")
    twin.reader_post.take(twin.moment)
    assert "else@example.dk" in page(writer, f"/henvendelser/{item_id}")
    path = f"/henvendelser/{item_id}/tilmeld"
    assert post(writer, path, email="else at example").status_code == 400
    assert post(writer, path, email="else@example.dk").status_code == 303
    with twin.read() as tx:
        found = tx.subscribers.by_email("else@example.dk")
    assert found is not None
    assert found.status is SubscriberStatus.PENDING


def test_a_reader_who_was_left_alone_can_be_written_to_again(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    gone = (Returned("laeser@example.dk", "failed", "5.1.1", "550 User unknown"),)
    item_id = came(twin, Disposition.BOUNCE, "Undelivered", returned=gone)
    twin.reader_post.take(twin.moment)
    shown = page(writer, f"/henvendelser/{item_id}")
    assert "Adressen findes ikke (5.1.1)." in shown
    assert "550 User unknown" in shown
    post(writer, f"/henvendelser/{item_id}/skriv-igen", email="laeser@example.dk")
    with twin.read() as tx:
        found = tx.subscribers.by_email("laeser@example.dk")
    assert found is not None
    assert found.status is SubscriberStatus.ACTIVE


def test_an_alarm_that_did_not_arrive_is_told_on_the_first_page_until_seen(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        tx.letters.write(
            Letter("acute:1", "alarm", "vagt@example.dk", "Haster", "Læs"), twin.moment
        )
    gone = (Returned("vagt@example.dk", "failed", "5.1.1"),)
    came(twin, Disposition.BOUNCE, "Undelivered", returned=gone)
    twin.reader_post.take(twin.moment)
    assert "Kom ikke frem: alarmen om en mail, der haster" in page(writer, "/")
    with twin.read() as tx:
        (open_one,) = tx.bounces.unsettled()
    post(writer, f"/retur/{open_one.id}/klaret")
    assert "Kom ikke frem" not in page(writer, "/")


def test_an_alarm_that_the_relay_refused_is_told_too(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        tx.letters.write(
            Letter("acute:1", "alarm", "vagt@example.dk", "Haster", "Læs"), twin.moment
        )
    assert "alarmen om en mail" not in page(writer, "/")
    with twin.database.begin() as tx:
        tx.db.execute(text("UPDATE deliveries SET status = 'failed' WHERE letter_id IS NOT NULL"))
    assert "Kunne ikke sendes: alarmen om en mail, der haster" in page(writer, "/")


def test_today_shows_some_and_leads_to_the_rest(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    for number in range(30):
        came(twin, Disposition.QUESTION, f"Spørgsmål {number:02}")
    today = page(writer, "/")
    assert today.count("Spørgsmål: Karen Damgaard") == 8
    assert "Vis alle 31" in today
    assert "Spørgsmål 29" in today
    assert "Spørgsmål 20" not in today
    listed = page(writer, "/henvendelser/")
    assert listed.count("Spørgsmål: Karen Damgaard") == 25
    assert "Ældre" in listed
    older = listed.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Spørgsmål 00" in page(writer, older)
    assert "Spørgsmål 00" in page(writer, "/henvendelser/?q=spørgsmål+00")
    assert "Ingen henvendelser passer" in page(writer, "/henvendelser/?q=girafsafari")
    assert writer.get("/henvendelser/?vis=noget").status_code == 404
    assert writer.get("/henvendelser/?foer=x").status_code == 404


def aside(twin: Twin, data: bytes, reason: str) -> int:
    with twin.database.begin() as tx:
        raw_id = tx.raw_messages.add(
            RawMessage(
                "inbox", f"9/{len(data)}", twin.files.put(data), len(data),
                twin.moment - timedelta(days=1), RawState.SET_ASIDE, reason,
            )
        )  # fmt: skip
    assert raw_id is not None
    return raw_id


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("mailen er tom", "Mailen er tom."),
        (
            "mailen fylder 99000000 bytes; højst 40000000 læses",
            "Mailen fylder 99,0 MB; højst 40,0 MB læses.",
        ),
        ("mailen kan ikke læses (ValueError: bad thing)", "Mailen kan ikke læses."),
    ],
)  # fmt: skip
def test_reasons_are_told_in_plain_danish(
    writer: FlaskClient, twin: Twin, filled: Filled, reason: str, shown: str
) -> None:
    aside(twin, b"x", reason)
    assert shown in page(writer, "/lagt-til-side/")


def test_the_file_is_handed_out_as_a_file_and_never_shown(
    writer: FlaskClient, stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    hostile = b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>"
    raw_id = aside(twin, hostile, "mailen er tom")
    answer = writer.get(f"/lagt-til-side/{raw_id}.eml")
    assert answer.data == hostile
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="mail-{raw_id}.eml"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(f"/lagt-til-side/{raw_id}.eml").status_code == 302
    assert writer.get(f"/lagt-til-side/{filled.aside}.eml").status_code == 404
    assert writer.get(f"/henvendelser/{filled.question}/mail.eml").status_code == 404


def test_what_was_set_aside_is_read_again_or_taken_off_with_a_reason(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    raw_id = aside(twin, mail_bytes(), "mailen kunne ikke læses på 20 sekunder")
    assert post(writer, f"/lagt-til-side/{raw_id}/laes-igen").status_code == 303
    assert "20 sekunder" not in page(writer, "/lagt-til-side/")
    with twin.read() as tx:
        assert [one.id for one in tx.raw_messages.unread()] == [raw_id]
    assert post(writer, f"/lagt-til-side/{filled.aside}/fjern", reason="").status_code == 400
    assert post(writer, f"/lagt-til-side/{filled.aside}/fjern", reason="Reklame").status_code == 303
    assert "Der er ikke lagt noget til side." in page(writer, "/lagt-til-side/")
    assert "Lagt til side" not in page(writer, "/")


def test_the_words_of_a_mail_are_shown_as_words(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(twin, Disposition.QUESTION, "<b>hej</b>", "<script>alert(1)</script>")
    shown = page(writer, f"/henvendelser/{item_id}")
    assert "<script>alert" not in shown
    assert "&lt;b&gt;hej&lt;/b&gt;" in shown


def test_a_reader_is_not_doubled_by_an_invitation(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item_id = came(twin, Disposition.SUBSCRIBE, "Igen", "Skriv laeser@example.dk på")
    post(writer, f"/henvendelser/{item_id}/tilmeld", email="laeser@example.dk")
    assert "laeser@example.dk får allerede nyhedsbrevet." in page(
        writer, f"/henvendelser/{item_id}"
    )
    with twin.read() as tx:
        found: Subscriber | None = tx.subscribers.by_email("laeser@example.dk")
    assert found is not None
    assert found.status is SubscriberStatus.ACTIVE


def test_mails_are_narrowed_by_finding_and_by_where_they_came_from(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    number = Finding(Kind.CPR, "body", text="010131-1234")
    mail = Item(Disposition.QUESTION, None, "", "", subject="Husleje", findings=(number,))
    entry = Item(Disposition.QUESTION, None, "", "", subject="Nyt fra kommunen")
    with twin.database.begin() as tx:
        for one, source in ((mail, "imap:postkasse@example.dk"), (entry, "feed:kommunen")):
            tx.items.add(one, source=source, external_key="x", raw_id=None, received=twin.moment)

    def shown(query: str) -> list[str]:
        page = writer.get(f"/henvendelser/?vis=question&{query}").get_data(as_text=True)
        known = ("Må hunden med?", "Husleje", "Nyt fra kommunen")
        return [one for one in known if one in page]

    assert shown("fund=cpr") == ["Husleje"]
    assert shown("kilde=inbox") == ["Må hunden med?", "Husleje"]
    assert shown("kilde=feed:kommunen") == ["Nyt fra kommunen"]
    assert shown("kilde=inbox&fund=phone") == []
    assert writer.get("/henvendelser/?kilde=intet").status_code == 404
