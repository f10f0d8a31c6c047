"""Events that were moved or cancelled, and what was sent with the old time."""

from collections.abc import Sequence
from dataclasses import dataclass

from comms.danish.calendar import when
from comms.model.channels import called
from comms.model.event import Event
from comms.model.moved import Change, EventChange
from comms.store.transaction import Transaction
from comms.web.words import came_from, week

SOME = 8  # stories on the first page


@dataclass(frozen=True)
class Notice:
    """One story whose event is no longer as it was told.

    lines: was and is, a Danish line each. where: what was sent, each with its page. by: the
    calendar that says so while nobody has looked; '' when the story says it.
    """

    story_id: int
    title: str
    cancelled: bool
    lines: Sequence[tuple[str, str]]
    where: Sequence[tuple[str, str]]
    by: str


def notices(tx: Transaction, story_id: int | None = None) -> list[Notice]:
    """What nobody has settled: of one story, or of all (the oldest first). One for each story."""
    by_story: dict[int, list[EventChange]] = {}
    for change in tx.event_changes.open(story_id):
        by_story.setdefault(change.story_id, []).append(change)
    return [_notice(tx, its) for its in list(by_story.values())[:SOME]]


def _notice(tx: Transaction, changes: Sequence[EventChange]) -> Notice:
    first, last = changes[0], changes[-1]
    story, sent = tx.stories.get(first.story_id), tx.event_changes.sent(first.story_id)
    where = [(called(one.channel), f"/udkast/{one.id}") for one in sent.drafts]
    where += [(_issue(one.week, one.title), f"/udgaver/{one.id}") for one in sent.issues]
    whole = EventChange(story.id, last.kind, first.before, last.after, last.by)
    return Notice(
        story.id,
        story.title,
        last.kind is Change.CANCELLED,
        [(_told(old), _told(new)) for old, new in whole.pairs],
        where,
        "" if last.applied else came_from(last.by),
    )


def _issue(iso_week: str, title: str) -> str:
    return f"Nyhedsbrev {week(iso_week)}" if iso_week else title


def _told(event: Event | None) -> str:
    if event is None:
        return ""
    place = f", {event.place}" if event.place else ""
    return f"{when(event.start, event.end)}{place}"
