from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from comms.errors import BadInput, Refused
from comms.model.event import Event
from comms.model.item import Item
from comms.model.judge import Context, judge
from comms.model.mail import Mail
from comms.model.moved import Change, EventChange
from comms.model.themes import Theme
from comms.sources.entry import FeedEntry, ImageMeta, Reading, SetAside, keyed
from comms.sources.subscription import Got
from comms.stages.intake import Counts, Feeds
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.wire.http import TryLater

CONTEXT = Context(themes=(Theme(5, "Fællesskaber", words=(("fællesspisning", 5.0),)),))


def judged(title: str, text: str, moment: datetime) -> Item:
    return judge(Mail(subject=title, title=title, text=text), moment, CONTEXT, contributed=True)


def entry(now: datetime, **other: object) -> FeedEntry:
    made = FeedEntry(
        feed="kultur",
        external_id="17",
        title="Fællesspisning i Sejlhuset",
        text="Vi spiser sammen.",
        link="https://kultur.example.dk/17",
        published=now - timedelta(days=1),
        events=(Event(now + timedelta(days=3), place="Sejlhuset"),),
        images=(ImageMeta("https://kultur.example.dk/17.jpg"),),
        flags=frozenset(),
        theme=2,
        organiser="Kulturhuset",
        raw=b"{}",
    )
    return keyed([replace(made, **other)])[0]  # type: ignore[arg-type]


@dataclass
class Source:
    """A feed by hand: what it answers, or the error it gives."""

    entries: tuple[FeedEntry, ...] = ()
    aside: tuple[SetAside, ...] = ()
    error: Exception | None = None
    key: str = "kultur"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, etag: str, last_modified: str) -> Got:
        self.asked.append((etag, last_modified))
        if self.error:
            raise self.error
        return Got(Reading(self.entries, self.aside), '"v1"', "Mon, 23 Nov 2026 10:00:00 GMT")


def feeds(database: Database, files: FolderFiles) -> Feeds:
    return Feeds(database.begin, files, judged)


