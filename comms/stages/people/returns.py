"""What came back: whose address it was, and whether we write to it any more.

A report can be forged, so it never does more than leave an address alone, and staff can undo it.
"""

import re
from datetime import datetime

from comms.errors import BadInput
from comms.model.bounce import Bounce, Meaning, in_danish, is_given_up, meaning
from comms.model.delivery import Delivery
from comms.model.letter import COUNTED_ON, signed
from comms.model.subscriber import Subscriber, SubscriberStatus, address
from comms.store.items import StoredItem
from comms.store.transaction import Transaction

_ISSUE = re.compile(r"<udgave-(\d{1,15})\.(\d{1,15})\.([0-9a-f]{20})@[^<>]*>")


def settle_returns(tx: Transaction, item: StoredItem, now: datetime) -> str:
    """Act on every address of one report. Returns what was done in words; '' without any."""
    return "; ".join(_settle(tx, one, now) for one in tx.bounces.of_item(item.id))


def _settle(tx: Transaction, bounce: Bounce, now: datetime) -> str:
    told = f"{bounce.email}: {in_danish(bounce)}"
    letter = tx.bounces.letter_of(bounce)
    if letter is not None and letter.kind in COUNTED_ON and meaning(bounce) is not Meaning.PASSING:
        return f"{told}. Et brev, som nogen venter på, kom ikke frem"  # open until a person saw it
    tx.bounces.settle(bounce.id, now)
    reader = _reader(tx, bounce)
    if reader is None:
        return told
    if not _leave_alone(tx, bounce, now):
        return f"{told}. Læseren får stadig nyhedsbrevet"
    if reader.status is not SubscriberStatus.ACTIVE:
        return told
    reason = f"{in_danish(bounce)}, senest {now:%d.%m.%Y}"
    if tx.subscribers.suppress(reader.id, reason):
        tx.audit.record("system", "suppress", "subscriber", reader.id, now, reason=reason)
    return f"{told}. Læseren er sat på pause"


def _leave_alone(tx: Transaction, bounce: Bounce, now: datetime) -> bool:
    if meaning(bounce) is Meaning.GONE:
        return True
    return is_given_up(tx.bounces.of_address(bounce.email), now)


def _reader(tx: Transaction, bounce: Bounce) -> Subscriber | None:
    """Whoever we wrote to: the mail itself tells, also when it was forwarded from there."""
    delivery = _delivery(tx, bounce.message_id)
    if delivery is not None and delivery.subscriber_id is not None:
        return tx.subscribers.get(delivery.subscriber_id)
    try:
        return tx.subscribers.by_email(address(bounce.email))
    except BadInput:
        return None


def _delivery(tx: Transaction, message_id: str) -> Delivery | None:
    """The issue's copy with this Message-ID, if its signature is ours."""
    match = _ISSUE.fullmatch(message_id)
    if match is None:
        return None
    delivery = tx.bounces.mail_sent(int(match[2]))
    if delivery is None or delivery.issue_id != int(match[1]):
        return None
    frozen = tx.issues.get(delivery.issue_id).frozen or ""
    return delivery if signed(frozen, str(delivery.id), delivery.token) == match[3] else None
