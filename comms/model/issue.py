"""An issue: one newsletter, made of approved versions of drafts."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from comms.errors import Moved


class IssueStatus(StrEnum):
    """Where an issue is (CONTRACT: `newsletter`)."""

    COMPOSED = "composed"
    APPROVED = "approved"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


# What staff read (DOMAIN.md, words on the page).
ISSUE_IN_DANISH: dict[IssueStatus, str] = {
    IssueStatus.COMPOSED: "sat sammen",
    IssueStatus.APPROVED: "godkendt",
    IssueStatus.HELD: "holdt tilbage",
    IssueStatus.SENDING: "under afsendelse",
    IssueStatus.SENT: "sendt",
    IssueStatus.CANCELLED: "aflyst",
}

ISSUE_MOVES: dict[IssueStatus, frozenset[IssueStatus]] = {
    IssueStatus.COMPOSED: frozenset(
        {IssueStatus.APPROVED, IssueStatus.HELD, IssueStatus.CANCELLED}
    ),
    IssueStatus.APPROVED: frozenset(
        {IssueStatus.SENDING, IssueStatus.HELD, IssueStatus.COMPOSED, IssueStatus.CANCELLED}
    ),
    IssueStatus.HELD: frozenset(
        {IssueStatus.COMPOSED, IssueStatus.APPROVED, IssueStatus.CANCELLED}
    ),
    IssueStatus.SENDING: frozenset({IssueStatus.SENT}),
    IssueStatus.SENT: frozenset(),
    IssueStatus.CANCELLED: frozenset(),
}


@dataclass(frozen=True)
class IssueItem:
    """One block: this version of that draft, at this place (0 first)."""

    draft_id: int
    version: int
    content_hash: str
    position: int
    section: str = ""


@dataclass(frozen=True)
class Issue:
    """One newsletter.

    week: '2026-W48', unique; empty for a special issue, which has a `name` instead.
    due_at: when it goes by rule. frozen: digest in `files` of the compiled parts, set at approval.
    """

    title: str
    preheader: str
    week: str = ""
    name: str = ""
    status: IssueStatus = IssueStatus.COMPOSED
    items: tuple[IssueItem, ...] = ()
    due_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    frozen: str | None = None
    reason: str = ""
    composed_at: datetime | None = None
    sent_at: datetime | None = None
    id: int = 0

    @property
    def archive_path(self) -> str:
        """Where it stands in the public archive: /nyhedsbreve/2026/uge-48, or by its name."""
        if not self.week:
            return f"/nyhedsbreve/{self.name}"
        year, _, week = self.week.partition("-W")
        return f"/nyhedsbreve/{year}/uge-{int(week)}"

    def moved(self, to: IssueStatus) -> "Issue":
        """The same issue at another status. Raises Moved where the table does not allow it."""
        if to not in ISSUE_MOVES[self.status]:
            now, then = ISSUE_IN_DANISH[self.status], ISSUE_IN_DANISH[to]
            raise Moved(f"Udgave {self.id} er {now} og kan ikke blive {then}.")
        return replace(self, status=to)


@dataclass(frozen=True)
class Tally:
    """How far a sending is, in recipients. unknown: those whose tries ended in silence."""

    recipients: int = 0
    sent: int = 0
    failed: int = 0
    pending: int = 0
    unknown: int = 0
