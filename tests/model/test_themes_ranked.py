from pathlib import Path

import pytest
import yaml

from comms.model.themes import Theme, from_rows, ranked

SPORT = Theme(3, "Sport", words=(("fodbold", 5), ("træne", 3)))
TABLE = Theme(5, "Fællesskab", words=(("fællesspisning", 5), ("sidde alene", 5)))


def test_forms_and_compounds_of_a_word_are_found() -> None:
    (found,) = ranked("Vi spiller gåfodbold og træner sammen.", (SPORT, TABLE))
    assert (found.number, found.matched) == (3, ("fodbold", "træne"))


def test_words_in_a_row_must_stand_in_a_row() -> None:
    assert [t.number for t in ranked("Ingen skal sidde alene.", (SPORT, TABLE))] == [5]
    assert ranked("De vil sidde og være alene.", (SPORT, TABLE)) == ()


def test_a_word_of_the_title_counts_twice() -> None:
    text = "fodbold og fællesspisning"
    assert ranked(text, (SPORT, TABLE), "Fællesspisning")[0].number == 5


def test_a_text_about_nothing_has_no_theme() -> None:
    assert ranked("Det regner i dag.", (SPORT, TABLE)) == ()


@pytest.mark.parametrize("row", [{}, {"number": "x", "name": "a"}, {"number": 1, "words": [1]}])
def test_a_broken_row_is_named(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="themes: row 2"):
        from_rows([{"number": 1, "name": "ok"}, row])


def test_the_twelve_themes_are_all_there_with_their_words() -> None:
    path = Path(__file__).parents[2] / "templates" / "themes.da.yaml"
    themes = from_rows(yaml.safe_load(path.read_text(encoding="utf-8"))["themes"])
    assert [theme.number for theme in themes] == list(range(1, 13))
    assert all(len(theme.words) > 30 and theme.text and theme.slug for theme in themes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Naboerne spiste suppe sammen, så ingen skulle sidde alene.", 5),
        ("Efter fem år fik hun fleksjob på lageret og sin første lønseddel.", 6),
        ("De to besøgsvenner ringer til hinanden hver dag.", 7),
        ("Frivillige giver deres fritid til indsamlingen uden løn.", 10),
        ("Gældsrådgiveren kommer i 7. klasse, før de unge får deres første kviklån.", 12),
        ("Kommune, politi og region har skrevet under på en fælles aftale.", 9),
        ("Almene lejligheder med lav husleje til hjemløse på havnen.", 2),
        ("Brugerrådet har fået en stemme og sætter dagsordenen.", 4),
    ],
)
def test_plain_texts_get_the_theme_an_editor_would_set(text: str, number: int) -> None:
    path = Path(__file__).parents[2] / "templates" / "themes.da.yaml"
    themes = from_rows(yaml.safe_load(path.read_text(encoding="utf-8"))["themes"])
    assert ranked(text, themes)[0].number == number
