"""One feed of schedules.yaml, asked over HTTP: only what is new is fetched and read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comms.config.schedules import Feed
from comms.sources.calendars import read_calendar
from comms.sources.entry import Reading
from comms.sources.feeds import read_feed
from comms.wire.http import Known, Limits, NotModified, fetch

DEFAULT = Limits()
AHEAD = timedelta(days=180)  # how far into a calendar we look


@dataclass(frozen=True)
class Got:
    """What a feed answered. reading: None when nothing is new."""

    reading: Reading | None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Subscription:
    """A feed and how to ask for it. url: another address than the feed's own (practice mode).

    today: the first day of a calendar that is looked at.
    """

    feed: Feed
    today: Callable[[], date]
    limits: Limits = DEFAULT
    ca_file: str = ""
    url: str = ""
    allow_private: bool = False

    @property
    def key(self) -> str:
        """The feed's key."""
        return self.feed.key

    def ask(self, etag: str, last_modified: str) -> Got:
        """Fetch and read. Raises BadInput, Refused or TryLater."""
        feed = replace(self.feed, url=self.url) if self.url else self.feed
        got = fetch(
            feed.url,
            known=Known(etag or None, last_modified or None),
            allow_private=self.allow_private or feed.allow_private,
            ca_file=self.ca_file or None,
            limits=self.limits,
        )
        if isinstance(got, NotModified):
            return Got(None)
        if feed.kind == "ical":
            since = self.today()
            reading = read_calendar(got.body, feed, since, since + AHEAD)
        else:
            reading = read_feed(got.body, feed, got.url)
        return Got(reading, got.etag or "", got.last_modified or "")
