"""A server that never stops sending: what it announces is not believed."""

import socket
import threading
from collections.abc import Iterator

import pytest

from comms.sources.mailbox import ImapMailbox
from comms.wire.imap import Account

ANSWERS = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
    b"SEARCH": b"* SEARCH 1\r\n",
    b"SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE 500)\r\n",
}


def serve(listener: socket.socket) -> None:
    """Answers a few commands; the body of the mail has no end."""
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        with line, line.makefile("rb") as asked:
            line.sendall(b"* OK ready\r\n")
            try:
                for command in asked:
                    answer(line, command)
            except OSError:
                continue


def answer(line: socket.socket, command: bytes) -> None:
    """One command's answer."""
    if b"BODY.PEEK" in command:
        line.sendall(b"* 1 FETCH (UID 1 BODY[]<0> {10000000000}\r\n")
        while True:
            line.sendall(b"endless " * 8192)
    for word, said in ANSWERS.items():
        line.sendall(said if word in command else b"")
    line.sendall(command.split()[0] + b" OK done\r\n")


@pytest.fixture
def port() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def test_a_mail_without_end_is_left_and_the_reason_said(port: int) -> None:
    account = Account("127.0.0.1", "u", "p", port, "none", timeout=20)
    (mail,) = ImapMailbox(account, most=40_000_000).fetch(lambda key: False)
    assert mail.raw is None
    assert "10000000000 bytes announced" in mail.problem
