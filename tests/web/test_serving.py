"""Waitress on one address or two, and whose X-Forwarded headers are believed."""

from typing import Any

import pytest
import requests
from flask import Flask, Response, request
from werkzeug.test import Client

from comms.errors import SettingsError
from comms.web import serve
from tests.web.twin import Filled, Twin


def _seen(peer: str, trusted: str) -> dict[str, str]:
    """What a page behind `TrustedProxy` learns of who asks."""
    app = Flask("prøve")
    app.add_url_rule("/", view_func=lambda: {"from": request.remote_addr, "is": request.scheme})
    client = Client(serve.TrustedProxy(app, trusted), Response)
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    answer = client.get("/", headers=headers, environ_base={"REMOTE_ADDR": peer})
    seen: dict[str, str] = answer.get_json()
    return seen


def test_our_own_proxy_is_believed() -> None:
    assert _seen("10.0.0.5", "10.0.0.0/24") == {"from": "192.0.2.7", "is": "https"}


@pytest.mark.parametrize("trusted", ["", "10.0.1.0/24", "10.0.0.6"])
def test_anybody_else_is_not(trusted: str) -> None:
    assert _seen("10.0.0.5", trusted) == {"from": "10.0.0.5", "is": "http"}


def test_a_trusted_proxy_that_is_no_address_is_told() -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
        serve.networks("proxy.example.dk")


def _port(server: Any) -> int:
    return int(server.effective_port)


def test_staff_and_public_answer_on_addresses_of_their_own(twin: Twin, filled: Filled) -> None:
    servers = serve.servers(twin, "127.0.0.1:0", "localhost:0")
    with serve.serving(servers):
        staff, public = (_port(one) for one in servers)
        assert requests.get(f"http://127.0.0.1:{staff}/login", timeout=10).status_code == 200
        assert requests.get(f"http://127.0.0.1:{public}/login", timeout=10).status_code == 404
        answer = requests.get(f"http://127.0.0.1:{public}/nyhedsbreve/", timeout=10)
        assert answer.status_code == 200
        assert "waitress" not in str(answer.headers).lower()


def test_an_address_that_is_taken_is_named(twin: Twin, filled: Filled) -> None:
    first = serve.servers(twin, "127.0.0.1:0")
    with serve.serving(first):
        taken = f"127.0.0.1:{_port(first[0])}"
        with pytest.raises(SettingsError, match=f"WEB_BIND: {taken}"):
            serve.servers(twin, taken)
