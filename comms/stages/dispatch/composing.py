"""The week's issue out of what is approved: which stories, in what order, under what words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from comms.config.newsletter import NewsletterRules
from comms.model.composition import Candidate, Room, selected
from comms.model.draft import Draft, Status
from comms.model.event import day_of, first_moment
from comms.model.exposure import unfit
from comms.model.issue import KNOWLEDGE, Issue, IssueItem
from comms.model.story import Story
from comms.model.wording import Proposals, proposals
from comms.stages.dispatch import week as weeks
from comms.stages.dispatch.calendar import ahead, occasions
from comms.stages.dispatch.pages import CHANNEL, still_approved, told_by
from comms.store.transaction import Transaction

CORE_STORY = "core_story"  # the key of its versions among the settings
# A meeting that began this long ago may still be going on.
_LONGEST = timedelta(days=60)


@dataclass(frozen=True)
class Composition:
    """issue: as it would be. waiting: headlines of what there was no room for."""

    issue: Issue
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Composing:
    """strategy: its name, for the title. themes: names by number."""

    rules: NewsletterRules
    strategy: str
    zone: ZoneInfo
    themes: Mapping[int, str]

    def compose(
        self, tx: Transaction, known: Issue | None, week: str, now: datetime
    ) -> Composition:
        """The week's issue, or `known` with what was approved since and what is stale gone.

        UsageError for a week that is none.
        """
        due = weeks.due_at(week, self.rules, self.zone)
        drafts = {draft.id: draft for draft in self._approved(tx, known, due)}
        stories = tx.stories.several([draft.story_id for draft in drafts.values()])
        pinned = {item.draft_id: item for item in known.items if item.pinned} if known else {}
        found = selected(
            [
                self._candidate(draft, stories[draft.story_id], pinned.get(draft.id), due)
                for draft in drafts.values()
            ],
            self._room(week, due, now),
        )
        items = tuple(
            _item(drafts[one.draft_id], place, one.section, pinned=one.pinned is not None)
            for place, one in enumerate(found.taken)
        )
        issue = _refilled(known or Issue("", "", week=week, due_at=due), items)
        issue = replace(issue, title=self._title(week))
        waiting = tuple(drafts[one.draft_id].content.title for one in found.waiting)
        return Composition(self.completed(tx, issue, due), waiting)

    def completed(self, tx: Transaction, issue: Issue, at: datetime) -> Issue:
        """The issue with what follows from its items: calendar, core story's version, words."""
        calendar, version = self._calendar(tx, issue, at), self.core_version(tx)
        return self.worded(tx, replace(issue, calendar=calendar, core_version=version), at)

    def item(self, tx: Transaction, draft: Draft, due: datetime) -> IssueItem:
        """The draft as an issue due then would hold it, at the top."""
        story = tx.stories.get(draft.story_id)
        return _item(draft, 0, self._candidate(draft, story, None, due).section)

    def core_version(self, tx: Transaction) -> int | None:
        """Of the core story that holds now; 0: the file's; None: there is none."""
        if not self.rules.core_story.strip():
            return None
        newest = tx.settings.newest().get(CORE_STORY)
        return newest.version if newest else 0

    def worded(self, tx: Transaction, issue: Issue, at: datetime) -> Issue:
        """The issue with the words proposed for it; with those that a person chose, if any."""
        if issue.worded_by:
            return issue
        words = self.proposals(tx, issue, at)
        return replace(issue, subject=words.subjects[0], preheader=words.preheaders[0])

    def proposals(self, tx: Transaction, issue: Issue, at: datetime) -> Proposals:
        """Subjects and preheaders to choose from."""
        told = [(item, told_by(tx, item)) for item in (*issue.items, *issue.calendar)]
        heads = [draft.content.title for _, (draft, _) in told[: len(issue.items)]]
        happening = [one.title for one in occasions(told, at, self.rules)]
        return proposals(issue.title, heads, happening)

    def _approved(self, tx: Transaction, known: Issue | None, due: datetime) -> list[Draft]:
        """What has a yes and is in no other issue, and what a person pinned in this one."""
        taken = tx.issues.taken(except_issue=known.id if known else 0)
        taken |= {item.draft_id for item in known.dropped} if known else set()
        on = day_of(due)
        found = [
            draft
            for draft in tx.drafts.all(Status.APPROVED, CHANNEL)
            if draft.id not in taken
            and draft.corrects is None
            and draft.content_hash == draft.approved_hash
            and not unfit(draft.content.photos, tx.stories.get(draft.story_id), on)
            and (draft.scheduled_at is None or draft.scheduled_at <= due)
        ]
        pinned = [item for item in known.items if item.pinned] if known else []
        again = [item.draft_id for item in pinned if still_approved(tx, item, on)]
        ids = {draft.id for draft in found}
        return [*found, *(tx.drafts.get(one) for one in again if one not in ids)]

    def _candidate(
        self, draft: Draft, story: Story, pinned: IssueItem | None, due: datetime
    ) -> Candidate:
        theme = story.themes[0] if story.themes else 0
        knowledge = story.kind == "knowledge"
        section, place = self._section(theme, knowledge=knowledge)
        events = list(ahead(draft, story, due))
        return Candidate(
            draft.id,
            draft.approved_at or due,
            theme=theme,
            section=section,
            place=place,
            knowledge=knowledge,
            photo=bool(draft.content.photos),
            next_at=max(due, first_moment(events[0].start)) if events else None,
            over=story.kind == "event" and bool(story.events) and _is_over(story, due),
            pinned=pinned.position if pinned else None,
        )

    def _section(self, theme: int, *, knowledge: bool) -> tuple[str, int]:
        """The heading a story stands under, and where among all that heading stands."""
        if knowledge:
            return KNOWLEDGE, 1_000_000
        for place, section in enumerate(self.rules.sections):
            if theme in section.themes:
                return section.name, place
        name = self.themes.get(theme, "")
        return (name, 1000 + theme) if name else ("", 100_000)

    def _room(self, week: str, due: datetime, now: datetime) -> Room:
        following = weeks.due_at(weeks.after(week, self.rules), self.rules, self.zone)
        oldest = now - timedelta(days=self.rules.fresh_days)
        return Room(due, following, oldest, self.rules.max_stories, self.rules.most_of_theme)

    def _calendar(self, tx: Transaction, issue: Issue, at: datetime) -> tuple[IssueItem, ...]:
        """The other stories that the calendar tells of; those of the issue are told anyway."""
        last = at + timedelta(days=self.rules.calendar_days)
        blocks = {item.draft_id for item in (*issue.items, *issue.dropped)}
        found = [
            _item(draft, place)
            for place, draft in enumerate(tx.drafts.with_events(CHANNEL, at - _LONGEST, last))
            if draft.id not in blocks
        ]
        kept = [one for one in found if still_approved(tx, one, day_of(at), calendar=True)]
        told = occasions([(one, told_by(tx, one)) for one in (*issue.items, *kept)], at, self.rules)
        shown = {one.story_id for one in told}
        return tuple(one for one in kept if tx.drafts.get(one.draft_id).story_id in shown)

    def _title(self, week: str) -> str:
        title = self.rules.title.replace("{strategy}", self.strategy)
        return title.replace("{week}", str(weeks.number(week)))


def stale(tx: Transaction, issue: Issue, on: datetime) -> Sequence[IssueItem]:
    """What of an issue has lost its yes."""
    day = day_of(on)
    blocks = [one for one in issue.items if not still_approved(tx, one, day)]
    dates = [one for one in issue.calendar if not _still_ahead(tx, one, on)]
    return [*blocks, *dates]


def _still_ahead(tx: Transaction, item: IssueItem, on: datetime) -> bool:
    """Called off or moved since, it is no line of the calendar any more."""
    if not still_approved(tx, item, day_of(on), calendar=True):
        return False
    return any(ahead(*told_by(tx, item), on))


def _refilled(issue: Issue, items: tuple[IssueItem, ...]) -> Issue:
    """The words that a person chose stay as long as all is there that they were made of."""
    gone = {one.draft_id for one in issue.items} - {one.draft_id for one in items}
    return replace(issue, items=items, worded_by="" if gone else issue.worded_by)


def _item(draft: Draft, place: int, section: str = "", *, pinned: bool = False) -> IssueItem:
    return IssueItem(draft.id, draft.version, draft.content_hash, place, section, pinned)


def _is_over(story: Story, at: datetime) -> bool:
    return all(event.over(at) for event in story.events)
