"""The page as a channel: Graph's refusals in the words that a stage understands."""

from collections.abc import Iterator

import pytest

from comms.channels.ends import (
    AlreadyThere,
    ChannelSilent,
    ChannelStopped,
    ChannelWaits,
    Posted,
    PostRefused,
    PreviewRefused,
)
from comms.channels.facebook import Facebook, with_link
from comms.practice.graph import PracticeGraph
from tests.practice.graph_help import JPEG, client, practice


@pytest.fixture
def page() -> Iterator[PracticeGraph]:
    with practice(followers=940) as graph:
        yield graph


@pytest.fixture
def facebook(page: PracticeGraph) -> Iterator[Facebook]:
    with client(page) as graph:
        yield Facebook(graph, page.page_id)


@pytest.mark.parametrize(
    ("fault", "kind", "permanent"),
    [
        ("code-190", ChannelStopped, False),
        ("code-368", ChannelStopped, False),
        ("code-17", ChannelWaits, False),
        ("code-1609005", PreviewRefused, True),
        ("code-506", AlreadyThere, True),
        ("code-10", PostRefused, True),
        ("code-1366046", PostRefused, True),
    ],
)
def test_a_refusal_keeps_its_meaning_its_code_and_its_danish(
    page: PracticeGraph, facebook: Facebook, fault: str, kind: type[PostRefused], permanent: bool
) -> None:
    page.fault(fault)
    with pytest.raises(PostRefused) as refused:
        facebook.create("Hej", "", [])
    assert type(refused.value) is kind
    assert (refused.value.permanent, refused.value.code) == (permanent, int(fault[5:]))
    assert "Facebook" in refused.value.staff


def test_silence_stays_silence(page: PracticeGraph, facebook: Facebook) -> None:
    page.fault("lost-answer")
    with pytest.raises(ChannelSilent):
        facebook.create("Hej", "", [])


def test_a_post_is_looked_at_as_it_stands(page: PracticeGraph, facebook: Facebook) -> None:
    post = facebook.create("Hej", "", [])
    seen = facebook.look(post)
    assert seen == Posted(False, "Hej", f"https://facebook.example/{post.replace('_', '/posts/')}")
    page.delete_remotely(post)
    assert facebook.look(post) is None


def test_beside_photos_a_link_stands_in_the_words(page: PracticeGraph, facebook: Facebook) -> None:
    photo = facebook.upload(JPEG, 1, "Havnen")
    facebook.publish(facebook.create("Hej", "https://example.dk", [photo]))
    [post] = page.public_posts()
    assert (post.message, post.link) == ("Hej\n\nhttps://example.dk", "")


def test_a_link_that_stands_in_the_words_is_not_repeated() -> None:
    assert with_link("Se https://example.dk", "https://example.dk") == "Se https://example.dk"


def test_a_photo_goes_under_a_name_of_ours(page: PracticeGraph, facebook: Facebook) -> None:
    facebook.upload(JPEG, 3, "")
    with page.page() as held:
        assert [photo.filename for photo in held.photos.values()] == ["billede-3.jpg"]


def test_more_than_ten_photos_are_refused_in_danish(facebook: Facebook) -> None:
    with pytest.raises(PostRefused) as refused:
        facebook.create("Hej", "", [str(n) for n in range(11)])
    assert refused.value.staff.startswith("Facebook tager højst 10 billeder")


def test_the_figures_are_the_pages_own(facebook: Facebook) -> None:
    assert facebook.figures().followers_count == 940
