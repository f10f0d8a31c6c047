"""Contributions rejected in one go, and that taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.draft import Draft, Status
from comms.model.story import StoryStatus
from comms.stages.review import Review
from comms.stages.review.sorting import Sorting
from comms.store.database import Database
from comms.store.tables import drafts
from tests.store.listing_house import put, put_drafts, statuses

WHO = "Åse Bæk"
LATER = timedelta(minutes=5)


@pytest.fixture
def sorting(database: Database, now: datetime) -> Sorting:
    """With one writer."""
    with database.begin() as tx:
        tx.staff.add(Account(WHO, "aase@example.dk", Role.WRITER, "hash"), now)
    return Sorting(database.begin)


def _drafts(database: Database, story_id: int) -> Sequence[Draft]:
    with database.read() as tx:
        return tx.drafts.all(story_id=story_id)


def _rows(database: Database) -> list[tuple[object, ...]]:
    """Every draft's row, each column."""
    with database.read() as tx:
        return [tuple(row) for row in tx.db.execute(drafts.select().order_by(drafts.c.id))]


def _verbs(database: Database, subject: str, subject_id: int) -> list[tuple[str, str]]:
    with database.read() as tx:
        return [(one.by, one.verb) for one in tx.audit.about(subject, subject_id)]


def test_contributions_and_their_waiting_drafts_are_rejected_with_one_reason(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    first, second, third = (put(database, title) for title in ("Et", "To", "Tre"))
    put_drafts(database, first, Status.DRAFTED, Status.FAILED)
    done = sorting.reject([first, second, second], "aase@example.dk", "Reklame", now)
    assert (done.stories, done.drafts, done.kept) == (2, 2, ())
    told = [StoryStatus.REJECTED, StoryStatus.REJECTED, StoryStatus.NEW]
    assert statuses(database, [first, second, third]) == told
    assert {(d.status, d.reason) for d in _drafts(database, first)} == {
        (Status.REJECTED, "Reklame")
    }


def test_each_contribution_and_each_draft_has_its_own_event(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    first, second = put(database, "Et"), put(database, "To")
    (draft,) = put_drafts(database, first, Status.DRAFTED)
    done = sorting.reject([first, second], WHO, "Reklame", now)
    sorting.undo(done.id, WHO, now + LATER)
    both = [(WHO, "reject story"), (WHO, "undo reject story")]
    assert [_verbs(database, "story", one) for one in (first, second)] == [both, both]
    assert _verbs(database, "draft", draft) == [(WHO, "reject"), (WHO, "undo reject")]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.APPROVED, "godkendt"),
        (Status.SENDING, "under afsendelse"),
        (Status.SENT, "sendt"),
        (Status.UNKNOWN, "uafklaret"),
    ],
)
def test_what_somebody_said_yes_to_is_left_and_told(
    database: Database, sorting: Sorting, now: datetime, status: Status, told: str
) -> None:
    story = put(database, "Åben café")
    put_drafts(database, story, status, Status.DRAFTED)
    done = sorting.reject([story], WHO, "Reklame", now)
    assert done.kept == (f"»Åben café« blev ikke afvist, for opslaget på Facebook er {told}.",)
    assert [d.status for d in _drafts(database, story)] == [status, Status.REJECTED]
    assert statuses(database, [story]) == [StoryStatus.NEW]


def test_taking_it_back_leaves_everything_exactly_as_it_was(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    first = put(database, "Et", status=StoryStatus.DRAFTED)
    second = put(database, "To", status=StoryStatus.WAITING)
    put_drafts(database, first, Status.DRAFTED, Status.FAILED, Status.WITHDRAWN)
    Review(database.begin, four_eyes=True).schedule(1, now + timedelta(days=2), WHO, now)
    before = _rows(database)
    done = sorting.reject([first, second], WHO, "Reklame", now + LATER)
    assert _rows(database) != before
    back = sorting.undo(done.id, WHO, now + 2 * LATER)
    assert (back.stories, back.drafts, back.kept) == (2, 2, ())
    assert _rows(database) == before
    assert statuses(database, [first, second]) == [StoryStatus.DRAFTED, StoryStatus.WAITING]


def test_what_has_changed_since_is_left_and_told(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    story = put(database, "Åben café")
    facebook, newsletter = put_drafts(database, story, Status.DRAFTED, Status.DRAFTED)
    done = sorting.reject([story], WHO, "Reklame", now)
    review = Review(database.begin, four_eyes=True)
    old = _drafts(database, story)[0]
    review.edit(facebook, type(old.content)("Nyt", "Nye ord"), WHO, now + LATER)
    back = sorting.undo(done.id, WHO, now + 2 * LATER)
    assert back.kept == (f"Udkast {facebook} til »Åben café« er ændret siden.",)
    assert _drafts(database, story)[0].content.text == "Nye ord"
    assert [d.status for d in _drafts(database, story)] == [Status.DRAFTED, Status.DRAFTED]
    assert newsletter in [d.id for d in _drafts(database, story)]


def test_a_withdrawn_contribution_is_not_put_back(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    first, second = put(database, "Et"), put(database, "To")
    done = sorting.reject([first, second], WHO, "Reklame", now)
    Review(database.begin, four_eyes=True).withdraw_consent(first, WHO, now + LATER)
    assert sorting.undo(done.id, WHO, now + LATER).kept == ("»Et« er ændret siden.",)
    assert statuses(database, [first, second]) == [StoryStatus.REJECTED, StoryStatus.NEW]


def test_it_can_be_taken_back_once(database: Database, sorting: Sorting, now: datetime) -> None:
    done = sorting.reject([put(database, "Et")], WHO, "Reklame", now)
    sorting.undo(done.id, WHO, now)
    with pytest.raises(Moved, match="allerede fortrudt af Åse Bæk"):
        sorting.undo(done.id, WHO, now)


def test_rejecting_what_is_rejected_changes_nothing_and_says_so(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    story = put(database, "Et")
    sorting.reject([story], WHO, "Reklame", now)
    with pytest.raises(Moved, match="»Et« var afvist i forvejen"):
        sorting.reject([story], WHO, "Reklame", now)
    assert len(_verbs(database, "story", story)) == 1


def test_a_choice_and_a_reason_are_needed(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    story = put(database, "Et")
    with pytest.raises(UsageError, match="mindst ét"):
        sorting.reject([], WHO, "Reklame", now)
    with pytest.raises(UsageError, match="grund"):
        sorting.reject([story], WHO, " ", now)
    with pytest.raises(UsageError, match="højst 200"):
        sorting.reject(range(201), WHO, "Reklame", now)


def test_strangers_reject_nothing_and_take_nothing_back(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    story = put(database, "Et")
    with pytest.raises(NotAllowed):
        sorting.reject([story], "Nogen Udefra", "Reklame", now)
    done = sorting.reject([story], WHO, "Reklame", now)
    with pytest.raises(NotAllowed):
        sorting.undo(done.id, "Nogen Udefra", now)
    assert statuses(database, [story]) == [StoryStatus.REJECTED]


def test_one_unknown_contribution_keeps_all_as_they_were(
    database: Database, sorting: Sorting, now: datetime
) -> None:
    story = put(database, "Et")
    with pytest.raises(NotFound):
        sorting.reject([story, 999], WHO, "Reklame", now)
    assert statuses(database, [story]) == [StoryStatus.NEW]
