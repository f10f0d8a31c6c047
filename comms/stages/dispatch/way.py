"""The way to the relay: connections that are kept, and a pause when there is none to be had."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from comms.stages.dispatch.answers import PostRules
from comms.wire.smtp import RelayUnavailable


class Line(Protocol):
    """One open connection to a relay (comms.wire.smtp.SmtpConnection)."""

    @property
    def is_open(self) -> bool: ...

    def send(self, sender: str, recipient: str, content: bytes) -> str: ...

    def quit(self) -> None: ...


log = logging.getLogger(__name__)

Connect = Callable[[], Line]


class Way:
    """Opens connections and keeps them between rounds; shared by the threads of one sender."""

    def __init__(self, connect: Connect, rules: PostRules, clock: Callable[[], datetime]) -> None:
        self._connect = connect
        self._rules = rules
        self._clock = clock
        self._kept: list[Line] = []
        self._lock = threading.Lock()
        self._failures = 0
        self._since: datetime | None = None
        self.trouble: RelayUnavailable | None = None
        self.closed_until: datetime | None = None

    def take(self) -> tuple[Line, bool]:
        """A line, and whether it was used before. Raises RelayUnavailable while there is none."""
        with self._lock:
            while self._kept:
                line = self._kept.pop()
                if line.is_open:
                    return line, True
        return self.fresh(), False

    def fresh(self) -> Line:
        """A new line. Raises RelayUnavailable; at once while the way is closed."""
        if self.trouble is not None and self.is_closed():
            raise self.trouble
        try:
            line = self._connect()
        except RelayUnavailable as error:
            self._close_for_a_while(error)
            raise
        with self._lock:
            self._failures, self._since, self.trouble, self.closed_until = 0, None, None, None
        return line

    def keep(self, line: Line) -> None:
        """Put a line back for the next who needs one."""
        with self._lock:
            if line.is_open:
                self._kept.append(line)

    def is_closed(self) -> bool:
        """Is this still the pause after a connection that failed?"""
        return self.closed_until is not None and self._clock() < self.closed_until

    def gave_up(self) -> bool:
        """Has there been no connection for as long as a recipient is tried?"""
        return self._since is not None and self._clock() - self._since >= timedelta(
            seconds=self._rules.give_up
        )

    def close(self) -> None:
        """Say goodbye on every line."""
        with self._lock:
            for line in self._kept:
                line.quit()
            self._kept.clear()

    def _close_for_a_while(self, error: RelayUnavailable) -> None:
        with self._lock:
            if self.is_closed():  # another thread failed in the same moment: one failure, not two
                return
            now = self._clock()
            self._failures += 1
            self._since = self._since or now
            self.trouble = error
            end = self._since + timedelta(seconds=self._rules.give_up)
            self.closed_until = min(now + self._rules.pause(self._failures), max(end, now))
            if self._failures == 1:
                log.warning("no line to the relay: %s", error)


class Pace:
    """At most so many messages a second, over all threads. 0: no limit."""

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate if rate else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self, stopping: Callable[[], bool]) -> None:
        """Until it is our turn, or we are asked to stop."""
        if not self._gap:
            return
        with self._lock:
            turn = max(self._next, time.monotonic())
            self._next = turn + self._gap
        while (left := turn - time.monotonic()) > 0 and not stopping():
            time.sleep(min(left, 0.1))
