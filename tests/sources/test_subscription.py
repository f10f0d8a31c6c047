"""Asking one feed over HTTP on loopback, and reading it by its kind."""

from datetime import date
from pathlib import Path

import pytest

from comms.config import Feed
from comms.errors import BadInput, TooBig
from comms.practice.feeds import PracticeFeeds
from comms.sources.subscription import Subscription
from comms.wire.http import Limits

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "feeds"
NEWS = Feed("kommunen", "https://www.example.dk/rss")
EVENTS = Feed("frivilligcenter", "https://www.example.dk/kalender.ics", "ical")


def at(feeds: PracticeFeeds, feed: Feed, name: str, body: int = 1_000_000) -> Subscription:
    limits = Limits(body=body, seconds=5)
    url = feeds.url_of(name)
    return Subscription(feed, lambda: date(2026, 11, 23), limits, url=url, allow_private=True)


def test_news_and_calendars_are_read_by_their_kind() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        news = at(feeds, NEWS, "kommunen.rss").ask("", "").reading
        events = at(feeds, EVENTS, "frivilligcenter.ics").ask("", "").reading
    assert news is not None
    assert events is not None
    assert len(news.entries) == 5
    assert [len(entry.events) for entry in events.entries if entry.events] == [1, 3, 1, 1]


def test_a_feed_without_anything_new_says_so() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        subscription = at(feeds, NEWS, "kommunen.rss")
        first = subscription.ask("", "")
        assert subscription.ask(first.etag, first.last_modified).reading is None


def test_a_private_address_is_refused_where_the_feed_does_not_allow_it() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        private = Feed("kommunen", feeds.url_of("kommunen.rss"))
        with pytest.raises(BadInput, match="private"):
            Subscription(private, lambda: date(2026, 11, 23)).ask("", "")


def test_a_feed_above_the_limit_is_refused() -> None:
    with PracticeFeeds(SAMPLES) as feeds, pytest.raises(TooBig):
        at(feeds, NEWS, "kommunen.rss", body=100).ask("", "")
