"""One story made two: a mail that tells of several things."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from comms.errors import UsageError
from comms.model import guards
from comms.model.clearance import Clearance, open_of_kind
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, Piece
from comms.model.story import Story, StoryStatus
from comms.stages.grouping.ground import OUT, Follow, Followed, usable
from comms.store.regroupings import Regrouped
from comms.store.transaction import Transaction

LONGEST_TITLE, LONGEST_TEXT = 300, 60_000


@dataclass(frozen=True)
class Part:
    """What becomes a story of its own. events, photos: ids of the first story's, which it takes.

    rest_title, rest_text: what the first story says from now on; None: what it said.
    """

    title: str
    text: str
    events: tuple[int, ...] = ()
    photos: tuple[int, ...] = ()
    rest_title: str | None = None
    rest_text: str | None = None


@dataclass(frozen=True)
class Split:
    """story: the first one as it is now; part: the new one. drafts: what became of the first's."""

    story: Story
    part: Story
    drafts: Followed


def checked(part: Part) -> Part:
    """Stripped. Raises UsageError for what is missing or too long."""
    title, text = part.title.strip(), part.text.strip()
    if not title:
        raise UsageError("Skriv en overskrift til det nye bidrag.")
    if not text:
        raise UsageError("Skriv en tekst til det nye bidrag.")
    rest = [one.strip() if one is not None else None for one in (part.rest_title, part.rest_text)]
    if rest[0] == "":
        raise UsageError("Det første bidrag skal også have en overskrift.")
    if max(len(title), len(rest[0] or "")) > LONGEST_TITLE:
        raise UsageError(f"En overskrift kan højst være på {LONGEST_TITLE} tegn.")
    if max(len(text), len(rest[1] or "")) > LONGEST_TEXT:
        raise UsageError(f"En tekst kan højst være på {LONGEST_TEXT} tegn.")
    return Part(title, text, part.events, part.photos, *rest)


def split(
    tx: Transaction, follow: Follow, story_id: int, part: Part, who: str, now: datetime
) -> Split:
    """The new story has the same source, and everything that was found in it and answered."""
    before = usable(tx.stories.get(story_id))
    _refuse_unknown(before, part)
    if part.rest_text == "" and not before.link:
        raise UsageError("Det første bidrag skal også have en tekst.")
    tx.stories.hold(before)
    made = _make(tx, before, part, who, now)
    story = _keep_the_rest(tx, before, part, now)
    remembered = {"title": before.title, "text": before.text}
    tx.regroupings.add(Regrouped.SPLIT, story_id, made.id, remembered, who, now)
    tx.audit.record(who, "split", "story", story_id, now, part=made.id)
    tx.audit.record(who, "split off", "story", made.id, now, story=story_id)
    return Split(story, made, follow(tx, before, story, who, now))


def _refuse_unknown(story: Story, part: Part) -> None:
    for wanted, known, what in (
        (part.events, story.events, "dato"),
        (part.photos, story.photos, "billede"),
    ):
        if set(wanted) - {one.id for one in known}:
            raise UsageError(f"Bidrag {story.id} har ikke længere den {what}. Læs det igen.")


def _make(tx: Transaction, story: Story, part: Part, who: str, now: datetime) -> Story:
    """Its words are read anew, and what hindered the first story hinders it too."""
    events = tuple(one for one in story.events if one.id in part.events)
    flagged = guards.in_words((Piece("title", part.title), Piece("body", part.text)))
    found, answers = tx.findings.of(story.id), tx.findings.answers(story.id)
    acute = open_of_kind((*found, *flagged), answers, Kind.ACUTE)
    flags = {*story.flags, *(one.kind for one in flagged)}
    new = replace(
        story,
        title=part.title,
        text=part.text,
        kind="event" if events else story.kind,
        events=events,
        photos=tuple(one for one in story.photos if one.id in part.photos),
        flags=tuple(str(kind) for kind in Kind if kind in flags),
        status=StoryStatus.WAITING if acute else StoryStatus.NEW,
        created_by=who,
    )
    new_id = tx.stories.add(new, now)
    _hand_on(tx, new_id, found, answers, flagged, now)
    return tx.stories.get(new_id)


def _hand_on(
    tx: Transaction,
    new_id: int,
    found: Sequence[Finding],
    answers: Sequence[Clearance],
    flagged: Sequence[Finding],
    now: datetime,
) -> None:
    """What came in with the mail concerns both. An answer follows only when it is whole: where
    the same words are still open anywhere, they are asked about again.
    """
    told = [replace(one, draft_id=0) for one in found]
    known = {(one.kind, one.same) for one in told}
    more = [one for one in flagged if (one.kind, one.same) not in known]
    tx.findings.add(new_id, [*told, *more], now)
    still = {one.text for kind in Kind for one in open_of_kind(found, answers, kind)}
    for answer in answers:
        words = tuple(one for one in answer.excerpts if one not in still)
        if words:
            tx.findings.clear(replace(answer, story_id=new_id, excerpts=words), now)


def _keep_the_rest(tx: Transaction, before: Story, part: Part, now: datetime) -> Story:
    rest = replace(
        before,
        title=before.title if part.rest_title is None else part.rest_title,
        text=before.text if part.rest_text is None else part.rest_text,
        events=tuple(one for one in before.events if one.id not in part.events),
    )
    tx.stories.retell(before, rest, now)
    gone = [one for one in before.photos if one.id in part.photos]
    tx.stories.take_photos_out(before.id, _free(tx, before, gone))
    known = {(one.kind, one.same) for one in tx.findings.of(before.id) if not one.draft_id}
    found = guards.in_words((Piece("title", rest.title), Piece("body", rest.text)))
    tx.findings.add(before.id, [one for one in found if (one.kind, one.same) not in known], now)
    return tx.stories.get(before.id)


def _free(tx: Transaction, story: Story, photos: Sequence[Photo]) -> list[str]:
    """A photo that is out stays known where it went out from: it may have to come down."""
    out = [one for one in tx.drafts.all(story_id=story.id) if one.status in OUT]
    shown = {use.digest for draft in out for use in draft.content.photos}
    return [one.digest for one in photos if one.digest not in shown]
