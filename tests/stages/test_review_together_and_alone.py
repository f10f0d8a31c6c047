"""All channels in one step, sent back, and one person alone in an emergency."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from comms.errors import CommsError, Moved, NotAllowed, UsageError
from comms.model.draft import Status
from comms.model.privacy import Finding, Kind
from comms.stages.review import Review
from comms.stages.review.approving import NotApproved
from comms.stages.review.editing import Editing
from comms.store.database import Database
from tests.stages.staff_house import Staff

BOTH = ("facebook", "newsletter")
CPR = Finding(Kind.CPR, "body", 0, 11, "010235-1234")


@pytest.fixture
def house(database: Database, now: datetime) -> Staff:
    made = Staff(database, now)
    made.hire()
    return made


@pytest.fixture
def quick(memory: Database, now: datetime) -> Staff:
    made = Staff(memory, now)
    made.hire()
    return made


def test_all_channels_are_approved_in_one_step(house: Staff) -> None:
    first, second = house.put(channels=BOTH)
    story = house.get(first).story_id
    done = house.review().approve_all(story, "Bo", house.now, {first: 1, second: 1})
    assert [one.id for one in done] == [first, second]
    assert [house.get(one).approved_by for one in (first, second)] == ["Bo", "Bo"]


def test_one_that_was_changed_meanwhile_keeps_all_from_being_approved(house: Staff) -> None:
    first, second = house.put(channels=BOTH)
    house.edit(second, "Anna")
    with pytest.raises(NotApproved) as told:
        house.review().approve_all(
            house.get(first).story_id, "Bo", house.now, {first: 1, second: 1}
        )
    (reason,) = told.value.reasons
    assert reason.startswith(f"Nyhedsbrev: Udkast {second} er ændret af Anna, siden du åbnede det")
    assert [house.get(one).status for one in (first, second)] == [Status.DRAFTED] * 2


def test_every_reason_is_told_at_once(quick: Staff) -> None:
    first, _ = quick.put(channels=BOTH)
    quick.edit(first, "Bo")
    quick.find(first, CPR)
    with pytest.raises(NotAllowed) as told:
        quick.review().approve_all(quick.get(first).story_id, "Bo", quick.now)
    assert "Facebook: Udkast 1 er skrevet af Bo" in str(told.value)
    assert "Nyhedsbrev: Udkast 2 kan ikke godkendes endnu" in str(told.value)


def test_what_was_sent_back_does_not_go_with_the_others(quick: Staff) -> None:
    first, second = quick.put(channels=BOTH)
    quick.review().send_back(first, "Bo", "Tjek datoen", quick.now)
    done = quick.review().approve_all(quick.get(first).story_id, "Carla", quick.now)
    assert [one.id for one in done] == [second]
    assert quick.get(first).status is Status.DRAFTED


def test_drafts_of_another_story_are_not_approved_with_it(quick: Staff) -> None:
    (first,), (other,) = quick.put(), quick.put()
    with pytest.raises(Moved, match="Læs det igen"):
        quick.review().approve_all(quick.get(first).story_id, "Bo", quick.now, {first: 1, other: 1})


def test_what_is_sent_back_stays_a_draft_and_says_what_to_do(house: Staff) -> None:
    (draft,) = house.put()
    house.edit(draft, "Anna")
    house.review().approve(draft, "Bo", house.now)
    back = house.review().send_back(draft, "Carla", " Tjek datoen ", house.now, 2)
    assert (back.status, back.reason, back.approved_hash) == (
        Status.DRAFTED,
        "Tjek datoen",
        None,
    )
    assert house.get(draft).sent_back
    with house.database.read() as tx:
        assert tx.agenda.who_sent_back([draft]) == {draft: "Carla"}
        assert [one.id for one in tx.agenda.sent_back(9, to="Anna")] == [draft]
        assert list(tx.agenda.sent_back(9, to="Bo")) == []


def test_its_writer_is_told_by_letter_without_the_title(quick: Staff) -> None:
    (draft,) = quick.put()
    quick.edit(draft, "Anna")
    quick.review().send_back(draft, "Bo", "Karens dato er forkert", quick.now)
    (letter,) = quick.post()
    assert (letter.kind, letter.to_email) == ("sent_back", "anna@example.dk")
    assert f"https://opslag.example.dk/udkast/{draft}" in letter.text
    assert "Karen" not in letter.text


def test_whoever_stands_in_for_the_writer_is_told(quick: Staff) -> None:
    (draft,) = quick.put()
    quick.edit(draft, "Anna")
    quick.away("Anna", "Carla")
    quick.review().send_back(draft, "Bo", "Tjek datoen", quick.now)
    assert quick.told("sent_back") == ["Carla"]


def test_a_change_takes_the_mark_away(quick: Staff) -> None:
    (draft,) = quick.put()
    quick.review().send_back(draft, "Bo", "Tjek datoen", quick.now)
    assert not quick.edit(draft, "Anna").sent_back
    assert quick.review().approve(draft, "Bo", quick.now).status is Status.APPROVED


def test_what_is_under_way_is_not_sent_back(quick: Staff) -> None:
    (draft,) = quick.put()
    approved = quick.review().approve(draft, "Bo", quick.now)
    with quick.database.begin() as tx:
        assert tx.drafts.claim(approved, quick.now)
    with pytest.raises(Moved, match="under afsendelse"):
        quick.review().send_back(draft, "Bo", "For sent", quick.now)


def test_one_person_alone_is_logged_and_told_to_all_other_approvers(house: Staff) -> None:
    (draft,) = house.put()
    house.edit(draft, "Bo")
    done = house.review(emergency=True).approve_alone(
        draft, "bo", "Vandet er forurenet", house.now, 2
    )
    assert (done.status, done.approved_by) == (Status.APPROVED, "Bo")
    assert sorted(house.told("alone")) == ["Carla", "Dorte"]
    with house.database.read() as tx:
        event = tx.audit.about("draft", draft)[-1]
        assert (event.verb, event.by) == ("approve alone", "Bo")
        (alone,) = tx.agenda.alone_since(house.now - timedelta(days=7), 9)
        assert list(tx.agenda.alone_since(house.now + timedelta(seconds=1), 9)) == []
    assert (alone.by, alone.reason, alone.draft_id) == ("Bo", "Vandet er forurenet", draft)


def test_an_emergency_knows_no_open_findings(quick: Staff) -> None:
    (draft,) = quick.put()
    quick.edit(draft, "Bo")
    quick.find(draft, CPR)
    with pytest.raises(NotAllowed, match="cpr-nummer"):
        quick.review(emergency=True).approve_alone(draft, "Bo", "Haster", quick.now)
    assert quick.post() == []


def test_an_emergency_is_only_for_what_four_eyes_would_refuse(quick: Staff) -> None:
    (draft,) = quick.put()
    with pytest.raises(NotAllowed, match="almindelig vis"):
        quick.review(emergency=True).approve_alone(draft, "Bo", "Haster", quick.now)


def test_an_emergency_needs_the_setting_and_a_reason(quick: Staff) -> None:
    (draft,) = quick.put()
    quick.edit(draft, "Bo")
    with pytest.raises(NotAllowed, match="slået fra"):
        quick.review().approve_alone(draft, "Bo", "Haster", quick.now)
    with pytest.raises(UsageError, match="hvorfor det ikke kan vente"):
        quick.review(emergency=True).approve_alone(draft, "Bo", "  ", quick.now)


Act = Callable[[Review, int, str, datetime], object]
ACTS: dict[str, Act] = {
    "approve": lambda r, d, by, now: r.approve(d, by, now),
    "approve all": lambda r, d, by, now: r.approve_all(1, by, now),
    "approve alone": lambda r, d, by, now: r.approve_alone(d, by, "Haster", now),
    "send back": lambda r, d, by, now: r.send_back(d, by, "Ret", now),
    "reject": lambda r, d, by, now: r.reject(d, by, "Nej", now),
    "schedule": lambda r, d, by, now: r.schedule(d, now + timedelta(days=1), by, now),
    "withdraw": lambda r, d, by, now: r.withdraw(d, by, "Nej", now),
}
# Whose words they are: another's (o) or their own (s). A small letter is refused.
TABLE = {
    "approve": {"Anna": "os", "Bo": "Os", "Dorte": "Os", "Ukendt": "o"},
    "approve all": {"Anna": "os", "Bo": "Os", "Dorte": "Os", "Ukendt": "o"},
    "approve alone": {"Anna": "os", "Bo": "oS", "Dorte": "oS", "Ukendt": "o"},
    "send back": {"Anna": "OS", "Bo": "OS", "Dorte": "OS", "Ukendt": "o"},
    "reject": {"Anna": "OS", "Bo": "OS", "Dorte": "OS", "Ukendt": "o"},
    "schedule": {"Anna": "OS", "Bo": "OS", "Dorte": "OS", "Ukendt": "o"},
    "withdraw": {"Anna": "OS", "Bo": "OS", "Dorte": "OS", "Ukendt": "o"},
}
CASES = [
    (verb, who, "own" if one in "sS" else "another's", one.isupper())
    for verb, row in TABLE.items()
    for who, marks in row.items()
    for one in marks
]


@pytest.mark.parametrize(("verb", "who", "whose", "allowed"), CASES)
def test_who_may_do_what(quick: Staff, verb: str, who: str, whose: str, allowed: bool) -> None:
    (draft,) = quick.put()
    quick.edit(draft, who if whose == "own" else "Carla")
    review = quick.review(emergency=True)
    if allowed:
        ACTS[verb](review, draft, who, quick.now)
        return
    with pytest.raises(NotAllowed):
        ACTS[verb](review, draft, who, quick.now)
    assert quick.get(draft).status is Status.DRAFTED


@pytest.mark.parametrize(
    "change",
    [
        lambda s, d: s.edit(d, "Bo"),
        lambda s, d: Editing(s.database.begin).restore(d, 1, "Bo", s.now),
        lambda s, d: s.review().take_name_out(d, "Karen", "Bo", s.now),
    ],
    ids=["words", "an older version", "a name"],
)
def test_whoever_changed_it_last_in_any_way_waits_for_another(
    quick: Staff, change: Callable[[Staff, int], object]
) -> None:
    (draft,) = quick.put()
    quick.edit(draft, "Anna")
    change(quick, draft)
    for approve in (
        lambda: quick.review().approve(draft, "Bo", quick.now),
        lambda: quick.review().approve_all(1, "Bo", quick.now),
    ):
        with pytest.raises(CommsError, match="fire øjne"):
            approve()
    assert quick.review().approve(draft, "Carla", quick.now).status is Status.APPROVED


def test_choices_tell_beforehand_what_would_be_refused(quick: Staff) -> None:
    first, second = quick.put(channels=BOTH)
    quick.edit(first, "Bo")
    quick.review().send_back(second, "Carla", "Tjek", quick.now)
    review, story = quick.review(emergency=True), quick.get(first).story_id
    with quick.database.read() as tx:
        own, back = review.choices(tx, story, "Bo", quick.now)
        writers = review.choices(tx, story, "Anna", quick.now)
    assert own.alone
    assert "fire øjne" in own.refusals[0]
    assert not own.together
    assert back.refusals == ()
    assert not back.together
    assert writers[0].refusals == ("Kun en godkender kan godkende.",)
    assert replace(own, refusals=()).together
