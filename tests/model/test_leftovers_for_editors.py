"""What was written to the editors is found, and taken out without leaving a hole."""

import pytest

from comms.model.leftovers import greeting, taken_out, to_editors


@pytest.mark.parametrize(
    "words",
    [
        "Vil I dele vores opslag?",
        "Kan I lægge den på jeres side?",
        "I må meget gerne bringe den i nyhedsbrevet.",
        "Flyer: se vedhæftet",
        "Se vedhæftede plakat.",
        "Historie:",
        "Til Facebook:",
        "Hermed et lille indlæg.",
        "På forhånd tak",
        "Skriv endelig, hvis I har spørgsmål.",
        "Sendt fra min iPhone",
    ],
)
def test_lines_for_editors_are_found(words: str) -> None:
    assert to_editors(f"Caféen åbner.\n{words}\nKom og vær med.") == (words,)


@pytest.mark.parametrize(
    "text",
    [
        "Vil du dele din historie med andre?",
        "Kan I lide kaffe?",
        "Du må gerne tage en ven med.",
        "Historien om Fredericia fortælles på lørdag.",
        "Vi deler frugt ud.",
        "Ring til Mette, hvis du vil vide mere.",
        "Se mere på https://example.dk",
    ],
)
def test_words_for_readers_are_left_alone(text: str) -> None:
    assert to_editors(text) == ()


def test_a_greeting_opens_the_text_or_is_none() -> None:
    assert greeting("\nKære alle,\n\nKom til café.") == "Kære alle,"
    assert greeting("Kom til café.\nKære alle,") == ""
    assert greeting("Kære nabo, kom og spis med os i aften på torvet") == ""


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Kære alle,\n\nKom til café.", "Kære alle,", "Kom til café."),
        ("Kom. Flyer: se vedhæftet. Vi ses.", "Flyer: se vedhæftet.", "Kom. Vi ses."),
        ("Historie: Caféen åbner.", "Historie:", "Caféen åbner."),
        ("Et\n\nVil I dele den?\n\nTo", "Vil I dele den?", "Et\n\nTo"),
        ("Et. Vil I dele den?\nTo", "Vil I dele den?", "Et.\nTo"),
        ("Uændret", "står her ikke", "Uændret"),
        ("Uændret", " ", "Uændret"),
    ],
)
def test_what_is_taken_out_leaves_no_hole(text: str, words: str, left: str) -> None:
    assert taken_out(text, words) == left
