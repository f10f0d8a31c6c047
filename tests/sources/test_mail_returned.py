"""Returned mail, as the common systems write it (RFC 3464, and in plain text)."""

import base64
from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.model.bounce import Bounce, Meaning, Returned, is_given_up, meaning
from comms.model.judge import Context
from comms.sources.mail.explain import read_and_judge
from comms.sources.mail.returned import read_returns
from tests.clock import NOON

MAILBOX = "mindreudsathed@fredericia.dk"
OURS = "<udgave-3.17.0123456789abcdef0123@fredericia.dk>"


def report(fields: str, *, original: str = OURS, text: str = "Undelivered") -> bytes:
    return (
        "From: Mail Delivery System <mailer-daemon@mx.example.net>\r\n"
        f"To: {MAILBOX}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Return-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example.net\r\n\r\n{fields}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {original}\r\n"
        f"From: {MAILBOX}\r\nTo: gammel@example.org\r\n\r\n--b--\r\n"
    ).encode()


def plain(text: str, **headers: str) -> bytes:
    made = EmailMessage()
    made["From"] = "MAILER-DAEMON@mx.example.net"
    made["To"] = MAILBOX
    made["Subject"] = "failure notice"
    made["Return-Path"] = "<>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def one(raw: bytes) -> Returned:
    (found,) = read_returns(raw, MAILBOX)
    return found


def test_the_fields_of_a_report_are_read() -> None:
    found = one(
        report(
            "Final-Recipient: rfc822; gammel@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
        )
    )
    assert found == Returned(
        "gammel@example.org", "failed", "5.1.1", "550 5.1.1 User unknown", OURS
    )


def test_the_address_that_we_wrote_to_counts_before_the_one_it_was_forwarded_to() -> None:
    found = one(
        report(
            "Original-Recipient: rfc822;aase@example.org\r\n"
            "Final-Recipient: rfc822; aase@andet.example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        )
    )
    assert found.email == "aase@example.org"


def test_every_address_of_a_report_is_told_once() -> None:
    fields = "".join(
        f"Final-Recipient: rfc822; {who}@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        for who in ("bo", "ib", "Bo")
    )
    assert {found.email.lower() for found in read_returns(report(fields), MAILBOX)} == {
        "bo@example.org",
        "ib@example.org",
    }


def test_what_the_server_said_counts_where_the_status_says_nothing() -> None:
    found = one(
        report(
            "Final-Recipient: rfc822; bo@example.org\r\nAction: failed\r\nStatus: 5.0.0\r\n"
            "Diagnostic-Code: smtp; 550-5.1.1 The email account does not exist\r\n"
        )
    )
    assert found.code == "5.1.1"


def test_an_encoded_report_is_read_too() -> None:
    fields = (
        "Reporting-MTA: dns; x\n\n"
        "Final-Recipient: rfc822; bo@example.org\nAction: failed\nStatus: 5.2.1\n"
    )
    raw = (
        "From: postmaster@example.net\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(fields.encode()).decode()}\r\n--b--\r\n"
    ).encode()
    assert (one(raw).email, one(raw).code) == ("bo@example.org", "5.2.1")


@pytest.mark.parametrize(
    ("raw", "email", "code"),
    [
        (
            plain(
                "Hi. This is the qmail-send program at mx.example.net.\n"
                "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                "<bo@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
                "--- Below this line is a copy of the message.\n\n"
                f"From: {MAILBOX}\nTo: en.anden@example.org\nMessage-ID: {OURS}\n"
            ),
            "bo@example.org",
            "5.1.1",
        ),
        (
            plain(
                "This message was created automatically by mail delivery software.\n\n"
                "A message that you sent could not be delivered to one or more of its\n"
                "recipients. The following address(es) failed:\n\n"
                "  ib@example.org\n    Unrouteable address\n",
                X_Failed_Recipients="ib@example.org",
            ),
            "ib@example.org",
            "5.1.1",
        ),
        (
            plain(
                "Levering mislykkedes til disse modtagere eller grupper:\n\n"
                "Else Holm (else@example.org)<mailto:else@example.org>\n"
                "Mailadressen blev ikke fundet på modtagerens domæne.\n\n"
                "Diagnosticeringsoplysninger til administratorer:\n"
                "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n"
            ),
            "else@example.org",
            "5.1.10",
        ),
        (
            plain(
                "** Adressen blev ikke fundet **\n\nDin mail blev ikke leveret til "
                "kurt@example.org, fordi adressen ikke blev fundet.\n"
            ),
            "kurt@example.org",
            "5.1.1",
        ),
        (
            plain("<per@example.org>: 552 Mailbox is full, over quota\n"),
            "per@example.org",
            "5.2.2",
        ),
    ],
)
def test_plain_text_reports_are_read(raw: bytes, email: str, code: str) -> None:
    found = one(raw)
    assert (found.email, found.code, found.action) == (email, code, "failed")


def test_a_delay_in_plain_text_is_no_failure() -> None:
    found = one(
        plain(
            "Your message to bo@example.org has been delayed.\n"
            "We will keep trying. You do not need to resend your message.\n"
        )
    )
    assert (found.action, meaning(found)) == ("delayed", Meaning.PASSING)


def test_the_copys_message_id_is_found_in_plain_text_too() -> None:
    raw = plain(f"<bo@example.org>:\n550 5.1.1 unknown user\n\nMessage-ID: {OURS}\n")
    assert one(raw).message_id == OURS


def test_a_report_that_names_nobody_gives_nothing() -> None:
    assert read_returns(plain("Something went wrong.\n"), MAILBOX) == ()


def test_intake_reads_the_report_of_what_it_judged_a_bounce() -> None:
    raw = report("Final-Recipient: rfc822; bo@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n")
    item = read_and_judge(raw, Context(MAILBOX))
    assert [found.email for found in item.returned] == ["bo@example.org"]


@given(st.binary(max_size=2000))
def test_no_bytes_crash_it(noise: bytes) -> None:
    read_returns(noise, MAILBOX)
    read_returns(report("X: y").replace(b"Reporting-MTA", noise + b"Final-Recipient"), MAILBOX)


@pytest.mark.parametrize(
    ("code", "action", "expected"),
    [
        ("5.1.1", "failed", Meaning.GONE),
        ("5.1.2", "failed", Meaning.GONE),
        ("5.1.10", "failed", Meaning.GONE),
        ("5.2.1", "failed", Meaning.GONE),
        ("5.2.2", "failed", Meaning.LASTING),
        ("5.0.0", "failed", Meaning.LASTING),
        ("", "failed", Meaning.LASTING),
        ("4.4.7", "failed", Meaning.LASTING),
        ("4.2.2", "delayed", Meaning.PASSING),
        ("5.1.1", "delivered", Meaning.PASSING),
        ("5.7.1", "failed", Meaning.OURS),
        ("5.3.4", "failed", Meaning.OURS),
        ("5.1.8", "failed", Meaning.OURS),
    ],
)
def test_what_a_code_says_of_the_address(code: str, action: str, expected: Meaning) -> None:
    assert meaning(Returned("bo@example.org", action, code)) is expected


def test_lasting_failures_on_three_days_give_an_address_up() -> None:
    def on(*days: int) -> list[Bounce]:
        return [
            Bounce("bo@example.org", "failed", "5.2.2", at=NOON - timedelta(days=day))
            for day in days
        ]

    assert is_given_up(on(0, 7, 14), NOON)
    assert not is_given_up(on(0, 0, 7), NOON)
    assert not is_given_up(on(0, 7, 120), NOON)
