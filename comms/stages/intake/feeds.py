"""Feeds and calendars → stories. An entry is known by any of its keys; photos are not reused."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from comms.errors import BadInput, SendError
from comms.model.event import Event, in_order, judged
from comms.model.item import Item
from comms.model.mail import Address
from comms.model.moved import Change, EventChange, same_events
from comms.model.privacy import Kind
from comms.model.story import Contributor, StoryStatus
from comms.stages.intake.contribute import story_of, tell
from comms.stages.intake.counts import Counts
from comms.store.database import Begin
from comms.store.feed_states import FeedState
from comms.store.files import Files
from comms.store.raw_messages import RawMessage, RawState
from comms.store.transaction import Transaction

FRESH_DAYS = 35  # an entry older than this, with nothing to come, is noted and not told
PAUSE = timedelta(minutes=15)  # after a failure, doubled for each further one
LONGEST_PAUSE = timedelta(hours=24)
Judge = Callable[[str, str, datetime], Item]


class Entry(Protocol):
    """One entry of a feed. keys: what it is known by, strongest first."""

    @property
    def feed(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def events(self) -> tuple[Event, ...]: ...
    @property
    def flags(self) -> frozenset[str]: ...
    @property
    def theme(self) -> int | None: ...
    @property
    def organiser(self) -> str | None: ...
    @property
    def raw(self) -> bytes: ...
    @property
    def keys(self) -> tuple[str, ...]: ...


class Aside(Protocol):
    """An entry that cannot be used."""

    @property
    def reason(self) -> str: ...
    @property
    def raw(self) -> bytes: ...


class Reading(Protocol):
    """All that one body gave."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def set_aside(self) -> Sequence[Aside]: ...


class Answer(Protocol):
    """A feed's answer. reading: None when nothing is new since the last time."""

    @property
    def reading(self) -> Reading | None: ...
    @property
    def etag(self) -> str: ...
    @property
    def last_modified(self) -> str: ...


class Source(Protocol):
    """One feed: asked with what its last answer said.

    Raises BadInput, Refused or TryLater (which may carry `retry_after`, seconds).
    """

    @property
    def key(self) -> str: ...
    def ask(self, etag: str, last_modified: str) -> Answer: ...


