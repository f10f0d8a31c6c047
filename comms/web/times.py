"""When posts may go: the slots of schedules.yaml, and those that are free."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from comms.danish.calendar import COPENHAGEN
from comms.model.draft import Draft
from comms.model.slots import SlotRules, next_free_slot
from comms.store.transaction import Transaction
from comms.web.here import house, now

PAGE = "facebook"  # the channel that has slots


def slot_rules() -> SlotRules:
    """The rules as staff have them now."""
    rules = house().schedules.facebook
    return SlotRules(
        rules.slots, rules.at_most_a_day, rules.quiet_from, rules.quiet_until, COPENHAGEN
    )


def proposed(tx: Transaction, draft: Draft) -> datetime:
    """The time already chosen, else the next slot that no other draft of the channel has."""
    if draft.scheduled_at is not None:
        return draft.scheduled_at.astimezone(COPENHAGEN)
    at, midnight = now(), _midnight(now().astimezone(COPENHAGEN).date())
    taken = tx.agenda.taken(draft.channel, midnight, at + timedelta(days=366))
    return next_free_slot(at, taken, slot_rules()).astimezone(COPENHAGEN)


def free_slots(taken: Sequence[datetime], days: int) -> dict[date, list[datetime]]:
    """The free slots of the next days, today first: none once a day has its fill.

    taken: when posts go or went, from today's midnight on.
    """
    rules, at = slot_rules(), now().astimezone(COPENHAGEN)
    here = [one.astimezone(COPENHAGEN).replace(second=0, microsecond=0) for one in taken]
    told = {}
    for day in (at.date() + timedelta(days=ahead) for ahead in range(days)):
        room = max(0, rules.at_most_a_day - sum(one.date() == day for one in here))
        slots = [datetime.combine(day, slot, COPENHAGEN) for slot in sorted(rules.slots)]
        free = [s for s in slots if s >= at and s not in here and not rules.is_quiet(s)]
        told[day] = free[:room]
    return told


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN)
