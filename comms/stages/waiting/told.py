"""What waits, as a letter tells it: numbers and channels, never a title or a name of a citizen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.channels.staff_post import StaffPost
from comms.danish.calendar import long_date
from comms.model.disposition import Disposition
from comms.model.draft import Act
from comms.store.agenda import DraftWaiting
from comms.store.items import StoredItem

SHOWN = 10  # lines of a group
_CHANNELS = {"facebook": "Facebook", "newsletter": "nyhedsbrev", "press": "presse"}
_ACTS = {Act.EDIT: "rettelse på {}", Act.TAKE_DOWN: "tag ned fra {}"}
_KINDS = {"event": "arrangement", "knowledge": "viden", "story": "historie"}
_WISHES = {
    Disposition.QUESTION: "et spørgsmål",
    Disposition.SUBSCRIBE: "en tilmelding",
    Disposition.UNSUBSCRIBE: "en afmelding",
    Disposition.AMBASSADOR: "en, der vil være ambassadør",
    Disposition.BOUNCE: "en returmail",
}


@dataclass(frozen=True)
class Line:
    """One thing that waits, and the page where it is done."""

    says: str
    url: str


@dataclass(frozen=True)
class Group:
    """Things of one sort. more: how many there are beyond `lines`."""

    heading: str
    lines: Sequence[Line]
    more: int = 0

    @property
    def count(self) -> int:
        """How many things there are."""
        return len(self.lines) + self.more


def group(heading: str, lines: Iterable[Line], beyond: int = 0) -> Iterator[Group]:
    """The group, unless it is empty. beyond: things that there is no line of."""
    told = list(lines)
    if told:
        yield Group(heading, told[:SHOWN], len(told[SHOWN:]) + beyond)


def of_drafts(drafts: Iterable[DraftWaiting], post: StaffPost) -> list[Line]:
    """A line for each story; one draft alone leads to its own page."""
    by_story: dict[int, list[DraftWaiting]] = {}
    for one in drafts:
        by_story.setdefault(one.story_id, []).append(one)
    return [_line(its, post) for its in by_story.values()]


def of_items(items: Iterable[StoredItem], post: StaffPost) -> list[Line]:
    """A line for each mail."""
    return [
        Line(
            f"Henvendelse {one.id}, {_WISHES.get(one.disposition, 'en mail')}, "
            f"{_came(one.received_at)}",
            post.page(f"/henvendelser/{one.id}"),
        )
        for one in items
    ]


def things(count: int) -> str:
    """As in "1 ting" and "12 ting"."""
    return f"{count} ting"


def _line(drafts: Sequence[DraftWaiting], post: StaffPost) -> Line:
    first = drafts[0]
    channels = " og ".join(dict.fromkeys(_name(one) for one in drafts))
    alone = len(drafts) == 1
    path = f"/udkast/{first.id}" if alone else f"/bidrag/{first.story_id}"
    kind = _KINDS.get(first.kind, first.kind)
    says = f"Bidrag {first.story_id} ({kind}), {channels}, {_came(first.came_at)}"
    return Line(says, post.page(path))


def _name(draft: DraftWaiting) -> str:
    name = _CHANNELS.get(draft.channel, draft.channel)
    return _ACTS.get(draft.act, "{}").format(name)


def _came(at: datetime) -> str:
    return f"kom {long_date(at).rpartition(' ')[0]}"
