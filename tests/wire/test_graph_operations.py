"""Every call is checked against the listed operations before it is sent."""

import hashlib
from pathlib import Path

import pytest

from comms.wire.graph.operations import LISTED, NotListedError, Operation, checked

FEED = Operation("Page", "POST", "feed")
POST = Operation("PagePost", "GET")


def test_values_are_written_as_facebook_reads_them() -> None:
    media = [{"media_fbid": "1"}]
    params: dict[str, object] = {"published": False, "attached_media": media, "message": "å"}
    assert checked(FEED, params) == {
        "published": "false",
        "attached_media": '[{"media_fbid":"1"}]',
        "message": "å",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "findes ikke"),
        ("access_token", "aldrig"),
        ("published", "false"),
        ("message", 3),
        ("unpublished_content_type", "HEMMELIG"),
        ("expanded_height", -1),
    ],
)
def test_an_unlisted_parameter_or_a_wrong_type_crashes(name: str, value: object) -> None:
    with pytest.raises(NotListedError, match=name):
        checked(FEED, {name: value})


def test_an_unlisted_operation_crashes() -> None:
    with pytest.raises(NotListedError, match="GET Page/conversations"):
        checked(Operation("Page", "GET", "conversations"), {})


def test_an_unlisted_field_crashes() -> None:
    with pytest.raises(NotListedError, match="likes_by_name"):
        checked(POST, {"fields": "message,likes_by_name"})


def test_the_licence_stands_beside_the_list() -> None:
    licence = LISTED.with_name("page_operations.LICENSE").read_text("utf-8")
    assert licence.startswith("Copyright (c) Meta Platforms")


def test_the_list_is_the_projects_own_copy() -> None:
    shared = Path(__file__).parents[3] / "shared" / "graph" / LISTED.name
    if not shared.exists():
        pytest.skip("no shared/ beside this checkout")
    assert (
        hashlib.sha256(LISTED.read_bytes()).digest() == hashlib.sha256(shared.read_bytes()).digest()
    )
