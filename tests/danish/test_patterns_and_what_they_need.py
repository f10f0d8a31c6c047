"""Patterns that look first for what they need answer as `re` does."""

import importlib
import json
import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.danish.needed import needed
from comms.danish.pattern import Pattern
from comms.model.evidence import Sign

CORPUS = Path(__file__).parents[1] / "corpus"
ANY_CASE = re.IGNORECASE
# Letters that IGNORECASE takes for one another though `str.lower` does not, and some plain ones.
LETTERS = "aAbksSKiIåÅæ ſıİKÅß1.-\n"
FLAGS = st.sampled_from([0, ANY_CASE, re.MULTILINE, ANY_CASE | re.DOTALL])


@pytest.fixture(scope="module")
def ours() -> tuple[Pattern, ...]:
    """Every pattern that reading and judging a mail knows by name."""
    found: dict[tuple[str, int], Pattern] = {}
    for package in ("comms.danish", "comms.model", "comms.sources.mail"):
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            for value in vars(importlib.import_module(module.name)).values():
                for one in _patterns(value):
                    found[one.pattern, one.flags] = one
    return tuple(found.values())


def _patterns(value: object) -> list[Pattern]:
    if isinstance(value, Sign):
        return [value.pattern]
    if isinstance(value, Pattern):
        return [value]
    if isinstance(value, dict):
        return _patterns(tuple(value.values()))
    if isinstance(value, tuple | list):
        return [one for held in value for one in _patterns(held)]
    return []


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


@given(sources(), FLAGS, st.text(LETTERS, max_size=30))
def test_what_is_needed_stands_in_all_that_matches(source: str, flags: int, text: str) -> None:
    asked, plain = Pattern(source, flags), re.compile(source, flags)
    assert bool(asked.search(text)) == bool(plain.search(text))
    assert asked.findall(text) == plain.findall(text)
    assert asked.sub("-", text) == plain.sub("-", text)
    assert asked.split(text) == plain.split(text)
    assert [m.span() for m in asked.finditer(text, 1)] == [
        m.span() for m in plain.finditer(text, 1)
    ]


@given(data=st.data())
def test_our_own_patterns_answer_as_re_does_on_words_they_are_made_of(
    ours: tuple[Pattern, ...], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(ours))
    words = re.findall(r"[A-Za-zæøåÆØÅ.]+", one.pattern) or ["a"]
    said = data.draw(st.lists(st.sampled_from(words) | st.text(LETTERS, max_size=3), max_size=8))
    text = data.draw(st.sampled_from([" ", "", "\n"])).join(said)
    text = data.draw(st.sampled_from([text, text.upper(), text.title()]))
    assert bool(one.search(text)) == bool(one.made.search(text))


def test_our_own_patterns_answer_as_re_does_on_the_written_texts(
    ours: tuple[Pattern, ...],
) -> None:
    wrong = [
        (one.pattern[:60], text[:60])
        for one in ours
        for text in texts()
        if not one.may_stand_in(text) and one.made.search(text)
    ]
    assert wrong == []
    assert len(ours) > 300


@pytest.mark.parametrize(
    ("source", "flags", "words"),
    [
        (r"\b(?:aflys\w*|udgår)\b", 0, ("udgår", "aflys")),
        (r"Kære\s+alle", 0, ("alle", "kære")),
        (r"(?:mor|far)fars?", 0, ("farfar", "morfar")),
        (r"kan (?:vi|jeg)", 0, ("kan vi", "kan jeg")),
        (r"fri[dt]ag", 0, ("fridag", "fritag")),
        (r"(?:hver )?mandag", 0, ("mandag",)),
    ],
)
def test_the_words_a_pattern_needs(source: str, flags: int, words: tuple[str, ...]) -> None:
    assert set(needed(source, flags)) & set(words)
    assert set(needed(source, flags)) <= set(words)


@pytest.mark.parametrize("source", [r"\d+", "a|mandag", "(?:mandag)?", r"\w+dag|x", "ab", "Ω{3}"])
def test_a_pattern_that_can_do_without_any_word_is_tried_everywhere(source: str) -> None:
    assert needed(source, 0) == ()
    assert Pattern(source).may_stand_in("intet her")


def test_a_pattern_is_not_made_for_a_text_it_cannot_stand_in() -> None:
    one = Pattern("mandag")
    assert one.search("Vi ses tirsdag") is None
    assert "made" not in vars(one)


def test_an_expression_that_cannot_be_read_says_so_when_it_is_first_asked() -> None:
    one = Pattern("(mandag")
    with pytest.raises(re.error):
        one.search("mandag")


def test_letters_with_two_small_forms_are_found() -> None:
    assert Pattern("sig til", ANY_CASE).search("ſıG TIL")
    assert Pattern("kiks", ANY_CASE).search("KİKS") is not None
