"""Two stories made one, that undone, and one made two: each in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.account import ANYBODY
from comms.stages.grouping import merging, splitting, twins
from comms.stages.grouping.ground import Follow
from comms.stages.grouping.merging import Merged, Unmerged
from comms.stages.grouping.splitting import Part, Split
from comms.stages.grouping.twins import Twin
from comms.store.database import Begin
from comms.store.transaction import Transaction


@dataclass(frozen=True)
class Grouping:
    """follow: how a changed story reaches its drafts."""

    begin: Begin
    follow: Follow

    def twins(self, tx: Transaction, story_id: int) -> Sequence[Twin]:
        """Stories that may be the same one, each with the reason. Raises NotFound."""
        return twins.of(tx, tx.stories.get(story_id))

    def merge(
        self, story_id: int, other_id: int, by: str, now: datetime, *, with_text: bool = False
    ) -> Merged:
        """Make `other_id` a part of `story_id`, which tells both from now on.

        Waiting drafts of the other are withdrawn; what is out stays where it is. with_text: its
        words are put below. Raises UsageError, NotAllowed, Moved, NotFound.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            return merging.merge(tx, self.follow, (story_id, other_id), who, now, text=with_text)

    def undo(self, other_id: int, by: str, now: datetime) -> Unmerged:
        """Make a merged story one of its own again, as long as nothing of the two was sent.

        Raises NotFound, NotAllowed, Moved.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            return merging.undo(tx, self.follow, other_id, who, now)

    def split(self, story_id: int, part: Part, by: str, now: datetime) -> Split:
        """Make a story of its own of a part of another; both keep the mail they came by.

        Raises UsageError for what is missing, NotAllowed, Moved, NotFound.
        """
        asked = splitting.checked(part)
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            return splitting.split(tx, self.follow, story_id, asked, who, now)
