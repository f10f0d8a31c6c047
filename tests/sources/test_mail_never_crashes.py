"""Whatever bytes come: an item with its reasons, or a sentence that says why not."""

import random
from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comms.danish.calendar import COPENHAGEN
from comms.errors import BadInput
from comms.model.judge import Context
from comms.sources.mail.explain import explain_text, read_and_judge
from comms.sources.mail.invitations import read_invitations
from comms.sources.mail.limits import Limits
from comms.sources.mail.rtf import decompressed, read_rtf
from comms.sources.mail.tnef import unpacked
from comms.sources.mail.tree import Part
from tests.sources import attachments
from tests.sources.mails import MAILBOX, mail, photo
from tests.sources.winmail import BODY, attribute, compressed, file, winmail

CONTEXT = Context(MAILBOX, venues=("Sejlhuset",))
SAMPLES = Path(__file__).parents[2] / "samples" / "inbox"
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = (
    "Hej", "kære", "alle", "kl.", "kl", "12", "17.30", "3.", "marts", "d.", "3/2", "2026", "–", "-",
    "mandag", "onsdag", "den", "uge", "42", "hver", "i", "morgen", "på", "Sejlhuset", "Vejlevej",
    "7000", "Fredericia", "Anne", "Hansen", "010131-1234", "12", "34", "56", "78", "tilmelding",
    "senest", "aflyst", "nyhedsbrev", "afmeld", "Fra:", "Sendt:", "Emne:", "Venlig", "hilsen",
    "Mvh", "skrev", ">", "\n", "\n\n", "@", "a@example.dk", "https://example.dk/x", ":", "(", ")",
    "[cid:x]", "æ", "Ø", "å", "1.000", "kr.", "%", "?", "!", ".", ",", "\t", "🎉", "e\u0301",
)  # fmt: skip


def survives(raw: bytes) -> None:
    """Read it; what comes out may be stored."""
    try:
        item = read_and_judge(raw, CONTEXT)
    except BadInput:
        return
    assert item.why
    stored = repr(astuple(item))
    assert "\\ud8" not in stored
    str(item.contract()).encode("utf-8")
    assert "\0" not in item.text + item.title + item.subject


@cache
def real() -> tuple[bytes, ...]:
    """The mails of samples/, and one of each kind that has more in it."""
    found = [path.read_bytes() for path in sorted(SAMPLES.rglob("*.eml"))]
    rich = mail()
    rich.add_alternative("<p>Vi holder <b>fest</b> den 3. december kl. 17</p>", subtype="html")
    kinds = (
        (photo(60, 40, gps=True), "image", "jpeg", "a.jpg"),
        (attachments.pdf("Fest på lørdag"), "application", "pdf", "a.pdf"),
        (attachments.docx("Fest på lørdag"), "application", "octet-stream", "a.docx"),
        (
            winmail(attribute(BODY, b"Hej"), file("b.txt", b"hej")),
            "application",
            "ms-tnef",
            "w.dat",
        ),
        (attachments.calendar("UID:1\nDTSTART:20261203T160000Z"), "text", "calendar", "a.ics"),
    )
    for raw, main, sub, name in kinds:
        rich.add_attachment(raw, maintype=main, subtype=sub, filename=name)
    outer = mail("Se her.", "VS: Fest")
    outer.add_attachment(mail())
    return (*found, rich.as_bytes(), outer.as_bytes())


def flip(raw: bytearray, chance: random.Random) -> None:
    """Some bits fall over."""
    for _ in range(chance.randint(1, 30)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def cut(raw: bytearray, chance: random.Random) -> None:
    """A piece is lost."""
    at = chance.randrange(len(raw))
    del raw[at : at + chance.randint(1, len(raw))]


def double(raw: bytearray, chance: random.Random) -> None:
    """Some lines come again, elsewhere."""
    lines = bytes(raw).split(b"\n")
    for _ in range(chance.randint(1, 20)):
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    raw[:] = b"\n".join(lines)


def shuffle(raw: bytearray, chance: random.Random) -> None:
    """The headers change places."""
    head, blank, body = bytes(raw).partition(b"\n\n" if b"\r\n\r\n" not in raw else b"\r\n\r\n")
    lines = head.split(b"\n")
    chance.shuffle(lines)
    raw[:] = b"\n".join(lines) + blank + body


def swap(raw: bytearray, chance: random.Random) -> None:
    """Two mails are one."""
    other = chance.choice(real()) or b"x"
    raw[chance.randrange(len(raw)) :] = other[chance.randrange(len(other)) :]


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, double, shuffle, swap)


def test_there_are_real_mails_to_damage() -> None:
    assert len(real()) > 5


@settings(QUICK, max_examples=40)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=3))
def test_a_damaged_real_mail_is_read_or_set_aside(
    seed: int, damages: list[Callable[[bytearray, random.Random], None]]
) -> None:
    chance = random.Random(seed)  # noqa: S311 for tests only
    raw = bytearray(chance.choice(real()))
    for damage in damages:
        if raw:
            damage(raw, chance)
    survives(bytes(raw))


@QUICK
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_set_aside(junk: bytes) -> None:
    survives(junk)
    survives(b"From: a@example.dk\r\n" + junk)
    survives(
        b"From: a@example.dk\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + junk
    )


HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Disposition")


@QUICK
@given(st.lists(st.tuples(st.sampled_from(HEADERS), st.binary(max_size=200)), max_size=12))
def test_any_headers_are_read_or_set_aside(headers: list[tuple[str, bytes]]) -> None:
    survives(b"".join(k.encode() + b": " + v + b"\r\n" for k, v in headers) + b"\r\nHej alle\r\n")


@QUICK
@given(st.lists(st.sampled_from(WORDS), max_size=120))
def test_any_danish_words_are_read(words: list[str]) -> None:
    moment = datetime(2026, 11, 20, 10, tzinfo=COPENHAGEN)
    assert explain_text(" ".join(words), moment, CONTEXT)["why"]
    survives(b"From: a@example.dk\r\nSubject: x\r\n\r\n" + " ".join(words).encode())


@QUICK
@given(st.text(max_size=400))
def test_any_signs_are_read(text: str) -> None:
    survives(b"From: a@example.dk\r\nSubject: x\r\n\r\n" + text.encode("utf-8", "replace"))


@QUICK
@given(st.binary(max_size=600), st.integers(0, 400))
def test_any_file_inside_a_mail_costs_only_itself(junk: bytes, at: int) -> None:
    for whole in (
        winmail(attribute(BODY, b"Hej"), file("b.txt", b"hej")),
        attachments.calendar("UID:1\nDTSTART:20261203T160000Z\nRRULE:FREQ=DAILY;COUNT=3"),
    ):
        raw = whole[:at] + junk + whole[at + len(junk) :]
        assert isinstance(unpacked(Part("application/ms-tnef", raw), Limits())[0], tuple)
        assert read_invitations(Part("text/calendar", raw))


@QUICK
@given(st.binary(max_size=600))
def test_any_rich_text_is_read(junk: bytes) -> None:
    read_rtf(b"{\\rtf1 " + junk)
    assert len(decompressed(b"\0\0\0\0\xff\xff\0\0LZFu\0\0\0\0" + junk, 9000)) <= 9000


@QUICK
@given(st.binary(max_size=3000))
def test_compressed_rich_text_comes_back(rtf: bytes) -> None:
    assert decompressed(compressed(rtf), 10_000) == rtf
