"""Mail as it really comes: half broken, oddly encoded, oddly folded. A mail program shows it."""

from dataclasses import astuple
from datetime import datetime

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.errors import BadInput
from comms.model.mail import Address, Mail
from comms.sources.mail import read
from comms.sources.mail.parameters import parameters, value_of

HEAD = (
    "From: Åse Bo <aase@example.dk>\r\n"
    "To: x@example.dk\r\n"
    "Subject: Åbent hus\r\n"
    "Message-ID: <1@example.dk>\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0100\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
)
TEXT = "Kære alle. Vi holder åbent hus på fredag."
WHOLE = f"{HEAD}\r\n{TEXT}\r\n"


def got(raw: str | bytes) -> Mail:
    """Read a mail given as words or bytes."""
    return read(raw.encode("utf-8") if isinstance(raw, str) else raw)


@pytest.mark.parametrize(
    "raw",
    [
        WHOLE.replace("From:", "From  :").replace("Subject:", "Subject\t:"),
        "\ufeff" + WHOLE,
        "From aase@example.dk Fri Nov 20 10:00:00 2026\r\n" + WHOLE,
        ">From aase@example.dk Fri Nov 20 10:00:00 2026\r\n" + WHOLE,
        WHOLE.replace("\r\n", "\n"),
        WHOLE.replace("\r\n", "\r"),
        WHOLE.replace("\r\n", "\r\r\n"),
        WHOLE.replace("\r\n", "\n", 3),
        "\r\n\r\n" + WHOLE,
        WHOLE.encode("utf-16"),
        WHOLE.replace("Message-ID", "her er ingen kolon\r\nMessage-ID"),
        WHOLE.replace("\r\n\r\n", "\r\n"),
        WHOLE.replace("Subject: Åbent hus", "Subject:\r\n Åbent\r\n\thus\r\n "),
        WHOLE.replace("Subject: Åbent hus", "Subject: Åbent\r\n \r\n hus"),
        WHOLE.replace("Content-Type: text/plain", "Content-Type: text/html\r\nContent-Type: text"),
        WHOLE.replace("charset=utf-8", 'charset="utf-8; format=fixed'),
        WHOLE.replace("text/plain; charset=utf-8", "TEXT/PLAIN;CHARSET=UTF-8;;"),
        WHOLE.replace("text/plain", "tekst"),
        WHOLE.replace("Åbent hus", "Åbe\0nt hus").replace("åbent", "åb\0ent"),
    ],
    ids=[
        *("blank colon", "bom", "mbox", "quoted mbox", "lf", "cr", "crcrlf", "mixed", "blanks"),
        *("utf-16", "stray line", "no blank line", "folded", "folded blank", "two types"),
        *("open quote", "shouted", "type unknown", "nul"),
    ],
)
def test_a_damaged_head_costs_nothing(raw: str | bytes) -> None:
    mail = got(raw)
    assert (mail.sender, mail.subject) == (Address("Åse Bo", "aase@example.dk"), "Åbent hus")
    assert mail.message_id == "<1@example.dk>"
    assert mail.written == datetime(2026, 11, 20, 10, tzinfo=COPENHAGEN)
    assert mail.text.endswith(TEXT)


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        *(("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("us-ascii", "cp1252")),
        *(("x-unknown-7", "cp1252"), ("", "utf-8"), ("utf-8", "utf-16"), ("utf-7", "utf-7")),
        *(("unicode-1-1-utf-7", "utf-7"), ("utf-16le", "utf-16le"), ("macintosh", "mac_roman")),
        *(("x-mac-roman", "mac_roman"), ("ibm865", "cp865"), ("cp850", "cp850")),
        *(("idna", "utf-8"), ("unicode_escape", "utf-8"), ("base64", "utf-8")),
    ],
)
def test_danish_letters_come_through_wrong_and_rare_charsets(declared: str, used: str) -> None:
    head = HEAD.replace("charset=utf-8", f"charset={declared}").encode()
    assert got(head + b"\r\n" + TEXT.encode(used)).text == TEXT


def test_the_euro_sign_of_latin_9_is_read() -> None:
    head = HEAD.replace("utf-8", "iso-8859-15").encode()
    assert got(head + b"\r\n" + "Det koster 5 €.".encode("iso-8859-15")).text == "Det koster 5 €."


def test_text_that_was_encoded_twice_is_read() -> None:
    assert got(HEAD.encode() + b"\r\n" + TEXT.encode().decode("cp1252").encode()).text == TEXT


