"""Approved posts without a time get the next free slot."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from comms.model.draft import Content, Draft, Status
from comms.model.slots import SlotRules
from comms.model.story import Story
from comms.stages.publish.planning import plan
from comms.store.database import Database
from tests.clock import COPENHAGEN

RULES = SlotRules((time(9), time(15)), 3, time(20), time(7), COPENHAGEN)


def approved(database: Database, now: datetime, title: str) -> Draft:
    with database.begin() as tx:
        story_id = tx.stories.add(Story(title, "Kom og spis med."), now)
        draft_id = tx.drafts.add(Draft(story_id, "facebook", Content(title, "Kom.")), now)
        assert draft_id is not None
        draft = tx.drafts.get(draft_id)
        yes = draft.approve("Bo", now)
        tx.drafts.update(draft, yes, now)
        return yes


def test_each_gets_a_slot_of_its_own_and_keeps_it(database: Database, now: datetime) -> None:
    first, second = approved(database, now, "Et"), approved(database, now, "To")
    planned = plan(database.begin, "facebook", RULES, now)
    assert [(d.id, d.scheduled_at) for d in planned] == [
        (first.id, now.replace(hour=15)),
        (second.id, now.replace(hour=9) + timedelta(days=1)),
    ]
    assert plan(database.begin, "facebook", RULES, now) == []
    with database.read() as tx:
        kept = tx.drafts.get(first.id)
        assert (kept.status, kept.approved_hash) == (Status.APPROVED, first.content_hash)
        assert [e.by for e in tx.audit.about("draft", first.id)] == ["system"]


def test_a_time_that_staff_chose_is_left_alone(memory: Database, now: datetime) -> None:
    draft = approved(memory, now, "Et")
    chosen = now + timedelta(hours=1)
    with memory.begin() as tx:
        tx.drafts.update(draft, replace(draft, scheduled_at=chosen), now)
    assert plan(memory.begin, "facebook", RULES, now) == []


def test_what_is_not_approved_gets_no_time(memory: Database, now: datetime) -> None:
    with memory.begin() as tx:
        story_id = tx.stories.add(Story("Et", "Kom."), now)
        tx.drafts.add(Draft(story_id, "facebook", Content("Et", "Kom.")), now)
    assert plan(memory.begin, "facebook", RULES, now) == []
