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


class Outcome(StrEnum):
    """What became of a copy, as the one who asks is told."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    WAITS = "waits"
    CANCELLED = "cancelled"


# What staff read (DOMAIN.md, words on the page).
OUTCOME_IN_DANISH: dict[Outcome, str] = {
    Outcome.SENT: "sendt",
    Outcome.REFUSED: "ikke modtaget",
    Outcome.UNKNOWN: "uvist, om den kom frem",
    Outcome.WAITS: "venter",
    Outcome.CANCELLED: "ikke sendt, for udgaven blev aflyst",
}


@dataclass(frozen=True)
class Received:
    """One copy for one person. title: the issue's or the letter's. cancelled: its issue was."""

    delivery: Delivery
    title: str
    cancelled: bool = False

    @property
    def outcome(self) -> Outcome:
        """Sent means that the mail server took it; whether it was read nobody knows."""
        match self.delivery.status:
            case DeliveryStatus.SENT:
                return Outcome.SENT
            case DeliveryStatus.FAILED:
                return Outcome.UNKNOWN if self.delivery.silent else Outcome.REFUSED
            case _ if self.cancelled:
                return Outcome.CANCELLED
            case _:
                return Outcome.WAITS
