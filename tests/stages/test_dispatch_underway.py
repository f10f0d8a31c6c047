"""An issue on its way: paused, let go on, ended before everybody has got it."""

import threading
import time as clocks
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from comms.errors import Moved, OnHold, UsageError
from comms.model.delivery import Outcome
from comms.model.issue import IssueStatus, Tally
from comms.practice.mailcatcher import Mailcatcher, Rule
from comms.stages.dispatch import PostRules, Underway
from comms.store.database import Database
from tests.stages.issue_house import IssueHouse, addresses


@pytest.fixture
def catcher() -> Iterator[Mailcatcher]:
    with Mailcatcher(rules=[Rule("content", delay=0.01)]) as running:
        yield running


@pytest.fixture
def house(database: Database, catcher: Mailcatcher, tmp_path: Path, now: datetime) -> IssueHouse:
    made = IssueHouse(database, tmp_path, now, catcher.port)
    made.post = PostRules(connections=2, retry=(0,))
    made.block("Fællesspisning")
    made.readers(40)
    return made


def sending_until(house: IssueHouse, catcher: Mailcatcher, act: Callable[[], object]) -> None:
    """Begin the sending in this thread; `act` is done by another once five have been taken."""

    def wait_and_act() -> None:
        while len(catcher.caught) < 5:
            clocks.sleep(0.005)
        act()

    other = threading.Thread(target=wait_and_act)
    other.start()
    try:
        house.mailroom.send(house.composed())
    finally:
        other.join()


def test_a_pause_finishes_what_is_in_flight_and_the_rest_goes_on_later(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    issue_id = house.composed()
    underway = Underway(house.database.begin)
    with pytest.raises(OnHold, match="Forkert dato"):
        sending_until(
            house, catcher, lambda: underway.pause(issue_id, "Anna", "Forkert dato", house.now)
        )
    told = house.mailroom.tally(issue_id)
    assert told.sent == len(catcher.caught) < 40
    assert told.pending == 40 - told.sent
    assert house.status(issue_id) == IssueStatus.SENDING
    with pytest.raises(OnHold):
        house.mailroom.send(issue_id)
    with pytest.raises(Moved, match="i forvejen"):
        underway.pause(issue_id, "Bo", "", house.now)

    underway.resume(issue_id, "Anna", house.now)
    assert house.mailroom.send(issue_id) == Tally(recipients=40, sent=40)
    assert len(set(addresses(catcher))) == len(catcher.caught) == 40


def test_a_cancelled_sending_ends_where_it_is_and_says_who_got_it(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    issue_id = house.composed()
    underway = Underway(house.database.begin)
    sending_until(
        house, catcher, lambda: underway.cancel(issue_id, "Anna", "Forkert dato", house.now)
    )
    sent = len(catcher.caught)
    assert 5 <= sent < 40
    assert house.mailroom.tally(issue_id) == Tally(recipients=40, sent=sent, not_sent=40 - sent)
    assert house.status(issue_id) == IssueStatus.CANCELLED
    with pytest.raises(UsageError, match="aflyst"):
        house.mailroom.send(issue_id)
    assert house.mailroom.send_due() == {}
    assert len(catcher.caught) == sent
    with house.database.read() as tx:
        outcomes = {
            one.outcome
            for number in range(40)
            for one in tx.deliveries.received(f"nr{number}@example.dk")
        }
        (event,) = [each for each in tx.audit.about("issue", issue_id) if each.verb == "cancel"]
    assert outcomes == {Outcome.SENT, Outcome.CANCELLED}
    assert event.content is not None
    assert event.content["sent"] + event.content["not_sent"] == 40


def test_only_an_issue_on_its_way_is_paused_and_only_so_is_it_ended(house: IssueHouse) -> None:
    issue_id = house.composed()
    underway = Underway(house.database.begin)
    for act in (
        lambda: underway.pause(issue_id, "Anna", "", house.now),
        lambda: underway.cancel(issue_id, "Anna", "Nej", house.now),
        lambda: underway.resume(issue_id, "Anna", house.now),
    ):
        with pytest.raises(Moved):
            act()
    house.desk.approve(issue_id, "Anna", house.now)
    with house.database.begin() as tx:
        seen = tx.issues.get(issue_id)
        tx.issues.update(seen, seen.moved(IssueStatus.SENDING))
    with pytest.raises(Moved, match="under afsendelse"):
        house.desk.cancel(issue_id, "Anna", "Nej", house.now)
