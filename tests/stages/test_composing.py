"""What the week's issue is made of: stories once, the calendar, the core story, the words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comms.channels.newsletter import IssueContent
from comms.config.newsletter import Section
from comms.config.schedules import Schedules
from comms.errors import Moved, NotAllowed, UsageError
from comms.model.event import Event, Problem
from comms.model.issue import KNOWLEDGE, Issue, IssueItem, IssueStatus
from comms.stages.staff_settings import StaffSettings
from comms.store.database import Database
from tests.clock import COPENHAGEN
from tests.stages.issue_house import IssueHouse

DAY = timedelta(days=1)
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=COPENHAGEN)


@pytest.fixture
def house(memory: Database, tmp_path: Path, now: datetime) -> IssueHouse:
    return IssueHouse(memory, tmp_path, now)


def rules(house: IssueHouse, **changed: Any) -> None:
    house.rules = replace(house.rules, **changed)


def composed(house: IssueHouse, week: str = "") -> Issue:
    made = house.desk.compose(house.now, week)
    assert made.issue is not None, made.skipped
    return made.issue


def content(house: IssueHouse, issue: Issue) -> IssueContent:
    made = house.desk.preview(issue.id).content
    assert made is not None
    return made


def sent(house: IssueHouse, issue: Issue) -> None:
    """As the mailroom leaves it."""
    approved = house.desk.approve(issue.id, "Anna", house.now)
    with house.database.begin() as tx:
        tx.issues.update(approved, replace(approved, status=IssueStatus.SENT, sent_at=house.now))
        for item in approved.items:
            draft = tx.drafts.get(item.draft_id)
            tx.drafts.update(draft, replace(draft, status="sent"), house.now)  # type: ignore[arg-type]


def meeting(days: float, **facts: Any) -> Event:
    return Event(THURSDAY + timedelta(days=days), place="Medborgerhuset", **facts)


def test_sections_come_in_the_order_of_the_file_with_knowledge_last(house: IssueHouse) -> None:
    rules(house, sections=(Section("Arbejde", (6,)), Section("Sammen", (2, 1))))
    house.block("Rapport", kind="knowledge", themes=(6,))
    house.block("Uden tema", themes=())
    house.block("Fest", themes=(1,))
    house.block("Job", themes=(6,))
    house.block("Øverst", themes=(2,))
    told = content(house, composed(house))
    assert told.lead is not None
    assert told.lead.title == "Øverst"
    assert [(part.name, [one.title for one in part.blocks]) for part in told.parts] == [
        ("Arbejde", ["Job"]),
        ("Sammen", ["Fest"]),
        ("Flere historier", ["Uden tema"]),
    ]
    assert [one.title for one in told.knowledge] == ["Rapport"]
    assert told.blocks[-1].section == KNOWLEDGE


def test_what_there_is_no_room_for_is_told_and_heads_the_next_issue(house: IssueHouse) -> None:
    rules(house, max_stories=2)
    for hour, title in enumerate(("Et", "To", "Tre")):
        house.block(title, at=house.now - timedelta(hours=9 - hour))
    assert house.desk.compose(house.now).waiting == ("Tre",)
    sent(house, composed(house))
    house.block("Fire")
    house.block("Fem")
    assert set(house.titles(composed(house, "2026-W49"))) == {"Tre", "Fire"}


def test_a_story_is_told_once_unless_a_person_pins_it_again(house: IssueHouse) -> None:
    told = house.block("Café")
    sent(house, composed(house))
    assert house.desk.compose(house.now, "2026-W49").issue is None
    house.block("Nyt")
    next_one = composed(house, "2026-W49")
    assert house.titles(next_one) == ["Nyt"]
    with house.database.begin() as tx:
        draft = tx.drafts.get(told)
        again = IssueItem(told, draft.version, draft.content_hash, 0, pinned=True)
        tx.issues.update(next_one, replace(next_one, items=(again, *next_one.items)))
    assert house.titles(composed(house, "2026-W49")) == ["Café", "Nyt"]
    assert len(house.desk.approve(next_one.id, "Anna", house.now).items) == 2


def test_an_issue_every_other_week_is_counted_from_its_first(house: IssueHouse) -> None:
    rules(house, every_weeks=2, from_week="2026-W47")
    house.block("Et")
    assert composed(house).week == "2026-W49"
    house.now = datetime(2027, 1, 2, tzinfo=COPENHAGEN)  # 2026 has 53 weeks
    house.block("To")
    assert composed(house).week == "2027-W02"
    rules(house, from_week="2026-W48")
    house.block("Tre")
    assert composed(house).week == "2027-W01"


def test_the_calendar_tells_what_lies_ahead_by_date_with_all_its_facts(house: IssueHouse) -> None:
    signup = date(2026, 11, 27)
    house.block("Fest", events=(meeting(9, signup_by=signup, price="50 kr."),))
    house.block("Café", events=(meeting(2), meeting(-1)), kind="event")
    told = content(house, composed(house)).occasions
    assert [(one.title, one.when, one.place) for one in told] == [
        ("Café", "lørdag den 28. november 2026 kl. 10.00", "Medborgerhuset"),
        ("Fest", "lørdag den 5. december 2026 kl. 10.00", "Medborgerhuset"),
    ]
    assert (told[1].signup_by, told[1].price) == ("fredag den 27. november 2026", "50 kr.")


@pytest.mark.parametrize(
    "event",
    [
        meeting(-0.01),
        meeting(60),
        meeting(2, problem=Problem.AMBIGUOUS),
        meeting(2, problem=Problem.WEEKDAY_CONFLICT),
    ],
    ids=["just over", "too far off", "ambiguous", "weekday does not fit"],
)
def test_what_is_over_far_off_or_unsure_is_not_in_the_calendar(
    house: IssueHouse, event: Event
) -> None:
    house.block("Café", events=(event,))
    assert content(house, composed(house)).occasions == ()


def test_a_date_that_stands_in_the_words_alone_is_not_in_the_calendar(house: IssueHouse) -> None:
    house.block("Kom til fest lørdag den 28. november 2026 kl. 10.00")
    assert content(house, composed(house)).occasions == ()


def test_a_date_corrected_after_the_yes_waits_for_a_new_one(house: IssueHouse) -> None:
    house.block("Café", events=(meeting(2),))
    later = house.now + timedelta(minutes=1)
    with house.database.begin() as tx:
        story = tx.stories.get(1)
        tx.stories.retell(story, replace(story, events=(meeting(5),)), later)
    assert content(house, composed(house)).occasions == ()


def test_stories_of_earlier_issues_stay_in_the_calendar_until_they_are_over(
    house: IssueHouse,
) -> None:
    house.block("Fest", events=(meeting(9),))
    sent(house, composed(house))
    house.block("Nyt")
    next_one = composed(house, "2026-W49")
    assert house.titles(next_one) == ["Nyt"]
    assert [one.title for one in content(house, next_one).occasions] == ["Fest"]
    house.block("Mere nyt")
    assert content(house, composed(house, "2026-W50")).occasions == ()


def test_a_weekly_meeting_does_not_fill_the_calendar(house: IssueHouse) -> None:
    house.block("Café", events=tuple(meeting(7 * week + 1) for week in range(6)))
    assert len(content(house, composed(house)).occasions) == 3


def test_what_is_withdrawn_after_the_yes_leaves_the_calendar_before_it_is_sent(
    house: IssueHouse,
) -> None:
    house.block("Fest", events=(meeting(9),))
    sent(house, composed(house))
    house.block("Nyt")
    issue = house.desk.freeze(composed(house, "2026-W49"), "regel", house.now)
    with house.database.begin() as tx:
        tx.stories.withdraw(1, house.now)
    again = house.desk.refreshed(issue, house.now)
    assert again.frozen != issue.frozen
    assert "Fest" not in house.desk.compiled(again).text()
    named = replace(issue, approved_by="Anna")
    with house.database.begin() as tx:
        tx.issues.update(again, named)
    with pytest.raises(NotAllowed, match="godkendes igen"):
        house.desk.refreshed(named, house.now)


def test_what_is_called_off_after_the_yes_leaves_the_calendar_too(house: IssueHouse) -> None:
    house.block("Fest", events=(meeting(9),))
    sent(house, composed(house))
    house.block("Nyt")
    issue = house.desk.freeze(composed(house, "2026-W49"), "regel", house.now)
    assert "- Fest" in house.desk.compiled(issue).text()
    with house.database.begin() as tx:
        story = tx.stories.get(1)
        off = replace(story, flags=("cancelled",))
        tx.stories.retell(story, off, house.now)
    assert "Fest" not in house.desk.compiled(house.desk.refreshed(issue, house.now)).text()


def test_the_issue_keeps_the_version_of_the_core_story_it_tells(house: IssueHouse) -> None:
    house.block("Et")
    assert composed(house).core_version is None
    rules(house, core_story="Vi gør det sammen.")
    assert composed(house).core_version == 0
    base = Schedules.load(Path(__file__).parents[2] / "schedules.yaml")
    staff = StaffSettings(house.database.begin, house.database.read, base)
    staff.change("core_story", "Vi gør det sammen, hver dag.", "Anna", house.now, 0)
    rules(house, core_story="Vi gør det sammen, hver dag.")
    issue = house.desk.approve(composed(house).id, "Anna", house.now)
    assert issue.core_version == 1
    frozen = house.desk.compiled(issue).content
    assert frozen is not None
    assert (frozen.core_version, frozen.core_story) == (1, "Vi gør det sammen, hver dag.")


def test_a_chosen_subject_stays_when_the_issue_is_composed_again(house: IssueHouse) -> None:
    house.block("Fællesspisning i Medborgerhuset")
    issue = composed(house)
    known = house.desk.proposals(issue.id)
    other = next(one for one in known.subjects if one != issue.subject)
    house.desk.choose_words(issue.id, other, issue.preheader, "Anna", house.now)
    house.block("Gratis gældsrådgivning")
    again = composed(house)
    assert (again.subject, again.worded_by) == (other, "Anna")
    assert house.desk.approve(issue.id, "Anna", house.now).subject == other


def test_a_chosen_subject_goes_with_the_story_it_was_made_of(house: IssueHouse) -> None:
    lost = house.block("Fællesspisning i Medborgerhuset")
    house.block("Gratis gældsrådgivning på biblioteket")
    issue = composed(house)
    known = house.desk.proposals(issue.id)
    house.desk.choose_words(issue.id, known.subjects[-1], known.preheaders[-1], "Anna", house.now)
    house.reword(lost, "Nye ord")
    approved = house.desk.approve(issue.id, "Anna", house.now)
    assert approved.worded_by == ""
    assert "Fællesspisning" not in approved.subject + approved.preheader


def test_only_proposed_words_can_be_chosen_and_only_before_the_yes(house: IssueHouse) -> None:
    house.block("Et")
    issue = composed(house)
    with pytest.raises(UsageError, match="foreslåede emner"):
        house.desk.choose_words(issue.id, "Noget helt andet", issue.preheader, "Anna", house.now)
    house.desk.approve(issue.id, "Anna", house.now)
    with pytest.raises(Moved, match="godkendt"):
        house.desk.choose_words(issue.id, issue.subject, issue.preheader, "Anna", house.now)
