"""Upkeep: is everything there, and are the tables of the newest form?"""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.danish.calendar import short_date
from comms.stages.upkeep import Forgotten


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


@command()
@click.option("--dry-run", is_flag=True, help="Only count what would be taken away.")
def upkeep(*, dry_run: bool) -> Answer:
    """Take away what has been kept as long as it may (retention_days in schedules.yaml)."""
    with opened() as house:
        done = house.forget(house.clock(), dry=dry_run)
    return Answer({"dry_run": dry_run, "kinds": done}, [_kept(one, dry=dry_run) for one in done])


def _kept(one: Forgotten, *, dry: bool) -> str:
    if one.days is None:
        return f"{one.kind}: der er ingen regel for den slags endnu, så den bliver gemt."
    what = "skal ryddes" if dry else "er ryddet"
    return f"{one.kind}: {one.count} fra før {short_date(one.before)} {what} ({one.days} dage)."


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
