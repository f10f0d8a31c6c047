"""Calendars: one entry for each event or series, within a window, whatever stands in them."""

import time
from datetime import date

import pytest

from comms.config.schedules import Feed
from comms.errors import BadInput
from comms.sources.calendars import DATES_CAP, read_calendar
from comms.sources.entry import FeedEntry, Reading

FEED = Feed(key="fc", url="https://fc.example.dk/k.ics", kind="ical", theme=10, organiser="FC")
SINCE, UNTIL = date(2026, 11, 22), date(2027, 2, 22)
OK = "DTSTART;TZID=Europe/Copenhagen:20261203T170000"


def event(*lines: str, uid: str = "1", title: str = "Café") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT", ""])


def read(*events: str, head: str = "", feed: Feed = FEED) -> Reading:
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
    return read_calendar(body.encode(), feed, SINCE, UNTIL)


def one(*lines: str, feed: Feed = FEED) -> FeedEntry:
    reading = read(event(*lines), feed=feed)
    assert reading.set_aside == ()
    (entry,) = reading.entries
    return entry


def spans(entry: FeedEntry) -> list[tuple[str, str | None]]:
    return [(e.start.isoformat(), e.end.isoformat() if e.end else None) for e in entry.events]


def refusal(*lines: str) -> str:
    reading = read(event(*lines), event(OK, uid="2", title="Den anden"))
    assert [entry.title for entry in reading.entries] == ["Den anden"]
    (aside,) = reading.set_aside
    return aside.reason


def test_an_event_carries_what_the_calendar_says() -> None:
    entry = one(
        OK,
        "DTEND;TZID=Europe/Copenhagen:20261203T190000",
        "LOCATION:Biblioteket\\, Torvet 5",
        "DESCRIPTION:Kom\\nalle",
        "URL:https://fc.example.dk/1",
        "ORGANIZER;CN=Læseklubben:mailto:l@example.dk",
    )
    assert spans(entry) == [("2026-12-03T17:00:00+01:00", "2026-12-03T19:00:00+01:00")]
    assert entry.events[0].place == "Biblioteket, Torvet 5"
    assert (entry.text, entry.link) == ("Kom\nalle", "https://fc.example.dk/1")
    assert (entry.theme, entry.organiser) == (10, "Læseklubben")


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261203T160000Z",
        "DTSTART:20261203T170000",
        "DTSTART;TZID=Romance Standard Time:20261203T170000",
        "DTSTART;TZID=America/New_York:20261203T110000",
    ],
)
def test_every_way_of_telling_the_time_comes_out_local(start: str) -> None:
    assert spans(one(start)) == [("2026-12-03T17:00:00+01:00", None)]


def test_a_floating_time_follows_the_feeds_own_rule() -> None:
    feed = Feed(key="fc", url="https://fc.example.dk/", kind="ical", times="utc")
    assert spans(one("DTSTART:20261203T160000", feed=feed))[0][0] == "2026-12-03T17:00:00+01:00"


def test_a_time_zone_of_the_calendars_own_is_used() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Kommunens tid\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    reading = read(event("DTSTART;TZID=Kommunens tid:20261203T190000"), head=zone)
    assert spans(reading.entries[0])[0][0] == "2026-12-03T17:00:00+01:00"


def test_whole_days_are_dates_and_the_end_is_the_last_day() -> None:
    entry = one("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261208")
    assert spans(entry) == [("2026-12-05", "2026-12-07")]


def test_one_whole_day_has_no_end() -> None:
    assert spans(one("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261206")) == [
        ("2026-12-05", None)
    ]


def test_a_series_is_one_entry_with_its_dates_across_the_clock_change() -> None:
    entry = one("DTSTART;TZID=Europe/Copenhagen:20261020T170000", "RRULE:FREQ=WEEKLY;COUNT=7")
    assert [start for start, _ in spans(entry)] == [
        "2026-11-24T17:00:00+01:00",
        "2026-12-01T17:00:00+01:00",
    ]


def test_a_date_taken_out_moved_or_cancelled_is_not_told() -> None:
    reading = read(
        event(OK, "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Copenhagen:20261204T170000"),
        event(
            "RECURRENCE-ID;TZID=Europe/Copenhagen:20261205T170000",
            "DTSTART;TZID=Europe/Copenhagen:20261205T200000",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/Copenhagen:20261206T170000",
            "DTSTART;TZID=Europe/Copenhagen:20261206T170000",
            "STATUS:CANCELLED",
        ),
    )
    (entry,) = reading.entries
    assert [start[:13] for start, _ in spans(entry)] == ["2026-12-03T17", "2026-12-05T20"]


