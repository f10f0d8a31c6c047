"""How mail programs, offices and people frame a text: of all of it only the text is left."""

import time
from typing import Any

import pytest

from comms.model.judge import Context
from comms.sources.mail.explain import explain
from tests.sources.mails import MAILBOX

SAID = "Vi holder suppeaften torsdag den 3. december kl. 18 i Laden, Åvej 7. Alle er velkomne."
SECONDS = 25  # beside other tests on a busy machine
IDA = "Ida Lund <ida@lade.example.dk>"
PER = "Per Skov <per@kommune.example.dk>"


def explained(
    body: str, sender: str = IDA, subject: str = "Suppe", kind: str = "plain"
) -> dict[str, Any]:
    head = f"From: {sender}\nTo: {MAILBOX}\nSubject: {subject}\nMessage-ID: <1@example.dk>\n"
    head += "Date: Mon, 16 Nov 2026 10:12:00 +0100\nMIME-Version: 1.0\n"
    head += f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return explain((head + body).encode(), Context(MAILBOX))


FORWARDS = {
    "outlook, german": (
        "zur Info\n\nVon: Ida Lund <ida@lade.example.dk>\n"
        "Gesendet: Freitag, 13. November 2026 14:02\nAn: Per Skov\nBetreff: Suppe\n\n{}\n\nIda"
    ),
    "outlook on the web": (
        "Se her\n\n________________________________\nFra: Ida Lund <ida@lade.example.dk>\n"
        "Sendt: 13. november 2026 14:02\nTil: Per Skov\nEmne: Suppe\n\n{}\n\nMvh Ida"
    ),
    "gmail": (
        "---------- Forwarded message ---------\nFra: Ida Lund <ida@lade.example.dk>\n"
        "Date: fre. 13. nov. 2026 kl. 14.02\nSubject: Suppe\nTo: Per <per@example.dk>\n\n\n{}\n"
    ),
    "apple": (
        "Start på videresendt besked:\n\n> Fra: Ida Lund <ida@lade.example.dk>\n> Emne: Suppe\n"
        "> Dato: 13. november 2026 kl. 14.02.10 CET\n> Til: Per <per@example.dk>\n>\n> {}\n"
    ),
    "thunderbird": (
        "\n-------- Videresendt meddelelse --------\nEmne: \tSuppe\n"
        "Dato: \tFri, 13 Nov 2026 14:02:00 +0100\nFra: \tIda Lund <ida@lade.example.dk>\n"
        "Til: \tPer <per@example.dk>\n\n{}\n"
    ),
    "webmail": (
        "Noget til jer?\n\n-------- Oprindelig besked --------\nEmne: Suppe\n"
        "Dato: 2026-11-13 14:02\nFra: Ida Lund <ida@lade.example.dk>\n"
        "Til: Per <per@example.dk>\n\n{}\n"
    ),
    "yahoo": (
        "\n   ----- Videresendt meddelelse ----- Fra: Ida Lund <ida@lade.example.dk>"
        "Til: Per Skov <per@example.dk>Sendt: fredag den 13. november 2026 kl. 14.02.00 CET"
        "Emne: Suppe\n {}\n"
    ),
    "samsung": (
        "Del gerne\n\nSendt fra min Galaxy\n\n-------- Oprindelig besked --------\n"
        "Fra: Ida Lund <ida@lade.example.dk>\nDato: 13.11.2026 14.02 (GMT+01:00)\n"
        "Til: Per Skov <per@example.dk>\nEmne: Suppe\n\n{}\n"
    ),
    "three times": (
        "Kan I bruge den?\n\nFra: Anne Bo <anne@example.dk>\nSendt: 14. november 2026 09:00\n"
        "Til: Per Skov <per@example.dk>\nEmne: VS: Suppe\n\nTil dig\n\n"
        "Fra: Ole Vind <ole@example.dk>\nSendt: 13. november 2026 16:00\nTil: Anne Bo\n"
        "Emne: VS: Suppe\n\nFYI\n\nFra: Ida Lund <ida@lade.example.dk>\n"
        "Sendt: 13. november 2026 14:02\nTil: Ole Vind\nEmne: Suppe\n\n{}\n"
    ),
}


