"""`stories themes`: a story's themes, set right by staff."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.errors import UsageError


@command(name="themes")
@click.argument("story_id", metavar="ID", type=int)
@click.option(
    "--set", "numbers", required=True, help="One to three numbers: 4,7. Weightiest first."
)
@click.option("--by", required=True, help="Who sets them.")
def set_themes(story_id: int, numbers: str, by: str) -> Answer:
    """Set a story's themes. Later answers learn from it; see `themes learned`."""
    with opened() as house:
        story = house.theming.correct(story_id, _numbers(numbers), by, house.clock())
        names = ", ".join(f"{n} {house.themes[n]}" for n in story.themes)
    return Answer(
        {"id": story.id, "themes": story.themes}, [f"Bidrag {story.id} handler om: {names}."]
    )


def _numbers(typed: str) -> list[int]:
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    wrong = next((part for part in parts if not (part.isascii() and part.isdigit())), None)
    if wrong is not None:
        raise UsageError(f"--set: {wrong!r} is no number; write them as 4,7")
    return [int(part) for part in parts]
