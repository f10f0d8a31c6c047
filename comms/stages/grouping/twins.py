"""Which stories may be the same as one?"""

from collections.abc import Sequence
from dataclasses import dataclass

from comms.model.story import Story
from comms.model.twins import twin_reason
from comms.store.transaction import Transaction

MOST = 5


@dataclass(frozen=True)
class Twin:
    """A story that may be the same, and why (a Danish sentence)."""

    story: Story
    reason: str


def of(tx: Transaction, story: Story) -> Sequence[Twin]:
    """The likely ones, newest first; none for what is merged or withdrawn."""
    if story.merged_into is not None or story.withdrawn_at is not None:
        return ()
    near = tx.regroupings.near(story)
    known = tx.stories.several(near)
    told = [(known[one], twin_reason(story, known[one])) for one in near]
    return [Twin(other, reason) for other, reason in told if reason][:MOST]
