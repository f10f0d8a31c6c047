"""Fetches a feed or calendar and reads it: the HTTP of `wire` and the readers beside us, joined."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from comms.config import Feed
from comms.sources.calendars import read_calendar
from comms.sources.entry import Reading
from comms.sources.feeds import read_feed
from comms.wire.http import Fetched, Known, Limits, fetch

# How far ahead a calendar is read: what lies further off is met on a later day.
WINDOW = timedelta(days=120)


@dataclass(frozen=True)
class Delivered:
    """What a feed holds now. reading None: nothing new since it was asked last."""

    reading: Reading | None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Subscription:
    """One feed at one newsstand, as the intake stage asks for it."""

    stand: "Newsstand"
    feed: Feed
    today: date

    @property
    def key(self) -> str:
        """What the feed is known by."""
        return self.feed.key

    def ask(self, etag: str, last_modified: str) -> Delivered:
        """Anything new? Raises as `Newsstand.ask`."""
        found = self.stand.ask(self.feed, self.today, etag, last_modified)
        return found or Delivered(None, etag, last_modified)


@dataclass(frozen=True)
class Newsstand:
    """url_of: where a feed is fetched; None leaves it out (practice mode without a sample).

    body: bytes of one feed at the most, counted after decompression.
    """

    url_of: Callable[[Feed], str | None]
    timeout: float
    body: int
    ca_file: str = ""

    def ask(
        self, feed: Feed, today: date, etag: str = "", last_modified: str = ""
    ) -> Delivered | None:
        """The feed as it is now, or None when it is left out.

        Raises BadInput (no feed, or an address we must not ask), TooBig, Refused.
        """
        url = self.url_of(feed)
        if url is None:
            return None
        found = fetch(
            url,
            known=Known(etag or None, last_modified or None),
            allow_private=feed.allow_private or url != feed.url,
            ca_file=self.ca_file or None,
            limits=Limits(body=self.body, seconds=self.timeout * 2),
        )
        if not isinstance(found, Fetched):
            return Delivered(None, etag, last_modified)
        if feed.kind == "ical":
            reading = read_calendar(found.body, feed, today, today + WINDOW)
        else:
            reading = read_feed(found.body, feed, found.url)
        return Delivered(reading, found.etag or "", found.last_modified or "")
