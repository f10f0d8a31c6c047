"""An issue: one newsletter, made of approved versions of drafts."""

import hashlib
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
    IssueStatus.SENDING: frozenset({IssueStatus.SENT, IssueStatus.CANCELLED}),
    IssueStatus.SENT: frozenset(),
    IssueStatus.CANCELLED: frozenset(),
}


# The section of what is worth knowing: it stands after the calendar.
KNOWLEDGE = "Nyttig viden"

_SUBJECT, _CALLED = "Rettelse: ", "rettelse"
_PREHEADER = 100  # characters


@dataclass(frozen=True)
class IssueItem:
    """One block: this version of that draft, at this place; 0 is the lead.

    section: the heading that it stands under. pinned: a person put it in and gave it its place, so
    that composing again leaves it there, and it may have been told before.
    """

    draft_id: int
    version: int
    content_hash: str
    position: int
    section: str = ""
    pinned: bool = False


@dataclass(frozen=True)
class Issue:
    """One newsletter.

    title: its heading. subject, preheader: what a mailbox shows; worded_by: who chose them, empty
    while they are as proposed. week: '2026-W48', unique; empty for a special issue, which has a
    `name` instead. calendar: drafts of which the issue tells only when and where, under "Det sker".
    dropped: what a person took out, so that composing again leaves it out.
    due_at: when it goes by rule. frozen: digest in `files` of the compiled parts, set at approval.
    corrects: the issue that this one is a correction of; then its words are `intro`, by written_by.
    core_version: of the core story it tells; 0 is that of schedules.yaml; None: it tells none.
    """

    title: str
    preheader: str
    subject: str = ""
    worded_by: str = ""
    week: str = ""
    name: str = ""
    status: IssueStatus = IssueStatus.COMPOSED
    items: tuple[IssueItem, ...] = ()
    calendar: tuple[IssueItem, ...] = ()
    dropped: tuple[IssueItem, ...] = ()
    due_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    frozen: str | None = None
    core_version: int | None = None
    reason: str = ""
    composed_at: datetime | None = None
    sent_at: datetime | None = None
    corrects: int | None = None
    intro: str = ""
    written_by: str = ""
    id: int = 0

    @property
    def words(self) -> str:
        """What tells whether somebody has changed a correction's words: a part of their hash."""
        return hashlib.sha256(self.intro.encode()).hexdigest()[:16]

    @property
    def archive_path(self) -> str:
        """Where it stands in the public archive: /nyhedsbreve/2026/uge-48, or by its name."""
        if not self.week:
            return f"/nyhedsbreve/{self.name}"
        year, _, week = self.week.partition("-W")
        return f"/nyhedsbreve/{year}/uge-{int(week)}"

    def correction(self, text: str, by: str, number: int) -> "Issue":
        """A new issue that says what was wrong in this one. number: how many there are, from 1."""
        if self.status is not IssueStatus.SENT:
            raise Moved(f"Udgave {self.id} er ikke sendt, så der er ikke noget at rette.")
        year, _, week = self.week.partition("-W")
        called = f"{year}-uge-{int(week)}" if week else self.name.removeprefix(f"{_CALLED}-")
        return Issue(
            title=f"{_SUBJECT}{self.title.removeprefix(_SUBJECT)}",
            preheader=_first_words(text),
            name=f"{_CALLED}-{called}" + (f"-{number}" if number > 1 or not week else ""),
            corrects=self.id,
            intro=text,
            written_by=by,
        )

    def reworded(self, text: str, by: str) -> "Issue":
        """Other words for a correction need a new yes. Raises Moved once it is on its way."""
        back = self if self.status is IssueStatus.COMPOSED else self.moved(IssueStatus.COMPOSED)
        return replace(
            back,
            intro=text,
            preheader=_first_words(text),
            written_by=by,
            approved_by=None,
            approved_at=None,
            frozen=None,
            reason="",
        )

    @property
    def told(self) -> tuple[object, ...]:
        """All that a person said yes to, as far as it is this issue's own."""
        return (self.items, self.calendar, self.subject, self.preheader, self.intro)

    def moved(self, to: IssueStatus) -> "Issue":
        """The same issue at another status. Raises Moved where the table does not allow it."""
        if to not in ISSUE_MOVES[self.status]:
            now, then = ISSUE_IN_DANISH[self.status], ISSUE_IN_DANISH[to]
            raise Moved(f"Udgave {self.id} er {now} og kan ikke blive {then}.")
        return replace(self, status=to)


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _PREHEADER:
        return flat
    return flat[: _PREHEADER - 1].rsplit(" ", 1)[0].rstrip(" .,") + "…"


@dataclass(frozen=True)
class Tally:
    """How far a sending is, in recipients.

    unknown: those whose tries ended in silence. not_sent: those left when it was cancelled.
    """

    recipients: int = 0
    sent: int = 0
    failed: int = 0
    pending: int = 0
    unknown: int = 0
    not_sent: int = 0

    def cancelled(self) -> "Tally":
        """The same when nobody waits for a copy any more."""
        return replace(self, pending=0, not_sent=self.pending)