@pytest.mark.parametrize("lone", [b"\xed\xa0\x80", b"\xff", b"\xed\xb3\xbf"], ids=repr)
def test_bytes_that_are_no_letters_never_reach_the_store(lone: bytes) -> None:
    raw = WHOLE.encode().replace(b"aase@", b"aa" + lone + b"se@").replace(b"bent", b"be" + lone)
    str(astuple(got(raw))).encode("utf-8")


@pytest.mark.parametrize(
    ("shown", "sender"),
    [
        ("aase@example.dk (Åse Bo)", Address("Åse Bo", "aase@example.dk")),
        ("Åse Bo <@relay.example.dk:aase@example.dk>", Address("Åse Bo", "aase@example.dk")),
        ("Åse Bo <mailto:aase@example.dk>", Address("Åse Bo", "aase@example.dk")),
        ("Bo, Åse <aase@example.dk>", Address("Bo, Åse", "aase@example.dk")),
        ('"Bo, Åse" <aase@example.dk>', Address("Bo, Åse", "aase@example.dk")),
        ("aase@example.dk; bo@example.dk", Address("", "aase@example.dk")),
        ("Åse <a@example.dk>, Bo <b@example.dk>", Address("Åse", "a@example.dk")),
        ("Venner: Åse <a@example.dk>, b@example.dk;", Address("Åse", "a@example.dk")),
        ("Åse Bo", Address("Åse Bo", "")),
        ("=?iso-8859-1?Q?=C5se_Bo?= <aase@example.dk>", Address("Åse Bo", "aase@example.dk")),
        ("åse@blåbær.example.dk", Address("", "åse@blåbær.example.dk")),
    ],
)
def test_senders_are_read_in_every_form(shown: str, sender: Address) -> None:
    assert got(WHOLE.replace("Åse Bo <aase@example.dk>", shown)).sender == sender


def test_of_several_from_headers_the_first_counts() -> None:
    assert got("From: Ib <ib@example.dk>\r\n" + WHOLE).sender.email == "ib@example.dk"


def test_every_member_of_a_group_is_a_recipient() -> None:
    raw = WHOLE.replace("x@example.dk", 'Venner: x@example.dk, "Y, Z" <y@example.dk>;')
    assert [one.email for one in got(raw).to] == ["x@example.dk", "y@example.dk"]


@pytest.mark.parametrize("name", ["From", "Date", "Message-ID", "Subject", "To", "Content-Type"])
def test_no_header_is_needed(name: str) -> None:
    lines = [line for line in WHOLE.split("\r\n") if not line.startswith(f"{name}:")]
    assert got("\r\n".join(lines)).text == TEXT


