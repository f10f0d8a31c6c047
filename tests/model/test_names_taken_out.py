"""Neutral words in the place of a name."""

import pytest

from comms.model.anonymous import mentions, same_person, without_names
from comms.model.draft import Content
from comms.model.photo import PhotoUse


@pytest.mark.parametrize(
    ("text", "name", "after"),
    [
        ("I går bagte Karen Damgaard boller.", "Karen Damgaard", "I går bagte en person boller."),
        ("Karen Damgaards boller.", "Karen Damgaard", "En persons boller."),
        ("Grethes have, og Grethe selv.", "Grethes", "En persons have, og personen selv."),
        ("Jonas' cykel er væk.", "Jonas", "En persons cykel er væk."),
        ("Han mødte Karen\nDamgaard.", "Karen Damgaard", "Han mødte en person."),
        ("Karen Damgaard lo. Karen gik.", "Karen Damgaard", "En person lo. Personen gik."),
        ("Karensminde ligger ved åen.", "Karen", "Karensminde ligger ved åen."),
    ],
)
def test_a_name_gives_way_to_neutral_words(text: str, name: str, after: str) -> None:
    assert without_names(Content("", text), [name]).text == after


def test_headline_and_alternative_texts_lose_it_too() -> None:
    before = Content("Karen bager", "", photos=(PhotoUse("a", "Karen ved ovnen"),))
    after = without_names(before, ["Karen"])
    assert (after.title, after.photos[0].alt) == ("En person bager", "En person ved ovnen")


def test_short_forms_are_the_same_person_and_others_are_not() -> None:
    assert same_person("Karen", "Karen Damgaards")
    assert not same_person("Karen Holm", "Karen Damgaard")
    assert mentions("Karen Damgaard", ["Karen", "Frode"]) == ("Karen Damgaard", "Karen")