def test_a_cancelled_event_is_told_as_cancelled_without_a_date() -> None:
    entry = one(OK, "STATUS:CANCELLED")
    assert (entry.flags, entry.events) == (frozenset({"cancelled"}), ())


def test_a_calendar_that_cancels_says_so_for_all_its_events() -> None:
    assert read(event(OK), head="METHOD:CANCEL\r\n").entries[0].flags == {"cancelled"}


def test_an_event_outside_the_window_is_left_out_quietly() -> None:
    reading = read(event("DTSTART:20251203T160000Z"), event("DTSTART:20301203T160000Z", uid="2"))
    assert reading == Reading((), ())


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "FREQ=SECONDLY; tilladt: DAILY, MONTHLY, WEEKLY, YEARLY"),
        ("FREQ=MINUTELY", "FREQ=MINUTELY"),
        ("FREQ=HOURLY;COUNT=3", "FREQ=HOURLY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL under 1"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "dage, der ikke findes"),
        ("FREQ=DAILY;BYSETPOS=9", "dage, der ikke findes"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", "mere end 24 gange om dagen"),
        ("FREQ=YEARLY;BYYEARDAY=366", "gentages efter BYYEARDAY"),
        ("FREQ=NOGET", "RRULE kan ikke læses"),
    ],
)
def test_a_rule_that_costs_without_end_is_refused_at_once(rule: str, why: str) -> None:
    began = time.monotonic()
    assert why in refusal(OK, f"RRULE:{rule}")
    assert time.monotonic() - began < 2


def test_a_series_with_too_many_dates_is_set_aside() -> None:
    rule = "RRULE:FREQ=DAILY;BYHOUR=10,12"
    assert f"mere end {DATES_CAP} datoer" in refusal(OK, rule)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["DTSTART:20261301T100000Z"], "DTSTART kan ikke læses"),
        ([], "ingen start (DTSTART)"),
        ([OK, "DTEND;TZID=Europe/Copenhagen:20261203T160000"], "slutter, før det begynder"),
        (["DTSTART;TZID=Mars/Olympus:20261203T170000"], "ukendt tidszone 'Mars/Olympus'"),
        ([OK, "CLASS:PRIVATE"], "mærket som privat"),
        ([OK, "X-FYLD:" + "x" * 200_000], "større end 200000 tegn"),
    ],
)
def test_one_broken_event_is_set_aside_by_name_and_the_others_go_on(
    lines: list[str], why: str
) -> None:
    reason = refusal(*lines)
    assert reason.startswith("fc: begivenhed (Café): ")
    assert why in reason


def test_an_event_that_breaks_off_is_set_aside() -> None:
    reading = read(event(OK), event(OK, uid="2").removesuffix("END:VEVENT\r\n"))
    assert len(reading.entries) == 1
    assert "without END:VEVENT" in reading.set_aside[0].reason


def test_an_event_without_a_title_is_set_aside() -> None:
    assert "ingen overskrift (SUMMARY)" in read(event(OK, title="")).set_aside[0].reason


@pytest.mark.parametrize("body", [b"", b"<html></html>", bytes(range(256)), b"BEGIN:VEVENT\r\n"])
def test_a_body_that_is_no_calendar_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(BadInput, match=r"^fc: what came back is no iCalendar"):
        read_calendar(body, FEED, SINCE, UNTIL)


def test_a_calendar_in_an_old_charset_is_read() -> None:
    body = f"BEGIN:VCALENDAR\r\n{event(OK, title='Æblegrød på øen')}END:VCALENDAR\r\n"
    (entry,) = read_calendar(body.encode("cp1252"), FEED, SINCE, UNTIL).entries
    assert entry.title == "Æblegrød på øen"


def test_a_time_zone_that_changes_every_second_is_not_worked_out() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ond\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nRRULE:FREQ=SECONDLY\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    began = time.monotonic()
    reading = read(event("DTSTART;TZID=Ond:20261203T190000"), head=zone)
    assert "ukendt tidszone" in reading.set_aside[0].reason
    assert time.monotonic() - began < 2
