"""An issue's items → the content that is rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comms.channels.newsletter import Block, IssueContent, Picture, Sender
from comms.config.newsletter import NewsletterRules
from comms.model.draft import Content, Draft, Status
from comms.model.exposure import unfit
from comms.model.issue import Issue, IssueItem
from comms.model.photo import Photo, ended
from comms.stages.dispatch.places import Places
from comms.store.transaction import Transaction

CHANNEL = "newsletter"
PREHEADER = 100  # signs; DOMAIN's advice is 65-100


@dataclass(frozen=True)
class Pages:
    """themes: names by number; a story's first theme is the small line above its heading."""

    rules: NewsletterRules
    sender: Sender
    places: Places
    themes: Mapping[int, str]

    def content(self, tx: Transaction, issue: Issue, today: date | None = None) -> IssueContent:
        """What the issue says, each block by the version that its item names.

        today: leave out what may not be shown on that day any more.
        """
        items = [item for item in issue.items if today is None or not _is_withdrawn(tx, item)]
        return IssueContent(
            title=issue.title,
            preheader=issue.preheader,
            intro=self._intro(tx, issue),
            blocks=tuple(self._block(tx, item, today) for item in items),
            contribute=self.rules.contribute,
            core_story=self.rules.core_story,
            archive_url=self.places.archive(issue),
        )

    def _intro(self, tx: Transaction, issue: Issue) -> str:
        """A correction's words, and the way to what they correct."""
        if issue.corrects is None:
            return issue.intro
        old = tx.issues.get(issue.corrects)
        return f"{issue.intro}\n\nDet gælder »{old.title}«:\n{self.places.archive(old)}"

    def taken_down(self, tx: Transaction, issue: Issue, today: date) -> bool:
        """Is there something in the issue that may not be shown on that day any more?"""
        return any(_unfit(tx, item, today) for item in issue.items)

    def items(self, tx: Transaction, drafts: Sequence[Draft]) -> tuple[IssueItem, ...]:
        """Approved drafts as items, in this order."""
        return tuple(
            IssueItem(draft.id, draft.version, draft.content_hash, place, self._theme(tx, draft))
            for place, draft in enumerate(drafts)
        )

    def _block(self, tx: Transaction, item: IssueItem, today: date | None) -> Block:
        content = tx.drafts.version(item.draft_id, item.version).content
        photos = tx.stories.get(tx.drafts.get(item.draft_id).story_id).photos
        return Block(
            title=content.title,
            text=content.text,
            link=content.link,
            picture=self._picture(content, photos, today),
            section=item.section,
        )

    def _picture(
        self, content: Content, photos: Sequence[Photo], today: date | None
    ) -> Picture | None:
        for use in content.photos[:1]:
            for photo in photos:
                if photo.digest == use.digest and not (today and ended(photo, today)):
                    url = self.places.photo(use.digest)
                    return Picture(url, use.alt, photo.width, photo.height, photo.credit)
        return None

    def _theme(self, tx: Transaction, draft: Draft) -> str:
        numbers = tx.stories.get(draft.story_id).themes
        return self.themes.get(numbers[0], "") if numbers else ""


def _is_withdrawn(tx: Transaction, item: IssueItem) -> bool:
    return tx.stories.get(tx.drafts.get(item.draft_id).story_id).withdrawn_at is not None


def _unfit(tx: Transaction, item: IssueItem, on: date) -> str:
    story = tx.stories.get(tx.drafts.get(item.draft_id).story_id)
    return unfit(tx.drafts.version(item.draft_id, item.version).content.photos, story, on)


def still_approved(tx: Transaction, item: IssueItem, on: date) -> bool:
    """Is this version the one that has a yes now, and may its photos be shown on that day?"""
    draft = tx.drafts.get(item.draft_id)
    return not _unfit(tx, item, on) and (
        draft.status is Status.APPROVED
        and draft.version == item.version
        and draft.content_hash == draft.approved_hash == item.content_hash
    )


def preheader(titles: Sequence[str]) -> str:
    """The headlines, cut at a whole one or a whole word."""
    whole = " · ".join(titles)
    if len(whole) <= PREHEADER:
        return whole
    return whole[: PREHEADER - 1].rsplit(" ", 1)[0].rstrip(" ·,:;–-") + "…"
