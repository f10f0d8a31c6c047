"""Sample feeds over real HTTP on loopback, with the faults that strangers' servers have."""

import gzip
import hashlib
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

TYPES = {
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html",
}
PRIVATE_ADDRESS = "http://10.255.255.1/feed.rss"
BOMB_SIZE = 50_000_000  # 49 kB when packed


class Fault(StrEnum):
    """What a path does instead of answering well."""

    SERVER_ERROR = "server_error"
    RETRY_AFTER = "retry_after"
    GONE = "gone"
    GARBAGE = "garbage"
    ENDLESS = "endless"
    BOMB = "bomb"
    DRIPPING = "dripping"
    CUT = "cut"
    REDIRECT_PRIVATE = "redirect_private"
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_FILE = "redirect_file"


@dataclass(frozen=True)
class Asked:
    """One request as it came in. headers: names in lower case."""

    path: str
    headers: dict[str, str]


class PracticeFeeds:
    """Serves the files of one folder on 127.0.0.1, each with ETag and 304.

    faults: path → fault, changed at will between requests. asked: all requests so far.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def url_of(self, name: str) -> str:
        """Where the file `name` of the folder is served."""
        return f"{self.url}/{name}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends endless answers too, then waits for the thread."""
        self.stopping.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], feeds: PracticeFeeds) -> None:
        self.feeds = feeds
        super().__init__(address, _Answer)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on an endless answer is what the fault is for."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Answer(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.feeds.asked.append(Asked(path, headers))
        fault = self.server.feeds.faults.get(path.lstrip("/"))
        if fault is None:
            self._file(path.lstrip("/"))
        else:
            self._fail(fault)

    def log_message(self, *_: object) -> None:
        """Requests are kept in `asked`, not printed."""

    def _file(self, name: str) -> None:
        file = self.server.feeds.folder / name
        if "/" in name or name.startswith(".") or not file.is_file():
            return self._send(404, b"Not found", "text/plain")
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            return self._send(304, b"", None, ETag=etag)
        kind = TYPES.get(file.suffix, "application/octet-stream")
        return self._send(200, body, kind, ETag=etag)

    def _fail(self, fault: Fault) -> None:
        match fault:
            case Fault.SERVER_ERROR:
                self._send(500, b"Fejl", "text/plain")
            case Fault.RETRY_AFTER:
                self._send(503, b"", None, **{"Retry-After": "120"})
            case Fault.GONE:
                self._send(410, b"", None)
            case Fault.GARBAGE:
                self._send(200, bytes(range(256)) * 20, TYPES[".rss"])
            case Fault.BOMB:
                self._send(
                    200,
                    gzip.compress(bytes(BOMB_SIZE)),
                    TYPES[".rss"],
                    **{"Content-Encoding": "gzip"},
                )
            case Fault.ENDLESS | Fault.DRIPPING | Fault.CUT:
                self._stream(fault)
            case Fault.REDIRECT_PRIVATE:
                self._send(302, b"", None, Location=PRIVATE_ADDRESS)
            case Fault.REDIRECT_LOOP:
                self._send(302, b"", None, Location=self.path)
            case Fault.REDIRECT_FILE:
                self._send(302, b"", None, Location="file:///etc/hostname")

    def _send(self, status: int, body: bytes, kind: str | None, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, fault: Fault) -> None:
        """Bytes until the client hangs up or the server stops."""
        if fault is Fault.DRIPPING:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        else:
            self.send_response(200)
            self.send_header("Content-Type", TYPES[".rss"])
            self.send_header("Content-Length", "1000000000000")
            self.end_headers()
        for piece in self._pieces(fault):
            self.wfile.write(piece)
            self.wfile.flush()

    def _pieces(self, fault: Fault) -> Iterator[bytes]:
        if fault is Fault.CUT:
            yield b"<?xml version='1.0'?><rss version='2.0'><channel>"
            return
        while not self.server.feeds.stopping.is_set():
            yield b"x" if fault is Fault.DRIPPING else b"<item>" * 10_000
            time.sleep(0.05 if fault is Fault.DRIPPING else 0)
