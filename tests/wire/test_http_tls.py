"""Encrypted fetches: the certificate is verified, and an authority of our own can be trusted."""

import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from comms.wire.http import Fetched, TryLater, fetch


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"fortroligt")

    def log_message(self, *_: object) -> None:
        """Quiet."""


class _Server(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that refuses the certificate hangs up."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "cert.pem"


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with _Server(("127.0.0.1", 0), _Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_an_authority_of_our_own_is_trusted_when_named(port: int, certificate: Path) -> None:
    url = f"https://localhost:{port}/"
    answer = fetch(url, allow_private=True, ca_file=str(certificate))
    assert isinstance(answer, Fetched)
    assert answer.body == b"fortroligt"


def test_an_unknown_certificate_is_refused(port: int) -> None:
    with pytest.raises(TryLater, match="certificate verify failed"):
        fetch(f"https://localhost:{port}/", allow_private=True)


def test_a_certificate_for_another_name_is_refused(port: int, certificate: Path) -> None:
    with pytest.raises(TryLater, match="certificate"):
        fetch(f"https://127.0.0.1:{port}/", allow_private=True, ca_file=str(certificate))
