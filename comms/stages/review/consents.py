"""A consent that is withdrawn or runs out: nothing more goes out, and what is out comes down."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from comms.danish.calendar import long_date
from comms.errors import Moved, NotFound
from comms.model.draft import Act, Content, Draft, Status
from comms.model.event import day_of
from comms.model.photo import Photo
from comms.model.story import Story
from comms.stages.review.correcting import REACHED, propose
from comms.stages.review.ground import record
from comms.store.publications import Phase, Publication
from comms.store.tasks import TAKE_DOWN, Task
from comms.store.transaction import Transaction

SYSTEM = "system"
_OPEN = (Status.DRAFTED, Status.APPROVED)


@dataclass(frozen=True)
class Pulled:
    """What a withdrawal did. drafts: those held back; tasks: what a person must take down.

    take_downs: posts that we take down ourselves once an approver has said yes.
    """

    drafts: int = 0
    tasks: int = 0
    take_downs: int = 0

    def __add__(self, other: "Pulled") -> "Pulled":
        return Pulled(
            self.drafts + other.drafts,
            self.tasks + other.tasks,
            self.take_downs + other.take_downs,
        )


@dataclass(frozen=True)
class _Pull:
    """One story, or one photo of it (digest), and why. key: what its tasks are known by."""

    story: Story
    digest: str
    why: str
    key: str
    who: str

    def concerns(self, digests: set[str]) -> bool:
        return not self.digest or self.digest in digests


def withdraw(
    tx: Transaction, story_id: int, photo_id: int | None, who: str, reason: str, now: datetime
) -> Pulled:
    """Take back the consent to a story, or to one of its photos wherever the photo came in.

    A story that others were merged into, or that was merged into one, is taken back with them.
    """
    story = tx.stories.get(story_id)
    about = {"reason": reason} if reason else {}
    if photo_id is not None:
        photo = next((one for one in story.photos if one.id == photo_id), None)
        if photo is None:
            raise NotFound(f"Bidrag {story_id} har intet billede {photo_id}.")
        tx.audit.record(who, "withdraw photo", "story", story_id, now, photo.digest, **about)
        return _withdraw_photo(tx, photo, who, now)
    first = story if story.merged_into is None else tx.stories.get(story.merged_into)
    done = Pulled()
    for one in (first, *tx.stories.merged_into(first.id)):
        tx.audit.record(who, "withdraw consent", "story", one.id, now, **about)
        done += _withdraw_story(tx, one, who, now)
    return done


def _withdraw_story(tx: Transaction, story: Story, who: str, now: datetime) -> Pulled:
    done = Pulled()
    if tx.stories.withdraw(story.id, now):
        why = "Samtykket til bidraget er trukket tilbage."
        done += _pull(tx, _Pull(story, "", why, f"story:{story.id}", who), now)
    for photo in story.photos:
        if photo.people is not False:
            done += _withdraw_photo(tx, photo, who, now)
    return done


def expire(tx: Transaction, now: datetime) -> Pulled:
    """Photos whose last day is past. A second time on the same day does nothing more."""
    done = Pulled()
    for photo in tx.photos.expired(day_of(now)):
        assert photo.expires_on is not None
        why = f"Billedet må kun vises til og med {long_date(photo.expires_on)}."
        done += _pull_photo(tx, photo, why, "expired", SYSTEM, now)
    return done


def _withdraw_photo(tx: Transaction, photo: Photo, who: str, now: datetime) -> Pulled:
    why = "Samtykket til billedet er trukket tilbage."
    done = Pulled()
    for one in tx.photos.withdraw(photo.digest, now):
        done += _pull_photo(tx, one, why, "withdrawn", who, now)
    return done


def _pull_photo(
    tx: Transaction, photo: Photo, why: str, how: str, who: str, now: datetime
) -> Pulled:
    story = tx.stories.get(photo.story_id)
    key = f"{how}:{photo.story_id}:{photo.digest[:20]}"
    return _pull(tx, _Pull(story, photo.digest, why, key, who), now)


def _pull(tx: Transaction, pull: _Pull, now: datetime) -> Pulled:
    made = tx.drafts.all(story_id=pull.story.id)
    drafts = [one for one in made if one.act is Act.POST]
    held = sum(_hold_back(tx, draft, pull, now) for draft in drafts)
    shown = [(draft, *one) for draft in drafts for one in _out(tx, draft, pull)]
    reached = [(draft, post) for draft, post, _ in shown if _reached(post)]
    down = sum(_take_down(tx, draft, pull, now) for draft, _ in reached)
    tasks = [_task(*one, pull) for one in shown if not _reached(one[1])]
    tasks += _pages(tx, pull)
    return Pulled(held, sum(tx.tasks.add(task, now) for task in tasks), down)


def _hold_back(tx: Transaction, draft: Draft, pull: _Pull, now: datetime) -> bool:
    """An unsent draft loses its yes, and says why; one whose story is withdrawn is withdrawn."""
    if not pull.concerns({use.digest for use in draft.content.photos}):
        return False
    if draft.status is Status.FAILED and not pull.digest:
        after = draft.reject(pull.why)
    elif draft.status not in _OPEN:
        return False
    elif not pull.digest:
        after = draft.withdraw(pull.why)
    else:
        after = _without_its_yes(draft, pull.why)
    if after == draft:
        return False
    tx.drafts.update(draft, after, now)
    record(tx, pull.who, "hold back", after, now, reason=pull.why)
    return True


def _without_its_yes(draft: Draft, why: str) -> Draft:
    back = draft if draft.status is Status.DRAFTED else draft.moved(Status.DRAFTED)
    says = f"{why} Tag billedet ud af udkastet."
    return replace(back, approved_hash=None, approved_by=None, approved_at=None, reason=says)


def _out(tx: Transaction, draft: Draft, pull: _Pull) -> Iterator[tuple[Publication, Content]]:
    """The draft's posts that are out, or may be, with what they say."""
    versions = {one.content_hash: one.content for one in tx.drafts.versions(draft.id)}
    for post in tx.publications.of_draft(draft.id):
        content = versions.get(post.content_hash, draft.content)
        over = post.phase in (Phase.FAILED, Phase.REMOVED)
        if over or not pull.concerns({p.digest for p in content.photos}):
            continue
        if post.phase is not Phase.PUBLIC and draft.status in _OPEN:
            continue
        yield post, content


