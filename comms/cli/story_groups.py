"""`stories merge`, `unmerge` and `split`: stories that belong together, or apart."""

from pathlib import Path
from typing import Any

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import text_of
from comms.errors import NotFound
from comms.model.story import Story
from comms.stages.grouping import Followed, Part
from comms.wiring import House


@command(name="merge")
@click.argument("story_id", metavar="A", type=int)
@click.argument("other_ids", metavar="B…", type=int, nargs=-1, required=True)
@click.option("--with-text", is_flag=True, help="Put the others' words below those of A.")
@click.option("--by", required=True, help="Who says that they tell the same.")
def merge_stories(story_id: int, other_ids: tuple[int, ...], by: str, *, with_text: bool) -> Answer:
    """Make B a part of A, which tells both from now on. Waiting drafts of B are withdrawn."""
    made: list[dict[str, Any]] = []
    with opened() as house:
        for other in other_ids:
            done = house.grouping.merge(story_id, other, by, house.clock(), with_text=with_text)
            told = {
                "story": other,
                "withdrawn": [one.id for one in done.withdrawn],
                "out": [one.id for one in done.out],
            }
            made.append({**told, "drafts": _followed(done.drafts)})
    lines = [f"Bidrag {other} er lagt ind i bidrag {story_id}." for other in other_ids]
    return Answer({"story": story_id, "merged": made}, lines)


@command(name="unmerge")
@click.argument("other_id", metavar="B", type=int)
@click.option("--by", required=True, help="Who says so.")
def unmerge_story(other_id: int, by: str) -> Answer:
    """Make a merged story one of its own again, as long as nothing of the two was sent."""
    with opened() as house:
        done = house.grouping.undo(other_id, by, house.clock())
    lines = [f"Bidrag {other_id} er sit eget igen.", *done.kept]
    return Answer({"story": done.story.id, "apart": other_id, "kept": done.kept}, lines)


@command(name="twins")
@click.argument("story_id", metavar="ID", type=int)
def story_twins(story_id: int) -> Answer:
    """Stories that may tell the same, each with the reason."""
    with opened() as house, house.database.read() as tx:
        found = house.grouping.twins(tx, story_id)
    lines = [f"{one.story.id:>5}  {one.story.title}: {one.reason}" for one in found]
    data = [{"id": t.story.id, "title": t.story.title, "reason": t.reason} for t in found]
    return Answer(data, lines or ["Ingen andre bidrag ser ud til at fortælle det samme."])


@command(name="split")
@click.argument("story_id", metavar="ID", type=int)
@click.option("--title", required=True, help="Of the new story.")
@click.option("--text", "text_file", required=True, type=click.Path(path_type=Path))
@click.option("--event", "events", multiple=True, type=int, help="Number as in `stories show`.")
@click.option("--photo", "photos", multiple=True, type=int, help="Number as in `stories show`.")
@click.option("--rest-title", help="What the first story is called from now on.")
@click.option("--rest-text", type=click.Path(path_type=Path), help="What it says from now on.")
@click.option("--by", required=True, help="Who splits it.")
def split_story(
    story_id: int,
    title: str,
    text_file: Path,
    events: tuple[int, ...],
    photos: tuple[int, ...],
    rest_title: str | None,
    rest_text: Path | None,
    by: str,
) -> Answer:
    """Make a story of its own of a part of another. Both keep the mail they came by."""
    text, rest = text_of(text_file), None if rest_text is None else text_of(rest_text)
    with opened() as house:
        story = _story(house, story_id)
        part = Part(
            title,
            text,
            tuple(_numbered(story.events, n, "dato") for n in events),
            tuple(_numbered(story.photos, n, "billede") for n in photos),
            rest_title,
            rest,
        )
        done = house.grouping.split(story_id, part, by, house.clock())
    data = {"story": story_id, "part": done.part.id, "drafts": _followed(done.drafts)}
    return Answer(data, [f"Bidrag {done.part.id} er lavet af en del af bidrag {story_id}."])


def _story(house: House, story_id: int) -> Story:
    with house.database.read() as tx:
        return tx.stories.get(story_id)


def _numbered(things: Any, number: int, what: str) -> int:
    if not 1 <= number <= len(things):
        raise NotFound(f"Bidraget har ikke {what} {number} (der er {len(things)}).")
    return int(things[number - 1].id)


def _followed(drafts: Followed) -> dict[str, list[int]]:
    named = ("made_anew", "behind", "out")
    return {name: [one.id for one in getattr(drafts, name)] for name in named}
