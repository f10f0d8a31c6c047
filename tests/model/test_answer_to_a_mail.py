"""Who may get an answer that no person wrote."""

import pytest

from comms.model.answer import answer_of, is_machine
from comms.model.mail import Address, Mail

OURS = ("mindreudsathed@fredericia.dk",)
AASE = Address("Åse Bæk", "Aase@Example.dk")


def mail(headers: dict[str, str] | None = None, sender: Address = AASE) -> Mail:
    named = tuple((name.replace("_", "-"), value) for name, value in (headers or {}).items())
    return Mail(sender=sender, author=sender, headers=named, text="Hej")


def test_who_wrote_is_answered() -> None:
    assert answer_of(mail(), OURS).to == "aase@example.dk"


def test_reply_to_counts_before_from() -> None:
    assert (
        answer_of(mail({"reply_to": "Kontoret <kontor@example.dk>"}), OURS).to
        == "kontor@example.dk"
    )


def test_a_reply_to_of_several_is_left_aside() -> None:
    found = answer_of(mail({"reply_to": "a@example.dk, b@example.dk"}), OURS)
    assert found.to == "aase@example.dk"


def test_the_forwarder_is_answered_and_never_the_author_they_forwarded() -> None:
    forwarded = Mail(
        sender=AASE, author=Address("Bo", "bo@example.dk"), forwarded_by=AASE, text="Hej"
    )
    assert answer_of(forwarded, OURS).to == "aase@example.dk"


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "auto-generated; x=y"},
        {"precedence": "bulk"},
        {"precedence": "List"},
        {"list_id": "<naboer.example.dk>"},
        {"list_unsubscribe": "<https://example.dk/af>"},
        {"x_auto_response_suppress": "DR, OOF, AutoReply"},
        {"return_path": "<>"},
        {"x_autoreply": "yes"},
    ],
)
def test_a_machine_is_not_answered(headers: dict[str, str]) -> None:
    found = answer_of(mail(headers), OURS)
    assert found.to == ""
    assert found.why_not


def test_mail_that_says_it_is_not_automatic_is_answered() -> None:
    assert answer_of(mail({"auto_submitted": "no", "return_path": "<aase@example.dk>"}), OURS).to


@pytest.mark.parametrize(
    "address",
    [
        "noreply@example.dk",
        "no-reply+17@example.dk",
        "do-not-reply@example.dk",
        "mailer-daemon@example.dk",
        "postmaster@example.dk",
        "ikke-svar@example.dk",
        "liste-bounces@example.dk",
        "mindreudsathed@fredericia.dk",
        "ingen adresse",
        "",
    ],
)
def test_addresses_that_nobody_reads_and_our_own_are_not_answered(address: str) -> None:
    assert answer_of(mail(sender=Address("", address)), OURS).to == ""


@pytest.mark.parametrize(
    "address", ["systemet@example.dk", "rootsmusik@example.dk", "bounceland@example.dk"]
)
def test_a_name_that_only_begins_like_a_machines_is_a_persons(address: str) -> None:
    assert not is_machine(address)


def test_a_form_is_answered_only_where_it_says_that_the_person_is() -> None:
    form = Mail(
        sender=Address("Hjemmesiden", "web@example.dk"),
        author=Address("Åse", "aase@example.dk"),
        form=(("Navn", "Åse"),),
    )
    assert answer_of(form, OURS).to == ""
    told = Mail(**{**vars(form), "headers": (("reply-to", "aase@example.dk"),)})
    assert answer_of(told, OURS).to == "aase@example.dk"
