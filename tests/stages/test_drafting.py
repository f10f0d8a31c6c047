"""Drafting: a story becomes one draft for each channel."""

from datetime import date, datetime
from pathlib import Path
from threading import Thread

import pytest

from comms.errors import UsageError
from comms.model.event import Event
from comms.model.item import Item
from comms.model.judge import Context, judge_typed
from comms.model.photo import Photo
from comms.model.story import Story, StoryStatus
from comms.stages.drafting import Drafting
from comms.store.database import Database
from tests.clock import COPENHAGEN

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def read(title: str, text: str, moment: datetime) -> Item:
    return judge_typed(title, text, moment, Context())


def drafting(database: Database, **more: object) -> Drafting:
    return Drafting(database.begin, TEMPLATES, ("facebook", "newsletter"), read, **more)  # type: ignore[arg-type]


def test_a_story_gets_one_draft_for_each_channel_and_never_a_second(
    database: Database, now: datetime
) -> None:
    stage = drafting(database)
    story = stage.add_story("Fællesspisning", "Kom og spis med.", "Anna", now)
    assert stage.draft_missing(now) == 2
    assert stage.draft_missing(now) == 0
    with database.read() as tx:
        assert [d.channel for d in tx.drafts.all(story_id=story.id)] == ["facebook", "newsletter"]
        assert tx.stories.get(story.id).status is StoryStatus.DRAFTED


def test_two_processes_drafting_at_once_write_each_draft_once(
    database: Database, now: datetime
) -> None:
    stage = drafting(database)
    for number in range(8):
        stage.add_story(f"Historie {number}", "Kom og spis med.", "Anna", now)
    written: list[int] = []
    threads = [Thread(target=lambda: written.append(stage.draft_missing(now))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == 16
    with database.read() as tx:
        assert len(tx.drafts.all()) == 16


def test_time_and_place_come_from_the_event(memory: Database, now: datetime) -> None:
    starts = datetime(2026, 12, 3, 17, 0, tzinfo=COPENHAGEN)
    event = Event(starts, starts.replace(hour=19), "Medborgerhuset", date(2026, 12, 1))
    story = Story("Fællesspisning", "Kom og spis med.", kind="event", events=(event,))
    stage = drafting(memory)
    facebook = stage.write(story, "facebook").text
    assert "Torsdag den 3. december 2026 kl. 17-19, Medborgerhuset" in facebook
    assert "Tilmelding senest tirsdag den 1. december 2026." in facebook
    assert "kl. 17.00–19.00, Medborgerhuset" in stage.write(story, "newsletter").text


def test_greeting_and_sign_off_stay_out_of_the_draft(memory: Database) -> None:
    text = "Hej alle sammen\n\nVi åbner en ny café.\n\nMed venlig hilsen\nBirthe\nFrivillig"
    written = drafting(memory).write(Story("Ny café", text), "facebook")
    assert written.text == "Ny café\n\nVi åbner en ny café."


def test_facebook_shows_photos_or_a_link_preview_never_both(memory: Database) -> None:
    stage = drafting(memory)
    with_photo = Story("Ny café", "Vi åbner.", link="https://cafe.example.dk", photos=(Photo("a"),))
    facebook = stage.write(with_photo, "facebook")
    assert facebook.link == ""
    assert facebook.text.endswith("Læs mere: https://cafe.example.dk")
    only_link = Story("Ny café", "Vi åbner.", link="https://cafe.example.dk")
    assert stage.write(only_link, "facebook").link == "https://cafe.example.dk"


def test_an_internal_meeting_is_never_drafted(memory: Database, now: datetime) -> None:
    stage = drafting(memory, internal=("personalemøde",))
    story = stage.add_story("Personalemøde på torsdag", "Husk kage.", "Anna", now)
    assert stage.draft_missing(now) == 0
    with memory.read() as tx:
        assert tx.drafts.all() == []
        assert tx.stories.get(story.id).status is StoryStatus.WAITING


def test_a_long_text_is_cut_at_a_sentence_in_the_newsletter(memory: Database) -> None:
    text = "Vi mødes kl. 17 og laver mad sammen hele aftenen. " * 40
    written = drafting(memory).write(Story("Mad", text), "newsletter").text
    assert 400 < len(written) <= 700
    assert written.endswith("hele aftenen.")


def test_a_cpr_number_in_a_typed_story_is_found_when_it_is_taken_in(
    memory: Database, now: datetime
) -> None:
    story = drafting(memory).add_story("Tak", "Mit nummer er 010235-1234.", "Anna", now)
    with memory.read() as tx:
        assert [(f.kind, f.where) for f in tx.findings.of(story.id)] == [("cpr", "body")]


@pytest.mark.parametrize(
    ("title", "text", "link", "told"),
    [
        ("", "tekst", "", "overskrift"),
        ("Titel", " ", "", "link"),
        ("Titel", "", "javascript:alert(1)", "http://"),
    ],
)
def test_a_typed_story_needs_a_title_and_words_or_a_link(
    memory: Database, now: datetime, title: str, text: str, link: str, told: str
) -> None:
    stage = drafting(memory)
    with pytest.raises(UsageError, match=told):
        stage.add_story(title, text, "Anna", now, link)
    with memory.read() as tx:
        assert tx.stories.count() == 0


def test_a_typed_story_is_read_as_a_mail_would_be(memory: Database, now: datetime) -> None:
    text = "Vi mødes torsdag den 3. december kl. 17-19 i Medborgerhuset og spiser sammen."
    story = drafting(memory).add_story("Fællesspisning", text, "Anna", now)
    assert story.kind == "event"
    assert [event.start.isoformat() for event in story.events] == ["2026-12-03T17:00:00+01:00"]


def test_a_press_release_is_drafted_where_that_channel_is_on(
    memory: Database, now: datetime
) -> None:
    stage = Drafting(memory.begin, TEMPLATES, ("press",), read)
    starts = datetime(2026, 12, 3, 17, 0, tzinfo=COPENHAGEN)
    with memory.begin() as tx:
        event = Event(starts, place="Medborgerhuset")
        photos = tuple(Photo(str(n) * 64, "Gæster") for n in range(4))
        tx.stories.add(
            Story("Julespisning", "Kære alle,\n\nKom og spis.", events=(event,), photos=photos), now
        )
    assert stage.draft_missing(now) == 1
    with memory.read() as tx:
        (draft,) = tx.drafts.all(channel="press")
    assert draft.content.text.startswith("Torsdag den 3. december 2026 kl. 17.00, Medborgerhuset")
    assert "Kære alle" not in draft.content.text
    assert len(draft.content.photos) == 3
