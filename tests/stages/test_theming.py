from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.draft import Content, Draft
from comms.model.story import Story, StoryStatus
from comms.model.themes import Theme, ranked
from comms.stages.theming import Theming
from comms.store.database import Database

NAMES: Mapping[int, str] = {2: "Byen", 5: "Fællesskaber", 7: "En god ven", 10: "Frivillighed"}
LISTS = (Theme(2, "Byen", words=(("bænk", 5),)), Theme(5, "Fællesskaber", words=(("kage", 5),)))


@pytest.fixture
def theming(database: Database) -> Theming:
    return Theming(database.begin, database.read, NAMES)


def told(database: Database, text: str, now: datetime, themes: tuple[int, ...] = (5,)) -> int:
    with database.begin() as tx:
        return tx.stories.add(Story("Nyt", text, themes=themes), now)


def gardens(database: Database, now: datetime, count: int = 3) -> list[int]:
    for other in ("suppe", "musik", "banko", "teater", "dans", "sang", "quiz", "film"):
        told(database, f"Der er {other} i huset.", now)
    return [told(database, f"Kage i nyttehaven nummer {n}.", now) for n in range(count)]


def staff(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        for name, role in (("Åse Bæk", Role.WRITER), ("Ib Skov", Role.APPROVER)):
            tx.staff.add(Account(name, f"{name[:2]}@example.dk", role, "x"), now)


def test_a_correction_changes_the_story_at_once_and_is_in_the_record(
    database: Database, theming: Theming, now: datetime
) -> None:
    story_id = told(database, "Kage i nyttehaven.", now)
    assert theming.correct(story_id, [2, 7], "Åse", now).themes == (2, 7)
    with database.read() as tx:
        event = tx.audit.about("story", story_id)[-1]
    assert (event.verb, event.by) == ("correct themes", "Åse")
    assert event.content == {"correction": 1, "before": [5], "after": [2, 7]}


def test_the_same_themes_again_are_no_correction(
    database: Database, theming: Theming, now: datetime
) -> None:
    theming.correct(told(database, "Kage.", now), [5], "Åse", now)
    theming.correct(told(database, "Kage.", now, (7, 10, 2)), [7, 2, 10], "Åse", now)
    assert theming.corrections() == ()


@pytest.mark.parametrize("numbers", [[], [2, 5, 7, 10], [99]])
def test_none_too_many_and_unknown_themes_are_refused(
    database: Database, theming: Theming, now: datetime, numbers: list[int]
) -> None:
    story_id = told(database, "Kage.", now)
    with pytest.raises(UsageError):
        theming.correct(story_id, numbers, "Åse", now)
    assert theming.corrections() == ()


def test_later_answers_learn_from_corrections(
    database: Database, theming: Theming, now: datetime
) -> None:
    asked = "Der er kage i nyttehaven."
    for story_id in gardens(database, now):
        assert ranked(asked, LISTS, lessons=theming.lessons())[0].number in (5, 2)
        theming.correct(story_id, [2], "Åse", now)
    assert ranked(asked, LISTS)[0].number == 5
    assert ranked(asked, LISTS, lessons=theming.lessons())[0].number == 2


def test_what_is_forgotten_counts_no_more_but_the_story_keeps_its_themes(
    database: Database, theming: Theming, now: datetime
) -> None:
    made = gardens(database, now, 2)
    for story_id in made:
        theming.correct(story_id, [2], "Åse", now)
    assert theming.lessons()
    theming.forget(theming.corrections()[0].id, "Ib", now)
    assert not theming.lessons()
    with database.read() as tx:
        assert tx.stories.get(made[-1]).themes == (2,)
    with pytest.raises(NotFound):
        theming.forget(2, "Ib", now)


def test_everything_can_be_forgotten_at_once(
    database: Database, theming: Theming, now: datetime
) -> None:
    for story_id in gardens(database, now):
        theming.correct(story_id, [2], "Åse", now)
    assert theming.forget_all("Ib", now) == 3
    assert (theming.corrections(), bool(theming.lessons())) == ((), False)
    assert theming.forget_all("Ib", now) == 0


def test_a_writer_corrects_but_only_an_approver_forgets(
    database: Database, theming: Theming, now: datetime
) -> None:
    staff(database, now)
    theming.correct(told(database, "Kage.", now), [2], "Åse Bæk", now)
    with pytest.raises(NotAllowed):
        theming.forget(1, "Åse Bæk", now)
    with pytest.raises(NotAllowed):
        theming.forget_all("Åse Bæk", now)
    theming.forget(1, "Ib Skov", now)
    with pytest.raises(NotAllowed):
        theming.correct(1, [5], "Fremmed", now)


def test_an_approval_stands_when_the_themes_change(
    database: Database, theming: Theming, now: datetime
) -> None:
    story_id = told(database, "Kage.", now)
    with database.begin() as tx:
        draft_id = tx.drafts.add(Draft(story_id, "facebook", Content("Kage", "Kage.")), now)
        assert draft_id is not None
        draft = tx.drafts.get(draft_id)
        tx.drafts.update(draft, draft.approve("Ib", now), now)
    theming.correct(story_id, [2], "Åse", now)
    with database.read() as tx:
        assert tx.drafts.get(draft_id).status == "approved"


def test_another_process_sees_what_was_learned_here(
    database: Database, theming: Theming, now: datetime
) -> None:
    elsewhere = Theming(database.begin, database.read, NAMES)
    assert not elsewhere.lessons()
    for story_id in gardens(database, now):
        theming.correct(story_id, [2], "Åse", now)
    assert elsewhere.lessons()


def test_a_theme_without_a_story_for_six_weeks_is_quiet(
    database: Database, theming: Theming, now: datetime
) -> None:
    told(database, "Kage.", now - timedelta(weeks=5), (5,))
    told(database, "En ven.", now - timedelta(weeks=7), (7,))
    refused = told(database, "En bænk.", now, (2,))
    with database.begin() as tx:
        tx.stories.move(refused, StoryStatus.NEW, StoryStatus.REJECTED)
    assert [one.number for one in theming.states(now) if one.quiet] == [2, 7, 10]
