"""Where the rules are unsure, a mail is called what it is most like; never against what is sure."""

import pytest

from comms.model.disposition import DOUBT
from comms.model.item import Item
from comms.model.judge import Context
from comms.sources.mail.explain import read_and_judge
from tests.sources.mails import MAILBOX, raw

TAUGHT = (
    ("Bladet om fredagen\nLad bladet dumpe ned hos mig, nu da jeg ser dårligt", "subscribe"),
    ("Bladet\nNaboen læser bladet højt for mig om fredagen, lad det dumpe ned her", "subscribe"),
    ("Farvel\nJeg er flyttet til Skagen, så fredagens blad er spildt på mig nu", "unsubscribe"),
    ("Farvel og tak\nNu er jeg flyttet til Skagen, og bladet er spildt på mig", "unsubscribe"),
    ("Skuret\nHimlen var høj, og naboen malede skuret i haven rødt", "story"),
    ("Haven\nNaboen fandt en høj stige i skuret og malede himlen over haven", "story"),
    ("Regningen\nNaboen siger, at regningen for skuret er min, og nu ved jeg ikke råd", "question"),
    ("Råd\nJeg ved ikke råd med regningen for haven, og naboen siger ikke noget", "question"),
    ("Lukket\nVi er i haven og læser ingen breve før fredag", "auto_reply"),
    ("Lukket\nHaven kalder, og ingen læser breve her før fredag", "auto_reply"),
)  # fmt: skip
JOINS = "Naboen læser bladet højt om fredagen. Lad det dumpe ned hos mig nu."
LEAVES = "Nu er jeg flyttet til Skagen, så bladet om fredagen er spildt på mig."


def judged(text: str, subject: str = "Bladet", *, taught: bool = True, **headers: str) -> Item:
    context = Context(MAILBOX, examples=lambda: TAUGHT) if taught else Context(MAILBOX)
    return read_and_judge(raw(text + "\n", subject, **headers), context)


@pytest.mark.parametrize(("text", "wanted"), [(JOINS, "subscribe"), (LEAVES, "unsubscribe")])
def test_a_wish_told_by_its_likeness_alone_waits_for_a_person(text: str, wanted: str) -> None:
    assert judged(text, taught=False).disposition != wanted
    item = judged(text)
    assert (item.disposition, item.doubt) == (wanted, DOUBT)


def test_the_reason_names_what_it_is_like_and_by_which_words() -> None:
    why = judged(LEAVES).why[0]
    assert why.startswith("afmelding: ligner mails fra folk, der ikke vil have nyhedsbrevet (… ")
    assert "Skagen" in why or "spildt" in why


def test_a_wish_in_so_many_words_needs_nobody() -> None:
    item = judged("Jeg vil gerne modtage jeres nyhedsbrev fremover.", "Nyhedsbrev")
    assert (item.disposition, item.doubt) == ("subscribe", "")


def test_a_question_that_asks_nothing_in_so_many_words_is_found() -> None:
    text = (
        "Jeg ved ikke råd med regningen, og naboen siger, at den er min. Den lå på trappen, da "
        "vi kom hjem, og den er på flere tusind, uden at nogen har talt med os om den før nu."
    )
    assert judged(text, "Skuret", taught=False).disposition == "story"
    assert judged(text, "Skuret").disposition == "question"


def test_a_cry_for_help_stays_one_whatever_it_is_like() -> None:
    text = f"{LEAVES} Jeg kan ikke se nogen grund til at være her i morgen."
    item = judged(text)
    assert (item.disposition, item.doubt) == ("question", "")
    assert item.why[0].startswith("akut: ")


def test_an_event_stays_a_story_whatever_it_is_like() -> None:
    text = f"{JOINS} Vi mødes torsdag den 3. december kl. 17 i Sejlhuset."
    assert judged(text).disposition == "story"


def test_what_headers_say_is_not_asked_again() -> None:
    assert judged(JOINS, Auto_Submitted="auto-replied").disposition == "auto_reply"
    assert judged(JOINS, List_Unsubscribe="<mailto:x@example.dk>").disposition == "bulk"


def test_likeness_alone_never_puts_a_mail_where_nobody_looks() -> None:
    text = "Haven kalder på os alle, og ingen her læser breve før fredag."
    assert judged(text, "Lukket").disposition != "auto_reply"
    assert judged(text, "SV: Lukket").disposition == "auto_reply"


def test_a_mail_in_another_language_is_left_to_the_rules() -> None:
    text = "The sky was wide and the river kept its silver secrets from everyone."
    assert judged(text, "River").why == judged(text, "River", taught=False).why
