"""A post that went out, as it was last seen, beside the drafts that correct it."""

from collections.abc import Sequence
from dataclasses import dataclass

from comms.model.draft import Act, Draft, Status
from comms.stages.review.correcting import REACHED, stands
from comms.store.publications import Phase, Publication
from comms.store.transaction import Transaction
from comms.web.difference import Stretch, difference


@dataclass(frozen=True)
class Standing:
    """A post that went out, as it was last seen, and its corrections.

    words: what it says. change: those words and a correction's, told as changes; empty when it is
    the post itself that is looked at. reached: can it be corrected from here?
    """

    post: Publication
    words: str
    corrections: Sequence[Draft]
    change: tuple[Stretch, ...]
    reached: bool

    @property
    def removed(self) -> bool:
        """Was it taken down?"""
        return self.post.phase is Phase.REMOVED

    @property
    def under_way(self) -> Draft | None:
        """The correction that is not done with."""
        over = (Status.SENT, Status.REJECTED, Status.WITHDRAWN)
        return next((one for one in self.corrections if one.status not in over), None)


def standing(tx: Transaction, draft: Draft) -> Standing | None:
    """The post of a draft, or the one that a correction is for. None: nothing of it is out."""
    whose = draft if draft.corrects is None else tx.drafts.get(draft.corrects)
    seen = (Phase.PUBLIC, Phase.REMOVED)
    posts = [one for one in tx.publications.of_draft(whose.id) if one.phase in seen]
    if not posts:
        return None
    words = stands(whose, posts[-1])
    told = difference(words, draft.content.text) if draft.act is Act.EDIT else ()
    reached = whose.channel in REACHED and posts[-1].phase is Phase.PUBLIC
    corrections = tx.drafts.corrections(whose.id)
    return Standing(posts[-1], words, corrections, told, reached)
