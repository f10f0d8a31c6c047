"""What the pages need of the house. `wiring` hands the real one; a test may hand a twin."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from comms.channels.newsletter import Compiled, Press
from comms.config.schedules import Schedules
from comms.config.settings import Settings
from comms.model.clearance import Clearance
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft
from comms.model.issue import Issue
from comms.model.lessons import Correction
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.model.referral import Department, Proposal
from comms.model.shown import ShownPost
from comms.model.story import Story
from comms.model.wording import Proposals
from comms.stages.grouping import Grouping
from comms.stages.intake import Linking, Replying
from comms.stages.people import Absences, Accounts, Door
from comms.stages.review.approving import Choice
from comms.stages.review.correcting import Correcting
from comms.stages.review.editing import Editing
from comms.stages.staff_settings import StaffSettings
from comms.stages.telling import Telling
from comms.stages.waiting import Waiting
from comms.store.files import Files
from comms.store.items import StoredItem
from comms.store.transaction import Transaction


class Pulled(Protocol):
    """How much a withdrawn consent held back, and what comes down by hand and by us."""

    @property
    def drafts(self) -> int: ...

    @property
    def tasks(self) -> int: ...

    @property
    def take_downs(self) -> int: ...


class Review(Protocol):
    """comms.stages.review: the rules of roles and four eyes hold there."""

    def approve(
        self, draft_id: int, by: str, now: datetime, expected_version: int | None = None
    ) -> Draft: ...

    def choices(
        self, tx: Transaction, story_id: int, by: str, now: datetime
    ) -> Sequence[Choice]: ...

    def approve_all(
        self, story_id: int, by: str, now: datetime, seen: Mapping[int, int] | None = None
    ) -> Sequence[Draft]: ...

    def approve_alone(
        self,
        draft_id: int,
        by: str,
        reason: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft: ...

    def send_back(
        self,
        draft_id: int,
        by: str,
        reason: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft: ...

    def reject(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft: ...

    def edit(
        self,
        draft_id: int,
        content: Content,
        by: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft: ...

    def schedule(self, draft_id: int, at: datetime | None, by: str, now: datetime) -> Draft: ...

    def withdraw(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft: ...

    def clear(
        self,
        story_id: int,
        kind: Kind,
        by: str,
        reason: str,
        now: datetime,
        ground: str = "",
        reference: str = "",
        words: str = "",
    ) -> Clearance: ...

    def settle_photo(self, photo: Photo, by: str, now: datetime) -> Photo: ...

    def take_name_out(self, draft_id: int, name: str, by: str, now: datetime) -> Draft: ...

    def withdraw_consent(
        self, story_id: int, by: str, now: datetime, photo_id: int | None = None, reason: str = ""
    ) -> Pulled: ...

    def finish_task(self, task_id: int, by: str, now: datetime) -> None: ...

    def stop(self, by: str, reason: str, now: datetime) -> None: ...

    def resume(self, by: str, now: datetime) -> None: ...


class Sorted(Protocol):
    """What was rejected or put back at once. kept: a sentence for each that was left."""

    @property
    def id(self) -> int: ...

    @property
    def stories(self) -> int: ...

    @property
    def drafts(self) -> int: ...

    @property
    def kept(self) -> Sequence[str]: ...


class Sorting(Protocol):
    """comms.stages.review.sorting: several contributions rejected at once, and that undone."""

    def reject(self, story_ids: Sequence[int], by: str, reason: str, now: datetime) -> Sorted: ...

    def undo(self, rejection_id: int, by: str, now: datetime) -> Sorted: ...


class Correspondence(Protocol):
    """comms.stages.intake: mails that a person takes care of."""

    @property
    def departments(self) -> Sequence[Department]: ...

    def propose(self, item: StoredItem) -> Proposal | None: ...

    def forward(
        self, item_id: int, department: str, by: str, now: datetime, note: str = ""
    ) -> object: ...

    def handle(self, item_id: int, by: str, now: datetime, how: str = "") -> None: ...

    def correct(
        self, item_id: int, disposition: Disposition, by: str, now: datetime
    ) -> int | None: ...

    def read_again(self, raw_id: int, by: str, now: datetime) -> None: ...

    def dismiss(self, raw_id: int, by: str, reason: str, now: datetime) -> None: ...

    def settle_bounce(self, bounce_id: int, by: str, now: datetime) -> None: ...


class ReaderPost(Protocol):
    """comms.stages.people: mails about the list of readers."""

    def take(self, now: datetime) -> object: ...

    def invite(self, item_id: int, email: str, by: str, now: datetime) -> None: ...

    def take_off(self, item_id: int, email: str, by: str, now: datetime) -> None: ...


class Theming(Protocol):
    """comms.stages.theming: what stories are about, and what staff's corrections taught."""

    def correct(self, story_id: int, numbers: Sequence[int], by: str, now: datetime) -> Story: ...

    def forget(self, correction_id: int, by: str, now: datetime) -> Correction: ...

    def forget_all(self, by: str, now: datetime) -> int: ...

    def corrections(self) -> Sequence[Correction]: ...

    def states(self, now: datetime) -> Sequence[object]: ...


class Drafting(Protocol):
    """comms.stages.drafting: stories typed in by hand."""

    def add_story(
        self,
        title: str,
        text: str,
        by: str,
        now: datetime,
        link: str = "",
        photos: Sequence[Photo] = (),
    ) -> Story: ...

    def draft_missing(self, now: datetime) -> int: ...


