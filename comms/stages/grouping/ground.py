"""What merging and splitting share: which stories may be touched, and how drafts follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from comms.errors import NotAllowed
from comms.model.draft import Draft, Status
from comms.model.story import Story
from comms.store.transaction import Transaction

OUT = (Status.SENDING, Status.SENT, Status.UNKNOWN)
WAITS = (Status.DRAFTED, Status.APPROVED, Status.FAILED)


class Followed(Protocol):
    """What became of a changed story's drafts: made anew, behind it, out already."""

    @property
    def made_anew(self) -> Sequence[Draft]: ...

    @property
    def behind(self) -> Sequence[Draft]: ...

    @property
    def out(self) -> Sequence[Draft]: ...


class Follow(Protocol):
    """Lets the drafts of a story, stored as `story`, follow it from what it was `before`."""

    def __call__(
        self, tx: Transaction, before: Story, story: Story, who: str, now: datetime
    ) -> Followed: ...


def usable(story: Story) -> Story:
    """Raises NotAllowed for what is merged or withdrawn."""
    if story.merged_into is not None:
        raise NotAllowed(f"Bidrag {story.id} er lagt sammen med bidrag {story.merged_into}.")
    if story.withdrawn_at is not None:
        raise NotAllowed(f"Samtykket til bidrag {story.id} er trukket tilbage.")
    return story
