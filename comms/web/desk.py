"""One draft with all that a person must see to judge it, read at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.account import Account
from comms.model.clearance import Clearance, hindrances
from comms.model.draft import Content, Draft, Status
from comms.model.hindrance import Hindrance
from comms.model.photo import Photo
from comms.model.privacy import Finding
from comms.model.story import Story
from comms.store.audit import AuditEvent
from comms.store.items import StoredItem
from comms.store.tasks import Task
from comms.store.transaction import Transaction
from comms.web.asked import Advice, Question, advice, questions
from comms.web.difference import marked

Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Source:
    """A story as it came in. title, body, cut: its words, True where a finding stands on them.

    cut: what was cut from the mail, a quote and a signature. asks: what would keep it from being
    told in just these words. item: the mail or entry that it came in by; None when somebody typed
    it in. tasks: what must be taken down.
    """

    story: Story
    title: Marked
    body: Marked
    cut: Marked
    asks: tuple[Question, ...]
    advice: tuple[Advice, ...]
    answers: Sequence[Clearance]
    item: StoredItem | None
    tasks: Sequence[Task]

    @property
    def mail_id(self) -> int | None:
        """The mail that can be shown as it looked; None for what came by no mail."""
        item = self.item
        by_mail = item is not None and item.raw_id and not item.source.startswith("feed:")
        return item.id if item is not None and by_mail else None

    @property
    def cut_is_marked(self) -> bool:
        """Does a finding stand in what was cut off?"""
        return any(found for _, found in self.cut)


@dataclass(frozen=True)
class Desk:
    """What lies on the desk. shown: the photos that go out with the draft, in order."""

    draft: Draft
    source: Source
    shown: tuple[Photo, ...]
    hinders: tuple[Hindrance, ...]
    asks: tuple[Question, ...]
    events: Sequence[AuditEvent]
    others: tuple[Draft, ...]

    @property
    def story(self) -> Story:
        """The story that the draft tells."""
        return self.source.story

    @property
    def open(self) -> bool:
        """Can the words still be changed?"""
        return self.draft.status in (
            Status.DRAFTED,
            Status.APPROVED,
            Status.FAILED,
            Status.REJECTED,
            Status.WITHDRAWN,
        )

    def used(self, photo: Photo) -> str | None:
        """The alternative text under which the draft shows a photo; None when it does not."""
        for use in self.draft.content.photos:
            if use.digest == photo.digest:
                return use.alt
        return None

    def refusals(self, who: Account, *, four_eyes: bool) -> tuple[str, ...]:
        """Why `who` would be refused the yes, told beforehand. The stage has the last word."""
        told = []
        if not who.approves:
            told.append("Kun en godkender kan godkende.")
        if four_eyes and self.draft.written_by.lower() == who.name.lower():
            told.append("Du har selv skrevet denne version. En anden skal godkende den.")
        if self.hinders:
            told.append("Der er noget, der skal afklares først. Se øverst på siden.")
        return tuple(told)


def desk(tx: Transaction, draft_id: int, now: datetime) -> Desk:
    """Read a draft and what belongs to it. Raises NotFound."""
    draft = tx.drafts.get(draft_id)
    story = tx.stories.get(draft.story_id)
    found, answers = tx.findings.of(story.id), tx.findings.answers(story.id)
    hinders = hindrances(draft, story, found, answers, now)
    return Desk(
        draft=draft,
        source=_source(tx, story, found, answers, now),
        shown=_shown(draft, story),
        hinders=hinders,
        asks=questions(hinders),
        events=tx.audit.about("draft", draft_id),
        others=tuple(d for d in tx.drafts.all(story_id=story.id) if d.id != draft_id),
    )


def source(tx: Transaction, story_id: int, now: datetime) -> Source:
    """Read a story as it came in. Raises NotFound."""
    story = tx.stories.get(story_id)
    found, answers = tx.findings.of(story_id), tx.findings.answers(story_id)
    return _source(tx, story, found, answers, now)


def _source(
    tx: Transaction,
    story: Story,
    found: Sequence[Finding],
    answers: Sequence[Clearance],
    now: datetime,
) -> Source:
    item = None if story.item_id is None else tx.items.get(story.item_id)
    as_it_came = Draft(story.id, "", Content(story.title, story.text, story.link, story.uses))
    cut = "\n\n".join(filter(None, [item.quoted, item.signature])) if item else ""
    open_now = hindrances(as_it_came, story, found, answers, now)
    excerpts = tuple(one.text for one in found if not one.draft_id)
    return Source(
        story=story,
        title=marked(story.title, excerpts),
        body=marked(story.text, excerpts),
        cut=marked(cut, tuple(f.text for f in found if f.where in ("quoted", "signature"))),
        asks=questions(open_now),
        advice=advice(found, as_it_came, story, now),
        answers=answers,
        item=item,
        tasks=tx.tasks.open(story_id=story.id),
    )


def _shown(draft: Draft, story: Story) -> tuple[Photo, ...]:
    photos = {photo.digest: photo for photo in story.photos}
    return tuple(photos[use.digest] for use in draft.content.photos if use.digest in photos)
