"""Which stories an issue takes, and in what order: the editorial rules, without the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# An event leads while it is near: a picture of something in two months says nothing new.
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Candidate:
    """An approved story that may go into an issue.

    theme: its first; 0 for none. place: of its section among all, 0 first. next_at: when the next
    thing it tells of begins; None: nothing of it lies ahead. over: it tells of events, and all of
    them are past. pinned: the place a person gave it in this issue; None: nobody did.
    """

    draft_id: int
    approved_at: datetime
    theme: int = 0
    section: str = ""
    place: int = 0
    knowledge: bool = False
    photo: bool = False
    next_at: datetime | None = None
    over: bool = False
    pinned: int | None = None


@dataclass(frozen=True)
class Room:
    """What an issue has room for.

    due: when it goes; next_due: when the one after it goes. oldest: an approval before it is no
    longer fresh. most: stories at most. most_of_theme: of one theme, before others have had room.
    """

    due: datetime
    next_due: datetime
    oldest: datetime
    most: int
    most_of_theme: int


@dataclass(frozen=True)
class Selection:
    """taken: in the order they are read, the lead first. waiting: what there was no room for."""

    taken: tuple[Candidate, ...]
    waiting: tuple[Candidate, ...]


def selected(candidates: Iterable[Candidate], room: Room) -> Selection:
    """What a person pinned; then what would come too late in the next issue; then the oldest yes.

    What waits longest goes first, so what there was no room for heads the next issue's list.
    """
    fit = [one for one in candidates if _is_fit(one, room)]
    pinned = sorted((one for one in fit if one.pinned is not None), key=lambda one: one.pinned or 0)
    queue = sorted((one for one in fit if one.pinned is None), key=lambda one: _turn(one, room))
    taken = _balanced(pinned, queue, room)
    ids = {one.draft_id for one in taken}
    waiting = tuple(one for one in queue if one.draft_id not in ids)
    return Selection(in_order(taken, room.due), waiting)


def in_order(taken: Sequence[Candidate], due: datetime) -> tuple[Candidate, ...]:
    """The lead first; then section by section: events by date, then what is newest.

    What is pinned stands where a person put it; 0 is the lead.
    """
    pinned = sorted((one for one in taken if one.pinned is not None), key=lambda o: o.pinned or 0)
    order = sorted((one for one in taken if one.pinned is None), key=_reading_order)
    if order and not any(one.pinned == 0 for one in pinned):
        first = lead(order, due)
        order = [first, *(one for one in order if one is not first)]
    for one in pinned:
        order.insert(one.pinned or 0, one)
    return tuple(order)


def lead(taken: Sequence[Candidate], due: datetime) -> Candidate:
    """What stands on top when nobody said: the nearest event with a photo, else the newest with
    one; without any photo the nearest event, then what is newest. Knowledge leads alone only.

    taken: at least one.
    """
    told = [one for one in taken if not one.knowledge] or list(taken)
    for shown in ([one for one in told if one.photo], told):
        near = [(one.next_at, one) for one in shown if one.next_at and one.next_at <= due + NEAR]
        if near:
            return min(near, key=lambda pair: (pair[0], pair[1].draft_id))[1]
        if shown:
            return max(shown, key=lambda one: (one.approved_at, one.draft_id))
    raise AssertionError("nothing was taken")


def _is_fit(one: Candidate, room: Room) -> bool:
    """A person's word counts more than age; what lies ahead does not grow old."""
    if one.pinned is not None:
        return True
    return not one.over and (one.approved_at >= room.oldest or one.next_at is not None)


def _turn(one: Candidate, room: Room) -> tuple[bool, datetime, int]:
    last_chance = one.next_at is not None and one.next_at < room.next_due
    at = one.next_at if last_chance and one.next_at is not None else one.approved_at
    return (not last_chance, at, one.draft_id)


def _balanced(
    pinned: Sequence[Candidate], queue: Sequence[Candidate], room: Room
) -> list[Candidate]:
    """Twice through the queue: no theme beyond its share at first, then whatever is left."""
    taken = list(pinned)
    have = Counter(one.theme for one in taken)
    passed = []
    for one in queue:
        if len(taken) >= room.most or (one.theme and have[one.theme] >= room.most_of_theme):
            passed.append(one)
            continue
        taken.append(one)
        have[one.theme] += 1
    return [*taken, *passed[: max(0, room.most - len(taken))]]


def _reading_order(one: Candidate) -> tuple[int, bool, float, int]:
    when = one.next_at.timestamp() if one.next_at else -one.approved_at.timestamp()
    return (one.place, one.next_at is None, when, one.draft_id)
