import json
import time
from pathlib import Path

import pytest
import yaml

from comms.model.themes import Theme, from_rows, ranked

SPORT = Theme(3, "Sport", words=(("fodbold", 5), ("træne", 3)))
TABLE = Theme(5, "Fællesskab", words=(("fællesspisning", 5), ("sidde alene", 5)))


def test_forms_and_compounds_of_a_word_are_found() -> None:
    (found,) = ranked("Vi spiller gåfodbold og træner sammen.", (SPORT, TABLE))
    assert (found.number, found.matched) == (3, ("fodbold", "træne"))


def test_a_gap_in_a_phrase_takes_up_to_three_words_of_the_same_sentence() -> None:
    unpaid = Theme(10, "Frivillighed", words=(("uden .. løn", 5),))
    assert ranked("De gør det uden at få løn.", (unpaid,))
    assert not ranked("De gør det uden. Løn er noget andet.", (unpaid,))
    assert not ranked("Uden at de nogensinde selv fik løn.", (unpaid,))


def test_a_short_word_is_looked_for_in_compounds_only_where_the_list_says_so() -> None:
    work = Theme(6, "Arbejde", words=(("job-", 5), ("-café", 5)))
    assert ranked("Kom til jobmesse.", (work,))[0].matched == ("job",)
    assert ranked("Vi har suppecafé.", (work,))[0].matched == ("café",)
    assert not ranked("Han har et fritidsjob.", (work,))
    assert not ranked("Prøv tøjob.", (Theme(6, "Arbejde", words=(("job", 5),)),))


def test_a_phrase_is_heard_before_its_single_words() -> None:
    flat = Theme(4, "Inddragelse", words=(("hold fast", 8),))
    both = ranked("Vi skal holde ved. Så hold fast i den.", (SPORT, flat))
    assert [one.number for one in both] == [4]
    team = Theme(3, "Sport", words=(("hold", 5),))
    assert [one.number for one in ranked("Så hold fast i den.", (team, flat))] == [4]


def test_a_word_of_no_weight_hides_what_it_is_made_of() -> None:
    work = Theme(6, "Arbejde", words=(("arbejde", 5), ("medarbejder", 0)))
    assert ranked("Hun er medarbejder her.", (work,)) == ()
    assert ranked("Hun har fået lønarbejde.", (work,))


def test_a_word_that_several_themes_list_weighs_less_in_each() -> None:
    here = Theme(1, "Et", words=(("kage", 6),))
    there = Theme(2, "To", words=(("kage", 6), ("suppe", 6)))
    assert ranked("Der er kage.", (here,))[0].score == 6
    assert [round(one.score, 2) for one in ranked("Der er kage.", (here, there))] == [4.24, 4.24]


def test_words_that_speak_in_company_need_three_in_one_sentence() -> None:
    joint = Theme(9, "Samarbejde", together=("politi", "kirke", "kommune", "skole"))
    (found,) = ranked("Politiet, kirken og kommunen har åbnet huset.", (joint,))
    assert found.matched == ("politi + kirke + kommune",)
    assert not ranked("Politiet kom. Kirken og kommunen sov.", (joint,))
    assert not ranked("Politiet, politiet og kirken.", (joint,))


def test_a_further_theme_must_come_near_the_first_one() -> None:
    text = "fodbold, fodbold og fodbold, og så træne, og lidt fællesspisning"
    assert [one.number for one in ranked(text, (SPORT, TABLE))] == [3]


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


FOUND = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize("part", ["a", "b", "c"])
def test_nine_of_ten_written_texts_get_their_first_theme_and_no_wrong_one(part: str) -> None:
    path = Path(__file__).parents[2] / "templates" / "themes.da.yaml"
    themes = from_rows(yaml.safe_load(path.read_text(encoding="utf-8"))["themes"])
    lines = (FOUND / part / "themes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    said = [[one.number for one in ranked(row["text"], themes)] for row in rows]
    first = sum(got[:1] != [] and got[0] in r["must"] for got, r in zip(said, rows, strict=True))
    right = sum({*got} <= {*r["must"], *r["may"]} for got, r in zip(said, rows, strict=True))
    assert first >= 0.88 * len(rows)
    assert right >= 0.88 * len(rows)


def test_a_long_text_is_judged_in_no_time() -> None:
    path = Path(__file__).parents[2] / "templates" / "themes.da.yaml"
    themes = from_rows(yaml.safe_load(path.read_text(encoding="utf-8"))["themes"])
    lines = (FOUND / "a" / "themes.jsonl").read_text(encoding="utf-8").splitlines()
    text = " ".join(json.loads(line)["text"] for line in lines)[:2000]
    ranked(text, themes)
    spent = []
    for _ in range(20):
        start = time.process_time()
        ranked(text, themes)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.015  # about 1 ms; the rest is for a busy machine
