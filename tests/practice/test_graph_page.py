"""The stand-in's own rules: strict on what arrives, one page for all who share its file."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from comms.errors import NotFound, UsageError
from comms.practice.graph import FAULTS, PracticeGraph, parse, serve
from tests.practice.graph_help import JPEG, TOKEN, client, practice

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def page() -> Iterator[PracticeGraph]:
    with practice(app_secret="", clock=lambda: 1_770_000_000) as graph:
        yield graph


def ask(page: PracticeGraph, method: str, path: str, **how: Any) -> tuple[int, Any]:
    url = f"{page.url}/v26.0/{path}"
    answer = requests.request(method, url, timeout=2, **{"headers": BEARER} | how)
    return answer.status_code, answer.json()


def error(page: PracticeGraph, method: str, path: str, **how: Any) -> tuple[int, int]:
    told = ask(page, method, path, **how)[1]["error"]
    return told["code"], told.get("error_subcode", 0)


def feed(page: PracticeGraph, **params: str) -> tuple[int, int]:
    return error(page, "POST", f"{page.page_id}/feed", data=params)


def photo(page: PracticeGraph, data: bytes = JPEG, published: str = "false") -> Any:
    files = {"source": ("a.jpg", data)}
    fields = {"published": published}
    return ask(page, "POST", f"{page.page_id}/photos", data=fields, files=files)[1]


def test_without_the_header_nothing_is_answered(page: PracticeGraph) -> None:
    status, told = ask(page, "GET", page.page_id, headers={})
    assert (status, told["error"]["code"]) == (401, 190)


def test_a_token_among_the_parameters_is_refused(page: PracticeGraph) -> None:
    assert error(page, "GET", page.page_id, params={"access_token": TOKEN}) == (100, 0)


def test_another_version_is_refused(page: PracticeGraph) -> None:
    answer = requests.get(f"{page.url}/v19.0/{page.page_id}", headers=BEARER, timeout=2)
    assert answer.json()["error"]["code"] == 2500


@pytest.mark.parametrize(
    "params",
    [
        {"message": "x", "headline": "findes ikke"},
        {"message": "x", "published": "False"},
        {"message": "x", "published": "false", "unpublished_content_type": "KLADDE"},
        {"message": "x", "unpublished_content_type": "DRAFT"},
        {"message": "x", "attached_media": "42"},
        {"message": "x", "attached_media": '[{"media_fbid":"42"}]'},
        {"message": "x", "scheduled_publish_time": "1770000001", "published": "false"},
        {"message": "x", "scheduled_publish_time": "1779999999", "published": "false"},
        {"message": "x", "fields": "id"},
        {"message": ""},
    ],
)
def test_a_post_with_a_wrong_parameter_is_code_100(
    page: PracticeGraph, params: dict[str, str]
) -> None:
    assert feed(page, **params) == (100, 0)
    assert page.public_posts() == []
    assert len(page.complaints) == 1


def test_a_parameter_given_twice_is_refused(page: PracticeGraph) -> None:
    twice = [("message", "a"), ("message", "b")]
    assert error(page, "POST", f"{page.page_id}/feed", data=twice) == (100, 0)


def test_a_link_that_is_none_is_refused(page: PracticeGraph) -> None:
    assert feed(page, message="x", link="example.dk") == (100, 1609005)


def test_a_photo_stands_in_one_post_only(page: PracticeGraph) -> None:
    media = json.dumps([{"media_fbid": photo(page)["id"]}])
    ask(page, "POST", f"{page.page_id}/feed", data={"published": "false", "attached_media": media})
    assert feed(page, published="false", attached_media=media) == (100, 0)


def test_a_used_photo_cannot_be_deleted_alone(page: PracticeGraph) -> None:
    made = photo(page)["id"]
    media = json.dumps([{"media_fbid": made}])
    ask(page, "POST", f"{page.page_id}/feed", data={"published": "false", "attached_media": media})
    assert error(page, "DELETE", made) == (100, 33)


@pytest.mark.parametrize("data", [b"%PDF-1.7", JPEG + bytes(4_000_001)])
def test_a_photo_too_large_or_of_a_wrong_kind_is_refused(page: PracticeGraph, data: bytes) -> None:
    assert photo(page, data)["error"]["error_subcode"] == 1366046


def test_a_photo_published_by_itself_is_a_post(page: PracticeGraph) -> None:
    made = photo(page, published="true")
    assert [post.id for post in page.public_posts()] == [made["post_id"]]


def test_without_published_false_a_post_is_public_at_once(page: PracticeGraph) -> None:
    ask(page, "POST", f"{page.page_id}/feed", data={"message": "Straks"})
    assert [post.message for post in page.public_posts()] == ["Straks"]


def test_a_scheduled_post_stands_in_its_list_and_is_not_public(page: PracticeGraph) -> None:
    params = {"message": "Om en time", "published": "false", "scheduled_publish_time": "1770003600"}
    made = ask(page, "POST", f"{page.page_id}/feed", data=params)[1]["id"]
    listed = ask(page, "GET", f"{page.page_id}/scheduled_posts")[1]["data"]
    assert [row["id"] for row in listed] == [made]
    assert page.public_posts() == []


def test_an_unknown_field_is_refused(page: PracticeGraph) -> None:
    assert error(page, "GET", page.page_id, params={"fields": "followers"}) == (100, 0)


def test_one_bad_metric_fails_them_all(page: PracticeGraph) -> None:
    metrics = {"metric": "page_follows,page_fans"}
    assert error(page, "GET", f"{page.page_id}/insights", params=metrics) == (100, 0)


def test_what_is_not_there_is_100_33(page: PracticeGraph) -> None:
    assert error(page, "GET", f"{page.page_id}_1", params={"fields": "message"}) == (100, 33)


def test_a_hang_ends_by_itself() -> None:
    with practice(hang_seconds=0.1) as page, client(page, timeout=5) as graph:
        page.fault("hang")
        assert graph.page_figures(page.page_id).followers_count == 0


def test_closing_lets_a_hanging_answer_go() -> None:
    with practice(hang_seconds=60) as page, client(page, timeout=0.1) as graph:
        page.fault("hang", times=None)
        with pytest.raises(Exception, match="no answer"):
            graph.page_figures(page.page_id)


def test_a_fault_happens_as_often_as_set_and_only_where_set(page: PracticeGraph) -> None:
    page.fault("code-4", on="create", times=2)
    assert ask(page, "GET", page.page_id)[0] == 200
    codes = [feed(page, message="x")[0] for _ in range(2)]
    status, _ = ask(page, "POST", f"{page.page_id}/feed", data={"message": "x"})
    assert (codes, status) == ([4, 4], 200)


def test_a_remote_edit_is_seen_when_the_post_is_read(page: PracticeGraph) -> None:
    made = ask(page, "POST", f"{page.page_id}/feed", data={"message": "Vores ord"})[1]["id"]
    page.fault("remote-edit")
    assert ask(page, "GET", made)[1]["message"] == "Vores ord (rettet på Facebook)"


def test_a_remote_deletion_is_seen_when_the_post_is_read(page: PracticeGraph) -> None:
    made = ask(page, "POST", f"{page.page_id}/feed", data={"message": "Vores ord"})[1]["id"]
    page.fault("remote-delete")
    assert error(page, "GET", made) == (100, 33)
    assert page.public_posts() == []


def test_a_post_that_does_not_exist_cannot_be_edited_remotely(page: PracticeGraph) -> None:
    with pytest.raises(NotFound):
        page.edit_remotely("1_2", "x")


@pytest.mark.parametrize("name", ["lost-anser", "code-", "usage-", ""])
def test_an_unknown_fault_names_the_known_ones(page: PracticeGraph, name: str) -> None:
    with pytest.raises(UsageError, match="must be one of lost-call"):
        page.fault(name)


def test_an_unknown_operation_is_named(page: PracticeGraph) -> None:
    with pytest.raises(UsageError, match="must be any or one of photo"):
        page.fault("hang", on="craete")


def test_a_fault_on_the_command_line_has_operation_and_times() -> None:
    assert parse("lost-answer:create:3") == ("lost-answer", "create", 3)
    assert parse("code-190") == ("code-190", "any", None)
    with pytest.raises(UsageError, match="TIMES must be a whole number"):
        parse("hang:create:tit")


def test_every_fault_is_told_in_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "graph-practice.md").read_text("utf-8")
    assert [name for name in FAULTS if f"| `{name}` |" not in text] == []


def test_a_restart_goes_on_with_the_same_page(tmp_path: Path) -> None:
    state = tmp_path / "side.json"
    with practice(state=state, followers=940) as page, client(page) as graph:
        made = graph.upload_photo(page.page_id, JPEG, "a.jpg", "Æblerne")
        graph.publish_post(graph.create_post(page.page_id, "Høst", media=[made]))
        before = page.public_posts()
    with practice(state=state) as page:
        assert page.public_posts() == before
        assert page.photo_bytes(before[0].photos[0].id) == JPEG
        with page.page() as held:
            assert held.followers_count == 940


def test_two_stand_ins_on_one_file_are_one_page(tmp_path: Path) -> None:
    state = tmp_path / "side.json"
    with practice(state=state) as one, practice(state=state) as two:
        writers = [
            threading.Thread(target=publish_ten, args=(page, name))
            for page, name in ((one, "a"), (two, "b"))
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        messages = {post.message for post in one.public_posts()}
        assert messages == {f"{name}{n}" for name in "ab" for n in range(10)}
        assert one.public_posts() == two.public_posts()


def publish_ten(page: PracticeGraph, name: str) -> None:
    with client(page, timeout=10) as graph:
        for n in range(10):
            graph.publish_post(graph.create_post(page.page_id, f"{name}{n}"))


def test_the_server_of_the_command_runs_until_told_to_stop(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    until = threading.Event()
    until.set()
    serve(port, "lost-answer:create:1", state=tmp_path / "side.json", until=until)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/v26.0/1", timeout=1)


def test_the_server_of_the_command_refuses_an_unknown_fault() -> None:
    with pytest.raises(UsageError):
        serve(0, "findes-ikke")
