"""In by two steps, out by one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from comms.errors import BadInput
from comms.model.subscriber import Subscriber, SubscriberStatus, keyed_hash
from comms.stages.people import Subscribing
from comms.store.database import Database

KEY = "nøgle til prøven"
CONSENT = "Ja tak til nyhedsbrevet."


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str = ""


def write(*, name: str, url: str, consent: str) -> Words:
    return Words(f"Var det dig, {name}?", f"{url}\n{consent}")


@pytest.fixture
def subscribing(database: Database) -> Subscribing:
    return Subscribing(
        database.begin, write, public_url="https://nyt.example.dk", key=KEY, consent=CONSENT
    )


def _reader(database: Database, email: str = "aase@example.dk") -> Subscriber:
    with database.read() as tx:
        found = tx.subscribers.by_email(email)
    assert found is not None
    return found


def _letters(database: Database) -> list[str]:
    with database.read() as tx:
        return list(tx.db.execute(text("SELECT text FROM letters ORDER BY id")).scalars())


def test_who_asks_waits_and_gets_a_letter_with_the_link(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask(" Aase@Example.DK", "Åse  Bæk", now)
    reader = _reader(database)
    assert reader.status is SubscriberStatus.PENDING
    assert reader.name == "Åse Bæk"
    assert _letters(database) == [f"https://nyt.example.dk/bekraeft/{reader.token}\n{CONSENT}"]


def test_the_words_agreed_to_are_kept_as_proof(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    consent_id = _reader(database).consent_id
    assert consent_id is not None
    with database.read() as tx:
        assert tx.subscribers.consent(consent_id) == CONSENT


def test_only_the_second_step_makes_a_reader(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    assert subscribing.confirm(_reader(database).token, now)
    assert _reader(database).status is SubscriberStatus.ACTIVE


def test_confirming_twice_is_no_harm_and_a_strange_link_is_none(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    token = _reader(database).token
    assert subscribing.confirm(token, now)
    assert subscribing.confirm(token, now)
    assert not subscribing.confirm("findes-ikke", now)


def test_asking_again_the_same_day_fills_no_inbox(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    for _ in range(5):
        subscribing.ask("aase@example.dk", "", now)
    assert len(_letters(database)) == 1
    subscribing.ask("aase@example.dk", "", now + timedelta(days=1))
    assert len(_letters(database)) == 2


def test_a_reader_who_asks_again_stays_a_reader_and_gets_no_letter(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    subscribing.confirm(_reader(database).token, now)
    subscribing.ask("aase@example.dk", "En Anden", now + timedelta(days=1))
    assert len(_letters(database)) == 1
    assert _reader(database).status is SubscriberStatus.ACTIVE
    assert _reader(database).name == ""


def test_leaving_is_one_step_and_leaves_a_keyed_hash(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    token = _reader(database).token
    subscribing.confirm(token, now)
    assert subscribing.leave(token, now)
    assert subscribing.leave(token, now)
    assert _reader(database).status is SubscriberStatus.LEFT
    with database.read() as tx:
        assert tx.subscribers.has_departed(keyed_hash("aase@example.dk", KEY))
        verbs = [event.verb for event in tx.audit.newest()]
    assert verbs == ["leave", "confirm", "ask"]


def test_an_old_link_does_not_bring_back_who_left(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    token = _reader(database).token
    subscribing.leave(token, now)
    assert not subscribing.confirm(token, now)
    assert _reader(database).status is SubscriberStatus.LEFT


def test_who_left_may_come_back_by_both_steps(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "", now)
    subscribing.leave(_reader(database).token, now)
    subscribing.ask("aase@example.dk", "", now + timedelta(days=1))
    assert _reader(database).status is SubscriberStatus.PENDING
    assert subscribing.confirm(_reader(database).token, now + timedelta(days=1))
    assert _reader(database).status is SubscriberStatus.ACTIVE


def test_what_is_no_address_is_refused(subscribing: Subscribing, now: datetime) -> None:
    with pytest.raises(BadInput):
        subscribing.ask("aase at example.dk", "", now)


def test_the_record_holds_no_address(
    subscribing: Subscribing, database: Database, now: datetime
) -> None:
    subscribing.ask("aase@example.dk", "Åse", now)
    with database.read() as tx:
        assert "aase" not in str(tx.audit.newest())
