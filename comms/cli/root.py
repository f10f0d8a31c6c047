"""The root of all commands. A command's module is read only when that command is asked for."""

import gc
import importlib
import json
import sys
from collections.abc import Mapping
from typing import Any

import click

_COMMANDS: Mapping[str, str] = {
    "collect": "intake",
    "db": "upkeep",
    "demo": "demo",
    "doctor": "upkeep",
    "draft": "stories",
    "drafts": "drafts",
    "explain": "explain",
    "followers": "followers",
    "graph-practice": "service",
    "items": "items",
    "letters": "newsletter",
    "newsletter": "newsletter",
    "publish": "drafts",
    "report": "followers",
    "resume": "switch",
    "run": "service",
    "scheduler": "service",
    "settings": "settings",
    "stop": "switch",
    "stories": "stories",
    "subscribers": "subscribers",
    "themes": "themes",
    "upkeep": "upkeep",
    "users": "users",
    "web": "service",
}


class Commands(click.Group):
    """Finds a command in its module without reading the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every name, in alphabetical order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command itself, or None when there is no such thing."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"comms.cli.{_COMMANDS[cmd_name]}")
        if not gc.isenabled():  # as main() leaves it
            gc.freeze()
            gc.enable()
        found: Any = getattr(module, cmd_name.replace("-", "_"))
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """From a shared inbox to posts, a newsletter and a growth report.

    Exit codes: 0 done, 1 some of the work failed, 2 wrong usage or settings,
    3 waits for a person. Every command takes --json.
    """


def main() -> None:
    """Run a command. Danish goes in and out as UTF-8 whatever the terminal's own setting is.

    What modules make while they are read stays: looking through it for what could be thrown away
    takes a tenth of a short command's time, and as much again when the process ends.
    """
    gc.disable()
    # An argument that is not UTF-8 comes as surrogates, which no database takes.
    sys.argv[1:] = [
        one.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for one in sys.argv[1:]
    ]
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(cli(prog_name="main.py", standalone_mode=False))
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        if "--json" in sys.argv:
            click.echo(json.dumps({"error": error.format_message()}, ensure_ascii=False))
        sys.exit(error.exit_code)
    finally:
        gc.freeze()
