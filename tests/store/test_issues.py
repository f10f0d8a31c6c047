"""Issues: one a week, with their items in order."""

from dataclasses import replace
from datetime import datetime

import pytest

from comms.errors import Moved, NotFound
from comms.model.draft import Content, Draft
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.story import Story
from comms.store.database import Database
from comms.store.transaction import Transaction

WEEK = Issue("Nyt – uge 48", "Fællesspisning", week="2026-W48")


def draft(tx: Transaction, title: str, now: datetime) -> int:
    story_id = tx.stories.add(Story(title, "Tekst"), now)
    made = tx.drafts.add(Draft(story_id, "newsletter", Content(title, "Tekst")), now)
    assert made is not None
    return made


def test_an_issue_is_read_as_it_was_stored(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        ids = [draft(tx, title, now) for title in ("Æble", "Øl")]
        items = tuple(IssueItem(d, 1, "h", n, "Fællesskab") for n, d in enumerate(reversed(ids)))
        made = tx.issues.add(replace(WEEK, items=items, due_at=now), now)
        assert made is not None
        got = tx.issues.get(made)
    assert got == replace(WEEK, items=items, due_at=now, composed_at=now, id=made)


def test_a_week_has_one_issue(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        assert tx.issues.add(WEEK, now) is not None
        assert tx.issues.add(WEEK, now) is None
        assert tx.issues.add(Issue("Stormøde", "", name="Stormøde"), now) is not None
        assert tx.issues.add(Issue("Stormøde", "", name="Stormøde 2"), now) is not None


def test_an_update_needs_the_status_that_was_seen(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        made = tx.issues.add(WEEK, now)
        assert made is not None
        seen = tx.issues.get(made)
        tx.issues.update(seen, seen.moved(IssueStatus.HELD))
        with pytest.raises(Moved, match="ændret af en anden"):
            tx.issues.update(seen, seen.moved(IssueStatus.APPROVED))
        assert tx.issues.get(made).status is IssueStatus.HELD


def test_drafts_of_a_cancelled_issue_are_free_again(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        items = (IssueItem(draft(tx, "Æble", now), 1, "h", 0),)
        made = tx.issues.add(replace(WEEK, items=items), now)
        assert made is not None
        assert tx.issues.taken() == {items[0].draft_id}
        assert tx.issues.taken(except_issue=made) == set()
        seen = tx.issues.get(made)
        tx.issues.update(seen, seen.moved(IssueStatus.CANCELLED))
        assert tx.issues.taken() == set()


def test_an_unknown_issue_is_not_found(memory: Database) -> None:
    with memory.read() as tx, pytest.raises(NotFound):
        tx.issues.get(1)
