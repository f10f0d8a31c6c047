"""What publishing is handed, and what it tells afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from comms.channels.ends import Posted
from comms.model.draft import Status


class Channel(Protocol):
    """A place where posts stand. Every call may raise the errors of `comms.channels.ends`."""

    name: str

    def upload(self, data: bytes, position: int, alt: str) -> str:
        """Hand over a photo, unseen; its id there."""

    def create(self, text: str, link: str, photos: Sequence[str]) -> str:
        """Make the post, unseen; its id there. Repeatable: nothing is public."""

    def create_without_preview(self, text: str, link: str) -> str:
        """The same for a link that cannot be shown with a preview."""

    def publish(self, post_id: str) -> None:
        """Make it public. A second time must change nothing."""

    def edit(self, post_id: str, text: str) -> None:
        """Give the post other words. A second time must change nothing."""

    def remove(self, post_id: str) -> None:
        """Take the post away for good; no harm when it is gone already."""

    def look(self, post_id: str) -> Posted | None:
        """The post as it stands; None when it is gone."""


@dataclass(frozen=True)
class Outcome:
    """Where a draft stands after this run. reason: a Danish sentence, '' when all is well."""

    draft_id: int
    status: Status
    reason: str = ""
    permalink: str = ""
