"""Two people's changes to the same words: laid together, or shown where they clash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.model.draft import Content
from comms.model.merge import Clash, merge, merge_text
from comms.model.photo import PhotoUse

BEFORE = "Vi mødes onsdag kl. 17 på torvet og spiser kage. Alle er velkomne."


def test_changes_in_different_places_are_both_kept() -> None:
    mine = BEFORE.replace("onsdag", "torsdag")
    theirs = BEFORE.replace("spiser kage", "drikker kaffe")
    text, clashes = merge_text(BEFORE, mine, theirs)
    assert text == "Vi mødes torsdag kl. 17 på torvet og drikker kaffe. Alle er velkomne."
    assert clashes == ()


def test_where_both_changed_the_same_mine_stand_and_both_are_told() -> None:
    mine, theirs = BEFORE.replace("17", "18"), BEFORE.replace("17", "19")
    text, clashes = merge_text(BEFORE, mine, theirs)
    assert text == mine
    assert clashes == (Clash("text", "18", "19"),)


def test_changes_of_neighbouring_words_are_not_woven_into_each_other() -> None:
    mine, theirs = BEFORE.replace("spiser", "bager"), BEFORE.replace("kage", "suppe")
    text, clashes = merge_text(BEFORE, mine, theirs)
    assert text == mine
    assert len(clashes) == 1


def test_the_same_change_by_both_is_no_clash() -> None:
    both = BEFORE.replace("kage", "suppe")
    assert merge_text(BEFORE, both, both) == (both, ())


@pytest.mark.parametrize("added", ["", " Vi ses!"])
def test_what_only_one_added_at_the_end_is_kept(added: str) -> None:
    assert merge_text(BEFORE, BEFORE + added, BEFORE) == (BEFORE + added, ())
    assert merge_text(BEFORE, BEFORE, BEFORE + added) == (BEFORE + added, ())


def test_title_link_and_photos_are_taken_from_whoever_changed_them() -> None:
    photo = PhotoUse("a", "Gæster")
    before = Content("Café", BEFORE, "", ())
    mine = Content("Åben café", BEFORE, "", ())
    theirs = Content("Café", BEFORE, "https://example.dk", (photo,))
    merged = merge(before, mine, theirs)
    assert merged.content == Content("Åben café", BEFORE, "https://example.dk", (photo,))
    assert merged.clean


def test_fields_that_both_changed_clash() -> None:
    before = Content("Café", BEFORE, "", ())
    mine = Content("Åben café", BEFORE, "", (PhotoUse("a", "Gæster"),))
    theirs = Content("Ny café", BEFORE, "", (PhotoUse("b", ""),))
    merged = merge(before, mine, theirs)
    assert merged.content == mine
    assert [clash.field for clash in merged.clashes] == ["title", "photos"]


_TEXT = st.lists(st.sampled_from(["vi", "ses", "kl.", "17", "i", "dag", "\n\n"]), max_size=12).map(
    " ".join
)


@given(_TEXT, _TEXT)
def test_one_persons_change_alone_is_always_taken_whole(before: str, after: str) -> None:
    assert merge_text(before, after, before) == (after, ())
    assert merge_text(before, before, after) == (after, ())


@given(_TEXT, _TEXT, _TEXT)
def test_without_a_clash_the_order_of_the_two_does_not_matter(
    before: str, one: str, other: str
) -> None:
    text, clashes = merge_text(before, one, other)
    if not clashes:
        assert merge_text(before, other, one) == (text, ())
