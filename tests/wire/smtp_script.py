"""A relay that says what a test wrote down, and a certificate of its own."""

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

CUT = "<cut>"
TLS = "<tls>"
GREETING = "220 relay.example.dk ESMTP"
EHLO = "250-relay.example.dk\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN"


@dataclass
class Script:
    """`steps`: pairs of (what the client must say first, what it is answered)."""

    steps: Sequence[tuple[str, str]]
    greeting: str = GREETING
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    heard: list[str] = field(default_factory=list)
    port: int = 0

    def talk(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as opened:
            sock = opened.enter_context(listener.accept()[0])
            if self.tls_at_once:
                sock = self._secured(sock, opened)
            sock.sendall(f"{self.greeting}\r\n".encode())
            self._answer(sock, opened)

    def _answer(self, sock: socket.socket, opened: contextlib.ExitStack) -> None:
        reader = opened.enter_context(sock.makefile("rb"))
        for wanted, answer in self.steps:
            heard = _message(reader) if wanted == "." else _line(reader)
            self.heard.append(heard)
            if wanted != "." and not heard.startswith(wanted):
                sock.sendall(f"500 the script wanted {wanted}\r\n".encode())
                return
            if answer == CUT:
                return
            sock.sendall(f"{answer}\r\n".encode())
            if answer.endswith(TLS):
                sock = self._secured(sock, opened)
                reader = opened.enter_context(sock.makefile("rb"))
        reader.read(1)

    def _secured(self, sock: socket.socket, opened: contextlib.ExitStack) -> socket.socket:
        assert self.tls is not None
        return opened.enter_context(self.tls.wrap_socket(sock, server_side=True))


@contextlib.contextmanager
def playing(script: Script) -> Iterator[Script]:
    """The relay on a free loopback port while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        script.port = listener.getsockname()[1]
        thread = threading.Thread(target=script.talk, args=(listener,), daemon=True)
        thread.start()
        try:
            yield script
        finally:
            thread.join(5)


def certificate(folder: Path, *names: str) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for these names: (the file to trust, a server's context)."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    told = ",".join(f"DNS:{name}" for name in names)
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
            *["-nodes", "-days", "2", "-subj", f"/CN={names[0]}"],
            *["-addext", f"subjectAltName={told}", "-keyout", str(key), "-out", str(cert)],
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


def _line(reader: BufferedReader) -> str:
    return reader.readline().decode().rstrip("\r\n")


def _message(reader: BufferedReader) -> str:
    lines = []
    while (line := reader.readline()) not in (b".\r\n", b""):
        lines.append(line)
    return b"".join(lines).decode()
