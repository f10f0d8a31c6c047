"""Fetching a feed and reading it, over HTTP on loopback."""

from datetime import date
from pathlib import Path

import pytest

from comms.config import Feed
from comms.errors import BadInput, TooBig
from comms.practice.feeds import PracticeFeeds
from comms.sources.newsstand import Newsstand

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "feeds"
TODAY = date(2026, 11, 23)
NEWS = Feed("kommunen", "https://www.example.dk/rss")
EVENTS = Feed("frivilligcenter", "https://www.example.dk/kalender.ics", "ical")


def stand(feeds: PracticeFeeds, body: int = 1_000_000) -> Newsstand:
    names = {"kommunen": "kommunen.rss", "frivilligcenter": "frivilligcenter.ics"}
    return Newsstand(lambda feed: feeds.url_of(names[feed.key]), 5, body)


def test_news_and_calendars_are_read_by_their_kind() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        news = stand(feeds).ask(NEWS, TODAY)
        events = stand(feeds).ask(EVENTS, TODAY)
    assert news is not None
    assert events is not None
    assert news.reading is not None
    assert events.reading is not None
    assert len(news.reading.entries) == 5
    assert [len(entry.events) for entry in events.reading.entries if entry.events] == [1, 3, 1, 1]


def test_a_feed_without_anything_new_says_so() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        first = stand(feeds).ask(NEWS, TODAY)
        assert first is not None
        again = stand(feeds).ask(NEWS, TODAY, first.etag, first.last_modified)
    assert again is not None
    assert again.reading is None
    assert again.etag == first.etag


def test_a_feed_that_is_left_out_is_not_asked() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        assert Newsstand(lambda _: None, 5, 1000).ask(NEWS, TODAY) is None
        assert feeds.asked == []


def test_a_private_address_is_refused_where_the_feed_does_not_allow_it() -> None:
    with PracticeFeeds(SAMPLES) as feeds:
        private = Feed("kommunen", feeds.url_of("kommunen.rss"))
        with pytest.raises(BadInput):
            Newsstand(lambda feed: feed.url, 5, 1_000_000).ask(private, TODAY)


def test_a_feed_above_the_limit_is_refused() -> None:
    with PracticeFeeds(SAMPLES) as feeds, pytest.raises(TooBig):
        stand(feeds, body=100).ask(NEWS, TODAY)
