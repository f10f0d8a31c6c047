"""Which photos the public may fetch."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from comms.model.issue import IssueStatus
from comms.store.tables import draft_versions, drafts, issue_items, issues, photos

# Issues that are out, or whose mail is frozen and about to go.
_OUT = (IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.SENT)


class Photos:
    """Photos belong to stories (see `stories`); here they are looked up by what shows them."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def in_an_issue(self, digest: str) -> bool:
        """Does an issue that is approved, being sent or sent show the photo of this digest?"""
        shown = (
            select(draft_versions.c.photos)
            .join(drafts, drafts.c.id == draft_versions.c.draft_id)
            .join(photos, photos.c.story_id == drafts.c.story_id)
            .join(
                issue_items,
                (issue_items.c.draft_id == drafts.c.id)
                & (issue_items.c.version == draft_versions.c.version),
            )
            .join(issues, issues.c.id == issue_items.c.issue_id)
            .where(photos.c.digest == digest, issues.c.status.in_(_OUT))
        )
        versions: Sequence[list[list[str]]] = self.db.execute(shown).scalars().all()
        return any(used == digest for uses in versions for used, _alt in uses)
