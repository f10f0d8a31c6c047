"""Posts on their way out, and what became of them.

One row for each draft and hash, so what was approved once is one post. `remote_id` is written
once and only by the sender that holds the claim: whatever else was made on the other side is never
published, so it stays unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, null, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import Moved, NotFound
from comms.model.draft import Draft
from comms.store.tables import publications


class Phase(StrEnum):
    """How far a post is. UNKNOWN: it may be public. REMOVED: it was, and was taken down.

    DONE: a correction that was carried out on the post of another row.
    """

    CLAIMED = "claimed"
    CREATED = "created"
    PUBLIC = "public"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DONE = "done"
    REMOVED = "removed"


@dataclass(frozen=True)
class Publication:
    """photo_ids: uploads so far, in the order shown. snapshot: the post as it was read back.

    sender, claimed_at: the claim; a newer one means that somebody else took over.
    error: a Danish sentence for staff.
    """

    id: int
    draft_id: int
    channel: str
    content_hash: str
    phase: Phase
    photo_ids: tuple[str, ...]
    remote_id: str | None
    permalink: str
    snapshot: dict[str, Any] | None
    error: str
    error_code: int | None
    tries: int
    sender: str | None
    claimed_at: datetime
    published_at: datetime | None


class Publications:
    """A change by a sender whose claim was taken over raises Moved, and nothing is stored."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def open(self, draft: Draft, sender: str, now: datetime) -> Publication:
        """The row of this draft and hash under a new claim; made when there is none.

        A failed one starts afresh: staff said yes to another try.
        """
        found = self.of(draft)
        if found is None:
            return self._made(draft, sender, now) or self.open(draft, sender, now)
        values: dict[str, Any] = {
            "sender": sender,
            "claimed_at": now,
            "tries": found.tries + 1,
        }
        if found.phase is Phase.FAILED:
            values |= {"phase": Phase.CLAIMED, "remote_id": None, "photo_ids": [], "error": ""}
        self._row(publications.c.id == found.id, **values)
        return self.get(found.id)

    def get(self, publication_id: int) -> Publication:
        """One row. Raises NotFound."""
        rows = self._all(publications.c.id == publication_id)
        if not rows:
            raise NotFound(f"Der er ingen udsendelse {publication_id}.")
        return rows[0]

    def of(self, draft: Draft) -> Publication | None:
        """What became of exactly these words, if they were ever on their way."""
        rows = self._all(
            publications.c.draft_id == draft.id,
            publications.c.content_hash == draft.content_hash,
        )
        return rows[0] if rows else None

    def of_draft(self, draft_id: int) -> Sequence[Publication]:
        """Every version of a draft that was on its way, oldest first."""
        return self._all(publications.c.draft_id == draft_id)

    def public(self, channel: str, limit: int = 50) -> Sequence[Publication]:
        """What is out, newest first."""
        query = select(publications).where(
            publications.c.channel == channel, publications.c.phase == Phase.PUBLIC
        )
        order = (publications.c.published_at.desc(), publications.c.id.desc())
        rows = self.db.execute(query.order_by(*order).limit(limit))
        return [_publication(row) for row in rows]

    def public_since(self, channel: str, since: datetime) -> int:
        """How many went out at `since` or later."""
        query = select(func.count()).where(
            publications.c.channel == channel,
            publications.c.published_at >= since,
            publications.c.phase != Phase.DONE,
        )
        return int(self.db.execute(query).scalar_one())

    def unread(self, channel: str, since: datetime) -> Sequence[Publication]:
        """What went out at `since` or later and was never read back."""
        return self._all(
            publications.c.channel == channel,
            publications.c.phase == Phase.PUBLIC,
            publications.c.published_at >= since,
            publications.c.snapshot.is_(null()),
        )

    def refuse_when_lost(self, mine: Publication) -> None:
        """Raise Moved when another sender took over."""
        if self.get(mine.id).claimed_at != mine.claimed_at:
            raise _taken_over(mine)

    def keep_photos(self, mine: Publication, photo_ids: Sequence[str]) -> None:
        """The uploads so far."""
        self._change(mine, photo_ids=list(photo_ids))

    def created(self, mine: Publication, remote_id: str) -> None:
        """The post is there, unseen. From now on this id is the post, and no other."""
        self._change(
            mine, publications.c.remote_id.is_(None), remote_id=remote_id, phase=Phase.CREATED
        )

    def unclear(self, mine: Publication, error: str) -> None:
        """It may be public: nobody knows until it is looked up."""
        self._change(mine, phase=Phase.UNKNOWN, error=error)

    def failed(self, mine: Publication, error: str, code: int) -> None:
        """It is surely not public, and another try of the same will not do."""
        self._change(mine, phase=Phase.FAILED, error=error, error_code=code)

    def put_off(self, mine: Publication, error: str, code: int) -> None:
        """It is surely not public; it may be tried again."""
        phase = Phase.CREATED if self.get(mine.id).remote_id else Phase.CLAIMED
        self._change(mine, phase=phase, error=error, error_code=code)

    def went_out(self, mine: Publication, note: str, now: datetime) -> None:
        """The receipt. `note`: what staff should know of it."""
        self._change(mine, phase=Phase.PUBLIC, published_at=now, error=note, error_code=None)

    def done(self, mine: Publication, note: str, now: datetime) -> None:
        """A correction was carried out. `note`: what staff should know of it."""
        self._change(mine, phase=Phase.DONE, published_at=now, error=note, error_code=None)

    def removed(self, publication_id: int) -> None:
        """The post is no longer there. What it said, and where, stays."""
        self._row(publications.c.id == publication_id, phase=Phase.REMOVED)

    def read_back(self, publication_id: int, permalink: str, snapshot: dict[str, Any]) -> None:
        """The post as it stands on the other side."""
        self._row(publications.c.id == publication_id, permalink=permalink, snapshot=snapshot)

    def _made(self, draft: Draft, sender: str, now: datetime) -> Publication | None:
        """None: another sender made the row in the same moment."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(publications).values(
                        draft_id=draft.id,
                        channel=draft.channel,
                        content_hash=draft.content_hash,
                        phase=Phase.CLAIMED,
                        photo_ids=[],
                        tries=1,
                        sender=sender,
                        claimed_at=now,
                    )
                )
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        return self.get(int(made.inserted_primary_key[0]))

    def _change(self, mine: Publication, *where: Any, **values: Any) -> None:
        held = (publications.c.id == mine.id, publications.c.claimed_at == mine.claimed_at)
        if self._row(*held, *where, **values) != 1:
            raise _taken_over(mine)

    def _row(self, *where: Any, **values: Any) -> int:
        return self.db.execute(update(publications).where(*where).values(**values)).rowcount

    def _all(self, *where: Any) -> list[Publication]:
        query = select(publications).where(*where).order_by(publications.c.id)
        return [_publication(row) for row in self.db.execute(query)]


def _taken_over(mine: Publication) -> Moved:
    return Moved(f"Udkast {mine.draft_id} er overtaget af en anden afsender.")


def _publication(row: Row[Any]) -> Publication:
    return Publication(
        id=row.id,
        draft_id=row.draft_id,
        channel=row.channel,
        content_hash=row.content_hash,
        phase=Phase(row.phase),
        photo_ids=tuple(row.photo_ids),
        remote_id=row.remote_id,
        permalink=row.permalink,
        snapshot=row.snapshot,
        error=row.error,
        error_code=row.error_code,
        tries=row.tries,
        sender=row.sender,
        claimed_at=row.claimed_at,
        published_at=row.published_at,
    )
