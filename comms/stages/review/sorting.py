"""Sorting out: several contributions rejected in one go, and that taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.errors import Moved, UsageError
from comms.model.account import ANYBODY
from comms.model.draft import IN_DANISH, Act, Draft, Status
from comms.model.story import Story, StoryStatus
from comms.stages.review.ground import needs, record
from comms.store.database import Begin
from comms.store.rejections import Before, Rejection
from comms.store.transaction import Transaction

MOST = 200  # contributions at once
# What a person has said yes to, or what is out, is withdrawn one by one and never by the dozen.
_TOUCHED = (Status.DRAFTED, Status.FAILED)
_CALLED = {
    "facebook": "opslaget på Facebook",
    "newsletter": "teksten til nyhedsbrevet",
    "press": "pressemeddelelsen",
}
_LEFT = (Status.APPROVED, Status.SENDING, Status.SENT, Status.UNKNOWN)


@dataclass(frozen=True)
class Sorted:
    """What was rejected, or put back. id: of the rejection.

    kept: a Danish sentence for each thing that was left as it was.
    """

    id: int
    stories: int
    drafts: int
    kept: tuple[str, ...]


class Sorting:
    """Each contribution has an audit event of its own, and so has each draft."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin

    def reject(self, story_ids: Sequence[int], by: str, reason: str, now: datetime) -> Sorted:
        """Say no to contributions and to their drafts that nobody has said yes to.

        A contribution of which something is approved, or on its way, or out, keeps its place;
        that is told. Raises UsageError without a choice or a reason, NotFound, NotAllowed, and
        Moved when none of them could be rejected.
        """
        chosen = list(dict.fromkeys(story_ids))
        if not chosen:
            raise UsageError("Vælg mindst ét bidrag.")
        if len(chosen) > MOST:
            raise UsageError(f"Vælg højst {MOST} bidrag ad gangen.")
        reason = needs(reason, "Skriv en grund til at afvise.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            pile = _Pile(tx, tx.rejections.add(who, reason, now), who, reason, now)
            for story_id in chosen:
                pile.reject(tx.stories.get(story_id))
            return pile.told()

    def undo(self, rejection_id: int, by: str, now: datetime) -> Sorted:
        """Put all of it back as it was; what has changed since then is left, and told.

        Raises Moved when it was taken back before.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            rejection = tx.rejections.get(rejection_id)
            if not tx.rejections.undone(rejection_id, who, now):
                raise Moved(f"Afvisningen er allerede fortrudt af {rejection.undone_by}.")
            pile = _Pile(tx, rejection_id, who, rejection.reason, now)
            for before in tx.rejections.of(rejection_id):
                pile.put_back(before, rejection)
            return pile.told()


@dataclass
class _Pile:
    """What has been done until now."""

    tx: Transaction
    id: int
    who: str
    reason: str
    now: datetime
    stories: int = 0
    drafts: int = 0

    def __post_init__(self) -> None:
        self.kept: list[str] = []

    def told(self) -> Sorted:
        """Raises Moved when there was nothing to do, and nothing is kept of it."""
        if not self.stories and not self.drafts:
            raise Moved(" ".join(("Der blev ikke ændret noget.", *self.kept[:3])))
        return Sorted(self.id, self.stories, self.drafts, tuple(self.kept))

    def reject(self, story: Story) -> None:
        if story.status is StoryStatus.REJECTED:
            self.kept.append(f"»{story.title}« var afvist i forvejen.")
            return
        if story.merged_into is not None:
            self.kept.append(f"»{story.title}« er lagt sammen med bidrag {story.merged_into}.")
            return
        drafts = self.tx.drafts.all(story_id=story.id)
        for draft in drafts:
            if draft.act is Act.POST and draft.status in _TOUCHED:
                self._reject_draft(draft)
        left = [draft for draft in drafts if draft.status in _LEFT]
        if left:
            self.kept.append(_left(story, left))
            return
        self.tx.rejections.remember_story(self.id, story)
        self.tx.stories.move(story.id, story.status, StoryStatus.REJECTED)
        self._record("reject story", story.id)
        self.stories += 1

    def _reject_draft(self, draft: Draft) -> None:
        self.tx.rejections.remember_draft(self.id, draft)
        rejected = draft.reject(self.reason)
        self.tx.drafts.update(draft, rejected, self.now)
        record(self.tx, self.who, "reject", rejected, self.now, reason=self.reason)
        self.drafts += 1

    def put_back(self, before: Before, rejection: Rejection) -> None:
        if before.draft_id is None:
            self._put_back_story(before)
        elif self.tx.rejections.put_back_draft(before, rejection.at):
            record(self.tx, self.who, "undo reject", self.tx.drafts.get(before.draft_id), self.now)
            self.drafts += 1
        else:
            title = self.tx.stories.get(before.story_id).title
            self.kept.append(f"Udkast {before.draft_id} til »{title}« er ændret siden.")

    def _put_back_story(self, before: Before) -> None:
        if self.tx.rejections.put_back_story(before):
            self._record("undo reject story", before.story_id)
            self.stories += 1
        else:
            title = self.tx.stories.get(before.story_id).title
            self.kept.append(f"»{title}« er ændret siden.")

    def _record(self, verb: str, story_id: int) -> None:
        self.tx.audit.record(
            self.who, verb, "story", story_id, self.now, reason=self.reason, rejection=self.id
        )


def _left(story: Story, left: Sequence[Draft]) -> str:
    """What was not touched, and why."""
    named = (f"{_CALLED.get(one.channel, one.channel)} er {IN_DANISH[one.status]}" for one in left)
    return f"»{story.title}« blev ikke afvist, for {' og '.join(named)}."
