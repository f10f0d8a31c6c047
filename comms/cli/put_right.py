"""`stories correct` and `stories cancel`: an event that is no longer as it was told."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import shown


@command()
@click.argument("story_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who corrects.")
def correct(story_id: int, by: str) -> Answer:
    """Draft a correction wherever a moved or cancelled event was sent. Exit 3: they wait."""
    with opened() as house:
        done = house.put_right(story_id, by, house.clock())
    lines = [f"Udkast {one.id} retter opslaget fra udkast {one.corrects}." for one in done.drafts]
    lines += [f"Udgave {one.id} retter udgave {one.corrects}." for one in done.issues]
    data = {
        "story": story_id,
        "drafts": [shown(one) for one in done.drafts],
        "issues": [{"id": one.id, "corrects": one.corrects} for one in done.issues],
    }
    waits = bool(done.drafts or done.issues)
    return Answer(data, lines or ["Der var ikke flere rettelser at lave."], 3 if waits else 0)


@command(name="cancel")
@click.argument("story_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says so.")
def cancel_event(story_id: int, by: str) -> Answer:
    """The event will not be. Exit 3: what was sent must be corrected (`stories correct`)."""
    with opened() as house:
        done = house.telling.cancel(story_id, by, house.clock())
    sent = [one.id for one in done.out]
    lines = ["Arrangementet står som aflyst."]
    lines += [f"! Udkast {one} er sendt. Ret det med `stories correct {story_id}`." for one in sent]
    return Answer({"story": story_id, "sent": sent}, lines, 3 if sent else 0)
