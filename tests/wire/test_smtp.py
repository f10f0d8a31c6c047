"""The thin SMTP client against a relay that plays a script."""

import select
import time
from collections.abc import Iterator
from pathlib import Path
from ssl import SSLContext

import pytest

from comms.errors import BadInput, OutcomeUnknown, SettingsError
from comms.practice.mailcatcher import Mailcatcher
from comms.wire.smtp import Relay, RelayUnavailable, SmtpConnection, SmtpRefused, connect
from tests.wire.smtp_script import CUT, EHLO, TLS, Script, certificate, playing

MAIL = "Subject: Kære læser\r\n\r\nHej\r\n".encode()
HELLO = ("EHLO", EHLO)
SENT = [("MAIL", "250 ok"), ("RCPT", "250 ok"), ("DATA", "354 go"), (".", "250 2.0.0 taget")]
FROM, TO = "nyt@example.dk", "anna@example.dk"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SSLContext]:
    return certificate(tmp_path_factory.mktemp("tls"), "localhost")


def relay(script: Script, **more: object) -> Relay:
    settings: dict[str, object] = {"security": "none", "timeout": 2.0, "content_timeout": 2.0}
    return Relay("localhost", script.port, **{**settings, **more})  # type: ignore[arg-type]


def hand_over(connection: SmtpConnection, to: str = TO, content: bytes = MAIL) -> str:
    """One message, waited for as the engine waits: by the socket and the time that is given."""
    connection.begin(FROM, to, content)
    receipt = None
    while receipt is None:
        left = connection.until - time.monotonic()
        room = [connection] if connection.wants_room else []
        ready = any(select.select([connection], room, [], max(left, 0)))
        receipt = connection.step() if ready else connection.expire()
    return receipt


def send(script: Script, to: str = TO, **more: object) -> str:
    with playing(script):
        connection = connect(relay(script, **more))
        try:
            return hand_over(connection, to)
        finally:
            connection.close()


def test_a_taken_message_gives_the_relays_receipt() -> None:
    script = Script([HELLO, *SENT])
    assert send(script) == "250 2.0.0 taget"
    assert script.heard[1:4] == [f"MAIL FROM:<{FROM}>", f"RCPT TO:<{TO}>", "DATA"]
    assert script.heard[4] == MAIL.decode()


def test_a_relay_without_pipelining_is_asked_one_by_one() -> None:
    assert send(Script([("EHLO", "250 gammel"), *SENT])) == "250 2.0.0 taget"


def test_a_relay_that_knows_no_ehlo_gets_helo() -> None:
    assert send(Script([("EHLO", "502 hvad"), ("HELO", "250 hej"), *SENT])) == "250 2.0.0 taget"


@pytest.mark.parametrize(("code", "permanent"), [("550 5.1.1", True), ("451 4.3.0", False)])
def test_a_refused_recipient_is_told_with_its_code(code: str, permanent: bool) -> None:
    steps = [HELLO, SENT[0], ("RCPT", f"{code} nej"), ("DATA", "503 nej"), ("RSET", "250 ok")]
    with pytest.raises(SmtpRefused) as refused:
        send(Script(steps))
    told = refused.value
    assert (told.permanent, told.step, told.enhanced) == (permanent, "recipient", code[4:])
    assert f"{told.code}" == code[:3]


def test_the_connection_serves_the_next_message_after_a_refusal() -> None:
    refused = [SENT[0], ("RCPT", "550 nej"), ("DATA", "503 nej"), ("RSET", "250 ok")]
    with playing(Script([HELLO, *refused, *SENT])) as script:
        connection = connect(relay(script))
        with pytest.raises(SmtpRefused):
            hand_over(connection, "ukendt@example.dk")
        assert hand_over(connection) == "250 2.0.0 taget"
        connection.close()


def test_data_taken_with_nobody_left_is_ended_empty() -> None:
    script = Script([HELLO, SENT[0], ("RCPT", "550 nej"), ("DATA", "354 go"), (".", "554 tom")])
    with pytest.raises(SmtpRefused) as refused:
        send(script)
    assert refused.value.code == 550
    assert script.heard[4] == ""


def test_a_relay_that_refuses_and_hangs_up_has_still_refused() -> None:
    with pytest.raises(SmtpRefused) as refused:
        send(Script([HELLO, SENT[0], ("RCPT", "550 nej"), ("DATA", CUT)]))
    assert refused.value.permanent


def test_a_message_refused_after_its_content_is_told() -> None:
    with pytest.raises(SmtpRefused) as refused:
        send(Script([HELLO, *SENT[:3], (".", "552 5.3.4 for stor")]))
    assert (refused.value.step, refused.value.permanent) == ("content", True)


