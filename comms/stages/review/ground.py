"""What every room of review does: look at what hinders, write new words, keep the record."""

from dataclasses import replace
from datetime import datetime

from comms.errors import UsageError
from comms.model import guards
from comms.model.clearance import hindrances, words_of
from comms.model.draft import Act, Content, Draft
from comms.model.hindrance import Hindrance
from comms.model.privacy import Kind
from comms.store.transaction import Transaction

_OF_PEOPLE = (Kind.NAMED_PERSON, Kind.HEALTH, Kind.MINOR)


def needs(text: str, otherwise: str) -> str:
    """The text, stripped. Raises UsageError when there is none."""
    if not text.strip():
        raise UsageError(otherwise)
    return text.strip()


def open_hindrances(tx: Transaction, draft: Draft, now: datetime) -> tuple[Hindrance, ...]:
    """What keeps a draft from being approved now."""
    story = tx.stories.get(draft.story_id)
    found, answers = tx.findings.of(story.id), tx.findings.answers(story.id)
    return hindrances(draft, story, found, answers, now)


def reword(
    tx: Transaction,
    draft: Draft,
    content: Content,
    who: str,
    now: datetime,
    verb: str = "edit",
    **told: object,
) -> Draft:
    """Store new words, and what they tell of people that nobody has been asked about yet.

    verb, told: what the record says was done.
    """
    reworded = draft.reword(content, who)
    tx.drafts.update(draft, reworded, now)
    note_people(tx, reworded, draft.content, now)
    record(tx, who, verb, reworded, now, version=reworded.version, **told)
    return reworded


def note_people(tx: Transaction, draft: Draft, before: Content, now: datetime) -> None:
    """What a draft tells of people that neither its words before it nor the story told."""
    if draft.act is Act.TAKE_DOWN:
        return
    ours = (0, draft.id, draft.corrects)
    known = {(one.kind, one.same) for one in tx.findings.of(draft.story_id) if one.draft_id in ours}
    known |= {(one.kind, one.same) for one in guards.in_words(words_of(before))}
    new = [
        replace(one, draft_id=draft.id)
        for one in guards.in_words(words_of(draft.content))
        if one.kind in _OF_PEOPLE and (one.kind, one.same) not in known
    ]
    tx.findings.add(draft.story_id, new, now)


def record(
    tx: Transaction, who: str, verb: str, draft: Draft, now: datetime, **content: object
) -> None:
    """The audit event of a change to a draft."""
    tx.audit.record(who, verb, "draft", draft.id, now, draft.content_hash, **content)
