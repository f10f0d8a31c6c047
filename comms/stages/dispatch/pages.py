"""An issue's items → the content that is rendered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from comms.channels.newsletter import Block, IssueContent, Picture
from comms.config.newsletter import NewsletterRules
from comms.model.draft import Content, Draft, Status
from comms.model.exposure import unfit
from comms.model.issue import Issue, IssueItem
from comms.model.photo import Photo, ended
from comms.model.story import Story
from comms.stages.dispatch.calendar import occasions
from comms.stages.dispatch.places import Places
from comms.store.transaction import Transaction

CHANNEL = "newsletter"


@dataclass(frozen=True)
class Pages:
    """What an issue says, in words."""

    rules: NewsletterRules
    places: Places

    def content(self, tx: Transaction, issue: Issue, at: datetime) -> IssueContent:
        """What the issue says, each block by the version that its item names. at: when it goes."""
        told = [(item, told_by(tx, item)) for item in (*issue.items, *issue.calendar)]
        return IssueContent(
            title=issue.title,
            subject=issue.subject,
            preheader=issue.preheader,
            intro=self._intro(tx, issue),
            blocks=tuple(self._block(tx, item) for item in issue.items),
            occasions=occasions(told, at, self.rules),
            contribute=self.rules.contribute,
            core_story=self.rules.core_story,
            core_version=issue.core_version,
            archive_url=self.places.archive(issue),
        )

    def _intro(self, tx: Transaction, issue: Issue) -> str:
        """A correction's words, and the way to what they correct."""
        if issue.corrects is None:
            return issue.intro
        old = tx.issues.get(issue.corrects)
        return f"{issue.intro}\n\nDet gælder »{old.title}«:\n{self.places.archive(old)}"

    def _block(self, tx: Transaction, item: IssueItem) -> Block:
        content = tx.drafts.version(item.draft_id, item.version).content
        story = tx.stories.get(tx.drafts.get(item.draft_id).story_id)
        return Block(
            title=content.title,
            text=content.text,
            link=content.link,
            picture=self._picture(content, story.photos),
            section=item.section,
            story_id=story.id,
        )

    def _picture(self, content: Content, photos: Sequence[Photo]) -> Picture | None:
        for use in content.photos[:1]:
            for photo in photos:
                if photo.digest == use.digest:
                    url = self.places.photo(use.digest)
                    size = (photo.width, photo.height)
                    return Picture(url, use.alt, *size, photo.credit, use.digest)
        return None


def told_by(tx: Transaction, item: IssueItem) -> tuple[Draft, Story]:
    """The draft as the item has it, and its story."""
    draft = tx.drafts.get(item.draft_id)
    content = tx.drafts.version(item.draft_id, item.version).content
    return replace(draft, content=content), tx.stories.get(draft.story_id)


def without_taken_down(tx: Transaction, content: IssueContent, today: date) -> IssueContent:
    """A frozen issue without what may not be shown on that day any more."""
    stories = {one.story_id: tx.stories.get(one.story_id) for one in content.blocks if one.story_id}
    for one in content.occasions:
        stories.setdefault(one.story_id, tx.stories.get(one.story_id))
    gone = {number for number, story in stories.items() if story.withdrawn_at is not None}
    return replace(
        content,
        blocks=tuple(
            replace(one, picture=_still(one.picture, stories.get(one.story_id), today))
            for one in content.blocks
            if one.story_id not in gone
        ),
        occasions=tuple(one for one in content.occasions if one.story_id not in gone),
    )


def _still(picture: Picture | None, story: Story | None, today: date) -> Picture | None:
    photos = story.photos if picture and story else ()
    if any(one.digest == picture.digest and ended(one, today) for one in photos if picture):
        return None
    return picture


def still_approved(tx: Transaction, item: IssueItem, on: date, *, calendar: bool = False) -> bool:
    """Is this version the one that has a yes now, and may its photos be shown on that day?

    What is only in the calendar, and what a person pinned, may be out already.
    """
    draft = tx.drafts.get(item.draft_id)
    story = tx.stories.get(draft.story_id)
    shown = () if calendar else tx.drafts.version(item.draft_id, item.version).content.photos
    out = (Status.APPROVED, Status.SENT) if calendar or item.pinned else (Status.APPROVED,)
    return not unfit(shown, story, on) and (
        draft.status in out
        and draft.version == item.version
        and draft.content_hash == draft.approved_hash == item.content_hash
    )
