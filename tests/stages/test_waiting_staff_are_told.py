"""The morning mail, reminders and what follows them: to whom, when, and once."""

from datetime import datetime, time, timedelta

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.account import Role
from comms.store.database import Database
from tests.stages.staff_house import Staff
from tests.store.counting import counted

# The clock of these tests stands at Monday 23 November 2026, noon.
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=COPENHAGEN)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=COPENHAGEN)


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


def test_what_waits_too_long_reminds_approvers_and_then_admins_once(house: Staff) -> None:
    (draft,) = house.put(FRIDAY)
    waiting = house.waiting(digest=None)
    assert waiting.tick(FRIDAY + timedelta(hours=6)) == 0
    assert waiting.tick(house.now) == 3
    assert sorted(house.told("waiting")) == ["Bo", "Carla", "Dorte"]
    assert waiting.tick(house.now + timedelta(minutes=10)) == 0
    assert waiting.tick(house.now + timedelta(days=1)) == 1
    (last,) = house.post()[3:]
    assert (last.to_name, "escalate" in last.text) == ("Dorte", True)
    assert f"https://opslag.example.dk/udkast/{draft}" in last.text
    assert waiting.tick(house.now + timedelta(days=2)) == 0


def test_no_letter_to_staff_holds_a_title_or_a_name_of_a_citizen(quick: Staff) -> None:
    quick.put(FRIDAY)
    quick.ask(FRIDAY)
    quick.waiting().tick(MONDAY)
    quick.waiting().tick(quick.now)
    letters = quick.post()
    assert {one.kind for one in letters} == {"morning", "waiting"}
    for one in letters:
        assert "Karen" not in one.subject + one.text
        assert "Per" not in one.subject + one.text


@pytest.mark.parametrize(
    "when",
    ["2026-11-24T07:59", "2026-11-24T16:00", "2026-11-28T10:00", "2026-12-25T10:00"],
)
def test_nobody_is_reminded_outside_working_hours(quick: Staff, when: str) -> None:
    quick.put(FRIDAY)
    at = datetime.fromisoformat(when).replace(tzinfo=COPENHAGEN)
    assert quick.waiting(digest=None).tick(at) == 0


def test_nobody_is_reminded_of_what_they_may_not_approve(quick: Staff) -> None:
    quick.put(FRIDAY, by="Bo")
    quick.waiting(digest=None).tick(quick.now)
    assert sorted(quick.told("waiting")) == ["Carla", "Dorte"]


def test_when_nobody_may_approve_it_all_approvers_are_told(memory: Database, now: datetime) -> None:
    house = Staff(memory, now)
    house.hire(Bo=Role.APPROVER, Anna=Role.WRITER)
    house.put(FRIDAY, by="Bo")
    house.waiting(digest=None).tick(now)
    assert house.told("waiting") == ["Bo"]


def test_a_stand_in_gets_the_reminders_of_who_is_away(house: Staff) -> None:
    house.put(FRIDAY)
    house.away("Carla", "Bo")
    house.waiting(digest=None).tick(house.now)
    assert sorted(house.told("waiting")) == ["Bo", "Dorte"]
    assert "Carla" in next(one.text for one in house.post() if one.to_name == "Bo")


def test_what_was_sent_back_reminds_its_writer(quick: Staff) -> None:
    (draft,) = quick.put(FRIDAY)
    quick.edit(draft, "Anna")
    quick.review().send_back(draft, "Bo", "Tjek datoen", quick.now)
    quick.waiting(digest=None).tick(quick.now + timedelta(days=1))
    assert quick.told("waiting") == ["Anna"]


def test_a_new_version_waits_anew(quick: Staff) -> None:
    (draft,) = quick.put(FRIDAY)
    waiting = quick.waiting(digest=None, escalate_after=timedelta())
    waiting.tick(quick.now)
    quick.edit(draft, "Anna")
    assert waiting.tick(quick.now + timedelta(hours=3)) == 0
    assert waiting.tick(quick.now + timedelta(days=1)) == 3


def test_a_question_that_waits_too_long_reminds_everybody(house: Staff) -> None:
    question = house.ask(FRIDAY)
    house.waiting(digest=None).tick(house.now)
    assert sorted(house.told("waiting")) == ["Anna", "Bo", "Carla", "Dorte"]
    assert f"/henvendelser/{question}" in house.post()[0].text


def test_many_things_make_one_letter_each(quick: Staff) -> None:
    for _ in range(30):
        quick.put(FRIDAY, channels=("facebook", "newsletter"))
    assert quick.waiting(digest=None).tick(quick.now) == 3
    letter = quick.post()[0].text
    assert letter.count("/bidrag/") == 10
    assert "+20" in letter


