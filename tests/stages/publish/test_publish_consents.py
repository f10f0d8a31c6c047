"""A consent that ends after the approval: the claim refuses, and staff are told."""

from datetime import date, datetime, timedelta

import pytest

from comms.model.draft import Content, Draft, Status
from comms.model.photo import Photo, PhotoUse
from comms.model.story import Story
from comms.stages.review import Review
from tests.stages.publish.publish_help import Killed, Mortal, Office


def _approved(office: Office, expires_on: date | None = None) -> int:
    """An approved draft with a photo of its story, saved before the last day was past."""
    use: PhotoUse = office.photo(1)
    photo = Photo(use.digest, alt=use.alt, people=True, expires_on=expires_on)
    now: datetime = office.clock()
    with office.database.begin() as tx:
        story_id = tx.stories.add(Story("Spisning", "Kom", photos=(photo,)), now)
        draft = Draft(story_id, "facebook", Content("Spisning", "Kom", photos=(use,)))
        draft_id = tx.drafts.add(draft, now)
        assert draft_id is not None
        seen = tx.drafts.get(draft_id)
        tx.drafts.update(seen, seen.approve("Godkender", now), now)
    return draft_id


def test_a_draft_approved_before_its_photos_last_day_is_not_published_after(
    office: Office,
) -> None:
    draft_id = _approved(office, expires_on=date(2026, 11, 24))
    office.clock.on(timedelta(days=2))
    [outcome] = office.publishing().all_due()
    assert outcome.status is Status.DRAFTED
    assert "til og med tirsdag den 24. november 2026" in outcome.reason
    assert office.draft(draft_id).reason == outcome.reason
    assert office.public() == []


def test_on_its_last_day_it_is_published(office: Office) -> None:
    _approved(office, expires_on=date(2026, 11, 24))
    office.clock.on(timedelta(days=1))
    assert [one.status for one in office.publishing().all_due()] == [Status.SENT]


@pytest.mark.parametrize("call", ["upload", "create"])
def test_a_consent_withdrawn_while_a_sender_lay_dead_is_not_published_by_the_next(
    office: Office, call: str
) -> None:
    draft_id = _approved(office)
    with pytest.raises(Killed):
        office.publishing(Mortal(office.facebook, call, "after")).all_due()
    with office.database.read() as tx:
        story = tx.stories.get(tx.drafts.get(draft_id).story_id)
    review = Review(office.database.begin, four_eyes=True)
    done = review.withdraw_consent(story.id, "Anna", office.clock(), story.photos[0].id)
    office.clock.on()
    [outcome] = office.publishing().all_due()
    assert outcome.status is Status.FAILED
    assert "trukket tilbage" in outcome.reason
    assert done.tasks == 1
    assert office.public() == []
