"""One connection to a relay: opened, secured, greeted and logged in (RFC 5321, 3207, 4954)."""

import base64
import contextlib
import socket
import ssl

from comms.wire.oauth import xoauth2
from comms.wire.smtp_relay import Relay, RelayUnavailable, SmtpRefused, Step
from comms.wire.smtp_reply import Reply, ReplyReader

# 530, 534, 535, 538: authentication needed or failed (RFC 4954, 6); 421: closing (RFC 5321, 3.8)
ABOUT_US = frozenset({421, 530, 534, 535, 538})


# A socket that has nothing for us, or no room, just now; TLS may want the other of the two.
_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class SmtpLine:
    """Commands out, replies in. Raises OSError when the connection is gone.

    `say` waits for its reply. `put`, `push`, `pull` and `next_reply` never wait: with them one
    thread serves many lines.
    """

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.offers: dict[str, str] = {}
        self._sock: socket.socket | None = None
        self._replies: ReplyReader | None = None
        self.unsent = memoryview(b"")  # what waits for room on the wire

    @property
    def is_open(self) -> bool:
        return self._sock is not None

    def open(self) -> None:
        """Connect, secure, log in. Raises OSError or Refused."""
        relay = self.relay
        sock = socket.create_connection((relay.host, relay.port), relay.timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._use(self._secured(sock) if relay.security == "tls" else sock)
        self.expect(self._reader.read(relay.timeout), 2, "sender")
        self._greet()
        if relay.security == "starttls":
            self._start_tls()
        if relay.username:
            self._log_in()
        assert self._sock is not None
        self._sock.setblocking(False)

    def fileno(self) -> int:
        """For a selector; -1 once closed."""
        return -1 if self._sock is None else self._sock.fileno()

    def put(self, told: bytes) -> None:
        """Write this after what waits already, as far as there is room for it now."""
        if self._sock is None:
            raise ConnectionResetError("the connection is closed")
        self.unsent = memoryview(bytes(self.unsent) + told if self.unsent else told)
        self.push()

    def push(self) -> None:
        """Write as much of what waits as there is room for now."""
        if self._sock is None:
            raise ConnectionResetError("the connection is closed")
        try:
            while self.unsent:
                self.unsent = self.unsent[self._sock.send(self.unsent) :]
        except _NOT_NOW:
            return

    def pull(self) -> None:
        """Take in what has come, if anything."""
        reader, sock = self._reader, self._sock
        try:
            reader.receive()
            while isinstance(sock, ssl.SSLSocket) and sock.pending():
                reader.receive()  # what TLS holds already wakes no selector
        except _NOT_NOW:
            return

    def next_reply(self) -> Reply | None:
        """A reply that has come; None: there is no whole one yet."""
        return None if self._replies is None else self._replies.next()

    def close(self) -> None:
        self.unsent = memoryview(b"")
        sock, self._sock, self._replies = self._sock, None, None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.close()

    def say(self, line: str) -> Reply:
        """One command and its reply, waited for."""
        reader = self._reader
        if self._sock is None:
            raise ConnectionResetError("the connection is closed")
        self._sock.settimeout(self.relay.timeout)
        self._sock.sendall(f"{line}\r\n".encode())
        return reader.read(self.relay.timeout)

    def expect(self, reply: Reply, wanted: int, step: Step) -> None:
        """Nothing when the reply is the kind wanted; else SmtpRefused or RelayUnavailable."""
        if reply.is_kind(wanted):
            return
        said = f"{self.relay.host}: {reply.text}"
        if reply.code in ABOUT_US:
            self.close()
            raise RelayUnavailable(said, code=reply.code, settings=reply.is_kind(5))
        if not reply.is_kind(4) and not reply.is_kind(5):
            self.close()  # 2xx or 3xx where it makes no sense: lost step with each other
        raise SmtpRefused(
            said,
            permanent=reply.is_kind(5),
            code=reply.code,
            step=step,
            enhanced=reply.enhanced,
        )

    def _start_tls(self) -> None:
        if "STARTTLS" not in self.offers:
            raise RelayUnavailable("it offers no STARTTLS", settings=True)
        self.expect(self.say("STARTTLS"), 2, "sender")
        if self._reader.pending:  # answers slipped in before the encryption (CVE-2011-0411)
            raise RelayUnavailable("it spoke out of turn before TLS", settings=True)
        assert self._sock is not None
        self._use(self._secured(self._sock))
        self._greet()

    def _log_in(self) -> None:
        ways = self.offers.get("AUTH", "").upper().split()
        relay = self.relay
        if relay.token is not None:
            if "XOAUTH2" not in ways:
                raise RelayUnavailable("it takes no XOAUTH2", settings=True)
            reply = self.say(f"AUTH XOAUTH2 {_b64(xoauth2(relay.username, relay.token()))}")
            if reply.code == 334:  # the error comes as a challenge; an empty line ends it
                reply = self.say("")
        elif "PLAIN" in ways:
            reply = self.say("AUTH PLAIN " + _b64(f"\0{relay.username}\0{relay.password}"))
        elif "LOGIN" in ways:
            reply = self._log_in_slowly()
        else:
            raise RelayUnavailable("it offers none of AUTH PLAIN, LOGIN", settings=True)
        if not reply.is_kind(2):
            raise RelayUnavailable(
                f"login refused: {reply.text}", code=reply.code, settings=reply.is_kind(5)
            )

    def _log_in_slowly(self) -> Reply:
        reply = self.say("AUTH LOGIN")
        for answer in (self.relay.username, self.relay.password):
            if reply.code != 334:
                break
            reply = self.say(_b64(answer))
        return reply

    def _greet(self) -> None:
        own_name = self.relay.own_name or self._literal()
        reply = self.say(f"EHLO {own_name}")
        if not reply.is_kind(2):
            reply = self.say(f"HELO {own_name}")
            self.expect(reply, 2, "sender")
            self.offers = {}
            return
        offers = (line.partition(" ") for line in reply.lines[1:])
        self.offers = {name.upper(): value for name, _, value in offers}

    def _literal(self) -> str:
        """This machine's address, for a client without a name of its own (RFC 5321, 4.1.3)."""
        if self._sock is None:
            raise ConnectionResetError("the connection is closed")
        address = str(self._sock.getsockname()[0])
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"

    @property
    def _reader(self) -> ReplyReader:
        if self._replies is None:
            raise ConnectionResetError("the connection is closed")
        return self._replies

    def _use(self, sock: socket.socket) -> None:
        self._sock, self._replies = sock, ReplyReader(sock)

    def _secured(self, sock: socket.socket) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=self.relay.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context.wrap_socket(sock, server_hostname=self.relay.host)


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
