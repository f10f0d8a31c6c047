"""A mail of ours that came back: to whom, and what that means for the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comms.danish.pattern import Pattern

MANY = 3  # days on which other lasting failures must have come, before an address is left alone
WINDOW = timedelta(days=90)

# RFC 3463, 3.2–3.3; the IANA registry of enhanced status codes. The address itself is at fault:
# no such mailbox, no such domain, moved, null MX; 5.2.1: the mailbox is closed.
_GONE = Pattern(r"5\.(?:1\.(?:0|1|2|3|4|6|10)|2\.1)")
# The sender, the network, the protocol, the content or a policy: nothing wrong with the address.
_OURS = Pattern(r"5\.(?:1\.[789]|3\.\d+|5\.\d+|6\.\d+|7\.\d+|4\.[0235-9])")


class Meaning(StrEnum):
    """gone: mail never gets there. lasting: one failed for good, the next may not.

    passing: it is still being tried. ours: the letter was refused, not the address.
    """

    GONE = "gone"
    LASTING = "lasting"
    PASSING = "passing"
    OURS = "ours"


@dataclass(frozen=True)
class Returned:
    """One address that a mail of ours did not reach (RFC 3464, 2.3).

    email: as we wrote it (Original-Recipient) where that is told, else Final-Recipient.
    action: failed, delayed … code: enhanced status code; '' when it was not told.
    message_id: of our mail, in its angle brackets; '' when it was not told.
    """

    email: str
    action: str = ""
    code: str = ""
    diagnostic: str = ""
    message_id: str = ""


@dataclass(frozen=True)
class Bounce(Returned):
    """A stored one. settled_at: when a stage or a person was done with it."""

    item_id: int = 0
    at: datetime | None = None
    settled_at: datetime | None = None
    id: int = 0


def meaning(returned: Returned) -> Meaning:
    """What a return says of the address."""
    if returned.action in ("delayed", "delivered", "relayed", "expanded"):
        return Meaning.PASSING
    if returned.code.startswith("4") and returned.action != "failed":
        return Meaning.PASSING
    if _GONE.fullmatch(returned.code):
        return Meaning.GONE
    return Meaning.OURS if _OURS.fullmatch(returned.code) else Meaning.LASTING


def is_given_up(returned: Iterable[Bounce], now: datetime) -> bool:
    """Have lasting failures come on so many days lately that the address should be left alone?"""
    days: set[date] = {
        one.at.date()
        for one in returned
        if one.at is not None and one.at > now - WINDOW and meaning(one) is Meaning.LASTING
    }
    return len(days) >= MANY


def in_danish(returned: Returned) -> str:
    """What happened, for staff."""
    code = f" ({returned.code})" if returned.code else ""
    if returned.code.startswith("5.2.2") or returned.code.startswith("4.2.2"):
        return f"postkassen er fuld{code}"
    return {
        Meaning.GONE: "adressen findes ikke",
        Meaning.LASTING: "mailen kunne ikke afleveres",
        Meaning.PASSING: "mailen er forsinket, og modtagerens server prøver stadig",
        Meaning.OURS: "modtagerens server afviste mailen, ikke adressen",
    }[meaning(returned)] + code
