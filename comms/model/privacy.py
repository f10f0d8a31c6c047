"""What must be settled about people before publishing (DOMAIN.md, "What a finding does")."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comms.danish import cpr
from comms.model.whereabouts import told_place


class Kind(StrEnum):
    """The flags of the contract."""

    CPR = "cpr"
    PHONE = "phone"
    NAMED_PERSON = "named_person"
    HEALTH = "health"
    MINOR = "minor"
    PHOTO_WITH_PEOPLE = "photo_with_people"
    PARTY = "party"
    SPONSORED = "sponsored"
    EXIF_GPS = "exif_gps"
    CONFIDENTIAL_FOOTER = "confidential_footer"
    PRESS_EMBARGO = "press_embargo"
    ACUTE = "acute"
    TEXT_IN_IMAGE = "text_in_image"
    LINK_ONLY = "link_only"
    CANCELLED = "cancelled"


class Effect(StrEnum):
    """What a finding does to the drafts of its story."""

    BLOCKS = "blocks"
    ASKS = "asks"
    HOLDS = "holds"
    ADVICE = "advice"
    NOTED = "noted"
    URGENT = "urgent"


@dataclass(frozen=True)
class Rule:
    """effect: what it does. roles: who may answer it (an approver may all that a writer may).

    says: a Danish sentence; {place} and {words} are filled in, see `told`.
    """

    effect: Effect
    roles: frozenset[str]
    says: str


WRITERS = frozenset({"writer", "approver", "admin"})
APPROVERS = frozenset({"approver", "admin"})
NOBODY: frozenset[str] = frozenset()

RULES: dict[Kind, Rule] = {
    Kind.CPR: Rule(Effect.BLOCKS, APPROVERS, "Der står et cpr-nummer {place}. Tag det ud."),
    Kind.NAMED_PERSON: Rule(
        Effect.ASKS, WRITERS, "En person er nævnt ved navn {place}: {words}. Må vi det?"
    ),
    Kind.HEALTH: Rule(
        Effect.ADVICE, NOBODY, "Der står noget om helbred {place}. Kan nogen genkendes?"
    ),
    Kind.MINOR: Rule(
        Effect.ADVICE, NOBODY, "Der er tale om et barn eller en ung under 18 {place}."
    ),
    Kind.PHOTO_WITH_PEOPLE: Rule(
        Effect.BLOCKS, WRITERS, "Et billede viser mennesker. Udfyld oplysningerne om det."
    ),
    Kind.PARTY: Rule(
        Effect.BLOCKS,
        APPROVERS,
        "Afsenderen er partipolitisk ({words}). Skriv, hvorfor det kan sendes ud.",
    ),
    Kind.PRESS_EMBARGO: Rule(
        Effect.HOLDS,
        NOBODY,
        "Teksten er klausuleret, men det kan ikke læses, til hvornår. Vælg et tidspunkt.",
    ),
    Kind.SPONSORED: Rule(Effect.ADVICE, NOBODY, "En sponsor er nævnt {place}."),
    Kind.PHONE: Rule(Effect.ADVICE, NOBODY, "Der står et telefonnummer {place}. Skal det ud?"),
    Kind.CONFIDENTIAL_FOOTER: Rule(Effect.ADVICE, NOBODY, "Mailen bærer en fortrolighedstekst."),
    Kind.EXIF_GPS: Rule(
        Effect.NOTED, NOBODY, "Det stod {place}, hvor det er taget. Det er fjernet."
    ),
    Kind.ACUTE: Rule(
        Effect.URGENT, WRITERS, "Her kan nogen have brug for hjælp nu ({words}). Tag hånd om det."
    ),
    Kind.TEXT_IN_IMAGE: Rule(Effect.ADVICE, NOBODY, "Oplysningerne står kun i et billede."),
    Kind.LINK_ONLY: Rule(Effect.ADVICE, NOBODY, "Oplysningerne står kun bag et link."),
    Kind.CANCELLED: Rule(Effect.ADVICE, NOBODY, "Arrangementet er aflyst."),
}
# Together with a person these are sensitive data (GDPR article 9), and a child's needs a parent.
_WITH_A_PERSON = {
    Kind.HEALTH: Rule(
        Effect.BLOCKS,
        APPROVERS,
        "Der står noget om helbred {place} sammen med en person: {words}. "
        "Det kræver samtykke, eller at det tages ud.",
    ),
    Kind.MINOR: Rule(
        Effect.BLOCKS,
        APPROVERS,
        "Et barn eller en ung under 18 kan genkendes {place}: {words}. "
        "Det kræver samtykke fra forældrene, eller at det tages ud.",
    ),
}
# Nothing may be invented and nothing drafted until a person has looked.
_WAITS = frozenset({Kind.CANCELLED, Kind.TEXT_IN_IMAGE, Kind.LINK_ONLY, Kind.ACUTE})


@dataclass(frozen=True)
class Piece:
    """A text of a mail and where it stands: 'body', 'subject', 'attachment:flyer.pdf', …"""

    where: str
    text: str


@dataclass(frozen=True)
class Finding:
    """Something to settle: `text` is what stands at [start:end] of the piece `where`.

    until: when what is embargoed may go out (aware); None when the text does not tell.
    draft_id: the draft whose words brought it, 0 when it came in with the story.
    """

    kind: Kind
    where: str
    start: int = 0
    end: int = 0
    text: str = ""
    until: datetime | None = None
    id: int = 0
    story_id: int = 0
    draft_id: int = 0

    @property
    def same(self) -> str:
        """What makes two findings of a kind the same: a number's digits, else the words."""
        if self.kind is not Kind.CPR:
            return self.text
        return "".join(sign for sign in self.text if sign.isdigit())


def rule_for(finding: Finding, among: Iterable[Finding]) -> Rule:
    """The rule that holds for a finding, seen together with the story's other open findings."""
    if finding.kind in _WITH_A_PERSON and _person_in(among):
        return _WITH_A_PERSON[finding.kind]
    return RULES[finding.kind]


def told(finding: Finding, among: Iterable[Finding]) -> str:
    """What is the matter and where, in whole Danish sentences. A CPR number is never repeated."""
    words = f"»{' '.join(finding.text.split())}«" if finding.text else "se teksten"
    rule = rule_for(finding, among)
    return rule.says.format(place=told_place(finding.where), words=words)


def must_wait(findings: Iterable[Finding]) -> bool:
    """Must a person look at the story before anything is drafted of it?"""
    return any(finding.kind in _WAITS for finding in findings)


def blockers(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The open findings that hinder an approval: those that block and those that ask."""
    everything = tuple(findings)
    hinders = (Effect.BLOCKS, Effect.ASKS, Effect.URGENT)
    return tuple(f for f in everything if rule_for(f, everything).effect in hinders)


def may_clear(finding: Finding, among: Iterable[Finding], role: str) -> bool:
    """May somebody with this role (writer, approver, admin) answer the finding?"""
    return role in rule_for(finding, among).roles


def cpr_numbers(pieces: Iterable[Piece]) -> tuple[Finding, ...]:
    """Every CPR number, in whatever piece it stands."""
    return tuple(
        Finding(
            Kind.CPR, piece.where, number.start, number.end, piece.text[number.start : number.end]
        )
        for piece in pieces
        for number in cpr.find(piece.text)
    )


def _person_in(findings: Iterable[Finding]) -> bool:
    return any(f.kind in (Kind.NAMED_PERSON, Kind.PHOTO_WITH_PEOPLE) for f in findings)
