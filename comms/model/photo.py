"""A photo, cleaned and ready to be shown: what we must know before it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Photo:
    """One photo of a story.

    digest: SHA-256 in hex of the cleaned bytes, which lie in `files`. width, height: pixels.
    people: are recognisable people in it? None until somebody has said.
    ground: why we may show them (consent by default), with its reference.
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
    id: int = 0
    story_id: int = 0


@dataclass(frozen=True)
class PhotoUse:
    """A photo as a draft shows it: these bytes under this alternative text."""

    digest: str
    alt: str
