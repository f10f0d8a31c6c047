"""A house with approved blocks and readers, whose relay is a catcher on loopback."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from comms.channels.newsletter import Press, Sender
from comms.config.newsletter import NewsletterRules
from comms.model.draft import Content, Draft
from comms.model.issue import Issue
from comms.model.story import Story
from comms.model.subscriber import Subscriber
from comms.practice.mailcatcher import Mailcatcher
from comms.stages.dispatch import IssueDesk, Mailroom, Places, PostRules
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.wire.smtp import Relay, connect
from tests.clock import COPENHAGEN

TEMPLATES = Path(__file__).parents[2] / "templates"
SENDER = Sender("Eksempel Kommune", "Strategi for Udsathed", "nyt@example.dk", "post@example.dk")
QUICK = PostRules(connections=4, retry=(0,), give_up=30)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class IssueHouse:
    """now: when stories are approved and issues composed. Sending itself uses `clock`."""

    database: Database
    folder: Path
    now: datetime
    port: int = 0
    rules: NewsletterRules = field(default_factory=lambda: NewsletterRules(hour=time(10)))
    post: PostRules = QUICK
    clock: Callable[[], datetime] = utc_now
    notices_to: Sequence[str] = ("redaktion@example.dk",)
    practice: bool = False

    @property
    def desk(self) -> IssueDesk:
        return IssueDesk(
            self.database.begin,
            self.database.read,
            FolderFiles(self.folder / "files"),
            Press(TEMPLATES, SENDER, practice=self.practice),
            self.rules,
            Places("https://nyt.example.dk"),
            COPENHAGEN,
            {1: "Fællesskab"},
            self.notices_to,
        )

    @property
    def mailroom(self) -> Mailroom:
        relay = Relay("127.0.0.1", self.port, security="none", timeout=5, content_timeout=5)
        return Mailroom(self.database, self.desk, lambda: connect(relay), self.post, self.clock)

    def block(
        self, title: str, *, approved: bool = True, at: datetime | None = None, **story: Any
    ) -> int:
        """A newsletter draft, approved by Anna. story: what its story is besides."""
        at = at or self.now
        told = Story(title, f"{title} – teksten.", **{"themes": (1,), **story})
        with self.database.begin() as tx:
            story_id = tx.stories.add(told, at)
            content = Content(title, f"{title} – teksten.", photos=told.uses)
            draft_id = tx.drafts.add(Draft(story_id, "newsletter", content), at)
            assert draft_id is not None
            if approved:
                seen = tx.drafts.get(draft_id)
                tx.drafts.update(seen, seen.approve("Anna", at), at)
        return draft_id

    def titles(self, issue: Issue) -> list[str]:
        """Its headlines, in the order they are read."""
        with self.database.read() as tx:
            return [tx.drafts.get(item.draft_id).content.title for item in issue.items]

    def readers(self, count: int) -> None:
        """nr0@example.dk and so on, each with a token of their own."""
        with self.database.begin() as tx:
            for number in range(count):
                reader = Subscriber(f"nr{number}@example.dk", f"token-{number}", f"Læser {number}")
                tx.subscribers.add(reader, self.now)

    def composed(self) -> int:
        """The coming week's issue."""
        made = self.desk.compose(self.now)
        assert made.issue is not None, made.skipped
        return made.issue.id

    def reword(self, draft_id: int, text: str) -> None:
        """Somebody changes a draft: its yes is gone."""
        with self.database.begin() as tx:
            seen = tx.drafts.get(draft_id)
            tx.drafts.update(seen, seen.reword(replace(seen.content, text=text), "Bo"), self.now)

    def status(self, issue_id: int) -> str:
        with self.database.read() as tx:
            return tx.issues.get(issue_id).status

    def letters(self) -> list[str]:
        """The keys of all letters, as far as they are deliveries that wait."""
        with self.database.read() as tx:
            rows = tx.deliveries.batch(None, 0, utc_now(), 1000)
            return [tx.letters.get(row.letter_id or 0).key for row in rows]


def addresses(catcher: Mailcatcher) -> list[str]:
    return sorted(mail.recipients[0] for mail in catcher.caught)
