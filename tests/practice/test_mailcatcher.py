"""The catcher keeps mail, and behaves badly when asked."""

import smtplib
from pathlib import Path

import pytest

from comms.practice.mailcatcher import Mailcatcher, Rule

MAIL = b"Subject: Hej\r\n\r\n.en prik\r\n"


def send(catcher: Mailcatcher, to: str = "anna@example.dk") -> None:
    with smtplib.SMTP("127.0.0.1", catcher.port, timeout=5) as client:
        client.sendmail("nyt@example.dk", [to], MAIL)


def test_each_mail_becomes_a_file_as_it_was_sent(tmp_path: Path) -> None:
    with Mailcatcher(tmp_path / "post") as catcher:
        send(catcher)
        send(catcher, "bo@example.dk")
    assert sorted(path.name for path in (tmp_path / "post").iterdir()) == [
        "000001.eml",
        "000002.eml",
    ]
    assert (tmp_path / "post" / "000001.eml").read_bytes() == MAIL
    assert catcher.caught[1].recipients == ("bo@example.dk",)


def test_mail_of_an_earlier_run_is_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with Mailcatcher(tmp_path) as catcher:
            send(catcher)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_rule_refuses_the_recipients_it_names() -> None:
    with Mailcatcher(rules=[Rule("recipient", "550 5.1.1 ukendt", "*@borte.dk")]) as catcher:
        send(catcher)
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(catcher, "ingen@borte.dk")
    assert refused.value.recipients["ingen@borte.dk"][0] == 550
    assert len(catcher.caught) == 1


def test_a_rule_holds_as_often_as_it_says() -> None:
    with Mailcatcher(rules=[Rule("content", "451 4.3.0 senere", times=1)]) as catcher:
        with pytest.raises(smtplib.SMTPDataError):
            send(catcher)
        send(catcher)
    assert len(catcher.caught) == 1


def test_a_cut_after_the_final_dot_has_kept_the_mail() -> None:
    rules = [Rule("content", cut=True)]
    with Mailcatcher(rules=rules) as catcher, pytest.raises(smtplib.SMTPServerDisconnected):
        send(catcher)
    assert len(catcher.caught) == 1


@pytest.mark.parametrize("step", ["connect", "sender", "recipient", "data"])
def test_a_cut_before_it_has_kept_nothing(step: str) -> None:
    rules = [Rule(step, cut=True)]  # type: ignore[arg-type]
    gone = (smtplib.SMTPServerDisconnected, ConnectionError)
    with Mailcatcher(rules=rules) as catcher, pytest.raises(gone):
        send(catcher)
    assert catcher.caught == ()


def test_a_client_gone_before_the_final_dot_has_handed_over_nothing() -> None:
    with Mailcatcher() as catcher:
        client = smtplib.SMTP("127.0.0.1", catcher.port, timeout=5)
        client.ehlo()
        client.mail("nyt@example.dk")
        client.rcpt("anna@example.dk")
        client.putcmd("DATA")
        client.getreply()
        client.send(MAIL)
        client.close()
        send(catcher, "bo@example.dk")
    assert [mail.recipients for mail in catcher.caught] == [("bo@example.dk",)]


def test_it_listens_on_loopback_alone() -> None:
    with Mailcatcher() as catcher:
        assert catcher.host == "127.0.0.1"
