"""The way to the relay: is there one, and if not, when is it looked for again?"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from comms.stages.dispatch.answers import PostRules
from comms.wire.smtp import RelayUnavailable

log = logging.getLogger(__name__)


class Way:
    """Counts connections that failed. trouble: the last one's error, until one opens again."""

    def __init__(self, rules: PostRules, clock: Callable[[], datetime]) -> None:
        self._rules = rules
        self._clock = clock
        self._failures = 0
        self._since: datetime | None = None
        self.trouble: RelayUnavailable | None = None
        self.closed_until: datetime | None = None

    def is_closed(self) -> bool:
        """Is this still the pause after a connection that failed?"""
        return self.closed_until is not None and self._clock() < self.closed_until

    def gave_up(self) -> bool:
        """Has there been no connection for as long as a recipient is tried?"""
        return self._since is not None and self._clock() - self._since >= timedelta(
            seconds=self._rules.give_up
        )

    def opened(self) -> None:
        """A connection was made."""
        self._failures, self._since, self.trouble, self.closed_until = 0, None, None, None

    def failed(self, error: RelayUnavailable) -> None:
        """None was made: no new one is tried for a while."""
        if self.is_closed():  # another failed in the same moment: one failure, not two
            return
        now = self._clock()
        self._failures += 1
        self._since = self._since or now
        self.trouble = error
        end = self._since + timedelta(seconds=self._rules.give_up)
        self.closed_until = min(now + self._rules.pause(self._failures), max(end, now))
        if self._failures == 1:
            log.warning("no line to the relay: %s", error)
