"""A post as the public sees it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ShownPost:
    """at: when it went out. photos: how many."""

    text: str
    at: datetime
    link: str = ""
    photos: int = 0
