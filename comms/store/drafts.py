"""Drafts and their versions. Every change of status is guarded by the status we saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from comms.errors import Moved, NotFound
from comms.model.draft import IN_DANISH, Act, Content, Draft, Status
from comms.model.photo import PhotoUse
from comms.store.tables import approvals, draft_versions, drafts, events, stories

# Drafts that somebody sent back. The empty text is written out as the index ix_drafts_sent_back
# has it: a bound value would hide that it fits.
SENT_BACK = and_(drafts.c.status == Status.DRAFTED, drafts.c.reason != literal_column("''"))


@dataclass(frozen=True)
class Version:
    """One version of a draft: its words, who wrote them and when."""

    draft_id: int
    version: int
    content: Content
    content_hash: str
    written_by: str
    written_at: datetime


class Drafts:
    """A draft comes back with the content of its newest version."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, draft: Draft, now: datetime) -> int | None:
        """Store a new draft as version 1. Returns its id; None: its story has one already, or
        its post a correction of that kind under way.
        """
        row = {
            "story_id": draft.story_id,
            "channel": draft.channel,
            "status": draft.status,
            "version": draft.version,
            "content_hash": draft.content_hash,
            "act": draft.act,
            "corrects_id": draft.corrects,
            "created_at": now,
            "changed_at": now,
        }
        try:
            with self.db.begin_nested():
                made = self.db.execute(insert(drafts).values(row))
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        draft_id = int(made.inserted_primary_key[0])
        self._add_version(draft_id, draft, now)
        return draft_id

    def get(self, draft_id: int) -> Draft:
        """One draft. Raises NotFound."""
        row = self.db.execute(_with_words().where(drafts.c.id == draft_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er intet udkast {draft_id}.")
        return _draft(row)

    def several(self, draft_ids: Sequence[int]) -> Sequence[Draft]:
        """Those of these that there are, by id."""
        query = _with_words().where(drafts.c.id.in_(draft_ids)).order_by(drafts.c.id)
        return [_draft(row) for row in self.db.execute(query)]

    def all(
        self,
        status: Status | None = None,
        channel: str | None = None,
        story_id: int | None = None,
        limit: int | None = None,
    ) -> Sequence[Draft]:
        """Drafts, oldest first."""
        query = _with_words().order_by(drafts.c.id).limit(limit)
        if status is not None:
            query = query.where(drafts.c.status == status)
        if channel is not None:
            query = query.where(drafts.c.channel == channel)
        if story_id is not None:
            query = query.where(drafts.c.story_id == story_id)
        return [_draft(row) for row in self.db.execute(query)]

    def due(self, channel: str, now: datetime) -> Sequence[Draft]:
        """Approved drafts whose time has come, in the order they should go."""
        on_time = or_(drafts.c.scheduled_at.is_(None), drafts.c.scheduled_at <= now)
        query = _with_words().where(
            drafts.c.channel == channel, drafts.c.status == Status.APPROVED, on_time
        )
        order = (func.coalesce(drafts.c.scheduled_at, drafts.c.approved_at), drafts.c.id)
        return [_draft(row) for row in self.db.execute(query.order_by(*order))]

    def with_events(self, channel: str, first: datetime, last: datetime) -> Sequence[Draft]:
        """Drafts that have a yes or are out, of stories with an event that begins in that time."""
        begins = and_(events.c.sort_at >= first, events.c.sort_at <= last)
        told = select(events.c.id).where(events.c.story_id == drafts.c.story_id, begins)
        query = _with_words().where(
            drafts.c.channel == channel,
            drafts.c.status.in_((Status.APPROVED, Status.SENT)),
            drafts.c.corrects_id.is_(None),
            told.exists(),
        )
        return [_draft(row) for row in self.db.execute(query.order_by(drafts.c.id))]

    def corrections(self, draft_id: int) -> Sequence[Draft]:
        """Corrections of a draft's post, oldest first."""
        query = _with_words().where(drafts.c.corrects_id == draft_id).order_by(drafts.c.id)
        return [_draft(row) for row in self.db.execute(query)]

    def behind(self, story_id: int) -> frozenset[int]:
        """The story's drafts whose words were written before the story was last changed."""
        newest = and_(
            draft_versions.c.draft_id == drafts.c.id, draft_versions.c.version == drafts.c.version
        )
        query = (
            select(drafts.c.id)
            .join(draft_versions, newest)
            .join(stories, stories.c.id == drafts.c.story_id)
            .where(stories.c.id == story_id, draft_versions.c.written_at < stories.c.changed_at)
        )
        return frozenset(int(row[0]) for row in self.db.execute(query))

    def update(self, before: Draft, after: Draft, now: datetime) -> None:
        """Store `after` in the place of `before`; a new version is written when the words changed.

        Raises Moved when somebody changed the draft since `before` was read, or made another
        correction of the same post meanwhile.
        """
        seen = (drafts.c.status == before.status, drafts.c.version == before.version)
        query = update(drafts).where(drafts.c.id == before.id, *seen)
        try:
            changed = self.db.execute(query.values(**_changing(after), changed_at=now))
        except IntegrityError:
            raise Moved("Der ligger allerede en anden rettelse af det samme opslag.") from None
        if changed.rowcount != 1:
            raise Moved(
                f"Udkast {before.id} er ændret af en anden siden version {before.version} "
                f"({IN_DANISH[before.status]})."
            )
        if after.version != before.version:
            self._add_version(before.id, after, now)

    def claim(self, draft: Draft, now: datetime) -> bool:
        """Take an approved draft for sending. False: gone, or changed since the approval."""
        taken = self.db.execute(
            update(drafts)
            .where(drafts.c.id == draft.id, drafts.c.status == Status.APPROVED)
            .where(drafts.c.approved_hash == draft.content_hash)
            .where(drafts.c.content_hash == drafts.c.approved_hash)
            .values(status=Status.SENDING, claimed_at=now, changed_at=now)
        )
        return taken.rowcount == 1

    def reclaim(self, draft: Draft, now: datetime) -> bool:
        """Take over a draft that its sender left, as it was when it was looked at; or unknown."""
        taken = self.db.execute(
            update(drafts)
            .where(drafts.c.id == draft.id, drafts.c.claimed_at == draft.claimed_at)
            .where(drafts.c.status.in_((Status.SENDING, Status.UNKNOWN)))
            .values(status=Status.SENDING, claimed_at=now, changed_at=now)
        )
        return taken.rowcount == 1

    def approved(self, draft: Draft, now: datetime, alone: str = "") -> None:
        """Keep the yes itself, with what it was said to. alone: why no second person said it."""
        self.db.execute(
            insert(approvals).values(
                draft_id=draft.id,
                version=draft.version,
                content_hash=draft.content_hash,
                by=draft.approved_by,
                at=now,
                alone=alone,
            )
        )

    def version(self, draft_id: int, version: int) -> Version:
        """One version. Raises NotFound."""
        for one in self.versions(draft_id):
            if one.version == version:
                return one
        raise NotFound(f"Udkast {draft_id} har ingen version {version}.")

    def versions(self, draft_id: int) -> Sequence[Version]:
        """Every version, oldest first."""
        query = select(draft_versions).where(draft_versions.c.draft_id == draft_id)
        rows = self.db.execute(query.order_by(draft_versions.c.version))
        return [
            Version(r.draft_id, r.version, _content(r), r.content_hash, r.written_by, r.written_at)
            for r in rows
        ]

    def counts(self) -> dict[Status, int]:
        """How many drafts stand at each status."""
        query = select(drafts.c.status, func.count()).group_by(drafts.c.status)
        return {Status(row[0]): int(row[1]) for row in self.db.execute(query)}

    def _add_version(self, draft_id: int, draft: Draft, now: datetime) -> None:
        content = draft.content
        self.db.execute(
            insert(draft_versions).values(
                draft_id=draft_id,
                version=draft.version,
                title=content.title,
                text=content.text,
                link=content.link,
                photos=[[photo.digest, photo.alt] for photo in content.photos],
                content_hash=draft.content_hash,
                written_by=draft.written_by,
                written_at=now,
            )
        )


def _changing(draft: Draft) -> dict[str, Any]:
    return {
        "status": draft.status,
        "version": draft.version,
        "content_hash": draft.content_hash,
        "approved_hash": draft.approved_hash,
        "approved_by": draft.approved_by,
        "approved_at": draft.approved_at,
        "scheduled_at": draft.scheduled_at,
        "claimed_at": draft.claimed_at,
        "reason": draft.reason,
    }


def _with_words() -> Any:
    newest = and_(
        draft_versions.c.draft_id == drafts.c.id, draft_versions.c.version == drafts.c.version
    )
    words = [draft_versions.c[name] for name in ("title", "text", "link", "photos", "written_by")]
    return select(drafts, *words).join(draft_versions, newest)


def _content(row: Row[Any]) -> Content:
    photos = tuple(PhotoUse(digest, alt) for digest, alt in row.photos)
    return Content(row.title, row.text, row.link, photos)


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        story_id=row.story_id,
        channel=row.channel,
        content=_content(row),
        status=Status(row.status),
        version=row.version,
        written_by=row.written_by,
        approved_hash=row.approved_hash,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        scheduled_at=row.scheduled_at,
        claimed_at=row.claimed_at,
        reason=row.reason,
        created_at=row.created_at,
        act=Act(row.act),
        corrects=row.corrects_id,
    )
