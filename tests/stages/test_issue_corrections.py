"""An issue that was sent, corrected: to the same people, once, and never without a yes."""

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from comms.errors import Moved, NotAllowed, UsageError
from comms.model.issue import Issue, IssueStatus
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.practice.mailcatcher import Mailcatcher
from comms.stages.dispatch import IssueCorrections
from comms.store.database import Database
from tests.clock import NOON
from tests.stages.issue_house import IssueHouse, addresses

TEXT = "Vi skrev, at cafeen er tirsdag. Den er onsdag den 2. december kl. 17.00."


@pytest.fixture
def office(database: Database, tmp_path: Path) -> IssueHouse:
    """Four readers, who were all sent the week's issue."""
    house = IssueHouse(database, tmp_path, NOON)
    for title in ("Kaffe", "Kage", "Kor"):
        house.block(title)
    house.readers(4)
    return house


def _sent(office: IssueHouse) -> int:
    issue_id = office.composed()
    with Mailcatcher() as catcher:
        office.port = catcher.port
        assert office.mailroom.send(issue_id).sent == 4
    return issue_id


def _correct(office: IssueHouse, issue_id: int, text: str = TEXT) -> Issue:
    return IssueCorrections(office.database.begin).correct(issue_id, text, "Anna", office.now)


def _get(office: IssueHouse, issue_id: int) -> Issue:
    with office.database.read() as tx:
        return tx.issues.get(issue_id)


def test_those_who_got_the_issue_get_its_correction_once_and_nobody_else(
    office: IssueHouse,
) -> None:
    old = _sent(office)
    with office.database.begin() as tx:
        gone, left = (tx.subscribers.by_email(f"nr{number}@example.dk") for number in (0, 2))
        assert gone is not None
        assert left is not None
        assert tx.subscribers.suppress(gone.id, "findes ikke")
        tx.subscribers.move(left.id, SubscriberStatus.ACTIVE, SubscriberStatus.LEFT, NOON)
        tx.subscribers.add(Subscriber("ny@example.dk", "ny", "Ny"), NOON)
    made = _correct(office, old)
    assert (made.title, made.name) == (
        f"Rettelse: {_get(office, old).title}",
        f"rettelse-{_archive_name(office, old)}",
    )
    with pytest.raises(NotAllowed, match="skal godkendes"):
        office.mailroom.send(made.id)
    assert office.mailroom.send_due() == {}
    office.desk.approve(made.id, "Bo", office.now)
    with Mailcatcher() as catcher:
        office.port = catcher.port
        assert office.mailroom.send(made.id).recipients == 2
        assert office.mailroom.send(made.id).sent == 2
    assert addresses(catcher) == ["nr1@example.dk", "nr3@example.dk"]
    mail = message_from_bytes(catcher.caught[0].content, policy=policy.default)
    assert mail["Subject"] == made.title
    assert mail["Reply-To"] is not None
    assert "post@example.dk" in mail["Reply-To"]
    words = mail.get_body(("plain",))
    assert words is not None
    told = " ".join(words.get_content().split())
    assert TEXT in told
    assert f"https://nyt.example.dk{_get(office, old).archive_path}" in told
    assert mail.get_body(("html",)) is not None


def _archive_name(office: IssueHouse, issue_id: int) -> str:
    year, _, week = _get(office, issue_id).week.partition("-W")
    return f"{year}-uge-{int(week)}"


def test_whoever_wrote_it_cannot_approve_it_and_the_rule_for_issues_does_not_help(
    office: IssueHouse,
) -> None:
    office.rules = replace(office.rules, approval="stories")
    made = _correct(office, _sent(office))
    with pytest.raises(NotAllowed, match="fire øjne"):
        office.desk.approve(made.id, "Anna", office.now)
    other = IssueCorrections(office.database.begin).reword(made.id, "Andre ord.", "Bo", office.now)
    with pytest.raises(NotAllowed, match="fire øjne"):
        office.desk.approve(made.id, "Bo", office.now)
    with pytest.raises(Moved, match="siden du læste den"):
        office.desk.approve(made.id, "Anna", office.now, seen=made.words)
    assert office.desk.approve(made.id, "Anna", office.now, seen=other.words).frozen


def test_new_words_take_the_yes_back(office: IssueHouse) -> None:
    made = _correct(office, _sent(office))
    office.desk.approve(made.id, "Bo", office.now)
    corrections = IssueCorrections(office.database.begin)
    corrections.reword(made.id, "Andre ord.", "Carla", office.now)
    again = _get(office, made.id)
    assert (again.status, again.frozen, again.written_by) == (IssueStatus.COMPOSED, None, "Carla")
    assert office.mailroom.send_due() == {}


def test_an_approved_correction_goes_by_itself_at_once(office: IssueHouse) -> None:
    made = _correct(office, _sent(office))
    office.desk.approve(made.id, "Bo", office.clock())
    with Mailcatcher() as catcher:
        office.port = catcher.port
        assert office.mailroom.send_due()[made.id].sent == 4
    assert _get(office, made.id).status is IssueStatus.SENT


def test_one_correction_at_a_time_and_more_after_each_other(office: IssueHouse) -> None:
    old = _sent(office)
    made = _correct(office, old)
    with pytest.raises(Moved, match=f"udgave {made.id}"):
        _correct(office, old)
    corrections = IssueCorrections(office.database.begin)
    assert corrections.drop(made.id, "Bo", office.now).status is IssueStatus.CANCELLED
    second = _correct(office, old, "Et andet bud.")
    assert second.name.endswith("-2")
    with office.database.read() as tx:
        assert [one.id for one in tx.issues.corrections(old)] == [made.id, second.id]


def test_an_issue_that_is_not_sent_has_nothing_to_correct(office: IssueHouse) -> None:
    with pytest.raises(Moved, match="ikke sendt"):
        _correct(office, office.composed())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \n", "Skriv kort"),
        ("x" * 5001, "Højst 5000"),
        ("Ring til 010135-1234.", "cpr"),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(office: IssueHouse, text: str, says: str) -> None:
    old = _sent(office)
    with pytest.raises(UsageError, match=f"(?i){says}"):
        _correct(office, old, text)
    with office.database.read() as tx:
        assert tx.issues.corrections(old) == []
