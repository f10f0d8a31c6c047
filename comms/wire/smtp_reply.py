"""SMTP replies off a socket (RFC 5321, 4.2), within a time and a size."""

import re
import socket
import time
from dataclasses import dataclass

LINE_LIMIT = 4096  # bytes; RFC 5321, 4.5.3.1.5 asks for 512, some relays say more
LINES_LIMIT = 200

_LINE = re.compile(rb"([2-5][0-9][0-9])([ -]?)([^\n]*?)\r*\n")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class NotSmtpError(OSError):
    """The other side speaks no SMTP. An OSError: the connection is of no more use."""


@dataclass(frozen=True)
class Reply:
    """One reply. `lines`: its texts without the code."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Code and texts in one printable line of at most 400 signs."""
        return _CONTROL.sub(" ", " ".join([str(self.code), *self.lines]))[:400].strip()

    @property
    def enhanced(self) -> str:
        """The enhanced status code (RFC 3463) such as `5.1.1`, or nothing."""
        found = _ENHANCED.match(self.lines[0])
        return found.group(1) if found else ""

    def is_kind(self, first_digit: int) -> bool:
        return self.code // 100 == first_digit


class ReplyReader:
    """Reads replies; keeps what came after one for the next, as pipelining needs."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._rest = b""
        self._texts: list[str] = []

    @property
    def pending(self) -> bool:
        """Whether bytes came in that no one asked for yet."""
        return bool(self._rest)

    def read(self, timeout: float) -> Reply:
        """The next reply, all lines of it, waited for.

        timeout: seconds for the whole reply, not for each piece of it: a server that drips a byte
        at a time holds nobody. Raises TimeoutError, or another OSError when the connection is
        gone or the answer is no SMTP.
        """
        until = time.monotonic() + timeout
        while (reply := self.next()) is None:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("no whole answer in time")
            self._sock.settimeout(left)
            self.receive()
        return reply

    def next(self) -> Reply | None:
        """A reply that is here already; None: not all of it has come. Raises NotSmtpError."""
        while found := _LINE.match(self._rest):
            self._rest = self._rest[found.end() :]
            code, more, text = found.groups()
            self._texts.append(text.decode("utf-8", "replace"))
            if more != b"-":
                texts, self._texts = self._texts, []
                return Reply(int(code), tuple(texts))
            if len(self._texts) >= LINES_LIMIT:
                raise NotSmtpError(f"an answer of more than {LINES_LIMIT} lines")
        if b"\n" in self._rest:
            raise NotSmtpError(f"an answer that is no SMTP: {self._rest[:60]!r}")
        return None

    def receive(self) -> None:
        """Take in one piece of what has come. Raises OSError, also when the socket has nothing."""
        if len(self._rest) > LINE_LIMIT:
            raise NotSmtpError("an answer with an endless line")
        piece = self._sock.recv(8192)
        if not piece:
            raise ConnectionResetError("the connection was closed")
        self._rest += piece
