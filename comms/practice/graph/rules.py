"""What Facebook takes, checked on what arrives: every parameter, type and enum.

The list is the one beside the client, read as data. The checking is not the client's, so that a
mistake in the one is seen by the other.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from comms.practice.graph.problems import GraphProblemError

LISTED = Path(__file__).parents[2] / "wire" / "graph" / "page_operations.json"
PLACES = ("limit", "after", "before", "since", "until", "summary", "fields")
FREE_NODES: Mapping[str, tuple[str, ...]] = {"debug_token": ("input_token",), "me/accounts": ()}
ACCOUNT_FIELDS = ("id", "name", "category", "tasks", "access_token")
ROWS_AT_MOST = 100


def check(node: str, method: str, edge: str, params: Mapping[str, str], upload: bool) -> None:
    """Raise code 100 for whatever the list does not know. `upload`: a `source` file came along."""
    types = _parameters(node, method, edge)
    for name, value in params.items():
        if name in types:
            _check_type(name, types[name], value)
        elif name in PLACES and method == "GET":
            _check_place(node, edge, name, value)
        elif name != "appsecret_proof":
            raise GraphProblemError(100, f"Unknown parameter: {name}")
    _check_required(types, params)
    if upload and (node, method, edge) != ("Page", "POST", "photos"):
        raise GraphProblemError(100, "No file is taken here")


def _parameters(node: str, method: str, edge: str) -> Mapping[str, str]:
    if node in FREE_NODES and method == "GET":
        return dict.fromkeys(FREE_NODES[node], "string required")
    found = _operations().get((node, method, edge))
    if found is None:
        raise GraphProblemError(100, f"Unsupported {method.lower()} request: {node}/{edge}")
    return found


def _check_required(types: Mapping[str, str], params: Mapping[str, str]) -> None:
    needed = {name for name, kind in types.items() if kind.endswith(" required")}
    if missing := sorted(needed - set(params)):
        raise GraphProblemError(100, f"The parameter {missing[0]} is required")


def _check_type(name: str, kind: str, value: str) -> None:
    kind = kind.removesuffix(" required")
    enum = _file()["enums"].get(kind)
    fits = value in enum if enum is not None else _fits(kind, value)
    if name == "metric" and not fits:
        fits = re.fullmatch(r"\w+(,\w+)*", value) is not None
    if not fits:
        raise GraphProblemError(100, f"Param {name} must be of type {kind}")


def _fits(kind: str, value: str) -> bool:
    if kind.startswith("list"):
        return isinstance(_json(value), list)
    return _KINDS.get(kind, _is_object)(value)


def _check_place(node: str, edge: str, name: str, value: str) -> None:
    if name == "limit" and not (value.isdigit() and 1 <= int(value) <= ROWS_AT_MOST):
        raise GraphProblemError(100, f"Param limit must be from 1 to {ROWS_AT_MOST}")
    if name in ("since", "until") and not _is_time(value):
        raise GraphProblemError(100, f"Param {name} must be a time")
    if name == "fields":
        for one in value.split(","):
            _check_field(node, edge, one)


def _check_field(node: str, edge: str, name: str) -> None:
    known = _fields(node, edge)
    if name not in known:
        words = f"Tried accessing nonexisting field ({name}) on node type ({node})"
        raise GraphProblemError(100, words)


def _fields(node: str, edge: str) -> tuple[str, ...] | Mapping[str, str]:
    if node == "me/accounts":
        return ACCOUNT_FIELDS
    if edge in ("feed", "posts", "published_posts", "scheduled_posts"):
        node, edge = "PagePost", ""
    lists = {"Page": "page_fields", "PagePost": "pagepost_fields"}
    if edge or node not in lists:
        return ("id",)
    fields: Mapping[str, str] = _file()[lists[node]]
    return fields


def _is_time(value: str) -> bool:
    try:
        return value.isdigit() or bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_object(value: str) -> bool:
    return isinstance(_json(value), dict)


def _json(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return None


_KINDS: Mapping[str, Callable[[str], bool]] = {
    "bool": lambda value: value in ("true", "false"),
    "unsigned int": str.isdigit,
    "int": lambda value: re.fullmatch(r"-?\d+", value) is not None,
    "float": lambda value: re.fullmatch(r"-?\d+(\.\d+)?", value) is not None,
    "string": lambda _: True,
    "datetime": _is_time,
    "file": lambda _: False,  # a file comes as multipart, never as text
}


@cache
def _operations() -> dict[tuple[str, str, str], dict[str, str]]:
    rows = _file()["operations"]
    return {(row["node"], row["method"], row["edge"]): row["params"] for row in rows}


@cache
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(LISTED.read_text("utf-8"))
    return loaded