@pytest.mark.parametrize("date", ["i går", "Fri, 20 Nov 99999 10:00", "", "32 Foo 2026", "0"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert got(WHOLE.replace("Fri, 20 Nov 2026 10:00:00 +0100", date)).written is None


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 20 Nov 2026 10:00:00 +0100 (Romance Standard Time)",
        "20 Nov 26 09:00 GMT",
        "Fri, 20 Nov 2026 10.00.00 +0100",
        "Fri,20 Nov 2026 10:00:00+0100",
        "Fri, 20 Nov 2026 10:00",
    ],
)
def test_dates_are_read_in_odd_forms(date: str) -> None:
    written = got(WHOLE.replace("Fri, 20 Nov 2026 10:00:00 +0100", date)).written
    assert written == datetime(2026, 11, 20, 10, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("encoded", "subject"),
    [
        ("=?iso-8859-1?Q?=C5bent_hus?=", "Åbent hus"),
        ("=?utf-8?B?w4ViZW50IGh1cyDD?=\r\n =?utf-8?B?pg==?=", "Åbent hus æ"),
        ("=?utf-8?Q?=C3=85bent hus?=", "Åbent hus"),
        ("=?utf-8?Q?=C3=85bent?= hus", "Åbent hus"),
        ("=?UTF-8?b?w4ViZW50IGh1cw?=", "Åbent hus"),
        ("=?x-unknown?Q?=C5bent?=", "Åbent"),
        ("=?utf-8*da?Q?=C3=85bent?=", "Åbent"),
        ("ord=?utf-8?Q?=C3=85?=ord", "ordÅord"),
        ("=?utf-8?Q?=C3=85bent", "=?utf-8?Q?=C3=85bent"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=?utf-8?Q??=", ""),
    ],
)
def test_encoded_words_are_read_in_every_form(encoded: str, subject: str) -> None:
    assert got(WHOLE.replace("Åbent hus", encoded, 1)).subject == subject


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("a; filename*=utf-8''%C3%A5bent%20hus.pdf", "åbent hus.pdf"),
        ("a; filename*=UTF-8'da'%C3%A5bent.pdf", "åbent.pdf"),
        ("a; filename*=iso-8859-1''%E5bent.pdf", "åbent.pdf"),
        ("a; filename*=nope''%E5bent.pdf", "åbent.pdf"),
        ("a; filename*=%C3%A5bent.pdf", "åbent.pdf"),
        ("a; filename*=utf-8''åbent.pdf", "åbent.pdf"),
        ("a; filename*0*=utf-8''%C3%A5b; filename*1=\"e n\"; filename*2*=t.pdf", "åbe nt.pdf"),
        ("a; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        ("a; filename=aabent.pdf; filename*=utf-8''%C3%A5bent.pdf", "åbent.pdf"),
        ('a; filename="=?utf-8?B?w6ViZW50LnBkZg==?="', "åbent.pdf"),
        ("a; filename==?utf-8?B?w6ViZW50LnBkZg==?=", "åbent.pdf"),
        ('a; filename*0="=?utf-8?Q?=C3=A5be"; filename*1="nt.pdf?="', "åbent.pdf"),
        ('a; filename="åbent hus.pdf"', "åbent hus.pdf"),
        ("a; filename=åbent hus.pdf; size=3", "åbent hus.pdf"),
        ('a; filename="åbent hus.pdf', "åbent hus.pdf"),
        ('a; filename="a;b.pdf"; x=y', "a;b.pdf"),
        ('a; filename="den \\"store\\".pdf"', 'den "store".pdf'),
        ("a; filename=o'brien.pdf", "o'brien.pdf"),
        ("a; filename*=o'brien.pdf", "o'brien.pdf"),
        ("a;filename=a.pdf;;", "a.pdf"),
    ],
)
def test_file_names_are_read_in_every_form(line: str, name: str) -> None:
    assert parameters(line)["filename"] == name


def test_the_value_of_a_header_is_what_stands_before_its_parameters() -> None:
    assert value_of(' Attachment ;filename="a"') == "attachment"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\\\Users\\\\x\\\\a.pdf", "a.pdf"), ("../../a.pdf", "a.pdf"), ("a<b>?.pdf", "a_b_.pdf")],
)
def test_a_file_name_loses_folders_and_forbidden_signs(given: str, kept: str) -> None:
    (found,) = got(parted(f'attachment; filename="{given}"')).documents
    assert found.name == kept


def parted(disposition: str, boundary: str = "; boundary=b") -> str:
    """A mail with a text and a text file."""
    head = HEAD.replace("text/plain; charset=utf-8", f"multipart/mixed{boundary}")
    return (
        f"{head}\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n"
        f"--b\r\nContent-Type: text/plain\r\nContent-Disposition: {disposition}\r\n\r\nhej\r\n"
        "--b--\r\n"
    )


@pytest.mark.parametrize("boundary", ["; boundary=b", "", "; boundary=c", '; boundary="b "'])
def test_parts_are_found_also_where_the_boundary_is_wrong(boundary: str) -> None:
    mail = got(parted("attachment; filename=a.txt", boundary))
    assert (mail.text, [d.name for d in mail.documents]) == (TEXT, ["a.txt"])


def test_parts_that_never_end_are_read() -> None:
    mail = got(parted("attachment; filename=a.txt").replace("--b--\r\n", ""))
    assert (mail.text, [d.text for d in mail.documents]) == (TEXT, ["hej"])


def test_a_tree_without_any_parts_is_shown_as_it_is() -> None:
    raw = HEAD.replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b")
    assert got(f"{raw}\r\n{TEXT}").text == TEXT


@pytest.mark.parametrize(
    ("coding", "body", "text"),
    [
        ("quoted-printable", "K=E6re =ZZ alle=\r\n!", "Kære =ZZ alle!"),
        ("x-uuencode", "begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat"),
        ("8bits; x", TEXT, TEXT),
        ("base64", "S8OmcmU", "Kære"),
    ],
)
def test_broken_transfer_encodings_are_read(coding: str, body: str, text: str) -> None:
    assert got(f"{HEAD}Content-Transfer-Encoding: {coding}\r\n\r\n{body}").text == text


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"", "mailen er tom"), (b"\r\n \r\n", "mailen er tom"), (b"bare ord", "intet mailhoved")],
)
def test_what_is_no_mail_says_so(raw: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read(raw)
