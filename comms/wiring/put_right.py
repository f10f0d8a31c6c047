"""A moved or cancelled event, corrected wherever it was sent: drafts, which wait for a yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from comms.errors import Moved
from comms.model.draft import Draft
from comms.model.issue import Issue
from comms.model.moved import Change
from comms.stages.dispatch import IssueCorrections
from comms.stages.drafting import Drafting
from comms.stages.review.correcting import Correcting
from comms.stages.telling import Telling


@dataclass(frozen=True)
class PutRight:
    """The corrections that were drafted."""

    drafts: Sequence[Draft]
    issues: Sequence[Issue]


class Stages(Protocol):
    """What it takes."""

    @property
    def telling(self) -> Telling: ...
    @property
    def drafting(self) -> Drafting: ...
    @property
    def correcting(self) -> Correcting: ...
    @property
    def issue_corrections(self) -> IssueCorrections: ...


def put_right(stages: Stages, story_id: int, by: str, now: datetime) -> PutRight:
    """Let the story say what its calendar says, then draft a correction of each post and issue.

    Each step may be done again: what was drafted before is left alone. Raises Moved when nothing
    has changed.
    """
    story, change = stages.telling.changed(story_id, by, now)
    if change is None:
        raise Moved(f"Der er ikke noget at rette for bidrag {story_id}.")
    first_line = stages.drafting.news(change, story.title, "facebook")

    def words(standing: str) -> str:
        """A cancelled event keeps its old words below; a moved one is told anew."""
        told = standing
        if change.kind is Change.MOVED:
            told = stages.drafting.write(story, "facebook").text
            if story.link and story.link in standing and story.link not in told:
                told = f"{told}\n\n{story.link}"
        return f"{first_line}\n\n{told}"

    drafts = stages.correcting.correct_story(story_id, words, by, now)
    issues: Sequence[Issue] = ()
    if change.ahead(now):
        text = stages.drafting.news(change, story.title, "newsletter")
        issues = stages.issue_corrections.correct_story(story_id, text, by, now)
    stages.telling.settle(story_id, by, now)
    return PutRight(drafts, issues)
