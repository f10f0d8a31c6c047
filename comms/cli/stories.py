"""Stories, also those typed in by hand; answers to findings; the drafts that are missing."""

from pathlib import Path
from typing import Any

import click

from comms.cli.answer import Answer, command
from comms.cli.drafts import text_of
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.privacy import Finding, Kind
from comms.model.story import Story, StoryStatus


@click.group()
def stories() -> None:
    """List, show and add stories; answer what was found in them."""


@command(stories, "list")
@click.option("--status", type=click.Choice([str(s) for s in StoryStatus]), help="Only these.")
def list_stories(status: str | None) -> Answer:
    """The stories, newest first."""
    with opened() as house, house.database.read() as tx:
        found = tx.stories.all(StoryStatus(status) if status else None, limit=None)
    lines = [f"{s.id:>5}  {s.kind:<10} {s.source:<16} {s.title}" for s in found]
    return Answer([_short(story) for story in found], lines or ["Der er ingen bidrag."])


@command(stories)
@click.argument("story_id", metavar="ID", type=int)
def show(story_id: int) -> Answer:
    """One story, what was found in it and how staff answered."""
    with opened() as house, house.database.read() as tx:
        story = tx.stories.get(story_id)
        found, answers = tx.findings.of(story_id), tx.findings.answers(story_id)
        its_drafts = tx.drafts.all(story_id=story_id)
    data = {
        **_short(story),
        "text": story.text,
        "link": story.link,
        "contributor": {"name": story.contributor.name, "email": story.contributor.email},
        "events": [event.contract() for event in story.events],
        "photos": [{"digest": p.digest, "alt": p.alt, "name": p.name} for p in story.photos],
        "findings": [_finding(one) for one in found],
        "answers": [{"flag": a.kind, "by": a.by, "reason": a.reason, "at": a.at} for a in answers],
        "drafts": [{"id": d.id, "channel": d.channel, "status": d.status} for d in its_drafts],
    }
    lines = [f"Bidrag {story.id} · {story.kind} · fra {story.source}", story.title, "", story.text]
    lines += ["", *(f"Fund: {one.kind} i {one.where}" for one in found)]
    return Answer(data, lines)


@command(stories)
@click.option("--title", required=True)
@click.option("--text", "text_file", type=click.Path(path_type=Path), help="File with the text.")
@click.option("--link", default="", help="A link that the story is about.")
@click.option("--by", required=True, help="Who types it in.")
@click.option("--image", "images", multiple=True, type=click.Path(path_type=Path))
@click.option("--alt", "alts", multiple=True, help="What each image shows, in the same order.")
def add(
    title: str,
    text_file: Path | None,
    link: str,
    by: str,
    images: tuple[Path, ...],
    alts: tuple[str, ...],
) -> Answer:
    """Take in a story typed by hand."""
    if len(alts) > len(images):
        raise UsageError("--alt stands more often than --image")
    text = text_of(text_file) if text_file is not None else ""
    with opened() as house:
        named = [*alts, *[""] * (len(images) - len(alts))]
        photos = [house.photo(path, alt) for path, alt in zip(images, named, strict=True)]
        story = house.drafting.add_story(title, text, by, house.clock(), link, photos)
    return Answer(_short(story), [f"Bidrag {story.id} er taget ind."])


@command(stories)
@click.argument("story_id", metavar="ID", type=int)
@click.option("--flag", required=True, type=click.Choice([str(k) for k in Kind]))
@click.option("--by", required=True, help="Who answers.")
@click.option("--reason", required=True, help="Why it may go out.")
@click.option("--ground", default="", help="consent, public role, contact, organiser …")
@click.option("--ref", "reference", default="", help="Where the consent is kept.")
def clear(story_id: int, flag: str, by: str, reason: str, ground: str, reference: str) -> Answer:
    """Answer a finding."""
    with opened() as house:
        house.review.clear(story_id, Kind(flag), by, reason, house.clock(), ground, reference)
    return Answer({"story": story_id, "flag": flag, "by": by}, [f"{flag} er besvaret af {by}."])


@command()
def draft() -> Answer:
    """Write the drafts that are missing."""
    with opened() as house:
        written = house.drafting.draft_missing(house.clock())
    return Answer({"drafts": written}, [f"{written} nye udkast."])


def _short(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "kind": story.kind,
        "source": story.source,
        "status": story.status,
        "themes": story.themes,
        "flags": story.flags,
        "created_at": story.created_at,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id,
        "flag": one.kind,
        "where": one.where,
        "start": one.start,
        "end": one.end,
        "text": one.text,
    }
