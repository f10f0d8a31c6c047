"""What belongs together with a story: merged into it, split from its mail, or perhaps the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.draft import Draft
from comms.model.story import Story
from comms.stages.grouping import Twin
from comms.store.regroupings import Regrouped, Regrouping
from comms.store.transaction import Transaction
from comms.web.here import house
from comms.web.sourced import Origin, origin


@dataclass(frozen=True)
class Joined:
    """A story that was merged into the one that is shown, with the source that it came by.

    by, at: who merged them, and when; '' and None when it came along with another.
    """

    story: Story
    origin: Origin
    drafts: Sequence[Draft]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Group:
    """into: the story that tells this one now. parts: other stories of the same mail."""

    joined: tuple[Joined, ...] = ()
    twins: Sequence[Twin] = ()
    into: Story | None = None
    parts: Sequence[Story] = ()


def group(tx: Transaction, story: Story, merged: Sequence[Story]) -> Group:
    """merged: the stories that this one tells."""
    by_other = {
        one.other_id: one
        for one in tx.regroupings.of(story.id)
        if one.kind is Regrouped.MERGE and one.story_id == story.id
    }
    into = None if story.merged_into is None else tx.stories.get(story.merged_into)
    return Group(
        tuple(_joined(tx, one, by_other.get(one.id)) for one in merged),
        house().grouping.twins(tx, story.id),
        into,
        _parts(tx, story),
    )


def _joined(tx: Transaction, story: Story, merged: Regrouping | None) -> Joined:
    item = None if story.item_id is None else tx.items.get(story.item_id)
    reading = None if item is None else tx.readings.of_several([item.id]).get(item.id)
    found = [one for one in tx.findings.of(story.id) if one.story_id == story.id]
    came = origin(story, item, reading, found, house().themes)
    drafts = tx.drafts.all(story_id=story.id)
    if merged is None:
        return Joined(story, came, drafts)
    return Joined(story, came, drafts, merged.by, merged.at)


def _parts(tx: Transaction, story: Story) -> Sequence[Story]:
    if story.item_id is None:
        return ()
    others = [one for one in tx.items.stories_of(story.item_id) if one != story.id]
    known = tx.stories.several(others) if others else {}
    return [known[one] for one in others if known[one].merged_into != story.id]
