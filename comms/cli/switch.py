"""The switch that holds everything that sends."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.model.account import COMMAND_LINE


@command()
@click.option("--by", default=COMMAND_LINE, help="Who stops it.")
@click.option("--reason", default="", help="Why, for those who see it on the page.")
def stop(by: str, reason: str) -> Answer:
    """Hold everything that sends, at once."""
    with opened() as house:
        house.review.stop(by, reason, house.clock())
    return Answer({"stopped": True}, ["Alt, der sender, er sat på pause."])


@command()
@click.option("--by", default=COMMAND_LINE, help="Who lets go.")
def resume(by: str) -> Answer:
    """Let go again."""
    with opened() as house:
        house.review.resume(by, house.clock())
    return Answer({"stopped": False}, ["Der bliver sendt igen."])
