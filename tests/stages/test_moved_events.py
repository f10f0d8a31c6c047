"""An event that is moved or cancelled after it was told, corrected wherever it was sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from comms.errors import Moved
from comms.model.draft import Act, Content, Draft, Status
from comms.model.event import Event
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.moved import Change
from comms.model.story import Story
from comms.stages.dispatch import IssueCorrections
from comms.stages.drafting import Drafting
from comms.stages.review import Review
from comms.stages.review.correcting import Correcting
from comms.stages.telling import CANCELLED_SINCE, MOVED_SINCE, Telling, Wanted
from comms.store.database import Database
from comms.wiring.put_right import PutRight, put_right
from tests.clock import COPENHAGEN, NOON
from tests.web.twin import ROOT, put_out

TUESDAY = datetime(2026, 12, 1, 17, tzinfo=COPENHAGEN)
WEDNESDAY = datetime(2026, 12, 2, 17, tzinfo=COPENHAGEN)
EVENT = Event(TUESDAY, TUESDAY + timedelta(hours=2), "Kulturhuset")
MOVED = replace(EVENT, start=WEDNESDAY, end=WEDNESDAY + timedelta(hours=2))
CHANNELS = ("facebook", "newsletter")


@dataclass
class Desk:
    """The stages that take part, on one store."""

    database: Database

    @property
    def drafting(self) -> Drafting:
        return Drafting(self.database.begin, ROOT / "templates", CHANNELS, lambda *_: None)  # type: ignore[arg-type]  # nothing is typed in

    @property
    def telling(self) -> Telling:
        return Telling(self.database.begin, self.drafting.write)

    @property
    def correcting(self) -> Correcting:
        return Correcting(self.database.begin)

    @property
    def issue_corrections(self) -> IssueCorrections:
        return IssueCorrections(self.database.begin)

    @property
    def review(self) -> Review:
        return Review(self.database.begin, four_eyes=True)

    def story(self, event: Event = EVENT) -> int:
        """A story with its drafts, as templates make them."""
        with self.database.begin() as tx:
            story = Story("Fællesspisning", "Kom og spis med.", kind="event", events=(event,))
            story_id = tx.stories.add(story, NOON - timedelta(days=2))
        self.drafting.draft_missing(NOON)
        return story_id

    def draft(self, story_id: int, channel: str) -> Draft:
        with self.database.read() as tx:
            [found] = [
                one
                for one in tx.drafts.all(channel=channel, story_id=story_id)
                if one.act is Act.POST
            ]
        return found

    def send(self, story_id: int) -> int:
        """Post and newsletter are out; the issue's id."""
        post = self.draft(story_id, "facebook")
        put_out(self.database, post.id, NOON, post.content.text)
        block = self.review.approve(self.draft(story_id, "newsletter").id, "Bo", NOON)
        item = IssueItem(block.id, block.version, block.content_hash, 0)
        issue = Issue("Nyt – uge 48", "", week="2026-W48", items=(item,), status=IssueStatus.SENT)
        with self.database.begin() as tx:
            tx.drafts.update(block, block.moved(Status.SENT), NOON)
            made = tx.issues.add(issue, NOON)
        assert made is not None
        return made

    def move(self, story_id: int, event: Event = MOVED) -> None:
        wanted = Wanted("Fællesspisning", "Kom og spis med.", "event", "", (event,))
        self.telling.correct(story_id, wanted, "Anna", NOON)

    def put_right(self, story_id: int) -> PutRight:
        return put_right(self, story_id, "Anna", NOON)

    def open(self) -> list[tuple[int, Change]]:
        with self.database.read() as tx:
            return [(one.story_id, one.kind) for one in tx.event_changes.open()]


@pytest.fixture
def desk(database: Database) -> Desk:
    """On SQLite and on PostgreSQL."""
    return Desk(database)


