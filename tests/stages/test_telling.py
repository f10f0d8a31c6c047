"""Staff put right what was read of a story, and what that does to its drafts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.clearance import Clearance
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft, Status
from comms.model.event import Event, Problem
from comms.model.item import Item
from comms.model.mail import Picture
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from comms.model.story import Story, StoryStatus
from comms.stages.telling import Retold, Telling, Wanted
from comms.store.database import Database

CAFE = Event(
    datetime(2026, 12, 3, 17, tzinfo=COPENHAGEN), datetime(2026, 12, 3, 19, tzinfo=COPENHAGEN), "A"
)
STORY = Story("Café", "Kom og spis.", kind="event", events=(CAFE,))


def write(story: Story, channel: str) -> Content:
    """First words, as plain as can be."""
    when = "; ".join(f"{e.start:%d.%m} {e.place}" for e in story.events)
    return Content(story.title, f"{channel}: {story.text} {when}")


@pytest.fixture
def telling(database: Database, now: datetime) -> Telling:
    with database.begin() as tx:
        tx.staff.add(Account("Anna", "anna@example.dk", Role.WRITER), now)
    return Telling(database.begin, write)


@pytest.fixture
def story_id(database: Database, now: datetime) -> int:
    with database.begin() as tx:
        made = tx.stories.add(STORY, now)
        for channel in ("facebook", "newsletter"):
            tx.drafts.add(Draft(made, channel, write(STORY, channel)), now)
        tx.stories.move(made, StoryStatus.NEW, StoryStatus.DRAFTED)
    return made


def wanted(**changed: object) -> Wanted:
    told = {"title": "Café", "text": "Kom og spis.", "kind": "event", "link": "", "events": (CAFE,)}
    return Wanted(**{**told, **changed})  # type: ignore[arg-type]


def correct(telling: Telling, story_id: int, now: datetime, **changed: object) -> Retold:
    return telling.correct(story_id, wanted(**changed), "Anna", now)


def drafts(database: Database, story_id: int) -> dict[str, Draft]:
    with database.read() as tx:
        return {one.channel: one for one in tx.drafts.all(story_id=story_id)}


def test_a_corrected_event_reaches_the_drafts_that_nobody_wrote_in(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    moved = replace(CAFE, start=CAFE.start + timedelta(days=1), end=None, place="Sejlhuset")
    done = correct(telling, story_id, now, events=(moved,))
    assert [one.channel for one in done.made_anew] == ["facebook", "newsletter"]
    made = drafts(database, story_id)["facebook"]
    assert (made.version, made.status, made.written_by) == (2, Status.DRAFTED, "Anna")
    assert made.content.text.endswith("04.12 Sejlhuset")


def test_a_second_correction_reaches_them_too(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    correct(telling, story_id, now, text="Kom og drik kaffe.")
    correct(telling, story_id, now + timedelta(minutes=1), text="Kom og drik te.")
    made = drafts(database, story_id)["newsletter"]
    assert (made.version, made.content.text[:27]) == (3, "newsletter: Kom og drik te.")


def test_a_draft_that_a_person_wrote_in_is_left_and_told_of_until_it_is_made_anew(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    before = drafts(database, story_id)["facebook"]
    with database.begin() as tx:
        tx.drafts.update(before, before.reword(Content("Min", "egen"), "Bo"), now)
    later = now + timedelta(minutes=5)
    done = correct(telling, story_id, later, title="Ny café")
    assert [one.channel for one in done.behind] == ["facebook"]
    assert drafts(database, story_id)["facebook"].content == Content("Min", "egen")
    with database.read() as tx:
        assert tx.drafts.behind(story_id) == {before.id}
    with pytest.raises(Moved, match="ændret af en anden"):
        telling.redraft(before.id, "Anna", later, version=1)
    made = telling.redraft(before.id, "Anna", later + timedelta(minutes=1), version=2)
    assert (made.content.title, made.version) == ("Ny café", 3)
    with database.read() as tx:
        assert tx.drafts.behind(story_id) == frozenset()


def test_an_approved_draft_keeps_its_yes_and_waits_for_a_new_one_once_it_is_made_anew(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    before = drafts(database, story_id)["facebook"]
    with database.begin() as tx:
        tx.drafts.update(before, before.approve("Bo", now), now)
    done = correct(telling, story_id, now + timedelta(minutes=1), title="Ny café")
    assert [one.status for one in done.behind] == [Status.APPROVED]
    assert drafts(database, story_id)["facebook"].approved_by == "Bo"
    made = telling.redraft(before.id, "Anna", now + timedelta(minutes=2))
    assert (made.status, made.approved_by) == (Status.DRAFTED, None)


def test_what_is_out_is_told_and_cannot_be_made_anew(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    before = drafts(database, story_id)["facebook"]
    with database.begin() as tx:
        approved = before.approve("Bo", now)
        tx.drafts.update(before, approved, now)
        tx.drafts.update(approved, approved.moved(Status.SENT), now)
    done = correct(telling, story_id, now, title="Ny café")
    assert [one.channel for one in done.out] == ["facebook"]
    with pytest.raises(Moved, match="kan ikke laves om"):
        telling.redraft(before.id, "Anna", now)


def test_the_same_words_again_change_nothing(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    assert correct(telling, story_id, now).made_anew == ()
    with database.read() as tx:
        assert tx.stories.get(story_id).changed_at is None
        assert tx.audit.about("story", story_id) == []


def test_a_story_that_somebody_else_changed_meanwhile_is_read_again_first(
    telling: Telling, story_id: int, now: datetime
) -> None:
    correct(telling, story_id, now, title="Ny café")
    with pytest.raises(Moved, match="Læs det igen"):
        telling.correct(story_id, wanted(title="Min"), "Anna", now, None, check=True)
    telling.correct(story_id, wanted(title="Min"), "Anna", now, now, check=True)


def test_a_correction_is_kept_with_what_stood_there_before(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    correct(telling, story_id, now, title="Ny café", link="https://www.example.dk")
    with database.read() as tx:
        (event,) = tx.audit.about("story", story_id)
        story = tx.stories.get(story_id)
    assert event.content == {"changed": ["title", "link"], "was": {"title": "Café", "link": ""}}
    assert (story.link, story.changed_at) == ("https://www.example.dk", now)


def test_a_person_named_in_a_correction_is_asked_about(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    correct(telling, story_id, now, text="Karen Damgaard bager boller til alle.")
    with database.read() as tx:
        assert [(f.kind, f.text) for f in tx.findings.of(story_id)] == [
            (Kind.NAMED_PERSON, "Karen Damgaard")
        ]
        assert "named_person" in tx.stories.get(story_id).flags


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "overskrift"),
        ({"text": ""}, "tekst"),
        ({"link": "javascript:alert(1)"}, "http"),
        ({"kind": "noget"}, "hvad det er"),
        ({"events": (replace(CAFE, end=CAFE.start - timedelta(hours=1)),)}, "før det begynder"),
        ({"events": (CAFE,) * 31}, "højst"),
    ],
)
def test_what_cannot_be_told_is_refused(
    telling: Telling, story_id: int, now: datetime, changed: dict[str, object], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        correct(telling, story_id, now, **changed)


def test_what_is_still_missing_of_an_event_is_judged_anew(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    doubtful = Event(date(2026, 12, 3), problem=Problem.WEEKDAY_CONFLICT, place="Sejlhuset")
    correct(telling, story_id, now, events=(doubtful, replace(CAFE, place="")))
    with database.read() as tx:
        told = [one.problem for one in tx.stories.get(story_id).events]
    assert told == [Problem.NO_TIME, Problem.NO_PLACE]


def test_a_waiting_story_is_let_through_once(
    database: Database, telling: Telling, now: datetime
) -> None:
    with database.begin() as tx:
        waiting = tx.stories.add(replace(STORY, status=StoryStatus.WAITING), now)
    assert telling.release(waiting, "Anna", now).status is StoryStatus.NEW
    with pytest.raises(Moved):
        telling.release(waiting, "Anna", now)


def test_a_cry_for_help_is_answered_before_the_story_is_let_through(
    database: Database, telling: Telling, now: datetime
) -> None:
    with database.begin() as tx:
        waiting = tx.stories.add(replace(STORY, status=StoryStatus.WAITING), now)
        tx.findings.add(waiting, [Finding(Kind.ACUTE, "body", 0, 3, "Kom")], now)
    with pytest.raises(NotAllowed, match="brug for hjælp"):
        telling.release(waiting, "Anna", now)
    with database.begin() as tx:
        tx.findings.clear(Clearance(waiting, Kind.ACUTE, "Anna", "Ringet 112", ("Kom",)), now)
    assert telling.release(waiting, "Anna", now).status is StoryStatus.NEW


def test_what_a_machine_read_in_a_poster_is_put_below_the_text_by_a_person(
    database: Database, telling: Telling, now: datetime
) -> None:
    poster = Picture("plakat.jpg", b"x", reading="Loppemarked lørdag 10-15")
    item = Item(Disposition.STORY, "event", "Se plakaten", "Se plakaten", pictures=(poster,))
    with database.begin() as tx:
        item_id = tx.items.add(item, source="inbox", external_key="1", raw_id=None, received=now)
        story_id = tx.stories.add(Story("Loppemarked", "Se plakaten", item_id=item_id), now)
    done = telling.use_reading(story_id, 0, "Anna", now)
    assert done.story.text == "Se plakaten\n\nLoppemarked lørdag 10-15"
    with pytest.raises(UsageError, match="allerede"):
        telling.use_reading(story_id, 0, "Anna", now)
    with pytest.raises(NotFound):
        telling.use_reading(story_id, 1, "Anna", now)


def test_photos_are_added_after_the_others_and_each_once(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    first, second = Photo("a" * 64, name="a.jpg"), Photo("b" * 64, name="b.jpg", gps=True)
    telling.add_photos(story_id, [first], "Anna", now)
    assert telling.add_photos(story_id, [first, second], "Anna", now) == [second]
    with database.read() as tx:
        assert [one.name for one in tx.stories.get(story_id).photos] == ["a.jpg", "b.jpg"]
        assert [one.kind for one in tx.findings.of(story_id)] == [Kind.EXIF_GPS]
    with pytest.raises(UsageError, match="mindst ét"):
        telling.add_photos(story_id, [], "Anna", now)


def test_nothing_is_changed_of_a_story_whose_consent_is_withdrawn(
    database: Database, telling: Telling, story_id: int, now: datetime
) -> None:
    with database.begin() as tx:
        tx.stories.withdraw(story_id, now)
    with pytest.raises(NotAllowed, match="trukket tilbage"):
        correct(telling, story_id, now, title="Ny")
