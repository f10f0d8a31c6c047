"""A photo, cleaned and ready to be shown: what we must know before it may be."""

from dataclasses import dataclass
from datetime import date, datetime

from comms.danish.calendar import long_date
from comms.model.grounds import PhotoGround


@dataclass(frozen=True)
class Photo:
    """One photo of a story.

    digest: SHA-256 in hex of the cleaned bytes, which lie in `files`. width, height: pixels.
    people: are recognisable people in it? None until somebody has said.
    ground: why we may show them (a PhotoGround); purpose: what for; reference: where the consent
    lies, or the written assessment. credit: who took it; permission: whose leave we have to use
    it, since credit is no permission. expires_on: the last day it may be shown.
    withdrawn_at: somebody took their consent back.
    notes: words that were written into the file, and gps: it told where it was taken. Both are
    gone from the bytes, are looked through once and not stored.
    """

    digest: str
    alt: str = ""
    name: str = ""
    mime: str = "image/jpeg"
    width: int = 0
    height: int = 0
    credit: str = ""
    people: bool | None = None
    ground: str = ""
    purpose: str = ""
    reference: str = ""
    permission: str = ""
    expires_on: date | None = None
    withdrawn_at: datetime | None = None
    notes: str = ""
    gps: bool = False
    id: int = 0
    story_id: int = 0


@dataclass(frozen=True)
class PhotoUse:
    """A photo as a draft shows it: these bytes under this alternative text."""

    digest: str
    alt: str


@dataclass(frozen=True)
class Lack:
    """Something that is not known of a photo yet. field: its name; what: as in "mangler …"."""

    field: str
    what: str
    says: str


_PEOPLE = Lack(
    "people", "svar på, om nogen kan genkendes", "Svar på, om der er mennesker, som kan genkendes."
)
# Needed for every photo (the law of copyright), and for one with people (GDPR, DOMAIN rule 3).
_OF_ALL = (
    Lack("alt", "alternativ tekst", "Skriv, hvad billedet viser."),
    Lack("credit", "fotograf", "Skriv, hvem der har taget billedet."),
    Lack("permission", "tilladelse", "Skriv, hvem der har givet lov til at bruge billedet."),
)
_OF_PEOPLE = (
    Lack("ground", "grundlag", "Vælg, på hvilket grundlag billedet må vises."),
    Lack("purpose", "formål", "Skriv, hvad billedet skal bruges til."),
    Lack("reference", "henvisning", "Skriv, hvor samtykket ligger, eller skriv vurderingen."),
)
# Shorter than this no assessment has weighed anything: it is a word, not a reason.
SHORTEST_ASSESSMENT = 20


def lacks(photo: Photo) -> tuple[Lack, ...]:
    """What must be told of a photo before it may be shown (DOMAIN rule 3)."""
    missing = [one for one in _OF_ALL if not str(getattr(photo, one.field)).strip()]
    if photo.people is None:
        return (_PEOPLE, *missing)
    if photo.people:
        missing = [o for o in _OF_PEOPLE if not str(getattr(photo, o.field)).strip()] + missing
    if photo.people and photo.reference.strip() and _too_short(photo):
        says = "Skriv den konkrete vurdering: hvorfor kan billedet vises uden samtykke?"
        missing.insert(0, Lack("reference", "en skriftlig vurdering", says))
    return tuple(missing)


def _too_short(photo: Photo) -> bool:
    """Without a consent there must be a written assessment (Datatilsynet, billeder på nettet)."""
    assessed = photo.ground in (PhotoGround.PUBLIC_TASK, PhotoGround.LEGITIMATE_INTEREST)
    return assessed and len(photo.reference.strip()) < SHORTEST_ASSESSMENT


def ended(photo: Photo, on: date) -> str:
    """Why a photo may not be shown on that day any more, as a Danish sentence; or ''."""
    if photo.withdrawn_at is not None:
        return "Samtykket til billedet er trukket tilbage."
    if photo.expires_on is not None and photo.expires_on < on:
        return f"Billedet må kun vises til og med {long_date(photo.expires_on)}."
    return ""
