"""One draft with all that a person must see to judge it, read at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.account import Account
from comms.model.clearance import Clearance, hindrances
from comms.model.draft import Act, Content, Draft, Status
from comms.model.hindrance import Hindrance
from comms.model.photo import Photo
from comms.model.privacy import Finding
from comms.model.story import Story
from comms.store.audit import AuditEvent
from comms.store.items import StoredItem
from comms.store.tasks import Task
from comms.store.transaction import Transaction
from comms.web.asked import Advice, Question, advice, questions
from comms.web.here import house
from comms.web.sourced import Origin, origin


@dataclass(frozen=True)
class Source:
    """A story and where it came from.

    origin: the mail or entry that it came in by, with what its words gave. asks: what would keep
    it from being told in just these words. tasks: what must be taken down. merged: stories that
    were merged into it.
    """

    story: Story
    origin: Origin
    asks: tuple[Question, ...]
    advice: tuple[Advice, ...]
    answers: Sequence[Clearance]
    tasks: Sequence[Task]
    merged: Sequence[Story] = ()

    @property
    def item(self) -> StoredItem | None:
        """The mail or entry; None when somebody typed it in."""
        return self.origin.item

    @property
    def changed(self) -> bool:
        """Does the story say something else than what came in?"""
        item = self.item
        return item is not None and item.body.strip() != self.story.text.strip()


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
        others=_others(tx, draft),
    )


def _others(tx: Transaction, draft: Draft) -> tuple[Draft, ...]:
    """The story's drafts beside this one. A correction lies on the desk alone."""
    if draft.act is not Act.POST:
        return ()
    made = tx.drafts.all(story_id=draft.story_id)
    return tuple(one for one in made if one.id != draft.id and one.act is Act.POST)


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
    reading = None if item is None else tx.readings.of_several([item.id]).get(item.id)
    as_it_came = Draft(story.id, "", Content(story.title, story.text, story.link, story.uses))
    open_now = hindrances(as_it_came, story, found, answers, now)
    own = [one for one in found if one.story_id == story.id]
    return Source(
        story=story,
        origin=origin(story, item, reading, own, house().themes),
        asks=questions(open_now),
        advice=advice(found, as_it_came, story, now),
        answers=answers,
        tasks=tx.tasks.open(story_id=story.id),
        merged=tx.stories.merged_into(story.id),
    )


def _shown(draft: Draft, story: Story) -> tuple[Photo, ...]:
    photos = {photo.digest: photo for photo in story.photos}
    return tuple(photos[use.digest] for use in draft.content.photos if use.digest in photos)
