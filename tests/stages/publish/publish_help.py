"""What the tests of publishing share: approved drafts, a clock to turn, a channel that can fail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from comms.channels.ends import Posted
from comms.channels.facebook import Facebook
from comms.model.draft import Content, Draft, Status
from comms.model.photo import PhotoUse
from comms.model.story import Story
from comms.practice.graph import PracticeGraph
from comms.stages.publish import Publishing
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.store.publications import Publication
from comms.wire.graph import Graph
from tests.clock import NOON
from tests.practice.graph_help import JPEG

LEASE = timedelta(minutes=10)
WORDS = "Fællesspisning på torsdag kl. 17-19 🍲 Alle er velkomne."


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, step: timedelta = timedelta(minutes=11)) -> None:
        self.now += step


class Killed(BaseException):
    """The process died here."""


class Mortal:
    """A channel whose sender dies before or after one named call."""

    name = "facebook"

    def __init__(self, channel: Facebook, call: str, moment: str) -> None:
        self.channel, self.call, self.moment = channel, call, moment

    def _die(self, call: str, moment: str) -> None:
        if (call, moment) == (self.call, self.moment):
            raise Killed

    def upload(self, data: bytes, position: int, alt: str) -> str:
        self._die("upload", "before")
        made = self.channel.upload(data, position, alt)
        self._die("upload", "after")
        return made

    def create(self, text: str, link: str, photos: Sequence[str]) -> str:
        self._die("create", "before")
        made = self.channel.create(text, link, photos)
        self._die("create", "after")
        return made

    def create_without_preview(self, text: str, link: str) -> str:
        return self.channel.create_without_preview(text, link)

    def publish(self, post_id: str) -> None:
        self._die("publish", "before")
        self.channel.publish(post_id)
        self._die("publish", "after")

    def edit(self, post_id: str, text: str) -> None:
        self._die("edit", "before")
        self.channel.edit(post_id, text)
        self._die("edit", "after")

    def remove(self, post_id: str) -> None:
        self._die("remove", "before")
        self.channel.remove(post_id)
        self._die("remove", "after")

    def look(self, post_id: str) -> Posted | None:
        self._die("look", "before")
        found = self.channel.look(post_id)
        self._die("look", "after")
        return found


class Office:
    """A database, the practice page and a clock, and what staff do with them."""

    def __init__(
        self, database: Database, files: FolderFiles, page: PracticeGraph, graph: Graph
    ) -> None:
        self.database, self.files, self.page = database, files, page
        self.clock = Clock()
        self.facebook = Facebook(graph, page.page_id)

    def publishing(self, channel: Facebook | Mortal | None = None) -> Publishing:
        return Publishing(
            self.database.begin,
            channel or self.facebook,
            self.files,
            self.clock,
            lease=LEASE,
            notices_to=("redaktion@example.dk",),
        )

    def photo(self, number: int) -> PhotoUse:
        return PhotoUse(self.files.put(JPEG + bytes([number])), f"Gryde nummer {number}")

    def approved(
        self,
        text: str = WORDS,
        link: str = "",
        photos: Sequence[PhotoUse] = (),
        at: datetime | None = None,
    ) -> int:
        now = self.clock()
        content = Content("Fællesspisning", text, link, tuple(photos))
        with self.database.begin() as tx:
            story = tx.stories.add(Story(title="Fællesspisning", text=text), now)
            draft_id = tx.drafts.add(Draft(story, "facebook", content), now)
            assert draft_id is not None
            draft = tx.drafts.get(draft_id)
            yes = replace(draft.approve("Godkender", now), scheduled_at=at)
            tx.drafts.update(draft, yes, now)
        return draft_id

    def approve_again(self, draft_id: int) -> None:
        with self.database.begin() as tx:
            draft = tx.drafts.get(draft_id)
            tx.drafts.update(draft, draft.approve("Godkender", self.clock()), self.clock())

    def draft(self, draft_id: int) -> Draft:
        with self.database.read() as tx:
            return tx.drafts.get(draft_id)

    def status(self, draft_id: int) -> Status:
        return self.draft(draft_id).status

    def publication(self, draft_id: int) -> Publication:
        with self.database.read() as tx:
            [found] = tx.publications.of_draft(draft_id)
        return found

    def public(self) -> list[str]:
        return [post.message for post in self.page.public_posts()]
