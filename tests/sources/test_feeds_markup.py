"""HTML from outside, read as words."""

import time

import pytest

from comms.sources.markup import SIZE_CAP, plain_text


def test_each_block_gets_a_line_and_lists_a_mark() -> None:
    html = "<p>Kom til <b>suppe</b></p><ul><li>Tomat</li><li>Grønkål</li></ul>"
    assert plain_text(html) == "Kom til suppe\n\n* Tomat\n* Grønkål"


@pytest.mark.parametrize("text", ["3 < 4", "Tom & Jerry", "linje et\nlinje to", ""])
def test_text_without_tags_stays_as_it_is(text: str) -> None:
    assert plain_text(text) == text


def test_entities_become_letters() -> None:
    assert plain_text("R&oslash;dgr&#248;d") == "Rødgrød"


def test_scripts_and_styles_are_no_words() -> None:
    assert plain_text("<style>p{}</style><script>x</script><p>Kom</p>") == "Kom"


def test_words_below_hundreds_of_elements_are_not_lost() -> None:
    assert plain_text("<div>" * 5_000 + "dybt nede") == "dybt nede"


@pytest.mark.parametrize("start", ["<div>", "<b ", "<", "&", "<!--", "<![CDATA[", "<a href='"])
def test_hostile_markup_is_cut_before_it_costs(start: str) -> None:
    began = time.monotonic()
    text = plain_text(start * 200_000)
    assert len(text) <= SIZE_CAP
    assert time.monotonic() - began < 3
