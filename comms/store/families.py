"""Which stories tell which: one that others were merged into has what belongs to them too."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, select

from comms.store.tables import stories

T = TypeVar("T")


def members(db: Connection, story_ids: Collection[int]) -> dict[int, int]:
    """The stories of these and those that were merged into them: each with the one that tells it.

    By one query, however many there are.
    """
    query = select(stories.c.id, stories.c.merged_into).where(stories.c.merged_into.in_(story_ids))
    found = {int(row[0]): int(row[1]) for row in db.execute(query)}
    return {**{one: one for one in story_ids}, **found}


def gathered(family: Mapping[int, int], things: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Things under the story that tells them. things: each with the story it belongs to."""
    under: dict[int, list[T]] = {}
    for story_id, one in things:
        under.setdefault(family[story_id], []).append(one)
    return under
