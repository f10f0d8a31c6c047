"""Mails that a person takes care of: sent on, answered, or called something else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from comms.errors import Moved, NotAllowed, UsageError
from comms.model.called import CHOICES, IN_DANISH
from comms.model.disposition import Disposition
from comms.model.draft import Status
from comms.model.item import Item
from comms.model.letter import Letter
from comms.model.referral import Department, Proposal, proposal
from comms.model.story import StoryStatus
from comms.stages.intake.contribute import kept_photos, story_of, tell, waits
from comms.stages.intake.forwarding import WriteForward, department_of, forward_letter
from comms.store.database import Begin
from comms.store.files import Files
from comms.store.items import StoredItem
from comms.store.transaction import Transaction

_OUT = frozenset({Status.SENDING, Status.SENT, Status.UNKNOWN})
_BACK = frozenset({Status.REJECTED, Status.WITHDRAWN})
_LONGEST = 2000


class ReadAnew(Protocol):
    """Reads a kept mail once more, as something that a person calls a story."""

    def __call__(self, raw: bytes, received: datetime) -> Item: ...


@dataclass(frozen=True)
class Correspondence:
    """read, judge: a kept mail, or bare words, as a story. real: False in practice mode."""

    begin: Begin
    files: Files
    read: ReadAnew
    judge: Callable[[str, str, datetime], Item]
    write: WriteForward
    departments: Sequence[Department]
    mailbox: str
    real: bool

    def propose(self, item: StoredItem) -> Proposal | None:
        """The department that the mail's words speak for."""
        return proposal(f"{item.subject}\n{item.body}", self.departments)

    def forward(
        self, item_id: int, department: str, by: str, now: datetime, note: str = ""
    ) -> Letter:
        """Send a mail on to a department (its key), once. Raises UsageError, Moved, NotAllowed."""
        to = department_of(department, self.departments, real=self.real)
        with self.begin() as tx:
            who = tx.staff.acting(by)
            item = tx.items.get(item_id)
            said = note.strip()[:_LONGEST]
            letter = forward_letter(self.write, item, to, who, said, self.mailbox)
            if not tx.letters.write(letter, now):
                raise Moved(f"Henvendelse {item_id} er allerede sendt videre til {to.name}.")
            self._done(tx, item, who, f"sendt videre til {to.name}", now)
            tx.audit.record(who, "forward", "item", item_id, now, to=to.key)
        return letter

    def handle(self, item_id: int, by: str, now: datetime, how: str = "") -> None:
        """Somebody has taken care of it. A second time does no harm.

        how: what was done; needed when somebody may be in danger. Raises NotFound, UsageError.
        """
        said = " ".join(how.split())[:_LONGEST]
        with self.begin() as tx:
            who = tx.staff.acting(by)
            item = tx.items.get(item_id)
            if item.handled_at is not None:
                return
            if item.acute and not said:
                raise UsageError("Skriv, hvad der er gjort, og hvem der har gjort det.")
            self._done(tx, item, who, said or "klaret", now)
            tx.audit.record(who, "handle", "item", item_id, now, how=said)

    def correct(self, item_id: int, disposition: Disposition, by: str, now: datetime) -> int | None:
        """Call a mail something else than it was taken for. Returns the story that it became.

        Called a story it is read anew. Called something else, its story and drafts are rejected;
        refused when something of it has gone out. Raises UsageError, NotAllowed, BadInput.
        """
        if disposition not in CHOICES:
            raise UsageError(f"en mail kan kaldes: {', '.join(CHOICES)}")
        with self.begin() as tx:
            tx.staff.acting(by)
            item = tx.items.get(item_id)
            known = tx.items.stories_of(item_id)
        if item.disposition is disposition:
            raise UsageError(f"Henvendelse {item_id} er allerede {IN_DANISH[disposition]}.")
        if disposition is Disposition.STORY and not known:
            return self._tell(item, by, now)
        with self.begin() as tx:
            who = tx.staff.acting(by)
            self._move(tx, item, disposition, who, now)
            for story_id in known:
                _refuse_merged(tx, story_id)
                if disposition is Disposition.STORY:
                    _bring_back(tx, story_id, who, now)
                else:
                    _take_back(tx, story_id, who, now)
            if disposition is Disposition.STORY:
                return known[0]
            if disposition is Disposition.BULK:
                self._done(tx, item, who, "ikke noget for os", now)
        return None

    def read_again(self, raw_id: int, by: str, now: datetime) -> None:
        """Let what was set aside be read at the next collection."""
        with self.begin() as tx:
            who = tx.staff.acting(by)
            raw = tx.raw_messages.get(raw_id)
            if raw.source.startswith("feed:"):
                raise UsageError(
                    "Det, der kommer fra et feed, bliver læst igen, når feedet er rettet."
                )
            if raw.digest is None:
                raise UsageError("Mailen er ikke hentet, så den kan ikke læses igen.")
            if not tx.raw_messages.read_again(raw_id):
                raise Moved("Mailen er ikke længere lagt til side.")
            tx.audit.record(who, "read again", "raw", raw_id, now, raw.digest)

    def dismiss(self, raw_id: int, by: str, reason: str, now: datetime) -> None:
        """Take what was set aside off the list, with a reason. The bytes stay."""
        said = " ".join(reason.split())[:_LONGEST]
        if not said:
            raise UsageError("Skriv, hvorfor den skal af listen.")
        with self.begin() as tx:
            who = tx.staff.acting(by)
            tx.raw_messages.get(raw_id)
            if not tx.raw_messages.dismiss(raw_id):
                raise Moved("Mailen er ikke længere lagt til side.")
            tx.raw_messages.want_mark(raw_id)
            tx.audit.record(who, "dismiss", "raw", raw_id, now, reason=said)

    def settle_bounce(self, bounce_id: int, by: str, now: datetime) -> None:
        """Somebody has seen that a letter came back. A second time does no harm."""
        with self.begin() as tx:
            who = tx.staff.acting(by)
            bounce = tx.bounces.get(bounce_id)
            if tx.bounces.settle(bounce_id, now):
                tx.audit.record(who, "settle bounce", "item", bounce.item_id, now)

    def _tell(self, item: StoredItem, by: str, now: datetime) -> int:
        """Read it anew as a story; slow work is done before the transaction."""
        read, digest = self._read_anew(item)
        story = story_of(read, item.id, _source(item), kept_photos(read, self.files))
        with self.begin() as tx:
            who = tx.staff.acting(by)
            self._move(tx, item, Disposition.STORY, who, now, read.kind)
            tx.readings.put(item.id, read)
            story_id = tell(tx, story, read, digest, now)
            tx.items.handled(item.id, now, who, "blev til et bidrag")
            if item.raw_id is not None:
                tx.raw_messages.want_mark(item.raw_id)
        return story_id

    def _read_anew(self, item: StoredItem) -> tuple[Item, str]:
        with self.begin() as tx:
            raw = None if item.raw_id is None else tx.raw_messages.get(item.raw_id)
        if raw is not None and raw.digest is not None:
            return self.read(self.files.get(raw.digest), raw.received_at), raw.digest
        read = self.judge(item.subject, item.body, item.received_at)
        return replace(read, sender=item.sender), ""

    def _move(
        self,
        tx: Transaction,
        item: StoredItem,
        to: Disposition,
        who: str,
        now: datetime,
        kind: str | None = None,
    ) -> None:
        why = (f"rettet af {who}: det er {IN_DANISH[to]}", *item.why)
        if not tx.items.correct(item.id, item.disposition, to, why, kind):
            raise Moved(f"Henvendelse {item.id} er ændret af en anden.")
        tx.audit.record(who, f"call {to}", "item", item.id, now, was=str(item.disposition))

    def _done(self, tx: Transaction, item: StoredItem, who: str, how: str, now: datetime) -> None:
        if not tx.items.handled(item.id, now, who, how):
            tx.items.also(item.id, how)
        if item.raw_id is not None:
            tx.raw_messages.want_mark(item.raw_id)


