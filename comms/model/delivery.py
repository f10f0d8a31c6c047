"""A delivery: one message for one recipient, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryStatus(StrEnum):
    """claimed: somebody is sending it now. failed: its tries are used up, or it was refused."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the ledger.

    tries: claims so far. silent: the last try ended in silence. first_at: its first claim, which
    is the Date of the message at every try. next_at: not before this. reply: the relay's words.
    """

    id: int
    email: str
    name: str = ""
    token: str = ""
    issue_id: int | None = None
    letter_id: int | None = None
    subscriber_id: int | None = None
    status: DeliveryStatus = DeliveryStatus.PENDING
    silent: bool = False
    tries: int = 0
    sender: str | None = None
    claimed_at: datetime | None = None
    first_at: datetime | None = None
    next_at: datetime | None = None
    sent_at: datetime | None = None
    reply: str = ""
