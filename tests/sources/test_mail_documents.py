import pytest

from comms.model.mail import Document
from comms.sources.mail import Limits, read
from comms.sources.mail.documents import read_document
from comms.sources.mail.tree import Part
from tests.sources import attachments
from tests.sources.attachments import docx, pdf, words, zipped
from tests.sources.mails import mail


def document(name: str, raw: bytes, mime: str = "application/octet-stream") -> Document:
    """Read one file."""
    return read_document(Part(mime, raw, name=name, disposition="attachment"), Limits())


def test_every_page_of_a_flyer_is_read() -> None:
    found = document("flyer.pdf", pdf("Fællesspisning\nTorsdag kl. 17.30", "Husk at melde til"))
    assert found.text == "Fællesspisning\nTorsdag kl. 17.30\n\nHusk at melde til"
    assert found.problem == ""


def test_a_pdf_without_a_telling_name_or_type_is_known_by_its_first_bytes() -> None:
    assert document("flyer", pdf("Fest på lørdag i Sejlhuset")).text == "Fest på lørdag i Sejlhuset"


def test_only_the_first_pages_are_read() -> None:
    part = Part("application/pdf", pdf("første side her", "anden side her", "tredje side her"))
    assert read_document(part, Limits(pages=2)).text == "første side her\n\nanden side her"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (attachments.locked_pdf("Hemmelig", "sommer"), "låst med adgangskode"),
        (attachments.scanned_pdf(), "har næsten ingen tekst"),
        (pdf("Hej med dig, kom til fest hos os")[:300], "ødelagt"),
        (b"%PDF-1.4\n", "ødelagt"),
        (b"", "ødelagt"),
    ],
    ids=["locked", "scanned", "cut", "head only", "empty"],
)
def test_a_pdf_that_cannot_be_read_says_why_and_is_kept(raw: bytes, problem: str) -> None:
    found = document("flyer.pdf", raw)
    assert problem in found.problem
    assert (found.data, found.size) == (raw, len(raw))


def test_a_pdf_with_an_owner_s_password_only_is_read() -> None:
    locked = attachments.locked_pdf("Kom til fest i Sejlhuset på lørdag", password="")
    assert document("flyer.pdf", locked).text == "Kom til fest i Sejlhuset på lørdag"


def test_few_words_on_a_scanned_sheet_are_kept_and_the_doubt_is_said() -> None:
    found = document("flyer.pdf", pdf("Side 1"))
    assert found.text == "Side 1"
    assert "nok skannet" in found.problem


def test_the_words_of_word_stand_line_by_line() -> None:
    assert document("brev.docx", docx("Kære alle", "Vi ses på lørdag")).text == (
        "Kære alle\nVi ses på lørdag"
    )


def test_cells_of_a_table_are_parted_and_rows_are_lines() -> None:
    cells = "".join(f"<w:tc>{words(text)}</w:tc>" for text in ("Kl. 17", "Suppe"))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr><w:tc>{words('Kl. 19')}</w:tc></w:tr></w:tbl>"
    found = document("plan.docx", docx("Program", inside=table))
    assert found.text.split() == ["Program", "Kl.", "17", "Suppe", "Kl.", "19"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{words('Gratis adgang')}</w:txbxContent>"
    twice = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert document("a.docx", docx("Fest", inside=twice)).text == "Fest\nGratis adgang"


def test_headers_and_footers_of_word_stand_below_its_text() -> None:
    raw = docx("Fest", word__header1_xml=words("Sejlhuset"), word__footer1_xml=words("Side 1"))
    assert document("a.docx", raw).text == "Fest\nSejlhuset\nSide 1"


def test_runs_of_one_word_are_one_word_and_deleted_words_are_gone() -> None:
    runs = (
        "<w:p><w:r><w:t>Fælles</w:t></w:r><w:r><w:t>spisning</w:t></w:r>"
        "<w:r><w:tab/><w:t>kl. 17</w:t></w:r><w:del><w:r><w:delText>kl. 16</w:delText></w:r>"
        "</w:del><w:r><w:t> &amp; frem</w:t></w:r></w:p>"
    )
    assert document("a.docx", docx(inside=runs)).text == "Fællesspisning\tkl. 17 & frem"


def test_an_opendocument_text_is_read() -> None:
    content = (
        "<office:document-content><office:automatic-styles>x</office:automatic-styles>"
        "<office:body><office:text><text:h>Fest</text:h><text:p>På <text:span>lørdag"
        "</text:span><text:line-break/>kl. 17</text:p></office:text></office:body>"
    )
    assert document("a.odt", zipped(**{"content.xml": content})).text == "Fest\nPå lørdag\nkl. 17"


def test_the_words_of_excel_and_powerpoint_are_read() -> None:
    sheet = zipped(xl__sharedStrings_xml="<sst><si><t>Navn</t></si><si><t>Vagt</t></si></sst>")
    assert document("a.xlsx", sheet).text == "Navn\nVagt"
    slides = {
        f"ppt__slides__slide{n}_xml": f"<p:sld><a:p><a:r><a:t>Side {n}</a:t></a:r></a:p></p:sld>"
        for n in (10, 2, 1)
    }
    assert document("a.pptx", zipped(**slides)).text == "Side 1\nSide 2\nSide 10"


def test_rich_text_is_read_without_its_commands() -> None:
    raw = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 F\'e6llesspisning\par kl. 17 \u8211\'96 19}"
    assert document("a.rtf", raw).text == "Fællesspisning\nkl. 17 – 19"


def test_a_web_page_and_a_contact_card_are_read() -> None:
    assert document("a.html", b"<h1>Fest</h1><script>x</script>").text == "Fest"
    assert "Rigmor" in document("a.vcf", b"BEGIN:VCARD\r\nFN:Rigmor Tangaa\r\nEND:VCARD").text


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.zip", zipped(a_xml="x"), "arkiver bliver aldrig åbnet"),
        ("a.rar", b"Rar!", "arkiver bliver aldrig åbnet"),
        ("a.7z", b"7z", "arkiver bliver aldrig åbnet"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "filer af typen .doc læses ikke"),
        ("a.msg", b"\xd0\xcf\x11\xe0", "filer af typen .msg læses ikke"),
        ("a.pages", b"PK", "filer af typen .pages læses ikke"),
        ("a.mp4", b"x", "lyd og film læses ikke"),
        ("a.exe", b"MZ", "filtypen læses ikke"),
        ("a", b"x", "filtypen læses ikke"),
        ("a.docx", b"PK\x03\x04x", "ødelagt"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "låst med adgangskode"),
    ],
)
def test_a_file_that_is_not_read_is_named_kept_and_explained(
    name: str, raw: bytes, problem: str
) -> None:
    made = mail("Se vedhæftet.")
    made.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    told = read(made.as_bytes())
    (found,) = told.documents
    assert (found.name, found.data, found.text) == (name, raw, "")
    assert problem in found.problem
    assert told.problems == (f"{name}: {found.problem}",)


def test_an_archive_under_another_type_is_not_opened() -> None:
    docx_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert document("a.zip", docx("Hemmeligt"), docx_type).text == ""


def test_a_file_without_a_name_gets_one() -> None:
    assert document("", pdf("x"), "application/pdf").name == "uden navn.pdf"


def test_a_file_beyond_the_limit_is_kept_unread() -> None:
    part = Part("application/pdf", b"%PDF" + b"x" * 100, name="stor.pdf")
    found = read_document(part, Limits(document=50))
    assert found.problem == "filen er på 104 bytes; højst 50 læses"
    assert len(found.data) == 104
