"""How a command answers: lines for people, one JSON document for machines, an exit code."""

import functools
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from comms.errors import CommsError

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Answer:
    """data: for --json. lines: for people. exit_code: as in CONTRACT."""

    data: Any = field(default_factory=dict)
    lines: Iterable[str] = ()
    exit_code: int = 0


def command(group: click.Group | None = None, name: str | None = None) -> Callable[..., Any]:
    """Make a function that returns an Answer into a command with --json and our exit codes."""

    def wrap(function: Callable[..., Answer]) -> click.Command:
        @functools.wraps(function)
        def run(*args: Any, as_json: bool, **kwargs: Any) -> None:
            sys.exit(_answered(function, as_json, *args, **kwargs))

        option = click.option(
            "--json", "as_json", is_flag=True, help="One JSON document on stdout."
        )
        make = group.command if group is not None else click.command
        return make(name or function.__name__.replace("_", "-"))(option(run))

    return wrap


def _answered(function: Callable[..., Answer], as_json: bool, *args: Any, **kwargs: Any) -> int:
    try:
        answer = function(*args, **kwargs)
    except CommsError as error:
        _tell_error(error, as_json)
        return error.exit_code
    except BrokenPipeError:
        return 0
    if as_json:
        click.echo(json.dumps(plain(answer.data), ensure_ascii=False))
    else:
        for line in answer.lines:
            click.echo(line)
    return answer.exit_code


def _tell_error(error: CommsError, as_json: bool) -> None:
    click.echo(str(error), err=True)
    if as_json:
        click.echo(json.dumps({"error": str(error)}, ensure_ascii=False))


def plain(value: Any) -> Any:
    """Anything of ours as what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
