"""The operations of the Graph API that we may call, and the check every call goes through.

`page_operations.json` (licence beside it) names the parameters and types of the Page, PagePost
and Photo operations, taken from the specification that Meta publishes with its business SDKs.
A parameter that it does not list does not exist: Facebook would answer code 100, or ignore it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GENERAL = frozenset(
    {"fields", "limit", "after", "before", "since", "until", "summary", "appsecret_proof"}
)
FREE_NODES: Mapping[str, frozenset[str]] = {
    "debug_token": frozenset({"input_token"}),
    "me/accounts": frozenset(),
}
LISTED = Path(__file__).with_name("page_operations.json")


class NotListedError(ValueError):
    """A call that the list does not know: a bug of ours, so it crashes before anything is sent."""


@dataclass(frozen=True)
class Operation:
    """`node`: Page, PagePost, Photo or a free node's path; `edge`: '' for the node itself."""

    node: str
    method: str
    edge: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.node}{'/' + self.edge if self.edge else ''}"


def checked(operation: Operation, params: Mapping[str, object]) -> dict[str, str]:
    """The parameters as Facebook reads them: text, `true`, `12`, JSON.

    Raises NotListedError for an unknown operation, parameter, field or a value of the wrong type.
    """
    types = _types(operation)
    wire = {}
    for name, value in params.items():
        if name in GENERAL:
            wire[name] = _general(operation, name, value)
        elif name in types:
            wire[name] = _encoded(operation, name, types[name], value)
        else:
            raise NotListedError(f"{operation}: {name!r} is no parameter of it")
    return wire


def _types(operation: Operation) -> Mapping[str, str]:
    if operation.node in FREE_NODES:
        return dict.fromkeys(FREE_NODES[operation.node], "string")
    found = _listed().get(operation)
    if found is None:
        raise NotListedError(f"{operation} is not among the listed operations")
    return found


def _general(operation: Operation, name: str, value: object) -> str:
    if name == "fields":
        _known_fields(operation, str(value))
    return str(value)


def _known_fields(operation: Operation, fields: str) -> None:
    known = _fields(operation)
    unknown = [field for field in fields.split(",") if known and field not in known]
    if unknown:
        raise NotListedError(f"{operation}: {', '.join(unknown)} is no field of it")


def _fields(operation: Operation) -> frozenset[str]:
    """The fields an answer may hold; empty when the list does not tell."""
    posts = operation.edge.endswith("posts") or operation.edge == "feed"
    if (operation.node == "PagePost" and not operation.edge) or posts:
        return frozenset(_file()["pagepost_fields"])
    if operation.node == "Page" and not operation.edge:
        return frozenset(_file()["page_fields"])
    return frozenset()


def _encoded(operation: Operation, name: str, kind: str, value: object) -> str:
    kind = kind.removesuffix(" required")
    enum = _file()["enums"].get(kind)
    if enum is not None:
        fits, text = value in enum, str(value)
    else:
        fits, text = _KINDS.get(kind, _as_json)(value)
    if not fits:
        raise NotListedError(f"{operation}: {name}={value!r} is not {kind}")
    return text


def _as_bool(value: object) -> tuple[bool, str]:
    return isinstance(value, bool), "true" if value else "false"


def _as_count(value: object) -> tuple[bool, str]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0, str(value)


def _as_text(value: object) -> tuple[bool, str]:
    return isinstance(value, str), str(value)


def _as_time(value: object) -> tuple[bool, str]:
    """ISO date or Unix seconds; Graph API, "Dates": anything strtotime reads."""
    return isinstance(value, str | int) and not isinstance(value, bool), str(value)


def _as_json(value: object) -> tuple[bool, str]:
    """A list or object as JSON; a list of names may also be the bare text `a,b`."""
    if isinstance(value, str):
        return True, value
    return isinstance(value, list | dict), json.dumps(value, separators=(",", ":"))


_KINDS: Mapping[str, Callable[[object], tuple[bool, str]]] = {
    "bool": _as_bool,
    "unsigned int": _as_count,
    "string": _as_text,
    "datetime": _as_time,
}


@cache
def _listed() -> dict[Operation, dict[str, str]]:
    return {
        Operation(row["node"], row["method"], row["edge"]): row["params"]
        for row in _file()["operations"]
    }


@cache
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(LISTED.read_text("utf-8"))
    return loaded
