"""Pages go on until `paging.next` is absent; the link itself is never kept."""

from collections.abc import Mapping
from typing import Any

from comms.wire.graph.paging import rows


class Pages:
    def __init__(self, *answers: Mapping[str, Any]) -> None:
        self.answers = list(answers)
        self.asked: list[Mapping[str, object]] = []

    def __call__(self, params: Mapping[str, object]) -> Mapping[str, Any]:
        self.asked.append(params)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def next_page(after: str) -> dict[str, Any]:
    link = f"https://graph.example.dk/v26.0/1/feed?access_token=hemmelig&limit=2&after={after}"
    return {"cursors": {"after": after}, "next": link}


def test_an_empty_page_with_a_next_one_is_not_the_end() -> None:
    fetch = Pages({"data": [], "paging": next_page("b")}, {"data": [{"id": "1"}]})
    assert list(rows(fetch, {"limit": 2})) == [{"id": "1"}]


def test_cursors_without_next_are_the_end() -> None:
    fetch = Pages({"data": [{"id": "1"}], "paging": {"cursors": {"after": "b"}}})
    assert list(rows(fetch, {})) == [{"id": "1"}]
    assert len(fetch.asked) == 1


def test_nothing_of_the_link_is_sent_on_but_the_place() -> None:
    fetch = Pages({"data": [], "paging": next_page("b")}, {"data": []})
    assert list(rows(fetch, {"fields": "id"})) == []
    assert fetch.asked[1] == {"fields": "id", "limit": "2", "after": "b"}


def test_a_page_that_points_at_itself_ends() -> None:
    fetch = Pages({"data": [{"id": "1"}], "paging": next_page("b")})
    assert len(list(rows(fetch, {}))) == 2


def test_rows_that_are_no_objects_are_left_out() -> None:
    assert list(rows(Pages({"data": [3, None, {"id": "1"}]}), {})) == [{"id": "1"}]
