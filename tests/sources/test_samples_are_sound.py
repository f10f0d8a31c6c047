"""The sample week is invented, dated right, and as its README says."""

import csv
import email
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from comms.config.schedules import Feed
from comms.danish.calendar import MONTHS, WEEKDAYS
from comms.sources.calendars import read_calendar
from comms.sources.feeds import read_feed

SAMPLES = Path(__file__).parents[2] / "samples"
MAILS = sorted((SAMPLES / "inbox" / "new").glob("*.eml"))
BROKEN = "18-fjendtlig-400-lag.eml"
READABLE = [mail for mail in MAILS if mail.name != BROKEN]
DATED = re.compile(
    rf"({'|'.join(WEEKDAYS)}) (?:den )?(\d{{1,2}})\. ({'|'.join(MONTHS)})", re.IGNORECASE
)
ADDRESS = re.compile(r"[\w.+%-]+@([\w-]+(?:\.[\w-]+)+)")
CPR = re.compile(r"\b(\d{2})(\d{2})(\d{2})[-\s.]?(\d)\d{3}\b")


def letter(mail: Path) -> Message:
    return email.message_from_bytes(mail.read_bytes())


def texts(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            yield body.decode(part.get_content_charset() or "ascii")


def flyer() -> str:
    from pypdf import PdfReader

    parts = letter(SAMPLES / "inbox/new/07-flyer-julemarked.eml").walk()
    (body,) = [part.get_payload(decode=True) for part in parts if "pdf" in part.get_content_type()]
    assert isinstance(body, bytes)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)


def everything() -> str:
    files = [*(SAMPLES / "feeds").iterdir(), *SAMPLES.glob("*.csv")]
    told = [file.read_text(encoding="utf-8") for file in files]
    for mail in READABLE:
        message = letter(mail)
        told += [f"{name}: {value}" for name, value in message.items()]
        told += texts(message)
    without_picture_names = re.sub(r"cid:[^\"]+", "", "\n".join(told))
    return f"{without_picture_names}\n{flyer()}"


def pictures(name: str) -> list[Image.Image]:
    import pillow_heif

    pillow_heif.register_heif_opener()
    found: list[Image.Image] = []
    for part in letter(SAMPLES / "inbox" / "new" / name).walk():
        body = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(body, bytes):
            found.append(Image.open(BytesIO(body)))
    return found


def test_there_are_enough_mails_of_different_shapes() -> None:
    shapes = {tuple(p.get_content_type() for p in letter(m).walk()) for m in READABLE}
    assert len(MAILS) >= 14
    assert len(shapes) >= 10


@pytest.mark.parametrize("mail", READABLE, ids=lambda mail: mail.name)
def test_a_mail_parses_without_defects_and_lies_in_the_week(mail: Path) -> None:
    message = letter(mail)
    assert [part.defects for part in message.walk() if part.defects] == []
    assert any(texts(message))
    sent = parsedate_to_datetime(str(message["Date"]))
    assert str(message["Date"]).endswith("+0100")
    assert date(2026, 11, 16) <= sent.date() <= date(2026, 11, 22)
    assert b"\n" not in mail.read_bytes().replace(b"\r\n", b"")


def test_each_mail_has_its_own_message_id() -> None:
    assert len({letter(mail)["Message-ID"] for mail in MAILS}) == len(MAILS)


def test_every_weekday_matches_its_date() -> None:
    found = DATED.findall(everything())
    assert len(found) >= 15
    for weekday, day, month in found:
        told = date(2026, MONTHS.index(month.lower()) + 1, int(day))
        assert WEEKDAYS[told.weekday()] == weekday.lower(), f"{weekday} {day}. {month}"


def test_every_address_is_an_example() -> None:
    domains = {domain.lower() for domain in ADDRESS.findall(everything())}
    assert len(domains) > 10
    assert [d for d in domains if not re.search(r"(^|\.)example(\.(dk|com|net|org))?$", d)] == []


def test_no_number_shaped_like_a_cpr_number_can_be_anyones() -> None:
    found = CPR.findall(everything())
    assert found
    for day, month, year, seventh in found:
        born = date(2000 + int(year), int(month), int(day) - (60 if int(day) > 60 else 0))
        assert 2030 <= born.year <= 2039
        assert int(seventh) >= 4, "only 4-9 puts these years in this century"


def test_every_phone_number_begins_with_00() -> None:
    numbers = re.findall(r"[Tt]elefon\s+([\d ]{8,})", everything())
    assert numbers
    assert [number for number in numbers if not number.startswith("00")] == []


def test_photos_are_of_publishing_size() -> None:
    (soup, table) = pictures("02-suppe-i-kirkeladen.eml")
    (bikes,) = pictures("19-cykelvaerkstedet-heic.eml")
    assert [p.size for p in (soup, table, bikes)] == [(1200, 800)] * 3
    assert (soup.format, bikes.format) == ("JPEG", "HEIF")


def test_the_phone_photo_lies_on_its_side_and_tells_where_it_was_taken() -> None:
    (photo,) = pictures("03-byhaven-havedag.eml")
    exif = photo.getexif()
    assert (photo.size, exif[0x0112]) == ((800, 1200), 6)
    assert exif.get_ifd(0x8825)


def test_the_flyer_can_be_read_with_its_danish_letters() -> None:
    assert "Lørdag den 5. december kl. 10.00–15.00" in flyer()
    assert "æbleskiver og gløgg" in flyer()


def test_two_hundred_subscribers_are_good_and_three_are_not() -> None:
    with (SAMPLES / "subscribers.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    good = {row["email"].lower() for row in rows[:200]}
    assert (len(rows), len(good)) == (203, 200)
    assert all(ADDRESS.fullmatch(address) for address in good)
    assert [row["email"].lower() in good for row in rows[200:]] == [True, False, False]
    assert [ADDRESS.fullmatch(row["email"]) for row in rows[201:]] == [None, None]


def test_followers_run_for_180_days_with_gaps() -> None:
    with (SAMPLES / "followers.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert days == sorted(set(days))
    assert ((days[-1] - days[0]).days + 1, len(days)) == (180, 175)
    assert days[-1] == date(2026, 11, 22)
    assert (rows[0]["followers"], rows[-1]["followers"]) == ("868", "940")


def test_the_news_feed_gives_four_stories_and_one_set_aside() -> None:
    feed = Feed(key="kommunen", url="https://kommunen.example.dk/nyheder/rss")
    reading = read_feed((SAMPLES / "feeds" / "kommunen.rss").read_bytes(), feed)
    known: set[str] = set()
    new = 0
    for entry in reading.entries:
        new += known.isdisjoint(entry.keys)
        known |= set(entry.keys)
    assert (len(reading.entries), new, len(reading.set_aside)) == (5, 4, 1)
    assert reading.entries[2].flags == frozenset({"sold_out"})


def test_the_calendar_gives_five_events_one_of_them_cancelled() -> None:
    feed = Feed(key="frivilligcenter", url="https://frivilligcenter.example.dk/", kind="ical")
    body = (SAMPLES / "feeds" / "frivilligcenter.ics").read_bytes()
    reading = read_calendar(body, feed, date(2026, 11, 22), date(2027, 1, 1))
    assert [len(entry.events) for entry in reading.entries] == [1, 3, 1, 1, 0]
    assert reading.entries[4].flags == frozenset({"cancelled"})
    assert isinstance(reading.entries[2].events[0].start, datetime)
    assert reading.entries[2].events[0].start.hour == 17
    assert reading.set_aside == ()
