"""A YAML file, and an error in it told with the line it stands on."""

from typing import Any

import yaml
from pydantic import ValidationError

# libyaml's is ten times as quick, where PyYAML was built with it.
_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEP = 2000  # brackets or signs on a line from which libyaml may run out of stack, and so do we


def read(text: str) -> tuple[yaml.Node | None, Any]:
    """What stands in a file, with its places, and as values.

    Raises YAMLError, ValueError or RecursionError, in the words of PyYAML's own parser.
    """
    plain = text.count("[") + text.count("{") < _DEEP
    if plain and all(len(line) < _DEEP for line in text.splitlines()):
        try:
            return yaml.compose(text, Loader=_QUICK), yaml.load(text, Loader=_QUICK)  # noqa: S506
        except (yaml.YAMLError, ValueError, RecursionError):
            pass  # the other one says better what is wrong
    return yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)


def yaml_problem(error: Exception) -> str:
    """What YAML itself could not read, with its line."""
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or str(error).splitlines()[0]}"


def twice(name: str, node: yaml.Node | None) -> list[str]:
    """One line for each key that stands twice in one place: YAML itself would take the last."""
    lines, waiting, seen = [], [node], set()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:  # an alias may lead back to where it stands
            continue
        seen.add(id(one))
        if isinstance(one, yaml.SequenceNode):
            waiting += one.value
        elif isinstance(one, yaml.MappingNode):
            keys = [str(key.value) for key, _ in one.value]
            lines += [
                f"{name} line {key.start_mark.line + 1}: {key.value} stands twice"
                for n, (key, _) in enumerate(one.value)
                if str(key.value) in keys[:n]
            ]
            waiting += [value for _, value in one.value]
    return lines


def told(name: str, node: yaml.Node | None, error: ValidationError) -> list[str]:
    """One line for each value that cannot be used: file, line, where, what is allowed."""
    lines = []
    for one in error.errors(include_input=False, include_url=False):
        path = tuple(part for part in one["loc"] if part != "[key]")
        where = ".".join(str(part) for part in path) or "the file"
        message = one["msg"].removeprefix("Value error, ")
        if one["type"] == "unexpected_keyword_argument":
            message = "is not a setting here"
        lines.append(f"{name} line {_line(node, path)}: {where}: {message}")
    return lines


def _line(node: yaml.Node | None, path: tuple[Any, ...]) -> int:
    """The line (1 first) of the deepest node on `path` that stands in the file."""
    line = node.start_mark.line + 1 if node is not None else 1
    for part in path:
        key, node = _step(node, part)
        if node is None:
            return line
        line = (key or node).start_mark.line + 1
    return line


def _step(node: yaml.Node | None, part: Any) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None, None
