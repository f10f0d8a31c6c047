"""How a call may end: refused with its meaning, or in silence. Never with the token told."""

import logging
import socket
import traceback
from collections.abc import Iterator

import pytest

from comms.errors import OutcomeUnknown, Refused
from comms.practice.graph import PracticeGraph
from comms.wire.graph import (
    Blocked,
    Gone,
    Graph,
    GraphRefused,
    Invalid,
    LinkRefused,
    MaybeDuplicate,
    NotPermitted,
    NotReached,
    PhotoRefused,
    Reach,
    Silence,
    TokenRejected,
    TooManyCalls,
)
from tests.practice.graph_help import SECRET, TOKEN, client, practice

KINDS = [
    ("code-102", TokenRejected, Reach.STOP, False),
    ("code-190", TokenRejected, Reach.STOP, False),
    ("code-190-463", TokenRejected, Reach.STOP, False),
    ("code-190-492-http200", TokenRejected, Reach.STOP, False),
    ("code-368", Blocked, Reach.STOP, False),
    ("code-4", TooManyCalls, Reach.WAIT, False),
    ("code-17", TooManyCalls, Reach.WAIT, False),
    ("code-32", TooManyCalls, Reach.WAIT, False),
    ("code-341", TooManyCalls, Reach.WAIT, False),
    ("code-613", TooManyCalls, Reach.WAIT, False),
    ("code-80001", TooManyCalls, Reach.WAIT, False),
    ("code-3", NotPermitted, Reach.POST, True),
    ("code-10", NotPermitted, Reach.POST, True),
    ("code-200", NotPermitted, Reach.POST, True),
    ("code-299-http200", NotPermitted, Reach.POST, True),
    ("code-100", Invalid, Reach.POST, True),
    ("code-100-33", Gone, Reach.POST, True),
    ("code-506", MaybeDuplicate, Reach.POST, True),
    ("code-100-1366051", MaybeDuplicate, Reach.POST, True),
    ("code-324-1366046", PhotoRefused, Reach.POST, True),
    ("code-1366046", PhotoRefused, Reach.POST, True),
    ("code-1609005", LinkRefused, Reach.POST, True),
    ("code-100-1609005", LinkRefused, Reach.POST, True),
    ("code-9999", GraphRefused, Reach.POST, True),
]
SILENCES = [
    "lost-call",
    "lost-answer",
    "500-before",
    "500-after",
    "code-1",
    "code-2-after",
    "code-2-http200",
    "hang",
    "hang-after",
    "garbage",
    "garbage-after",
]


@pytest.fixture
def page() -> Iterator[PracticeGraph]:
    with practice() as graph:
        yield graph


@pytest.fixture
def graph(page: PracticeGraph) -> Iterator[Graph]:
    with client(page) as graph:
        yield graph


@pytest.mark.parametrize(("fault", "kind", "reach", "permanent"), KINDS)
def test_an_error_code_has_its_meaning(
    page: PracticeGraph,
    graph: Graph,
    fault: str,
    kind: type[GraphRefused],
    reach: Reach,
    permanent: bool,
) -> None:
    page.fault(fault)
    with pytest.raises(Refused) as refused:
        graph.create_post(page.page_id, "Hej")
    error = refused.value
    assert type(error) is kind
    assert isinstance(error, GraphRefused)
    assert (error.reach, error.permanent) == (reach, permanent)
    assert error.code == int(fault.split("-")[1])
    assert error.fbtrace_id == "PracticeTrace"
    assert len(error.staff) > 40


@pytest.mark.parametrize("fault", SILENCES)
def test_a_write_without_a_clear_answer_is_silence_and_is_tried_once(
    page: PracticeGraph, graph: Graph, fault: str
) -> None:
    page.fault(fault)
    with pytest.raises(OutcomeUnknown):
        graph.create_post(page.page_id, "Hej")
    assert page.calls == ["create"]


@pytest.mark.parametrize("fault", SILENCES)
def test_a_read_without_a_clear_answer_is_tried_again(
    page: PracticeGraph, graph: Graph, fault: str
) -> None:
    page.fault(fault, times=2)
    assert graph.page_figures(page.page_id).followers_count == 0
    assert page.calls == ["figures"] * 3


