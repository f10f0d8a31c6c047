"""HTTP/1.1 on loopback, each connection in a thread; answers can be cut off or held back."""

import contextlib
import json
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from comms.practice.graph.calls import Request
from comms.practice.graph.faults import Plan
from comms.practice.graph.problems import Reply

IDLE_SECONDS = 60.0

Respond = Callable[[Request], tuple[Plan, Reply]]


class Loopback(socketserver.ThreadingTCPServer):
    """`port` 0: any free one. Closing waits for every thread."""

    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, port: int, respond: Respond, hang_seconds: float) -> None:
        self.respond = respond
        self._hang_seconds = hang_seconds
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Connection)
        self.port = int(self.server_address[1])

    def stop(self) -> None:
        """End the loop, cut every connection, wait for the threads."""
        self._closing.set()
        self.shutdown()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def hang(self) -> None:
        """Hold an answer back, until the time is over or the server closes."""
        self._closing.wait(self._hang_seconds)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is its own business; anything else is a bug and is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    wbufsize = -1  # head and body in one packet: no wait for a delayed ACK
    server: Loopback

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the address would hold what must not be logged."""

    def _serve(self) -> None:
        plan, reply = self.server.respond(self._request())
        if plan.end == "answer":
            self._send(reply)
            return
        if plan.end == "hang":
            self.server.hang()
        self.close_connection = True

    def _request(self) -> Request:
        length = self.headers.get("Content-Length", "")
        return Request(
            method=self.command,
            target=self.path,
            kind=self.headers.get("Content-Type", ""),
            authorization=self.headers.get("Authorization", ""),
            body=self.rfile.read(int(length) if length.isdigit() else 0),
        )

    def _send(self, reply: Reply) -> None:
        raw = isinstance(reply.body, bytes)
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/html" if raw else "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
