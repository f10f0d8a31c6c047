from datetime import date, datetime

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.mail import Invitation
from comms.sources.mail import read
from comms.sources.mail.invitations import read_invitations
from comms.sources.mail.tree import Part
from tests.sources.attachments import calendar
from tests.sources.mails import mail

ROMANCE = """
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
GOOGLE = ROMANCE.replace("Romance Standard Time", "Europe/Copenhagen\nX-LIC-LOCATION:Europe/Cop")
OUTLOOK = """DTSTART;TZID=Romance Standard Time:20261203T170000
DTEND;TZID=Romance Standard Time:20261203T190000"""
OWN = ROMANCE.replace("Romance Standard Time", "tzone://Microsoft/Custom")
PLAIN = "UID:1@example.dk\nSUMMARY:Fællesspisning\nLOCATION:Sejlhuset\\, Mastevej 14\n"
ALARM = b"BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n"
AT_FIVE = datetime(2026, 12, 3, 17, tzinfo=COPENHAGEN)
AT_SEVEN = datetime(2026, 12, 3, 19, tzinfo=COPENHAGEN)


def read_one(*events: str, method: str = "REQUEST", zone: str = "") -> Invitation:
    """The only invitation of a calendar part."""
    raw = calendar(*events, method=method, zone=zone)
    (found,) = read_invitations(Part("text/calendar", raw, "utf-8", method=method))
    return found


@pytest.mark.parametrize(
    ("times", "zone"),
    [
        (OUTLOOK, ROMANCE),
        ("DTSTART;TZID=Romance Standard Time:20261203T170000\nDURATION:PT2H", ""),
        ('DTSTART;TZID="Romance Standard Time":20261203T170000\nDURATION:PT2H', ROMANCE),
        ("DTSTART;TZID=Europe/Copenhagen:20261203T170000\nDURATION:PT2H", GOOGLE),
        ("DTSTART;TZID=Europe/Copenhagen:20261203T170000\nDURATION:PT2H", ""),
        ("DTSTART;TZID=\"tzone://Microsoft/Custom\":20261203T170000\nDURATION:PT2H", OWN),
        ("DTSTART;TZID=Ukendt zone:20261203T170000\nDURATION:PT2H", ""),
        ("DTSTART:20261203T160000Z\nDTEND:20261203T180000Z", ""),
        ("DTSTART:20261203T170000\nDTEND:20261203T190000", ""),
    ],
    ids=["Outlook", "bare", "quoted", "Google", "Apple", "own", "unknown", "UTC", "floating"],
)  # fmt: skip
def test_times_of_every_program_are_copenhagen_times(times: str, zone: str) -> None:
    assert read_one(PLAIN + times, zone=zone).starts == ((AT_FIVE, AT_SEVEN),)


def test_summer_time_of_outlook_s_zone_is_counted() -> None:
    told = read_one(PLAIN + "DTSTART;TZID=Romance Standard Time:20260702T170000", zone=ROMANCE)
    assert told.starts[0][0].isoformat() == "2026-07-02T17:00:00+02:00"


def test_what_place_and_words_it_has() -> None:
    told = read_one(
        PLAIN
        + "DTSTART:20261203T160000Z\nDESCRIPTION:Kom\\nsom du er.\\n\\n-::~:~::~:~:~\\nRediger ikke"
    )
    assert (told.summary, told.location) == ("Fællesspisning", "Sejlhuset, Mastevej 14")
    assert told.description == "Kom\nsom du er."


@pytest.mark.parametrize(
    ("method", "status", "cancelled"),
    [
        ("REQUEST", "CONFIRMED", False),
        ("PUBLISH", "CONFIRMED", False),
        ("CANCEL", "CONFIRMED", True),
        ("REQUEST", "CANCELLED", True),
        ("REPLY", "CONFIRMED", False),
    ],
)
def test_the_method_tells_what_it_is(method: str, status: str, cancelled: bool) -> None:
    told = read_one(f"{PLAIN}DTSTART:20261203T160000Z\nSTATUS:{status}", method=method)
    assert (told.method, told.cancelled) == (method, cancelled)


def test_an_update_is_known_by_its_sequence_and_said() -> None:
    made = mail("Ny tid.")
    raw = calendar(f"{PLAIN}SEQUENCE:2\nDTSTART:20261203T160000Z")
    made.add_attachment(raw, maintype="text", subtype="calendar", filename="invite.ics")
    told = read(made.as_bytes())
    assert (told.invitations[0].uid, told.invitations[0].sequence) == ("1@example.dk", 2)
    assert told.problems == ("kalenderen: ændring nr. 2 af noget, vi er inviteret til før",)


def test_of_one_event_told_twice_the_later_counts() -> None:
    old = f"{PLAIN}SEQUENCE:0\nDTSTART:20261201T160000Z"
    new = f"{PLAIN}SEQUENCE:1\nDTSTART:20261203T160000Z"
    assert read_one(new, old).starts[0][0] == AT_FIVE


def test_a_series_has_its_dates_without_the_excepted_and_with_the_moved() -> None:
    series = (
        f"{PLAIN}DTSTART:20261202T160000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\n"
        "EXDATE:20261209T160000Z"
    )
    moved = f"{PLAIN}RECURRENCE-ID:20261216T160000Z\nDTSTART:20261217T160000Z\nDURATION:PT2H"
    days = [(start.day, end and end.hour) for start, end in read_one(series, moved).starts]  # type: ignore[attr-defined]
    assert days == [(2, 18), (17, 19), (23, 18)]


def test_a_single_date_that_moved_stands_alone() -> None:
    told = read_one(f"{PLAIN}RECURRENCE-ID:20261216T160000Z\nDTSTART:20261203T160000Z")
    assert told.starts[0][0] == AT_FIVE


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY;COUNT=9999999", "FREQ=DAILY;INTERVAL=0;COUNT=5", "FREQ=OFTE", "%n;BYMONTH=",
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "FREQ=MINUTELY;UNTIL=20991231T000000Z"],
)  # fmt: skip
def test_a_rule_that_no_calendar_needs_leaves_the_first_date(rule: str) -> None:
    told = read_one(f"{PLAIN}DTSTART:20261203T160000Z\nRRULE:{rule}")
    assert [start for start, _ in told.starts] == [AT_FIVE]
    assert "gentage" in told.problem


def test_a_series_without_end_gives_its_first_date_and_says_so() -> None:
    told = read_one(f"{PLAIN}DTSTART:20261203T160000Z\nRRULE:FREQ=WEEKLY")
    assert len(told.starts) == 1
    assert told.problem == "gentages uden slutning: kun den første dato er med"


def test_a_whole_day_ends_on_its_last_day() -> None:
    days = "DTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261205"
    assert read_one(PLAIN + days).starts == ((date(2026, 12, 3), date(2026, 12, 4)),)


@pytest.mark.parametrize(
    "line", ["EXDATE;VALUE=DATE:", "DTEND:i morgen", "X-ODD;;=:x", "RDATE;VALUE=TIME:1330", "X"]
)
def test_a_broken_line_costs_no_more_than_itself(line: str) -> None:
    told = read_one(f"{PLAIN}DTSTART:20261203T160000Z\n{line}")
    assert [start for start, _ in told.starts] == [AT_FIVE]


def test_a_broken_event_costs_no_more_than_itself() -> None:
    raw = calendar(f"{PLAIN}DTSTART:aldrig", "UID:2\nSUMMARY:Kor\nDTSTART:20261203T160000Z")
    broken, whole = read_invitations(Part("text/calendar", raw))
    assert broken.starts == ()
    assert broken.problem
    assert (whole.summary, whole.starts[0][0]) == ("Kor", AT_FIVE)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw.replace(b"\r\n", b"\r"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.decode().encode("utf-16"),
        lambda raw: raw.replace(b"Sejlhuset", b"Sejl\r\n huset"),
        lambda raw: raw.partition(b"END:VEVENT")[0],
        lambda raw: raw.replace(b"END:VCALENDAR", b"X\r\nEND:VCALENDAR"),
        lambda raw: raw.replace(b"BEGIN:VEVENT", ALARM + b"BEGIN:VEVENT"),
        lambda raw: raw.decode().encode("cp1252"),
    ],
    ids=["lf", "cr", "bom", "utf-16", "folded", "cut", "stray", "alarm", "cp1252"],
)  # fmt: skip
def test_a_damaged_file_is_read(damage: object) -> None:
    raw = calendar(PLAIN + "DTSTART:20261203T160000Z")
    assert callable(damage)
    (told,) = read_invitations(Part("text/calendar", damage(raw)))
    assert (told.summary, told.location) == ("Fællesspisning", "Sejlhuset, Mastevej 14")
    assert told.starts[0][0] == AT_FIVE


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "kalenderen har ingen begivenheder"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "kalenderen har ingen begivenheder"),
        (calendar("SUMMARY:Uden dato"), "kalenderen har ingen dato"),
        (b"x" * 3_000_000, "kalenderfilen er for stor"),
    ],
)
def test_a_calendar_that_says_nothing_says_so(raw: bytes, problem: str) -> None:
    (told,) = read_invitations(Part("text/calendar", raw))
    assert (told.starts, told.problem) == ((), problem)


def test_an_invitation_in_an_alternative_part_is_read() -> None:
    made = mail("Du er inviteret.")
    made.add_alternative("<p>Du er inviteret.</p>", subtype="html")
    made.add_alternative(
        calendar(PLAIN + "DTSTART:20261203T160000Z").decode(),
        subtype="calendar",
        params={"method": "REQUEST"},
    )
    told = read(made.as_bytes())
    assert (told.text, [i.summary for i in told.invitations]) == (
        "Du er inviteret.",
        ["Fællesspisning"],
    )
