import io
import zipfile
from datetime import date, datetime

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.errors import BadInput
from comms.model.mail import Address, Mail
from comms.sources.mail import Limits, read
from comms.sources.mail.edges import is_confidential
from tests.sources.mails import INVITATION, MAILBOX, mail, photo, raw

HEAD = "From: Rigmor <r@example.dk>\r\nSubject: x\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\n"


def read_text(text: str, subject: str = "Fællesspisning", **headers: str) -> Mail:
    return read(raw(text, subject, **headers), mailbox=MAILBOX)


def read_bytes(body: bytes, charset: str) -> Mail:
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\r\n\r\n"
    return read(head.encode() + body)


def test_text_and_signature_are_kept_apart() -> None:
    found = read_text(INVITATION)
    assert found.text.endswith("der kommer alene.")
    assert found.signature == "Venlig hilsen\nRigmor Tangaa\nSejlhuset"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("smørrebrød".encode(), "utf-8"),
        ("smørrebrød".encode("cp1252"), "iso-8859-1"),
        ("smørrebrød".encode("cp1252"), "utf-8"),
        ("smørrebrød".encode(), "iso-8859-1"),
        ("smørrebrød".encode("cp1252"), "no-such-charset"),
        ("smørrebrød".encode(), "us-ascii"),
        ("sm\u00f8rrebr\u00f8d".encode("utf-16"), "utf-16"),
    ],
)
def test_danish_letters_survive_wrong_charsets(body: bytes, charset: str) -> None:
    assert read_bytes(body, charset).text == "smørrebrød"


def test_nul_bytes_and_lone_surrogates_never_reach_the_store() -> None:
    found = read_bytes(b"a\x00b \xed\xa0\x80 c", "utf-8")
    assert "\x00" not in found.text
    found.text.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        ("=?utf-8?Q?F=C3=A6llesspisning?=", "Fællesspisning"),
        ("=?utf-8?Q?F=C3?= =?utf-8?Q?=A6lles?=", "Fælles"),
        ("=?iso-8859-1?Q?=C5bent_hus?= i dag", "Åbent hus i dag"),
        ("=?utf-8?B?w4ViZW50?=", "Åbent"),
        ("=?wrong?X?abc?=", "=?wrong?X?abc?="),
    ],
)
def test_encoded_subjects_are_decoded(value: str, subject: str) -> None:
    found = read(f"From: a@example.dk\r\nSubject: {value}\r\n\r\nhej".encode())
    assert found.subject == subject


def test_raw_eight_bit_subjects_are_read() -> None:
    found = read("From: a@example.dk\r\nSubject: Åbent hus\r\n\r\nhej".encode("cp1252"))
    assert found.subject == "Åbent hus"


def test_a_name_with_a_comma_and_a_quoted_name_are_read() -> None:
    found = read(b'From: "Presse, Huset" <presse@example.dk>\r\nSubject: x\r\n\r\nhej')
    assert found.sender == Address("Presse, Huset", "presse@example.dk")


def test_flowed_lines_are_joined() -> None:
    head = HEAD + 'Content-Type: text/plain; charset="utf-8"; format=flowed\r\n\r\n'
    found = read((head + "Vi spiser \r\nsammen i dag.\r\nNy linje.\r\n").encode())
    assert found.text == "Vi spiser sammen i dag.\nNy linje."


def test_lines_broken_at_a_width_are_joined_and_lists_are_not() -> None:
    text = (
        "Så er vi klar med forårets første fællesspisning, og det bliver torsdag den\n"
        "19. marts i huset.\n\n- suppe\n- brød\n"
    )
    found = read_text(text)
    assert "torsdag den 19. marts" in found.text
    assert "- suppe\n- brød" in found.text


def test_html_alone_is_read_as_text() -> None:
    head = HEAD + "Content-Type: text/html; charset=utf-8\r\n\r\n"
    page = (
        "<html><head><style>p{color:red}</style></head><body><!-- gemt --><p>Kom &aring;bent</p>"
        '<p style="display:none">skjult</p><p>hus</p></body></html>'
    )
    assert read((head + page).encode()).text.split() == ["Kom", "åbent", "hus"]


