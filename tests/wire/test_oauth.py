"""A token fetched when needed, against a small token server on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from comms.errors import OutcomeUnknown, Refused
from comms.wire.oauth import ClientCredentials, xoauth2

SECRET = "meget-hemmeligt"


class TokenServer(HTTPServer):
    """Answers what it is told and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.status = 200
        self.body: object = {"access_token": "t1", "expires_in": 3600}
        self.asked: list[dict[str, list[str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/token"


class Answer(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.asked.append(parse_qs(self.rfile.read(length).decode()))
        told = self.server.body
        raw = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *parts: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[TokenServer]:
    running = TokenServer()
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def credentials(url: str, clock: Clock | None = None) -> ClientCredentials:
    return ClientCredentials(url, "appen", SECRET, "mail/.default", 2.0, clock=clock or Clock())


def test_a_token_is_asked_for_as_the_application_itself(server: TokenServer) -> None:
    assert credentials(server.url).token() == "t1"
    assert server.asked == [
        {
            "grant_type": ["client_credentials"],
            "client_id": ["appen"],
            "client_secret": [SECRET],
            "scope": ["mail/.default"],
        }
    ]


def test_a_token_is_kept_until_shortly_before_its_end(server: TokenServer) -> None:
    clock = Clock()
    own = credentials(server.url, clock)
    own.token()
    clock.now += 3600 - 121
    assert (own.token(), len(server.asked)) == ("t1", 1)
    server.body = {"access_token": "t2", "expires_in": "3600"}
    clock.now += 2
    assert (own.token(), len(server.asked)) == ("t2", 2)


def test_a_short_lived_token_is_used_for_half_its_life(server: TokenServer) -> None:
    server.body = {"access_token": "t1", "expires_in": 60}
    clock = Clock()
    own = credentials(server.url, clock)
    own.token()
    clock.now += 29
    own.token()
    assert len(server.asked) == 1


def test_a_forgotten_token_is_asked_for_again(server: TokenServer) -> None:
    own = credentials(server.url)
    own.token()
    own.forget()
    own.token()
    assert len(server.asked) == 2


def test_a_refusal_is_one_line_without_the_secret(server: TokenServer) -> None:
    server.status = 401
    said = f"AADSTS7000215: Invalid client secret\r\n{SECRET} provided."
    server.body = {"error": "invalid_client", "error_description": said}
    with pytest.raises(Refused, match="HTTP 401: invalid_client AADSTS7000215") as refused:
        credentials(server.url).token()
    told = str(refused.value)
    assert (refused.value.permanent, refused.value.code) == (True, 401)
    assert SECRET not in told
    assert "\n" not in told


@pytest.mark.parametrize(
    "body", [b"<html>", [], {}, {"access_token": 7}, {"access_token": "a\r\nb"}]
)
def test_an_answer_without_a_token_is_refused(server: TokenServer, body: object) -> None:
    server.body = body
    with pytest.raises(Refused, match="no access_token"):
        credentials(server.url).token()


def test_a_busy_server_is_no_permanent_no(server: TokenServer) -> None:
    server.status = 503
    with pytest.raises(Refused) as refused:
        credentials(server.url).token()
    assert not refused.value.permanent


def test_the_secret_is_never_carried_to_another_server(server: TokenServer) -> None:
    server.status = 307
    with pytest.raises(Refused, match="HTTP 307"):
        credentials(server.url).token()


def test_no_answer_is_told_without_the_secret() -> None:
    with pytest.raises(OutcomeUnknown, match="no answer") as silence:
        credentials("http://127.0.0.1:9/token").token()
    assert SECRET not in str(silence.value)
    assert SECRET not in repr(credentials("http://127.0.0.1:9/token"))


def test_the_sasl_string_is_microsofts() -> None:
    assert xoauth2("post@example.dk", "abc") == "user=post@example.dk\x01auth=Bearer abc\x01\x01"
