"""A house for the pages' tests: the real stages and store, filled with a few things."""

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from PIL import Image
from pydantic import SecretStr

from comms.channels.newsletter import Press, Sender, letters
from comms.channels.staff_post import StaffPost
from comms.config.schedules import Schedules
from comms.config.settings import Mode, Settings
from comms.model.account import COMMAND_LINE
from comms.model.answer import Answer
from comms.model.disposition import Disposition
from comms.model.draft import Status
from comms.model.event import Event
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.item import Item
from comms.model.judge import Context
from comms.model.mail import Address
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from comms.model.shown import ShownPost
from comms.model.story import Contributor, Story
from comms.model.subscriber import Subscriber
from comms.model.worktime import OfficeHours
from comms.sources.mail.explain import read_and_judge
from comms.stages.dispatch import IssueCorrections, IssueDesk, Places, Underway
from comms.stages.drafting import Drafting
from comms.stages.grouping import Grouping
from comms.stages.intake import Correspondence, Linking, Replying
from comms.stages.intake.linking import Ask
from comms.stages.people import Absences, Accounts, Door, ReaderPost, Subscribing
from comms.stages.review import Review
from comms.stages.review.correcting import Correcting
from comms.stages.review.editing import Editing
from comms.stages.review.sorting import Sorting
from comms.stages.staff_settings import StaffSettings
from comms.stages.telling import Telling
from comms.stages.theming import Theming
from comms.stages.waiting import Waiting, WaitingRules
from comms.store.database import Database
from comms.store.files import Files
from comms.store.raw_messages import RawMessage, RawState
from comms.store.snapshots import Snapshot
from comms.store.transaction import Transaction
from comms.wiring.newsroom import kept_photo
from comms.wiring.openings import openings
from comms.wiring.put_right import PutRight, put_right

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "blåbær og rødgrød"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
PEOPLE = (("Åse Bæk", "writer"), ("Ib Skov", "approver"), ("Eva Lund", "admin"))


@dataclass(frozen=True)
class Words:
    """A letter's words."""

    subject: str
    text: str
    html: str = ""


def confirm_letter(*, name: str, url: str, consent: str) -> Words:
    """The letter of the first step."""
    return Words("Bekræft", f"Hej {name}\n{url}\n{consent}")


def _read_as_it_stands(title: str, text: str, _at: datetime) -> Item:
    """Words typed in, with nothing found in them."""
    return Item(Disposition.STORY, "story", title, text)


def settings(**changed: Any) -> Settings:
    """The settings of these tests, some of them changed."""
    ours: dict[str, Any] = {
        "secret_key": SecretStr("kun til prøver"),
        "facebook_app_secret": SecretStr("app-hemmelighed"),
        "facebook_webhook_token": SecretStr("aftalt ord"),
    }
    return Settings(**{**ours, **changed})


