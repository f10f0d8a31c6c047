"""What a failed try means for the row: again later, or its end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comms.errors import BadInput, CommsError, OutcomeUnknown, Refused
from comms.model.delivery import Delivery
from comms.wire.smtp import SmtpRefused

REPLY_LENGTH = 300

# RFC 3463: no such mailbox or domain (5.1.x, 5.1.10 is a null MX), mailbox disabled (5.2.1).
_NOBODY_THERE = re.compile(r"5\.1\.(1|2|3|6|10)|5\.2\.1")
_NOBODY_CODES = frozenset({550, 551, 553})


@dataclass(frozen=True)
class PostRules:
    """How mail is handed over.

    connections: 1-16. rate: messages a second, 0 = no limit. retry: pauses in seconds before each
    new try, the last one repeats. give_up: seconds after the first try. per_domain: messages a
    second to recipients at that domain, beside `rate`.
    """

    connections: int = 4
    rate: float = 0.0
    retry: tuple[int, ...] = (60, 300, 900, 3600)
    give_up: int = 86400
    per_domain: Mapping[str, float] = field(default_factory=dict)

    def pause(self, tries: int) -> timedelta:
        """Before the try after this many."""
        return timedelta(seconds=self.retry[min(tries, len(self.retry)) - 1])


@dataclass(frozen=True)
class Verdict:
    """next_at: None ends the row. silent: the try ended in silence. suppress: write no more."""

    reply: str
    next_at: datetime | None
    silent: bool = False
    suppress: bool = False


def judge(error: CommsError, delivery: Delivery, now: datetime, rules: PostRules) -> Verdict:
    """What follows from a try that ended without a receipt.

    delivery: as it was before this try. now: when the try began.
    """
    reply = " ".join(str(error).split())[:REPLY_LENGTH]
    if isinstance(error, BadInput) or (isinstance(error, Refused) and error.permanent):
        return Verdict(reply, None, suppress=nobody_there(error))
    silent = isinstance(error, OutcomeUnknown)
    next_at = now + rules.pause(delivery.tries + 1)
    given_up = next_at > (delivery.first_at or now) + timedelta(seconds=rules.give_up)
    return Verdict(reply, None if given_up else next_at, silent=silent)


def nobody_there(error: CommsError) -> bool:
    """Does this no mean that nobody reads mail at the address?

    A no to the sender, the content or our reputation (5.7.x), or a full mailbox, means no such
    thing: the reader stays.
    """
    if not isinstance(error, SmtpRefused) or error.step != "recipient":
        return False
    if error.enhanced:
        return bool(_NOBODY_THERE.fullmatch(error.enhanced))
    return error.code in _NOBODY_CODES