def test_a_moved_event_is_corrected_wherever_it_was_sent_as_drafts(desk: Desk) -> None:
    story_id = desk.story()
    issue_id = desk.send(story_id)
    desk.move(story_id)
    assert desk.open() == [(story_id, Change.MOVED)]

    done = desk.put_right(story_id)
    [edit] = done.drafts
    assert (edit.act, edit.status, edit.written_by) == (Act.EDIT, Status.DRAFTED, "Anna")
    first, *rest = edit.content.text.splitlines()
    assert first == (
        "Flyttet: Fællesspisning er nu onsdag den 2. december 2026 kl. 17-19, Kulturhuset "
        "(før tirsdag den 1. december 2026 kl. 17-19)."
    )
    assert "Onsdag den 2. december 2026 kl. 17-19, Kulturhuset" in rest
    assert "Tirsdag" not in "\n".join(rest)
    [fix] = done.issues
    assert (fix.corrects, fix.status) == (issue_id, IssueStatus.COMPOSED)
    assert fix.intro == (
        "»Fællesspisning« er flyttet. Vi skrev tirsdag den 1. december 2026 kl. 17.00–19.00. "
        "Det er nu onsdag den 2. december 2026 kl. 17.00–19.00, Kulturhuset."
    )
    assert desk.open() == []
    with pytest.raises(Moved, match="ikke noget at rette"):
        desk.put_right(story_id)


def test_a_cancelled_event_keeps_its_old_words_below_the_news(desk: Desk) -> None:
    story_id = desk.story()
    desk.send(story_id)
    old = desk.draft(story_id, "facebook").content.text
    desk.telling.cancel(story_id, "Anna", NOON)
    done = desk.put_right(story_id)
    news = "Aflyst: Fællesspisning, tirsdag den 1. december 2026 kl. 17-19."
    assert done.drafts[0].content.text == f"{news}\n\n{old}"
    assert done.issues[0].intro == (
        "»Fællesspisning« tirsdag den 1. december 2026 kl. 17.00–19.00 er aflyst."
    )
    with pytest.raises(Moved, match="aflyst i forvejen"):
        desk.telling.cancel(story_id, "Anna", NOON)


def test_another_place_at_the_same_time_says_so(desk: Desk) -> None:
    story_id = desk.story()
    desk.send(story_id)
    desk.move(story_id, replace(EVENT, place="Biblioteket"))
    text = desk.put_right(story_id).drafts[0].content.text
    assert text.startswith("Nyt sted: Fællesspisning, tirsdag den 1. december 2026 kl. 17-19, Bib")
    assert "(før Kulturhuset)" in text


def test_moved_twice_the_correction_tells_the_first_time_and_the_last(desk: Desk) -> None:
    story_id = desk.story()
    desk.send(story_id)
    desk.move(story_id)
    later = timedelta(days=7)
    desk.move(story_id, replace(MOVED, start=WEDNESDAY + later, end=None))
    text = desk.put_right(story_id).drafts[0].content.text.splitlines()[0]
    assert "onsdag den 9. december" in text
    assert "før tirsdag den 1. december" in text


def test_what_is_past_asks_for_no_correction(desk: Desk) -> None:
    past = replace(EVENT, start=NOON - timedelta(days=1), end=None)
    story_id = desk.story(past)
    desk.send(story_id)
    desk.move(story_id, replace(past, start=NOON - timedelta(days=2)))
    assert desk.open() == []


def test_other_words_alone_ask_for_no_correction(desk: Desk) -> None:
    story_id = desk.story()
    desk.send(story_id)
    wanted = Wanted("Fællesspisning", "Kom og spis med os.", "event", "", (EVENT,))
    desk.telling.correct(story_id, wanted, "Anna", NOON)
    assert desk.open() == []


