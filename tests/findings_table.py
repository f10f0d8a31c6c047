"""The table "What a finding does" of DOMAIN.md, as worked examples for every way in."""

from dataclasses import dataclass
from datetime import datetime

from comms.errors import CommsError, NotAllowed, UsageError
from comms.model.draft import Content, Draft
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from comms.model.story import Story
from comms.store.database import Database

PERSON = "Karen Damgaard"
TEXT = (
    "Karen Damgaard har depression, og Elias på 14 spillede. Sag 010235-1234. Ring 00 22 44 66. "
    "Norlind A/S er sponsor."
)
MINE: dict[Kind, str] = {
    Kind.CPR: "010235-1234",
    Kind.NAMED_PERSON: PERSON,
    Kind.HEALTH: "depression",
    Kind.MINOR: "Elias på 14",
    Kind.PARTY: "Venstre",
    Kind.SPONSORED: "Norlind A/S er sponsor",
    Kind.PHONE: "00 22 44 66",
    Kind.CONFIDENTIAL_FOOTER: "Denne mail er fortrolig",
    Kind.ACUTE: "orker ikke mere",
}


@dataclass(frozen=True)
class Row:
    """One line of the table.

    found: the story's findings. hinders: a draft cannot be approved before they are answered.
    asked: the kind that is answered; gives: what the answer needs. lacks: one thing taken away
    from it is refused, with these words. writer: may a writer answer?
    """

    name: str
    found: tuple[Kind, ...]
    hinders: str
    asked: Kind
    gives: dict[str, str]
    lacks: tuple[str, str] | None = None
    writer: bool = False
    leaves: str = ""


CONSENT = {"reason": "Hun skrev selv", "ground": "consent", "reference": "mail 3.11.2026"}
ROWS = (
    Row(
        "a CPR number blocks; an approver says why it is none",
        (Kind.CPR,),
        "cpr-nummer",
        Kind.CPR,
        {"reason": "Det er et sagsnummer"},
        lacks=("reason", "begrundelse"),
    ),
    Row(
        "a named person who is a contact or an organiser",
        (Kind.NAMED_PERSON,),
        "Må vi det?",
        Kind.NAMED_PERSON,
        {"reason": "Står for caféen", "ground": "contact"},
        lacks=("ground", "Vælg et grundlag"),
        writer=True,
    ),
    Row(
        "a named person with a public role",
        (Kind.NAMED_PERSON,),
        "Må vi det?",
        Kind.NAMED_PERSON,
        {"reason": "Borgmester", "ground": "public_role"},
        writer=True,
    ),
    Row(
        "a named person who consented, with the consent's place",
        (Kind.NAMED_PERSON,),
        "Må vi det?",
        Kind.NAMED_PERSON,
        CONSENT,
        lacks=("reference", "hvor samtykket findes"),
        writer=True,
    ),
    Row(
        "health together with a person needs an approver and a consent",
        (Kind.HEALTH, Kind.NAMED_PERSON),
        "kræver samtykke",
        Kind.HEALTH,
        CONSENT,
        lacks=("reference", "henvisning til samtykket"),
        leaves="Må vi det?",
    ),
    Row(
        "a child together with a person needs an approver and a parent's consent",
        (Kind.MINOR, Kind.NAMED_PERSON),
        "samtykke fra forældrene",
        Kind.MINOR,
        CONSENT,
        lacks=("reference", "forældrenes samtykke"),
        leaves="Må vi det?",
    ),
    Row(
        "a party as the sender needs an approver and a reason",
        (Kind.PARTY,),
        "partipolitisk",
        Kind.PARTY,
        {"reason": "Indbydelse til et vælgermøde for alle partier"},
        lacks=("reason", "begrundelse"),
    ),
    Row(
        "a cry for help waits until a person has taken care of it",
        (Kind.ACUTE,),
        "brug for hjælp nu",
        Kind.ACUTE,
        {"reason": "Ringet op kl. 9 og sendt videre til Akuttelefonen"},
        lacks=("reason", "begrundelse"),
        writer=True,
    ),
)
# What hinders nothing, is read, and has no answer.
ADVICE = (
    Kind.HEALTH,
    Kind.MINOR,
    Kind.SPONSORED,
    Kind.PHONE,
    Kind.CONFIDENTIAL_FOOTER,
    Kind.EXIF_GPS,
)


def put(
    database: Database,
    now: datetime,
    *kinds: Kind,
    photos: tuple[Photo, ...] = (),
    until: datetime | None = None,
    text: str = TEXT,
) -> Draft:
    """A story with these findings and one Facebook draft of it."""
    with database.begin() as tx:
        story = Story("Åben café", text, photos=photos)
        story_id = tx.stories.add(story, now)
        tx.findings.add(story_id, [_finding(kind, until) for kind in kinds], now)
        content = Content("Åben café", text, photos=tx.stories.get(story_id).uses)
        draft_id = tx.drafts.add(Draft(story_id, "facebook", content), now)
        assert draft_id is not None
        return tx.drafts.get(draft_id)


def _finding(kind: Kind, until: datetime | None) -> Finding:
    excerpt = MINE.get(kind, "")
    start = max(TEXT.find(excerpt), 0)
    return Finding(kind, "body", start, start + len(excerpt), excerpt, until=until)


REFUSED: tuple[type[CommsError], ...] = (NotAllowed, UsageError)
