"""What waits, for whom and since when; what goes out when. Every list has a limit of its own, so a
page and a mail cost the same number of queries however much there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from comms.model.account import COMMAND_LINE, SYSTEM
from comms.model.called import FOR_A_PERSON
from comms.model.draft import Act, Status
from comms.store.drafts import SENT_BACK
from comms.store.items import StoredItem, to_item
from comms.store.tables import (
    approvals,
    audit_events,
    draft_versions,
    drafts,
    items,
    reminders,
    stories,
)

# More than so many are not counted: "over 99".
COUNTED = 100
MACHINES = ("", SYSTEM, COMMAND_LINE)
_OUT = (Status.SENDING, Status.SENT, Status.UNKNOWN)


@dataclass(frozen=True)
class DraftWaiting:
    """A draft that waits for somebody. written_by: its newest version; typed_by: its story.

    since: when it was last changed. reason: what is to be done, when it was sent back.
    """

    id: int
    story_id: int
    channel: str
    status: Status
    version: int
    title: str
    reason: str
    written_by: str
    typed_by: str
    kind: str
    source: str
    contributor: str
    since: datetime
    came_at: datetime
    scheduled_at: datetime | None
    act: Act = Act.POST

    def own(self, name: str) -> bool:
        """Four eyes, as comms.stages.review has them: are its words, or its story, theirs?"""
        typed = self.typed_by.lower() if self.version == 1 else ""
        return name.lower() in (self.written_by.lower(), typed)

    @property
    def writer(self) -> str:
        """Who puts it right: whoever wrote it, else typed its story in; '' nobody in particular."""
        return next((one for one in (self.written_by, self.typed_by) if one not in MACHINES), "")


@dataclass(frozen=True)
class Alone:
    """A yes that one person said alone: to what, why and when."""

    draft_id: int
    story_id: int
    channel: str
    by: str
    reason: str
    at: datetime


class Agenda:
    """Read only, but for what somebody was reminded of."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def to_approve(self, limit: int, without: str = "") -> Sequence[DraftWaiting]:
        """The drafts of the `limit` stories that have waited longest for a yes.

        without: leave out what is this person's own (four eyes).
        """
        chosen = self._waiting(without).limit(limit)
        where = [_waits_for_a_yes(), drafts.c.story_id.in_(chosen), *_by_another(without)]
        return self._drafts(*where, order=(drafts.c.story_id, drafts.c.id), limit=limit * 5)

    def count_to_approve(self, without: str = "") -> int:
        """How many stories those are; COUNTED for that many or more."""
        return self._count(self._waiting(without))

    def sent_back(self, limit: int, to: str = "") -> Sequence[DraftWaiting]:
        """Drafts that were sent back, the oldest first. to: only theirs, and nobody's."""
        where = [SENT_BACK, *_for_writer(to)]
        return self._drafts(*where, order=(drafts.c.story_id, drafts.c.id), limit=limit)

    def who_sent_back(self, draft_ids: Sequence[int]) -> Mapping[int, str]:
        """By draft, who sent it back or held it back last."""
        newest = (
            select(func.max(audit_events.c.id))
            .where(audit_events.c.subject == "draft")
            .where(audit_events.c.subject_id.in_([str(one) for one in draft_ids]))
            .where(audit_events.c.verb.in_(("send back", "hold back")))
            .group_by(audit_events.c.subject_id)
        )
        rows = self.db.execute(
            select(audit_events.c.subject_id, audit_events.c.by).where(
                audit_events.c.id.in_(newest)
            )
        )
        return {int(row.subject_id): row.by for row in rows}

    def going_out(self, until: datetime, limit: int) -> Sequence[DraftWaiting]:
        """What is on its way, and what is approved for a time before `until`, or for none yet."""
        approved, order = drafts.c.status == Status.APPROVED, (drafts.c.scheduled_at, drafts.c.id)
        # One question for each, so that each is read by the index, however many are approved.
        asked = (
            (drafts.c.status == Status.SENDING,),
            (approved, drafts.c.scheduled_at <= until),
            (approved, drafts.c.scheduled_at.is_(None)),
        )
        found = [self._drafts(*where, order=order, limit=limit) for where in asked]
        return [one for some in found for one in some][:limit]

    def taken(self, channel: str, since: datetime, until: datetime) -> Sequence[datetime]:
        """When posts of a channel went or will go."""
        planned = and_(
            drafts.c.status == Status.APPROVED, drafts.c.scheduled_at.between(since, until)
        )
        gone = and_(drafts.c.status.in_(_OUT), drafts.c.claimed_at >= since)
        moments = [(drafts.c.scheduled_at, planned), (drafts.c.claimed_at, gone)]
        found = [
            row[0]
            for moment, where in moments
            for row in self.db.execute(
                select(moment).where(
                    drafts.c.channel == channel, drafts.c.corrects_id.is_(None), where
                )
            )
        ]
        return sorted(found)

    def with_status(self, status: Status, limit: int) -> Sequence[DraftWaiting]:
        """Drafts at one status, the newest change first."""
        order = (drafts.c.changed_at.desc(), drafts.c.id.desc())
        return self._drafts(drafts.c.status == status, order=order, limit=limit)

    def alone_since(self, at: datetime, limit: int) -> Sequence[Alone]:
        """What one person has said yes to alone, newest first."""
        query = (
            select(approvals, drafts.c.story_id, drafts.c.channel)
            .join(drafts, drafts.c.id == approvals.c.draft_id)
            .where(approvals.c.alone != "", approvals.c.at >= at)
            .order_by(approvals.c.at.desc())
            .limit(limit)
        )
        return [
            Alone(row.draft_id, row.story_id, row.channel, row.by, row.alone, row.at)
            for row in self.db.execute(query)
        ]

    def overdue_drafts(self, before: datetime, step: str, limit: int) -> Sequence[DraftWaiting]:
        """Drafts that nobody has touched since `before` and that this step has not told of."""
        where = [
            drafts.c.status == Status.DRAFTED,
            drafts.c.changed_at <= before,
            ~exists().where(reminders.c.key == _draft_key(step)),
        ]
        return self._drafts(*where, order=(drafts.c.changed_at, drafts.c.id), limit=limit)

    def overdue_questions(self, before: datetime, step: str, limit: int) -> Sequence[StoredItem]:
        """Mails that have waited since `before` and that this step has not told of."""
        key = literal("item:") + cast(items.c.id, String) + literal(f":{step}")
        where = and_(items.c.received_at <= before, ~exists().where(reminders.c.key == key))
        return self._items(where, order=items.c.id, limit=limit)

    def _waiting(self, without: str) -> Any:
        where = [_waits_for_a_yes(), *_by_another(without)]
        return select(drafts.c.story_id).where(*where).distinct().order_by(drafts.c.story_id)

    def _count(self, of: Any) -> int:
        some = of.limit(COUNTED).subquery()
        return int(self.db.execute(select(func.count()).select_from(some)).scalar_one())

    def _drafts(
        self, *where: ColumnElement[bool], order: Sequence[Any], limit: int
    ) -> list[DraftWaiting]:
        newest = and_(
            draft_versions.c.draft_id == drafts.c.id,
            draft_versions.c.version == drafts.c.version,
        )
        told = ("kind", "source", "contributor_name", "created_by")
        query = (
            select(
                drafts,
                draft_versions.c.title,
                draft_versions.c.written_by,
                *(stories.c[name] for name in told),
                stories.c.created_at.label("came_at"),
            )
            .join(draft_versions, newest)
            .join(stories, stories.c.id == drafts.c.story_id)
            .where(*where)
            .order_by(*order)
            .limit(limit)
        )
        return [_waiting(row) for row in self.db.execute(query)]

    def _items(
        self, where: ColumnElement[bool], order: ColumnElement[Any], limit: int
    ) -> list[StoredItem]:
        waits = [items.c.disposition.in_(FOR_A_PERSON), items.c.handled_at.is_(None)]
        query = select(items).where(*waits, where).order_by(order).limit(limit)
        return [to_item(row) for row in self.db.execute(query)]


