"""Which day and hour: closed days, the house's own, nights, and when staff are asked."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from comms.config.newsletter import NewsletterRules
from comms.stages.dispatch import hours
from comms.stages.dispatch import week as weeks
from comms.store.database import Database
from tests.clock import COPENHAGEN
from tests.stages.issue_house import IssueHouse


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("week", "rules", "due"),
    [
        ("2027-W12", {}, "2027-03-24T10:00"),  # skærtorsdag; the day after is Good Friday
        ("2027-W12", {"on_holiday": "after"}, "2027-03-24T10:00"),  # no working day left after it
        ("2027-W18", {"on_holiday": "after"}, "2027-05-07T10:00"),  # Friday after Himmelfart
        ("2027-W18", {"closed_days": (date(2027, 5, 5),)}, "2027-05-04T10:00"),
        ("2027-W13", {"day": "monday"}, "2027-03-30T10:00"),  # 2. påskedag: never last week
        ("2027-W12", {"on_holiday": "skip"}, "2027-03-25T10:00"),
        ("2026-W48", {"day": "sunday"}, "2026-11-29T10:00"),  # a Sunday that was asked for
    ],
)
def test_a_closed_day_is_moved_within_its_week(
    week: str, rules: dict[str, object], due: str
) -> None:
    chosen = NewsletterRules(**rules)  # type: ignore[arg-type]
    assert weeks.due_at(week, chosen, COPENHAGEN) == at(due)


def test_the_rule_skip_has_no_issue_in_a_week_whose_day_is_closed() -> None:
    rules = NewsletterRules(on_holiday="skip")
    assert weeks.coming(at("2027-03-23T12:00"), rules, COPENHAGEN) == "2027-W13"
    assert weeks.after("2027-W11", rules) == "2027-W13"
    assert weeks.closed_by_rule("2027-W12", rules) == "Skærtorsdag"


def test_staff_are_told_once_that_a_closed_week_has_no_issue(
    memory: Database, tmp_path: Path
) -> None:
    house = IssueHouse(memory, tmp_path, at("2027-03-22T09:00"))
    house.rules = NewsletterRules(on_holiday="skip")
    desk = house.desk
    for day in range(4):
        desk.tick(house.now + timedelta(days=day))
    with memory.read() as tx:
        letter = tx.letters.by_key("skipped:2027-W12:redaktion@example.dk")
    assert letter is not None
    assert "torsdag den 25. marts 2027 er skærtorsdag" in letter.text
    assert "Godkend flere" not in letter.text
    assert house.letters() == ["skipped:2027-W12:redaktion@example.dk"]


@pytest.mark.parametrize(
    ("due", "day"),
    [("2026-11-26T10:00", "2026-11-25"), ("2026-11-30T10:00", "2026-11-27")],
)
def test_the_notice_is_given_on_a_working_day(due: str, day: str) -> None:
    told = weeks.notice_day(at(due), NewsletterRules(), COPENHAGEN)
    assert told == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("due", "now", "before"),
    [
        ("2026-11-26T10:00", "2026-11-25T09:59", None),
        ("2026-11-26T10:00", "2026-11-25T10:00", timedelta(days=1)),
        ("2026-11-26T10:00", "2026-11-26T07:00", timedelta(hours=3)),
        ("2026-11-26T10:00", "2026-11-26T10:00", None),
        ("2026-11-30T10:00", "2026-11-27T10:00", timedelta(days=1)),  # Friday for Monday
        ("2026-11-30T10:00", "2026-11-30T07:00", timedelta(hours=3)),
    ],
)
def test_who_may_approve_is_reminded_a_day_and_three_hours_before(
    due: str, now: str, before: timedelta | None
) -> None:
    assert hours.asked_for(at(due), at(now), NewsletterRules(), COPENHAGEN) == before


@pytest.mark.parametrize(("yes_after", "reminders"), [(70, 2), (50, 1), (10, 0)])
def test_each_reminder_is_sent_once_and_none_after_the_yes(
    memory: Database, tmp_path: Path, now: datetime, yes_after: int, reminders: int
) -> None:
    house = IssueHouse(memory, tmp_path, now, rules=NewsletterRules(approval="required"))
    house.block("Et")
    issue_id, desk = house.composed(), house.desk
    for hour in range(70):  # until Thursday at ten
        if hour == yes_after:
            desk.approve(issue_id, "Anna", now)
        desk.timing.remind(now + timedelta(hours=hour))
    day, late = timedelta(days=1), timedelta(hours=3)
    keys = [f"reminder:{issue_id}:20261126T0900:{one}:redaktion@example.dk" for one in (day, late)]
    assert house.letters() == keys[:reminders]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-26T12:00", "2026-11-26T12:00"),
        ("2026-11-26T03:00", "2026-11-26T07:00"),
        ("2026-11-26T21:00", "2026-11-27T07:00"),
        ("2027-03-24T22:00", "2027-03-27T07:00"),  # skærtorsdag and langfredag lie between
    ],
)
def test_readers_are_written_to_by_day_and_not_on_closed_days(now: str, opens: str) -> None:
    assert hours.opens(at(now), NewsletterRules(), COPENHAGEN) == at(opens)


def test_lateness_ends_with_the_week() -> None:
    rules = NewsletterRules(day="sunday", hour=time(20), late=timedelta(hours=12))
    last = weeks.latest(at("2026-11-29T20:00"), rules, COPENHAGEN)
    assert last.astimezone(COPENHAGEN).isoformat() == "2026-11-29T23:59:59.999999+01:00"


def test_an_hour_at_night_is_no_rule() -> None:
    with pytest.raises(ValidationError, match="between send_from and send_until"):
        NewsletterRules(hour=time(6))
