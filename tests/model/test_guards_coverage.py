"""Where the guards look: every piece of a mail, of a typed story, and what each place is called."""

import io
import zipfile
from datetime import datetime
from email.message import EmailMessage

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from comms.danish.calendar import COPENHAGEN
from comms.model.guards import in_photos, in_words
from comms.model.item import Item
from comms.model.judge import Context
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, Piece
from comms.model.whereabouts import told_place
from comms.sources.mail.explain import read_and_judge
from comms.sources.mail.limits import Limits
from comms.sources.mail.pictures import read_picture
from comms.sources.mail.tree import Part
from tests.sources.mails import MAILBOX, mail, raw

NUMBER = "120344-6011"


def judged(made: EmailMessage | bytes) -> Item:
    return read_and_judge(made if isinstance(made, bytes) else made.as_bytes(), Context(MAILBOX))


def places(item: Item, kind: Kind = Kind.CPR) -> list[str]:
    return [one.where for one in item.findings if one.kind is kind]


def page(html: str) -> EmailMessage:
    made = mail("Vi gik en tur i går.\n", "Tur")
    made.add_alternative(f"<p>Vi gik en tur i går.</p>{html}", subtype="html")
    return made


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- sag {NUMBER} -->",
        f'<div style="display:none">{NUMBER}</div>',
        f'<img src="cid:x" alt="Kort med {NUMBER}">',
        f'<a href="https://example.dk/sag?nr={NUMBER}">Læs mere</a>',
        "<a href='https://example.dk/?nr=120344%2D6011'>Læs mere</a>",
        f'<p title="{NUMBER}">Kom</p>',
    ],
    ids=["comment", "not displayed", "alt", "link", "percent-coded link", "title"],
)
def test_a_number_that_the_html_hides_is_found(html: str) -> None:
    assert places(judged(page(html))) == ["hidden"]


def test_hidden_words_stay_out_of_the_text() -> None:
    item = judged(page(f"<!-- sag {NUMBER} -->"))
    assert NUMBER not in item.text


def docx(words: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    return out.getvalue()


def test_word_files_are_looked_through() -> None:
    made = mail("Se bilag.\n", "Referat")
    made.add_attachment(
        docx(f"Sag {NUMBER} om Grethe Holm"),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="referat.docx",
    )
    item = judged(made)
    assert places(item) == ["attachment:referat.docx"]
    assert places(item, Kind.NAMED_PERSON) == ["attachment:referat.docx"]


def test_calendar_descriptions_are_looked_through() -> None:
    made = mail("Kom til møde.\n", "Møde")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1",
        "DTSTART:20261201T160000Z", "SUMMARY:Møde", f"DESCRIPTION:Om {NUMBER}", "END:VEVENT",
        "END:VCALENDAR",
    ]  # fmt: skip
    made.add_attachment(
        "\r\n".join(lines).encode(), maintype="text", subtype="calendar", filename="m.ics"
    )
    assert "calendar" in places(judged(made))


def test_a_finding_says_which_characters_of_its_piece() -> None:
    item = judged(raw(f"Vi gik en tur. Sag {NUMBER}.\n", "Tur"))
    (found,) = (one for one in item.findings if one.kind is Kind.CPR)
    assert item.text[found.start : found.end] == NUMBER == found.text


