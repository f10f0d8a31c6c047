"""One thing that must be settled before a draft may be approved."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hindrance:
    """says: whole Danish sentences. roles: who may settle it.

    kind: a finding's kind, or alt_text, photo_ended, photo_lost or consent_withdrawn.
    excerpt, where: the words and their place. photo: the number of the photo in the draft, or 0.
    elsewhere: the words stand in what came in, but not in what would go out.
    """

    kind: str
    says: str
    roles: frozenset[str]
    excerpt: str = ""
    where: str = ""
    photo: int = 0
    elsewhere: bool = False
