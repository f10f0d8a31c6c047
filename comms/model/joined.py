"""Two stories as one: what is told by either is told by both."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from comms.model.event import Event, in_order, judged
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.model.story import Story
from comms.model.themes import MOST
from comms.model.twins import same_occasion

_OF_PHOTO = ("alt", "credit", "ground", "purpose", "reference", "permission")


def joined(story: Story, other: Story, now: datetime, *, with_text: bool) -> Story:
    """What `story` says once `other` is part of it; photos are `photos_joined`'s.

    Its own words come first. with_text: the other's words stand below them.
    """
    flags = {*story.flags, *other.flags}
    return replace(
        story,
        text=_text(story, other) if with_text else story.text,
        link=story.link or other.link,
        themes=tuple(dict.fromkeys((*story.themes, *other.themes)))[:MOST],
        flags=tuple(str(kind) for kind in Kind if kind in flags),
        events=_events(story.events, other.events, now),
    )


def photos_joined(
    photos: Sequence[Photo], others: Sequence[Photo]
) -> tuple[list[Photo], list[Photo]]:
    """(those of `photos` that the others know more of, as they now are; those that are new)."""
    known = {one.digest: one for one in photos}
    more = [_filled(known[one.digest], one) for one in others if one.digest in known]
    return (
        [one for one in more if one != known[one.digest]],
        list({one.digest: one for one in others if one.digest not in known}.values()),
    )


def _text(story: Story, other: Story) -> str:
    more = other.text.strip()
    if not more or more in story.text:
        return story.text
    return f"{story.text.rstrip()}\n\n{more}".strip()


def _events(mine: Sequence[Event], theirs: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    made = list(mine)
    for one in theirs:
        at = next((n for n, known in enumerate(made) if same_occasion(known, one)), None)
        if at is None:
            made.append(replace(one, id=0, story_id=0))
        else:
            made[at] = _completed(made[at], one, now)
    return tuple(made) if len(made) == len(mine) else in_order(made)


def _completed(event: Event, other: Event, now: datetime) -> Event:
    """What one of them leaves out, the other may tell."""
    hours = other if other.timed and not event.timed else event
    whole = replace(
        event,
        start=hours.start,
        end=hours.end or (other.end if other.timed == hours.timed else None),
        place=event.place or other.place,
        signup_by=event.signup_by or other.signup_by,
        title=event.title or other.title,
    )
    return event if whole == event else judged(replace(whole, problem=None), now)


def _filled(photo: Photo, other: Photo) -> Photo:
    """The same bytes: nobody's answer is lost, and the stricter one holds."""
    if other.people and not photo.people:
        stricter = {name: getattr(other, name) for name in ("ground", "purpose", "reference")}
        photo = replace(photo, people=True, **stricter)
    elif photo.people is None:
        photo = replace(photo, people=other.people)
    empty = {name: getattr(other, name) for name in _OF_PHOTO if not getattr(photo, name)}
    days = [one for one in (photo.expires_on, other.expires_on) if one is not None]
    return replace(photo, **empty, expires_on=min(days, default=None))