@pytest.mark.parametrize("name", FORWARDS)
def test_a_forward_of_any_make_gives_the_first_writers_words(name: str) -> None:
    found = explained(FORWARDS[name].format(SAID), PER, "VS: Suppe")
    assert found["text"] == SAID
    assert found["sender"] == {"name": "Ida Lund", "email": "ida@lade.example.dk"}


@pytest.mark.parametrize(
    "markup",
    [
        (
            '<p>Til jer</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> '
            "Ida Lund &lt;ida@lade.example.dk&gt;<br><b>Sendt:</b> 13. november 2026 14:02<br>"
            "<b>Til:</b> Per<br><b>Emne:</b> Suppe</p></div><p>{}</p>"
        ),
        (
            '<div>Hej</div><hr><div id="divRplyFwdMsg"><b>From:</b> Ida Lund '
            "&lt;ida@lade.example.dk&gt;<br><b>Sent:</b> Friday, November 13, 2026 2:02 PM<br>"
            "<b>To:</b> Per<br><b>Subject:</b> Suppe</div><p>{}</p>"
        ),
    ],
)
def test_a_forward_in_html_gives_the_first_writers_words(markup: str) -> None:
    found = explained(markup.format(SAID), PER, "VS: Suppe", "html")
    assert (found["text"], found["sender"]["email"]) == (SAID, "ida@lade.example.dk")


@pytest.mark.parametrize(
    "banner",
    [
        (
            "CAUTION: This email originated from outside of the organization. Do not click links "
            "unless you recognize the sender and know the content is safe."
        ),
        "Du får ikke ofte mails fra ida@lade.example.dk. Læs, hvorfor det er vigtigt",
        (
            "Some people who received this message don't often get email from ida@lade.example.dk. "
            "Learn why this is important"
        ),
        "OBS! Denne mail kommer udefra. Vær kritisk over for links.",
        "[EKSTERN E-MAIL]",
        "ADVARSEL: Mailen er sendt fra en ekstern adresse",
        "!! EKSTERN AFSENDER - tænk dig om før du klikker !!",
        "⚠ Udefra: Kender du ikke afsenderen, så klik ikke på noget.",
        "*** Mail fra ukendt domæne. Pas på links ***",
    ],
)
def test_a_warning_of_any_make_is_taken_off(banner: str) -> None:
    assert explained(f"{banner}\n\n{SAID}\n")["text"] == SAID


@pytest.mark.parametrize(
    "first", ["Pas på hinanden derude.", "OBS: Vi er flyttet til Åvej 9.", "Vedhæftet er et link."]
)
def test_words_of_care_are_no_warning(first: str) -> None:
    assert explained(f"{first}\n\n{SAID}\n")["text"].startswith(first)


@pytest.mark.parametrize(
    "signature",
    [
        (
            "Med venlig hilsen\n\nIda Lund\nLeder\n\nLaden\nÅvej 9\nTlf. 00 11 22 33"
            "\n\nHør mere om vores julekoncert på www.lade.example.dk"
        ),
        "De bedste hilsner\nIda",
        "Kh Ida",
        "/Ida",
        "-- \nIda Lund · Laden",
        "Ida Lund\nLeder, Laden\nM: 00 11 22 33",
        "På vegne af Laden\nIda Lund",
        "Hent Outlook til Android",
        "Mange tak og venlig hilsen\nIda",
        "Med ønsket om en god dag\nIda Lund\nLaden, tlf. 00 11 22 33",
        "Vh.\n\nIda Lund\nFrivillig\n[cid:image001.png@01D]\nFølg os på Facebook | Instagram",
        "Hilsen os i Laden 🌻",
        "Guds fred\nIda",
        "___________________________\nIda Lund, leder\nTræffes man-tors 8-14",
    ],
)
def test_a_signature_is_cut_and_kept(signature: str) -> None:
    found = explained(f"{SAID}\n\n{signature}\n")
    assert found["text"] == SAID
    assert found["cut"]["signature"]


