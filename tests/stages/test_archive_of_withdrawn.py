"""The public archive leaves out what a consent no longer covers; the rest stays as it was sent."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from comms.model.draft import Content, Draft
from comms.model.issue import IssueStatus
from comms.model.photo import Photo, PhotoUse
from comms.model.story import Story
from comms.stages.review import Review
from comms.store.database import Database
from tests.stages.issue_house import IssueHouse

DIGEST = "a" * 64


@pytest.fixture
def house(memory: Database, tmp_path: Path, now: datetime) -> IssueHouse:
    return IssueHouse(memory, tmp_path, now)


@pytest.fixture
def sent(house: IssueHouse) -> tuple[int, int]:
    """A sent issue of two stories, the second with a photo; its id and that story's."""
    house.block("Æblegrød for alle")
    with house.database.begin() as tx:
        photo = Photo(DIGEST, alt="Gæster", people=True, width=600, height=400)
        story_id = tx.stories.add(Story("Café", "Kom", themes=(1,), photos=(photo,)), house.now)
        content = Content("Café", "Kom på café", photos=(PhotoUse(DIGEST, "Gæster"),))
        draft_id = tx.drafts.add(Draft(story_id, "newsletter", content), house.now)
        assert draft_id is not None
        seen = tx.drafts.get(draft_id)
        tx.drafts.update(seen, seen.approve("Anna", house.now), house.now)
    issue = house.desk.approve(house.composed(), "Anna", house.now)
    with house.database.begin() as tx:
        tx.issues.update(issue, replace(issue, status=IssueStatus.SENT, sent_at=house.now))
    return issue.id, story_id


def withdraw(house: IssueHouse, story_id: int, *, photo: bool) -> None:
    with house.database.read() as tx:
        photo_id = tx.stories.get(story_id).photos[0].id
    review = Review(house.database.begin, four_eyes=True)
    review.withdraw_consent(story_id, "Anna", house.now, photo_id if photo else None)


def test_a_withdrawn_photo_is_gone_and_its_words_stay(
    house: IssueHouse, sent: tuple[int, int]
) -> None:
    issue_id, story_id = sent
    today = house.now.date()
    assert DIGEST in house.desk.archive_html(issue_id, today)
    withdraw(house, story_id, photo=True)
    page = house.desk.archive_html(issue_id, today)
    assert DIGEST not in page
    assert "Kom på café" in page


def test_a_withdrawn_story_is_gone_and_the_others_stay(
    house: IssueHouse, sent: tuple[int, int]
) -> None:
    issue_id, story_id = sent
    withdraw(house, story_id, photo=False)
    page = house.desk.archive_html(issue_id, house.now.date())
    assert "Kom på café" not in page
    assert "Æblegrød for alle" in page


def test_an_issue_loses_what_was_withdrawn_before_it_is_sent(house: IssueHouse) -> None:
    house.block("Æblegrød for alle")
    kept = house.block("Café")
    issue_id = house.composed()
    with house.database.read() as tx:
        story_id = tx.drafts.get(kept).story_id
    Review(house.database.begin, four_eyes=True).withdraw_consent(story_id, "Anna", house.now)
    issue = house.desk.approve(issue_id, "Anna", house.now + timedelta(minutes=1))
    assert [item.draft_id for item in issue.items] == [1]