def test_a_cut_after_the_final_dot_is_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        send(Script([HELLO, *SENT[:3], (".", CUT)]))


def test_silence_after_the_final_dot_is_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        send(Script([HELLO, *SENT[:3]]), content_timeout=0.1)


def test_a_dripping_answer_after_the_final_dot_holds_nobody() -> None:
    with pytest.raises(OutcomeUnknown):
        send(Script([HELLO, *SENT[:3], (".", "250-der kommer mere")]), content_timeout=0.2)


def test_nonsense_after_the_final_dot_is_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        send(Script([HELLO, *SENT[:3], (".", "HTTP/1.1 200 OK")]))


@pytest.mark.parametrize("kept", range(3))
def test_a_cut_before_the_final_dot_has_delivered_nothing(kept: int) -> None:
    cut = (SENT[kept][0], CUT)
    with pytest.raises(RelayUnavailable) as gone:
        send(Script([HELLO, *SENT[:kept], cut]))
    assert not gone.value.permanent


LONG = b"Subject: lang\r\n\r\n" + (b"y" * 70 + b"\r\n") * 200_000


def test_what_the_wire_has_no_room_for_waits_and_arrives_whole(
    trusted: tuple[Path, SSLContext],
) -> None:
    ca, context = trusted
    script = Script([HELLO, *SENT], tls=context, tls_at_once=True)
    with playing(script):
        connection = connect(relay(script, security="tls", ca_file=str(ca), timeout=20.0))
        assert hand_over(connection, content=LONG) == "250 2.0.0 taget"
        connection.close()
    assert script.heard[4].encode() == LONG


def test_a_cut_in_the_middle_of_the_content_has_delivered_nothing() -> None:
    with playing(Script([HELLO, *SENT[:3], ("Subject", CUT)])) as script:
        connection = connect(relay(script))
        with pytest.raises(RelayUnavailable):
            hand_over(connection, content=LONG)


def test_a_421_closes_the_connection_and_blames_no_recipient() -> None:
    with playing(Script([HELLO, *SENT[:3], (".", "421 4.3.2 lukker")])) as script:
        connection = connect(relay(script))
        with pytest.raises(RelayUnavailable) as gone:
            hand_over(connection)
        assert (gone.value.code, gone.value.settings, connection.is_open) == (421, False, False)


def test_nobody_listening_is_told_in_one_line() -> None:
    with playing(Script([])) as script:
        port = script.port
    with pytest.raises(RelayUnavailable, match=rf"^localhost:{port}: .+$"):
        connect(Relay("localhost", port, security="none", timeout=1))


@pytest.mark.parametrize("bad", ["a@b.dk\r\nRCPT TO:<x@y.dk>", "a b@c.dk", "uden", "<a@b.dk>", ""])
def test_an_address_that_could_say_more_is_refused(bad: str) -> None:
    with pytest.raises(BadInput, match="no mail address"):
        send(Script([HELLO, *SENT]), to=bad)


def test_letters_before_the_at_need_a_relay_that_takes_them() -> None:
    script = Script([HELLO, *SENT])
    assert send(script, to="søren@øl.example.dk") == "250 2.0.0 taget"
    assert script.heard[1:3] == [
        f"MAIL FROM:<{FROM}> SMTPUTF8",
        "RCPT TO:<søren@xn--l-4ga.example.dk>",
    ]
    with pytest.raises(SmtpRefused, match="SMTPUTF8"):
        send(Script([("EHLO", "250 gammel"), *SENT]), to="søren@example.dk")


def test_letters_in_the_domain_alone_need_nothing() -> None:
    script = Script([("EHLO", "250 gammel"), *SENT])
    send(script, to="anna@øl.example.dk")
    assert script.heard[1:3] == [f"MAIL FROM:<{FROM}>", "RCPT TO:<anna@xn--l-4ga.example.dk>"]


@pytest.mark.parametrize(
    "content", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\r\nMAIL", b".a\r\n", b"x" * 999 + b"\r\n"]
)
def test_content_that_could_end_early_never_goes_on_the_wire(content: bytes) -> None:
    with playing(Script([HELLO, *SENT])) as script:
        connection = connect(relay(script))
        with pytest.raises(ValueError, match="message"):
            hand_over(connection, content=content)
        connection.close()
    assert script.heard[1:] in ([], [""])  # nothing, or the hanging up


def test_no_encryption_is_taken_only_on_loopback() -> None:
    for host in ("localhost", "127.0.0.9", "::1"):
        assert Relay(host, 25, security="none").host == host
    with pytest.raises(SettingsError, match="loopback"):
        Relay("relay.example.dk", 25, security="none")