@pytest.mark.parametrize(
    "ending",
    ["Sted: Laden\nPris: 20 kr.", "Det er Ida, der laver maden.", "God fornøjelse med suppen!"],
)
def test_what_belongs_to_the_matter_is_no_signature(ending: str) -> None:
    assert explained(f"{SAID}\n\n{ending}\n")["text"].endswith(ending)


@pytest.mark.parametrize(
    "footer",
    [
        (
            "Denne e-mail er fortrolig og kun til brug for adressaten. Er du ikke adressaten, "
            "bedes du straks slette den."
        ),
        (
            "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der Empfänger "
            "sind, löschen Sie bitte diese Nachricht."
        ),
        (
            "Hvis du har fået denne besked ved en fejltagelse, må du ikke bruge eller videregive "
            "indholdet. Slet den venligst."
        ),
        (
            "Oplysningerne i mailen må ikke gives videre til uvedkommende. Kontakt os, hvis den er "
            "endt det forkerte sted."
        ),
    ],
)
def test_confidentiality_in_any_words_is_cut_and_flagged(footer: str) -> None:
    found = explained(f"{SAID}\n\n{footer}\n")
    assert found["text"] == SAID
    assert "confidential_footer" in found["flags"]


def test_a_form_with_dotted_labels_gives_its_writer_and_fields() -> None:
    form = (
        "Et nyt tip.\n\nDit navn ......: Ida Lund\nDin e-mail ....: ida@x.example.dk\n"
        "Dato ..........: 03-12-2026\nSted ..........: Laden\n"
        "Beskrivelse ...: Suppe til alle,\n                 også naboerne.\n"
        "Spamkontrol ...: 3+4=7\n\n---\nFormularen blev udfyldt 16-11-2026 fra 192.0.2.1\n"
    )
    found = explained(form, "Tip os <tip@kommune.example.dk>", "Nyt tip")
    assert found["sender"] == {"name": "Ida Lund", "email": "ida@x.example.dk"}
    assert "også naboerne." in found["text"]
    assert "Sted: Laden" in found["text"]
    assert "Spamkontrol" not in found["text"]
    assert "192.0.2.1" not in found["text"]


def test_a_form_with_only_a_cross_asks_for_what_is_crossed() -> None:
    form = (
        "Navn: Ida Lund\nE-mail: ida@x.example.dk\n"
        "Jeg vil gerne: [ ] være ambassadør  [x] have nyhedsbrevet\nBesked: (ikke udfyldt)\n"
    )
    found = explained(form, "Hjemmesiden <web@kommune.example.dk>", "Kontaktformular")
    assert found["disposition"] == "subscribe"


def test_a_list_that_writes_its_own_name_over_a_mail_is_not_its_writer() -> None:
    body = f"{SAID}\n"
    sender = '"Ida Lund via Venner" <venner@lister.example.org>\nReply-To: Ida <ida@x.example.dk>'
    assert explained(body, sender)["sender"]["email"] == "ida@x.example.dk"


def test_a_story_that_lies_below_our_answer_is_read() -> None:
    body = (
        "Her får I den igen, nederst.\n\nDen 8. sep. 2026 kl. 09.14 skrev Strategi "
        f"<{MAILBOX}>:\n> Kan du sende den igen?\n>\n"
        "> Den 19. jul. 2026 kl. 15.33 skrev Ida Lund <ida@lade.example.dk>:\n>\n"
        ">> Naboen kom med en rive.\n"
    )
    found = explained(body, subject="Re: Din historie")
    assert "Naboen kom med en rive." in found["text"]
    assert "Kan du sende den igen?" in found["cut"]["quoted"]


@pytest.mark.parametrize("unit", ["Fra: ", "Fra: a\n", "hej ", "a", "\n", "Mvh\n", "a@b.dk "])
def test_long_sameness_is_cut_and_judged_in_seconds(unit: str) -> None:
    begun = time.process_time()
    explained(unit * (900_000 // len(unit)))
    assert time.process_time() - begun < SECONDS
