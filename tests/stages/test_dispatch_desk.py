"""The desk: a week's issue is composed, told of, held, and frozen at its yes."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from comms.config.newsletter import NewsletterRules
from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.issue import IssueStatus
from comms.store.database import Database
from tests.clock import COPENHAGEN
from tests.stages.issue_house import IssueHouse

THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=COPENHAGEN)
DAY = timedelta(days=1)


@pytest.fixture
def house(memory: Database, tmp_path: Path, now: datetime) -> IssueHouse:
    return IssueHouse(memory, tmp_path, now)


def test_the_weeks_issue_is_made_of_approved_blocks(house: IssueHouse) -> None:
    first = house.block("Fællesspisning i Medborgerhuset")
    house.block("Ikke godkendt", approved=False)
    second = house.block("Gratis gældsrådgivning")
    issue = house.desk.compose(house.now).issue
    assert issue is not None
    assert {item.draft_id for item in issue.items} == {first, second}
    assert (issue.week, issue.due_at) == ("2026-W48", THURSDAY)
    assert issue.title == "Nyt fra Strategi for Udsathed – uge 48"
    assert issue.subject == "Gratis gældsrådgivning – og én historie til"
    assert issue.preheader.startswith("Læs også: Fællesspisning i Medborgerhuset. ")
    assert issue.items[0].section == "Fællesskab"


def test_composing_twice_gives_one_issue_with_what_came_since(house: IssueHouse) -> None:
    house.block("Et")
    first = house.composed()
    house.block("To")
    again = house.desk.compose(house.now).issue
    assert again is not None
    assert (again.id, len(again.items)) == (first, 2)


def test_too_few_blocks_skip_the_week(house: IssueHouse) -> None:
    made = house.desk.compose(house.now)
    assert (made.issue, made.skipped) == (
        None,
        "der er 0 godkendte bidrag, og der skal være mindst 1.",
    )


def test_a_block_goes_into_one_issue_only(house: IssueHouse) -> None:
    house.block("Et")
    house.composed()
    assert house.desk.compose(house.now, "2026-W49").issue is None


def test_more_blocks_than_an_issue_takes_wait_for_the_next(house: IssueHouse) -> None:
    house.rules = NewsletterRules(max_stories=2)
    for title in ("Et", "To", "Tre"):
        house.block(title)
    house.composed()
    rest = house.desk.compose(house.now, "2026-W49").issue
    assert rest is not None
    assert len(rest.items) == 1


def test_an_old_block_is_left_out(house: IssueHouse) -> None:
    house.block("Et")
    assert house.desk.compose(house.now + 36 * DAY, "2027-W01").issue is None


def test_the_hour_is_the_same_on_the_wall_in_winter_and_summer(house: IssueHouse) -> None:
    house.block("Et")
    issue = house.desk.compose(house.now, "2027-W13").issue  # 1 April, after the clock changed
    assert issue is not None
    assert issue.due_at is not None
    assert issue.due_at.isoformat() == "2027-04-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (THURSDAY, "2026-W48"),
        (THURSDAY + timedelta(hours=8), "2026-W48"),
        (THURSDAY + timedelta(hours=9), "2026-W49"),
        (datetime(2026, 12, 31, 20, tzinfo=COPENHAGEN), "2027-W01"),
    ],
)
def test_the_coming_week_is_this_one_until_its_hour_is_over(
    house: IssueHouse, at: datetime, week: str
) -> None:
    house.now = at
    house.block("Et")
    issue = house.desk.compose(at).issue
    assert issue is not None
    assert issue.week == week


@pytest.mark.parametrize("week", ["48", "2026-W54", "2026-W00", "uge 48", "2026-W48\n"])
def test_a_week_that_is_none_is_refused(house: IssueHouse, week: str) -> None:
    with pytest.raises(UsageError, match="ikke en uge"):
        house.desk.compose(house.now, week)


def test_staff_are_told_once_on_the_day_before(house: IssueHouse) -> None:
    house.block("Et")
    house.desk.tick(THURSDAY - 2 * DAY)
    assert house.letters() == []
    house.desk.tick(THURSDAY - DAY - timedelta(hours=1))
    house.desk.tick(THURSDAY - DAY + timedelta(hours=1))
    assert house.letters() == ["notice:2026-W48:redaktion@example.dk"]


def test_what_is_approved_after_the_notice_waits_for_the_next_issue(house: IssueHouse) -> None:
    house.block("Et")
    told = house.desk.tick(THURSDAY - DAY).issue
    house.block("To")
    again = house.desk.tick(THURSDAY - timedelta(hours=1)).issue
    assert told is not None
    assert again is not None
    assert again.items == told.items


def test_staff_are_told_that_a_week_is_skipped_on_the_day_of_the_notice(house: IssueHouse) -> None:
    house.desk.tick(THURSDAY - 2 * DAY)
    assert house.letters() == []
    house.desk.tick(THURSDAY - DAY)
    house.desk.tick(THURSDAY - DAY)
    assert house.letters() == ["skipped:2026-W48:redaktion@example.dk"]


def test_without_a_list_every_approver_is_told(house: IssueHouse) -> None:
    house.notices_to = ()
    with house.database.begin() as tx:
        tx.staff.add(Account("Anna", "anna@example.dk", Role.APPROVER), house.now)
        tx.staff.add(Account("Bo", "bo@example.dk", Role.WRITER), house.now)
    house.block("Et")
    house.desk.tick(THURSDAY - DAY)
    assert house.letters() == ["notice:2026-W48:anna@example.dk"]


def test_a_yes_freezes_the_bytes(house: IssueHouse) -> None:
    house.block("Et")
    issue = house.desk.approve(house.composed(), "Anna", house.now)
    assert (issue.status, issue.approved_by) == (IssueStatus.APPROVED, "Anna")
    assert issue.frozen is not None
    frozen = house.desk.compiled(issue)
    assert frozen.subject == issue.subject == "Et · Nyt fra Strategi for Udsathed – uge 48"
    assert b"Et =E2=80=93 teksten." in frozen.mould
    with house.database.read() as tx:
        event = tx.audit.about("issue", issue.id)[-1]
    assert (event.verb, event.by, event.content_hash) == ("approve", "Anna", issue.frozen)


def test_an_approved_issue_is_not_composed_again(house: IssueHouse) -> None:
    house.block("Et")
    issue = house.desk.approve(house.composed(), "Anna", house.now)
    house.block("To")
    assert house.desk.compose(house.now).issue == house_issue(house, issue.id)


def house_issue(house: IssueHouse, issue_id: int) -> object:
    with house.database.read() as tx:
        return tx.issues.get(issue_id)


def test_a_block_that_lost_its_yes_is_dropped_and_recorded(house: IssueHouse) -> None:
    lost, kept = house.block("Lugten af kaffe"), house.block("To")
    issue_id = house.composed()
    house.reword(lost, "Nye ord")
    issue = house.desk.approve(issue_id, "Anna", house.now)
    assert [item.draft_id for item in issue.items] == [kept]
    assert b"kaffe" not in house.desk.compiled(issue).to_bytes()
    with house.database.read() as tx:
        verbs = [event.verb for event in tx.audit.about("issue", issue_id)]
    assert verbs == ["compose", "drop item", "approve"]


def test_an_issue_with_nothing_left_gets_no_yes(house: IssueHouse) -> None:
    only = house.block("Et")
    issue_id = house.composed()
    house.reword(only, "Nye ord")
    with pytest.raises(NotAllowed, match="mindst 1"):
        house.desk.approve(issue_id, "Anna", house.now)


def test_a_writer_may_not_approve_an_issue(house: IssueHouse) -> None:
    house.block("Et")
    issue_id = house.composed()
    with house.database.begin() as tx:
        tx.staff.add(Account("Bo", "bo@example.dk", Role.WRITER), house.now)
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        house.desk.approve(issue_id, "bo", house.now)
    with pytest.raises(NotAllowed, match="ikke en aktiv bruger"):
        house.desk.approve(issue_id, "Fremmed", house.now)
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        house.desk.approve(issue_id, "system", house.now)


def test_a_held_issue_is_let_go_to_wait_for_its_yes_again(house: IssueHouse) -> None:
    house.block("Et")
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", house.now)
    held = house.desk.hold(issue_id, "Anna", "Forkert dato", house.now)
    assert (held.status, held.reason, held.frozen) == (IssueStatus.HELD, "Forkert dato", None)
    assert house.desk.unhold(issue_id, "Anna", house.now).status is IssueStatus.COMPOSED


def test_an_issue_that_is_sent_cannot_be_held(house: IssueHouse) -> None:
    house.block("Et")
    issue_id = house.composed()
    with house.database.begin() as tx:
        seen = tx.issues.get(issue_id)
        tx.issues.update(seen, replace(seen, status=IssueStatus.SENT))
    with pytest.raises(Moved):
        house.desk.hold(issue_id, "Anna", "For sent", house.now)


def test_a_preview_shows_what_would_leave_now(house: IssueHouse) -> None:
    house.block("Æblegrød for alle")
    page = house.desk.preview_html(house.composed())
    assert "Æblegrød for alle" in page
    assert "/afmeld/" not in page


def test_only_a_sent_issue_has_a_public_page(house: IssueHouse) -> None:
    house.block("Æblegrød for alle")
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", house.now)
    with pytest.raises(NotFound, match="ikke sendt"):
        house.desk.archive_html(issue_id, house.now.date())


def test_a_template_changed_after_the_yes_changes_nothing(house: IssueHouse) -> None:
    house.block("Et")
    issue = house.desk.approve(house.composed(), "Anna", house.now)
    house.rules = NewsletterRules(hour=time(10), core_story="Helt nye ord")
    assert b"Helt nye ord" not in house.desk.compiled(issue).mould
    assert "Helt nye ord" not in house.desk.preview_html(issue.id)
