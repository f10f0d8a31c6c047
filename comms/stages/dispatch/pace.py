"""How fast rows may go: in all, and to recipients of one domain."""

import time
from collections.abc import Callable, Sequence

from comms.model.delivery import Delivery

CATCH_UP = 0.05  # seconds of lateness that are made good; more would be a burst

Fetch = Callable[[int], Sequence[Delivery]]


class Pace:
    """At most so many messages a second, evenly spread. 0: no limit."""

    def __init__(self, rate: float) -> None:
        self._gap = 1 / rate if rate else 0.0
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next may go; 0: now."""
        return max(self._next - time.monotonic(), 0.0) if self._gap else 0.0

    def went(self) -> None:
        """One goes now."""
        if self._gap:
            now = time.monotonic()
            turn = self._next if now - self._next < CATCH_UP else now
            self._next = turn + self._gap


class Lane:
    """Rows that share a pace, fetched some at a time so that memory stays flat.

    fetch: the next rows after this id; none when there are no more.
    """

    def __init__(self, fetch: Fetch, pace: Pace) -> None:
        self._fetch = fetch
        self._pace = pace
        self._rows: list[Delivery] = []  # the next one last
        self._after = 0
        self._ended = False

    @property
    def waiting(self) -> int:
        """How many are at hand, at least one while there are more."""
        if not self._rows and not self._ended:
            self._rows = list(self._fetch(self._after))[::-1]
            if self._rows:
                self._after = self._rows[0].id
            else:
                self._ended = True
        return len(self._rows)

    def wait(self) -> float:
        """Seconds until its next row may go."""
        return self._pace.wait()

    def take(self) -> Delivery | None:
        """The next row, if there is one that may go now."""
        if not self.waiting or self._pace.wait():
            return None
        self._pace.went()
        return self._rows.pop()


class Rows:
    """What may be tried in this round: the lanes take turns, under the pace of all."""

    def __init__(self, pace: Pace, lanes: Sequence[Lane]) -> None:
        self._pace = pace
        self._lanes = lanes

    @property
    def waiting(self) -> int:
        """How many are at hand, at least one while there are more."""
        return sum(lane.waiting for lane in self._lanes)

    def take(self, most: int) -> list[Delivery]:
        """At most so many rows that may go now."""
        taken: list[Delivery] = []
        for lane in self._lanes:
            while len(taken) < most and not self._pace.wait() and (row := lane.take()):
                self._pace.went()
                taken.append(row)
        return taken

    def wait(self) -> float:
        """Seconds until one may go. 0: now; infinite: there is none."""
        waits = [lane.wait() for lane in self._lanes if lane.waiting]
        return max(min(waits, default=float("inf")), self._pace.wait())
