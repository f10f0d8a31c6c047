"""The typed calls, over real sockets, against the stand-in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from comms.errors import SettingsError
from comms.practice.graph import PracticeGraph
from comms.wire.graph import Graph, InsightValue, Invalid, PageFigures, PhotoRefused
from tests.practice.graph_help import JPEG, SECRET, TOKEN, client, practice


@pytest.fixture
def page() -> Iterator[PracticeGraph]:
    with practice(followers=940) as graph:
        yield graph


@pytest.fixture
def graph(page: PracticeGraph) -> Iterator[Graph]:
    with client(page) as graph:
        yield graph


def test_a_created_post_is_not_public(page: PracticeGraph, graph: Graph) -> None:
    post = graph.create_post(page.page_id, "Fællesspisning på torsdag")

    remote = graph.read_post(post)
    assert remote is not None
    assert (remote.is_published, remote.message) == (False, "Fællesspisning på torsdag")
    assert page.public_posts() == []


def test_a_published_post_is_public_with_its_words_and_link(
    page: PracticeGraph, graph: Graph
) -> None:
    post = graph.create_post(page.page_id, "Æbler, øl & å", link="https://example.dk/æble?a=1&b=2")
    graph.publish_post(post)

    [shown] = page.public_posts()
    assert (shown.id, shown.message) == (post, "Æbler, øl & å")
    assert shown.link == "https://example.dk/æble?a=1&b=2"


def test_publishing_twice_makes_no_second_post(page: PracticeGraph, graph: Graph) -> None:
    post = graph.create_post(page.page_id, "Kun én gang")
    graph.publish_post(post)
    graph.publish_post(post)
    assert [shown.id for shown in page.public_posts()] == [post]


def test_photos_keep_their_order_alt_text_and_bytes(page: PracticeGraph, graph: Graph) -> None:
    photos = [
        graph.upload_photo(page.page_id, JPEG + bytes([n]), f"billede-{n}.jpg", f"Havn {n}")
        for n in range(3)
    ]
    graph.publish_post(graph.create_post(page.page_id, "Havnen", media=photos[::-1]))

    [shown] = page.public_posts()
    assert [photo.alt for photo in shown.photos] == ["Havn 2", "Havn 1", "Havn 0"]
    assert page.photo_bytes(shown.photos[0].id) == JPEG + b"\x02"


def test_a_photo_over_4_mb_is_refused_before_it_is_sent(page: PracticeGraph, graph: Graph) -> None:
    with pytest.raises(PhotoRefused) as refused:
        graph.upload_photo(page.page_id, JPEG + bytes(4_000_001), "stor.jpg", "Stort")
    assert refused.value.permanent
    assert page.calls == []


def test_link_and_photos_together_are_our_own_mistake(graph: Graph) -> None:
    with pytest.raises(ValueError, match="either a link or at most 10 photos"):
        graph.create_post("1", "Begge", link="https://example.dk", media=["2"])


def test_eleven_photos_are_our_own_mistake(graph: Graph) -> None:
    with pytest.raises(ValueError, match="at most 10 photos"):
        graph.create_post("1", "Mange", media=[str(n) for n in range(11)])


def test_an_edited_post_shows_the_new_words(page: PracticeGraph, graph: Graph) -> None:
    post = graph.create_post(page.page_id, "kl. 17")
    graph.publish_post(post)
    graph.edit_post(post, "kl. 18")
    assert page.public_posts()[0].message == "kl. 18"


def test_a_deleted_post_is_read_as_gone(page: PracticeGraph, graph: Graph) -> None:
    post = graph.create_post(page.page_id, "Væk")
    graph.delete_post(post)
    assert graph.read_post(post) is None


def test_a_draft_is_marked_for_metas_own_tools(page: PracticeGraph, graph: Graph) -> None:
    post = graph.create_post(page.page_id, "Kladde", draft=True)
    with page.page() as held:
        assert held.posts[post].content_type == "DRAFT"


def test_a_refused_draft_raises_invalid(page: PracticeGraph, graph: Graph) -> None:
    page.fault("draft-refused")
    with pytest.raises(Invalid):
        graph.create_post(page.page_id, "Kladde", draft=True)


def test_the_figures_count_followers_and_likes(page: PracticeGraph, graph: Graph) -> None:
    page.set_followers(1003, fans=987)
    assert graph.page_figures(page.page_id) == PageFigures(1003, 987)


def test_insights_have_the_end_time_and_a_value_that_may_be_a_dict(
    page: PracticeGraph, graph: Graph
) -> None:
    post = graph.create_post(page.page_id, "Målt")
    with page.page() as held:
        by_type = {"like": 3, "love": 1}
        held.insights["post_reactions_by_type_total"] = [["2026-03-02T08:00:00+0000", by_type]]

    assert graph.insights(post, "post_reactions_by_type_total", period="lifetime") == [
        InsightValue(datetime(2026, 3, 2, 8, tzinfo=UTC), by_type)
    ]


def test_insights_are_cut_to_the_days_asked_for(page: PracticeGraph, graph: Graph) -> None:
    with page.page() as held:
        held.insights["page_follows"] = [[f"2026-03-0{n}T08:00:00+0000", n] for n in range(1, 6)]
    window = {"since": date(2026, 3, 2), "until": date(2026, 3, 4)}
    values = graph.insights(page.page_id, "page_follows", **window)  # type: ignore[arg-type]
    assert [row.value for row in values] == [2, 3, 4]


def test_a_retired_metric_raises_invalid(page: PracticeGraph, graph: Graph) -> None:
    with pytest.raises(Invalid) as refused:
        graph.insights(page.page_id, "page_fans")
    assert refused.value.permanent


def test_a_list_goes_on_until_there_is_no_next_page(page: PracticeGraph, graph: Graph) -> None:
    made = [graph.create_post(page.page_id, f"Nr. {n}") for n in range(7)]
    for post in made:
        graph.publish_post(post)
    page.fault("short-page", times=2)
    assert {post.id for post in graph.published_posts(page.page_id, limit=3)} == set(made)


def test_the_token_facts_name_the_page_although_accounts_is_empty(
    page: PracticeGraph, graph: Graph
) -> None:
    page.fault("empty-accounts")
    assert graph.account_ids() == []
    facts = graph.debug_token()
    assert facts.valid
    assert facts.expires_at is None
    assert facts.page_ids == {page.page_id}
    assert facts.missing("pages_manage_posts", "pages_manage_metadata") == ["pages_manage_metadata"]


def test_plain_http_is_taken_for_loopback_only() -> None:
    with pytest.raises(SettingsError, match="FACEBOOK_GRAPH_URL: https is needed"):
        Graph("http://graph.example.dk", "v26.0", TOKEN)


def test_an_odd_version_is_named() -> None:
    with pytest.raises(SettingsError, match=r"FACEBOOK_API_VERSION: must look like v26\.0"):
        Graph("https://graph.example.dk", "26", TOKEN)


def test_an_id_that_would_change_the_path_is_never_sent(page: PracticeGraph, graph: Graph) -> None:
    with pytest.raises(ValueError, match="a Graph id is digits"):
        graph.read_post("1/../me")
    assert page.calls == []


def test_nothing_the_calls_send_is_unknown_to_the_strict_stand_in(
    page: PracticeGraph, graph: Graph
) -> None:
    photo = graph.upload_photo(page.page_id, JPEG, "a.jpg", "")
    graph.delete_photo(graph.upload_photo(page.page_id, JPEG, "b.jpg", "B"))
    post = graph.create_post(page.page_id, "Alt", media=[photo])
    graph.edit_post(post, "Andet")
    graph.publish_post(post)
    graph.read_post(post)
    list(graph.published_posts(page.page_id))
    list(graph.scheduled_posts(page.page_id))
    graph.page_figures(page.page_id)
    graph.insights(page.page_id, "page_follows", since=date(2026, 1, 1), until=date(2026, 3, 1))
    graph.insights(post, "post_clicks", period="lifetime")
    graph.debug_token()
    graph.account_ids()
    graph.delete_post(post)
    assert page.complaints == []
    assert len(page.calls) == 15


def test_the_proof_is_sent_when_a_secret_is_set(page: PracticeGraph) -> None:
    with client(page, app_secret="") as graph, pytest.raises(Invalid, match="appsecret_proof"):
        graph.page_figures(page.page_id)
    with client(page, app_secret=SECRET) as graph:
        assert graph.page_figures(page.page_id).followers_count == 940
