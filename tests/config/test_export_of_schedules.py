"""schedules.yaml written out with what staff changed: the words of the file stay as they are."""

from difflib import unified_diff
from pathlib import Path

import pytest

from comms.config.export import exported
from comms.config.overlay import Change, State, laid_over
from comms.config.schedules import Schedules, parsed

FILE = (Path(__file__).resolve().parents[2] / "schedules.yaml").read_text("utf-8")
SMALL = """\
organisation: {name: A, strategy: B, mailbox: a@example.dk}  # who we are
newsletter:
  hour: "10:00"     # local time
# Posts
facebook:
  at_most_a_day: 3  # never more
"""


def _to(value: object) -> Change:
    return Change(State.VALUE, value)


def _both(text: str, **changes: Change) -> tuple[str, Schedules]:
    """The file written out, and what it must say."""
    base = parsed(text, "schedules.yaml")
    wanted = laid_over(base, {key.replace("__", "/"): one for key, one in changes.items()})
    return exported(text, base, wanted), wanted


def _changed_lines(old: str, new: str) -> list[str]:
    found = unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_a_file_that_nobody_changed_comes_out_byte_for_byte() -> None:
    assert _both(FILE)[0] == FILE


def test_one_value_changes_one_line_and_keeps_its_remark() -> None:
    told, wanted = _both(SMALL, facebook=_to({"at_most_a_day": 2}))
    assert _changed_lines(SMALL, told) == [
        "-  at_most_a_day: 3  # never more",
        "+  at_most_a_day: 2  # never more",
    ]
    assert parsed(told, "x") == wanted


EVERYTHING: dict[str, Change] = {
    "facebook": _to({"slots": ["08:30", "16:00"], "at_most_a_day": 2, "quiet_from": "21:00"}),
    "core_story": _to("Vi fortæller: »sammen« om det, der virker # altid. " * 6 + "Slut."),
    "newsletter": _to({"title": "Ugen {week}: nyt"}),
    "acknowledgement": _to({"send": False, "story": "", "question": "Et\n\nTo", "ambassador": "#"}),
    "feeds__kommunen": _to({"active": False}),
    "feeds__ny": _to({"url": "https://x.example.dk/a.ics", "kind": "ical", "theme": 3}),
    "venues": _to(["Huset", "Æblehaven: sal 2", "yes", "12"]),
    "departments__bolig": Change(State.GONE),
    "goals__followers": _to({"target": 1200, "by": "2027-12-31"}),
}


@pytest.mark.parametrize("text", [FILE, SMALL], ids=["ours", "small"])
@pytest.mark.parametrize("key", [*EVERYTHING, "all"])
def test_what_is_written_out_says_what_holds(text: str, key: str) -> None:
    changes = EVERYTHING if key == "all" else {key: EVERYTHING[key]}
    if text == SMALL:  # it has no goals and no such feed
        changes = {k: c for k, c in changes.items() if k not in ("goals__followers",
                                                                 "feeds__kommunen")}  # fmt: skip
    told, wanted = _both(text, **changes)
    assert parsed(told, "x") == wanted


def test_remarks_outside_a_changed_list_are_kept() -> None:
    told, _ = _both(FILE, **EVERYTHING)
    remarks = [line for line in FILE.splitlines() if line.lstrip().startswith("#")]
    assert remarks
    assert [line for line in remarks if line not in told] == []


def test_a_file_in_another_style_comes_out_whole_and_says_so() -> None:
    text = "{organisation: {name: A, strategy: B, mailbox: a@example.dk}, venues: [x]}"
    told, wanted = _both(text, core_story=_to("Ord"), venues=_to(["y"]))
    assert parsed(told, "x") == wanted
    assert told.startswith("#")


def test_a_span_of_time_survives_a_file_that_comes_out_whole() -> None:
    text = (
        "{organisation: {name: A, strategy: B, mailbox: a@example.dk}, "
        "jobs: {draft: {every: 90s, catch_up: skip}}, acknowledgement: {within: 2d}}"
    )
    told, wanted = _both(text, venues=_to(["y"]))
    assert parsed(told, "x") == wanted
