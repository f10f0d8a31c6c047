"""A post as the public sees it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ShownPost:
    """at: when it went out. photos: how many. edited_at, removed_at: by a correction of ours."""

    text: str
    at: datetime
    link: str = ""
    photos: int = 0
    edited_at: datetime | None = None
    removed_at: datetime | None = None
