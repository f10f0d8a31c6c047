"""Gives each approved post without a time the next free slot, so that it can go by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from comms.errors import Moved
from comms.model.draft import Act, Draft, Status
from comms.model.slots import SlotRules, next_free_slot
from comms.store.database import Begin

_OUT = (Status.SENDING, Status.SENT, Status.UNKNOWN)


def plan(begin: Begin, channel: str, rules: SlotRules, now: datetime) -> list[Draft]:
    """Choose a time for those that have none. Returns them with their time.

    Corrections take no slot: they go out as soon as they are approved. A draft that somebody
    changes in the same moment keeps what that person chose.
    """
    with begin() as tx:
        drafts = [one for one in tx.drafts.all(channel=channel) if one.act is Act.POST]
    taken = [moment for draft in drafts if (moment := _moment(draft, now))]
    planned = []
    for draft in drafts:
        if draft.status is not Status.APPROVED or draft.scheduled_at is not None:
            continue
        slot = next_free_slot(now, taken, rules)
        timed = replace(draft, scheduled_at=slot)
        try:
            with begin() as tx:
                tx.drafts.update(draft, timed, now)
                tx.audit.record(
                    "system", "schedule", "draft", draft.id, now, draft.content_hash, at=str(slot)
                )
        except Moved:
            continue
        taken.append(slot)
        planned.append(timed)
    return planned


def _moment(draft: Draft, now: datetime) -> datetime | None:
    """When it goes or went, if that is recent enough to count."""
    if draft.status is Status.APPROVED:
        return draft.scheduled_at
    if draft.status in _OUT and draft.claimed_at and draft.claimed_at > now - timedelta(days=2):
        return draft.claimed_at
    return None
