from email.message import EmailMessage

import pytest

from comms.model.mail import Mail
from comms.sources.mail import read
from tests.sources.mails import mail, photo
from tests.sources.winmail import (
    BINARY,
    BODY,
    CODEPAGE,
    HTML,
    LONG,
    PROPERTIES,
    RTF,
    STRING,
    SUBJECT,
    TEXT,
    UNICODE,
    attribute,
    compressed,
    file,
    message_file,
    prop,
    properties,
    winmail,
)

SAID = "Fællesspisning i Sejlhuset\nTorsdag den 3. december kl. 17.30 på Mastevej 14."


def packed(data: bytes, text: str = "", name: str = "winmail.dat") -> Mail:
    """Read a mail whose content stands in winmail.dat, beside a text that may be empty."""
    made = mail(text) if text else mail("")
    made.add_attachment(data, maintype="application", subtype="ms-tnef", filename=name)
    return read(made.as_bytes())


def rtf(body: str) -> bytes:
    """A small RTF document around `body`."""
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1 Times;}}"
        rb"{\colortbl\red0\green0\blue0;}{\*\generator Riched20 10.0;}\uc1\pard\plain\f0\fs20 "
        + body.encode("ascii")
        + rb"\par}"
    )


@pytest.mark.parametrize(
    "inside",
    [
        attribute(BODY, SAID.encode("cp1252") + b"\0"),
        attribute(PROPERTIES, properties(prop(TEXT, UNICODE, SAID))),
        attribute(PROPERTIES, properties(prop(TEXT, STRING, SAID))),
        attribute(
            PROPERTIES,
            properties(
                prop(CODEPAGE, LONG, 65001),
                prop(HTML, BINARY, f"<p>{SAID.replace(chr(10), '<br>')}</p>".encode()),
            ),
        ),
        attribute(
            PROPERTIES,
            properties(
                prop(
                    RTF,
                    BINARY,
                    compressed(
                        rtf(
                            r"F\'e6llesspisning i Sejlhuset\par Torsdag den 3. december kl. 17.30 "
                            r"p\u229\'e5 Mastevej 14."
                        )
                    ),
                )
            ),
        ),
    ],
    ids=["body", "unicode", "codepage", "html", "rtf"],
)
def test_the_text_in_winmail_is_the_mail_s_text(inside: bytes) -> None:
    assert packed(winmail(inside)).text == SAID


def test_html_inside_rtf_is_read_as_the_html_it_was() -> None:
    body = (
        r"\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\b\htmlrtf0 K\'f8b ikke ind.\htmlrtf }\htmlrtf0 "
        r"{\*\htmltag72 </p>}\htmlrtf \par\htmlrtf0 {\*\htmltag64 <p>}Kom som du er."
        r"{\*\htmltag72 </p>}"
    )
    inside = attribute(PROPERTIES, properties(prop(RTF, BINARY, compressed(rtf(body)))))
    assert packed(winmail(inside)).text.split() == [
        "Køb",
        "ikke",
        "ind.",
        "Kom",
        "som",
        "du",
        "er.",
    ]


def test_repeated_words_are_unpacked_whole() -> None:
    lines = r"Alle er velkomne, ogs\'e5 dem der kommer alene.\par " * 40
    inside = attribute(PROPERTIES, properties(prop(RTF, BINARY, compressed(rtf(lines)))))
    wanted = ["Alle er velkomne, også dem der kommer alene."] * 40
    assert packed(winmail(inside)).text.split("\n") == wanted


def test_files_in_winmail_are_files_of_the_mail() -> None:
    made = packed(
        winmail(
            file("Månedens program.txt", b"Kaffe og kage"),
            file("gæster.jpg", photo(), mime="image/jpeg"),
        ),
        "Se programmet.",
    )
    assert [(d.name, d.text) for d in made.documents] == [("Månedens program.txt", "Kaffe og kage")]
    assert [(p.name, p.width, p.editorial) for p in made.pictures] == [("gæster.jpg", 800, True)]
    assert made.text == "Se programmet."


def test_a_photo_inside_the_text_is_editorial_and_a_logo_is_not() -> None:
    made = packed(
        winmail(
            file("image001.png", photo(160, 60), mime="image/png", content_id="logo@x"),
            file("image002.jpg", photo(1200, 800), mime="image/jpeg", content_id="foto@x"),
        )
    )
    assert [p.editorial for p in made.pictures] == [False, True]


def test_the_mail_s_own_text_goes_before_the_one_in_winmail() -> None:
    inside = winmail(attribute(BODY, b"Gentagelse\0"))
    assert packed(inside, "Kom til fest.").text == "Kom til fest."


def test_a_message_inside_is_kept_with_its_words_and_files() -> None:
    inner = winmail(
        attribute(PROPERTIES, properties(prop(SUBJECT, UNICODE, "Sommerfest"))),
        attribute(BODY, "Vi griller på lørdag.".encode("cp1252") + b"\0"),
        file("kort.txt", b"Vejen derhen"),
    )
    made = packed(winmail(message_file(inner)), "Se her.")
    assert [(d.name, d.text) for d in made.documents] == [
        ("Sommerfest.txt", "Vi griller på lørdag."),
        ("kort.txt", "Vejen derhen"),
    ]


def test_it_is_known_by_its_name_alone() -> None:
    made = mail("Se her.")
    made.add_attachment(
        winmail(file("a.txt", b"hej")),
        maintype="application",
        subtype="octet-stream",
        filename="WINMAIL.DAT",
    )
    assert [d.name for d in read(made.as_bytes()).documents] == ["a.txt"]


def test_a_mail_that_is_nothing_but_winmail_is_read() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@example.dk", "Fest"
    made.set_content(
        winmail(attribute(BODY, SAID.encode("cp1252"))), maintype="application", subtype="ms-tnef"
    )
    assert read(made.as_bytes()).text == SAID


@pytest.mark.parametrize("keep", [40, 120, 200, 400])
def test_a_cut_package_gives_what_is_there(keep: int) -> None:
    whole = winmail(attribute(BODY, SAID.encode("cp1252")), file("a.txt", b"hej" * 200))
    assert packed(whole[:keep], "Se her.").text == "Se her."


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"x" * 100,
        winmail() + b"\xff" * 50,
        winmail(attribute(PROPERTIES, b"\xff" * 200)),
        winmail(attribute(PROPERTIES, b"\xff\xff\xff\x7f" + b"\x1e\x00\x00\x10" * 50)),
        winmail(attribute(PROPERTIES, properties(prop(RTF, BINARY, b"\xff" * 40)))),
        winmail(
            attribute(PROPERTIES, properties(prop(RTF, BINARY, b"\0" * 8 + b"LZFu" + b"\xff" * 90)))
        ),
        winmail(codepage=99999) + attribute(BODY, b"\xe6"),
    ],
)
def test_broken_packages_cost_only_themselves(odd: bytes) -> None:
    made = packed(odd, "Se her.")
    assert (made.text, made.documents) == ("Se her.", ())


def test_a_package_of_many_attributes_is_read_in_linear_time() -> None:
    import time

    begun = time.monotonic()
    packed(winmail(attribute(PROPERTIES, b"") * 1_000_000), "Se her.")
    packed(winmail(attribute(PROPERTIES, b"\xff\xff\xff\xff" + b"\0" * 500_000)), "Se her.")
    assert time.monotonic() - begun < 10
