"""Contributions for the tests of lists and of looking things up."""

from collections.abc import Sequence
from datetime import datetime

from comms.model.draft import Content, Draft, Status
from comms.model.event import Event
from comms.model.privacy import Finding, Kind
from comms.model.story import Contributor, Story, StoryStatus
from comms.store.database import Database
from comms.store.listed import Page, StoryFilter, StoryRow
from tests.clock import NOON


def put(database: Database, title: str, text: str = "", **more: object) -> int:
    """One contribution. places: where its events are; findings: kinds found in it."""
    places = more.pop("places", ())
    found = more.pop("findings", ())
    name = str(more.pop("name", ""))
    assert isinstance(places, tuple)
    assert isinstance(found, tuple)
    events = tuple(Event(NOON, place=place) for place in places)
    story = Story(title, text, events=events, contributor=Contributor(name), **more)  # type: ignore[arg-type]
    with database.begin() as tx:
        story_id = tx.stories.add(story, NOON)
        tx.findings.add(story_id, [Finding(Kind(kind), "body") for kind in found], NOON)
    return story_id


def put_drafts(
    database: Database,
    story_id: int,
    *statuses: Status,
    written_by: str = "system",
    at: datetime = NOON,
) -> list[int]:
    """Drafts of a story, one for each status, on channels of their own."""
    made = []
    with database.begin() as tx:
        title = tx.stories.get(story_id).title
        for channel, status in zip(("facebook", "newsletter", "press"), statuses, strict=False):
            content = Content(title, f"{title} til {channel}")
            draft = Draft(story_id, channel, content, status, written_by=written_by)
            draft_id = tx.drafts.add(draft, at)
            assert draft_id is not None
            made.append(draft_id)
    return made


def titles(database: Database, question: str = "", **more: object) -> list[str]:
    """What a list of contributions shows, top to bottom."""
    return [row.title for row in listed(database, question, **more).rows]


def listed(database: Database, question: str = "", **more: object) -> Page[StoryRow]:
    """The first page of contributions."""
    with database.read() as tx:
        return tx.listings.stories(StoryFilter(question, **more))  # type: ignore[arg-type]


def statuses(database: Database, ids: Sequence[int]) -> list[StoryStatus]:
    """Where some contributions are."""
    with database.read() as tx:
        return [tx.stories.get(one).status for one in ids]
