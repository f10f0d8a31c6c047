"""Upkeep: is everything there, and are the tables of the newest form?"""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened


@command()
def doctor() -> Answer:
    """Look at every setting, server, token, scope and file. Exit 1 if any is bad."""
    from comms.stages.upkeep import examine
    from comms.wiring.probes import probes

    with opened(database=False) as house:
        checked = examine(probes(house))
    lines = [f"{'ok  ' if one.good else 'FEJL'}  {one.name}: {one.says}" for one in checked]
    bad = [one for one in checked if not one.good]
    return Answer({"checks": checked, "bad": len(bad)}, lines, exit_code=1 if bad else 0)


@click.group()
def db() -> None:
    """The database."""


@command(db)
def upgrade() -> Answer:
    """Bring the tables to the newest form."""
    from comms.store.database import newest_revision

    with opened(database=False) as house:
        house.database.upgrade()
        indexed = house.index_behind()
    version = newest_revision()
    lines = [f"Tabellerne er af version {version}."]
    if indexed:
        lines.append(f"{indexed} bidrag og mails er gjort klar til søgning.")
    return Answer({"version": version, "indexed": indexed}, lines)
