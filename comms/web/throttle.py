"""A limit on tries, so that passwords cannot be guessed and strangers' inboxes not be filled."""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from threading import Lock


class Throttle:
    """At most `tries` for one key within `span`, counted in this process."""

    def __init__(self, tries: int, span: timedelta, most_keys: int = 10_000) -> None:
        self.tries = tries
        self.span = span
        self.most_keys = most_keys
        self._seen: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = Lock()

    def full(self, key: str, now: datetime) -> bool:
        """Has `key` used up its tries?"""
        with self._lock:
            return len(self._recent(key, now)) >= self.tries

    def count(self, key: str, now: datetime) -> None:
        """One more try."""
        with self._lock:
            self._recent(key, now).append(now)
            while len(self._seen) > self.most_keys:  # the oldest key makes room
                del self._seen[next(iter(self._seen))]

    def forget(self, key: str) -> None:
        """Start again from nothing."""
        with self._lock:
            self._seen.pop(key, None)

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        tries = self._seen[key]
        while tries and tries[0] <= now - self.span:
            tries.popleft()
        return tries
