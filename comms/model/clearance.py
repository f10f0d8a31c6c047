"""What hinders a draft from being approved, after staff's answers are taken into account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.draft import Content, Draft
from comms.model.photo import Photo
from comms.model.privacy import (
    RULES,
    Effect,
    Finding,
    Kind,
    Piece,
    cpr_numbers,
    rule_for,
)

# Words of the mail that a draft was made from: editing the draft can take these out.
_OWN_WORDS = frozenset({"body", "subject", "text", "title"})
_HINDERS = frozenset({Effect.BLOCKS, Effect.ASKS, Effect.URGENT, Effect.HOLDS})


@dataclass(frozen=True)
class Clearance:
    """An answer to all findings of one kind on a story. excerpts: the words it was given for."""

    story_id: int
    kind: Kind
    by: str
    reason: str
    excerpts: tuple[str, ...]
    ground: str = ""
    reference: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Hindrance:
    """One thing to settle before the yes: a Danish sentence, and the roles that may settle it."""

    kind: str
    says: str
    roles: frozenset[str]
    excerpt: str = ""
    where: str = ""
    finding_id: int = 0


def hindrances(
    draft: Draft,
    photos: Iterable[Photo],
    found: Sequence[Finding],
    answers: Sequence[Clearance],
) -> tuple[Hindrance, ...]:
    """Everything that keeps `draft` from being approved now.

    photos: those of its story. found: the story's findings. answers: what staff said to them.
    """
    shown = [
        photo for use in draft.content.photos for photo in photos if photo.digest == use.digest
    ]
    alive = [one for one in found if _still_there(one, draft)]
    alive += [one for one in _in_the_words(draft.content) if not _same(one, alive)]
    still_open = [one for one in alive if not _answered(one, answers)]
    hinders = [
        _hindrance(one, alive)
        for one in still_open
        if rule_for(one, alive).effect in _HINDERS and not _settled(one, draft, shown)
    ]
    return (*hinders, *_without_alt_text(draft.content))


def open_of_kind(
    found: Sequence[Finding], answers: Sequence[Clearance], kind: Kind
) -> tuple[Finding, ...]:
    """The findings of one kind that nobody has answered."""
    return tuple(f for f in found if f.kind is kind and not _answered(f, answers))


def _in_the_words(content: Content) -> tuple[Finding, ...]:
    """CPR numbers in what would go out, wherever they came from."""
    alts = [Piece(f"alt:{n}", use.alt) for n, use in enumerate(content.photos, 1)]
    words = [
        Piece("title", content.title),
        Piece("text", content.text),
        Piece("link", content.link),
    ]
    return cpr_numbers([*words, *alts])


def _still_there(finding: Finding, draft: Draft) -> bool:
    """A finding in the mail's own words is gone once a person has edited those words out."""
    if finding.kind is Kind.PHOTO_WITH_PEOPLE:
        return bool(draft.content.photos)
    if draft.version == 1 or finding.where not in _OWN_WORDS or not finding.text:
        return True
    content = draft.content
    words = [content.title, content.text, content.link, *(use.alt for use in content.photos)]
    return any(finding.text in one for one in words)


def _same(one: Finding, others: Iterable[Finding]) -> bool:
    return any(one.kind is other.kind and one.text == other.text for other in others)


def _answered(finding: Finding, answers: Iterable[Clearance]) -> bool:
    return any(
        answer.kind is finding.kind and finding.text in answer.excerpts for answer in answers
    )


def _settled(finding: Finding, draft: Draft, shown: Sequence[Photo]) -> bool:
    """Settled by the thing itself: rule 3 filled in for each photo, or a time chosen."""
    if finding.kind is Kind.PHOTO_WITH_PEOPLE:
        return all(p.people is False or (p.people and p.ground and p.credit) for p in shown)
    if finding.kind is Kind.PRESS_EMBARGO:
        return draft.scheduled_at is not None
    return False


def _hindrance(finding: Finding, among: Sequence[Finding]) -> Hindrance:
    rule = rule_for(finding, among)
    return Hindrance(
        kind=finding.kind,
        says=rule.says,
        roles=rule.roles,
        excerpt=finding.text,
        where=finding.where,
        finding_id=finding.id,
    )


def _without_alt_text(content: Content) -> tuple[Hindrance, ...]:
    return tuple(
        Hindrance(
            kind="alt_text",
            says=f"Billede {number} mangler en alternativ tekst, der siger, hvad det viser.",
            roles=RULES[Kind.PHOTO_WITH_PEOPLE].roles,
            where=f"alt:{number}",
        )
        for number, use in enumerate(content.photos, 1)
        if not use.alt.strip()
    )
