"""Is another story the same one, told twice: mailed by two people, or by mail and by feed?"""

from collections.abc import Iterable

from comms.danish.calendar import long_date
from comms.danish.lookup import terms
from comms.model.event import Event
from comms.model.story import Story

# Shares of the words of the shorter title that stand in the other one too.
ALIKE, THE_SAME = 0.6, 0.85
_FEWEST = 2  # words: one word in common is no likeness


def twin_reason(story: Story, other: Story) -> str:
    """Why `other` may be the same as `story`, as a Danish sentence; '' when it is not likely.

    A likeness of words alone counts only when no days speak against it.
    """
    if story.link and _plain(story.link) == _plain(other.link):
        return "Samme link."
    alike = likeness(story.title, other.title)
    for day, place in _met(story.events, other.events):
        if place:
            return f"Samme dag ({long_date(day.day)}) og samme sted ({place})."
        if alike >= ALIKE:
            return f"Samme dag ({long_date(day.day)}), og overskrifterne ligner hinanden."
    if alike >= THE_SAME and not (story.events and other.events):
        return "Overskrifterne er næsten ens."
    return ""


def likeness(one: str, other: str) -> float:
    """How much of the shorter title stands in the other: 0.0 to 1.0, by stems."""
    mine, theirs = terms([one]), terms([other])
    shared, fewest = len(mine & theirs), min(len(mine), len(theirs))
    return shared / fewest if shared >= _FEWEST else 0.0


def same_occasion(one: Event, other: Event) -> bool:
    """The same day, and the same hour where both tell it."""
    if one.day != other.day:
        return False
    return not (one.timed and other.timed) or one.start == other.start


def _met(mine: Iterable[Event], theirs: Iterable[Event]) -> list[tuple[Event, str]]:
    """What both have on the same day, and the place when that is the same too; those first."""
    others = list(theirs)
    found = [
        (one, _shared_place(one, other))
        for one in mine
        for other in others
        if same_occasion(one, other)
    ]
    return sorted(found, key=lambda met: not met[1])


def _shared_place(one: Event, other: Event) -> str:
    mine, theirs = terms([one.place or ""]), terms([other.place or ""])
    if not mine or not theirs or not (mine <= theirs or theirs <= mine):
        return ""
    return one.place or ""


def _plain(link: str) -> str:
    return link.partition("://")[2].removeprefix("www.").rstrip("/").lower()
