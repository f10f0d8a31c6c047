"""A text's themes are the same whether all words and examples are ready, or those it asks for."""

import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.config.themes import load_themes
from comms.model import themes as room
from comms.model.themes import Ranked, Theme, ranked, scores

ROOT = Path(__file__).parents[2]
WORDS = [
    *("by", "byen", "byens", "Børn", "børnene", "barn", "mænds", "venner", "bage", "bager"),
    *("fællesskab", "FÆLLESSKABET", "fællesspisning", "spisning", "cpr-nummer", "natcafé", "café"),
    *("på", "i", "gå", "17", "2", ".", "!\n", "job", "jobmesse", "frivillig", "frivilligcaféen"),
    *("besøgsven", "besøgsvenner", "hjertesygdommene", "sygdommen", "å", "bussen", "buss", "İby"),
]
PHRASES = ["-by", "job-", "på byen", "i .. byen", "gå på café", "-café", "by-", "ñandu"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
words = st.lists(st.tuples(st.sampled_from([*WORDS, *PHRASES]), st.just(5.0)), max_size=8)
some_themes = st.tuples(
    *(
        st.builds(
            Theme,
            st.just(number),
            st.just("x"),
            words=words.map(tuple),
            examples=st.lists(texts, max_size=4).map(tuple),
        )
        for number in (1, 2, 3)
    )
)


def told(text: str, themes: tuple[Theme, ...], early: int) -> tuple[tuple[Ranked, ...], ...]:
    """The themes of a text that is among the first, or is not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_EARLY", early)
        for made in (room._first, room._lexicon_for, room._likeness_to):
            made.cache_clear()
        return ranked(text, themes, text[:15]), scores(text, themes, text[:15])


@given(some_themes, texts)
def test_words_and_examples_of_all_kinds_say_the_same_of_a_first_text(
    themes: tuple[Theme, ...], text: str
) -> None:
    assert told(text, themes, 1) == told(text, themes, 0)


def test_the_shipped_words_and_examples_say_the_same_of_a_first_text() -> None:
    themes = load_themes(ROOT / "templates" / "themes.da.yaml")
    lines = (ROOT / "tests" / "corpus" / "f" / "themes.jsonl").read_text(encoding="utf-8")
    asked = [str(json.loads(line)["text"]) for line in islice(lines.splitlines(), 0, None, 30)]
    assert [told(one, themes, 1) for one in asked] == [told(one, themes, 0) for one in asked]
    assert len(asked) > 4


def test_whoever_reads_on_gets_all_of_it_ready() -> None:
    listed = (("kage", 5.0), ("kanel", 5.0))
    themes = (Theme(1, "Et", words=listed, examples=("Vi bager.",)),)  # the only one with examples
    assert [bool(ranked(f"kage {n}", themes)) for n in range(5)] == [True] * 5
    assert "kanel" not in room._lexicon(themes, "\nkage 0").whole
    assert "kanel" in room._lexicon(themes, "\nkage 4").whole
