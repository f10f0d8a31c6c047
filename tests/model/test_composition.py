"""Which stories an issue takes and in what order."""

from dataclasses import replace
from datetime import timedelta

from comms.model.composition import Candidate, Room, selected
from tests.clock import NOON

DAY = timedelta(days=1)
DUE = NOON + 3 * DAY
ROOM = Room(due=DUE, next_due=DUE + 7 * DAY, oldest=NOON - 35 * DAY, most=4, most_of_theme=2)


def story(number: int, **facts: object) -> Candidate:
    """Approved so many hours after the first; each of a theme of its own."""
    at = NOON - DAY + timedelta(hours=number)
    return replace(Candidate(number, at, theme=number, place=number), **facts)  # type: ignore[arg-type]


def taken(*stories: Candidate, room: Room = ROOM) -> list[int]:
    return [one.draft_id for one in selected(stories, room).taken]


def test_what_waited_longest_goes_first_and_the_rest_waits_in_that_order() -> None:
    found = selected([story(number) for number in (6, 5, 4, 3, 2, 1)], ROOM)
    assert {one.draft_id for one in found.taken} == {1, 2, 3, 4}
    assert [one.draft_id for one in found.waiting] == [5, 6]


def test_no_theme_takes_the_room_of_others() -> None:
    many = [story(number, theme=7) for number in (1, 2, 3, 4)]
    assert set(taken(*many, story(8), story(9))) == {1, 2, 8, 9}


def test_a_theme_gets_more_where_nobody_else_needs_the_room() -> None:
    assert set(taken(*[story(number, theme=7) for number in (1, 2, 3, 4)])) == {1, 2, 3, 4}


def test_stories_without_a_theme_are_no_theme_together() -> None:
    assert set(taken(*[story(number, theme=0) for number in (1, 2, 3)], story(9))) == {1, 2, 3, 9}


def test_what_would_come_too_late_next_time_is_let_through_before_older_stories() -> None:
    soon = story(9, next_at=DUE + 2 * DAY)
    later = story(8, next_at=DUE + 8 * DAY)
    found = taken(*[story(number) for number in (1, 2, 3, 4)], later, soon)
    assert 9 in found
    assert 8 not in found


def test_an_old_story_is_left_out_unless_what_it_tells_of_lies_ahead() -> None:
    old = NOON - 40 * DAY
    assert taken(story(1, approved_at=old)) == []
    assert taken(story(1, approved_at=old, next_at=DUE + DAY)) == [1]


def test_an_event_that_is_over_is_left_out() -> None:
    assert taken(story(1, over=True), story(2)) == [2]


def test_a_person_outweighs_age_balance_and_room() -> None:
    one = replace(ROOM, most=1)
    forced = story(5, pinned=0, approved_at=NOON - 90 * DAY, over=True)
    assert taken(story(1), forced, room=one) == [5]


def test_the_lead_is_the_nearest_event_with_a_photo() -> None:
    near = story(3, photo=True, next_at=DUE + 3 * DAY)
    far = story(2, photo=True, next_at=DUE + 9 * DAY)
    bare = story(1, next_at=DUE + DAY)
    assert taken(bare, far, near, story(4, photo=True))[0] == 3


def test_without_near_events_the_newest_with_a_photo_leads() -> None:
    months_off = story(3, photo=True, next_at=DUE + 60 * DAY)
    assert taken(story(1, photo=True), story(2, photo=True), months_off, story(4))[0] == 3
    assert taken(story(1, photo=True), story(2, photo=True), story(4))[0] == 2


def test_without_photos_the_nearest_event_leads_and_then_the_newest() -> None:
    assert taken(story(1, next_at=DUE + DAY), story(2))[0] == 1
    assert taken(story(1), story(2))[0] == 2


def test_knowledge_leads_only_alone() -> None:
    report = story(2, knowledge=True, photo=True)
    assert taken(report, story(1))[0] == 1
    assert taken(report) == [2]


def test_after_the_lead_sections_come_in_their_order_with_events_by_date() -> None:
    rest = [
        story(1, place=2),
        story(2, place=1, next_at=DUE + 5 * DAY),
        story(3, place=1, next_at=DUE + 4 * DAY),
    ]
    assert taken(*rest, story(4, photo=True, place=2)) == [4, 3, 2, 1]


def test_what_a_person_placed_stays_there() -> None:
    assert taken(story(1), story(2), story(3, pinned=1)) == [2, 3, 1]
    assert taken(story(1), story(2), story(3, pinned=0))[0] == 3