def jpeg(**written: bytes | str) -> bytes:
    """A JPEG with words in its metadata. Tags: CIPA DC-008; 0x9C9C is Windows' XPComment."""
    out = io.BytesIO()
    picture = Image.new("RGB", (640, 420), "navy")
    exif = Image.Exif()
    if "description" in written:
        exif[0x010E] = written["description"]
    if "windows" in written:
        exif[0x9C9C] = written["windows"]
    if "comment" in written:
        exif.get_ifd(0x8769)[0x9286] = written["comment"]
    xmp = written.get("xmp", b"")
    assert isinstance(xmp, bytes)
    picture.save(out, "JPEG", exif=exif.tobytes(), **({"xmp": xmp} if xmp else {}))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        jpeg(description=f"Sag {NUMBER}"),
        jpeg(comment=b"ASCII\0\0\0" + NUMBER.encode()),
        jpeg(comment=b"UNICODE\0" + NUMBER.encode("utf-16-le")),
        jpeg(windows=NUMBER.encode("utf-16-le")),
        jpeg(xmp=f"<x:xmpmeta><dc:description>{NUMBER}</dc:description></x:xmpmeta>".encode()),
    ],
    ids=["description", "comment", "comment in unicode", "XPComment", "XMP"],
)
def test_words_written_into_a_picture_are_read(data: bytes) -> None:
    part = Part("image/jpeg", data, name="a.jpg", disposition="attachment")
    picture = read_picture(part, Limits())
    assert picture.problem == ""
    photo = Photo("a" * 64, name="a.jpg", notes=picture.metadata)
    assert [one.where for one in in_photos([photo])] == ["metadata:a.jpg"]
    assert NUMBER.encode() not in picture.data


def test_png_texts_are_read() -> None:
    out, told = io.BytesIO(), PngInfo()
    told.add_text("Description", f"Sag {NUMBER}")
    Image.new("RGB", (640, 420)).save(out, "PNG", pnginfo=told)
    part = Part("image/png", out.getvalue(), name="a.png", disposition="attachment")
    assert NUMBER in read_picture(part, Limits()).metadata


def test_photos_that_are_typed_in_are_looked_through() -> None:
    photo = Photo("a" * 64, alt=f"Grethe Holm, {NUMBER}", name=f"{NUMBER}.jpg", gps=True)
    found = {(one.kind, one.where.partition(":")[0]) for one in in_photos([photo])}
    assert found == {
        (Kind.CPR, "alt"),
        (Kind.NAMED_PERSON, "alt"),
        (Kind.CPR, "filename"),
        (Kind.EXIF_GPS, "picture"),
    }


def test_words_of_a_draft_are_looked_through() -> None:
    found = in_words([Piece("title", "Grethe Holm fortæller"), Piece("link", f"x/{NUMBER}")])
    assert [(one.kind, one.where) for one in found] == [
        (Kind.CPR, "link"),
        (Kind.NAMED_PERSON, "title"),
    ]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        (
            "KLAUSULERET TIL DEN 9. DECEMBER 2026 KL. 6\n\nVi åbner.",
            datetime(2026, 12, 9, 6, tzinfo=COPENHAGEN),
        ),
        (
            "Må først offentliggøres den 9. december 2026.\n\nVi åbner.",
            datetime(2026, 12, 9, tzinfo=COPENHAGEN),
        ),
        ("Klausuleret, vi skriver hvornår.\n\nVi åbner.", None),
    ],
)
def test_an_embargo_carries_the_moment_that_the_text_tells(
    text: str, until: datetime | None
) -> None:
    (found,) = (
        one for one in judged(raw(text + "\n", "Nyt")).findings if one.kind is Kind.PRESS_EMBARGO
    )
    assert found.until == until


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("body", "i teksten"),
        ("subject", "i emnet"),
        ("attachment:plakat.pdf", "i den vedhæftede fil plakat.pdf"),
        (f"attachment:{NUMBER}.pdf", "i den vedhæftede fil ···········.pdf"),
        (f"filename:{NUMBER}.pdf", "i filnavnet ···········.pdf"),
        ("metadata:fest.jpg", "i billedets skjulte oplysninger (fest.jpg)"),
        ("alt:2", "i den alternative tekst til billede 2"),
        ("hidden", "i skjult tekst i mailen"),
        ("noget nyt", "i bidraget"),
    ],
)
def test_a_place_is_told_in_danish_without_any_number(where: str, told: str) -> None:
    assert told_place(where) == told


def test_the_same_number_written_otherwise_is_the_same() -> None:
    spaced = Finding(Kind.CPR, "body", text="120344 6011")
    assert spaced.same == Finding(Kind.CPR, "body", text=NUMBER).same
