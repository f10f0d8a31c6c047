"""What hinders a draft, put as questions: each is asked and answered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.danish.calendar import clock, long_date
from comms.model.anonymous import same_person
from comms.model.clearance import alive_in, embargo
from comms.model.draft import Draft
from comms.model.hindrance import Hindrance
from comms.model.privacy import Effect, Finding, Kind, rule_for, told
from comms.model.story import Story
from comms.model.whereabouts import told_place

_QUIET = (Effect.ADVICE, Effect.NOTED)
# Both are filled in in the same form.
_OF_A_PHOTO = ("alt_text", Kind.PHOTO_WITH_PEOPLE)


@dataclass(frozen=True)
class Question:
    """One thing to answer. number: counts from 1 on the page. says: whole Danish sentences.

    words: what it is about, as the answer names it; '' when it is about the whole story.
    """

    number: int
    kind: str
    says: tuple[str, ...]
    words: str
    roles: frozenset[str]
    photo: int
    elsewhere: bool


@dataclass(frozen=True)
class Advice:
    """A finding that hinders nothing but should be read. says: with its place."""

    kind: str
    says: str
    excerpt: str


def questions(hinders: Sequence[Hindrance]) -> tuple[Question, ...]:
    """A name and its short forms are one question, a number is one, and so is each other kind."""
    groups: list[list[Hindrance]] = []
    for one in hinders:
        for group in groups:
            if _together(group[0], one):
                group.append(one)
                break
        else:
            groups.append([one])
    return tuple(_question(number, group) for number, group in enumerate(groups, 1))


def advice(
    found: Sequence[Finding], as_it_came: Draft, story: Story, now: datetime
) -> tuple[Advice, ...]:
    """What is worth a thought, each once."""
    among = alive_in(as_it_came, story, found)
    quiet = [one for one in found if rule_for(one, among).effect in _QUIET]
    said = [Advice(one.kind, told(one, among), " ".join(one.text.split())) for one in quiet]
    until = embargo(found)
    if until is not None and until > now:
        when = f"{long_date(until)} kl. {clock(until)}"
        says = f"Teksten er klausuleret til {when}. Et godkendt udkast går først ud da."
        said.insert(0, Advice(Kind.PRESS_EMBARGO, says, ""))
    return tuple(dict.fromkeys(said))


def _together(one: Hindrance, other: Hindrance) -> bool:
    if one.kind in _OF_A_PHOTO and other.kind in _OF_A_PHOTO:
        return one.photo == other.photo
    if one.kind != other.kind or one.elsewhere != other.elsewhere:
        return False
    if one.kind == Kind.NAMED_PERSON:
        return same_person(one.excerpt, other.excerpt)
    if one.kind == Kind.CPR:
        return _digits(one) == _digits(other)
    return one.photo == other.photo


def _question(number: int, group: Sequence[Hindrance]) -> Question:
    first = max(group, key=lambda one: len(one.excerpt))
    says = tuple(dict.fromkeys(one.says for one in group))
    if first.kind == Kind.NAMED_PERSON:
        says = (first.says,)
    if first.kind == Kind.CPR and len(group) > 1:
        places = dict.fromkeys(told_place(one.where) for one in group)
        says = (first.says.replace(told_place(first.where), " og ".join(places)),)
    about = first.excerpt if first.kind in (Kind.NAMED_PERSON, Kind.CPR) else ""
    return Question(number, first.kind, says, about, first.roles, first.photo, first.elsewhere)


def _digits(one: Hindrance) -> str:
    return Finding(Kind.CPR, "", text=one.excerpt).same
