"""Stories, also those typed in by hand; answers to findings; the drafts that are missing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.put_right import cancel_event, correct
from comms.cli.shown import text_of
from comms.cli.story_answers import answer_story
from comms.cli.story_approval import approve_story
from comms.cli.story_groups import merge_stories, split_story, story_twins, unmerge_story
from comms.cli.story_themes import set_themes
from comms.errors import NotFound, UsageError
from comms.model.draft import Act, Status
from comms.model.grounds import NOT_SENT, PersonGround, PhotoGround
from comms.model.hindrance import Hindrance
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from comms.model.story import Story, StoryStatus
from comms.model.whereabouts import told_place
from comms.store.tasks import TAKE_DOWN, Task
from comms.wiring import House

_GROUNDS_HELP = (
    f"A name: {', '.join(PersonGround)}. Photos: {', '.join(PhotoGround)}. "
    f"A CPR number that is only in what nothing is sent from: {NOT_SENT}."
)


@click.group()
def stories() -> None:
    """List, show and add stories; answer what was found in them."""


stories.add_command(set_themes)
stories.add_command(approve_story)
stories.add_command(correct)
stories.add_command(cancel_event)
for one in (answer_story, merge_stories, unmerge_story, story_twins, split_story):
    stories.add_command(one)


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
    with opened() as house:
        with house.database.read() as tx:
            story = tx.stories.get(story_id)
            found, answers = tx.findings.of(story_id), tx.findings.answers(story_id)
            its_drafts = tx.drafts.all(story_id=story_id)
            merged = tx.stories.merged_into(story_id)
        still = house.review.still_open(story_id, house.clock())
    data = {
        **_short(story),
        "text": story.text,
        "link": story.link,
        "contributor": {"name": story.contributor.name, "email": story.contributor.email},
        "events": [event.contract() for event in story.events],
        "photos": [_shown(one, number) for number, one in enumerate(story.photos, 1)],
        "findings": [_finding(one) for one in found],
        "answers": [{"flag": a.kind, "by": a.by, "reason": a.reason, "at": a.at} for a in answers],
        "item": story.item_id,
        "merged_into": story.merged_into,
        "merged": [{"story": one.id, "item": one.item_id} for one in merged],
        "drafts": [{"id": d.id, "channel": d.channel, "status": d.status} for d in its_drafts],
    }
    lines = [f"Bidrag {story.id} · {story.kind} · fra {story.source}", story.title, "", story.text]
    lines += ["", *(f"Fund: {one.kind} {told_place(one.where)}" for one in found)]
    lines += [f"Billede {n}: {p.name} {p.alt}".rstrip() for n, p in enumerate(story.photos, 1)]
    lines += [f"Lagt sammen af: bidrag {one.id}, {one.title}" for one in merged]
    lines += [f"! {one.says}" for one in still]
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
@click.option("--ground", default="", help=_GROUNDS_HELP)
@click.option("--ref", "reference", default="", help="Where the consent is kept.")
@click.option("--words", default="", help="Answer for this name or number only.")
def clear(
    story_id: int, flag: str, by: str, reason: str, ground: str, reference: str, words: str
) -> Answer:
    """Answer a finding. Exit 3 while something else still waits."""
    with opened() as house:
        now = house.clock()
        house.review.clear(story_id, Kind(flag), by, reason, now, ground, reference, words)
        still = house.review.still_open(story_id, now)
    return _with_open(
        {"story": story_id, "flag": flag, "by": by}, f"{flag} er besvaret af {by}.", still
    )


@command(stories)
@click.argument("story_id", metavar="ID", type=int)
@click.argument("number", metavar="PHOTO", type=click.IntRange(min=1))
@click.option("--people", type=click.Choice(["yes", "no"]), help="Can anybody be recognised?")
@click.option("--ground", help=f"{', '.join(PhotoGround)}.")
@click.option("--purpose", help="What it is shown for.")
@click.option("--ref", "reference", help="Where the consent is kept, or the written assessment.")
@click.option("--credit", help="Who took it.")
@click.option("--permission", help="Who gave us leave to use it.")
@click.option("--alt", help="What it shows: reaches the drafts of all channels.")
@click.option("--expires", "expires_on", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--by", required=True, help="Who says so.")
def photo(story_id: int, number: int, by: str, **told: Any) -> Answer:
    """Say what is known of a photo, numbered as `stories show` does. Exit 3 while it lacks."""
    said: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    if "people" in said:
        said["people"] = said["people"] == "yes"
    if "expires_on" in said:
        said["expires_on"] = said["expires_on"].date()
    with opened() as house:
        now = house.clock()
        before = _photo(house, story_id, number)
        kept = house.review.settle_photo(replace(before, **said), by, now)
        still = house.review.still_open(story_id, now)
    data = {"story": story_id, **_shown(kept, number)}
    return _with_open(data, f"Oplysningerne om billede {number} er gemt.", still)


@command(stories)
@click.argument("story_id", metavar="ID", type=int)
@click.option("--photo", "number", type=click.IntRange(min=1), help="Only this photo.")
@click.option("--by", required=True, help="Who takes note of it.")
@click.option("--reason", default="", help="Who asked, and when.")
def withdraw_consent(story_id: int, number: int | None, by: str, reason: str) -> Answer:
    """Somebody took their consent back. Exit 3 when a person must take something down."""
    with opened() as house:
        photo_id = None if number is None else _photo(house, story_id, number).id
        done = house.review.withdraw_consent(story_id, by, house.clock(), photo_id, reason)
        with house.database.read() as tx:
            down = tx.tasks.open(TAKE_DOWN, story_id)
            waiting = [
                one
                for one in tx.drafts.all(Status.DRAFTED, story_id=story_id)
                if one.act is Act.TAKE_DOWN
            ]
    lines = [f"Samtykket er trukket tilbage. {done.drafts} udkast er holdt tilbage."]
    lines += [f"! {task.id}: {task.says}" + (f" {task.link}" if task.link else "") for task in down]
    lines += [f"! Opslaget tages ned, når udkast {one.id} er godkendt." for one in waiting]
    data = {
        "story": story_id,
        "drafts": done.drafts,
        "tasks": [_task(one) for one in down],
        "take_downs": [one.id for one in waiting],
    }
    return Answer(data, lines, exit_code=3 if down or waiting else 0)


@command(stories)
@click.option("--done", "task_id", type=int, help="This one is done.")
@click.option("--by", default="", help="Who did it.")
def tasks(task_id: int | None, by: str) -> Answer:
    """What must be taken down by hand. Exit 3 while there is any."""
    with opened() as house:
        if task_id is not None:
            house.review.finish_task(task_id, by, house.clock())
        with house.database.read() as tx:
            down = tx.tasks.open(TAKE_DOWN)
    lines = [f"{task.id:>5}  {task.says} {task.link}".rstrip() for task in down]
    exit_code = 3 if down else 0
    return Answer([_task(one) for one in down], lines or ["Intet skal tages ned."], exit_code)


@command()
def draft() -> Answer:
    """Write the drafts that are missing."""
    with opened() as house:
        written = house.draft_missing(house.clock())
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


def _photo(house: House, story_id: int, number: int) -> Photo:
    with house.database.read() as tx:
        photos = tx.stories.get(story_id).photos
    if number > len(photos):
        raise NotFound(f"Bidrag {story_id} har intet billede {number} (billeder: {len(photos)}).")
    return photos[number - 1]


def _with_open(data: dict[str, Any], says: str, still: Sequence[Hindrance]) -> Answer:
    """What was done, and what is still open."""
    told = [{"kind": one.kind, "says": one.says, "where": one.where} for one in still]
    lines = [says, *(["Mangler stadig:"] if still else []), *(f"! {one.says}" for one in still)]
    return Answer({**data, "open": told}, lines, exit_code=3 if still else 0)


def _shown(one: Photo, number: int) -> dict[str, Any]:
    kept = ("digest", "alt", "name", "people", "ground", "purpose", "credit", "permission")
    said = {name: getattr(one, name) for name in kept}
    dates = {"expires": one.expires_on, "withdrawn_at": one.withdrawn_at}
    return {"photo": number, **said, "ref": one.reference, **dates}


def _task(one: Task) -> dict[str, Any]:
    kept = ("id", "kind", "says", "link", "story_id", "draft_id", "created_at")
    return {name: getattr(one, name) for name in kept}