def test_an_entry_becomes_a_story_with_the_feeds_own_facts(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    counts = feeds(database, files).collect([Source((entry(now),))], now)
    with database.read() as tx:
        (story,) = tx.stories.all()
    assert counts == Counts(fetched=1, stories=1)
    assert (story.title, story.kind) == ("Fællesspisning i Sejlhuset", "event")
    assert (story.source, story.link) == ("feed:kultur", "https://kultur.example.dk/17")
    assert (story.contributor.name, story.themes) == ("Kulturhuset", (2, 5))
    assert story.events[0].place == "Sejlhuset"


def test_a_feeds_photos_are_not_reused(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    feeds(database, files).collect([Source((entry(now),))], now)
    with database.read() as tx:
        assert tx.stories.all()[0].photos == ()


def test_an_entry_is_told_once(database: Database, files: FolderFiles, now: datetime) -> None:
    source = Source((entry(now),))
    feeds(database, files).collect([source], now)
    assert feeds(database, files).collect([source], now) == Counts(known=1)


def test_an_entry_whose_id_changed_is_known_by_its_link(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    feeds(database, files).collect([Source((entry(now),))], now)
    moved = entry(now, external_id="another")
    assert feeds(database, files).collect([Source((moved,))], now) == Counts(known=1)


def test_the_feed_is_asked_with_what_it_said_last(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    source = Source()
    feeds(database, files).collect([source], now)
    feeds(database, files).collect([source], now)
    assert source.asked == [("", ""), ('"v1"', "Mon, 23 Nov 2026 10:00:00 GMT")]


def test_what_cannot_be_used_is_set_aside_once(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    source = Source(aside=(SetAside("kultur", "kultur: entry 2: mangler titel", b"<item/>"),))
    assert feeds(database, files).collect([source], now).set_aside == 1
    assert feeds(database, files).collect([source], now).set_aside == 0
    with database.read() as tx:
        (aside,) = tx.raw_messages.set_aside()
    assert aside.reason == "kultur: entry 2: mangler titel"


@pytest.mark.parametrize("error", [BadInput("no feed"), Refused("410", permanent=True, code=410)])
def test_a_feed_that_fails_is_left_alone_for_a_while_and_the_others_go_on(
    database: Database, files: FolderFiles, now: datetime, error: Exception
) -> None:
    bad, good = Source(error=error, key="bad"), Source((entry(now),))
    counts = feeds(database, files).collect([bad, good], now)
    assert (counts.failed, counts.stories) == (1, 1)
    feeds(database, files).collect([bad], now + timedelta(minutes=5))
    assert len(bad.asked) == 1
    feeds(database, files).collect([bad], now + timedelta(minutes=16))
    assert len(bad.asked) == 2


def test_each_failure_doubles_the_pause(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    bad = Source(error=BadInput("no feed"))
    for minutes in (0, 16):
        feeds(database, files).collect([bad], now + timedelta(minutes=minutes))
    with database.read() as tx:
        state = tx.feed_states.get("kultur")
    assert (state.failures, state.not_before) == (2, now + timedelta(minutes=46))


def test_a_person_need_not_wait_for_our_own_pause(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    stage = feeds(database, files)
    stage.collect([Source(error=BadInput("no feed"))], now)
    good = Source((entry(now),))
    assert stage.collect([good], now + timedelta(minutes=1)).fetched == 0
    assert stage.collect([good], now + timedelta(minutes=1), patient=False).fetched == 1


def test_a_person_waits_as_long_as_the_server_asked(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    stage = feeds(database, files)
    stage.collect([Source(error=TryLater("busy", code=503, retry_after=7200))], now)
    good = Source((entry(now),))
    assert stage.collect([good], now + timedelta(hours=1), patient=False).fetched == 0


def test_a_pause_that_the_server_asks_for_is_kept(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    busy = Source(error=TryLater("busy", code=503, retry_after=7200))
    feeds(database, files).collect([busy], now)
    with database.read() as tx:
        assert tx.feed_states.get("kultur").not_before == now + timedelta(hours=2)


def test_what_is_over_or_old_or_cancelled_is_noted_and_not_told(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    over = entry(now, external_id="a", link="", events=(Event(now - timedelta(days=1)),))
    old = entry(now, external_id="b", link="", events=(), published=now - timedelta(days=99))
    off = entry(now, external_id="c", link="", title="Bal", flags=frozenset({"cancelled"}))
    counts = feeds(database, files).collect([Source((over, old, off))], now)
    assert counts == Counts(fetched=3)
    with database.read() as tx:
        assert tx.stories.count() == 0


def _changes(database: Database) -> list[EventChange]:
    with database.read() as tx:
        return list(tx.event_changes.open())


def test_a_known_event_that_its_calendar_moved_is_told_to_staff_once(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    feeds(database, files).collect([Source((entry(now),))], now)
    moved = entry(now, events=(Event(now + timedelta(days=4), place="Sejlhuset"),))
    for _ in range(2):
        assert feeds(database, files).collect([Source((moved,))], now) == Counts(known=1)
    [change] = _changes(database)
    assert (change.kind, change.by, change.applied) == (Change.MOVED, "feed:kultur", False)
    assert change.after[0].start == now + timedelta(days=4)
    with database.read() as tx:
        [story] = tx.stories.all()
    assert story.events[0].start == now + timedelta(days=3)  # nobody has looked yet
    for _ in range(2):
        again = entry(now, events=moved.events, flags=frozenset({"cancelled"}))
        feeds(database, files).collect([Source((again,))], now)
    assert [one.kind for one in _changes(database)] == [Change.MOVED, Change.CANCELLED]


def test_the_same_event_again_is_no_change(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    for text in ("Vi spiser sammen.", "Vi spiser sammen igen."):
        feeds(database, files).collect([Source((entry(now, text=text),))], now)
    assert _changes(database) == []
