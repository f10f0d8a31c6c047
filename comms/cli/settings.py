"""Settings that staff change: seen, put back, written out as a file."""

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.config.export import exported
from comms.errors import NotFound, UsageError
from comms.model.account import COMMAND_LINE
from comms.stages.staff_settings import Standing


@click.group()
def settings() -> None:
    """See what staff changed of schedules.yaml, put it back, write it out."""


@command(settings, "list")
def list_settings() -> Answer:
    """Every value that staff can change, and where it stands: in the file, or changed by whom."""
    with opened() as house:
        standing = house.staff_settings.standing()
    return Answer(
        {key: {**_told(one), "value": one.value} for key, one in standing.items()},
        [_line(one) for one in standing.values()],
    )


@command(settings)
@click.argument("key")
def history(key: str) -> Answer:
    """Who changed one value, newest first. KEY as `settings list` has it."""
    with opened() as house:
        steps = house.staff_settings.history(key)
    data = [
        {
            "version": step.version.version,
            "by": step.version.by,
            "at": step.version.at,
            "state": step.version.change.state,
            "before": step.before,
            "after": step.after,
        }
        for step in steps
    ]
    lines = [f"{one['version']:>4}  {one['at']:%Y-%m-%d %H:%M}  {one['by']}" for one in data]
    return Answer(data, lines or [f"{key} er ikke ændret."])


@command(settings)
@click.argument("key")
@click.option("--version", type=click.IntRange(0), default=0, help="0: what the file says.")
@click.option("--by", default=COMMAND_LINE, help="Who puts it back.")
def back(key: str, version: int, by: str) -> Answer:
    """Put a value back, as it was in a version or as the file says."""
    with opened() as house:
        here = house.staff_settings.standing().get(key)
        if here is None:
            raise NotFound(f"Der er ingen indstilling {key}.")
        house.staff_settings.put_back(key, version, by, house.clock(), here.version)
        now = house.staff_settings.standing()[key]
    return Answer({**_told(now), "value": now.value}, [_line(now)])


@command(settings)
def export() -> Answer:
    """Print schedules.yaml with staff's changes in place; the file's remarks are kept."""
    with opened() as house:
        path = house.settings.schedules_file
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path.name}: cannot be read ({error.strerror})") from None
        told = exported(text, house.file_schedules, house.schedules)
    return Answer({"schedules": told}, told.splitlines())


def _told(one: Standing) -> dict[str, object]:
    return {
        "version": one.version,
        "from": "staff" if one.changed else "file",
        "by": one.by,
        "at": one.at,
        "file_changed_since": one.file_moved,
        "unfit": one.unfit,
    }


def _line(one: Standing) -> str:
    where = f"ændret af {one.by}" if one.changed else "fra filen"
    gone = " (fjernet)" if one.value is None else ""
    return f"{one.key:<32} {where}{gone}{' – ' + one.unfit if one.unfit else ''}"
