"""On what ground a person may be told of or shown: the answers that staff choose between."""

from enum import StrEnum
from typing import TypeVar


class PersonGround(StrEnum):
    """The answers to "En person er nævnt ved navn. Må vi det?" (DOMAIN.md)."""

    CONTACT = "contact"
    PUBLIC_ROLE = "public_role"
    CONSENT = "consent"


class PhotoGround(StrEnum):
    """Why people may be shown (GDPR article 6, 1): consent (a), and what there is besides.

    public_task (e) and legitimate_interest (f) need a concrete assessment in writing.
    """

    CONSENT = "consent"
    AGREEMENT = "agreement"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


# A CPR number that stands only where nothing is sent from: the answer holds there and nowhere else.
NOT_SENT = "not_sent"
GROUNDS: dict[str, str] = {
    PersonGround.CONTACT: "Kontaktperson eller arrangør",
    PersonGround.PUBLIC_ROLE: "Offentlig rolle",
    PersonGround.CONSENT: "Samtykke",
    PhotoGround.AGREEMENT: "Aftale, for eksempel med en ansat",
    PhotoGround.PUBLIC_TASK: "Opgave i samfundets interesse, efter en konkret vurdering",
    PhotoGround.LEGITIMATE_INTEREST: "Legitim interesse, efter en konkret vurdering",
    NOT_SENT: "Står kun, hvor intet sendes fra",
}
# How people type them. The first that stands in what was typed counts.
_TYPED: tuple[tuple[str, str], ...] = (
    ("samtykke", "consent"),
    ("consent", "consent"),
    ("kontakt", "contact"),
    ("contact", "contact"),
    ("arrang", "contact"),
    ("organis", "contact"),
    ("offentlig rolle", "public_role"),
    ("public role", "public_role"),
    ("public_role", "public_role"),
    ("aftale", "agreement"),
    ("agreement", "agreement"),
    ("contract", "agreement"),
    ("samfundets interesse", "public_task"),
    ("public task", "public_task"),
    ("public_task", "public_task"),
    ("vurdering", "public_task"),
    ("assessment", "public_task"),
    ("legitim", "legitimate_interest"),
    ("not_sent", NOT_SENT),
)
_G = TypeVar("_G", PersonGround, PhotoGround)


def read_ground(typed: str, among: type[_G]) -> _G | None:
    """The ground that somebody typed, by its name in Danish or English; None when it is none."""
    low = " ".join(typed.lower().split())
    by_label = {label.lower(): name for name, label in GROUNDS.items()}
    name = by_label.get(low) or next((name for word, name in _TYPED if word in low), "")
    return among(name) if name in list(among) else None
