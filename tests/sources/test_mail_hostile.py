import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comms.errors import BadInput, TooBig
from comms.model.judge import Context
from comms.sources.mail import Limits, read
from comms.sources.mail.explain import explain
from tests.sources.mails import MAILBOX, mail, raw

HEAD = b"From: a <a@example.dk>\r\nSubject: x\r\n"
MULTI = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
SECONDS = 15.0  # on a machine that does other things at the same time


def nested(times: int) -> bytes:
    return HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        for i in range(times)
    )


@pytest.mark.parametrize(
    "hostile",
    [
        MULTI + b"--b\r\n\r\n\r\n" * 100_000,
        b"X-A: b\r\n" * 100_000 + b"\r\nhej",
        MULTI + b"--b\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\nhej\r\n--b--",
        nested(3000),
        nested(100),
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"Subject: y\r\n\r\nhej",
        HEAD + b"Content-Type: " + b"a;" * 100_000 + b"\r\n\r\nhej",
        b"x" * 2_000_000,
        b"",
    ],
    ids=["parts", "headers", "inner headers", "nested", "deep", "mails", "type", "big", "empty"],
)
def test_hostile_shapes_are_set_aside_at_once(hostile: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(BadInput):
        read(hostile, Limits(size=1_500_000))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize(
    "hostile",
    [
        b"From: " + b"(" * 100_000 + b"\r\nSubject: x\r\n\r\nhej",
        b"From: " + b'"\\' * 50_000 + b"\r\nSubject: x\r\n\r\nhej",
        b"Subject: " + b"=?utf-8?q?" * 5000 + b"\r\n\r\nhej",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 200_000 + b"hej",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b'<div style="' * 50_000 + b"hej",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 100_000 + b"hej",
        HEAD + b"\r\n" + b"\n" * 900_000,
        HEAD + b"\r\n" + b"> " * 500_000,
        HEAD + b"\r\n" + b"den 3. marts kl. 17 " * 20_000,
        HEAD + b"\r\n" + b"Anne Hansen " * 20_000,
        HEAD + b"\r\n" + b"5., " * 40_000,
        HEAD + b"\r\n" + b"Fra: a\r\nSendt: b\r\nTil: c\r\n" * 5000,
    ],
    ids=range(12),
)
def test_hostile_texts_are_read_in_bounded_time(hostile: bytes) -> None:
    begun = time.monotonic()
    explain(hostile, Context(MAILBOX))
    assert time.monotonic() - begun < SECONDS


def test_a_zip_bomb_gives_no_more_than_the_limit() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:t>{'a' * 30_000_000}</w:t>")
    made = mail()
    made.add_attachment(
        bomb.getvalue(), maintype="application", subtype="octet-stream", filename="b.docx"
    )
    (found,) = read(made.as_bytes(), Limits(html=100_000)).documents
    assert len(found.text) <= Limits().document_text


def test_a_picture_of_many_megapixels_is_not_loaded() -> None:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        summed = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + summed

    size = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    made = mail()
    made.add_attachment(png, maintype="image", subtype="png", filename="b.png")
    (found,) = read(made.as_bytes()).pictures
    assert "pixels" in found.problem


def test_a_limit_says_what_it_is() -> None:
    with pytest.raises(TooBig, match="fylder 1500 bytes; højst 1000 læses"):
        read(b"x" * 1500, Limits(size=1000))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_no_bytes_can_crash_the_reading(junk: bytes) -> None:
    for hostile in (junk, HEAD + junk, HEAD + b"\r\n" + junk, MULTI + b"--b\r\n" + junk):
        try:
            told = explain(hostile, Context(MAILBOX))
        except BadInput:
            continue
        assert told["why"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=20))
def test_a_damaged_mail_is_read_or_set_aside(at: int, junk: bytes) -> None:
    whole = raw()
    try:
        told = explain(whole[:at] + junk + whole[at + len(junk) :], Context(MAILBOX))
    except BadInput:
        return
    assert told["why"]