def test_tls_from_the_start_is_verified_with_an_own_ca(trusted: tuple[Path, SSLContext]) -> None:
    ca, context = trusted
    script = Script([HELLO, *SENT], tls=context, tls_at_once=True)
    assert send(script, security="tls", ca_file=str(ca)) == "250 2.0.0 taget"


def test_starttls_secures_before_anything_is_said(trusted: tuple[Path, SSLContext]) -> None:
    ca, context = trusted
    steps = [("EHLO", "250-a\r\n250 STARTTLS"), ("STARTTLS", f"220 {TLS}"), HELLO, *SENT]
    script = Script(steps, tls=context)
    assert send(script, security="starttls", ca_file=str(ca)) == "250 2.0.0 taget"
    assert script.heard[:3] == ["EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]"]


def test_a_certificate_nobody_vouches_for_is_refused(trusted: tuple[Path, SSLContext]) -> None:
    script = Script([HELLO], tls=trusted[1], tls_at_once=True)
    with pytest.raises(RelayUnavailable, match="self-signed certificate") as refused:
        send(script, security="tls")
    assert refused.value.settings


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    ca, context = certificate(tmp_path, "another.example.dk")
    script = Script([HELLO], tls=context, tls_at_once=True)
    with pytest.raises(RelayUnavailable, match="not valid for 'localhost'"):
        send(script, security="tls", ca_file=str(ca))


def test_a_relay_without_starttls_gets_no_mail() -> None:
    with pytest.raises(RelayUnavailable, match="no STARTTLS") as refused:
        send(Script([HELLO]), security="starttls")
    assert refused.value.settings


def test_answers_slipped_in_before_tls_are_refused(trusted: tuple[Path, SSLContext]) -> None:
    steps = [("EHLO", "250-a\r\n250 STARTTLS"), ("STARTTLS", "220 ok\r\n250 indsmuglet")]
    with pytest.raises(RelayUnavailable, match="out of turn"):
        send(Script(steps), security="starttls", ca_file=str(trusted[0]))


LOGIN = {"username": "post@example.dk", "password": "hemmeligt"}


def test_login_by_plain() -> None:
    script = Script([HELLO, ("AUTH PLAIN AHBvc3RAZXhhbXBsZS5kawBoZW1tZWxpZ3Q=", "235 ok"), *SENT])
    assert send(script, **LOGIN) == "250 2.0.0 taget"


def test_login_by_login_where_plain_is_not_offered() -> None:
    steps = [("EHLO", "250-a\r\n250 AUTH LOGIN"), ("AUTH LOGIN", "334 VXNlcm5hbWU6")]
    steps += [("cG9zdEBleGFtcGxlLmRr", "334 UGFzc3dvcmQ6"), ("aGVtbWVsaWd0", "235 ok"), *SENT]
    assert send(Script(steps), **LOGIN) == "250 2.0.0 taget"


def test_login_by_oauth_is_used_instead_of_the_password() -> None:
    steps = [("EHLO", "250-a\r\n250 AUTH PLAIN XOAUTH2"), ("AUTH XOAUTH2 dXNlcj1wb3N0", "235 ok")]
    script = Script([*steps, *SENT])
    assert send(script, token=lambda: "abc", **LOGIN) == "250 2.0.0 taget"


def test_a_refused_token_is_told_after_its_challenge() -> None:
    steps = [("EHLO", "250-a\r\n250 AUTH XOAUTH2"), ("AUTH", "334 eyJzdGF0dXMiOiI0MDEifQ==")]
    with pytest.raises(RelayUnavailable, match=r"535 5\.7\.3 nej") as refused:
        send(Script([*steps, ("", "535 5.7.3 nej")]), token=lambda: "udløbet", **LOGIN)
    assert refused.value.settings


def test_a_refused_login_never_tells_the_password() -> None:
    with pytest.raises(RelayUnavailable) as refused:
        send(Script([HELLO, ("AUTH", "535 5.7.8 forkert")]), **LOGIN)
    assert "hemmeligt" not in str(refused.value)
    assert "hemmeligt" not in repr(Relay("localhost", 25, **LOGIN))  # type: ignore[arg-type]


@pytest.fixture
def catcher() -> Iterator[Mailcatcher]:
    with Mailcatcher() as running:
        yield running


def test_many_messages_go_over_one_connection(catcher: Mailcatcher) -> None:
    connection = connect(Relay("127.0.0.1", catcher.port, security="none"))
    for number in range(5):
        hand_over(connection, f"nr{number}@example.dk")
    connection.quit()
    assert [mail.recipients for mail in catcher.caught] == [
        (f"nr{number}@example.dk",) for number in range(5)
    ]
    assert {mail.content for mail in catcher.caught} == {MAIL}
