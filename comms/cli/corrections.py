"""`drafts correct` and `drafts take-down`: what is out is put right, once somebody has said yes."""

from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import shown, text_of
from comms.model.draft import Draft


@command()
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--text", "text_file", required=True, type=click.Path(path_type=Path), help="File.")
@click.option("--by", required=True, help="Who writes.")
def correct(draft_id: int, text_file: Path, by: str) -> Answer:
    """Other words for a post that is out: a draft. Exit 3: it waits for a yes."""
    words = text_of(text_file)
    with opened() as house:
        made = house.correcting.correct(draft_id, words, by, house.clock())
    return _waits(made, "Rettelsen er udkast {}. Den venter på at blive godkendt.")


@command(name="take-down")
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who asks.")
@click.option("--reason", required=True, help="Why.")
def take_down(draft_id: int, by: str, reason: str) -> Answer:
    """A post that is out shall come down: a draft. Exit 3: it waits for a yes."""
    with opened() as house:
        made = house.correcting.take_down(draft_id, by, reason, house.clock())
    return _waits(made, "Opslaget tages ned, når udkast {} er godkendt.")


def _waits(made: Draft, says: str) -> Answer:
    return Answer(shown(made), [says.format(made.id)], exit_code=3)
