"""An issue on its way: paused, let go on, or ended before everybody has got it."""

from dataclasses import replace
from datetime import datetime

from comms.errors import Moved
from comms.model.account import ANYBODY, APPROVERS
from comms.model.issue import Issue, IssueStatus, Tally
from comms.store.database import Begin
from comms.store.holds import of_issue
from comms.store.transaction import Transaction

PAUSED = "Sat på pause"


class Underway:
    """What a person may do while an issue is being sent. Whoever sends sees it at the next claim:
    what is in flight is finished, nothing more is begun."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin

    def pause(self, issue_id: int, by: str, reason: str, now: datetime) -> None:
        """Stop until somebody lets it go on. Raises Moved when it is not being sent, or paused."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            self._sending(tx, issue_id)
            if not tx.holds.put(of_issue(issue_id), reason.strip() or PAUSED, who, now):
                raise Moved(f"Udgave {issue_id} er sat på pause i forvejen.")
            tx.audit.record(who, "pause", "issue", issue_id, now, reason=reason.strip())

    def resume(self, issue_id: int, by: str, now: datetime) -> None:
        """Let it go on: the timetable sends the rest. Raises Moved when it is not paused."""
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            if not tx.holds.lift(of_issue(issue_id)):
                raise Moved(f"Udgave {issue_id} er ikke sat på pause.")
            tx.audit.record(who, "resume", "issue", issue_id, now)

    def cancel(self, issue_id: int, by: str, reason: str, now: datetime) -> Tally:
        """No further copies. What has gone out has gone out; the rest never goes.

        Returns how many got it and how many did not; up to one for each open connection may still
        be finished. Raises Moved when it is not being sent.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            issue = self._sending(tx, issue_id)
            tx.issues.update(
                issue, replace(issue.moved(IssueStatus.CANCELLED), reason=reason.strip())
            )
            tx.holds.lift(of_issue(issue_id))
            told = tx.deliveries.tally(issue_id).cancelled()
            tx.audit.record(
                who,
                "cancel",
                "issue",
                issue_id,
                now,
                reason=reason.strip(),
                sent=told.sent,
                not_sent=told.not_sent,
            )
        return told

    def _sending(self, tx: Transaction, issue_id: int) -> Issue:
        issue = tx.issues.get(issue_id)
        if issue.status is not IssueStatus.SENDING:
            raise Moved(f"Udgave {issue_id} er ikke under afsendelse.")
        return issue
