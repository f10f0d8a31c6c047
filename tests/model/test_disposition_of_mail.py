import pytest

from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.judge import Context
from comms.sources.mail.explain import read_and_judge
from tests.sources.mails import MAILBOX, raw

CONTEXT = Context(MAILBOX)


def judged(text: str, subject: str = "hej", **headers: str) -> Item:
    return read_and_judge(raw(text + "\n", subject, **headers), CONTEXT)


@pytest.mark.parametrize(
    ("text", "subject", "wanted"),
    [
        ("Kan I sætte mig på listen til jeres nyhedsbrev?", "Nyhedsbrev", "subscribe"),
        ("Jeg vil gerne modtage jeres nyhedsbrev fremover.", "Tilmelding", "subscribe"),
        ("Jeg vil gerne frameldes nyhedsbrevet.", "Re: Nyhedsbrev, marts", "unsubscribe"),
        ("Stop med at sende mig mails.", "STOP", "unsubscribe"),
        ("Jeg trækker mit samtykke til jeres udsendelser tilbage.", "Samtykke", "unsubscribe"),
        ("Vores bageri vil gerne være ambassadør.", "Henvendelse", "ambassador"),
        ("Kan man blive ambassadør som helt almindelig borger?", "Ambassadør?", "ambassador"),
        ("Vi kommer fire til stormødet den 16. december.", "Tilmelding", "question"),
        ("Jeg må desværre melde afbud til temamødet.", "Afbud", "question"),
        ("Hvordan søger jeg hjælp til min husleje?", "Spørgsmål", "question"),
        ("I går gik tolv af os en tur langs åen, og det var koldt.", "Turen", "story"),
        ("Vi holder fest lørdag den 5. december kl. 14. Kan I dele den?", "Fest", "story"),
        (
            "Kun 12 pladser til vores webinar! Køb plads nu for 2.995 kr. ekskl. moms.",
            "Webinar",
            "bulk",
        ),
    ],
)  # fmt: skip
def test_a_mail_is_judged_by_what_it_wants(text: str, subject: str, wanted: str) -> None:
    item = judged(text, subject)
    assert item.disposition == wanted
    assert ":" in item.why[0]


@pytest.mark.parametrize(
    ("headers", "subject", "wanted"),
    [
        ({"Auto_Submitted": "auto-replied"}, "Re: Nyhedsbrev", "auto_reply"),
        ({"X_Autoreply": "yes", "Precedence": "bulk"}, "Ikke til stede", "auto_reply"),
        ({}, "Automatisk svar: Invitation", "auto_reply"),
        ({"List_Unsubscribe": "<https://example.com/u>"}, "Webinar og tilbud", "bulk"),
        ({"Return_Path": "<>"}, "Undeliverable: Nyhedsbrev", "bounce"),
    ],
)
def test_machines_are_known_by_their_headers(
    headers: dict[str, str], subject: str, wanted: str
) -> None:
    assert judged("Mødet er den 3. december kl. 17.", subject, **headers).disposition == wanted


def test_a_clubs_own_list_mail_about_an_event_is_a_story() -> None:
    text = "Kom til sang i Laden, Åvej 7, den 3. december kl. 17."
    item = judged(text, "Sangaften", List_Id="<venner.laden.example.dk>")
    assert item.disposition is Disposition.STORY


def test_a_delivery_report_is_a_bounce() -> None:
    report = (
        b"From: Mail <mailer-daemon@example.net>\r\nSubject: Failure\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nnot found\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--b--\r\n"
    )
    assert read_and_judge(report, CONTEXT).disposition is Disposition.BOUNCE


def test_our_own_mail_coming_back_is_a_loop() -> None:
    item = judged("Kom den 3. december kl. 17.", "Nyhedsbrev", sender=f"Strategi <{MAILBOX}>")
    assert item.disposition is Disposition.LOOP


def test_a_cry_for_help_is_a_question_and_never_a_story() -> None:
    item = judged("jeg kan ikke se nogen grund til at leve. ring på 00 91 37 46")
    assert item.disposition is Disposition.QUESTION
    assert "acute" in item.flags
    assert item.why[0].startswith("akut")


def test_an_answer_to_an_invitation_is_a_question_only_with_words_of_its_own() -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART:20261203T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    def answer(text: str) -> bytes:
        return (
            "From: Esther <esther@example.dk>\r\nSubject: Accepteret: Møde\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
            f"--b\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\n{calendar}\r\n--b--\r\n"
        ).encode()

    assert read_and_judge(answer("Kan I sende en taxa?"), CONTEXT).disposition == "question"
    assert read_and_judge(answer(""), CONTEXT).disposition == "auto_reply"
