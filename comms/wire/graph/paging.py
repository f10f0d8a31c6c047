"""Lists that come in pages.

A page may be short or empty and still have a next one: only an absent `paging.next` ends the
list. That link carries the token, so nothing of it is kept but the place to go on from.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PAGES_AT_MOST = 1000
PLACES = ("after", "before", "since", "until", "limit")

Fetch = Callable[[Mapping[str, object]], Mapping[str, Any]]


def pages(fetch: Fetch, params: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
    """Each page's answer, first to last. Ends also when Facebook points at a page twice."""
    asked: list[Mapping[str, object]] = []
    while params not in asked and len(asked) < PAGES_AT_MOST:
        asked.append(params)
        answer = fetch(params)
        yield answer
        place = _next_place(answer)
        if place is None:
            return
        params = {**params, **place}


def rows(fetch: Fetch, params: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """Every row of every page; rows that are no objects are left out."""
    for answer in pages(fetch, params):
        data = answer.get("data")
        yield from (row for row in data or () if isinstance(row, dict))


def _next_place(answer: Mapping[str, Any]) -> dict[str, str] | None:
    paging = answer.get("paging")
    following = paging.get("next") if isinstance(paging, dict) else None
    if not isinstance(following, str):
        return None
    return {name: value for name, value in parse_qsl(urlsplit(following).query) if name in PLACES}
