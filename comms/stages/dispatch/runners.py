"""Runners: each has one connection to the relay and carries one message at a time over it.

One thread waits for all of them at once. Only opening a connection may take long, so each is
opened in a thread of its own and comes in when it is there.
"""

import queue
import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from comms.model.delivery import Delivery


class Line(Protocol):
    """One open connection to a relay (comms.wire.smtp.SmtpConnection)."""

    until: float

    @property
    def is_open(self) -> bool: ...

    @property
    def wants_room(self) -> bool: ...

    def fileno(self) -> int: ...

    def begin(self, sender: str, recipient: str, content: bytes) -> None: ...

    def step(self) -> str | None: ...

    def expire(self) -> str | None: ...

    def quit(self) -> None: ...

    def close(self) -> None: ...


Connect = Callable[[], Line]


class Runner:
    """line: None while it is being opened. row: what it carries; since: when that was claimed.

    used: its line has served before. trouble: why no line could be opened.
    """

    def __init__(self) -> None:
        self.line: Line | None = None
        self.row: Delivery | None = None
        self.since: datetime | None = None
        self.used = False
        self.trouble: BaseException | None = None

    @property
    def idle(self) -> bool:
        """Ready for the next message."""
        return self.row is None and self.line is not None and self.line.is_open

    @property
    def lost(self) -> bool:
        """Of no more use: it carries nothing, and its line is cut."""
        return self.row is None and self.line is not None and not self.line.is_open

    def step(self) -> str | None:
        """Go on with the message: the receipt, or None. Raises what the line raises."""
        assert self.line is not None
        # What has come meanwhile counts, so it is looked at before the time is.
        receipt = self.line.step()
        if receipt is None and self.line.until < time.monotonic():
            return self.line.expire()
        return receipt


class Runners:
    """All runners of one sender. connect: waits until a line is open, or raises."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._all: list[Runner] = []
        self._watch = selectors.DefaultSelector()
        self._watched: dict[Runner, tuple[int, int]] = {}
        self._arrived: queue.SimpleQueue[tuple[Runner, Line | None]] = queue.SimpleQueue()
        self._bell, self._button = socket.socketpair()
        self._watch.register(self._bell, selectors.EVENT_READ)
        self._closed = False
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def opening(self) -> bool:
        """Whether a line is being opened."""
        return any(runner.line is None for runner in self._all)

    @property
    def carrying(self) -> bool:
        """Whether a message is under way."""
        return any(runner.row is not None for runner in self._all)

    def idle(self) -> list[Runner]:
        """Those that can take a message now; a runner whose line was cut is let go."""
        for runner in [each for each in self._all if each.lost]:
            self.dismiss(runner)
        return [runner for runner in self._all if runner.idle]

    def hire(self) -> None:
        """One more; it is told by `arrived` when its line is open, or could not be opened."""
        runner = Runner()
        self._all.append(runner)
        self.reopen(runner)

    def reopen(self, runner: Runner) -> None:
        """Give it a fresh line; it keeps what it carries."""
        self._forget(runner)
        runner.line, runner.used, runner.trouble = None, False, None
        threading.Thread(target=self._open, args=(runner,), daemon=True).start()

    def dismiss(self, runner: Runner) -> None:
        """It is needed no more, or has no line."""
        self._forget(runner)
        self._all.remove(runner)

    def wait(self, seconds: float) -> list[Runner]:
        """Those to go on with, at the latest when this time is over: the relay spoke to them, or
        was silent for too long. Ends early when a line has come in (`arrived`)."""
        now = time.monotonic()
        until = now + seconds
        for runner in self._all:
            if runner.row is not None and runner.line is not None:
                self._look(runner, runner.line)
                until = min(until, runner.line.until)
        found: list[Runner] = []
        for key, _ in self._watch.select(max(until - now, 0)):
            if key.data is None:
                self._bell.recv(64)
            elif key.data.row is None:
                key.data.line.close()  # a relay that speaks unasked has hung up, or is about to
            else:
                found.append(key.data)
        return found or self._late()

    def arrived(self) -> list[Runner]:
        """Those whose line was opened meanwhile, or has `trouble`."""
        came: list[Runner] = []
        while not self._arrived.empty():
            runner, line = self._arrived.get()
            runner.line = line
            came.append(runner)
        return came

    def close(self) -> None:
        """Say goodbye on every line. A line that opens after this is shut again."""
        with self._lock:
            self._closed = True
        self.arrived()
        for runner in list(self._all):
            self.dismiss(runner)
            if runner.line is not None:
                runner.line.quit()
        self._watch.close()
        self._button.close()
        self._bell.close()

    def _open(self, runner: Runner) -> None:
        line: Line | None = None
        try:
            line = self._connect()
        except BaseException as error:
            runner.trouble = error
        with self._lock:
            if not self._closed:
                self._arrived.put((runner, line))
                self._button.send(b"!")
            elif line is not None:
                line.close()

    def _late(self) -> list[Runner]:
        now = time.monotonic()
        return [r for r in self._all if r.row and r.line is not None and r.line.until <= now]

    def _look(self, runner: Runner, line: Line) -> None:
        """Let the selector watch for what this runner waits for."""
        wants = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.wants_room else 0)
        handle = line.fileno()
        if self._watched.get(runner) == (handle, wants):
            return
        self._forget(runner)
        self._watch.register(handle, wants, runner)
        self._watched[runner] = (handle, wants)

    def _forget(self, runner: Runner) -> None:
        """Watch it no more. Its socket may be shut already: then only its number is known."""
        known = self._watched.pop(runner, None)
        if known is not None:
            with suppress(KeyError, OSError, ValueError):
                self._watch.unregister(known[0])