@dataclass(frozen=True)
class Feeds:
    """Collects entries. judge: title, text, moment → item, as a mail would be read."""

    begin: Begin
    files: Files
    judge: Judge
    fresh_days: int = FRESH_DAYS

    def collect(self, sources: Iterable[Source], now: datetime, *, patient: bool = True) -> Counts:
        """Ask each feed that is due; one that fails is left alone for a while, the rest goes on.

        patient: False where a person asks: our own pause is passed over, the server's is not.
        """
        counts = Counts()
        for source in sources:
            with self.begin() as tx:
                state = tx.feed_states.get(source.key)
            if _due(state, now, patient=patient):
                counts += self._ask(source, state, now)
        return counts

    def _ask(self, source: Source, state: FeedState, now: datetime) -> Counts:
        try:
            answer = source.ask(state.etag, state.last_modified)
        except (BadInput, SendError) as error:
            return self._paused(state, error, now)
        counts = Counts() if answer.reading is None else self.take(source.key, answer.reading, now)
        fresh = FeedState(
            source.key,
            answer.etag or state.etag,
            answer.last_modified or state.last_modified,
            checked_at=now,
        )
        with self.begin() as tx:
            tx.feed_states.put(fresh)
        return counts

    def _paused(self, state: FeedState, error: Exception, now: datetime) -> Counts:
        pause = _own_pause(state.failures)
        asked = getattr(error, "retry_after", None)
        if isinstance(asked, int):
            pause = max(pause, timedelta(seconds=asked))
        failed = replace(
            state,
            failures=state.failures + 1,
            error=str(error)[:500],
            not_before=now + pause,
            checked_at=now,
        )
        with self.begin() as tx:
            tx.feed_states.put(failed)
        return Counts(failed=1, problems=(str(error),))

    def take(self, feed: str, reading: Reading, now: datetime) -> Counts:
        """Make stories of what is new in a reading."""
        counts = Counts()
        for aside in reading.set_aside:
            counts += self._set_aside(feed, aside, now)
        for entry in reading.entries:
            counts += self._take(feed, entry, now)
        return counts

    def _take(self, feed: str, entry: Entry, now: datetime) -> Counts:
        source = f"feed:{feed}"
        with self.begin() as tx:
            if not entry.keys:
                return Counts(known=1)
            if not tx.raw_messages.keys(source).isdisjoint(entry.keys):
                _note_change(tx, source, entry, now)
                return Counts(known=1)
        digest = self.files.put(entry.raw)
        item = self._item(entry, now)
        with self.begin() as tx:
            raw_id = self._keep(tx, source, entry, digest, now)
            if raw_id is None:
                return Counts(known=1)
            item_id = tx.items.add(
                item, source=source, external_key=entry.keys[0], raw_id=raw_id, received=now
            )
            if item_id is None:
                return Counts(known=1)
            if not self._worth_telling(entry, item, now):
                tx.items.handled(item_id, now)
                return Counts(fetched=1)
            story = replace(
                story_of(item, item_id, source, ()),
                link=entry.link,
                contributor=Contributor(entry.organiser or feed),
            )
            tell(tx, story, item, digest, now)
        return Counts(fetched=1, stories=1)

    def _keep(
        self, tx: Transaction, source: str, entry: Entry, digest: str, now: datetime
    ) -> int | None:
        """A row for each key, so that an entry whose id changes is still known by its link."""
        kept = [
            tx.raw_messages.add(
                RawMessage(source, key[:400], digest, len(entry.raw), now, RawState.READ)
            )
            for key in entry.keys
        ]
        return kept[0]

    def _item(self, entry: Entry, now: datetime) -> Item:
        """Judged as text; what the feed says of time, place and theme counts before that."""
        moment = entry.published or now
        read = self.judge(entry.title, entry.text, moment)
        told = [event for event in entry.events if event.start]
        events = in_order(judged(event, now) for event in told) or read.events
        themes = read.themes
        if entry.theme is not None:
            themes = (entry.theme, *(n for n in themes if n != entry.theme))[:3]
        return replace(
            read,
            title=entry.title,
            kind="event" if events else read.kind or "story",
            events=events,
            themes=themes,
            sender=Address(entry.organiser or entry.feed),
            subject=entry.title,
        )

    def _worth_telling(self, entry: Entry, item: Item, now: datetime) -> bool:
        if "cancelled" in entry.flags:
            return False
        if item.events:
            return any(not event.over(now) for event in item.events)
        oldest: date = (now - timedelta(days=self.fresh_days)).date()
        return entry.published is None or entry.published.date() >= oldest

    def _set_aside(self, feed: str, aside: Aside, now: datetime) -> Counts:
        key = f"aside {hashlib.sha256(aside.raw).hexdigest()}"
        digest = self.files.put(aside.raw)
        with self.begin() as tx:
            raw = RawMessage(
                f"feed:{feed}", key, digest, len(aside.raw), now, RawState.SET_ASIDE, aside.reason
            )
            raw_id = tx.raw_messages.add(raw)
            if raw_id is None:
                return Counts(known=1)
            tx.audit.record("system", "set_aside", "raw", raw_id, now, digest)
        return Counts(set_aside=1, problems=(aside.reason,))


def _note_change(tx: Transaction, source: str, entry: Entry, now: datetime) -> None:
    """A known event that its calendar moved or cancelled: told to staff, once for each time.

    Nothing of the story is changed before a person has looked.
    """
    cancelled = Kind.CANCELLED in entry.flags
    if not entry.events and not cancelled:
        return
    story_id = tx.items.story_of_keys(source, entry.keys)
    story = None if story_id is None else tx.stories.get(story_id)
    if story is None or not story.events or story.status is StoryStatus.REJECTED:
        return
    told = in_order(event for event in entry.events if event.start)
    if not cancelled and (not told or same_events(told, story.events)):
        return
    kind = Change.CANCELLED if cancelled else Change.MOVED
    change = EventChange(story.id, kind, story.events, told, source, applied=False)
    newest = tx.event_changes.newest(story.id)
    known = newest is not None and newest.kind is kind and same_events(newest.after, told)
    if (cancelled and Kind.CANCELLED in story.flags) or known or not change.ahead(now):
        return
    tx.event_changes.add(change, now)
    tx.audit.record("system", "calendar change", "story", story.id, now, kind=kind)


def _due(state: FeedState, now: datetime, *, patient: bool) -> bool:
    if state.not_before is None or state.not_before <= now:
        return True
    if patient or state.checked_at is None:
        return False
    return state.not_before <= state.checked_at + _own_pause(state.failures - 1)


def _own_pause(failures: int) -> timedelta:
    """How long we leave a feed alone after its next failure in a row."""
    doublings: int = 2 ** min(max(failures, 0), 10)
    return min(PAUSE * doublings, LONGEST_PAUSE)
