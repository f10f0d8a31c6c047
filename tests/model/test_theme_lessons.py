from comms.model.lessons import Correction, Told, learn, stems_of
from comms.model.themes import Theme, judged, ranked

FRIEND = Theme(7, "En god ven", words=(("besøgsven", 8), ("ringe", 3)))
TABLE = Theme(5, "Fællesskab", words=(("kage", 3), ("fællesspisning", 8)))
PLACE = Theme(2, "Byen", words=(("bænk", 5),))
THEMES = (PLACE, TABLE, FRIEND)
OTHERS = [
    Told(frozenset(stems_of("", f"Der er {word} i byen i dag, og alle er velkomne."))) for word in
    ("kaffe", "musik", "fodbold", "suppe", "teater", "loppemarked", "banko", "udflugt")
]  # fmt: skip


def correction(
    number: int, text: str, before: tuple[int, ...], after: tuple[int, ...]
) -> Correction:
    return Correction(number, before, after, stems_of("", text), id=number)


def gardens(count: int) -> list[Correction]:
    """The office thinks that gardens belong to the town, not to a table."""
    return [
        correction(n, f"Der er kage i nyttehaven på {n}. etage.", (5,), (2,))
        for n in range(1, count + 1)
    ]


def test_one_correction_changes_nothing() -> None:
    lessons = learn(gardens(1), OTHERS)
    assert not lessons
    assert ranked("Vi spiser kage i nyttehaven.", THEMES, lessons=lessons)[0].number == 5


def test_two_that_agree_put_the_theme_first() -> None:
    lessons = learn(gardens(2), OTHERS)
    assert ranked("Vi spiser kage i nyttehaven.", THEMES, lessons=lessons)[0].number == 2


def test_the_reason_tells_what_was_learned_apart_from_the_list() -> None:
    found = ranked("En bænk i nyttehaven.", THEMES, lessons=learn(gardens(3), OTHERS))[0]
    assert found.why == "tema 2: bænk; lært af 3 rettelser (nyttehaven)"


def test_a_theme_that_was_taken_off_is_told_with_the_reason() -> None:
    lessons = learn(gardens(3), OTHERS)
    chosen, dropped = judged("Vi spiser kage i nyttehaven.", THEMES, "", lessons)
    assert [one.number for one in chosen] == [2]
    told = [one.why for one in dropped]
    assert told == ["tema 5: kage; trukket ned, lært af 3 rettelser (kage, nyttehaven)"]


def test_a_strong_word_is_never_silenced() -> None:
    against = [correction(n, "En besøgsven og hendes hund.", (7,), (5,)) for n in range(1, 9)]
    found = ranked("Bliv besøgsven.", THEMES, lessons=learn(against, OTHERS))
    assert 7 in [one.number for one in found] or found[0].score >= 4
    kept = next(one for one in judged("Bliv besøgsven.", THEMES, "", learn(against, OTHERS))[1]
                + found if one.number == 7)  # fmt: skip
    assert kept.score >= 4


def test_a_word_that_everybody_uses_teaches_nothing() -> None:
    made = [correction(n, "Der er plads i byen i dag.", (5,), (2,)) for n in (1, 2)]
    assert "by" not in {one.stem for one in learn(made, OTHERS).evidence}


def test_corrections_that_disagree_teach_nothing() -> None:
    made = [*gardens(2), *(correction(n, "Kage i nyttehaven.", (2,), (5,)) for n in (8, 9))]
    assert not [one for one in learn(made, OTHERS).of(2) if one.stem == "nyttehav"]


def test_a_story_corrected_twice_speaks_once() -> None:
    twice = [correction(1, "I nyttehaven.", (5,), (7,)), correction(1, "I nyttehaven.", (7,), (2,))]
    assert not learn(twice, OTHERS)


def test_a_correction_says_which_themes_it_spoke_for_and_against() -> None:
    made = Correction(1, (5, 7), (7, 2), {})
    assert (made.gained, made.lost) == (frozenset({2, 7}), frozenset({5}))


def test_names_of_people_and_places_are_not_kept() -> None:
    kept = stems_of("Hos Sofie i Vejle", "I går kom Jørgen Bæk forbi.")
    assert set(kept.values()) == {"hos", "går", "kom", "forbi"}


def test_a_theme_that_is_no_more_is_not_brought_back() -> None:
    lessons = learn(gardens(3), OTHERS)
    assert ranked("I nyttehaven.", (TABLE, FRIEND), lessons=lessons) == ()
