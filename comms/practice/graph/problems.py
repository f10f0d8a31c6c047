"""Facebook's way of saying no, and the answers of the stand-in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One HTTP answer. `body`: JSON, or raw bytes when it shall be unreadable."""

    status: int
    body: Mapping[str, Any] | bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class GraphProblemError(Exception):
    """An `error` answer. `status`: the HTTP status it comes with."""

    def __init__(self, code: int, message: str, subcode: int = 0, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.subcode, self.status = code, subcode, status

    def reply(self) -> Reply:
        return error_reply(self.code, str(self), self.subcode, self.status)


def error_reply(code: int, message: str, subcode: int = 0, status: int = 400) -> Reply:
    error: dict[str, Any] = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "is_transient": code in (1, 2, 4, 17, 32, 341, 613, 80001),
        "fbtrace_id": "PracticeTrace",
    }
    if subcode:
        error["error_subcode"] = subcode
    return Reply(status, {"error": error})


def gone(node: str) -> GraphProblemError:
    """Code 100 subcode 33, as for everything that is not there."""
    words = f"Unsupported request. Object with ID '{node}' does not exist"
    return GraphProblemError(100, words, 33)
