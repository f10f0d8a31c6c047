"""Facebook's error body → one of our exceptions, by the table of codes.

`{"error":{"message","type","code","error_subcode","error_user_msg","is_transient","fbtrace_id"}}`
may come with any HTTP status, 200 included (Graph API, "Handle Errors").
"""

from collections.abc import Iterable, Mapping
from typing import Any

from comms.wire.graph.errors import (
    TOKEN_TROUBLE,
    Answer,
    Blocked,
    Gone,
    GraphRefused,
    Invalid,
    LinkRefused,
    MaybeDuplicate,
    NotPermitted,
    NotReached,
    PhotoRefused,
    TokenRejected,
    TooManyCalls,
)

UNSURE = frozenset({1, 2})
WORDS_AT_MOST = 300

_BY_CODE: Mapping[int, type[GraphRefused]] = {
    **dict.fromkeys((102, 190), TokenRejected),
    **dict.fromkeys((4, 17, 32, 341, 613, 80001), TooManyCalls),
    **dict.fromkeys((3, 10, *range(200, 300)), NotPermitted),
    100: Invalid,
    368: Blocked,
    506: MaybeDuplicate,
    803: Gone,
    1366046: PhotoRefused,
    1366051: MaybeDuplicate,
    1609005: LinkRefused,
}
_BY_SUBCODE: Mapping[int, type[GraphRefused]] = {
    **dict.fromkeys(TOKEN_TROUBLE, TokenRejected),
    1366046: PhotoRefused,
    1366051: MaybeDuplicate,
    1609005: LinkRefused,
}


def read_error(where: str, status: int, error: Mapping[str, Any], secrets: Iterable[str]) -> Answer:
    """What Facebook says went wrong, without any of `secrets` (it likes to quote the token)."""
    words = str(error.get("error_user_msg") or error.get("message") or "")
    return Answer(
        where=where,
        words=without(secrets, " ".join(words.split()))[:WORDS_AT_MOST],
        code=_whole(error.get("code")),
        subcode=_whole(error.get("error_subcode")),
        trace=without(secrets, str(error.get("fbtrace_id") or ""))[:WORDS_AT_MOST],
        status=status,
    )


def is_unsure(answer: Answer) -> bool:
    """Codes 1 and 2 and every HTTP 5xx: it may have been done all the same."""
    return answer.code in UNSURE or answer.status >= 500


def refusal(answer: Answer, wait_minutes: int = 0) -> GraphRefused:
    """The exception for an error that surely changed nothing."""
    if (answer.code, answer.subcode) == (100, 33) or answer.status == 404:
        return Gone(answer)
    kind = _BY_SUBCODE.get(answer.subcode) or _BY_CODE.get(answer.code)
    if kind is None:
        kind = TooManyCalls if answer.status == 429 else GraphRefused
    return kind(answer, wait_minutes=wait_minutes)


def not_reached(where: str, words: str) -> NotReached:
    """The exception for a call that never got through; `words` are ours, never a library's."""
    return NotReached(Answer(where, words))


def without(secrets: Iterable[str], text: str) -> str:
    """`text` with every secret cut out."""
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return text


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