@pytest.mark.parametrize(
    "banner",
    [
        "EKSTERN AFSENDER: Klik kun på links, hvis du stoler på afsenderen.",
        "ADVARSEL: Denne mail kommer fra en ekstern afsender.",
        "Denne e-mail er sendt fra en adresse uden for organisationen.",
        "CAUTION: This email originated from outside the organisation.",
    ],
)
def test_warnings_of_the_mail_system_are_cut(banner: str) -> None:
    assert read_text(f"{banner}\n\nHej alle\n").text == "Hej alle"


def test_a_sentence_that_mentions_outsiders_is_no_banner() -> None:
    text = "Alle udefra er velkomne, også eksterne venner af huset."
    assert read_text(text).text == text


def test_confidential_footers_are_cut_and_kept() -> None:
    footer = "Denne mail kan være fortrolig. Har du modtaget den ved en fejl, så slet den."
    found = read_text(f"{INVITATION}\n\n{footer}\n\nTænk på miljøet, før du printer.\n")
    assert is_confidential(found.footers)
    assert "fortrolig" not in found.text + found.signature
    assert found.footers[0] == footer


def test_confidential_advice_in_the_text_itself_stays() -> None:
    text = "Kom ind fra gaden. Rådgiverne har tavshedspligt."
    found = read_text(text)
    assert found.text == text
    assert not is_confidential(found.footers)


@pytest.mark.parametrize(
    "closing",
    ["Mvh\nRigmor", "Kærlig hilsen Rigmor", "M.v.h.\nRigmor Tangaa\nTlf. 00 11 22 33", "/Rigmor",
     "De bedste hilsner\nRigmor", "-- \nSejlhuset | Mastevej 14", "KH\nRigmor\n\nSendt fra iPhone",
     "Rigmor Tangaa\nFrivillig", "Kærligst\nRigmor"],
)  # fmt: skip
def test_signatures_are_cut_and_kept(closing: str) -> None:
    found = read_text(f"Hej\n\nKom til fest i morgen.\n\n{closing}\n")
    assert found.text == "Hej\n\nKom til fest i morgen."
    assert found.signature.replace("\n", "").replace(" ", "") == closing.replace("\n", "").replace(
        " ", ""
    )


def test_a_heading_that_greets_is_no_signature() -> None:
    text = (
        "Hilsen fra borgmesteren\n\n"
        "Det glæder mig at se så mange frivillige i byen, og jeg håber, "
        "at I alle får et godt år sammen."
    )
    assert read_text(text).signature == ""


def test_a_postscript_belongs_to_the_text() -> None:
    found = read_text("Kom i morgen.\n\nMvh\nRigmor\n\nP.S. Husk kop.\n")
    assert "P.S. Husk kop." in found.text
    assert "Husk kop" not in found.signature


OUTLOOK = """Hej, kan I bruge den her?

Mvh
Karsten

-----Oprindelig meddelelse-----
Fra: Rigmor Tangaa <rigmor@sejlhuset.example.dk>
Sendt: 12. november 2026 21:37
Til: Karsten <karsten@example.dk>
Emne: Suppe på onsdag

Hej Karsten

Suppe på onsdag kl. 18 i Sejlhuset.

Mange hilsner
Rigmor
"""
GMAIL = """Se her

---------- Videresendt besked ---------
Fra: Rigmor Tangaa <rigmor@sejlhuset.example.dk>
Date: tor. 12. nov. 2026 kl. 21.37
Subject: Suppe på onsdag
To: Karsten <karsten@example.dk>


Suppe på onsdag kl. 18 i Sejlhuset.

Mange hilsner
Rigmor
"""
APPLE = """Se her

Start på videresendt besked:

> Fra: Rigmor Tangaa <rigmor@sejlhuset.example.dk>
> Emne: Suppe på onsdag
> Dato: 12. november 2026 kl. 21.37.05 CET
> Til: Karsten <karsten@example.dk>
>
> Suppe på onsdag kl. 18 i Sejlhuset.
>
> Mange hilsner
> Rigmor
"""