def test_zero_hours_is_never(quick: Staff) -> None:
    quick.put(FRIDAY)
    never = {"remind_after": timedelta(), "escalate_after": timedelta(), "digest": None}
    assert quick.waiting(**never).tick(quick.now) == 0


def test_while_everything_is_held_nothing_is_written(quick: Staff) -> None:
    quick.put(FRIDAY)
    quick.review().stop("Bo", "Noget er galt", quick.now)
    assert quick.waiting().tick(MONDAY) == 0
    quick.review().resume("Bo", quick.now)
    assert quick.waiting().tick(MONDAY) > 0


def test_the_morning_mail_comes_once_and_tells_what_waits_for_each(house: Staff) -> None:
    (draft,) = house.put(FRIDAY)
    house.ask(FRIDAY)
    waiting = house.waiting()
    assert waiting.tick(MONDAY) == 4
    assert waiting.tick(MONDAY + timedelta(minutes=10)) == 0
    by_name = {one.to_name: one.text for one in house.post()}
    assert f"Venter på dit ja: Bidrag {house.get(draft).story_id} (historie)" in by_name["Bo"]
    assert "Venter på dit ja" not in by_name["Anna"]
    assert "Henvendelser: Henvendelse 1, et spørgsmål" in by_name["Anna"]


def test_the_morning_mail_tells_what_goes_out_today(quick: Staff) -> None:
    first, _ = quick.put(FRIDAY), quick.put(FRIDAY)
    quick.review().approve(first[0], "Bo", FRIDAY)
    quick.review().schedule(first[0], MONDAY.replace(hour=15, minute=0), "Bo", FRIDAY)
    quick.waiting().tick(MONDAY)
    assert "kl. 15.00: et opslag på Facebook (bidrag 1)" in quick.post()[0].text


def test_nothing_waits_so_there_is_no_morning_mail(quick: Staff) -> None:
    assert quick.waiting().tick(MONDAY) == 0


@pytest.mark.parametrize(
    ("when", "digest"),
    [
        ("2026-11-22T07:30", time(7, 30)),  # a Sunday
        ("2026-11-23T07:20", time(7, 30)),  # too early
        ("2026-11-23T10:40", time(7, 30)),  # we were down, and it is no morning any more
        ("2026-12-24T07:30", time(7, 30)),  # closed
        ("2026-11-23T07:30", None),  # nobody wants it
    ],
)
def test_the_morning_mail_keeps_its_hour(quick: Staff, when: str, digest: time | None) -> None:
    quick.put(FRIDAY)
    at = datetime.fromisoformat(when).replace(tzinfo=COPENHAGEN)
    waiting = quick.waiting(digest=digest, remind_after=timedelta(), escalate_after=timedelta())
    assert waiting.tick(at) == 0


def test_each_may_do_without_the_morning_mail(house: Staff) -> None:
    house.put(FRIDAY)
    waiting = house.waiting()
    waiting.choose_morning_mail("Bo", house.now, wanted=False)
    waiting.choose_morning_mail("Carla", house.now, wanted=False)
    waiting.choose_morning_mail("Carla", house.now, wanted=True)
    waiting.tick(MONDAY)
    assert sorted(house.told("morning")) == ["Carla", "Dorte"]


def test_who_is_away_gets_no_morning_mail_and_the_stand_in_hears_what_came_back(
    quick: Staff,
) -> None:
    (draft,) = quick.put(FRIDAY)
    quick.edit(draft, "Anna")
    quick.review().send_back(draft, "Bo", "Tjek datoen", quick.now)
    quick.away("Anna", "Carla")
    quick.waiting().tick(MONDAY + timedelta(days=1))
    told = {one.to_name: one.text for one in quick.post() if one.kind == "morning"}
    assert set(told) == {"Carla"}
    assert "Sendt tilbage til dig: Bidrag 1" in told["Carla"]


def test_a_pile_costs_the_same_number_of_queries_however_high(quick: Staff) -> None:
    with quick.database.read() as tx:
        bo = tx.staff.named("Bo")
    assert bo is not None

    def look() -> None:
        with quick.database.read() as tx:
            quick.waiting().pile(tx, bo, quick.now)

    counts = []
    for hour in range(2):
        for minute in range(1 + hour * 9):
            quick.put(FRIDAY, channels=("facebook", "newsletter"))
            quick.ask(FRIDAY + timedelta(hours=hour, minutes=minute))
        counts.append(counted(quick.database, look))
    assert counts[0] == counts[1]
