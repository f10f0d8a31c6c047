"""The practice server of sample feeds."""

from pathlib import Path

import requests

from comms.practice.feeds import Fault, PracticeFeeds


def test_a_file_is_served_with_its_type_and_a_lasting_mark(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"BEGIN:VCALENDAR")
    with PracticeFeeds(tmp_path) as feeds:
        first, second = (requests.get(feeds.url_of("a.ics"), timeout=5) for _ in range(2))
    assert first.content == b"BEGIN:VCALENDAR"
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_changed_file_gets_another_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.rss"
    with PracticeFeeds(tmp_path) as feeds:
        marks = set()
        for body in (b"1", b"2"):
            file.write_bytes(body)
            marks.add(requests.get(feeds.url_of("a.rss"), timeout=5).headers["ETag"])
    assert len(marks) == 2


def test_nothing_outside_the_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "secret").write_text("x")
    with PracticeFeeds(tmp_path / "feeds") as feeds:
        answers = [
            requests.get(feeds.url_of(name), timeout=5).status_code
            for name in ("%2e%2e/secret", "..%2fsecret", ".skjult", "mangler.rss")
        ]
    assert answers == [404, 404, 404, 404]


def test_a_fault_ends_when_it_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(b"x")
    with PracticeFeeds(tmp_path) as feeds:
        feeds.faults["a.rss"] = Fault.SERVER_ERROR
        bad = requests.get(feeds.url_of("a.rss"), timeout=5).status_code
        del feeds.faults["a.rss"]
        assert (bad, requests.get(feeds.url_of("a.rss"), timeout=5).status_code) == (500, 200)
