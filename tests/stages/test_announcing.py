"""An issue that is out is told of on Facebook: once, by a draft that waits for a yes."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from comms.model.disposition import Disposition
from comms.model.draft import Status
from comms.model.issue import IssueStatus
from comms.model.item import Item
from comms.model.privacy import Finding, Kind
from comms.stages.announcing import Announcing
from comms.stages.drafting import Drafting
from comms.store.database import Database
from tests.stages.issue_house import TEMPLATES, IssueHouse

URL = "https://nyt.example.dk"


def _read(title: str, text: str, _at: datetime) -> Item:
    at = text.find("Karen")
    found = (Finding(Kind.NAMED_PERSON, "body", at, at + 5, "Karen"),) if at >= 0 else ()
    return Item(Disposition.STORY, "story", title, text, findings=found)


@pytest.fixture
def house(memory: Database, tmp_path: Path, now: datetime) -> IssueHouse:
    return IssueHouse(memory, tmp_path, now)


def announcing(house: IssueHouse) -> Announcing:
    return Announcing(house.database.begin, URL, _read)


def drafted(house: IssueHouse) -> int:
    both = ("facebook", "newsletter")
    return Drafting(house.database.begin, TEMPLATES, both, _read).draft_missing(house.now)


def send(house: IssueHouse, *titles: str) -> None:
    for title in titles:
        house.block(title)
    issue = house.desk.approve(house.composed(), "Anna", house.now)
    with house.database.begin() as tx:
        tx.issues.update(issue, replace(issue, status=IssueStatus.SENT, sent_at=house.now))


def test_a_draft_for_facebook_alone_tells_what_is_in_the_issue_and_where_it_lies(
    house: IssueHouse,
) -> None:
    send(house, "Café", "Fest", "Gåtur", "Job", "Kor", "Bog")
    drafted(house)
    assert announcing(house).tell(house.now) == 1
    assert drafted(house) == 1
    with house.database.read() as tx:
        story = tx.stories.all()[0]
        (draft,) = tx.drafts.all(story_id=story.id)
    assert (draft.channel, draft.status) == ("facebook", Status.DRAFTED)
    assert draft.content.link == f"{URL}/nyhedsbreve/2026/uge-48"
    assert draft.content.text.startswith("Ugens nyhedsbrev er ude\n\nDenne gang kan du læse om:")
    assert draft.content.text.endswith("- og 2 historier til")


def test_it_is_told_once_also_by_two_processes(house: IssueHouse, database: Database) -> None:
    house.database = database
    send(house, "Café")
    made: list[int] = []
    tell = lambda: made.append(announcing(house).tell(house.now))  # noqa: E731
    threads = [Thread(target=tell) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(made) == 1
    assert announcing(house).tell(house.now) == 0


def test_an_issue_that_is_not_out_or_long_out_is_not_told_of(house: IssueHouse) -> None:
    house.block("Café")
    house.desk.approve(house.composed(), "Anna", house.now)
    assert announcing(house).tell(house.now) == 0
    house.now += timedelta(days=7)
    send(house, "Fest")
    assert announcing(house).tell(house.now + timedelta(days=4)) == 0


def test_what_is_found_in_the_headlines_is_asked_about_again(house: IssueHouse) -> None:
    send(house, "Karen fylder 90")
    announcing(house).tell(house.now)
    with house.database.read() as tx:
        story = tx.stories.all()[0]
        (finding,) = tx.findings.of(story.id)
    assert (finding.kind, story.flags) == (Kind.NAMED_PERSON, ("named_person",))