@dataclass
class Twin:
    """Everything `comms.web.house.House` asks for."""

    database: Database
    files: Files
    moment: datetime
    settings: Settings = field(default_factory=settings)
    schedules: Schedules = field(default_factory=lambda: Schedules.load(ROOT / "schedules.yaml"))
    followers_key: str = "page"
    goal: int = 1000
    posts: Sequence[ShownPost] = ()
    why_unready: str = ""
    emergency: bool = False
    ask: Ask | None = None

    @property
    def practice(self) -> bool:
        return self.settings.comms_mode is Mode.PRACTICE

    @property
    def secret_key(self) -> str:
        return self.settings.secret_key.get_secret_value()

    @property
    def themes(self) -> Mapping[int, str]:
        return {5: "Ensomhed", 10: "Frivillighed"}

    @property
    def clock(self) -> Callable[[], datetime]:
        return lambda: self.moment

    @cached_property
    def review(self) -> Review:
        return Review(
            self.database.begin, four_eyes=True, emergency=self.emergency, post=self.staff_post
        )

    @property
    def staff_post(self) -> StaffPost:
        write = lambda kind, **facts: letters.write(self.press, kind, **facts)  # noqa: E731
        return StaffPost(write, self.settings.public_url)

    @cached_property
    def waiting(self) -> Waiting:
        office = OfficeHours(time(8), time(16), self.schedules.zone)
        return Waiting(self.database.begin, WaitingRules(office), self.staff_post)

    @cached_property
    def sorting(self) -> Sorting:
        return Sorting(self.database.begin)

    @cached_property
    def correcting(self) -> Correcting:
        return Correcting(self.database.begin)

    @cached_property
    def editing(self) -> Editing:
        return Editing(self.database.begin)

    @cached_property
    def drafting(self) -> Drafting:
        return Drafting(
            self.database.begin, ROOT / "templates", ("facebook", "newsletter"), _read_as_it_stands
        )

    @property
    def linking(self) -> Linking:
        return Linking(self.database.read, self.ask)

    @cached_property
    def telling(self) -> Telling:
        return Telling(self.database.begin, self.drafting.write)

    @cached_property
    def grouping(self) -> Grouping:
        return Grouping(self.database.begin, self.telling.follow)

    def clean_photo(self, raw: bytes, name: str) -> Photo:
        return kept_photo(self.files, raw, name, 60_000_000)

    @cached_property
    def theming(self) -> Theming:
        return Theming(self.database.begin, self.database.read, self.themes)

    @cached_property
    def correspondence(self) -> Correspondence:
        return Correspondence(
            self.database.begin,
            self.files,
            lambda raw, received: read_and_judge(raw, Context(), received, contributed=True),
            _read_as_it_stands,
            lambda **facts: letters.write(self.press, "forward", **facts),
            self.schedules.departments,
            self.schedules.organisation.mailbox,
            real=not self.practice,
        )

    @cached_property
    def replying(self) -> Replying:
        return Replying(
            self.database.begin,
            lambda **facts: letters.write(self.press, "answer", **facts),
            openings(ROOT / "templates"),
            (self.schedules.organisation.mailbox,),
        )

    @cached_property
    def reader_post(self) -> ReaderPost:
        return ReaderPost(
            self.database.begin,
            self.subscribing,
            lambda **facts: letters.write(self.press, "left", **facts),
            self.schedules.organisation.mailbox,
            self.secret_key,
        )

    @cached_property
    def press(self) -> Press:
        said = self.schedules.organisation
        sender = Sender(said.name, said.strategy, said.mailbox, said.mailbox)
        return Press(ROOT / "templates", sender, practice=self.practice)

    @cached_property
    def newsletter(self) -> IssueDesk:
        return IssueDesk(
            self.database.begin,
            self.database.read,
            self.files,
            self.press,
            self.schedules.newsletter,
            Places(self.settings.public_url),
            self.schedules.zone,
            self.themes,
        )

    @cached_property
    def underway(self) -> Underway:
        return Underway(self.database.begin)

    @cached_property
    def issue_corrections(self) -> IssueCorrections:
        return IssueCorrections(self.database.begin)

    @cached_property
    def subscribing(self) -> Subscribing:
        return Subscribing(
            self.database.begin,
            confirm_letter,
            public_url=self.settings.public_url,
            key=self.secret_key,
            consent="Ja, send mig nyhedsbrevet. Jeg kan altid afmelde mig.",
        )

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(
            self.database.begin,
            self.database.read,
            QUICK,
            write=lambda **facts: letters.write(self.press, "password_link", **facts),
            public_url=self.settings.public_url,
        )

    @cached_property
    def door(self) -> Door:
        return Door(self.database.begin, self.database.read, self.accounts, self.secret_key)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.database.begin, self.database.read)

    @cached_property
    def staff_settings(self) -> StaffSettings:
        return StaffSettings(self.database.begin, self.database.read, self.schedules)

    def refresh(self) -> None:
        if self.staff_settings.stamp():
            self.schedules = self.staff_settings.current()

    def read(self) -> AbstractContextManager[Transaction]:
        return self.database.read()

    def unready(self) -> str:
        return self.why_unready

    def put_right(self, story_id: int, by: str, now: datetime) -> PutRight:
        return put_right(self, story_id, by, now)

    def shown_posts(self) -> Sequence[ShownPost]:
        return self.posts


@dataclass(frozen=True)
class Filled:
    """What `fill` put into the house."""

    story: int
    facebook: int
    newsletter: int
    issue: int
    sent_issue: int
    photo: str
    reader_token: str
    question: int
    aside: int


def fill(twin: Twin) -> Filled:
    """Three people, a story with a photo and a finding, its drafts, an issue and a sent one."""
    now = twin.moment
    for name, role in PEOPLE:
        first = name.split()[0].lower().replace("å", "aa")
        twin.accounts.add(name, f"{first}@example.dk", role, PASSWORD, COMMAND_LINE, now)
    story_id, digest = _story(twin, now - timedelta(hours=3))
    twin.drafting.draft_missing(now - timedelta(hours=2))
    with twin.database.begin() as tx:
        facebook, newsletter = (
            next(d.id for d in tx.drafts.all(channel=name, story_id=story_id))
            for name in ("facebook", "newsletter")
        )
        issue = tx.issues.add(_issue("2026-W48", 48, now, newsletter, tx), now)
        old = now - timedelta(days=4)
        sent = tx.issues.add(_issue("2026-W47", 47, old, newsletter, tx), old)
        tx.snapshots.add(twin.followers_key, Snapshot(now.date(), 987, "graph", now))
        tx.subscribers.add(Subscriber("laeser@example.dk", "laesers-link", "Læser"), now)
    assert issue is not None
    assert sent is not None
    _send(twin, sent, old)
    question, aside = _post(twin)
    return Filled(
        story_id, facebook, newsletter, issue, sent, digest, "laesers-link", question, aside
    )


