"""What an entry is known by, and what its title says."""

from dataclasses import replace
from datetime import datetime

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.sources.entry import FeedEntry, dedupe_keys, keyed, plain_link, read_time, split_title

ENTRY = FeedEntry(
    feed="kommunen",
    external_id="a1",
    title="Lysfest på torvet",
    text="",
    link="https://kommunen.example.dk/lysfest",
    published=datetime(2026, 11, 16, 10, tzinfo=COPENHAGEN),
    events=(),
    images=(),
    flags=frozenset(),
    theme=None,
    organiser=None,
    raw=b"",
)


def known(first: FeedEntry, second: FeedEntry) -> bool:
    return bool(set(dedupe_keys(first)) & set(dedupe_keys(second)))


def test_an_entry_is_known_by_id_then_link_then_title_and_date() -> None:
    assert dedupe_keys(ENTRY) == (
        "kommunen id a1",
        "kommunen link kommunen.example.dk/lysfest",
        "kommunen title lysfest på torvet 2026-11-16T10:00:00+01:00",
    )


def test_an_entry_with_a_new_id_is_known_by_its_link() -> None:
    moved = replace(ENTRY, external_id="ny", title="Andet", link=f"{ENTRY.link}/?utm_source=rss")
    assert known(ENTRY, moved)


def test_an_entry_with_new_id_and_link_is_known_by_title_and_date() -> None:
    moved = replace(
        ENTRY, external_id="", link="https://x.example.dk/9", title="LYSFEST på torvet!"
    )
    assert known(ENTRY, moved)


def test_another_day_with_the_same_title_is_another_entry() -> None:
    later = datetime(2026, 11, 17, 10, tzinfo=COPENHAGEN)
    assert not known(ENTRY, replace(ENTRY, external_id="b", link="", published=later))


def test_two_feeds_may_number_alike() -> None:
    assert not known(ENTRY, replace(ENTRY, feed="andet"))


def test_a_link_to_a_list_is_nobodys_identity() -> None:
    other = replace(ENTRY, external_id="b2", title="Kælderjazz")
    first, second = keyed([ENTRY, other])
    assert not set(first.keys) & set(second.keys)


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("http://WWW.Example.dk/a/#top", "example.dk/a"),
        ("https://example.dk/a?id=3&fbclid=x", "example.dk/a?id=3"),
        ("https://example.dk/", ""),
        ("", ""),
        ("http://[::1", ""),
    ],
)
def test_a_link_is_compared_without_what_varies(link: str, plain: str) -> None:
    assert plain_link(link) == plain


@pytest.mark.parametrize(
    ("written", "title", "flags"),
    [
        ("UDSOLGT • Julekoncert", "Julekoncert", {"sold_out"}),
        ("[Aflyst] Højskolesang", "Højskolesang", {"cancelled"}),
        ("Højskolesang - AFLYST!", "Højskolesang", {"cancelled"}),
        ("Fuldt booket: Madlavning", "Madlavning", {"sold_out"}),
        ("Hvorfor blev koncerten aflyst?", "Hvorfor blev koncerten aflyst?", set()),
        ("Udsolgte varer gives væk", "Udsolgte varer gives væk", set()),
        ("  To\n linjer ", "To linjer", set()),
    ],
)
def test_a_mark_around_the_title_becomes_a_flag(written: str, title: str, flags: set[str]) -> None:
    assert split_title(written) == (title, frozenset(flags))


@pytest.mark.parametrize("written", ["", "snart", "2026-13-01", "99999999999", "2026-02-30T10:00"])
def test_what_is_no_moment_reads_as_none(written: str) -> None:
    assert read_time(written, "local") is None
