"""Two stories made one, and that undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from comms.errors import Moved, NotAllowed, UsageError
from comms.model import guards
from comms.model.draft import Act, Draft, Status
from comms.model.joined import joined, photos_joined
from comms.model.photo import Photo
from comms.model.privacy import Piece
from comms.model.story import Story, StoryStatus
from comms.stages.grouping.ground import OUT, WAITS, Follow, Followed, usable
from comms.store.kept_events import event_of, kept
from comms.store.regroupings import Regrouped, Regrouping
from comms.store.transaction import Transaction

MOST_EVENTS, MOST_PHOTOS = 30, 20
LONGEST_TEXT = 60_000
_WORDS = ("title", "text", "kind", "link")
_CHANGED = "Bidrag {} er rettet, siden de blev lagt sammen, og beholder sine ord."


@dataclass(frozen=True)
class Merged:
    """story: the one that tells both. withdrawn: the other's drafts that waited.

    out: the other's drafts that are out, or on their way. drafts: what became of the story's own.
    """

    story: Story
    other: Story
    withdrawn: Sequence[Draft]
    out: Sequence[Draft]
    drafts: Followed


@dataclass(frozen=True)
class Unmerged:
    """The two as they are again. kept: a Danish sentence for what was left as it was."""

    story: Story
    other: Story
    kept: tuple[str, ...] = ()


def merge(
    tx: Transaction, follow: Follow, both: tuple[int, int], who: str, now: datetime, *, text: bool
) -> Merged:
    """both: the story that stays, and the one that becomes part of it."""
    story, other = (tx.stories.get(one) for one in both)
    _refuse(tx, story, other)
    after = joined(story, other, now, with_text=text)
    settled, new = photos_joined(story.photos, other.photos)
    _refuse_too_much(after, new)
    drafts = [one for one in tx.drafts.all(story_id=other.id) if one.act is Act.POST]
    own = [one.id for one in tx.stories.merged_into(other.id)]
    before = _before(tx, story, other, drafts, own, new)
    tx.stories.hold(story)
    tx.stories.merge(other, story.id)
    _tell_anew(tx, story, after, settled, new, now)
    withdrawn = [_withdraw(tx, one, story.id, who, now) for one in drafts if one.status in WAITS]
    tx.regroupings.add(Regrouped.MERGE, story.id, other.id, before, who, now)
    tx.audit.record(who, "merge", "story", story.id, now, other=other.id, text=text)
    tx.audit.record(who, "merge into", "story", other.id, now, story=story.id)
    whole = tx.stories.get(story.id)
    followed = follow(tx, story, whole, who, now)
    out = [one for one in drafts if one.status in OUT]
    return Merged(whole, tx.stories.get(other.id), withdrawn, out, followed)


def undo(tx: Transaction, follow: Follow, other_id: int, who: str, now: datetime) -> Unmerged:
    """As merge was; what has changed since then is left, and told."""
    merged = tx.regroupings.merge_of(other_id)
    story, other = usable(tx.stories.get(merged.story_id)), tx.stories.get(other_id)
    _refuse_sent(tx, merged, story)
    if not tx.regroupings.undone(merged.id, who, now):
        raise Moved(f"Bidrag {other_id} er taget ud igen af en anden.")
    was = merged.before
    tx.stories.hold(story)
    tx.stories.take_apart(other, StoryStatus(was["status"]), was["its_own"])
    kept = _put_words_back(tx, merged, story, now)
    _put_photos_back(tx, was["photos"], story, other)
    for draft in tx.drafts.all(story_id=other_id):
        _put_draft_back(tx, draft, was["drafts"], who, now)
    for one in (story.id, other_id):
        tx.audit.record(who, "undo merge", "story", one, now, regrouping=merged.id)
    apart = tx.stories.get(story.id)
    follow(tx, story, apart, who, now)
    return Unmerged(apart, tx.stories.get(other_id), kept)


def _refuse(tx: Transaction, story: Story, other: Story) -> None:
    if story.id == other.id:
        raise UsageError("Vælg et andet bidrag end det selv.")
    usable(story)
    usable(other)
    for one in (story, other):
        if any(draft.status is Status.SENDING for draft in tx.drafts.all(story_id=one.id)):
            raise NotAllowed(f"Bidrag {one.id} er ved at blive sendt. Prøv igen om lidt.")


def _refuse_too_much(after: Story, new: Sequence[Photo]) -> None:
    if len(after.events) > MOST_EVENTS:
        raise UsageError(f"Et bidrag kan højst have {MOST_EVENTS} datoer.")
    if len(after.photos) + len(new) > MOST_PHOTOS:
        raise UsageError(f"Et bidrag kan højst have {MOST_PHOTOS} billeder.")
    if len(after.text) > LONGEST_TEXT:
        raise UsageError(f"Teksten kan højst være på {LONGEST_TEXT} tegn.")


def _tell_anew(
    tx: Transaction,
    story: Story,
    after: Story,
    settled: Sequence[Photo],
    new: Sequence[Photo],
    now: datetime,
) -> None:
    """Store what the story says now, and look through its words once more."""
    tx.stories.retell(story, after, now)
    if after.themes != story.themes:
        tx.stories.retheme(story.id, after.themes)
    for photo in settled:
        tx.stories.settle_photo(photo)
    tx.stories.add_photos(story.id, new)
    known = {(one.kind, one.same) for one in tx.findings.of(story.id) if not one.draft_id}
    found = guards.in_words((Piece("title", after.title), Piece("body", after.text)))
    tx.findings.add(story.id, [one for one in found if (one.kind, one.same) not in known], now)


def _withdraw(tx: Transaction, draft: Draft, into: int, who: str, now: datetime) -> Draft:
    why = f"Lagt sammen med bidrag {into}."
    back = draft.reject(why) if draft.status is Status.FAILED else draft.withdraw(why)
    tx.drafts.update(draft, back, now)
    tx.audit.record(who, "withdraw", "draft", draft.id, now, draft.content_hash, reason=why)
    return back


def _before(
    tx: Transaction,
    story: Story,
    other: Story,
    drafts: Sequence[Draft],
    its_own: Sequence[int],
    new: Sequence[Photo],
) -> dict[str, Any]:
    """All that undoing needs, as JSON."""
    return {
        "status": other.status,
        "its_own": list(its_own),
        "drafts": {str(one.id): one.reason for one in drafts if one.status in WAITS},
        "photos": [photo.digest for photo in new],
        "out": [one.id for one in tx.drafts.all(story_id=story.id) if one.status in OUT],
        "story": {
            **{name: getattr(story, name) for name in _WORDS},
            "themes": list(story.themes),
            "flags": list(story.flags),
            "events": [kept(event) for event in story.events],
        },
    }


def _refuse_sent(tx: Transaction, merged: Regrouping, story: Story) -> None:
    drafts = tx.drafts.all(story_id=story.id)
    if any(one.status in OUT and one.id not in merged.before["out"] for one in drafts):
        raise NotAllowed(
            f"Bidrag {story.id} er sendt ud, siden de blev lagt sammen. Det kan ikke fortrydes."
        )


def _put_words_back(
    tx: Transaction, merged: Regrouping, story: Story, now: datetime
) -> tuple[str, ...]:
    """The words that it had, unless somebody has put them right since."""
    if story.changed_at != merged.at:
        return (_CHANGED.format(story.id),)
    was = merged.before["story"]
    words = {name: was[name] for name in (*_WORDS,)}
    events = tuple(event_of(one) for one in was["events"])
    after = replace(story, **words, flags=tuple(was["flags"]), events=events)
    tx.stories.retell(story, after, now)
    tx.stories.retheme(story.id, was["themes"])
    return ()


def _put_photos_back(tx: Transaction, digests: Sequence[str], story: Story, other: Story) -> None:
    """What was told of a photo meanwhile goes home with it."""
    told = {one.digest: one for one in story.photos if one.digest in digests}
    for photo in other.photos:
        if photo.digest in told:
            tx.stories.settle_photo(replace(told[photo.digest], id=photo.id, story_id=other.id))
    tx.stories.take_photos_out(story.id, digests)


def _put_draft_back(
    tx: Transaction, draft: Draft, were: Mapping[str, str], who: str, now: datetime
) -> None:
    """It waits for a yes again, also one that had it."""
    if str(draft.id) not in were or draft.status not in (Status.WITHDRAWN, Status.REJECTED):
        return
    back = replace(
        draft.moved(Status.DRAFTED),
        reason=were[str(draft.id)],
        approved_by=None,
        approved_at=None,
        scheduled_at=None,
    )
    tx.drafts.update(draft, back, now)
    tx.audit.record(who, "undo merge", "draft", draft.id, now, draft.content_hash)
