"""Facebook's certificate is checked, against an authority of our own too (CA_FILE)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from comms.practice.graph import PracticeGraph
from comms.wire.graph import Graph, NotReached
from tests.practice.graph_help import QUICK, SECRET, TOKEN, practice
from tests.wire.smtp_script import certificate


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[PracticeGraph, str, Path]]:
    """The stand-in behind TLS: itself, its address, the authority that vouches for it."""
    authority, context = certificate(tmp_path, "localhost")
    page = practice()
    page._server.socket = context.wrap_socket(page._server.socket, server_side=True)
    with page:
        yield page, page.url.replace("http://127.0.0.1", "https://localhost"), authority


def graph(url: str, verify: bool | str) -> Graph:
    return Graph(url, "v26.0", TOKEN, SECRET, 2.0, verify=verify, retries=QUICK)


def test_an_authority_of_our_own_is_trusted_when_named(
    served: tuple[PracticeGraph, str, Path],
) -> None:
    page, url, authority = served
    with graph(url, str(authority)) as trusting:
        post = trusting.create_post(page.page_id, "Sikkert")
        trusting.publish_post(post)
    assert [shown.id for shown in page.public_posts()] == [post]


def test_a_certificate_nobody_vouches_for_refuses_before_anything_is_sent(
    served: tuple[PracticeGraph, str, Path],
) -> None:
    page, url, _ = served
    with graph(url, verify=True) as careful, pytest.raises(NotReached) as refused:
        careful.create_post(page.page_id, "Usikkert")
    assert not refused.value.permanent
    assert page.calls == []
