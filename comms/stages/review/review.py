"""What staff do with a draft, each under the rules that hold on every way here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from comms.channels.staff_post import StaffPost
from comms.danish.calendar import clock, long_date
from comms.errors import Moved, NotAllowed
from comms.model.account import ANYBODY, APPROVERS
from comms.model.clearance import Clearance, embargo
from comms.model.draft import Content, Draft
from comms.model.event import day_of
from comms.model.exposure import unfit
from comms.model.hindrance import Hindrance
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.stages.review import answers, approving, consents, pictures, returning, wording
from comms.stages.review.approving import ApprovalRules, Choice
from comms.stages.review.consents import Pulled
from comms.stages.review.editing import Editing, same_version
from comms.stages.review.ground import needs, open_hindrances, record
from comms.store.database import Begin
from comms.store.holds import EVERYTHING
from comms.store.transaction import Transaction


class Review:
    """Each change and its audit event are one transaction.

    `by` is the name or mail address of a staff account. While an installation has no account
    at all, whoever can run its commands may do everything under the name they give.
    """

    def __init__(
        self,
        begin: Begin,
        *,
        four_eyes: bool,
        emergency: bool = False,
        post: StaffPost | None = None,
    ) -> None:
        """post: how staff are told of things by letter; None: they see them on the page."""
        self.begin = begin
        self.rules = ApprovalRules(four_eyes, emergency)
        self.post = post

    def choices(self, tx: Transaction, story_id: int, by: str, now: datetime) -> Sequence[Choice]:
        """What of a story waits for a yes, and why `by` may not say it, told beforehand.

        tx: the look at the store that the page is made from.
        """
        return approving.choices(tx, story_id, by, self.rules, now)

    def approve(
        self, draft_id: int, by: str, now: datetime, expected_version: int | None = None
    ) -> Draft:
        """Say yes to the draft's newest version. Raises NotAllowed with every reason at once.

        expected_version: the version that was read. Raises Moved when there is a newer one.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            draft = tx.drafts.get(draft_id)
            same_version(draft, expected_version)
            return approving.say_yes(tx, draft, who, self.rules, now)

    def approve_all(
        self, story_id: int, by: str, now: datetime, seen: Mapping[int, int] | None = None
    ) -> Sequence[Draft]:
        """Say yes to several drafts of one story in one step: to all of them, or to none.

        seen: by draft, the version that was read; None: all that wait and were not sent back.
        Raises NotAllowed with what hinders each, Moved when there is nothing of the kind.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            tx.stories.get(story_id)
            return approving.say_yes_to_all(tx, story_id, seen or {}, who, self.rules, now)

    def approve_alone(
        self,
        draft_id: int,
        by: str,
        reason: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """In an emergency, where the rules know one: say yes to one's own words, with a reason.

        All other approvers are told by letter. Raises NotAllowed, UsageError, Moved.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            draft = tx.drafts.get(draft_id)
            same_version(draft, expected_version)
            return approving.say_yes_alone(tx, draft, who, reason, self.rules, self.post, now)

    def send_back(
        self,
        draft_id: int,
        by: str,
        reason: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """To whoever writes, with what is to be done; a yes that it had is gone.

        Raises UsageError without a reason, Moved for a newer version or what is on its way.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            same_version(draft, expected_version)
            return returning.send_back(tx, draft, who, reason, self.post, now)

    def reject(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft:
        """Say no, with a reason."""
        needs(reason, "Skriv en grund til at afvise.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            rejected = draft.reject(reason.strip())
            tx.drafts.update(draft, rejected, now)
            record(tx, who, "reject", rejected, now, reason=reason.strip())
        return rejected

    def edit(
        self,
        draft_id: int,
        content: Content,
        by: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """New words: a new version that waits for a yes again.

        expected_version: the version the writer saw. Raises Moved when there is a newer one.
        """
        return Editing(self.begin).edit(draft_id, content, by, now, expected_version)

    def schedule(self, draft_id: int, at: datetime | None, by: str, now: datetime) -> Draft:
        """Choose when it may go out; None: as soon as it is approved.

        Raises NotAllowed for a time before its embargo, or after a photo's last day.
        """
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            if draft.status not in ("drafted", "approved"):
                raise Moved(f"Udkast {draft_id} kan ikke længere få et tidspunkt.")
            _refuse_time(tx, draft, at, now)
            planned = replace(draft, scheduled_at=at)
            tx.drafts.update(draft, planned, now)
            record(tx, who, "schedule", planned, now, at=at.isoformat() if at else None)
        return planned

    def withdraw(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft:
        """Take it back, until it is being sent."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            withdrawn = draft.withdraw(reason.strip())
            tx.drafts.update(draft, withdrawn, now)
            record(tx, who, "withdraw", withdrawn, now, reason=reason.strip())
        return withdrawn

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
    ) -> Clearance:
        """Answer the open findings of one kind on a story (DOMAIN.md, "What a finding does").

        words: answer only for these words: one person's name, one number. Raises NotAllowed for
        the wrong role; UsageError for advice, for what is answered already, and for what lacks.
        """
        asked = Clearance(story_id, kind, by, reason, (), ground, reference)
        with self.begin() as tx:
            return answers.give(tx, asked, words, now)

    def still_open(self, story_id: int, now: datetime) -> Sequence[Hindrance]:
        """What hinders any draft of the story now; before it is drafted, what would."""
        with self.begin() as tx:
            return answers.still_open(tx, story_id, now)

    def settle_photo(self, photo: Photo, by: str, now: datetime) -> Photo:
        """Store what is known of a photo: people in it or not, on what ground, whose it is.

        Its alternative text reaches the story's drafts, which then wait for a yes again.
        """
        with self.begin() as tx:
            return pictures.settle(tx, photo, tx.staff.acting(by, ANYBODY), now)

    def take_name_out(self, draft_id: int, name: str, by: str, now: datetime) -> Draft:
        """Put neutral words in the place of a person's name, in all the story's open drafts.

        Returns the draft's new version, for the writer to put right. Raises UsageError when the
        name does not stand in it.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            return wording.take_name_out(tx, draft_id, name, who, now)

    def withdraw_consent(
        self, story_id: int, by: str, now: datetime, photo_id: int | None = None, reason: str = ""
    ) -> Pulled:
        """Somebody took their consent back: to the whole story, or to one of its photos.

        Unsent drafts are held back; what is out becomes tasks for a person.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            return consents.withdraw(tx, story_id, photo_id, who, reason.strip(), now)

    def expire(self, now: datetime) -> Pulled:
        """The daily look at photos whose last day is past: they are treated as withdrawn."""
        with self.begin() as tx:
            return consents.expire(tx, now)

    def finish_task(self, task_id: int, by: str, now: datetime) -> None:
        """Somebody did what a task asks for. A second time does no harm. Raises NotFound."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            tx.tasks.get(task_id)
            if tx.tasks.done(task_id, who, now):
                tx.audit.record(who, "finish task", "task", task_id, now)

    def stop(self, by: str, reason: str, now: datetime) -> None:
        """Hold everything that sends, at once."""
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            if tx.holds.put(EVERYTHING, reason.strip() or "Sat på pause", who, now):
                tx.audit.record(who, "stop", "hold", EVERYTHING, now, reason=reason.strip())

    def resume(self, by: str, now: datetime) -> None:
        """Let go of everything that is held, channels' own stops included; not of an issue that a
        person has paused on its way."""
        with self.begin() as tx:
            who = tx.staff.operating(by, APPROVERS)
            for hold in [one for one in tx.holds.all() if not one.is_pause]:
                tx.holds.lift(hold.part)
                tx.audit.record(who, "resume", "hold", hold.part, now)

    def open_findings(self, draft_id: int, now: datetime) -> Sequence[Hindrance]:
        """What hinders this draft now."""
        with self.begin() as tx:
            return open_hindrances(tx, tx.drafts.get(draft_id), now)


def _refuse_time(tx: Transaction, draft: Draft, at: datetime | None, now: datetime) -> None:
    until = embargo(tx.findings.of(draft.story_id))
    if until is not None and (at or now) < until:
        when = f"{long_date(until)} kl. {clock(until)}"
        raise NotAllowed(f"Udkast {draft.id} er klausuleret og kan tidligst gå ud {when}.")
    over = unfit(draft.content.photos, tx.stories.get(draft.story_id), day_of(at or now))
    if over:
        raise NotAllowed(f"Udkast {draft.id} kan ikke gå ud da. {over}")
