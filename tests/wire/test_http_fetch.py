"""Fetching over real loopback sockets, from a server that can misbehave."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from comms.errors import BadInput, Refused, TooBig
from comms.practice.feeds import Fault, PracticeFeeds
from comms.wire import dial
from comms.wire.http import (
    Fetched,
    Known,
    Limits,
    NotModified,
    TryLater,
    _next_hop,
    fetch,
    retry_after,
    shown,
)

BODY = "<rss version='2.0'><channel><title>Nyt på Æblehaven</title></channel></rss>".encode()


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[PracticeFeeds]:
    (tmp_path / "nyt.rss").write_bytes(BODY)
    with PracticeFeeds(tmp_path) as server:
        yield server


def got(feeds: PracticeFeeds, limits: Limits | None = None) -> Fetched | NotModified:
    return fetch(feeds.url_of("nyt.rss"), allow_private=True, limits=limits)


def test_a_page_comes_back_with_its_marks(feeds: PracticeFeeds) -> None:
    answer = got(feeds)
    assert isinstance(answer, Fetched)
    assert (answer.status, answer.body) == (200, BODY)
    assert answer.etag
    assert answer.content_type == "application/rss+xml; charset=utf-8"


def test_an_unchanged_page_is_not_sent_again(feeds: PracticeFeeds) -> None:
    first = got(feeds)
    assert isinstance(first, Fetched)
    again = fetch(feeds.url_of("nyt.rss"), known=Known(first.etag), allow_private=True)
    assert again == NotModified(feeds.url_of("nyt.rss"))


def test_last_modified_is_asked_with(feeds: PracticeFeeds) -> None:
    moment = "Sun, 22 Nov 2026 08:00:00 GMT"
    fetch(feeds.url_of("nyt.rss"), known=Known(last_modified=moment), allow_private=True)
    assert feeds.asked[-1].headers["if-modified-since"] == moment


def test_loopback_is_refused_without_a_byte_sent(feeds: PracticeFeeds) -> None:
    with pytest.raises(BadInput, match="private network"):
        fetch(feeds.url_of("nyt.rss"))
    assert feeds.asked == []


def test_a_name_that_leads_to_loopback_is_refused(feeds: PracticeFeeds) -> None:
    with pytest.raises(BadInput, match="private network"):
        fetch(feeds.url_of("nyt.rss").replace("127.0.0.1", "localhost"))


def test_a_redirect_to_a_private_network_is_refused(
    feeds: PracticeFeeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop counts as public here; the second is judged by the real rule."""
    judged = dial.is_public
    monkeypatch.setattr(dial, "is_public", lambda ip: ip == "127.0.0.1" or judged(ip))
    feeds.faults["nyt.rss"] = Fault.REDIRECT_PRIVATE
    with pytest.raises(BadInput, match=r"10\.255\.255\.1 lies on a private network"):
        fetch(feeds.url_of("nyt.rss"))


def test_the_name_is_looked_up_once_and_that_address_connected_to(
    feeds: PracticeFeeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second look-up answering 'private' (DNS rebinding) is never made."""
    port = int(feeds.url.rpartition(":")[2])
    asked = []

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fetch(f"http://nyheder.example.dk:{port}/nyt.rss", allow_private=True)
    assert asked == ["nyheder.example.dk"]


def test_a_redirect_to_a_file_is_refused(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.REDIRECT_FILE
    with pytest.raises(BadInput, match="only http:// and https://"):
        got(feeds)


def test_redirects_in_a_ring_end(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.REDIRECT_LOOP
    with pytest.raises(BadInput, match="more than 3 redirects"):
        got(feeds, Limits(hops=3))
    assert len(feeds.asked) == 4


def test_https_never_becomes_http() -> None:
    with pytest.raises(BadInput, match="from https to http://"):
        _next_hop("https://kommune.example.dk/a", "http://kommune.example.dk/a")


def test_a_relative_redirect_stays_on_https() -> None:
    assert _next_hop("https://kommune.example.dk/a", "/b") == "https://kommune.example.dk/b"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://example.dk/x",
        "http://",
        "http://[::1",
        "http://navn:kode@example.dk/",
        "gopher://example.dk",
        "http://example.dk:99999/",
    ],
)
def test_an_address_of_another_kind_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetch(url, allow_private=True)
    assert "\n" not in str(refused.value)
    assert "kode" not in str(refused.value)


def test_an_endless_body_is_cut_at_the_cap(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.ENDLESS
    with pytest.raises(TooBig, match="200000 bytes allowed"):
        got(feeds, Limits(body=200_000))


def test_the_cap_counts_unpacked_bytes(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.BOMB
    with pytest.raises(TooBig):
        got(feeds, Limits(body=1_000_000))


@pytest.mark.parametrize("fault", [Fault.DRIPPING, Fault.ENDLESS])
def test_the_time_limit_holds_for_the_whole_fetch(feeds: PracticeFeeds, fault: Fault) -> None:
    """A byte now and then resets a socket's own timeout; ours runs on."""
    feeds.faults["nyt.rss"] = fault
    began = time.monotonic()
    with pytest.raises(TryLater, match=r"no whole answer in 0\.4 s"):
        got(feeds, Limits(seconds=0.4, body=10**12))
    assert time.monotonic() - began < 3


def test_a_body_cut_short_is_never_taken_for_whole(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.CUT
    with pytest.raises(TryLater):
        got(feeds)


def test_a_busy_server_says_when_to_come_back(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.RETRY_AFTER
    with pytest.raises(TryLater) as later:
        got(feeds)
    assert (later.value.code, later.value.retry_after, later.value.permanent) == (503, 120, False)


def test_a_server_error_is_for_later(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.SERVER_ERROR
    with pytest.raises(TryLater) as later:
        got(feeds)
    assert (later.value.code, later.value.retry_after) == (500, None)


def test_a_page_that_is_gone_is_refused_for_good(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.GONE
    with pytest.raises(Refused) as refused:
        got(feeds)
    assert (refused.value.code, refused.value.permanent) == (410, True)


def test_nobody_listening_is_for_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(TryLater) as later:
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/x", allow_private=True)
    assert "Connection refused" in str(later.value)


def test_a_key_in_the_query_stays_out_of_the_error(feeds: PracticeFeeds) -> None:
    feeds.faults["nyt.rss"] = Fault.SERVER_ERROR
    with pytest.raises(TryLater) as later:
        fetch(feeds.url_of("nyt.rss?key=hemmelig"), allow_private=True)
    assert "hemmelig" not in str(later.value)
    assert shown("https://navn:kode@example.dk/a?key=x") == "https://example.dk/a"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2a00:1450:400f:80d::200e", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_internet_is_public(address: str, public: bool) -> None:
    assert dial.is_public(address) is public


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("99999999", 604_800),
        ("Sun, 22 Nov 2026 08:01:30 GMT", 90),
        ("Sun, 22 Nov 2026 07:00:00 GMT", 0),
        ("snart", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds(value: str | None, seconds: int | None) -> None:
    assert retry_after(value, "Sun, 22 Nov 2026 08:00:00 GMT") == seconds
