"""Issues of the newsletter and the blocks they are made of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import Moved, NotFound
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.store.tables import approvals, issue_items, issues

BLOCK, CALENDAR, DROPPED = "block", "calendar", "dropped"  # issue_items.role


class Issues:
    """An issue comes back with its items in order. One issue a week, by a UNIQUE column."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, issue: Issue, now: datetime) -> int | None:
        """Store a new issue with its items. None: the week (or the name) has one already."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(issues).values(
                        week=issue.week or None,
                        name=issue.name or None,
                        composed_at=now,
                        corrects_id=issue.corrects,
                        **_changing(issue),
                    )
                )
        except IntegrityError:
            return None
        assert made.inserted_primary_key is not None
        issue_id = int(made.inserted_primary_key[0])
        self._put_items(issue_id, issue)
        return issue_id

    def get(self, issue_id: int) -> Issue:
        """One issue. Raises NotFound."""
        row = self.db.execute(select(issues).where(issues.c.id == issue_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen udgave {issue_id}.")
        return self._issue(row)

    def of_week(self, week: str) -> Issue | None:
        """The week's issue; week: `2026-W48`."""
        row = self.db.execute(select(issues).where(issues.c.week == week)).one_or_none()
        return None if row is None else self._issue(row)

    def named(self, name: str) -> Issue | None:
        """The special issue of this name."""
        row = self.db.execute(select(issues).where(issues.c.name == name)).one_or_none()
        return None if row is None else self._issue(row)

    def all(self, *statuses: IssueStatus) -> Sequence[Issue]:
        """Issues, newest first; only those of these statuses when any is named."""
        query = select(issues).order_by(issues.c.id.desc())
        if statuses:
            query = query.where(issues.c.status.in_(statuses))
        return self._issues(self.db.execute(query).all())

    def update(self, before: Issue, after: Issue) -> None:
        """Store `after` in the place of `before`. Raises Moved when its status has changed."""
        changed = self.db.execute(
            update(issues)
            .where(issues.c.id == before.id, issues.c.status == before.status)
            .values(**_changing(after))
        )
        if changed.rowcount != 1:
            raise Moved(f"Udgave {before.id} er ændret af en anden: den er ikke {before.status}.")
        held = (before.items, before.calendar, before.dropped)
        if (after.items, after.calendar, after.dropped) != held:
            self._put_items(before.id, after)

    def approved(self, issue: Issue, now: datetime) -> None:
        """Keep the yes itself, with the digest of what it was said to."""
        self.db.execute(
            insert(approvals).values(
                issue_id=issue.id,
                version=1,
                content_hash=issue.frozen,
                by=issue.approved_by,
                at=now,
            )
        )

    def corrections(self, *issue_ids: int) -> Sequence[Issue]:
        """Corrections of these issues, oldest first."""
        query = select(issues).where(issues.c.corrects_id.in_(issue_ids)).order_by(issues.c.id)
        return self._issues(self.db.execute(query).all())

    def taken(self, except_issue: int = 0) -> set[int]:
        """The drafts that an issue tells already, cancelled issues aside."""
        query = (
            select(issue_items.c.draft_id)
            .join(issues, issues.c.id == issue_items.c.issue_id)
            .where(issues.c.status != IssueStatus.CANCELLED, issues.c.id != except_issue)
            .where(issue_items.c.role == BLOCK)
        )
        return {int(row[0]) for row in self.db.execute(query)}

    def unannounced(self, since: datetime) -> Sequence[Issue]:
        """Weekly issues sent at `since` or later of which no story tells yet, oldest first."""
        query = (
            select(issues)
            .where(issues.c.status == IssueStatus.SENT, issues.c.sent_at >= since)
            .where(issues.c.week.is_not(None), issues.c.announced_as.is_(None))
        )
        return self._issues(self.db.execute(query.order_by(issues.c.id)).all())

    def announce(self, issue_id: int, story_id: int) -> None:
        """That story tells that the issue is out. Raises Moved when another one does."""
        told = self.db.execute(
            update(issues)
            .where(issues.c.id == issue_id, issues.c.announced_as.is_(None))
            .values(announced_as=story_id)
        )
        if told.rowcount != 1:
            raise Moved(f"Udgave {issue_id} er fortalt om allerede.")

    def _put_items(self, issue_id: int, issue: Issue) -> None:
        self.db.execute(delete(issue_items).where(issue_items.c.issue_id == issue_id))
        told = [(BLOCK, item) for item in issue.items]
        told += [(CALENDAR, item) for item in issue.calendar]
        told += [(DROPPED, item) for item in issue.dropped]
        rows = [
            {
                "role": role,
                "issue_id": issue_id,
                "draft_id": item.draft_id,
                "version": item.version,
                "content_hash": item.content_hash,
                "position": item.position,
                "section": item.section,
                "pinned": item.pinned,
            }
            for role, item in told
        ]
        if rows:
            self.db.execute(insert(issue_items), rows)

    def _issue(self, row: Row[Any]) -> Issue:
        return self._issues([row])[0]

    def _issues(self, rows: Sequence[Row[Any]]) -> list[Issue]:
        ids = [row.id for row in rows]
        query = select(issue_items).where(issue_items.c.issue_id.in_(ids))
        found: dict[tuple[int, str], list[IssueItem]] = defaultdict(list)
        for each in self.db.execute(query.order_by(issue_items.c.position)):
            item = IssueItem(
                each.draft_id,
                each.version,
                each.content_hash,
                each.position,
                each.section,
                each.pinned,
            )
            found[each.issue_id, each.role].append(item)
        roles = (BLOCK, CALENDAR, DROPPED)
        return [_issue(row, *(tuple(found[row.id, role]) for role in roles)) for row in rows]


def _issue(
    row: Row[Any],
    items: tuple[IssueItem, ...],
    calendar: tuple[IssueItem, ...],
    dropped: tuple[IssueItem, ...],
) -> Issue:
    return Issue(
        id=row.id,
        week=row.week or "",
        name=row.name or "",
        title=row.title,
        subject=row.subject,
        preheader=row.preheader,
        worded_by=row.worded_by,
        status=IssueStatus(row.status),
        items=items,
        calendar=calendar,
        dropped=dropped,
        due_at=row.due_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        frozen=row.frozen,
        core_version=row.core_version,
        reason=row.reason,
        composed_at=row.composed_at,
        sent_at=row.sent_at,
        corrects=row.corrects_id,
        intro=row.intro,
        written_by=row.written_by,
    )


def _changing(issue: Issue) -> dict[str, Any]:
    return {
        "title": issue.title,
        "subject": issue.subject,
        "preheader": issue.preheader,
        "worded_by": issue.worded_by,
        "status": issue.status,
        "due_at": issue.due_at,
        "approved_by": issue.approved_by,
        "approved_at": issue.approved_at,
        "frozen": issue.frozen,
        "core_version": issue.core_version,
        "reason": issue.reason,
        "sent_at": issue.sent_at,
        "intro": issue.intro,
        "written_by": issue.written_by,
    }
