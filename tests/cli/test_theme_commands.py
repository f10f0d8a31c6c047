from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def stories(run: Run, tmp_path: Path) -> list[int]:
    """Ten stories, the last three of them about a garden."""
    others = ("suppe", "musik", "banko", "teater", "dans", "sang", "quiz")
    texts = [f"Der er {one} i huset." for one in others]
    texts += [f"Vi plantede {one} i nyttehaven." for one in ("kål", "bær", "urter")]
    made = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        told = run("stories", "add", "--title", "Nyt", "--text", path, "--by", "Åse", "--json")
        made.append(told.data["id"])
    return made


def taught(run: Run, stories: list[int]) -> None:
    for number in stories[-3:]:
        assert run("stories", "themes", number, "--set", "2", "--by", "Åse").exit_code == 0


def tried(run: Run, text: str) -> list[str]:
    reasons: list[str] = run("themes", "try", "--text", "-", "--json", stdin=text).data["why"]
    return reasons


def test_setting_themes_tells_them_by_name(run: Run, stories: list[int]) -> None:
    done = run("stories", "themes", stories[0], "--set", "4,7", "--by", "Åse")
    assert done.out == (
        f"Bidrag {stories[0]} handler om: 4 Inddragelse af borgerne, 7 En god ven.\n"
    )
    assert run("stories", "show", stories[0], "--json").data["themes"] == [4, 7]


@pytest.mark.parametrize("numbers", ["", "4,x", "1,2,3,4", "77"])
def test_a_wrong_list_of_themes_is_refused(run: Run, stories: list[int], numbers: str) -> None:
    done = run("stories", "themes", stories[0], "--set", numbers, "--by", "Åse")
    assert done.exit_code == 2


def test_corrections_change_what_a_story_typed_in_later_is_about(
    run: Run, stories: list[int], tmp_path: Path
) -> None:
    taught(run, stories)
    path = tmp_path / "later.txt"
    path.write_text("Vi plantede roser i nyttehaven.", encoding="utf-8")
    told = run("stories", "add", "--title", "Nyt", "--text", path, "--by", "Åse", "--json").data
    assert told["themes"][0] == 2


def test_a_text_can_be_tried_on_what_was_learned(run: Run, stories: list[int]) -> None:
    taught(run, stories)
    assert any("lært af 3 rettelser" in why for why in tried(run, "Roser i nyttehaven."))


def test_a_correction_is_forgotten_by_its_number_or_all_of_them(
    run: Run, stories: list[int]
) -> None:
    taught(run, stories)
    assert run("themes", "forget", 1, "--by", "Ib", "--json").data == {"forgotten": 1}
    assert [c["id"] for c in run("themes", "learned", "--json").data["corrections"]] == [3, 2]
    assert run("themes", "forget", "--all", "--by", "Ib", "--json").data == {"forgotten": 2}
    assert run("themes", "learned").out == "Der er ikke lært noget endnu.\n"


def test_forgetting_needs_one_correction_or_all(run: Run) -> None:
    assert run("themes", "forget", "--by", "Ib").exit_code == 2
    assert run("themes", "forget", 1, "--all", "--by", "Ib").exit_code == 2


def test_the_list_marks_quiet_themes(run: Run, stories: list[int]) -> None:
    run("stories", "themes", stories[0], "--set", "9", "--by", "Åse")
    quiet = {one["number"]: one["quiet"] for one in run("themes", "list", "--json").data}
    assert (quiet[9], len(quiet)) == (False, 12)
