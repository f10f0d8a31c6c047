"""Posters: their words are a proposal for a person, never the mail's own text."""

import io
import os
import stat
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.judge import Context
from comms.model.mail import Picture
from comms.sources.mail import ocr
from comms.sources.mail.explain import read_and_judge
from tests.sources.mails import MAILBOX, mail

LINES = ("Fællesspisning i Sejlhuset", "Torsdag den 3. december", "kl. 17.30 på Mastevej 14")
KNOWS_DANISH = "if [ $1 = --list-langs ]; then echo Languages; echo dan; exit; fi"
needs_tesseract = pytest.mark.skipif(
    not ocr.is_installed(), reason="Tesseract with Danish letters is not installed here"
)


@pytest.fixture(autouse=True)
def _ask_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test looks for the program itself."""
    ocr._languages.cache_clear()


def poster(*lines: str) -> bytes:
    """A PNG with these lines in it."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (1240, 900), "white")
    font = ImageFont.truetype("DejaVuSans.ttf", 56)
    for index, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 80 + index * 110), line, fill="black", font=font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def received(*lines: str) -> Item:
    """A mail that points to its poster, judged."""
    made = mail("Se plakaten. Alle er velkomne!", "Invitation")
    made.add_attachment(poster(*lines), maintype="image", subtype="png", filename="plakat.png")
    return read_and_judge(made.as_bytes(), Context(MAILBOX))


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program of ours in Tesseract's place."""
    file = folder / "tesseract"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_tesseract
def test_the_words_of_a_poster_are_read() -> None:
    said = ocr.read_picture_text(poster(*LINES))
    assert [line in said for line in LINES] == [True, True, True]


@needs_tesseract
def test_they_are_a_proposal_beside_the_text_and_no_event() -> None:
    item = received(*LINES)
    assert item.text == "Se plakaten. Alle er velkomne!"
    assert (item.events, item.flags) == ((), ("text_in_image",))
    assert LINES[0] in item.pictures[0].reading
    (told,) = [why for why in item.why if "plakat.png" in why]
    assert told.startswith("læst i billedet plakat.png af en maskine, et forslag at se efter: ")


@needs_tesseract
def test_a_cpr_number_in_a_poster_is_found() -> None:
    item = received("Ring til os om dagen", "Nummer 010131-1234 skal skrives her")
    (found,) = [finding for finding in item.findings if finding.kind == "cpr"]
    assert (found.where, found.text) == ("picture:plakat.png", "010131-1234")


def test_without_the_program_nothing_is_read_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not ocr.is_installed()
    item = received(*LINES)
    assert (item.flags, item.pictures[0].reading) == (("text_in_image",), "")


def test_without_danish_letters_it_counts_as_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "echo 'List of available languages (1):'; echo eng", monkeypatch)
    assert not ocr.is_installed()


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "yes plakat | head -c 2000000"])
def test_a_program_that_breaks_costs_only_the_proposal(
    script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, f"{KNOWS_DANISH}\n{script}", monkeypatch)
    assert len(ocr.read_picture_text(b"x")) <= 4000


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"{KNOWS_DANISH}\nexec sleep 30", monkeypatch)
    begun = time.monotonic()
    assert ocr.read_picture_text(b"x", 0.5) == ""
    assert time.monotonic() - begun < 10


def test_many_pictures_share_the_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"{KNOWS_DANISH}\nexec sleep 30", monkeypatch)
    item = Item(Disposition.STORY, "event", "Fest", "", pictures=(Picture("a", b"x"),) * 30)
    begun = time.monotonic()
    assert ocr.with_readings(item, 1.0) == item
    assert time.monotonic() - begun < 10


def test_logos_are_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = "echo 'Logo for en forening i byen'"
    program(tmp_path, f"echo Languages; echo dan; {words}", monkeypatch)
    logo = Picture("logo.png", b"x", editorial=False)
    item = Item(
        Disposition.STORY, "event", "Fest", "", pictures=(logo, replace(logo, editorial=True))
    )
    assert [bool(one.reading) for one in ocr.with_readings(item).pictures] == [False, True]


def test_the_reading_day_of_a_mail_is_its_own() -> None:
    item = read_and_judge(mail("Se plakaten på lørdag kl. 14").as_bytes(), Context(MAILBOX))
    assert item.events[0].start == datetime(2026, 11, 21, 14, tzinfo=COPENHAGEN)
