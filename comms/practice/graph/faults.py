"""Faults by name: what goes wrong, on which operation, how often."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from comms.errors import UsageError
from comms.practice.graph.problems import Reply, error_reply

OPERATIONS = (
    "photo",
    "create",
    "publish",
    "edit",
    "delete",
    "delete-photo",
    "read",
    "figures",
    "insights",
    "list",
    "debug",
    "accounts",
)

# Name (or shape of a name) → what it does, in the words of docs/graph-practice.md.
FAULTS: Mapping[str, str] = {
    "lost-call": "nothing is done, the connection is cut",
    "lost-answer": "it is done, the connection is cut before the answer",
    "500-before": "nothing is done, HTTP 500",
    "500-after": "it is done, HTTP 500",
    "hang": "nothing is done, no answer for `hang_seconds`, then the connection is cut",
    "hang-after": "it is done, no answer for `hang_seconds`, then the connection is cut",
    "garbage": "nothing is done, HTTP 200 with HTML instead of JSON",
    "garbage-after": "it is done, HTTP 200 with HTML instead of JSON",
    "code-N[-SUBCODE][-after][-http200]": "error N; with `after` it is done all the same",
    "usage-PERCENT[-MINUTES]": "it is done, with usage headers of that height",
    "draft-refused": "unpublished_content_type=DRAFT is answered with code 100",
    "empty-accounts": "/me/accounts is empty while the token works",
    "retired-metric": "the metric asked for is answered with code 100",
    "short-page": "a list's page holds one row although more follow",
    "remote-edit": "somebody changed the post in Meta's own tools just before",
    "remote-delete": "somebody deleted the post in Meta's own tools just before",
}
# Faults that change what one operation does, and that operation.
SPECIAL: Mapping[str, str] = {
    "draft-refused": "create",
    "empty-accounts": "accounts",
    "retired-metric": "insights",
    "short-page": "list",
    "remote-edit": "read",
    "remote-delete": "read",
}
HTML = b"<!doctype html><title>Sorry, something went wrong.</title>"


@dataclass(frozen=True)
class Plan:
    """What to do with one request. `answer`: a reply of its own, else as `end` says."""

    done: bool = True
    answer: Reply | None = None
    end: Literal["answer", "cut", "hang"] = "answer"
    headers: tuple[tuple[str, str], ...] = ()
    special: str = ""


@dataclass
class _Set:
    plan: Plan
    on: str
    left: int | None


class Faults:
    """The faults that are set. Safe for several threads."""

    def __init__(self) -> None:
        self._set: list[_Set] = []
        self._lock = threading.Lock()

    def add(self, name: str, on: str, times: int | None) -> None:
        """Raises UsageError for a name or an operation that does not exist."""
        if on != "any" and on not in OPERATIONS:
            raise UsageError(f"fault on {on!r}: must be any or one of {', '.join(OPERATIONS)}")
        on = SPECIAL.get(name, on) if on == "any" else on
        with self._lock:
            self._set.append(_Set(_plan(name), on, times))

    def clear(self) -> None:
        with self._lock:
            self._set.clear()

    def take(self, operation: str) -> Plan:
        """The plan for this request; the first fault set for it is used up by one."""
        with self._lock:
            for fault in self._set:
                if fault.on in ("any", operation) and fault.left != 0:
                    fault.left = None if fault.left is None else fault.left - 1
                    return fault.plan
        return Plan()


def parse(text: str) -> tuple[str, str, int | None]:
    """`NAME[:OPERATION[:TIMES]]` → name, operation, times; without TIMES it happens always."""
    name, _, rest = text.partition(":")
    on, _, times = rest.partition(":")
    if times and not times.isdigit():
        raise UsageError(f"fault {text!r}: TIMES must be a whole number")
    return name, on or "any", int(times) if times else None


def _plan(name: str) -> Plan:
    if name in SPECIAL:
        return Plan(special=name)
    if name in _PLAIN:
        return _PLAIN[name]
    if found := re.fullmatch(r"code-(\d+)(?:-(\d+))?(-after)?(-http200)?", name):
        status = 200 if found[4] else 400
        reply = error_reply(int(found[1]), "Practice fault", int(found[2] or 0), status)
        return Plan(done=bool(found[3]), answer=reply)
    if found := re.fullmatch(r"usage-(\d+)(?:-(\d+))?", name):
        return Plan(headers=_usage(int(found[1]), int(found[2] or 0)))
    raise UsageError(f"fault {name!r}: must be one of {', '.join(FAULTS)}")


def _usage(percent: int, minutes: int) -> tuple[tuple[str, str], ...]:
    app = f'{{"call_count":{percent},"total_cputime":3,"total_time":4}}'
    case = f'"type":"pages","call_count":{percent},"estimated_time_to_regain_access":{minutes}'
    return ("X-App-Usage", app), ("X-Business-Use-Case-Usage", f'{{"1":[{{{case}}}]}}')


_BROKEN = error_reply(1, "An unknown error occurred", status=500)
_PLAIN: Mapping[str, Plan] = {
    "lost-call": Plan(done=False, end="cut"),
    "lost-answer": Plan(end="cut"),
    "500-before": Plan(done=False, answer=_BROKEN),
    "500-after": Plan(answer=_BROKEN),
    "hang": Plan(done=False, end="hang"),
    "hang-after": Plan(end="hang"),
    "garbage": Plan(done=False, answer=Reply(200, HTML)),
    "garbage-after": Plan(answer=Reply(200, HTML)),
}
