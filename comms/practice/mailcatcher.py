"""A mail relay for practice and tests: takes mail on loopback, writes each as a file, sends none.

It can also behave badly on request: say no, cut the line, or be slow.
"""

import contextlib
import socketserver
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

Step = Literal["connect", "sender", "recipient", "data", "content"]
SIZE_LIMIT = 30_000_000  # bytes of one message
OFFERS = b"250-mailcatcher\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"


@dataclass(frozen=True)
class Rule:
    """What the catcher does at a step, for recipients that match.

    reply: an SMTP reply such as `451 4.3.0 senere` ("" says yes). cut: hang up without a word; at
    `content` the message has been kept by then, as when an answer is lost. delay: seconds waited
    first. times: how often the rule holds (None: always).
    """

    step: Step
    reply: str = ""
    recipient: str = "*"
    cut: bool = False
    delay: float = 0.0
    times: int | None = None


@dataclass(frozen=True)
class Caught:
    """One message as it came in. `content`: its bytes with the dots of the wire taken away."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    path: Path | None


@dataclass
class Mailcatcher:
    """A context manager that listens on 127.0.0.1.

    folder: where each message is written as .eml (None: kept in memory only). port: 0 takes a free
    one, told by `port` afterwards.
    """

    folder: Path | None = None
    port: int = 0
    rules: Iterable[Rule] = ()
    host: str = "127.0.0.1"
    _caught: list[Caught] = field(default_factory=list, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _server: "_Server | None" = field(default=None, init=False, repr=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> Self:
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        self.rules = list(self.rules)
        self._server = _Server((self.host, self.port), self)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="mailcatcher", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    @property
    def caught(self) -> tuple[Caught, ...]:
        """Every message taken so far, in the order in which it was taken."""
        with self._lock:
            return tuple(self._caught)

    def obey(self, *rules: Rule) -> None:
        """Behave by these rules from now on."""
        with self._lock:
            self.rules = list(rules)

    def rule_for(self, step: Step, recipient: str) -> Rule:
        """The first rule that holds here, one use of it spent; a rule that says yes if none."""
        with self._lock:
            rules = list(self.rules)
            for place, rule in enumerate(rules):
                if rule.step == step and rule.times != 0 and _matches(rule, recipient):
                    if rule.times is not None:
                        rules[place] = replace(rule, times=rule.times - 1)
                        self.rules = rules
                    return rule
        return Rule(step)

    def keep(self, sender: str, recipients: tuple[str, ...], content: bytes) -> str:
        """Write the message down; its number."""
        with self._lock:
            number = f"{len(self._caught) + 1:06d}"
            path = None if self.folder is None else _free(self.folder, number)
            if path is not None:
                path.write_bytes(content)
            self._caught.append(Caught(sender, recipients, content, path))
        return number


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], catcher: Mailcatcher) -> None:
        self.catcher = catcher
        super().__init__(address, _Talk)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that vanished (tests kill theirs) is no news."""


class _Talk(socketserver.StreamRequestHandler):
    """One client's connection."""

    disable_nagle_algorithm = True
    server: _Server

    def handle(self) -> None:
        self.sender = ""
        self.recipients: list[str] = []
        with contextlib.suppress(OSError):
            if self._allowed("connect", "", "220 mailcatcher ESMTP"):
                while self._command():
                    pass

    def _command(self) -> bool:
        line = self.rfile.readline(4096)
        verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
        match verb.upper():
            case "":
                return bool(line)
            case "EHLO":
                self.wfile.write(OFFERS)
            case "MAIL":
                return self._mail(rest)
            case "RCPT":
                return self._rcpt(rest)
            case "DATA":
                return self._data()
            case "QUIT":
                self._say("221 farvel")
                return False
            case _:
                return self._other(verb.upper())
        return True

    def _other(self, verb: str) -> bool:
        if verb == "RSET":
            self._forget()
        self._say("250 ok" if verb in {"HELO", "NOOP", "RSET"} else "502 not known here")
        return True

    def _mail(self, rest: str) -> bool:
        self._forget()
        sender = _address(rest)
        if not self._allowed("sender", sender, "250 ok"):
            return not self._cut
        self.sender = sender
        return True

    def _rcpt(self, rest: str) -> bool:
        recipient = _address(rest)
        if not self.sender:
            self._say("503 MAIL first")
        elif self._allowed("recipient", recipient, "250 ok"):
            self.recipients.append(recipient)
        return not self._cut

    def _data(self) -> bool:
        if not self.recipients:
            self._say("503 RCPT first")
            return True
        who = self.recipients[0]
        if not self._allowed("data", who, "354 go on"):
            return not self._cut
        content = self._content()
        if content is None:
            return False
        rule = self.server.catcher.rule_for("content", who)
        time.sleep(rule.delay)
        if rule.reply and not rule.cut:
            self._say(rule.reply)
            return not rule.reply.startswith("421")
        number = self.server.catcher.keep(self.sender, tuple(self.recipients), content)
        self._forget()
        if rule.cut:
            return False
        self._say(f"250 2.0.0 taken as {number}")
        return True

    def _content(self) -> bytes | None:
        lines: list[bytes] = []
        size = 0
        while (line := self.rfile.readline(4096)) != b".\r\n":
            size += len(line)
            if not line or size > SIZE_LIMIT:
                return None  # gone before the final dot: nothing was handed over
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    _cut = False

    def _allowed(self, step: Step, recipient: str, yes: str) -> bool:
        rule = self.server.catcher.rule_for(step, recipient)
        time.sleep(rule.delay)
        if rule.cut:
            self._cut = True
            return False
        self._say(rule.reply or yes)
        self._cut = rule.reply.startswith("421")
        return not rule.reply

    def _say(self, reply: str) -> None:
        self.wfile.write(reply.encode() + b"\r\n")

    def _forget(self) -> None:
        self.sender = ""
        self.recipients = []


def _matches(rule: Rule, recipient: str) -> bool:
    return rule.step == "connect" or fnmatchcase(recipient, rule.recipient)


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


def _free(folder: Path, number: str) -> Path:
    """A name not taken yet: the folder outlives the catcher, and an old message stays."""
    path = folder / f"{number}.eml"
    again = 1
    while path.exists():
        again += 1
        path = folder / f"{number}-{again}.eml"
    return path
