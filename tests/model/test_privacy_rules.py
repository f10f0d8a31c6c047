from email.message import EmailMessage

import pytest

from comms.model.item import Item
from comms.model.judge import Context
from comms.model.privacy import Effect, Finding, Kind, blockers, may_clear, rule_for
from comms.sources.mail.explain import read_and_judge
from tests.sources.mails import MAILBOX, mail, photo, raw

CPR, NAME, HEALTH, MINOR = (
    Finding(kind, "body") for kind in (Kind.CPR, Kind.NAMED_PERSON, Kind.HEALTH, Kind.MINOR)
)


def judged(made: EmailMessage | bytes) -> Item:
    return read_and_judge(made if isinstance(made, bytes) else made.as_bytes(), Context(MAILBOX))


@pytest.mark.parametrize(
    ("finding", "effect"),
    [
        (CPR, Effect.BLOCKS),
        (NAME, Effect.ASKS),
        (HEALTH, Effect.ADVICE),
        (MINOR, Effect.ADVICE),
        (Finding(Kind.PHOTO_WITH_PEOPLE, "body"), Effect.BLOCKS),
        (Finding(Kind.PARTY, "sender"), Effect.BLOCKS),
        (Finding(Kind.PRESS_EMBARGO, "body"), Effect.HOLDS),
        (Finding(Kind.SPONSORED, "body"), Effect.ADVICE),
        (Finding(Kind.PHONE, "body"), Effect.ADVICE),
        (Finding(Kind.EXIF_GPS, "picture:a.jpg"), Effect.NOTED),
        (Finding(Kind.ACUTE, "body"), Effect.URGENT),
    ],
)
def test_each_finding_has_the_effect_of_the_table(finding: Finding, effect: Effect) -> None:
    assert rule_for(finding, [finding]).effect is effect


@pytest.mark.parametrize("finding", [HEALTH, MINOR])
def test_health_or_a_child_together_with_a_person_blocks(finding: Finding) -> None:
    assert blockers([finding]) == ()
    assert blockers([finding, NAME]) == (finding, NAME)


def test_a_writer_answers_for_a_name_and_an_approver_for_the_rest() -> None:
    assert may_clear(NAME, [NAME], "writer")
    assert not may_clear(CPR, [CPR], "writer")
    assert may_clear(CPR, [CPR], "approver")
    assert not may_clear(HEALTH, [HEALTH, NAME], "writer")


def test_a_cpr_number_is_found_wherever_it_stands() -> None:
    made = mail("Hej 120344-6011\n\nMvh\nRigmor 120344-6012\n", "Sag 120344-6013")
    made.add_attachment(
        b"tekst 120344-6014", maintype="text", subtype="plain", filename="120344-6015.txt"
    )
    made.add_attachment(
        photo(comment="120344-6016"), maintype="image", subtype="jpeg", filename="a.jpg"
    )
    found = {f.where: f.text[-4:] for f in judged(made).findings if f.kind is Kind.CPR}
    assert found == {
        "body": "6011",
        "signature": "6012",
        "subject": "6013",
        "attachment:120344-6015.txt": "6014",
        "filename:120344-6015.txt": "6015",
        "metadata:a.jpg": "6016",
    }


def test_a_finding_says_which_characters() -> None:
    item = judged(raw("Ring til Grethe på 00 22 44 66 om turen i går.\n", "Tur"))
    phone = next(f for f in item.findings if f.kind is Kind.PHONE)
    assert item.text[phone.start : phone.end] == "00 22 44 66"


def test_a_phone_in_the_signature_is_no_finding() -> None:
    item = judged(raw("Vi gik en tur i går.\n\nMvh\nRigmor\nTlf. 00 22 44 66\n", "Tur"))
    assert item.flags == ()


def test_people_in_a_picture_are_told_by_text_or_file_name() -> None:
    made = mail("Vi gik en tur i går.\n", "Tur")
    made.add_attachment(photo(), maintype="image", subtype="jpeg", filename="gruppen.jpg")
    assert "photo_with_people" in judged(made).flags
    empty = mail("Billedet er fra bænken ved åen.\n", "Tur")
    empty.add_attachment(photo(), maintype="image", subtype="jpeg", filename="IMG_1.jpg")
    assert "photo_with_people" not in judged(empty).flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("KLAUSULERET TIL DEN 9. DECEMBER 2026 KL. 6\n\nVi åbner.", "press_embargo"),
        ("Frokosten er betalt af Norlind A/S, som er dagens sponsor.", "sponsored"),
        ("Elias på 14 spillede i går sin egen sang.", "minor"),
    ],
)
def test_rules_of_publishing_are_noticed(text: str, flag: str) -> None:
    assert flag in judged(raw(text + "\n", "Nyt")).flags


def test_a_party_is_known_by_its_sender() -> None:
    made = raw("Vi gik en tur i går.\n", "Tur", sender="Venstre i Åby <aaby@venstre.example.dk>")
    assert "party" in judged(made).flags


def test_a_poster_alone_invents_no_event() -> None:
    made = mail("Plakat vedhæftet.\n", "Plakat til fest")
    made.add_attachment(photo(), maintype="image", subtype="jpeg", filename="scan.jpg")
    item = judged(made)
    assert (item.kind, item.events, item.flags) == ("event", (), ("text_in_image",))


def test_a_link_alone_invents_no_event() -> None:
    item = judged(raw("https://example.dk/events/881204417730226/\n\nKan I dele?\n", "Gymnastik"))
    assert (item.kind, item.events, item.flags) == ("event", (), ("link_only",))


def test_the_contracts_shape_is_whole() -> None:
    shape = judged(raw()).contract()
    assert list(shape) == [
        "disposition", "kind", "title", "text", "sender", "forwarded_by", "events", "themes",
        "flags", "images", "cut", "why",
    ]  # fmt: skip
    assert shape["cut"] == {"signature": "Venlig hilsen\nRigmor Tangaa\nSejlhuset", "quoted": ""}