def _reached(post: Publication) -> bool:
    """Can we take it down ourselves?"""
    return post.channel in REACHED and post.phase is Phase.PUBLIC and bool(post.remote_id)


def _take_down(tx: Transaction, draft: Draft, pull: _Pull, now: datetime) -> bool:
    """A draft that takes the post away. False: there is one already, or there was.

    Nobody wrote it, so whoever noted the withdrawal may say yes to it themselves.
    """
    correction = draft.taken_down(pull.why, SYSTEM)
    known = [one for one in tx.drafts.corrections(draft.id) if one.act is Act.TAKE_DOWN]
    if any(one.content == correction.content for one in known):
        return False
    with contextlib.suppress(Moved):
        propose(tx, draft, correction, SYSTEM, now)
        return True
    return False


def _task(draft: Draft, post: Publication, content: Content, pull: _Pull) -> Task:
    says = f"{_by_hand(post, content.title)} {pull.why}"
    key = f"{pull.key}:post:{post.id}"
    return Task(key, TAKE_DOWN, says, post.permalink, pull.story.id, draft.id)


def _by_hand(post: Publication, title: str) -> str:
    if post.phase is Phase.PUBLIC:
        return f"Tag opslaget »{title}« ned fra {post.channel.capitalize()}."
    return f"Se efter, om opslaget »{title}« er lagt op, og tag det ned."


def _pages(tx: Transaction, pull: _Pull) -> Iterator[Task]:
    """The newsletters that told it. Our own archive page shows it no longer."""
    for shown in tx.photos.issues_of(pull.story.id):
        if not pull.concerns(set(shown.digests)):
            continue
        what = "Billedet" if pull.digest else "Bidraget"
        says = (
            f"{what} er taget af arkivsiden for »{shown.issue.title}« af sig selv. "
            f"Se siden efter, og tag det ned, hvis I har delt udgaven andre steder. {pull.why}"
        )
        key = f"{pull.key}:issue:{shown.issue.id}"
        yield Task(key, TAKE_DOWN, says, shown.issue.archive_path, pull.story.id, shown.draft_id)
