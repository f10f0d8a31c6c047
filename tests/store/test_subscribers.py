"""Subscribers: each address once, every move guarded."""

from datetime import datetime

import pytest

from comms.errors import NotFound
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.store.database import Database

ANNA = Subscriber("anna@example.dk", "token-a", "Anna Øst", attributes={"by": "Fredericia"})
ACTIVE, LEFT, PENDING = SubscriberStatus.ACTIVE, SubscriberStatus.LEFT, SubscriberStatus.PENDING


def test_an_address_is_stored_once(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        first = tx.subscribers.add(ANNA, now)
        assert first is not None
        assert tx.subscribers.add(Subscriber("anna@example.dk", "token-b"), now) is None
        got = tx.subscribers.by_email("anna@example.dk")
    assert got is not None
    assert (got.id, got.name, got.attributes) == (first, "Anna Øst", {"by": "Fredericia"})


def test_a_subscriber_is_found_by_the_token_of_their_leave_link(memory: Database) -> None:
    with memory.begin() as tx:
        assert tx.subscribers.by_token("token-a") is None


def test_a_move_needs_the_status_that_was_seen(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        made = tx.subscribers.add(ANNA, now)
        assert made is not None
        assert not tx.subscribers.move(made, PENDING, ACTIVE, now)
        assert tx.subscribers.move(made, ACTIVE, LEFT, now)
        assert tx.subscribers.get(made).left_at == now
        assert tx.subscribers.counts() == {LEFT: 1}
        assert [each.email for each in tx.subscribers.all(ACTIVE)] == []


def test_who_left_is_known_by_a_hash_alone(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        assert not tx.subscribers.has_departed("abc")
        tx.subscribers.depart("abc", now)
        tx.subscribers.depart("abc", now)
        assert tx.subscribers.has_departed("abc")


def test_the_words_agreed_to_are_kept(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        consent = tx.subscribers.add_consent("Ja tak til nyhedsbrevet", "import", now)
        made = tx.subscribers.add(ANNA, now)
        assert made is not None
        tx.subscribers.consented(made, consent)
        assert tx.subscribers.get(made).consent_id == consent
        assert tx.subscribers.consent(consent) == "Ja tak til nyhedsbrevet"
        with pytest.raises(NotFound):
            tx.subscribers.consent(consent + 1)
