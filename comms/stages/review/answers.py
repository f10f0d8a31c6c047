"""Answers to findings: who may give them, and what each of them needs (DOMAIN.md)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from comms.errors import NotAllowed, UsageError
from comms.model.account import Role
from comms.model.anonymous import same_person
from comms.model.clearance import Clearance, hindrances, open_of_kind
from comms.model.draft import Content, Draft
from comms.model.grounds import GROUNDS, NOT_SENT, PersonGround, read_ground
from comms.model.hindrance import Hindrance
from comms.model.privacy import RULES, Effect, Finding, Kind, rule_for
from comms.stages.review.ground import needs, open_hindrances
from comms.stages.review.pictures import show_people
from comms.store.transaction import Transaction

_NEEDS_REFERENCE = {
    Kind.HEALTH: "Skriv en henvisning til samtykket.",
    Kind.MINOR: "Skriv en henvisning til forældrenes samtykke.",
}


def give(tx: Transaction, asked: Clearance, words: str, now: datetime) -> Clearance:
    """Answer the open findings of a kind: all of them, or those of these words.

    Raises NotAllowed for the wrong role, UsageError for what an answer lacks.
    """
    _refuse_advice(asked.kind)
    who = tx.staff.acting(asked.by)
    found = _meant(_open(tx, asked.story_id, asked.kind, now), asked.kind, words)
    if not found:
        raise UsageError(f"Bidrag {asked.story_id} har intet åbent fund af slagsen {asked.kind}.")
    _refuse_role(tx, asked, found, who)
    answer = _complete(asked, who, tuple(dict.fromkeys(one.text for one in found)))
    if answer.kind is Kind.PHOTO_WITH_PEOPLE:
        show_people(tx, answer, who, now)
    for whose in dict.fromkeys(one.story_id or answer.story_id for one in found):
        tx.findings.clear(replace(answer, story_id=whose), now)
    told = {"reason": answer.reason, "ground": answer.ground, "ref": answer.reference}
    tx.audit.record(who, f"clear {answer.kind}", "story", answer.story_id, now, **told)
    return answer


def still_open(tx: Transaction, story_id: int, now: datetime) -> tuple[Hindrance, ...]:
    """What hinders any draft of the story now; before it is drafted, what would."""
    drafts = tx.drafts.all(story_id=story_id)
    waiting = [one for one in drafts if one.status in ("drafted", "failed")]
    if drafts:
        hinders = [one for draft in waiting for one in open_hindrances(tx, draft, now)]
        return tuple(dict.fromkeys(hinders))
    story = tx.stories.get(story_id)
    found, answers = tx.findings.of(story_id), tx.findings.answers(story_id)
    return hindrances(as_it_came(tx, story_id), story, found, answers, now)


def as_it_came(tx: Transaction, story_id: int) -> Draft:
    """A story's own words, as if they were a draft."""
    story = tx.stories.get(story_id)
    return Draft(story_id, "", Content(story.title, story.text, story.link, story.uses))


def _refuse_advice(kind: Kind) -> None:
    if kind is Kind.PRESS_EMBARGO:
        raise UsageError("En klausul ophæves af tiden: vælg et tidspunkt efter den.")
    if RULES[kind].effect in (Effect.ADVICE, Effect.NOTED) and kind not in _NEEDS_REFERENCE:
        raise UsageError(f"{kind} er kun et råd og skal ikke besvares.")


def _refuse_role(tx: Transaction, asked: Clearance, found: Sequence[Finding], who: str) -> None:
    among = [*tx.findings.of(asked.story_id), *found]
    among += [
        Finding(Kind.PHOTO_WITH_PEOPLE, "photo") for p in _photos(tx, asked) if p is not False
    ]
    roles = rule_for(found[0], among).roles
    account = tx.staff.named(who)
    if not roles:
        raise UsageError(f"{asked.kind} er kun et råd her, for ingen person er nævnt eller vist.")
    if (Role.ADMIN if account is None else account.role) not in roles:
        raise NotAllowed(f"{who} må ikke svare på {asked.kind}: det kræver en godkender.")


def _photos(tx: Transaction, asked: Clearance) -> list[bool | None]:
    return [photo.people for photo in tx.stories.get(asked.story_id).photos]


def _complete(asked: Clearance, who: str, excerpts: tuple[str, ...]) -> Clearance:
    """The answer with all that its kind needs."""
    ground, reference = asked.ground.strip(), asked.reference.strip()
    if asked.kind is Kind.NAMED_PERSON:
        ground = _person_ground(ground)
        if ground == PersonGround.CONSENT:
            needs(reference, "Skriv, hvor samtykket findes.")
    if asked.kind in _NEEDS_REFERENCE:
        needs(reference, _NEEDS_REFERENCE[asked.kind])
    if asked.kind is Kind.PHOTO_WITH_PEOPLE:
        needs(ground, "Skriv grundlaget for at vise billedet.")
    if ground == NOT_SENT and asked.kind is not Kind.CPR:
        raise UsageError(f"{NOT_SENT} er et svar på cpr og på intet andet.")
    reason = needs(asked.reason, "Skriv en begrundelse.")
    return Clearance(asked.story_id, asked.kind, who, reason, excerpts, ground, reference)


def _person_ground(typed: str) -> str:
    ground = read_ground(typed, PersonGround)
    if ground is None:
        allowed = ", ".join(f"{one} ({GROUNDS[one]})" for one in PersonGround)
        raise UsageError(f"Vælg et grundlag for at nævne personen: {allowed}.")
    return ground


def _open(tx: Transaction, story_id: int, kind: Kind, now: datetime) -> list[Finding]:
    """The open findings of this kind: in what came in, and in the words of the drafts."""
    tx.stories.get(story_id)
    answers = tx.findings.answers(story_id)
    found = list(open_of_kind(tx.findings.of(story_id), answers, kind))
    for one in still_open(tx, story_id, now):
        if one.kind == kind and one.excerpt not in [other.text for other in found]:
            found.append(Finding(kind, one.where, text=one.excerpt, story_id=story_id))
    return found


def _meant(found: Sequence[Finding], kind: Kind, words: str) -> Sequence[Finding]:
    """Those that an answer about these words is for."""
    if not words.strip():
        return found
    if kind is Kind.NAMED_PERSON:
        return [one for one in found if same_person(one.text, words)]
    same = Finding(kind, "", text=words).same
    return [one for one in found if one.same == same]
