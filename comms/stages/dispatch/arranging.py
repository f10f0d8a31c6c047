"""The editors' hand on an issue: stories are moved, put in and taken out before it has its yes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from comms.errors import Moved, NotAllowed
from comms.model import arranged
from comms.model.event import day_of
from comms.model.issue import ISSUE_IN_DANISH, Issue, IssueStatus
from comms.stages.dispatch.composing import Composing
from comms.stages.dispatch.pages import CHANNEL, still_approved
from comms.store.database import Begin
from comms.store.transaction import Transaction


@dataclass(frozen=True)
class Arranging:
    """All that stands in an issue has a yes of its own, so whoever works here may arrange it.

    What a person placed stays there when the issue is composed again. Raises Moved once the issue
    has its yes, NotFound for a story that is not in it.
    """

    begin: Begin
    composing: Composing

    def move(self, issue_id: int, draft_id: int, place: int, by: str, now: datetime) -> Issue:
        """The story at another place; 1 is the top."""
        made = lambda _tx, issue: arranged.moved(issue, draft_id, place)  # noqa: E731
        return self._change(issue_id, draft_id, "move item", by, now, made)

    def pin(self, issue_id: int, draft_id: int, by: str, now: datetime) -> Issue:
        """A story with a yes put in, or kept where it stands. Raises NotAllowed for another."""

        def made(tx: Transaction, issue: Issue) -> Issue:
            if here := [one for one in issue.items if one.draft_id == draft_id]:
                return arranged.with_story(issue, here[0])
            draft = tx.drafts.get(draft_id)
            item = self.composing.item(tx, draft, issue.due_at or now)
            taken = draft_id in tx.issues.taken(except_issue=issue.id)
            if draft.channel != CHANNEL or taken or not still_approved(tx, item, day_of(now)):
                raise NotAllowed(
                    f"Udkast {draft_id} kan ikke sættes ind: det skal være til nyhedsbrevet, "
                    "godkendt og ikke med i en anden udgave."
                )
            return arranged.with_story(issue, item)

        return self._change(issue_id, draft_id, "pin item", by, now, made)

    def drop(self, issue_id: int, draft_id: int, by: str, now: datetime) -> Issue:
        """The story out of this issue; it is free for the next. Raises NotAllowed for the last."""

        def made(_tx: Transaction, issue: Issue) -> Issue:
            left = arranged.without(issue, draft_id)
            if len(left.items) < self.composing.rules.min_stories:
                raise NotAllowed("Så er der for lidt i udgaven. Hold den tilbage i stedet.")
            return left

        return self._change(issue_id, draft_id, "drop item", by, now, made)

    def _change(
        self,
        issue_id: int,
        draft_id: int,
        verb: str,
        by: str,
        now: datetime,
        made: Callable[[Transaction, Issue], Issue],
    ) -> Issue:
        with self.begin() as tx:
            who = tx.staff.acting(by)
            issue = tx.issues.get(issue_id)
            if issue.status is not IssueStatus.COMPOSED or issue.corrects is not None:
                raise Moved(f"Udgave {issue_id} er {ISSUE_IN_DANISH[issue.status]}.")
            after = self.composing.completed(tx, made(tx, issue), issue.due_at or now)
            tx.issues.update(issue, after)
            tx.audit.record(who, verb, "issue", issue_id, now, draft=draft_id)
        return after
