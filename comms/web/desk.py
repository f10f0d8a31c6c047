"""One draft with all that a person must see to judge it, read at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from comms.model.account import Account
from comms.model.clearance import Clearance, Hindrance, hindrances
from comms.model.draft import Content, Draft, Status
from comms.model.photo import Photo
from comms.model.privacy import Effect, Finding, rule_for
from comms.model.story import Story
from comms.store.audit import AuditEvent
from comms.store.drafts import Version
from comms.store.items import StoredItem
from comms.store.transaction import Transaction
from comms.web.difference import Stretch, difference, marked


@dataclass(frozen=True)
class Advice:
    """A finding that hinders nothing but should be read."""

    kind: str
    says: str
    excerpt: str


@dataclass(frozen=True)
class Change:
    """One version of a draft, told as changes of the version before."""

    version: Version
    words: tuple[Stretch, ...]
    first: bool


@dataclass(frozen=True)
class Source:
    """A story as it came in. body: its words, True where a finding stands on them.

    hinders: what would keep it from being told in just these words. item: the mail or entry
    that it came in by; None when somebody typed it in.
    """

    story: Story
    body: tuple[tuple[str, bool], ...]
    hinders: tuple[Hindrance, ...]
    advice: tuple[Advice, ...]
    answers: Sequence[Clearance]
    item: StoredItem | None


@dataclass(frozen=True)
class Desk:
    """What lies on the desk. shown: the photos that go out with the draft, in order."""

    draft: Draft
    source: Source
    shown: tuple[Photo, ...]
    hinders: tuple[Hindrance, ...]
    changes: tuple[Change, ...]
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


def desk(tx: Transaction, draft_id: int) -> Desk:
    """Read a draft and what belongs to it. Raises NotFound."""
    draft = tx.drafts.get(draft_id)
    story = tx.stories.get(draft.story_id)
    found, answers = tx.findings.of(story.id), tx.findings.answers(story.id)
    return Desk(
        draft=draft,
        source=_source(tx, story, found, answers),
        shown=_shown(draft, story),
        hinders=hindrances(draft, story.photos, found, answers),
        changes=_changes(tx.drafts.versions(draft_id)),
        events=tx.audit.about("draft", draft_id),
        others=tuple(d for d in tx.drafts.all(story_id=story.id) if d.id != draft_id),
    )


def source(tx: Transaction, story_id: int) -> Source:
    """Read a story as it came in. Raises NotFound."""
    story = tx.stories.get(story_id)
    return _source(tx, story, tx.findings.of(story_id), tx.findings.answers(story_id))


def _source(
    tx: Transaction, story: Story, found: Sequence[Finding], answers: Sequence[Clearance]
) -> Source:
    excerpts = tuple(one.text for one in found)
    item = None if story.item_id is None else tx.items.get(story.item_id)
    as_it_came = Draft(story.id, "", Content(story.title, story.text))
    open_now = hindrances(as_it_came, story.photos, found, answers)
    return Source(story, marked(story.text, excerpts), open_now, _advice(found), answers, item)


def _advice(found: Sequence[Finding]) -> tuple[Advice, ...]:
    quiet = (Effect.ADVICE, Effect.NOTED)
    rules = [(one, rule_for(one, found)) for one in found]
    told = [Advice(one.kind, rule.says, one.text) for one, rule in rules if rule.effect in quiet]
    return tuple(dict.fromkeys(told))


def _shown(draft: Draft, story: Story) -> tuple[Photo, ...]:
    photos = {photo.digest: photo for photo in story.photos}
    return tuple(photos[use.digest] for use in draft.content.photos if use.digest in photos)


def _changes(versions: Sequence[Version]) -> tuple[Change, ...]:
    """Newest first."""
    told = []
    for before, after in zip((None, *versions), versions, strict=False):
        old = "" if before is None else _whole(before)
        words = difference(old, _whole(after)) if before is not None else ()
        told.append(Change(after, words, before is None))
    return tuple(reversed(told))


def _whole(version: Version) -> str:
    content = version.content
    alts = [f"Billede {n}: {use.alt}" for n, use in enumerate(content.photos, 1)]
    return "\n".join(part for part in (content.title, content.text, content.link, *alts) if part)
