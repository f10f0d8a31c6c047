"""The themes, as data in the file that schedules.yaml names."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from comms.errors import SettingsError
from comms.model.themes import Theme, from_rows, with_examples

# The same safe loader in C where PyYAML was built with it: the word lists are long.
_QUICKEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null", "Null", "NULL")


def load_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of a file, with the examples that lie beside it: `x.yaml`, `x.examples.jsonl`.

    Raises SettingsError: what, in which file.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return with_examples(from_rows(_rows(text)), _examples(path.with_suffix(".examples.jsonl")))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise SettingsError(f"{path.name}: must hold a list `themes:` ({reason})") from None


def _rows(text: str) -> Any:
    plain = _plain(text)
    return (plain or yaml.load(text, Loader=_QUICKEST) or {})["themes"]  # noqa: S506


def _plain(text: str) -> Any:
    """A document of lists, tables and words, each as it is written; None: there is more to it.

    Out of libyaml's events, which takes half the time that PyYAML's own nodes take.
    """
    stack: list[list[Any]] = [[]]
    for event in yaml.parse(text, Loader=_QUICKEST):
        if isinstance(event, yaml.ScalarEvent):
            nothing = event.implicit[0] and event.value in _NOTHING
            stack[-1].append(None if nothing else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            held = stack.pop()
            is_list = isinstance(event, yaml.SequenceEndEvent)
            stack[-1].append(held if is_list else dict(zip(held[::2], held[1::2], strict=True)))
        elif isinstance(event, yaml.AliasEvent):
            return None
    return stack[0][0] if len(stack[0]) == 1 else None


def _examples(path: Path) -> list[tuple[str, Sequence[int]]]:
    """Rows {"text", "themes"}; none where there is no such file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    with suppress(ValueError, KeyError, TypeError):
        rows = json.loads(f"[{','.join(lines)}]")  # all at once is quicker
        if len(rows) == len(lines):
            return [_example(row) for row in rows]
    return [_named(path.name, number, line) for number, line in enumerate(lines, 1)]


def _named(name: str, number: int, line: str) -> tuple[str, Sequence[int]]:
    try:
        return _example(json.loads(line))
    except (ValueError, KeyError, TypeError):
        told = f'{name}: line {number}: must be {{"text": …, "themes": [4, 7]}}'
        raise SettingsError(told) from None


def _example(row: Any) -> tuple[str, Sequence[int]]:
    return str(row["text"]), [int(one) for one in row["themes"]]
