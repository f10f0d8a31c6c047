"""The staff's guide: each picture is there, and what it tells to press stands on a page."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "brugervejledning.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
LARGEST = 120_000  # bytes of a picture
# Bold words that name a person's part or a step and nothing on a page.
NO_BUTTONS = {
    *("skribent", "godkender", "udkast", "udgave"),
    *("Billeder", "Kommentarer", "Tilmelding og afmelding"),
    *("Et opslag:", "Skal opslaget væk,", "Et nyhedsbrev:"),
}


def pages() -> str:
    """What the pages are made of: their templates, and the words they take from code."""
    sources = [*ROOT.glob("templates/web/*.html"), *ROOT.glob("comms/web/*.py")]
    return " ".join(" ".join(one.read_text("utf-8") for one in sources).split())


def stands(words: str, shown: str) -> bool:
    """Whole words, as they are written; "Gem" does not stand in "Gemt"."""
    return re.search(rf"(?<!\w){re.escape(words.rstrip('.:?'))}(?!\w)", shown) is not None


def test_each_picture_is_there_and_small_and_no_other_lies_beside_them() -> None:
    named = set(re.findall(r"\(((?:docs/)?pictures/[\w-]+\.png)\)", GUIDE + README))
    there = {one.name: one.stat().st_size for one in (ROOT / "docs" / "pictures").iterdir()}
    assert {one.rpartition("/")[2] for one in named} == set(there)
    assert {name for name, size in there.items() if size > LARGEST} == set()


def test_what_is_told_in_bold_stands_on_a_page() -> None:
    told = {" ".join(one.split()) for one in re.findall(r"\*\*([^*]+)\*\*", GUIDE)} - NO_BUTTONS
    assert len(told) > 50
    shown = pages()
    assert {one for one in told if not stands(one, shown)} == set()


def test_a_word_that_no_page_has_is_found() -> None:
    assert stands("Gem rettelser", "<button>Gem rettelser</button>")
    assert not stands("Gem", "<p>Gemt</p>")


def test_what_is_linked_to_is_there() -> None:
    linked = re.findall(r"[^!]\[[^\]]+\]\(([^)]+)\)", GUIDE)
    assert linked
    assert all((ROOT / "docs" / one).is_file() for one in linked)
