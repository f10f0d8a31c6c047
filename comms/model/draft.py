"""A draft: one story's words for one channel, and the one table of allowed moves."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from comms.errors import Moved
from comms.model.photo import PhotoUse


class Status(StrEnum):
    """Where a draft is (CONTRACT: `drafts list --status`)."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done when a draft goes out. EDIT and TAKE_DOWN correct a post that is out already."""

    POST = "post"
    EDIT = "edit"
    TAKE_DOWN = "take_down"


# What staff read (DOMAIN.md, words on the page).
IN_DANISH: dict[Status, str] = {
    Status.DRAFTED: "udkast",
    Status.APPROVED: "godkendt",
    Status.SENDING: "under afsendelse",
    Status.SENT: "sendt",
    Status.FAILED: "mislykket",
    Status.UNKNOWN: "uafklaret",
    Status.REJECTED: "afvist",
    Status.WITHDRAWN: "trukket tilbage",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFTED: frozenset({Status.APPROVED, Status.REJECTED, Status.WITHDRAWN}),
    Status.APPROVED: frozenset(
        {Status.DRAFTED, Status.SENDING, Status.SENT, Status.REJECTED, Status.WITHDRAWN}
    ),
    Status.SENDING: frozenset({Status.SENT, Status.FAILED, Status.UNKNOWN, Status.APPROVED}),
    Status.FAILED: frozenset({Status.DRAFTED, Status.APPROVED, Status.REJECTED}),
    Status.UNKNOWN: frozenset({Status.SENT, Status.FAILED, Status.SENDING}),
    Status.REJECTED: frozenset({Status.DRAFTED}),
    Status.WITHDRAWN: frozenset({Status.DRAFTED}),
    Status.SENT: frozenset(),
}


@dataclass(frozen=True)
class Content:
    """All that goes out with a draft. Its hash is what an approval belongs to."""

    title: str
    text: str
    link: str = ""
    photos: tuple[PhotoUse, ...] = ()

    def hash_for(self, channel: str, *beside: str | int | None) -> str:
        """SHA-256 in hex over channel, title, text, link, photo digests, alt texts and order.

        beside: what else an approval covers.
        """
        whole = [
            channel,
            self.title,
            self.text,
            self.link,
            [[p.digest, p.alt] for p in self.photos],
            *beside,
        ]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Draft:
    """One story for one channel, at its newest version.

    version: counts from 1. written_by: who made that version ('system' for the first).
    approved_hash: the content hash that was said yes to, or None. act, corrects: a correction
    names the draft whose post it changes or takes down; the text of a take-down is its reason.
    """

    story_id: int
    channel: str
    content: Content
    status: Status = Status.DRAFTED
    version: int = 1
    written_by: str = "system"
    approved_hash: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    scheduled_at: datetime | None = None
    claimed_at: datetime | None = None
    reason: str = ""
    created_at: datetime | None = None
    act: Act = Act.POST
    corrects: int | None = None
    id: int = 0

    @property
    def content_hash(self) -> str:
        """The hash of what would go out now; a correction's covers the post that it is for."""
        if self.act is Act.POST:
            return self.content.hash_for(self.channel)
        return self.content.hash_for(self.channel, self.act, self.corrects)

    @property
    def sent_back(self) -> bool:
        """Does it wait for somebody to change it? `reason` tells what is to be done."""
        return self.status is Status.DRAFTED and bool(self.reason)

    def approve(self, by: str, now: datetime) -> "Draft":
        """The yes, to exactly this version."""
        moved = self.moved(Status.APPROVED)
        return replace(
            moved, approved_hash=self.content_hash, approved_by=by, approved_at=now, reason=""
        )

    def reword(self, content: Content, by: str) -> "Draft":
        """New words need a new yes, so an approved draft goes back. Raises Moved once it is out."""
        back = self if self.status is Status.DRAFTED else self.moved(Status.DRAFTED)
        return replace(
            back,
            content=content,
            version=self.version + 1,
            written_by=by,
            approved_hash=None,
            approved_by=None,
            approved_at=None,
            scheduled_at=None,
            reason="",
        )

    def send_back(self, reason: str) -> "Draft":
        """To whoever writes, with what is to be done. It stays a draft, and may be approved."""
        back = self if self.status is Status.DRAFTED else self.moved(Status.DRAFTED)
        return replace(back, reason=reason, approved_hash=None, approved_by=None, approved_at=None)

    def correction(self, text: str, by: str) -> "Draft":
        """A new draft that gives this one's post other words; all else of a post stays."""
        return self._about_its_post(Act.EDIT, replace(self.content, text=text), by)

    def taken_down(self, reason: str, by: str) -> "Draft":
        """A new draft that takes this one's post away."""
        return self._about_its_post(Act.TAKE_DOWN, Content(self.content.title, reason), by)

    def _about_its_post(self, act: Act, content: Content, by: str) -> "Draft":
        if self.status is not Status.SENT or self.act is not Act.POST:
            raise Moved(f"Udkast {self.id} er ikke et opslag, der er sendt.")
        return Draft(self.story_id, self.channel, content, written_by=by, act=act, corrects=self.id)

    def reject(self, reason: str) -> "Draft":
        """A no, with its reason."""
        return replace(self.moved(Status.REJECTED), reason=reason, approved_hash=None)

    def withdraw(self, reason: str) -> "Draft":
        """Taken back before it was sent."""
        return replace(self.moved(Status.WITHDRAWN), reason=reason, approved_hash=None)

    def due(self, now: datetime) -> bool:
        """May it be sent at `now`? Approved without a time is due at once."""
        return self.status is Status.APPROVED and (
            self.scheduled_at is None or self.scheduled_at <= now
        )

    def moved(self, to: Status) -> "Draft":
        """The same draft at another status. Raises Moved where the table does not allow it."""
        if to not in MOVES[self.status]:
            raise Moved(
                f"Udkast {self.id} er {IN_DANISH[self.status]} og kan ikke blive {IN_DANISH[to]}."
            )
        return replace(self, status=to)
