""" "Det sker": what lies ahead, out of the events of stories with a yes, never out of words."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from comms.channels.newsletter import Occasion
from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import long_date, when
from comms.model.draft import Draft
from comms.model.event import Event, Problem, first_moment
from comms.model.privacy import Kind
from comms.model.story import Story

# Something that is held every week would fill the calendar alone.
OF_ONE_STORY = 3
# What is not sure is asked for, not told.
_DOUBTFUL = (Problem.WEEKDAY_CONFLICT, Problem.AMBIGUOUS, Problem.PAST)


def occasions(
    told: Iterable[tuple[object, tuple[Draft, Story]]], at: datetime, rules: NewsletterRules
) -> tuple[Occasion, ...]:
    """What is ahead at `at`, by date. told: drafts as an issue has them, with their stories."""
    found = {
        (first_moment(event.start), event.title or draft.content.title, draft.id): _occasion(
            event, draft, story
        )
        for _, (draft, story) in told
        for event in _shown(draft, story, at, rules)
    }
    return tuple(found[key] for key in sorted(found))[: rules.calendar_most]


def ahead(draft: Draft, story: Story, at: datetime) -> Iterator[Event]:
    """The events of an approved story that are sure and not over, by date.

    None when it is called off, nor when the story was corrected after its yes: nobody has said yes
    to what it tells now.
    """
    if Kind.CANCELLED in story.flags:
        return
    if story.changed_at and draft.approved_at and story.changed_at > draft.approved_at:
        return
    for event in sorted(story.events, key=lambda event: first_moment(event.start)):
        if event.problem not in _DOUBTFUL and not event.over(at):
            yield event


def _shown(draft: Draft, story: Story, at: datetime, rules: NewsletterRules) -> list[Event]:
    last = at + timedelta(days=rules.calendar_days)
    near = [event for event in ahead(draft, story, at) if first_moment(event.start) <= last]
    return near[:OF_ONE_STORY]


def _occasion(event: Event, draft: Draft, story: Story) -> Occasion:
    """An event's own name is shown where the approved words have it too."""
    named = event.title and event.title.casefold() in draft.content.text.casefold()
    return Occasion(
        title=event.title if named else draft.content.title,
        when=when(event.start, event.end),
        place=event.place or "",
        signup_by=long_date(event.signup_by) if event.signup_by else "",
        price=event.price,
        story_id=story.id,
    )
