"""Subjects and preheaders: of the advised length, different, and never cut inside a word."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.model.wording import MOST, PREHEADER, SUBJECT, proposals, shortened

TITLE = "Nyt fra Strategi for Udsathed – uge 48"
HEADS = (
    "Fællesspisning i Medborgerhuset",
    "Gratis gældsrådgivning på biblioteket hver onsdag eftermiddag hele vinteren",
    "Bliv besøgsven",
    "Sportsdag i hallen for alle, der har lyst",
)
WORDS = st.lists(
    st.sampled_from(["ny", "café", "å", "gåtur", "fællesspisning", "børn", "42", "i", "på"]),
    min_size=1,
)
_SIGNS = " ·,;:–-….!?"


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_the_proposals_have_the_advised_length(count: int) -> None:
    made = proposals(TITLE, HEADS[:count], HEADS[:1])
    assert 1 <= len(made.subjects) <= MOST
    assert 1 <= len(made.preheaders) <= MOST
    assert all(SUBJECT[0] <= len(one) <= SUBJECT[1] for one in made.subjects)
    assert all(PREHEADER[0] <= len(one) <= PREHEADER[1] for one in made.preheaders)


def test_there_is_something_to_choose_between() -> None:
    made = proposals(TITLE, HEADS, HEADS[:1])
    assert len({one[:12] for one in made.subjects}) >= 2
    assert len({one[:12] for one in made.preheaders}) == 3
    assert made.subjects[0] == "Fællesspisning i Medborgerhuset – og 3 historier til"


@settings(max_examples=150, deadline=None)
@given(heads=st.lists(WORDS.map(" ".join), max_size=5), events=st.lists(WORDS.map(" ".join)))
def test_no_word_is_ever_cut(heads: list[str], events: list[str]) -> None:
    made = proposals(TITLE, heads, events)
    whole = {word.strip(_SIGNS) for text in (*heads, TITLE) for word in text.split()}
    for subject in made.subjects:
        assert len(subject) <= SUBJECT[1]
        kept = re.sub(r" – og (én historie|\d+ historier) til|, og hvad der .*", "", subject)
        assert {word.strip(_SIGNS) for word in kept.split()} <= {*whole, "", "det", "sker"}
    assert all(len(one) <= PREHEADER[1] for one in made.preheaders)


def test_a_word_that_is_too_long_for_the_line_is_left_out_whole() -> None:
    assert shortened("a" * 70, 60) == ""
    assert proposals(TITLE, ["a" * 130]).subjects == proposals(TITLE, []).subjects


def test_a_cut_leaves_no_word_that_points_to_the_next() -> None:
    assert shortened("Kom til fest i den nye hal", 18) == "Kom til fest…"
    assert shortened("Kom til fest", 12) == "Kom til fest"
