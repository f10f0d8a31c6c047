"""Photos: what must be known of each before it may be shown, and consents that end (rule 3)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from comms.errors import NotAllowed, UsageError
from comms.model.draft import Act, Draft, Status
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.stages.review import Review
from comms.store.database import Database
from comms.store.tasks import Task
from tests.findings_table import put

BARE = Photo("a" * 64, name="cafe.jpg")
FILLED = replace(
    BARE,
    alt="To ved et bord",
    people=True,
    ground="consent",
    purpose="Opslag om caféen",
    reference="Mail af 1.11.2026",
    credit="Mette Holm",
    permission="Mette Holm, mail af 1.11.2026",
)
EMPTY = replace(FILLED, people=False, ground="", purpose="", reference="")
LAST = date(2026, 11, 25)


@pytest.fixture
def review(memory: Database) -> Review:
    return Review(memory.begin, four_eyes=True)


def shown(memory: Database, now: datetime, photo: Photo = FILLED) -> Draft:
    """A draft that shows one photo."""
    return put(memory, now, photos=(photo,), text="Vi har åbent.")


def stored(memory: Database, draft: Draft) -> Photo:
    with memory.read() as tx:
        return tx.stories.get(draft.story_id).photos[0]


def tasks(memory: Database) -> list[Task]:
    with memory.read() as tx:
        return list(tx.tasks.open())


@pytest.mark.parametrize("photo", [FILLED, EMPTY], ids=["with people", "without people"])
def test_a_photo_of_which_all_is_known_hinders_nothing(
    review: Review, memory: Database, now: datetime, photo: Photo
) -> None:
    draft = shown(memory, now, photo)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


@pytest.mark.parametrize(
    ("photo", "told"),
    [
        (replace(FILLED, people=None), r"Billede 1 \(cafe.jpg\): er der mennesker"),
        (replace(FILLED, ground=""), "viser mennesker og mangler grundlag"),
        (replace(FILLED, purpose=""), "mangler formål"),
        (replace(FILLED, reference=""), "mangler henvisning"),
        (replace(FILLED, credit=""), "mangler fotograf"),
        (replace(FILLED, permission=""), "mangler tilladelse"),
        (replace(EMPTY, credit=""), r"Billede 1 \(cafe.jpg\) mangler fotograf"),
        (replace(EMPTY, permission=""), "mangler tilladelse"),
        (replace(FILLED, alt=" "), "Billede 1 mangler en alternativ tekst"),
        (replace(FILLED, ground="public_task", reference="Ja"), "mangler en skriftlig vurdering"),
        (replace(FILLED, expires_on=date(2026, 11, 22)), "kun vises til og med .* 22. november"),
    ],
)
def test_a_photo_that_lacks_something_is_told_by_its_number(
    review: Review, memory: Database, now: datetime, photo: Photo, told: str
) -> None:
    draft = shown(memory, now, photo)
    with pytest.raises(NotAllowed, match=told):
        review.approve(draft.id, "Bo", now)


def test_a_written_assessment_stands_in_for_a_consent(
    review: Review, memory: Database, now: datetime
) -> None:
    weighed = "Oversigtsbillede fra et offentligt møde; ingen er i centrum eller udstillet."
    draft = shown(memory, now, replace(FILLED, ground="public_task", reference=weighed))
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_what_a_writer_says_of_a_photo_is_kept(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, BARE)
    before = stored(memory, draft)
    told = replace(FILLED, id=before.id, story_id=draft.story_id, expires_on=LAST)
    review.settle_photo(replace(told, ground="Samtykke"), "Anna", now)
    assert stored(memory, draft) == told


def test_a_ground_that_is_none_is_refused_with_those_there_are(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, BARE)
    photo = replace(stored(memory, draft), people=True, ground="fordi")
    with pytest.raises(UsageError, match=r"consent .*agreement .*public_task"):
        review.settle_photo(photo, "Anna", now)


def test_an_alternative_text_reaches_the_drafts_of_all_channels_which_then_wait_again(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    with memory.begin() as tx:
        other_id = tx.drafts.add(replace(draft, channel="newsletter", id=0), now)
    assert other_id is not None
    review.approve(other_id, "Bo", now)
    photo = replace(stored(memory, draft), alt="To gæster skåler i kaffe")
    review.settle_photo(photo, "Anna", now)
    with memory.read() as tx:
        for draft_id in (draft.id, other_id):
            seen = tx.drafts.get(draft_id)
            assert seen.content.photos[0].alt == "To gæster skåler i kaffe"
            assert (seen.status, seen.version, seen.written_by) == (Status.DRAFTED, 2, "Anna")


def test_what_is_typed_in_one_draft_about_a_photo_without_words_is_said_in_all(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, replace(EMPTY, alt=""))
    with memory.begin() as tx:
        other = tx.drafts.add(replace(draft, id=0, channel="newsletter"), now)
    assert other is not None
    (use,) = draft.content.photos
    said = replace(draft.content, photos=(replace(use, alt="En dør på klem"),))
    review.edit(draft.id, said, "Anna", now)
    assert stored(memory, draft).alt == "En dør på klem"
    with memory.read() as tx:
        assert tx.drafts.get(other).content.photos == said.photos
    own = replace(said, photos=(replace(use, alt="En åben dør"),))
    review.edit(draft.id, own, "Anna", now)
    assert stored(memory, draft).alt == "En dør på klem"
    with memory.read() as tx:
        assert tx.drafts.get(other).content.photos == said.photos


def test_a_drafts_own_alternative_text_is_left_alone(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    own = (replace(draft.content.photos[0], alt="Skrevet til Facebook"),)
    review.edit(draft.id, replace(draft.content, photos=own), "Anna", now)
    review.settle_photo(replace(stored(memory, draft), alt="Noget andet"), "Anna", now)
    with memory.read() as tx:
        assert tx.drafts.get(draft.id).content.photos == own


def test_one_answer_for_photos_with_people_fills_in_ground_purpose_and_reference(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, replace(BARE, alt="Folk", credit="M", permission="M"))
    review.clear(
        draft.story_id, Kind.PHOTO_WITH_PEOPLE, "Anna", "Til opslaget", now, "consent", "mail 7"
    )
    photo = stored(memory, draft)
    assert (photo.people, photo.ground, photo.purpose) == (True, "consent", "Til opslaget")
    assert photo.reference == "mail 7"
    assert review.open_findings(draft.id, now) == ()


def test_a_withdrawn_consent_takes_the_yes_back_and_says_why(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    review.approve(draft.id, "Bo", now)
    photo = stored(memory, draft)
    done = review.withdraw_consent(draft.story_id, "Anna", now, photo.id, "Ringede i dag")
    assert (done.drafts, done.tasks) == (1, 0)
    with memory.read() as tx:
        seen = tx.drafts.get(draft.id)
        verbs = [event.verb for event in tx.audit.about("draft", draft.id)]
    assert (seen.status, seen.approved_hash) == (Status.DRAFTED, None)
    assert seen.reason == (
        "Samtykket til billedet er trukket tilbage. Tag billedet ud af udkastet."
    )
    assert verbs == ["approve", "hold back"]
    with pytest.raises(NotAllowed, match="trukket tilbage"):
        review.approve(draft.id, "Bo", now)


def test_a_draft_without_the_withdrawn_photo_can_be_approved(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    review.withdraw_consent(draft.story_id, "Anna", now, stored(memory, draft).id)
    review.edit(draft.id, replace(draft.content, photos=()), "Anna", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_a_withdrawn_photo_cannot_be_filled_in_again(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    review.withdraw_consent(draft.story_id, "Anna", now, stored(memory, draft).id)
    with pytest.raises(NotAllowed, match="trukket tilbage"):
        review.settle_photo(stored(memory, draft), "Anna", now)


def test_the_same_photo_in_another_story_is_withdrawn_too(
    review: Review, memory: Database, now: datetime
) -> None:
    draft, other = shown(memory, now), shown(memory, now)
    review.approve(other.id, "Bo", now)
    review.withdraw_consent(draft.story_id, "Anna", now, stored(memory, draft).id)
    assert stored(memory, other).withdrawn_at == now
    with memory.read() as tx:
        assert tx.drafts.get(other.id).status is Status.DRAFTED


def test_a_withdrawn_story_is_never_told_again(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    review.approve(draft.id, "Bo", now)
    review.withdraw_consent(draft.story_id, "Anna", now)
    with memory.read() as tx:
        assert tx.drafts.get(draft.id).status is Status.WITHDRAWN
        assert tx.stories.undrafted("newsletter") == []
    review.edit(draft.id, replace(draft.content, text="Igen"), "Anna", now)
    with pytest.raises(NotAllowed, match="Samtykket til bidraget er trukket tilbage"):
        review.approve(draft.id, "Bo", now)


def _posted(memory: Database, review: Review, draft: Draft, now: datetime) -> None:
    approved = review.approve(draft.id, "Bo", now)
    with memory.begin() as tx:
        assert tx.drafts.claim(approved, now)
        sending = tx.drafts.get(draft.id)
        post = tx.publications.open(sending, "sender", now)
        tx.publications.created(post, "page_1")
        tx.publications.went_out(post, "", now)
        tx.publications.read_back(post.id, "https://facebook.example.dk/page_1", {})
        tx.drafts.update(sending, sending.moved(Status.SENT), now)


def _mailed(memory: Database, draft: Draft, now: datetime) -> None:
    item = IssueItem(draft.id, draft.version, draft.content_hash, 0)
    issue = Issue("Nyt – uge 47", "", week="2026-W47", items=(item,), status=IssueStatus.SENT)
    with memory.begin() as tx:
        tx.issues.add(issue, now)


@pytest.mark.parametrize("whole", [True, False], ids=["the whole story", "one photo"])
def test_what_is_out_comes_down_once_in_each_channel(
    review: Review, memory: Database, now: datetime, whole: bool
) -> None:
    draft = shown(memory, now)
    _posted(memory, review, draft, now)
    _mailed(memory, draft, now)
    photo_id = None if whole else stored(memory, draft).id
    for _ in range(2):
        review.withdraw_consent(draft.story_id, "Anna", now, photo_id)
    assert {task.link for task in tasks(memory)} == {"/nyhedsbreve/2026/uge-47"}
    assert len(tasks(memory)) == (2 if whole else 1)
    with memory.read() as tx:
        [down] = tx.drafts.corrections(draft.id)
    assert (down.act, down.status) == (Act.TAKE_DOWN, Status.DRAFTED)
    what = "bidraget" if whole else "billedet"
    assert down.content.text == f"Samtykket til {what} er trukket tilbage."


def test_a_task_is_done_once_and_by_somebody(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    _mailed(memory, draft, now)
    review.withdraw_consent(draft.story_id, "Anna", now, stored(memory, draft).id)
    (task,) = tasks(memory)
    review.finish_task(task.id, "Anna", now)
    review.finish_task(task.id, "Bo", now)
    assert tasks(memory) == []
    with memory.read() as tx:
        assert tx.tasks.get(task.id).done_by == "Anna"


def test_the_archive_stops_showing_a_photo_that_may_not_be_shown(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, replace(FILLED, expires_on=LAST))
    _mailed(memory, draft, now)
    with memory.read() as tx:
        assert tx.photos.in_an_issue(FILLED.digest, LAST)
        assert not tx.photos.in_an_issue(FILLED.digest, LAST + timedelta(days=1))
    review.withdraw_consent(draft.story_id, "Anna", now, stored(memory, draft).id)
    with memory.read() as tx:
        assert not tx.photos.in_an_issue(FILLED.digest, LAST)


def test_a_photo_whose_last_day_is_past_is_taken_down_by_itself(
    review: Review, memory: Database, now: datetime
) -> None:
    waiting = shown(memory, now, replace(FILLED, expires_on=LAST))
    out = shown(memory, now, replace(FILLED, expires_on=LAST))
    review.approve(waiting.id, "Bo", now)
    _posted(memory, review, out, now)
    assert review.expire(now + timedelta(days=2)) == review.expire(now)
    after = now + timedelta(days=3)
    done = review.expire(after)
    assert (done.drafts, done.tasks, done.take_downs) == (1, 0, 1)
    with memory.read() as tx:
        held = tx.drafts.get(waiting.id)
    assert held.status is Status.DRAFTED
    assert "til og med onsdag den 25. november 2026" in held.reason
    again = review.expire(after)
    assert (again.drafts, again.tasks, again.take_downs) == (0, 0, 0)
    with memory.read() as tx:
        [down] = tx.drafts.corrections(out.id)
    review.reject(down.id, "Bo", "Vi har fået lov igen", after)
    assert review.expire(after).take_downs == 0


def test_a_time_after_the_photos_last_day_is_refused(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now, replace(FILLED, expires_on=LAST))
    with pytest.raises(NotAllowed, match=r"kun vises til og med"):
        review.schedule(draft.id, now + timedelta(days=3), "Anna", now)


def test_a_last_day_that_is_past_is_refused(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = shown(memory, now)
    photo = replace(stored(memory, draft), expires_on=date(2026, 11, 22))
    with pytest.raises(UsageError, match="Sidste dag er gået"):
        review.settle_photo(photo, "Anna", now)
