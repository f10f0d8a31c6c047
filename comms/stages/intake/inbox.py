"""The shared mailbox → stories. Each step is stored before the next, so a kill loses nothing.

Bytes are kept first; then each kept mail is read, judged and told in one transaction; last the
mailbox is told what became a story. The next run goes on wherever the last one stopped.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from comms.errors import BadInput, CommsError
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.stages.intake.acknowledge import Acknowledging
from comms.stages.intake.contribute import alarm, kept_photos, story_of, tell
from comms.stages.intake.counts import Counts
from comms.store.database import Begin
from comms.store.files import Files
from comms.store.raw_messages import RawMessage, RawState
from comms.store.transaction import Transaction

MOST_TRIES = 3  # readings that may break down before a mail is set aside
Read = Callable[[bytes, datetime], Item]


class Fetched(Protocol):
    """A mail as the mailbox hands it out. raw: None when it could not be had, `problem` says why.

    too_big: it never will be had, so it is set aside at once.
    """

    @property
    def key(self) -> str: ...
    @property
    def raw(self) -> bytes | None: ...
    @property
    def size(self) -> int: ...
    @property
    def received(self) -> datetime | None: ...
    @property
    def problem(self) -> str: ...
    @property
    def too_big(self) -> bool: ...


class Mailbox(Protocol):
    """What intake asks of a mailbox."""

    @property
    def name(self) -> str: ...
    def fetch(self, known: Callable[[str], bool]) -> Iterator[Fetched]: ...
    def mark_read(self, keys: Iterable[str]) -> None: ...


@dataclass(frozen=True)
class Inbox:
    """Collects mail. read: raw bytes → item, bounded in time. alarm_to: told at once of danger.

    acknowledging: None where nobody is answered. public_url: where the pages are.
    """

    begin: Begin
    files: Files
    read: Read
    alarm_to: Sequence[str] = ()
    acknowledging: Acknowledging | None = None
    public_url: str = ""

    def collect(self, mailbox: Mailbox, now: datetime) -> Counts:
        """Fetch, read and mark. What an earlier run left half done is done first and last."""
        counts = self._keep_all(mailbox, now)
        seen: set[int] = set()
        while batch := [raw for raw in self._unread() if raw.id not in seen]:
            for raw in batch:
                seen.add(raw.id)
                counts += self._take(raw, now)
        return counts + self._mark(mailbox)

    def _keep_all(self, mailbox: Mailbox, now: datetime) -> Counts:
        """Bytes first. A mailbox that goes away ends the fetching, not the reading."""
        with self.begin() as tx:
            keys = tx.raw_messages.keys(mailbox.name)
        known: list[str] = []

        def is_known(key: str) -> bool:
            known.extend([key] if key in keys else [])
            return key in keys

        counts = Counts()
        try:
            for mail in mailbox.fetch(is_known):
                counts += self._keep(mailbox.name, mail, now)
        except CommsError as error:
            counts += Counts(failed=1, problems=(str(error),))
        return counts + Counts(known=len(known))

    def _keep(self, source: str, mail: Fetched, now: datetime) -> Counts:
        if mail.raw is None and not mail.too_big:
            return Counts(failed=1, problems=(f"{mail.key}: {mail.problem}",))
        digest = None if mail.raw is None else self.files.put(mail.raw)
        state = RawState.NEW if mail.raw is not None else RawState.SET_ASIDE
        kept = RawMessage(
            source, mail.key, digest, mail.size, mail.received or now, state, mail.problem
        )
        with self.begin() as tx:
            raw_id = tx.raw_messages.add(kept)
            if raw_id is None:
                return Counts(known=1)
            if state is RawState.SET_ASIDE:
                tx.audit.record("system", "set_aside", "raw", raw_id, now, reason=mail.problem)
                return Counts(set_aside=1, problems=(mail.problem,))
        return Counts(fetched=1)

    def _unread(self) -> Sequence[RawMessage]:
        with self.begin() as tx:
            return [raw for raw in tx.raw_messages.unread() if not raw.source.startswith("feed:")]

    def _take(self, raw: RawMessage, now: datetime) -> Counts:
        """Read one kept mail. The try is counted first: one that kills us is not read forever."""
        with self.begin() as tx:
            tries = tx.raw_messages.begin_try(raw.id)
        if tries > MOST_TRIES:
            return self._set_aside(raw, f"læsningen er brudt sammen {MOST_TRIES} gange", now)
        assert raw.digest is not None
        try:
            item = self.read(self.files.get(raw.digest), raw.received_at)
        except BadInput as error:
            return self._set_aside(raw, str(error), now)
        photos = kept_photos(item, self.files) if item.disposition is Disposition.STORY else ()
        with self.begin() as tx:
            return self._settle(tx, raw, item, photos, now)

    def _settle(
        self, tx: Transaction, raw: RawMessage, item: Item, photos: Sequence[Photo], now: datetime
    ) -> Counts:
        assert raw.digest is not None
        is_story = item.disposition is Disposition.STORY
        if not tx.raw_messages.settle(raw.id, RawState.READ, mark="wanted" if is_story else ""):
            return Counts()
        key = _external_key(item, raw.digest)
        item_id = tx.items.add(
            item, source=raw.source, external_key=key, raw_id=raw.id, received=raw.received_at
        )
        if item_id is None:
            return Counts(known=1)
        if item.doubt:
            tx.items.needs_a_person(item_id, item.doubt)
        self._raise_alarm(tx, item, item_id, now)
        self._acknowledge(tx, item, item_id, raw.received_at, now)
        tx.bounces.add(item_id, item.returned, raw.received_at)
        if not is_story:
            tx.audit.record("system", str(item.disposition), "item", item_id, now, raw.digest)
            return Counts()
        tell(tx, story_of(item, item_id, "inbox", photos), item, raw.digest, now)
        return Counts(stories=1)

    def _raise_alarm(self, tx: Transaction, item: Item, item_id: int, now: datetime) -> None:
        human = item.disposition in (Disposition.QUESTION, Disposition.STORY)
        if human and any(finding.kind is Kind.ACUTE for finding in item.findings):
            for address in self.alarm_to:
                tx.letters.write(alarm(item_id, address, self.public_url), now)

    def _acknowledge(
        self, tx: Transaction, item: Item, item_id: int, received: datetime, now: datetime
    ) -> None:
        if self.acknowledging is None:
            return
        done = self.acknowledging.answer(tx, item, item_id, received, now)
        if done:
            tx.items.explain(item_id, (*item.why, done))

    def _set_aside(self, raw: RawMessage, reason: str, now: datetime) -> Counts:
        with self.begin() as tx:
            if not tx.raw_messages.settle(raw.id, RawState.SET_ASIDE, reason):
                return Counts()
            tx.audit.record("system", "set_aside", "raw", raw.id, now, raw.digest or "")
        return Counts(set_aside=1, problems=(f"{raw.key}: {reason}",))

    def _mark(self, mailbox: Mailbox) -> Counts:
        """Tell the mailbox what became a story. What fails now is told again at the next run."""
        with self.begin() as tx:
            keys = tx.raw_messages.to_mark(mailbox.name)
        if not keys:
            return Counts()
        try:
            mailbox.mark_read(keys)
        except CommsError as error:
            return Counts(problems=(str(error),))
        with self.begin() as tx:
            tx.raw_messages.marked(mailbox.name, keys)
        return Counts()


def _external_key(item: Item, digest: str) -> str:
    """The Message-ID, or what was said: a mail may lie in the mailbox twice under new UIDs."""
    return item.message_id[:400] or f"sha256:{digest}"
