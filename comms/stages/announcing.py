"""An issue that is out becomes a story: the draft for Facebook that is made of it waits for a yes.

Dispatch is not asked: what tells that an issue is out is its row in the store.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.errors import Moved
from comms.model.issue import Issue
from comms.model.item import Item
from comms.model.privacy import Kind
from comms.model.story import ISSUE_OUT, Story
from comms.store.database import Begin
from comms.store.transaction import Transaction

# News of an issue is news for so long; it also keeps an upgrade from telling of all there were.
FRESH = timedelta(days=3)
MOST_TOLD = 4  # headlines in the post
Judge = Callable[[str, str, datetime], Item]


@dataclass(frozen=True)
class Announcing:
    """public_url: where the archive lies. judge: reads the words as those of any story."""

    begin: Begin
    public_url: str
    judge: Judge

    def tell(self, now: datetime) -> int:
        """A story for each weekly issue that is out and has none. Returns how many were made."""
        with self.begin() as tx:
            waiting = tx.issues.unannounced(now - FRESH)
        return sum(self._tell(issue, now) for issue in waiting)

    def _tell(self, issue: Issue, now: datetime) -> bool:
        try:
            with self.begin() as tx:
                title, text = _words(tx, issue)
                found = self.judge(title, text, now).findings
                flags = {one.kind for one in found}
                story = Story(
                    title=title,
                    text=text,
                    source=ISSUE_OUT,
                    link=f"{self.public_url}{issue.archive_path}",
                    flags=tuple(str(kind) for kind in Kind if kind in flags),
                )
                story_id = tx.stories.add(story, now)
                tx.issues.announce(issue.id, story_id)
                tx.findings.add(story_id, found, now)
                tx.audit.record("system", "add", "story", story_id, now, issue=issue.id)
        except Moved:
            return False  # another process told of it since we looked
        return True


def _words(tx: Transaction, issue: Issue) -> tuple[str, str]:
    """Headline and text: what is in the issue, by the headlines that were approved."""
    titles = [tx.drafts.version(i.draft_id, i.version).content.title for i in issue.items]
    told = "\n".join(f"- {title}" for title in titles[:MOST_TOLD])
    more = len(titles) - MOST_TOLD
    rest = f"\n- og {more} {'historie' if more == 1 else 'historier'} til" if more > 0 else ""
    return "Ugens nyhedsbrev er ude", f"Denne gang kan du læse om:\n\n{told}{rest}"
