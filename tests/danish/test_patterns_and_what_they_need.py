"""Patterns that look first for what they need answer as `re` does."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.danish.needs import NEEDS
from comms.danish.pattern import Pattern
from comms.danish.pieces import words_of
from tools.needed import needed
from tools.write_needs import patterns, rows_of

CORPUS = Path(__file__).parents[1] / "corpus"
ANY_CASE = re.IGNORECASE
# Letters that IGNORECASE takes for one another though `str.lower` does not, and some plain ones.
LETTERS = "aAbksSKiIåÅæ ſıİKÅß1.-\n"
FLAGS = st.sampled_from([0, ANY_CASE, re.MULTILINE, ANY_CASE | re.DOTALL])


@pytest.fixture(scope="module")
def ours() -> dict[str, Pattern]:
    """Every pattern that reading and judging a mail keeps."""
    return patterns()


@cache
def texts() -> tuple[str, ...]:
    rows = [
        line
        for file in sorted(CORPUS.glob("*/*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return tuple(str(json.loads(row)["text"]) for row in rows[::9])


def sources() -> st.SearchStrategy[str]:
    """Expressions of all the kinds that ours are made of."""
    plain = st.text(LETTERS, min_size=1, max_size=5).map(re.escape)
    single = st.sampled_from(
        [r"\w", r"\s", r"\d", ".", r"\b", "[as]", "[^k]", "[a-k]", "^", "$", "(?<=a)", r"[\s]"]
    )

    def wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        some = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            some.map("".join),
            some.map(lambda ways: f"(?:{'|'.join(ways)})"),
            some.map(lambda ways: f"({'|'.join(ways)}|)"),
            inner.map(lambda one: f"(?:{one})?"),
            inner.map(lambda one: f"(?:{one}){{1,2}}"),
            inner.map(lambda one: f"(?:{one})*?"),
            inner.map(lambda one: f"(?={one})"),
            inner.map(lambda one: f"(?!{one})"),
            inner.map(lambda one: f"(?i:{one})"),
        )

    return st.recursive(plain | single, wider, max_leaves=8)


def stands(rows: tuple[tuple[str, ...], ...], text: str) -> bool:
    words = [f" {word} " for word in words_of(text)]
    return all(any(piece in word for piece in row for word in words) for row in rows)


@given(sources(), FLAGS, st.text(LETTERS, max_size=30))
def test_what_is_needed_stands_in_all_that_matches(source: str, flags: int, text: str) -> None:
    if re.search(source, text, flags):
        assert stands(needed(source, flags), text)


@given(data=st.data())
def test_our_own_patterns_answer_as_re_does_on_words_they_are_made_of(
    ours: dict[str, Pattern], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from([*ours.values()]))
    words = re.findall(r"[A-Za-zæøåÆØÅ.]+", one.pattern) or ["a"]
    said = data.draw(st.lists(st.sampled_from(words) | st.text(LETTERS, max_size=3), max_size=8))
    text = data.draw(st.sampled_from([" ", "", "\n"])).join(said)
    text = data.draw(st.sampled_from([text, text.upper(), text.title()]))
    plain, end = re.compile(one.pattern, one.flags), len(text) // 2
    assert bool(one.search(text)) == bool(plain.search(text))
    assert bool(one.search(text, 1, end)) == bool(plain.search(text, 1, end))
    assert one.findall(text) == plain.findall(text)
    assert one.sub("-", text) == plain.sub("-", text)
    assert one.split(text) == plain.split(text)
    assert [m.span() for m in one.finditer(text, 1)] == [m.span() for m in plain.finditer(text, 1)]


def test_our_own_patterns_answer_as_re_does_on_the_written_texts(ours: dict[str, Pattern]) -> None:
    wrong = [
        (one.pattern[:60], text[:60])
        for one in ours.values()
        for text in texts()
        if not one.may_stand_in(text) and one.made.search(text)
    ]
    assert wrong == []
    assert len(ours) > 300


def test_what_is_written_of_our_own_patterns_is_so(ours: dict[str, Pattern]) -> None:
    some = [(NEEDS[key], rows_of(ours[key])) for key in sorted(ours)[::8] if key in NEEDS]
    assert [told for told, so in some if told != so] == [], "python tools/write_needs.py --write"
    assert len(some) > 30


def test_most_of_our_own_patterns_are_written_of(ours: dict[str, Pattern]) -> None:
    """The others are only slower, so that a change of a pattern stands for itself."""
    known = [key for key in ours if key in NEEDS]
    assert len(known) > len(ours) * 0.8, "python tools/write_needs.py --write"


@pytest.mark.parametrize(
    ("source", "flags", "rows"),
    [
        (r"\b(?:aflys\w*|udgår)\b", 0, ((" aflys", " udgår"),)),
        (r"Kære\s+alle", 0, (("kære ",),)),
        (r"(?:mor|far)fars?", 0, (("farfar", "morfar"),)),
        (r"kan (?:vi|jeg)", 0, ((" jeg", "kan "), ("vi", "jeg"))),
        (r"fri[dt]ag", 0, (("fridag", "fritag"),)),
        (r"(?:hver )?mandag", 0, (("mandag",),)),
        (r"\d{1,2}/\d+", 0, ((" / ",), ("0",))),
        (r"\bkan\W+\w+\W+gå\b", 0, ((" kan ",), (" gå ",))),
        (r"(?=.*besøg)\w+", 0, (("besøg",),)),
    ],
)
def test_the_pieces_a_pattern_needs(
    source: str, flags: int, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert needed(source, flags) == rows


@pytest.mark.parametrize(
    "source", [r"\w+", "e|mandag", "(?:mandag)?", r"\w+dag|[a-z]", "Ω{3}", "(?a)å"]
)
def test_a_pattern_that_can_do_without_any_word_is_tried_everywhere(source: str) -> None:
    assert needed(source, 0) == ()
    assert Pattern(source).may_stand_in("intet her")


def test_a_pattern_is_not_made_for_a_text_it_cannot_stand_in(ours: dict[str, Pattern]) -> None:
    known = next(one for key, one in ours.items() if NEEDS.get(key) == "uge")
    one = Pattern(known.pattern, known.flags)
    assert (one.search("Vi ses tirsdag"), one.match("tirsdag")) == (None, None)
    assert "made" not in vars(one)
    assert one.search("i uge 47")
    assert one.match("uge 47")


def test_a_pattern_is_made_when_it_has_been_kept_from_many_texts(ours: dict[str, Pattern]) -> None:
    known = next(one for key, one in ours.items() if NEEDS.get(key) == "uge")
    one = Pattern(known.pattern, known.flags)
    assert not any(one.match(f"Tirsdag {number}") for number in range(200))
    assert "made" in vars(one)


def test_an_expression_that_cannot_be_read_says_so_when_it_is_first_asked() -> None:
    one = Pattern("(mandag")
    with pytest.raises(re.error):
        one.search("mandag")


@pytest.mark.parametrize(("source", "text"), [("sig til", "ſıG TIL"), ("kiks", "KİKS")])
def test_letters_with_two_small_forms_are_found(source: str, text: str) -> None:
    assert re.search(source, text, ANY_CASE)
    assert stands(needed(source, ANY_CASE), text)
