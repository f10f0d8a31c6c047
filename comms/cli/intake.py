"""Fetching what came in."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.stages.intake import Counts


@command()
@click.argument("what", type=click.Choice(["inbox", "feeds"]), required=False)
def collect(what: str | None) -> Answer:
    """Fetch mail and feeds now. Exit 1 when something could not be had this time."""
    counts = Counts()
    with opened() as house:
        sources = house.schedules.sources
        if what == "inbox" or (what is None and sources.inbox):
            counts += house.collect_inbox()
        if what == "feeds" or (what is None and sources.feeds):
            counts += house.collect_feeds(patient=False)
    shown = (
        f"{counts.fetched} hentet, {counts.stories} bidrag, {counts.known} kendte, "
        f"{counts.set_aside} lagt til side, {counts.failed} mislykket"
    )
    return Answer(
        {**counts.contract(), "problems": list(counts.problems)},
        [shown, *counts.problems],
        exit_code=1 if counts.failed else 0,
    )