def _refuse_merged(tx: Transaction, story_id: int) -> None:
    into = tx.stories.get(story_id).merged_into
    if into is not None:
        raise NotAllowed(f"Bidrag {story_id} er lagt sammen med bidrag {into}. Fortryd det først.")


def _take_back(tx: Transaction, story_id: int, who: str, now: datetime) -> None:
    story = tx.stories.get(story_id)
    drafts = tx.drafts.all(story_id=story_id)
    if any(draft.status in _OUT for draft in drafts):
        raise NotAllowed(
            f"Bidrag {story_id} er sendt ud eller ved at blive det. Træk det tilbage der først."
        )
    for draft in drafts:
        if draft.status not in _BACK:
            rejected = draft.reject("Det er ikke et bidrag")
            tx.drafts.update(draft, rejected, now)
            tx.audit.record(who, "reject", "draft", draft.id, now, draft.content_hash)
    if story.status is not StoryStatus.REJECTED:
        tx.stories.move(story_id, story.status, StoryStatus.REJECTED)
    tx.audit.record(who, "not a story", "story", story_id, now)


def _bring_back(tx: Transaction, story_id: int, who: str, now: datetime) -> None:
    """It was a story after all: its drafts wait for a yes again."""
    story, drafts = tx.stories.get(story_id), tx.drafts.all(story_id=story_id)
    for draft in drafts:
        if draft.status in _BACK:
            tx.drafts.update(draft, draft.moved(Status.DRAFTED), now)
    if story.status is StoryStatus.REJECTED:
        undrafted = StoryStatus.WAITING if waits(story.flags) else StoryStatus.NEW
        to = StoryStatus.DRAFTED if drafts else undrafted
        tx.stories.move(story_id, StoryStatus.REJECTED, to)
    assert story.item_id is not None
    tx.items.handled(story.item_id, now, who, "blev til et bidrag")
    tx.audit.record(who, "a story again", "story", story_id, now)


def _source(item: StoredItem) -> str:
    return item.source if item.source.startswith("feed:") else "inbox"
