"""Review: the rules of approval, with their audit events."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event as sql_event

from comms.errors import Moved, NotAllowed, UsageError
from comms.model.account import COMMAND_LINE, Account, Role
from comms.model.draft import Content, Draft, Status
from comms.model.photo import Photo, PhotoUse
from comms.model.privacy import Finding, Kind
from comms.model.story import Story
from comms.stages.review import Review
from comms.store.database import Database

CPR = Finding(Kind.CPR, "body", 0, 11, "010235-1234")


@pytest.fixture
def review(memory: Database) -> Review:
    return Review(memory.begin, four_eyes=True)


def put(
    database: Database,
    now: datetime,
    text: str = "Kom og spis med.",
    found: Iterable[Finding] = (),
    photos: Sequence[Photo] = (),
    created_by: str = "",
) -> Draft:
    """A story with one Facebook draft."""
    with database.begin() as tx:
        story = Story("Fællesspisning", text, photos=tuple(photos), created_by=created_by)
        story_id = tx.stories.add(story, now)
        tx.findings.add(story_id, found, now)
        uses = tuple(PhotoUse(photo.digest, photo.alt) for photo in photos)
        draft = Draft(story_id, "facebook", Content("Fællesspisning", text, photos=uses))
        draft_id = tx.drafts.add(draft, now)
        assert draft_id is not None
        return tx.drafts.get(draft_id)


def staff(database: Database, now: datetime, **roles: Role) -> None:
    with database.begin() as tx:
        for name, role in roles.items():
            tx.staff.add(Account(name, f"{name.lower()}@example.dk", role), now)


def test_an_approval_belongs_to_the_words_it_was_given_to(
    database: Database, now: datetime
) -> None:
    review = Review(database.begin, four_eyes=True)
    draft = put(database, now)
    approved = review.approve(draft.id, "Anna", now)
    assert approved.approved_hash == draft.content_hash
    edited = review.edit(draft.id, replace(draft.content, text="Nye ord."), "Bo", now)
    assert (edited.status, edited.approved_hash, edited.version) == (Status.DRAFTED, None, 2)
    with database.begin() as tx:
        assert not tx.drafts.claim(approved, now)


def test_a_draft_changed_after_its_approval_is_not_claimed(
    database: Database, now: datetime
) -> None:
    review = Review(database.begin, four_eyes=True)
    draft = put(database, now)
    approved = review.approve(draft.id, "Anna", now)
    stale = replace(approved, content=replace(approved.content, text="Ord, ingen har godkendt."))
    with database.begin() as tx:
        assert not tx.drafts.claim(stale, now)
        assert tx.drafts.claim(approved, now)
        assert not tx.drafts.claim(approved, now)


def test_every_change_has_its_audit_event(memory: Database, review: Review, now: datetime) -> None:
    draft = put(memory, now)
    review.edit(draft.id, replace(draft.content, text="Kom til spisning."), "Anna", now)
    review.approve(draft.id, "Bo", now)
    review.schedule(draft.id, now + timedelta(days=1), "Bo", now)
    review.reject(draft.id, "Bo", "For sent", now)
    with memory.read() as tx:
        events = tx.audit.about("draft", draft.id)
        assert [(e.by, e.verb) for e in events] == [
            ("Anna", "edit"),
            ("Bo", "approve"),
            ("Bo", "schedule"),
            ("Bo", "reject"),
        ]
        assert tx.audit.broken_at() is None


def test_a_change_whose_audit_event_fails_is_not_kept(database: Database, now: datetime) -> None:
    review = Review(database.begin, four_eyes=True)
    draft = put(database, now)

    def refuse(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "INSERT INTO audit_events" in statement:
            raise RuntimeError("the record cannot be written")

    sql_event.listen(database.engine, "before_cursor_execute", refuse)
    with pytest.raises(RuntimeError):
        review.approve(draft.id, "Anna", now)
    sql_event.remove(database.engine, "before_cursor_execute", refuse)
    with database.read() as tx:
        assert tx.drafts.get(draft.id).status is Status.DRAFTED


def test_four_eyes_refuses_the_one_who_last_changed_it(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now)
    review.edit(draft.id, replace(draft.content, text="Mine ord."), "Anna", now)
    with pytest.raises(NotAllowed, match="fire øjne"):
        review.approve(draft.id, "anna", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_four_eyes_refuses_the_one_who_typed_the_story_in(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, created_by="Anna")
    with pytest.raises(NotAllowed, match="fire øjne"):
        review.approve(draft.id, "Anna", now)


def test_two_eyes_are_enough_when_the_setting_says_so(memory: Database, now: datetime) -> None:
    draft = put(memory, now, created_by="Anna")
    two_eyes = Review(memory.begin, four_eyes=False)
    assert two_eyes.approve(draft.id, "Anna", now).status is Status.APPROVED


def test_once_there_are_accounts_only_approvers_approve(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now)
    staff(memory, now, Anna=Role.WRITER, Bo=Role.APPROVER)
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        review.approve(draft.id, "Anna", now)
    with pytest.raises(NotAllowed, match="Carl er ikke en aktiv bruger"):
        review.approve(draft.id, "Carl", now)
    assert review.approve(draft.id, "bo@example.dk", now).approved_by == "Bo"


def test_a_command_without_a_name_stops_and_edits_but_says_no_yes(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now)
    staff(memory, now, Bo=Role.APPROVER)
    review.stop(COMMAND_LINE, "", now)
    review.resume(COMMAND_LINE, now)
    words = replace(draft.content, text="Andre ord")
    assert review.edit(draft.id, words, COMMAND_LINE, now).written_by == COMMAND_LINE
    with pytest.raises(NotAllowed, match="ikke en aktiv bruger"):
        review.approve(draft.id, COMMAND_LINE, now)


def test_a_disabled_account_approves_nothing(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now)
    staff(memory, now, Anna=Role.ADMIN, Bo=Role.APPROVER)
    with memory.begin() as tx:
        bo = tx.staff.named("Bo")
        assert bo is not None
        tx.staff.disable(bo.id)
    with pytest.raises(NotAllowed, match="ikke en aktiv bruger"):
        review.approve(draft.id, "Bo", now)


def test_a_cpr_number_blocks_until_it_is_taken_out(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, "Ring om 010235-1234.", [CPR])
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        review.approve(draft.id, "Bo", now)
    review.edit(draft.id, replace(draft.content, text="Ring til os."), "Anna", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


@pytest.mark.parametrize("written", ["010235-1234", "010235 1234", "010235–1234", "0102351234"])
def test_a_cpr_number_written_into_a_draft_blocks_it(
    memory: Database, review: Review, now: datetime, written: str
) -> None:
    draft = put(memory, now)
    review.edit(draft.id, replace(draft.content, text=f"Skriv til {written}."), "Anna", now)
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        review.approve(draft.id, "Bo", now)


def test_a_cpr_number_in_an_alternative_text_blocks(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, photos=[Photo("a" * 64, alt="Kort med 010235-1234")])
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        review.approve(draft.id, "Bo", now)


def test_an_approver_may_say_that_it_is_no_cpr_number_and_a_writer_may_not(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, "Sagsnummer 010235-1234.", [CPR])
    staff(memory, now, Anna=Role.WRITER, Bo=Role.APPROVER)
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        review.clear(draft.story_id, Kind.CPR, "Anna", "Et sagsnummer", now)
    review.clear(draft.story_id, Kind.CPR, "Bo", "Et sagsnummer", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_an_answer_for_one_number_does_not_let_another_through(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, "Sagsnummer 010235-1234.", [CPR])
    review.clear(draft.story_id, Kind.CPR, "Bo", "Et sagsnummer", now)
    review.edit(draft.id, replace(draft.content, text="Nu 020336-4321."), "Anna", now)
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        review.approve(draft.id, "Bo", now)


def test_a_photo_without_alternative_text_is_refused(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, photos=[Photo("a" * 64)])
    with pytest.raises(NotAllowed, match="Billede 1 mangler en alternativ tekst"):
        review.approve(draft.id, "Bo", now)


def test_a_photo_with_people_waits_for_its_ground(
    memory: Database, review: Review, now: datetime
) -> None:
    people = Finding(Kind.PHOTO_WITH_PEOPLE, "attachment:hygge.jpg")
    shown = Photo(
        "a" * 64,
        alt="To ved et bord",
        people=True,
        credit="Mette Holm",
        permission="Mette Holm, 1.11.2026",
    )
    draft = put(memory, now, found=[people], photos=[shown])
    with pytest.raises(NotAllowed, match="viser mennesker og mangler grundlag, formål"):
        review.approve(draft.id, "Bo", now)
    with pytest.raises(UsageError, match="grundlaget"):
        review.clear(draft.story_id, Kind.PHOTO_WITH_PEOPLE, "Anna", "Sagde ja", now)
    review.clear(
        draft.story_id, Kind.PHOTO_WITH_PEOPLE, "Anna", "Til opslaget", now, "samtykke", "mail 7"
    )
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_health_with_a_named_person_needs_an_approver_and_a_consent(
    memory: Database, review: Review, now: datetime
) -> None:
    found = [
        Finding(Kind.NAMED_PERSON, "body", 0, 5, "Birte"),
        Finding(Kind.HEALTH, "body", 9, 19, "depression"),
    ]
    draft = put(memory, now, "Birte har depression.", found)
    staff(memory, now, Anna=Role.WRITER, Bo=Role.APPROVER)
    review.clear(
        draft.story_id, Kind.NAMED_PERSON, "Anna", "Hun skrev selv", now, "samtykke", "m 7"
    )
    with pytest.raises(NotAllowed, match="kræver samtykke"):
        review.approve(draft.id, "Bo", now)
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        review.clear(draft.story_id, Kind.HEALTH, "Anna", "Hun skrev selv", now, reference="m 7")
    with pytest.raises(UsageError, match="samtykket"):
        review.clear(draft.story_id, Kind.HEALTH, "Bo", "Hun skrev selv", now)
    review.clear(draft.story_id, Kind.HEALTH, "Bo", "Hun skrev selv", now, reference="m 7")
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_an_embargo_without_a_readable_time_waits_until_one_is_chosen(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now, found=[Finding(Kind.PRESS_EMBARGO, "body", 0, 4, "Klausuleret")])
    with pytest.raises(NotAllowed, match="klausuleret"):
        review.approve(draft.id, "Bo", now)
    review.schedule(draft.id, now + timedelta(days=2), "Anna", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_the_later_of_two_editors_is_told_and_loses_nothing(
    memory: Database, review: Review, now: datetime
) -> None:
    draft = put(memory, now)
    review.edit(draft.id, replace(draft.content, text="Annas ord."), "Anna", now, 1)
    with pytest.raises(Moved, match="ændret af Anna"):
        review.edit(draft.id, replace(draft.content, text="Bos ord."), "Bo", now, 1)
    with memory.read() as tx:
        assert tx.drafts.get(draft.id).content.text == "Annas ord."


def test_what_is_out_cannot_be_edited(memory: Database, review: Review, now: datetime) -> None:
    draft = put(memory, now)
    approved = review.approve(draft.id, "Bo", now)
    with memory.begin() as tx:
        assert tx.drafts.claim(approved, now)
    with pytest.raises(Moved, match="under afsendelse"):
        review.edit(draft.id, replace(draft.content, text="For sent."), "Anna", now)


def test_stop_holds_everything_and_resume_lets_go(
    memory: Database, review: Review, now: datetime
) -> None:
    review.stop("Anna", "Forkert billede", now)
    with memory.read() as tx:
        hold = tx.holds.on("facebook")
        assert hold is not None
        assert (hold.by, hold.reason) == ("Anna", "Forkert billede")
    review.resume("Bo", now)
    with memory.read() as tx:
        assert tx.holds.on("facebook") is None
        assert [e.verb for e in tx.audit.about("hold", "all")] == ["stop", "resume"]
