"""A small staff, their drafts and their post, for tests of who may do what and who is told."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from comms.channels.staff_post import StaffPost
from comms.danish.calendar import COPENHAGEN
from comms.model.account import Account, Role
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft
from comms.model.item import Item
from comms.model.letter import Letter
from comms.model.privacy import Finding
from comms.model.story import Story
from comms.model.worktime import OfficeHours
from comms.stages.review import Review
from comms.stages.waiting import Waiting, WaitingRules
from comms.store.database import Database
from comms.store.letters import letter_of
from comms.store.tables import letters

PEOPLE = {"Anna": Role.WRITER, "Bo": Role.APPROVER, "Carla": Role.APPROVER, "Dorte": Role.ADMIN}
OFFICE = OfficeHours(time(8), time(16), COPENHAGEN)


@dataclass(frozen=True)
class Words:
    """A letter's words, as bare as can be."""

    subject: str
    text: str
    html: str = ""


def words(kind: str, **facts: Any) -> Words:
    """Every fact that a letter was given."""
    told = [str(fact) for key, fact in sorted(facts.items()) if key != "groups"]
    for group in facts.get("groups", ()):
        told += [f"{group.heading}: {one.says} {one.url}" for one in group.lines]
        told += [f"+{group.more}"] if group.more else []
    return Words(kind, "\n".join(told))


POST = StaffPost(words, "https://opslag.example.dk/")


@dataclass
class Staff:
    """The house of one test."""

    database: Database
    now: datetime

    def review(self, *, emergency: bool = False, four_eyes: bool = True) -> Review:
        return Review(self.database.begin, four_eyes=four_eyes, emergency=emergency, post=POST)

    def waiting(self, **rules: Any) -> Waiting:
        return Waiting(self.database.begin, WaitingRules(OFFICE, **rules), POST)

    def hire(self, **people: Role) -> None:
        with self.database.begin() as tx:
            for name, role in (people or PEOPLE).items():
                tx.staff.add(Account(name, f"{name.lower()}@example.dk", role), self.now)

    def put(
        self, at: datetime | None = None, by: str = "", channels: tuple[str, ...] = ("facebook",)
    ) -> tuple[int, ...]:
        """A story with its drafts. Returns the drafts' ids. by: who typed it in."""
        at = at or self.now
        with self.database.begin() as tx:
            story = Story("Besøg hos Karen", "Kom og spis med.", created_by=by)
            story_id = tx.stories.add(story, at)
            content = Content("Besøg hos Karen", "Kom og spis med.")
            made = [tx.drafts.add(Draft(story_id, one, content), at) for one in channels]
        return tuple(one for one in made if one is not None)

    def ask(self, at: datetime) -> int:
        """A question that waits."""
        item = Item(Disposition.QUESTION, None, "", "Må hunden med?", subject="Spørgsmål fra Per")
        with self.database.begin() as tx:
            made = tx.items.add(
                item, source="inbox", external_key=str(at), raw_id=None, received=at
            )
        assert made is not None
        return made

    def get(self, draft_id: int) -> Draft:
        with self.database.read() as tx:
            return tx.drafts.get(draft_id)

    def edit(self, draft_id: int, by: str) -> Draft:
        """A sentence more, by somebody."""
        content = self.get(draft_id).content
        changed = replace(content, text=f"{content.text} Tag gerne en ven med.")
        return self.review().edit(draft_id, changed, by, self.now)

    def find(self, draft_id: int, *found: Finding) -> None:
        """Something in the story that must be settled."""
        story_id = self.get(draft_id).story_id
        with self.database.begin() as tx:
            tx.findings.add(story_id, found, self.now)

    def away(self, who: str, stand_in: str, days: int = 1) -> None:
        with self.database.begin() as tx:
            absent, other = tx.staff.named(who), tx.staff.named(stand_in)
            assert absent is not None
            today = self.now.date()
            last = today + timedelta(days=days)
            stands = None if other is None else other.id
            tx.absences.add(absent.id, today, last, stands, "Dorte", self.now)

    def post(self) -> list[Letter]:
        """Every letter, oldest first."""
        with self.database.read() as tx:
            return [letter_of(row) for row in tx.db.execute(select(letters).order_by(letters.c.id))]

    def told(self, kind: str) -> list[str]:
        """To whom letters of one kind were written, by first name."""
        return [one.to_name for one in self.post() if one.kind == kind]
