"""SMTP replies off a socket (RFC 5321, 4.2), within a time and a size."""

import re
import socket
import time
from dataclasses import dataclass

LINE_LIMIT = 4096  # bytes; RFC 5321, 4.5.3.1.5 asks for 512, some relays say more
LINES_LIMIT = 200

_LINE = re.compile(rb"([2-5][0-9][0-9])([ -]?)(.*)", re.DOTALL)
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

    @property
    def pending(self) -> bool:
        """Whether bytes came in that no one asked for yet."""
        return bool(self._rest)

    def read(self, timeout: float) -> Reply:
        """The next reply, all lines of it.

        timeout: seconds for the whole reply, not for each piece of it: a server that drips a byte
        at a time holds nobody. Raises TimeoutError, or another OSError when the connection is
        gone or the answer is no SMTP.
        """
        until = time.monotonic() + timeout
        texts: list[str] = []
        while len(texts) < LINES_LIMIT:
            code, more, text = self._line(until)
            texts.append(text)
            if not more:
                return Reply(code, tuple(texts))
        raise NotSmtpError(f"an answer of more than {LINES_LIMIT} lines")

    def _line(self, until: float) -> tuple[int, bool, str]:
        while b"\n" not in self._rest:
            self._more(until)
        line, _, self._rest = self._rest.partition(b"\n")
        found = _LINE.fullmatch(line.rstrip(b"\r"))
        if not found:
            raise NotSmtpError(f"an answer that is no SMTP: {line[:60]!r}")
        text = found.group(3).decode("utf-8", "replace")
        return int(found.group(1)), found.group(2) == b"-", text

    def _more(self, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError("no whole answer in time")
        if len(self._rest) > LINE_LIMIT:
            raise NotSmtpError("an answer with an endless line")
        self._sock.settimeout(left)
        piece = self._sock.recv(8192)
        if not piece:
            raise ConnectionResetError("the connection was closed")
        self._rest += piece
