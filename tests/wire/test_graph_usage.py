"""Facebook's usage headers slow us down, and stop us before Facebook does."""

import pytest

from comms.wire.graph import TooManyCalls, Usage
from comms.wire.graph.usage import read_usage
from tests.practice.graph_help import client, practice


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_highest_figure_of_both_headers_counts() -> None:
    headers = {
        "X-App-Usage": '{"call_count":28,"total_cputime":15,"total_time":12}',
        "X-Business-Use-Case-Usage": '{"1":[{"type":"pages","call_count":2,"total_time":83,'
        '"estimated_time_to_regain_access":9}]}',
    }
    assert read_usage(headers) == Usage(percent=83, regain_minutes=9)


@pytest.mark.parametrize("text", ["", "nej", "[]", '{"1":[3]}', '{"call_count":"mange"}'])
def test_an_unreadable_header_is_no_figure_or_zero(text: str) -> None:
    told = read_usage({"X-App-Usage": text, "X-Business-Use-Case-Usage": text})
    assert told in (None, Usage(0, 0))


def test_up_to_80_percent_there_is_no_pause() -> None:
    assert Usage(80).pause == 0


def test_above_80_percent_the_pause_grows() -> None:
    assert 0 < Usage(85).pause < Usage(94).pause <= 5


def test_above_80_percent_the_next_call_waits() -> None:
    slept: list[float] = []
    with practice() as page, client(page, pause=slept.append) as graph:
        page.fault("usage-89")
        graph.page_figures(page.page_id)
        graph.create_post(page.page_id, "Hej")
    assert slept == [Usage(89).pause]


def test_above_95_percent_a_write_is_not_sent() -> None:
    with practice() as page, client(page) as graph:
        page.fault("usage-96-12")
        graph.page_figures(page.page_id)
        with pytest.raises(TooManyCalls) as refused:
            graph.create_post(page.page_id, "Hej")
        assert page.calls == ["figures"]
    assert not refused.value.permanent
    assert "om cirka 12 minutter" in refused.value.staff


def test_after_the_wait_a_write_goes_out_again() -> None:
    clock = Clock()
    with practice() as page, client(page, clock=clock) as graph:
        page.fault("usage-100-12")
        graph.page_figures(page.page_id)
        clock.now += 12 * 60
        graph.create_post(page.page_id, "Hej")
        assert page.calls == ["figures", "create"]