@pytest.mark.parametrize("text", [OUTLOOK, GMAIL, APPLE])
def test_the_original_author_of_a_forward_is_found(text: str) -> None:
    found = read(
        raw(text, "VS: Suppe på onsdag", sender="Karsten <karsten@example.dk>"), mailbox=MAILBOX
    )
    assert found.author == Address("Rigmor Tangaa", "rigmor@sejlhuset.example.dk")
    assert found.forwarded_by == Address("Karsten", "karsten@example.dk")
    assert found.title == "Suppe på onsdag"
    assert "Suppe på onsdag kl. 18" in found.text
    assert "her" in found.intro
    assert found.written is not None
    assert found.written.replace(second=0) == datetime(2026, 11, 12, 21, 37, tzinfo=COPENHAGEN)


def test_an_attached_mail_is_the_contribution() -> None:
    outer = mail("Se vedhæftede.\n", "Fwd: Suppe", sender="Karsten <karsten@example.dk>")
    outer.add_attachment(mail())
    found = read(outer.as_bytes())
    assert found.author.email == "rigmor@sejlhuset.example.dk"
    assert found.forwarded_by == Address("Karsten", "karsten@example.dk")
    assert found.intro == "Se vedhæftede."
    assert "fællesspisning torsdag" in found.text


def test_times_that_look_like_a_mail_heading_are_no_forward() -> None:
    text = "Program:\n\nFra: kl. 17\nTil: kl. 19\nEmne: sang\n\nAlle kan være med."
    found = read_text(text)
    assert found.forwarded_by is None
    assert found.text == text


OURS = "Strategi for Udsathed"
QUOTES = {
    "gmail": f"Den ons. 18. nov. 2026 kl. 09.00 skrev {OURS} <\n{MAILBOX}>:\n\n> Kom den 3. marts.",
    "horde": f"Den 18-11-2026 kl. 11:08 skrev {OURS}:\n> Kom den 3. marts.",
    "outlook": (
        f"Fra: {OURS} <{MAILBOX}>\nSendt: 18. november 2026 09:00\nTil: Rigmor\n"
        "Emne: Nyhedsbrev\n\nKom den 3. marts."
    ),
    "english": f"On Wed, Nov 18, 2026 at 9:00 AM {OURS} <{MAILBOX}> wrote:\n\n> Kom den 3. marts.",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES.keys())
def test_a_reply_is_parted_from_what_it_answers(quote: str) -> None:
    found = read_text(f"Tak, jeg kommer.\n\n{quote}\n", "Re: Nyhedsbrev")
    assert found.text == "Tak, jeg kommer."
    assert "Kom den 3. marts." in found.quoted
    assert found.forwarded_by is None


def test_an_answer_below_the_quote_is_new() -> None:
    text = "Den 18-11-2026 kl. 11:08 skrev Strategi:\n> Kommer I?\n\nJa, vi kommer."
    assert read_text(text, "SV: Møde").text == "Ja, vi kommer."


def test_the_person_in_a_web_form_is_the_author() -> None:
    text = (
        "Ny besked fra formularen\n\nNavn: Egon Ploug\nE-mail: egon@example.dk\nEmne: Andet\n"
        "Besked:\nJeg vil gerne fortælle om haven.\n\nIP: 192.0.2.66\n"
    )
    found = read_text(text)
    assert found.author == Address("Egon Ploug", "egon@example.dk")
    assert found.text == "Jeg vil gerne fortælle om haven."


def test_a_photo_is_turned_scaled_and_stripped() -> None:
    from PIL import Image

    picture = Image.new("RGB", (3000, 1000), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned a quarter
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"hemmelig")
    made = mail()
    made.add_attachment(out.getvalue(), maintype="image", subtype="jpeg", filename="tur.jpg")
    (found,) = read(made.as_bytes()).pictures
    assert (found.width, found.height) == (683, 2048)
    assert b"hemmelig" not in found.data
    assert found.metadata == "hemmelig"
    assert not Image.open(io.BytesIO(found.data)).getexif()


def test_a_position_in_a_photo_is_noted_and_gone() -> None:
    made = mail()
    made.add_attachment(photo(gps=True), maintype="image", subtype="jpeg", filename="a.jpg")
    (found,) = read(made.as_bytes()).pictures
    assert found.gps
    assert found.editorial
    assert b"Exif" not in found.data


def test_a_logo_in_the_signature_is_not_editorial() -> None:
    made = mail()
    made.add_related(
        photo(180, 60),
        maintype="image",
        subtype="jpeg",
        cid="<image001@x>",
        filename="image001.jpg",
    )
    (found,) = read(made.as_bytes()).pictures
    assert not found.editorial


