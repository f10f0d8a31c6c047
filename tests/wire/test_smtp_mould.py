"""Spliced bytes say exactly what a message made the plain way says."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comms.wire.smtp_header import mailbox, words
from comms.wire.smtp_mould import Hole, Mould, body, message

ODD = [
    "æøå",
    "ÆØÅ",
    "👩‍👧",
    "\u202eעברית",
    '"',
    "'",
    "<b>",
    "&amp;",
    "=",
    "=3D",
    ".",
    "..",
    "\n",
    "\r\n",
]
ODD += [
    "\n.\n",
    " ",
    "\t",
    "x" * 200,
    "é" * 80,
    "--",
    "\nFrom ",
    "\nBcc: x@y.dk\n",
    "@NAVN@",
    "\u2028",
]
texts = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=12)), max_size=7).map("".join)
MARKS = {"@NAVN@": Hole("t", "name"), "@LINK@": Hole("t", "link")}
HTML_MARKS = {"@NAVN@": Hole("x", "name"), "@LINK@": Hole("x", "link")}


def spliced(text: str, html: str, values: dict[str, str], subject: str = "Nyt") -> bytes:
    headers: list[tuple[str, str | Hole]] = [
        ("From", "nyt@example.dk"),
        ("To", Hole("h", "to")),
        ("Subject", words(subject)),
    ]
    mould = message(headers, body(text, MARKS), body(html, HTML_MARKS))
    return Mould(mould.raw).fill({"to": "anna@example.dk", "name": "", "link": "", **values})


def read(raw: bytes) -> tuple[str, str]:
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    text, html = parsed.iter_parts()
    assert [part.defects for part in (text, html)] == [[], []]
    return flat(text.get_content()), flat(html.get_content())


def plain_way(text: str, html: str) -> tuple[str, str]:
    plain = EmailMessage()
    plain.set_content(flat(text), cte="base64")
    plain.add_alternative(flat(html), subtype="html", cte="base64")
    return read(plain.as_bytes())


def flat(text: str) -> str:
    """Line ends as one kind; one at the end, as the plain way always leaves."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return whole if whole.endswith("\n") else whole + "\n"


def escaped(value: str) -> str:
    for sign, entity in zip("&<>\"'", ("&amp;", "&lt;", "&gt;", "&quot;", "&#x27;"), strict=True):
        value = value.replace(sign, entity)
    return value


@settings(max_examples=150, deadline=None)
@given(text=texts, html=texts, name=texts, link=texts)
@example(text=".@NAVN@.", html="@NAVN@@LINK@", name=".", link="")
@example(text="a @NAVN@\n@LINK@", html="\n@NAVN@\n", name="x" * 75, link=" ")
@example(text="@NAVN@", html="x" * 74 + "@LINK@", name=" \n ", link="y" * 76)
def test_splicing_says_what_the_plain_way_says(text: str, html: str, name: str, link: str) -> None:
    got = read(spliced(text, html, {"name": name, "link": link}))
    # One pass over the marks, so a value that looks like a mark stays a value.
    want_text = "".join({"@NAVN@": name, "@LINK@": link}.get(piece, piece) for piece in split(text))
    want_html = "".join(
        {"@NAVN@": escaped(name), "@LINK@": escaped(link)}.get(piece, piece)
        for piece in split(html)
    )
    assert got == plain_way(want_text, want_html)


def split(text: str) -> list[str]:
    return re.split("(@LINK@|@NAVN@)", text)


@settings(max_examples=150, deadline=None)
@given(text=texts, html=texts, name=texts)
def test_every_line_is_fit_for_the_wire(text: str, html: str, name: str) -> None:
    raw = spliced("Hej @NAVN@" + text, html, {"name": name})
    head, _, content = raw.partition(b"\r\n\r\n")
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    assert all(len(line) <= 76 for line in content.split(b"\r\n"))
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert not any(line.startswith(b".") for line in raw.split(b"\r\n"))
    assert not any(line.endswith((b" ", b"\t")) for line in raw.split(b"\r\n"))


@settings(max_examples=150, deadline=None)
@given(subject=texts)
def test_a_subject_is_read_as_it_was_written_and_adds_no_header(subject: str) -> None:
    parsed = message_from_bytes(spliced("a", "b", {}, subject), policy=policy.default)
    assert sorted(parsed.keys()) == ["Content-Type", "From", "MIME-Version", "Subject", "To"]
    assert seen(parsed["Subject"]) == seen(subject)


@settings(max_examples=150, deadline=None)
@given(name=texts)
def test_a_name_is_read_as_it_was_written_and_adds_no_address(name: str) -> None:
    parsed = message_from_bytes(
        spliced("a", "b", {"to": mailbox(name, "anna@example.dk")}), policy=policy.default
    )
    assert [each.addr_spec for each in parsed["To"].addresses] == ["anna@example.dk"]
    if "=?utf-8" not in mailbox(name, "a@b.dk"):
        told = parsed["To"].addresses[0].display_name
    else:  # the newer parser keeps the blank between two encoded words (against RFC 2047, 6.2)
        told = str(make_header(decode_header(mailbox(name, "anna@example.dk")))).rpartition("<")[0]
    assert seen(told) == seen(name[:120]) or len(name) > 120


def seen(text: str) -> str:
    """The signs a reader sees: controls and doubled spaces aside."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())


def test_a_long_link_to_leave_stays_on_one_header_line() -> None:
    url = f"<https://nyt.example.dk/afmeld/{'t' * 300}>"
    mould = message([("List-Unsubscribe", Hole("h", "leave"))], b"a", b"b")
    filled = bytes(mould.fill({"leave": url}))
    assert f"List-Unsubscribe: {url}\r\n".encode() in filled


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.dk", "a\nb", "a\rb", "a\0b", "a\r\n"])
def test_a_header_value_never_begins_a_line_of_its_own(bad: str) -> None:
    mould = message([("To", Hole("h", "to"))], b"a", b"b")
    with pytest.raises(ValueError, match="line of its own"):
        mould.fill({"to": bad})
    with pytest.raises(ValueError, match="line of its own"):
        message([("Subject", bad)], b"a", b"b")


def test_a_header_value_that_no_line_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 900"):
        message([("To", Hole("h", "to"))], b"a", b"b").fill({"to": "a" * 901})


def test_a_mould_that_is_not_fit_for_the_wire_fills_nothing() -> None:
    with pytest.raises(ValueError, match="begin with a dot"):
        Mould(b"To: \0hto\0\r\n\r\n.\r\n").fill({"to": "anna@example.dk"})


def test_a_mould_survives_being_stored_as_bytes() -> None:
    mould = message([("To", Hole("h", "to"))], body("Hej @NAVN@", MARKS), b"b")
    assert Mould(mould.raw).names == {"to", "name"}
    values = {"to": "anna@example.dk", "name": "Anna"}
    assert Mould(mould.raw).fill(values) == mould.fill(values)


def test_the_same_parts_give_the_same_bytes() -> None:
    assert message([], b"a", b"b") == message([], b"a", b"b")


def test_a_missing_value_is_no_silent_hole() -> None:
    with pytest.raises(KeyError, match="to"):
        message([("To", Hole("h", "to"))], b"a", b"b").fill({})
