"""Photos looked up by what shows them: which the public may fetch, which must be taken down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, or_, select, update

from comms.model.issue import Issue, IssueStatus
from comms.model.photo import Photo
from comms.store.issues import BLOCK, DROPPED, Issues
from comms.store.stories import to_photo
from comms.store.tables import draft_versions, drafts, issue_items, issues, photos, stories

# Issues that are out, or whose mail is frozen and about to go.
_OUT = (IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.SENT)


@dataclass(frozen=True)
class ShownIn:
    """A draft of a story in an issue that is out. digests: the photos shown with it."""

    issue: Issue
    draft_id: int
    digests: tuple[str, ...]


class Photos:
    """A photo belongs to a story (see `stories`); the same bytes may belong to several."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def in_an_issue(self, digest: str, today: date) -> bool:
        """Does an issue that is approved, being sent or sent show the photo of this digest?

        Not when the consent was withdrawn, of the photo or of the story, or its last day is past.
        """
        shown = (
            select(draft_versions.c.photos)
            .join(drafts, drafts.c.id == draft_versions.c.draft_id)
            .join(stories, stories.c.id == drafts.c.story_id)
            .join(photos, photos.c.story_id == drafts.c.story_id)
            .join(
                issue_items,
                (issue_items.c.draft_id == drafts.c.id)
                & (issue_items.c.version == draft_versions.c.version)
                & (issue_items.c.role == BLOCK),
            )
            .join(issues, issues.c.id == issue_items.c.issue_id)
            .where(photos.c.digest == digest, issues.c.status.in_(_OUT))
            .where(photos.c.withdrawn_at.is_(None), stories.c.withdrawn_at.is_(None))
            .where(or_(photos.c.expires_on.is_(None), photos.c.expires_on >= today))
        )
        versions: Sequence[list[list[str]]] = self.db.execute(shown).scalars().all()
        return any(used == digest for uses in versions for used, _alt in uses)

    def withdraw(self, digest: str, now: datetime) -> Sequence[Photo]:
        """Somebody took their consent back: these bytes, wherever they came in, in every story."""
        where = (photos.c.digest == digest, photos.c.withdrawn_at.is_(None))
        met = [to_photo(row) for row in self.db.execute(select(photos).where(*where))]
        self.db.execute(update(photos).where(*where).values(withdrawn_at=now))
        return met

    def expired(self, today: date) -> Sequence[Photo]:
        """Those whose last day is past."""
        rows = self.db.execute(
            select(photos).where(photos.c.expires_on < today).order_by(photos.c.id)
        )
        return [to_photo(row) for row in rows]

    def issues_of(self, story_id: int) -> Sequence[ShownIn]:
        """The issues that are going out or gone, and tell the story."""
        query = (
            select(issue_items.c.issue_id, issue_items.c.draft_id, draft_versions.c.photos)
            .join(issues, issues.c.id == issue_items.c.issue_id)
            .join(drafts, drafts.c.id == issue_items.c.draft_id)
            .join(
                draft_versions,
                (draft_versions.c.draft_id == drafts.c.id)
                & (draft_versions.c.version == issue_items.c.version),
            )
            .where(drafts.c.story_id == story_id)
            .where(issues.c.status.in_((IssueStatus.SENDING, IssueStatus.SENT)))
            .where(issue_items.c.role != DROPPED)
            .order_by(issue_items.c.issue_id)
        )
        return [
            ShownIn(Issues(self.db).get(row[0]), row[1], tuple(digest for digest, _alt in row[2]))
            for row in self.db.execute(query).all()
        ]
