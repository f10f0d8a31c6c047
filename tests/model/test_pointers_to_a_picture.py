"""A mail whose text says that time and place stand on the poster beside it."""

import pytest

from comms.model import pointers
from comms.model.mail import Mail, Picture


def mail(text: str) -> Mail:
    """A mail with one picture, of no telling name."""
    return Mail(text=text, pictures=(Picture(name="IMG_0412.jpg"),))


@pytest.mark.parametrize(
    "text",
    [
        "Vi holder byttedag for alle igen. Alt det praktiske er på plakaten.",
        "Der er fællessang og kaffe. Datoen må I læse på billedet, for jeg kan ikke huske den.",
        "Tid og sted fremgår af det vedhæftede opslag, og resten klarer vi på dagen.",
        "Programmet står på flyeren. Vi glæder os.",
        "Vi skal ud at gå sammen. Klokkeslættet kan ses på billedet.",
    ],
)
def test_details_that_stand_on_a_poster_are_in_the_picture(text: str) -> None:
    assert pointers.only_in_picture(mail(text))


@pytest.mark.parametrize(
    "text",
    [
        "Vi fik malet hele gavlen på en eftermiddag, og stemningen var god. Billedet er fra taget.",
        "Stedet er blevet sat i stand, og nu er der varme i stuen igen. Haven venter til foråret.",
        "Tiden gik hurtigt, og der blev drukket meget kaffe. Her er et foto til historien.",
    ],
)
def test_a_story_with_a_photo_is_told_in_words(text: str) -> None:
    assert not pointers.only_in_picture(mail(text))