def test_an_approved_draft_with_the_old_time_waits_again(desk: Desk) -> None:
    story_id = desk.story()
    made, own = (desk.draft(story_id, channel) for channel in CHANNELS)
    words = replace(own.content, text="Vi ses tirsdag den 1. december kl. 17. Tag naboen med!")
    desk.review.edit(own.id, words, "Carla", NOON)
    for one in (made, own):
        desk.review.approve(one.id, "Bo", NOON)
    desk.move(story_id)
    made, own = (desk.draft(story_id, channel) for channel in CHANNELS)
    assert (made.status, made.version) == (Status.DRAFTED, 2)
    assert "Onsdag den 2. december" in made.content.text
    assert (own.status, own.reason) == (Status.DRAFTED, MOVED_SINCE)
    assert own.content == words
    assert desk.open() == []


def test_an_approved_draft_that_tells_no_time_keeps_its_yes(desk: Desk) -> None:
    story_id = desk.story()
    with desk.database.begin() as tx:
        before = tx.stories.get(story_id)
        tx.stories.retell(before, replace(before, kind="story"), NOON)
    own = desk.draft(story_id, "newsletter")
    desk.review.edit(own.id, replace(own.content, text="Tag naboen med!"), "Carla", NOON)
    desk.review.approve(own.id, "Bo", NOON)
    wanted = Wanted("Fællesspisning", "Kom og spis med.", "story", "", (MOVED,))
    desk.telling.correct(story_id, wanted, "Anna", NOON)
    assert desk.draft(story_id, "newsletter").status is Status.APPROVED


def test_drafts_of_a_cancelled_event_go_back(desk: Desk) -> None:
    story_id = desk.story()
    desk.review.approve(desk.draft(story_id, "facebook").id, "Bo", NOON)
    desk.telling.cancel(story_id, "Anna", NOON)
    for channel in CHANNELS:
        draft = desk.draft(story_id, channel)
        assert (draft.status, draft.reason) == (Status.DRAFTED, CANCELLED_SINCE)


def test_what_has_a_correction_under_way_is_left_alone(desk: Desk) -> None:
    story_id = desk.story()
    issue_id = desk.send(story_id)
    post = desk.draft(story_id, "facebook")
    desk.correcting.correct(post.id, "Et andet bud.", "Carla", NOON)
    desk.issue_corrections.correct(issue_id, "Et andet bud.", "Carla", NOON)
    desk.move(story_id)
    done = desk.put_right(story_id)
    assert (list(done.drafts), list(done.issues)) == ([], [])
    assert desk.open() == []


def test_a_link_among_the_words_of_the_post_stays(desk: Desk) -> None:
    story_id = desk.story()
    link = "https://example.dk/mad"
    with desk.database.begin() as tx:
        before = tx.stories.get(story_id)
        tx.stories.retell(before, replace(before, link=link), NOON)
    post = desk.draft(story_id, "facebook")
    words = Content(post.content.title, f"{post.content.text}\n\n{link}")
    desk.review.edit(post.id, words, "Carla", NOON)
    put_out(desk.database, post.id, NOON, words.text)
    wanted = Wanted("Fællesspisning", "Kom og spis med.", "event", link, (MOVED,))
    desk.telling.correct(story_id, wanted, "Anna", NOON)
    assert desk.put_right(story_id).drafts[0].content.text.endswith(link)


def test_the_templates_say_nothing_of_what_stayed(tmp_path: Path, desk: Desk) -> None:
    story_id = desk.story()
    other = replace(EVENT, start=TUESDAY + timedelta(days=14), end=None)
    with desk.database.begin() as tx:
        before = tx.stories.get(story_id)
        tx.stories.retell(before, replace(before, events=(EVENT, other)), NOON)
    desk.send(story_id)
    wanted = Wanted("Fællesspisning", "Kom og spis med.", "event", "", (MOVED, other))
    desk.telling.correct(story_id, wanted, "Anna", NOON)
    news = desk.put_right(story_id).drafts[0].content.text.split("\n\n")[0]
    assert "15. december" not in news