class IssueOrder(Protocol):
    """comms.stages.dispatch: stories of an issue, moved, put in, taken out."""

    def move(self, issue_id: int, draft_id: int, place: int, by: str, now: datetime) -> Issue: ...

    def pin(self, issue_id: int, draft_id: int, by: str, now: datetime) -> Issue: ...

    def drop(self, issue_id: int, draft_id: int, by: str, now: datetime) -> Issue: ...


class Newsletter(Protocol):
    """comms.stages.dispatch: the week's issue."""

    def hold(self, issue_id: int, by: str, reason: str, now: datetime) -> object: ...

    @property
    def arranging(self) -> IssueOrder: ...

    def unhold(self, issue_id: int, by: str, now: datetime) -> Issue: ...

    def preview(self, issue_id: int) -> Compiled: ...

    def preview_html(self, issue_id: int) -> str: ...

    def proposals(self, issue_id: int) -> Proposals: ...

    def choose_words(
        self, issue_id: int, subject: str, preheader: str, by: str, now: datetime
    ) -> object: ...

    def archive_html(self, issue_id: int, today: date) -> str: ...

    def approve(self, issue_id: int, by: str, now: datetime, seen: str = "") -> Issue: ...


class Underway(Protocol):
    """comms.stages.dispatch: an issue on its way."""

    def pause(self, issue_id: int, by: str, reason: str, now: datetime) -> None: ...

    def resume(self, issue_id: int, by: str, now: datetime) -> None: ...

    def cancel(self, issue_id: int, by: str, reason: str, now: datetime) -> object: ...


class IssueCorrections(Protocol):
    """comms.stages.dispatch: an issue that was sent, corrected for those who got it."""

    def correct(self, issue_id: int, text: str, by: str, now: datetime) -> Issue: ...

    def reword(self, issue_id: int, text: str, by: str, now: datetime) -> Issue: ...

    def drop(self, issue_id: int, by: str, now: datetime) -> Issue: ...


class PutRight(Protocol):
    """The corrections that were drafted."""

    @property
    def drafts(self) -> Sequence[Draft]: ...

    @property
    def issues(self) -> Sequence[Issue]: ...


class Subscribing(Protocol):
    """comms.stages.people.subscribing: in by two steps, out by one."""

    @property
    def consent(self) -> str:
        """The words that one agrees to."""
        ...

    def ask(self, email: str, name: str, now: datetime) -> None: ...

    def confirm(self, token: str, now: datetime) -> bool: ...

    def leave(self, token: str, now: datetime) -> bool: ...

    def restore(self, email: str, by: str, reason: str, now: datetime) -> None: ...


class House(Protocol):
    """Settings arrive as plain values; reads by `read()`; every change by a stage."""

    @property
    def practice(self) -> bool: ...

    @property
    def secret_key(self) -> str: ...

    @property
    def settings(self) -> Settings:
        """Where we are on the web, whose headers we trust, Facebook's secrets."""
        ...

    @property
    def schedules(self) -> Schedules: ...

    @property
    def themes(self) -> Mapping[int, str]:
        """The themes' names by number."""
        ...

    @property
    def files(self) -> Files: ...

    @property
    def review(self) -> Review: ...

    @property
    def waiting(self) -> Waiting: ...

    @property
    def sorting(self) -> Sorting: ...

    @property
    def editing(self) -> Editing: ...

    @property
    def correcting(self) -> Correcting: ...

    @property
    def press(self) -> Press:
        """What lays out the newsletter."""
        ...

    @property
    def drafting(self) -> Drafting: ...

    @property
    def linking(self) -> Linking: ...

    @property
    def telling(self) -> Telling: ...

    @property
    def grouping(self) -> Grouping: ...

    def clean_photo(self, raw: bytes, name: str) -> Photo:
        """A picture that somebody sent, cleaned and kept. Raises BadInput."""
        ...

    @property
    def theming(self) -> Theming: ...

    @property
    def correspondence(self) -> Correspondence: ...

    @property
    def replying(self) -> Replying: ...

    @property
    def reader_post(self) -> ReaderPost: ...

    @property
    def newsletter(self) -> Newsletter: ...

    @property
    def underway(self) -> Underway: ...

    @property
    def issue_corrections(self) -> IssueCorrections: ...

    @property
    def subscribing(self) -> Subscribing: ...

    @property
    def accounts(self) -> Accounts: ...

    @property
    def door(self) -> Door: ...

    @property
    def absences(self) -> Absences: ...

    @property
    def staff_settings(self) -> StaffSettings: ...

    @property
    def clock(self) -> Callable[[], datetime]:
        """Gives the time now, aware."""
        ...

    @property
    def followers_key(self) -> str:
        """What the page's counts are kept under."""
        ...

    @property
    def goal(self) -> int:
        """Followers to reach."""
        ...

    def refresh(self) -> None:
        """Take in the settings that staff have changed since, in whatever process."""
        ...

    def read(self) -> AbstractContextManager[Transaction]:
        """A look at the store. Nothing is changed through it."""
        ...

    def unready(self) -> str:
        """Why we cannot work now (database gone, tables of another version), or ''."""
        ...

    def put_right(self, story_id: int, by: str, now: datetime) -> PutRight:
        """Draft the corrections of a moved or cancelled event wherever it was sent."""
        ...

    def shown_posts(self) -> Sequence[ShownPost]:
        """What the practice page shows the public, newest first; empty in live mode."""
        ...