def test_a_read_gives_up_after_its_last_try(page: PracticeGraph, graph: Graph) -> None:
    page.fault("500-before", times=None)
    with pytest.raises(NotReached) as refused:
        graph.page_figures(page.page_id)
    assert not refused.value.permanent
    assert page.calls == ["figures"] * 3


def test_a_refused_read_is_not_tried_again(page: PracticeGraph, graph: Graph) -> None:
    page.fault("code-190", times=None)
    with pytest.raises(TokenRejected):
        graph.page_figures(page.page_id)
    assert page.calls == ["figures"]


def test_the_pauses_between_reads_grow(page: PracticeGraph) -> None:
    from urllib3.util import Retry

    slept: list[float] = []
    slow = Retry(total=3, backoff_factor=1, backoff_jitter=0.5)
    page.fault("code-2", times=3)
    with client(page, retries=slow, pause=slept.append) as graph:
        graph.page_figures(page.page_id)
    assert len(slept) == 3
    assert 2 <= slept[1] <= 2.5
    assert 4 <= slept[2] <= 4.5


def test_a_closed_port_is_a_passing_refusal_not_silence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nobody = Graph(f"http://127.0.0.1:{port}", "v26.0", TOKEN, timeout=0.3)
    with nobody as graph, pytest.raises(NotReached) as refused:
        graph.create_post("1", "Hej")
    assert not refused.value.permanent
    assert refused.value.reach is Reach.WAIT


def test_a_name_that_does_not_exist_is_a_passing_refusal_not_silence() -> None:
    nowhere = Graph("https://graph.invalid", "v26.0", TOKEN, timeout=0.3)
    with nowhere as graph, pytest.raises(NotReached):
        graph.create_post("1", "Hej")


def test_an_expired_token_says_so_in_danish(page: PracticeGraph, graph: Graph) -> None:
    page.fault("code-190-463")
    with pytest.raises(TokenRejected) as refused:
        graph.create_post(page.page_id, "Hej")
    assert "Adgangen er udløbet." in refused.value.staff
    assert "FACEBOOK_PAGE_TOKEN" in refused.value.staff


def test_waiting_says_for_how_long_when_facebook_does(page: PracticeGraph, graph: Graph) -> None:
    page.fault("usage-80-12", on="figures")
    page.fault("code-4", on="create")
    graph.page_figures(page.page_id)
    with pytest.raises(TooManyCalls) as refused:
        graph.create_post(page.page_id, "Hej")
    assert refused.value.wait_minutes == 12
    assert "om cirka 12 minutter" in refused.value.staff


@pytest.mark.parametrize("fault", [*SILENCES, *(row[0] for row in KINDS)])
def test_no_failure_tells_the_token(
    page: PracticeGraph, graph: Graph, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page.fault(fault, times=None)
    told = repr(graph)
    for call in (
        lambda: graph.create_post(page.page_id, "Hej"),
        lambda: graph.debug_token(),
        lambda: list(graph.published_posts(page.page_id)),
    ):
        with pytest.raises((Refused, OutcomeUnknown)) as failure:
            call()
        error = failure.value
        assert error.__context__ is None
        assert error.__cause__ is None
        told += repr(error) + repr(vars(error)) + "".join(traceback.format_exception(error))
    assert TOKEN not in told + caplog.text
    assert SECRET not in told + caplog.text


def test_a_token_quoted_by_facebook_is_cut_out() -> None:
    from comms.wire.graph.failures import read_error

    error = {"message": f"Malformed access token {TOKEN}", "code": 190, "fbtrace_id": "A1"}
    answer = read_error("GET Page", 400, error, [TOKEN])
    assert answer.words == "Malformed access token …"


def test_odd_error_bodies_are_read_without_a_crash() -> None:
    from comms.wire.graph.failures import read_error

    answer = read_error("GET Page", 400, {"code": "nej", "error_subcode": None}, [])
    assert (answer.code, answer.subcode, answer.words) == (0, 0, "")


def test_silence_tells_staff_that_it_is_looked_up(page: PracticeGraph, graph: Graph) -> None:
    page.fault("lost-answer")
    with pytest.raises(Silence) as silence:
        graph.create_post(page.page_id, "Hej")
    assert "Vi slår det op" in silence.value.staff


def test_debug_logging_of_a_url_hides_the_token(
    page: PracticeGraph, graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    graph.debug_token()
    assert "input_token=…" in caplog.text
    assert TOKEN not in caplog.text
