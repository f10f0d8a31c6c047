"""schedules.yaml with staff's changes in place, so that the file can hold what holds."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import yaml
from pydantic import TypeAdapter

from comms.config.overlay import LISTS, PARTS, plain
from comms.config.schedules import Schedules, parsed
from comms.errors import SettingsError

_WIDTH = 100
_NOTE = (
    "# Written out with what staff have changed. Remarks of the file before could not be kept.\n"
)
Path = tuple[str, ...]


def exported(text: str, base: Schedules, current: Schedules) -> str:
    """The file's `text` with what differs between `base` and `current` written into it.

    Remarks are kept, but for those inside a list that was changed. A file that is written in a way
    we cannot change piece by piece comes out whole, without its remarks.
    """
    for path, value in _differences(base, current):
        text = _written(text, path, value)
    try:
        if parsed(text, "schedules.yaml") == current:
            return text
    except SettingsError:
        pass
    return _NOTE + _dumped(_whole(current))


def _differences(base: Schedules, current: Schedules) -> Iterator[tuple[Path, Any]]:
    for name in ("venues", *LISTS):
        if getattr(base, name) != (new := getattr(current, name)):
            yield (name,), [_slim(one) for one in new]  # one to a line: it is no inline list
    parts = {**PARTS, "newsletter": (*PARTS["newsletter"], "core_story")}
    for name, names in parts.items():
        old, new = getattr(base, name), getattr(current, name)
        for field in names:
            if getattr(old, field) != getattr(new, field):
                yield (name, field), _slim(getattr(new, field))


class _Inline(list[Any]):
    """A list that is written on one line."""


def _slim(value: Any) -> Any:
    """As YAML has it: without what is said by leaving it out, short lists on a line."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _slim(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != one.default
        }
    if isinstance(value, float) and value.is_integer():
        return int(value)
    said = plain(value)
    return _Inline(said) if isinstance(said, list) else said


def _written(text: str, path: Path, value: Any) -> str:
    """`text` with `value` at `path`: in place of what stood there, or last in its part."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    key, node = _at(root, path)
    if node is not None:
        start = _line_start(text, key.start_mark.index)
        head = text[start : key.end_mark.index]
        end = _end(text, node)
        rest, _, _ = text[end:].partition("\n")
        new = _entry(path[-1], value, len(head) - len(head.lstrip()))
        if _one_line(new) and rest.lstrip().startswith("#"):
            return f"{text[:start]}{new.rstrip()}{text[end:]}"
        return f"{text[:start]}{new.rstrip()}{_remark_kept(text, start, end)}{text[end:]}"
    if len(path) == 1:
        return f"{text.rstrip()}\n\n{_entry(path[0], value, 0)}"
    _, part = _at(root, path[:1])
    if isinstance(part, yaml.MappingNode) and part.value and not part.flow_style:
        end = _end(text, part.value[-1][1])
        indent = part.value[0][0].start_mark.column
        return f"{text[:end]}\n{_entry(path[1], value, indent).rstrip()}{text[end:]}"
    return f"{text.rstrip()}\n\n{_dumped({path[0]: {path[1]: value}})}"


def _remark_kept(text: str, start: int, end: int) -> str:
    """A remark after `key: >-` on the first line, when the new value has another form."""
    first, found, rest = text[start:end].partition("\n")
    mark = first.find(" #")
    return f"  {first[mark:].strip()}" if found and rest and mark > 0 and "'" not in first else ""


def _at(root: Any, path: Path) -> tuple[Any, Any]:
    """The nodes of the key and of the value at `path`; (None, None) when it is not there."""
    key, node = None, root
    for part in path:
        pairs: Sequence[Any] = node.value if isinstance(node, yaml.MappingNode) else ()
        key, node = next(((k, v) for k, v in pairs if k.value == part), (None, None))
    return key, node


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends. YAML's own mark of a block lies after the remarks that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[: node.end_mark.index].rstrip())


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _entry(name: str, value: Any, indent: int) -> str:
    lines = _dumped({name: value}).splitlines(keepends=True)
    return "".join(f"{' ' * indent}{line}" if line.strip() else line for line in lines)


def _one_line(entry: str) -> bool:
    return entry.count("\n") == 1


def _dumped(value: Any) -> str:
    told: str = yaml.dump(
        value, Dumper=_Plainly, allow_unicode=True, sort_keys=False, width=_WIDTH - 10
    )
    return told


def _whole(current: Schedules) -> dict[str, Any]:
    """All of it; spans of time as the file writes them."""
    told: dict[str, Any] = TypeAdapter(Schedules).dump_python(current, exclude_defaults=True)
    return {name: _spelled(one) for name, one in told.items()}


def _spelled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _spelled(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(one) for one in value]
    if isinstance(value, timedelta):
        return f"{round(value.total_seconds())}s"
    return str(value) if isinstance(value, StrEnum) else plain(value)


class _Plainly(yaml.SafeDumper):
    """Long texts folded as the file has them; entries set in under their list."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Lists are set in by two, as in our own file."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, said: str) -> yaml.ScalarNode:
    long = len(said) > _WIDTH // 2 and " " in said.strip() and said == said.strip()
    style = ">" if long else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", said, style=style)


_Plainly.add_representer(str, _text)
_Plainly.add_representer(
    _Inline,
    lambda dumper, said: dumper.represent_sequence("tag:yaml.org,2002:seq", said, flow_style=True),
)