def draft_key(draft: DraftWaiting, step: str) -> str:
    """What a reminder of a draft is known by: its version, and whether it was sent back."""
    return f"draft:{draft.id}:{draft.version}:{'back' if draft.reason else 'yes'}:{step}"


def item_key(item: StoredItem, step: str) -> str:
    """What a reminder of a mail is known by."""
    return f"item:{item.id}:{step}"


def _waiting(row: Row[Any]) -> DraftWaiting:
    return DraftWaiting(
        id=row.id,
        story_id=row.story_id,
        channel=row.channel,
        status=Status(row.status),
        version=row.version,
        title=row.title,
        reason=row.reason,
        written_by=row.written_by,
        typed_by=row.created_by,
        kind=row.kind,
        source=row.source,
        contributor=row.contributor_name,
        since=row.changed_at,
        came_at=row.came_at,
        scheduled_at=row.scheduled_at,
        act=Act(row.act),
    )


def _waits_for_a_yes() -> ColumnElement[bool]:
    return and_(drafts.c.status == Status.DRAFTED, drafts.c.reason == "")


def _by_another(who: str) -> list[ColumnElement[bool]]:
    """Four eyes: neither the newest words nor, while they are the first, the story are theirs."""
    if not who:
        return []
    version, story = draft_versions.alias(), stories.alias()
    own_words = exists().where(
        version.c.draft_id == drafts.c.id,
        version.c.version == drafts.c.version,
        version.c.written_by == who,
    )
    own_story = exists().where(story.c.id == drafts.c.story_id, story.c.created_by == who)
    return [~own_words, ~and_(drafts.c.version == 1, own_story)]


def _for_writer(who: str) -> list[ColumnElement[bool]]:
    """What they wrote; what they typed in and a machine drafted; and what nobody did either of."""
    if not who:
        return []
    machine = draft_versions.c.written_by.in_(MACHINES)
    theirs = or_(stories.c.created_by == who, stories.c.created_by.in_(MACHINES))
    return [or_(draft_versions.c.written_by == who, and_(machine, theirs))]


def _draft_key(step: str) -> ColumnElement[str]:
    """`draft_key`, asked of the database."""
    back = case((drafts.c.reason != "", "back"), else_="yes")
    number, version = cast(drafts.c.id, String), cast(drafts.c.version, String)
    which = literal("draft:") + number + literal(":") + version
    return which + literal(":") + back + literal(f":{step}")
