"""What hinders a draft from being approved, after staff's answers are taken into account."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.draft import Act, Content, Draft
from comms.model.event import day_of
from comms.model.exposure import WITHDRAWN, photo_hindrances
from comms.model.grounds import NOT_SENT
from comms.model.hindrance import Hindrance
from comms.model.privacy import (
    NOBODY,
    WRITERS,
    Effect,
    Finding,
    Kind,
    Piece,
    cpr_numbers,
    rule_for,
    told,
)
from comms.model.story import Story

# What is told in words of these kinds is gone when the words are gone.
_IN_WORDS = frozenset({Kind.NAMED_PERSON, Kind.HEALTH, Kind.MINOR})
# The words of these tell one person or one number apart, whichever story they stand in.
_TELLING = frozenset({Kind.CPR, Kind.NAMED_PERSON})
_HINDERS = frozenset({Effect.BLOCKS, Effect.ASKS, Effect.URGENT, Effect.HOLDS})
_NOT_SENT_SAYS = (
    " Det står ikke i udkastet og bliver ikke sendt, men en godkender skal bekræfte det."
)


@dataclass(frozen=True)
class Clearance:
    """An answer to findings of one kind on a story. excerpts: the words it was given for."""

    story_id: int
    kind: Kind
    by: str
    reason: str
    excerpts: tuple[str, ...]
    ground: str = ""
    reference: str = ""
    at: datetime | None = None


def hindrances(
    draft: Draft,
    story: Story,
    found: Sequence[Finding],
    answers: Sequence[Clearance],
    now: datetime,
) -> tuple[Hindrance, ...]:
    """Everything that keeps `draft` from being approved now.

    found: the story's findings. answers: what staff said to them. Nothing keeps a post from being
    taken down.
    """
    if draft.act is Act.TAKE_DOWN:
        return ()
    if story.withdrawn_at is not None:
        return (Hindrance("consent_withdrawn", WITHDRAWN, NOBODY),)
    alive = alive_in(draft, story, found)
    hinders = [
        _hindrance(one, alive, draft)
        for one in alive
        if _hinders(one, alive, draft) and not _answered(one, answers, draft)
    ]
    last = max(now, draft.scheduled_at or now)
    shown = photo_hindrances(draft.content.photos, story.photos, day_of(last))
    return tuple(dict.fromkeys((*hinders, *shown)))


def alive_in(draft: Draft, story: Story, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that still concern the draft: those that stand in its words, and those that
    no edit can take out."""
    written = _numbers(draft.content)
    told = {one.same for one in written}
    kept = [one for one in found if _concerns(one, draft, story)]
    kept = [one for one in kept if one.kind is not Kind.CPR or one.same not in told]
    return (*written, *kept, *_people_shown(draft, story))


def open_of_kind(
    found: Iterable[Finding], answers: Sequence[Clearance], kind: Kind
) -> tuple[Finding, ...]:
    """The findings of one kind that nobody has answered."""
    return tuple(f for f in found if f.kind is kind and not _said(f, answers))


def embargo(found: Iterable[Finding]) -> datetime | None:
    """Until when the story is embargoed, as far as its text tells."""
    return max((one.until for one in found if one.until is not None), default=None)


def _concerns(finding: Finding, draft: Draft, story: Story) -> bool:
    if finding.draft_id not in (0, draft.id) or finding.kind is Kind.PHOTO_WITH_PEOPLE:
        return False
    if finding.kind in _IN_WORDS and finding.text:
        return _stands(finding, draft.content)
    if finding.kind is not Kind.CPR or not finding.text:
        return True
    taken_out = draft.version > 1 and not _stands(finding, draft.content)
    return not (taken_out and _stands(finding, Content(story.title, story.text, story.link)))


def _numbers(content: Content) -> tuple[Finding, ...]:
    """CPR numbers in what would go out, wherever they came from."""
    return cpr_numbers(words_of(content))


def words_of(content: Content) -> tuple[Piece, ...]:
    """Everything that would go out, with where it stands."""
    alts = (Piece(f"alt:{number}", use.alt) for number, use in enumerate(content.photos, 1))
    return (
        Piece("title", content.title),
        Piece("text", content.text),
        Piece("link", content.link),
        *alts,
    )


def _people_shown(draft: Draft, story: Story) -> Iterator[Finding]:
    """A photo with people, or one of which nobody has said, is a person in the story."""
    photos = {photo.digest: photo for photo in story.photos}
    for number, use in enumerate(draft.content.photos, 1):
        photo = photos.get(use.digest)
        if photo is not None and photo.people is not False:
            yield Finding(Kind.PHOTO_WITH_PEOPLE, f"photo:{number}")


def _hinders(finding: Finding, among: Sequence[Finding], draft: Draft) -> bool:
    if finding.kind is Kind.PHOTO_WITH_PEOPLE:
        return False  # each photo tells for itself what it lacks
    if finding.kind is Kind.PRESS_EMBARGO:
        return finding.until is None and draft.scheduled_at is None
    return rule_for(finding, among).effect in _HINDERS


def _stands(finding: Finding, content: Content) -> bool:
    if finding.kind is Kind.CPR:
        return any(one.same == finding.same for one in _numbers(content))
    wanted = " ".join(finding.text.split())
    return any(wanted in " ".join(piece.text.split()) for piece in words_of(content))


def _elsewhere(finding: Finding, draft: Draft) -> bool:
    return finding.kind is Kind.CPR and not _stands(finding, draft.content)


def _answered(finding: Finding, answers: Iterable[Clearance], draft: Draft) -> bool:
    """An answer that a number is not sent does not let it be sent."""
    sent = not _elsewhere(finding, draft)
    counted = [one for one in answers if not (sent and one.ground == NOT_SENT)]
    return _said(finding, counted)


def _said(finding: Finding, answers: Iterable[Clearance]) -> bool:
    return any(
        answer.kind is finding.kind
        and _reaches(answer, finding)
        and finding.same in [_same(finding.kind, one) for one in answer.excerpts]
        for answer in answers
    )


def _reaches(answer: Clearance, finding: Finding) -> bool:
    """Was it given for the story that the finding came with? Where two stories were made one, a
    consent to tell of one person's illness says nothing of another's.
    """
    return finding.kind in _TELLING or finding.story_id in (0, answer.story_id)


def _same(kind: Kind, excerpt: str) -> str:
    return Finding(kind, "", text=excerpt).same


def _hindrance(finding: Finding, among: Sequence[Finding], draft: Draft) -> Hindrance:
    rule = rule_for(finding, among)
    elsewhere = _elsewhere(finding, draft)
    says = told(finding, among)
    if elsewhere:
        says = says.removesuffix(" Tag det ud.") + _NOT_SENT_SAYS
    return Hindrance(
        kind=finding.kind,
        says=says,
        roles=rule.roles or WRITERS,
        excerpt=finding.text,
        where=finding.where,
        elsewhere=elsewhere,
    )