def _post(twin: Twin) -> tuple[int, int]:
    """The question, and what was set aside."""
    with twin.read() as tx:
        (question,) = tx.items.all(Disposition.QUESTION)
        (aside,) = tx.raw_messages.set_aside()
    return question.id, aside.id


def picture(colour: str = "#3f7cac") -> bytes:
    """A JPEG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (640, 420), colour).save(out, "JPEG")
    return out.getvalue()


def log_in(client: FlaskClient, name: str = "Ib Skov") -> None:
    """Through the door, as a browser does it."""
    token = csrf(client, "/login")
    fields = {"who": name, "password": PASSWORD, "csrf_token": token}
    assert client.post("/login", data=fields).status_code == 303


def csrf(client: FlaskClient, path: str) -> str:
    """The token of the first form on a page."""
    page = client.get(path).get_data(as_text=True)
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    """Send a form with its token."""
    return client.post(path, data={**fields, "csrf_token": csrf(client, "/")})


def put_out(database: Database, draft_id: int, at: datetime, text: str = "") -> None:
    """A draft as it is when it has gone out to Facebook. text: what was read back; '' nothing."""
    with database.begin() as tx:
        draft = tx.drafts.get(draft_id)
        approved = draft.approve("Ib Skov", at)
        tx.drafts.update(draft, approved, at)
        assert tx.drafts.claim(approved, at)
        sending = tx.drafts.get(draft_id)
        row = tx.publications.open(sending, "sender", at)
        tx.publications.created(row, "1_2")
        tx.publications.went_out(row, "", at)
        if text:
            tx.publications.read_back(row.id, "https://facebook.example.dk/1_2", {"text": text})
        tx.drafts.update(sending, sending.moved(Status.SENT), at)


def _send(twin: Twin, issue_id: int, at: datetime) -> None:
    """The issue as it is when it has been sent: its bytes are frozen."""
    frozen = twin.files.put(twin.newsletter.preview(issue_id).to_bytes())
    with twin.database.begin() as tx:
        issue = tx.issues.get(issue_id)
        tx.issues.update(issue, replace(issue, status=IssueStatus.SENT, frozen=frozen, sent_at=at))


def _story(twin: Twin, at: datetime) -> tuple[int, str]:
    digest = twin.files.put(picture())
    name = "Karen Damgaard"
    text = (
        "Onsdagscaféen i Medborgerhuset er åben igen efter sommerferien. Alle er velkomne, også "
        "dig, der ikke kender nogen endnu.\n\nVi drikker kaffe, spiller kort og laver mad sammen. "
        f"Sidste uge kom der 42, og {name} bagte boller til alle.\n\n"
        "Det koster ikke noget, og du skal ikke melde dig til."
    )
    story = Story(
        title="Åben café i Medborgerhuset",
        text=text,
        kind="event",
        source="inbox",
        themes=(5, 10),
        contributor=Contributor("Mette Holm", "mette.holm@example.dk"),
        events=(
            Event(
                at.replace(hour=17) + timedelta(days=2),
                at.replace(hour=19) + timedelta(days=2),
                "Medborgerhuset",
            ),
        ),
        photos=(Photo(digest, name="cafe.jpg", width=640, height=420),),
    )
    start = text.index(name)
    mette = Address("Mette Holm", "mette.holm@example.dk")
    with twin.database.begin() as tx:
        item = Item(
            Disposition.STORY,
            "event",
            story.title,
            text,
            sender=mette,
            signature="Mette Holm\nFrivillig i Medborgerhuset",
            answer=Answer(mette.email),
            why=("Der er tid og sted i teksten, så det er et arrangement.",),
        )
        item_id = tx.items.add(item, source="inbox", external_key="1", raw_id=None, received=at)
        question = Item(Disposition.QUESTION, None, "", "", sender=mette, subject="Må hunden med?")
        tx.items.add(question, source="inbox", external_key="2", raw_id=None, received=at)
        tx.raw_messages.add(
            RawMessage(
                "inbox",
                "3",
                None,
                9,
                at,
                RawState.SET_ASIDE,
                "Mailen er større end 40 MB og er ikke læst.",
            )
        )
        story_id = tx.stories.add(replace(story, item_id=item_id), at)
        tx.findings.add(
            story_id,
            [
                Finding(Kind.NAMED_PERSON, "body", start, start + len(name), name),
                Finding(Kind.PHOTO_WITH_PEOPLE, "photo:1"),
            ],
            at,
        )
    return story_id, digest


def _issue(week: str, number: int, at: datetime, draft_id: int, tx: Transaction) -> Issue:
    draft = tx.drafts.get(draft_id)
    return Issue(
        title=f"Nyt fra Strategi for Udsathed – uge {number}",
        preheader="Åben café i Medborgerhuset, og hvad der ellers sker i ugen",
        week=week,
        items=(IssueItem(draft_id, draft.version, draft.content_hash, 0),),
        due_at=at + timedelta(days=3),
    )
