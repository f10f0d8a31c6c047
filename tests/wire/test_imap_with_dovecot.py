import base64
import hashlib
import hmac
import json
import re
import time

import pytest

from comms.errors import SettingsError
from comms.wire.imap import Account, Imap, ImapError
from tests.servers.dovecot import PASSWORD, USER, Dovecot, dovecot, dovecot_server

__all__ = ["dovecot", "dovecot_server"]

MAIL = "From: kajen@example.dk\r\nSubject: Åbent hus\r\n\r\nKom og vær med.\r\n".encode()


def account(server: Dovecot, password: str = PASSWORD) -> Account:
    return Account(
        "localhost", USER, password, port=server.tls_port, ca_file=str(server.ca), timeout=10
    )


def token(server: Dovecot, email: str, life: int = 600) -> str:
    """A JSON Web Token signed by the server's own key (RFC 7515, HS256)."""

    def part(value: object) -> str:
        raw = value if isinstance(value, bytes) else json.dumps(value).encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    now = int(time.time())
    claims = {"email": email, "sub": email, "iat": now, "exp": now + life}
    head = part({"alg": "HS256", "typ": "JWT"}) + "." + part(claims)
    signed = hmac.new(server.key.encode(), head.encode(), hashlib.sha256).digest()
    return f"{head}.{part(signed)}"


def test_a_mail_is_listed_with_its_size_and_fetched_whole(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    with Imap(account(dovecot)) as imap:
        (envelope,) = imap.envelopes()
        assert envelope.size == len(MAIL)
        assert envelope.received is not None
        assert imap.fetch(envelope.uid, 1000) == MAIL


def test_a_fetched_mail_stays_unread(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    with Imap(account(dovecot)) as imap:
        for envelope in imap.envelopes():
            imap.fetch(envelope.uid, 1000)
    assert dovecot.flags() == [""]


def test_no_more_than_asked_for_is_fetched(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    with Imap(account(dovecot)) as imap:
        (envelope,) = imap.envelopes()
        assert len(imap.fetch(envelope.uid, 10)) == 10


def test_a_colleagues_deleted_mail_is_neither_listed_nor_expunged(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL, r"\Deleted")
    dovecot.deliver(MAIL)
    with Imap(account(dovecot)) as imap:
        (envelope,) = imap.envelopes()
        imap.mark([envelope.uid])
    assert dovecot.flags() == [r"\Deleted", r"\Seen"]


def test_marking_touches_only_the_chosen_mail(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    dovecot.deliver(MAIL, r"\Flagged")
    with Imap(account(dovecot)) as imap:
        imap.mark([list(imap.envelopes())[1].uid])
    assert dovecot.flags() == ["", r"\Flagged \Seen"]


def test_a_wrong_password_is_told_in_one_line_without_the_password(dovecot: Dovecot) -> None:
    with pytest.raises(ImapError) as caught, Imap(account(dovecot, "hemmeligt-kodeord")):
        pass
    said = str(caught.value)
    assert re.fullmatch(rf"localhost:\d+: login as {USER} refused: .+", said)
    assert "hemmeligt-kodeord" not in said


def test_a_secret_never_shows_in_the_accounts_own_text() -> None:
    assert "hemmeligt" not in repr(Account("mail.example.dk", USER, "hemmeligt"))


def test_an_access_token_logs_in(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    wanted = Account(
        "localhost",
        USER,
        port=dovecot.tls_port,
        ca_file=str(dovecot.ca),
        token=lambda: token(dovecot, USER),
    )
    with Imap(wanted) as imap:
        assert len(list(imap.envelopes())) == 1


def test_a_token_that_has_run_out_is_refused_and_not_told(dovecot: Dovecot) -> None:
    old = token(dovecot, USER, life=-600)
    wanted = Account(
        "localhost", USER, port=dovecot.tls_port, ca_file=str(dovecot.ca), token=lambda: old
    )
    with pytest.raises(ImapError, match="refused") as caught, Imap(wanted):
        pass
    assert old not in str(caught.value)


def test_starttls_is_verified_too(dovecot: Dovecot) -> None:
    wanted = Account(
        "localhost", USER, PASSWORD, dovecot.port, security="starttls", ca_file=str(dovecot.ca)
    )
    with Imap(wanted) as imap:
        assert list(imap.envelopes()) == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_unknown_authority_is_refused_before_the_login(dovecot: Dovecot, security: str) -> None:
    port = dovecot.tls_port if security == "tls" else dovecot.port
    wanted = Account("localhost", USER, PASSWORD, port, security=security)  # type: ignore[arg-type]
    with pytest.raises(ImapError, match=r"cannot connect.*CERTIFICATE_VERIFY_FAILED"), Imap(wanted):
        pass


def test_clear_text_is_taken_on_loopback(dovecot: Dovecot) -> None:
    with Imap(Account("127.0.0.1", USER, PASSWORD, dovecot.port, security="none")) as imap:
        assert list(imap.envelopes()) == []


def test_clear_text_is_refused_everywhere_else() -> None:
    with (
        pytest.raises(SettingsError, match="only for loopback"),
        Imap(Account("mail.example.dk", USER, PASSWORD, security="none")),
    ):
        pass


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    with (
        pytest.raises(ImapError, match=r"^127.0.0.1:1: cannot connect: .+$"),
        Imap(Account("127.0.0.1", USER, PASSWORD, port=1, security="none", timeout=2)),
    ):
        pass


def test_a_folder_that_is_not_there_is_told(dovecot: Dovecot) -> None:
    wanted = Account(
        "localhost", USER, PASSWORD, dovecot.tls_port, ca_file=str(dovecot.ca), folder="Findes ikke"
    )
    with pytest.raises(ImapError, match="doesn't exist"), Imap(wanted):
        pass
