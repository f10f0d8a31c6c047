"""Editors move, put in and take out stories of an issue, and composing again leaves it so."""

from datetime import datetime
from pathlib import Path

import pytest

from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.issue import Issue
from comms.store.database import Database
from tests.stages.issue_house import IssueHouse


@pytest.fixture
def house(database: Database, tmp_path: Path, now: datetime) -> IssueHouse:
    return IssueHouse(database, tmp_path, now)


def again(house: IssueHouse) -> Issue:
    made = house.desk.compose(house.now).issue
    assert made is not None
    return made


def test_what_is_moved_or_taken_out_stays_so_when_the_issue_is_composed_again(
    house: IssueHouse,
) -> None:
    drafts = {title: house.block(title) for title in ("Et", "To", "Tre")}
    issue_id, desk = house.composed(), house.desk
    order = house.titles(again(house))
    desk.arranging.move(issue_id, drafts[order[2]], 1, "Anna", house.now)
    desk.arranging.drop(issue_id, drafts[order[0]], "Anna", house.now)
    house.block("Fire")
    made = again(house)
    assert house.titles(made)[0] == order[2]
    assert set(house.titles(made)) == {order[1], order[2], "Fire"}
    assert order[0] not in made.subject + made.preheader
    following = desk.compose(house.now, "2026-W49").issue
    assert following is not None
    assert house.titles(following) == [order[0]]
    with house.database.read() as tx:
        verbs = [one.verb for one in tx.audit.about("issue", issue_id)]
    assert [one for one in verbs if "item" in one] == ["move item", "drop item"]


def test_what_was_taken_out_is_put_in_again(house: IssueHouse) -> None:
    first = house.block("Et")
    house.block("To")
    issue_id, desk = house.composed(), house.desk
    desk.arranging.drop(issue_id, first, "Anna", house.now)
    made = desk.arranging.pin(issue_id, first, "Anna", house.now)
    assert (house.titles(made), made.dropped) == (["To", "Et"], ())
    assert house.titles(again(house)) == ["To", "Et"]


def test_only_an_approved_story_of_no_other_issue_is_put_in(house: IssueHouse) -> None:
    house.block("Et")
    issue_id, arranging = house.composed(), house.desk.arranging
    waiting = house.block("Venter", approved=False)
    other = house.block("I den næste")
    house.desk.compose(house.now, "2026-W49")
    for draft in (waiting, other):
        with pytest.raises(NotAllowed, match="kan ikke sættes ind"):
            arranging.pin(issue_id, draft, "Anna", house.now)


def test_what_cannot_be_done_is_said(house: IssueHouse) -> None:
    only = house.block("Et")
    issue_id, arranging = house.composed(), house.desk.arranging
    with pytest.raises(NotAllowed, match="for lidt"):
        arranging.drop(issue_id, only, "Anna", house.now)
    with pytest.raises(UsageError, match="fra 1 til 1"):
        arranging.move(issue_id, only, 2, "Anna", house.now)
    with pytest.raises(NotFound, match="ikke med"):
        arranging.move(issue_id, only + 1, 1, "Anna", house.now)
    house.desk.approve(issue_id, "Anna", house.now)
    with pytest.raises(Moved, match="godkendt"):
        arranging.move(issue_id, only, 1, "Anna", house.now)
