"""RSS and Atom bodies, whole, broken and hostile."""

import time
from datetime import datetime

import pytest

from comms.config.schedules import Feed
from comms.danish.calendar import COPENHAGEN
from comms.errors import BadInput
from comms.model.event import Event
from comms.sources.entry import FeedEntry, Reading
from comms.sources.feeds import ENTRIES_CAP, read_feed

FEED = Feed(
    key="kommunen",
    url="https://kommunen.example.dk/nyheder/rss",
    theme=2,
    place="Rådhuset",
    organiser="Kommunen",
)
ITEM = "<item><title>Nye bænke</title><guid>b1</guid><description>Seks styk</description></item>"


def rss(*items: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
    names = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:media="http://search.yahoo.com/mrss/"'
    return f"{head}{names}><channel><title>Nyt</title>{''.join(items)}</channel></rss>".encode()


def read(*items: str) -> Reading:
    return read_feed(rss(*items), FEED)


def one(*parts: str) -> FeedEntry:
    (entry,) = read(f"<item><title>Lysfest på Ærø</title>{''.join(parts)}</item>").entries
    return entry


def test_an_entry_carries_what_the_feed_says() -> None:
    entry = one(
        "<guid isPermaLink='false'>a1</guid><link>https://kommunen.example.dk/lys</link>",
        "<description>&lt;p&gt;Kom &lt;b&gt;alle&lt;/b&gt; &amp;amp; enhver</description>",
        "<pubDate>Mon, 16 Nov 2026 10:00:00 +0100</pubDate>",
    )
    assert (entry.feed, entry.external_id, entry.title) == ("kommunen", "a1", "Lysfest på Ærø")
    assert entry.text == "Kom alle & enhver"
    assert entry.link == "https://kommunen.example.dk/lys"
    assert entry.published == datetime(2026, 11, 16, 10, tzinfo=COPENHAGEN)
    assert (entry.theme, entry.organiser) == (2, "Kommunen")


def test_atom_is_read_too_and_the_fuller_text_counts() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Nyt</title><entry>
    <id>urn:1</id><title>Åbent hus</title><updated>2026-11-16T09:00:00Z</updated>
    <link href="/aabent-hus"/><summary>Kort</summary>
    <content type="html">&lt;p&gt;Den lange tekst&lt;/p&gt;</content></entry></feed>"""
    (entry,) = read_feed(body.encode(), FEED).entries
    assert entry.text == "Den lange tekst"
    assert entry.link == "https://kommunen.example.dk/aabent-hus"
    assert entry.published == datetime(2026, 11, 16, 10, tzinfo=COPENHAGEN)


def test_a_broken_entry_is_set_aside_and_the_others_go_on() -> None:
    reading = read("<item><guid isPermaLink='false'>x</guid></item>", ITEM)
    assert [entry.title for entry in reading.entries] == ["Nye bænke"]
    (aside,) = reading.set_aside
    assert aside.reason == "kommunen: indslag 1: mangler både titel og tekst"
    assert b'"x"' in aside.raw


def test_markup_that_breaks_off_keeps_the_entries_before_it() -> None:
    body = rss(ITEM, "<item><title>Halv").removesuffix(b"</channel></rss>")
    assert read_feed(body, FEED).entries[0].title == "Nye bænke"


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Log ind</body></html>", bytes(range(256)), b"{}", b"\0" * 50]
)
def test_a_body_that_is_no_feed_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(BadInput, match=r"^kommunen: .* no RSS or Atom feed$"):
        read_feed(body, FEED)


def test_a_string_that_names_a_file_is_never_opened() -> None:
    with pytest.raises(BadInput):
        read_feed(b"/etc/hostname", FEED)


def test_outside_entities_are_not_fetched() -> None:
    doctype = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = doctype + rss("<item><title>Navn: &x;</title></item>").partition(b"?>")[2]
    (entry,) = read_feed(body, FEED).entries
    assert entry.title in {"Navn:", "Navn: &x;"}


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-12-12T15:00:00", 15),
        ("2026-12-12T14:00:00Z", 15),
        ("2026-12-12T15:00:00+01:00", 15),
        ("2026-12-12T16:00:00+02:00", 15),
        ("Sat, 12 Dec 2026 15:00:00 +0100", 15),
    ],
)
def test_an_event_time_comes_out_on_copenhagens_clock(written: str, hour: int) -> None:
    (event,) = one(f"<ev:startdate>{written}</ev:startdate>").events
    assert event == Event(datetime(2026, 12, 12, hour, tzinfo=COPENHAGEN), place="Rådhuset")


def test_a_time_without_zone_follows_the_feeds_own_rule() -> None:
    feed = Feed(key="utc", url="https://x.example.dk/", times="utc")
    body = rss("<item><title>A</title><ev:startdate>2026-07-01T10:00:00</ev:startdate></item>")
    (event,) = read_feed(body, feed).entries[0].events
    assert event.start.isoformat() == "2026-07-01T12:00:00+02:00"


def test_an_event_whose_start_is_no_date_is_set_aside() -> None:
    reading = read("<item><title>A</title><ev:startdate>i morgen</ev:startdate></item>")
    assert reading.entries == ()
    assert "'i morgen' er ingen dato" in reading.set_aside[0].reason


def test_sold_out_is_a_flag_and_not_part_of_the_title() -> None:
    (entry,) = read("<item><title>UDSOLGT • Julekoncert</title></item>").entries
    assert (entry.title, entry.flags) == ("Julekoncert", frozenset({"sold_out"}))


def test_a_cancelled_event_has_no_date_to_tell() -> None:
    item = "<title>AFLYST: Lysfest</title><ev:startdate>2026-12-12T15:00:00</ev:startdate>"
    (entry,) = read(f"<item>{item}</item>").entries
    assert (entry.title, entry.flags, entry.events) == ("Lysfest", frozenset({"cancelled"}), ())


def test_a_picture_is_pointed_to_with_its_credit() -> None:
    entry = one(
        '<media:content url="https://x.example.dk/a.jpg" type="image/jpeg"/>',
        "<media:credit>Foto: A. Nders</media:credit>",
        '<enclosure url="https://x.example.dk/lyd.mp3" type="audio/mpeg" length="1"/>',
        '<enclosure url="data:image/png;base64,AA" type="image/png" length="1"/>',
    )
    assert [(image.url, image.credit) for image in entry.images] == [
        ("https://x.example.dk/a.jpg", "Foto: A. Nders")
    ]


def test_a_link_that_leads_to_no_web_page_is_dropped() -> None:
    assert one("<link>javascript:alert(1)</link>").link == ""


def test_scripts_never_reach_the_text() -> None:
    html = "&lt;script&gt;stjæl()&lt;/script&gt;&lt;p onclick=x&gt;Kom&lt;/p&gt;"
    assert one(f"<description>{html}</description>").text == "Kom"


def test_nul_bytes_and_lone_surrogates_never_reach_the_store() -> None:
    entry = one("<description>a&#0;b&#xD800;c</description>")
    assert "\0" not in entry.text
    entry.text.encode("utf-8")


def test_entries_beyond_the_cap_are_set_aside() -> None:
    reading = read(*[f"<item><title>Nr. {n}</title></item>" for n in range(ENTRIES_CAP + 2)])
    assert (len(reading.entries), len(reading.set_aside)) == (ENTRIES_CAP, 2)


def test_hostile_markup_costs_no_more_than_seconds() -> None:
    began = time.monotonic()
    one(f"<description>{'&lt;div&gt;' * 20_000}dybt</description>")
    assert time.monotonic() - began < 5