def test_a_picture_with_too_many_pixels_says_so() -> None:
    made = mail()
    made.add_attachment(photo(400, 400), maintype="image", subtype="jpeg", filename="a.jpg")
    (found,) = read(made.as_bytes(), Limits(pixels=100_000)).pictures
    assert found.data == b""
    assert "højst 100000" in found.problem


def docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        xml = f"<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>"
        package.writestr("word/document.xml", xml)
    return out.getvalue()


def test_the_words_of_a_word_file_are_read() -> None:
    made = mail("Se vedhæftet.\n")
    made.add_attachment(
        docx("Gårdfest &amp; bål"),
        maintype="application",
        subtype="octet-stream",
        filename="f.docx",
    )
    (found,) = read(made.as_bytes()).documents
    assert found.text == "Gårdfest & bål"


def test_an_archive_is_never_opened() -> None:
    made = mail()
    made.add_attachment(docx("x"), maintype="application", subtype="zip", filename="alt.zip")
    (found,) = read(made.as_bytes()).documents
    assert (found.text, found.problem) == (
        "",
        "arkiver bliver aldrig åbnet: bed afsenderen om at sende filerne hver for sig",
    )


def test_a_broken_pdf_says_so_and_the_mail_is_read() -> None:
    made = mail()
    made.add_attachment(b"%PDF-1.4 nej", maintype="application", subtype="pdf", filename="f.pdf")
    found = read(made.as_bytes())
    assert found.title == "Fællesspisning i Sejlhuset"
    assert "f.pdf: PDF-filen er ødelagt" in found.problems[0]


def test_a_file_name_cannot_lead_out_of_its_folder() -> None:
    made = mail()
    made.add_attachment(b"x", maintype="text", subtype="plain", filename="../../etc/passwd")
    assert read(made.as_bytes()).documents[0].name == "passwd"


ICS = """BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:1
DTSTART;TZID=Romance Standard Time:20261203T170000
DTEND;TZID=Romance Standard Time:20261203T190000
{more}SUMMARY:Temamøde
LOCATION:Sejlhuset\\, Mastevej 14
END:VEVENT
END:VCALENDAR
"""


def invited(method: str = "REQUEST", more: str = "") -> Mail:
    made = mail("Kom til møde.\n")
    calendar = ICS.format(method=method, more=more).replace("\n", "\r\n")
    made.add_attachment(calendar.encode(), maintype="text", subtype="calendar", filename="i.ics")
    return read(made.as_bytes())


def test_an_invitation_is_read_in_copenhagen_time() -> None:
    (found,) = invited().invitations
    assert found.starts == (
        (
            datetime(2026, 12, 3, 17, tzinfo=COPENHAGEN),
            datetime(2026, 12, 3, 19, tzinfo=COPENHAGEN),
        ),
    )
    assert (found.summary, found.location) == ("Temamøde", "Sejlhuset, Mastevej 14")


def test_a_bounded_series_is_listed_and_an_endless_one_is_not() -> None:
    (weekly,) = invited(more="RRULE:FREQ=WEEKLY;COUNT=3\n").invitations
    assert [start.day for start, _ in weekly.starts] == [3, 10, 17]
    (endless,) = invited(more="RRULE:FREQ=SECONDLY\n").invitations
    assert len(endless.starts) == 1


def test_a_cancellation_is_known() -> None:
    assert invited("CANCEL").invitations[0].cancelled


def test_whole_days_end_on_their_last_day() -> None:
    whole = mail()
    calendar = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261203\r\n"
        "DTEND;VALUE=DATE:20261205\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    whole.add_attachment(calendar.encode(), maintype="text", subtype="calendar", filename="i.ics")
    (found,) = read(whole.as_bytes()).invitations
    assert found.starts == ((date(2026, 12, 3), date(2026, 12, 4)),)


def test_encrypted_mail_is_left_for_staff() -> None:
    sealed = HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIAG"
    with pytest.raises(BadInput, match="krypteret"):
        read(sealed.encode())


def test_winmail_that_cannot_be_read_says_so() -> None:
    made = mail()
    made.add_attachment(
        b"x" * 50, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    found = read(made.as_bytes())
    assert any("winmail.dat" in problem for problem in found.problems)
    assert "fællesspisning" in found.text
