"""Older newsletters in the archive: what is taken in, under which address, and taken out again."""

from datetime import date, datetime, timedelta

import pytest

from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.stages.archiving import Archiving, slug
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.sources.attachments import pdf

DAY = date(2019, 3, 4)
WORDS = pdf("Nyt fra Strategi for Udsathed, marts 2019")


@pytest.fixture
def archive(memory: Database, files: FolderFiles) -> Archiving:
    return Archiving(memory.begin, files)


def test_a_pdf_is_kept_byte_for_byte_under_its_year_and_title(
    archive: Archiving, files: FolderFiles, now: datetime
) -> None:
    made = archive.add(WORDS, "Nyt i marts – på  Ø", DAY, "Anna", now)
    assert (made.paper.path, made.scanned) == ("/nyhedsbreve/2019/nyt-i-marts-paa-oe.pdf", False)
    assert made.paper.title == "Nyt i marts – på Ø"
    assert files.get(made.paper.digest) == WORDS
    with archive.begin() as tx:
        (event,) = tx.audit.about("paper", made.paper.id)
    assert (event.verb, event.content_hash) == ("add paper", made.paper.digest)


def test_two_of_one_title_get_an_address_each_and_the_same_file_none(
    archive: Archiving, now: datetime
) -> None:
    archive.add(WORDS, "Nyt", DAY, "Anna", now)
    again = archive.add(pdf("Nyt fra Strategi for Udsathed igen"), "Nyt", DAY, "Anna", now)
    assert again.paper.name == "2019/nyt-2"
    with pytest.raises(Moved, match=r"2019/nyt\.pdf"):
        archive.add(WORDS, "Andet", DAY, "Anna", now)


@pytest.mark.parametrize(
    ("raw", "title", "days", "error", "says"),
    [
        (b"PK\x03\x04", "Nyt", 0, UsageError, "ikke en PDF"),
        (b"%PDF-1.7\nikke mere", "Nyt", 0, UsageError, "PDF-filen er ødelagt"),
        (WORDS, "  ", 0, UsageError, "titel"),
        (WORDS, "Nyt", 9999, UsageError, "før i dag"),
        (pdf("Kontakt Bo, 010137-1234"), "Nyt", 0, NotAllowed, "cpr-nummer"),
        (WORDS, "Om 010137-1234", 0, NotAllowed, "cpr-nummer"),
    ],
)
def test_what_may_not_lie_there_is_refused(
    archive: Archiving,
    now: datetime,
    raw: bytes,
    title: str,
    days: int,
    error: type[Exception],
    says: str,
) -> None:
    with pytest.raises(error, match=says):
        archive.add(raw, title, DAY + timedelta(days=days), "Anna", now)
    with archive.begin() as tx:
        assert tx.papers.all() == []


def test_a_cpr_number_far_into_a_long_file_is_found(archive: Archiving, now: datetime) -> None:
    pages = [f"Side {number} om livet i byen" for number in range(60)]
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        archive.add(pdf(*pages, "Kontakt 010137-1234"), "Nyt", DAY, "Anna", now)


def test_a_scanned_file_is_taken_and_told_of(archive: Archiving, now: datetime) -> None:
    assert archive.add(pdf("1"), "Nyt", DAY, "Anna", now).scanned


def test_a_writer_takes_out_and_does_not_put_in(archive: Archiving, now: datetime) -> None:
    archive.add(WORDS, "Nyt", DAY, "Anna", now)
    with archive.begin() as tx:
        tx.staff.add(Account("Bo", "bo@example.dk", Role.WRITER), now)
    with pytest.raises(NotAllowed, match="godkender"):
        archive.add(pdf("Et andet nyhedsbrev fra os"), "Nyt", DAY, "Bo", now)
    with pytest.raises(UsageError, match="hvorfor"):
        archive.take_out("2019/nyt", "Bo", " ", now)
    archive.take_out("2019/nyt", "Bo", "Samtykke trukket tilbage", now)
    with archive.begin() as tx:
        assert tx.papers.named("2019/nyt") is None
    with pytest.raises(NotFound):
        archive.take_out("2019/nyt", "Bo", "Igen", now)


def test_an_address_is_plain_letters_whatever_the_title_is() -> None:
    assert slug("Æblegrød & Årsmøde 2018!") == "aeblegroed-aarsmoede-2018"
    assert slug("???") == "nyhedsbrev"
