"""Editing: limits, older versions again, comments, and who else is there. On both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.draft import Content, Draft, Status
from comms.model.photo import PhotoUse
from comms.model.story import Story
from comms.stages.review import Review
from comms.stages.review.editing import Editing
from comms.store.database import Database

FIRST = Content("Fællesspisning", "Kom og spis med.")


@pytest.fixture
def editing(database: Database, now: datetime) -> Editing:
    with database.begin() as tx:
        for name, role in (("Anna", Role.WRITER), ("Bo", Role.APPROVER)):
            tx.staff.add(Account(name, f"{name.lower()}@example.dk", role), now)
    return Editing(database.begin)


@pytest.fixture
def draft(database: Database, now: datetime) -> Draft:
    with database.begin() as tx:
        story_id = tx.stories.add(Story(FIRST.title, FIRST.text), now)
        draft_id = tx.drafts.add(Draft(story_id, "facebook", FIRST), now)
        tx.drafts.add(Draft(story_id, "newsletter", FIRST), now)
        assert draft_id is not None
        return tx.drafts.get(draft_id)


def test_an_older_version_comes_back_as_a_new_one_that_waits_again(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.edit(draft.id, replace(FIRST, text="Kom og spis suppe."), "Anna", now)
    Review(database.begin, four_eyes=True).approve(draft.id, "Bo", now)
    restored = editing.restore(draft.id, 1, "Anna", now, expected_version=2)
    assert (restored.content, restored.version) == (FIRST, 3)
    assert (restored.status, restored.written_by) == (Status.DRAFTED, "Anna")
    assert restored.approved_hash is None
    with database.read() as tx:
        event = tx.audit.about("draft", draft.id)[-1]
        assert event.verb == "restore"
        assert event.content is not None
        assert event.content["restored"] == 1
        assert tx.audit.broken_at() is None


def test_a_version_that_says_the_same_is_not_restored(
    editing: Editing, draft: Draft, now: datetime
) -> None:
    with pytest.raises(UsageError, match="siger det samme"):
        editing.restore(draft.id, 1, "Anna", now)


def test_a_version_that_is_not_there_is_told(editing: Editing, draft: Draft, now: datetime) -> None:
    with pytest.raises(NotFound, match="ingen version 7"):
        editing.restore(draft.id, 7, "Anna", now)


def test_nothing_is_restored_over_what_was_not_seen(
    editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.edit(draft.id, replace(FIRST, text="Kom og spis suppe."), "Anna", now)
    editing.edit(draft.id, replace(FIRST, text="Kom og spis kage."), "Bo", now)
    with pytest.raises(Moved, match="Læs version 3"):
        editing.restore(draft.id, 1, "Anna", now, expected_version=2)


def test_what_is_sent_is_not_restored(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.edit(draft.id, replace(FIRST, text="Kom og spis suppe."), "Anna", now)
    approved = Review(database.begin, four_eyes=True).approve(draft.id, "Bo", now)
    with database.begin() as tx:
        assert tx.drafts.claim(approved, now)
    with pytest.raises(Moved):
        editing.restore(draft.id, 1, "Anna", now)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (replace(FIRST, title="x" * 121), "Overskriften er på 121 tegn"),
        (replace(FIRST, title=" "), "Skriv en overskrift"),
        (replace(FIRST, text="\n"), "Skriv en tekst"),
        (replace(FIRST, link="www.example.dk"), "skal begynde med http"),
        (replace(FIRST, link="https://example.dk/" + "x" * 2000), "Linket er på 2019 tegn"),
        (replace(FIRST, photos=(PhotoUse("a", ""),) * 11), "Der er valgt 11 billeder"),
    ],
)
def test_what_the_channel_does_not_take_is_refused(
    database: Database, editing: Editing, draft: Draft, now: datetime, content: Content, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        editing.edit(draft.id, content, "Anna", now)
    with database.read() as tx:
        assert tx.drafts.get(draft.id).version == 1


def test_a_comment_is_kept_beside_the_draft_and_changes_nothing_of_it(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    approved = Review(database.begin, four_eyes=True).approve(draft.id, "Bo", now)
    editing.comment(draft.id, " Skal der ikke stå kaffe? ", "Anna", now)
    with database.read() as tx:
        (said,) = tx.comments.of_story(draft.story_id)
        assert (said.text, said.by, said.channel) == (
            "Skal der ikke stå kaffe?",
            "Anna",
            "facebook",
        )
        assert tx.drafts.get(draft.id) == approved
        assert tx.audit.about("draft", draft.id)[-1].verb == "comment"


def test_the_words_of_a_comment_are_not_in_the_record(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.comment(draft.id, "Karen vil ikke nævnes", "Anna", now)
    with database.read() as tx:
        assert "Karen" not in str(tx.audit.about("draft", draft.id))


@pytest.mark.parametrize(
    ("text", "says"), [(" ", "Skriv en kommentar"), ("x" * 2001, "Højst 2000")]
)
def test_a_comment_has_words_but_not_too_many(
    editing: Editing, draft: Draft, now: datetime, text: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        editing.comment(draft.id, text, "Anna", now)


def test_strangers_comment_restore_and_watch_nothing(
    editing: Editing, draft: Draft, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        editing.comment(draft.id, "Hej", "Fremmed", now)
    with pytest.raises(NotAllowed):
        editing.restore(draft.id, 1, "Fremmed", now)
    with pytest.raises(NotAllowed):
        editing.watch(draft.id, "Fremmed", now)


def test_comments_are_counted_by_story(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.comment(draft.id, "Et", "Anna", now)
    editing.comment(draft.id + 1, "To", "Bo", now)
    with database.read() as tx:
        assert tx.comments.counts([draft.story_id, 999]) == {draft.story_id: 2}


def test_who_looks_is_told_who_else_does(editing: Editing, draft: Draft, now: datetime) -> None:
    assert editing.watch(draft.id, "Anna", now) == []
    (other,) = editing.watch(draft.id + 1, "Bo", now + timedelta(minutes=4))
    assert other.who == "Anna"


def test_who_has_not_been_heard_of_for_five_minutes_has_gone(
    editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.watch(draft.id, "Anna", now)
    assert editing.watch(draft.id, "Bo", now + timedelta(minutes=6)) == []


def test_looking_leaves_no_trace_in_the_record(
    database: Database, editing: Editing, draft: Draft, now: datetime
) -> None:
    editing.watch(draft.id, "Anna", now)
    editing.watch(draft.id, "Anna", now)
    with database.read() as tx:
        assert tx.audit.about("draft", draft.id) == []
