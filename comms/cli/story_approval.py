"""`stories approve`: a yes to all of a story's drafts in one step."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import shown


@command(name="approve")
@click.argument("story_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says yes.")
def approve_story(story_id: int, by: str) -> Answer:
    """Say yes to every draft of a story that waits: to all of them, or to none."""
    with opened() as house:
        done = house.review.approve_all(story_id, by, house.clock())
    numbers = ", ".join(str(one.id) for one in done)
    return Answer(
        {"story": story_id, "approved": [shown(one) for one in done]},
        [f"Bidrag {story_id}: udkast {numbers} er godkendt af {done[0].approved_by}."],
    )
