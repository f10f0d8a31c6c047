"""The ledger: claimed before the envelope, marked after the yes, by one sender at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from comms.errors import DatabaseAway
from comms.model.delivery import Delivery
from comms.model.issue import Issue, IssueStatus, Tally
from comms.model.letter import Letter
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.store.database import Database
from comms.store.flushing import Flushing
from comms.store.ledger import Ledger

MINUTE = timedelta(minutes=1)
_END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def issue(database: Database, now: datetime) -> int:
    """An issue with a row for Anna and Bo; Carl has left."""
    with database.begin() as tx:
        for number, name in enumerate(("anna", "bo", "carl")):
            one = Subscriber(f"{name}@example.dk", f"token{number}", name.title())
            status = SubscriberStatus.LEFT if name == "carl" else SubscriberStatus.ACTIVE
            tx.subscribers.add(replace(one, status=status), now)
        made = tx.issues.add(Issue("Nyt", "", week="2026-W48", status=IssueStatus.SENDING), now)
        assert made is not None
        assert tx.deliveries.fill(made) == 2
    return made


@pytest.fixture
def ledger(database: Database) -> Iterator[Ledger]:
    with Ledger(database.engine, "first", "newsletter") as opened:
        yield opened


def claim(ledger: Ledger, row: Delivery, now: datetime) -> bool:
    """A turn with this row alone: is it ours?"""
    return ledger.turn([], [row], now) == [row]


def mark(ledger: Ledger, row: Delivery, reply: str, now: datetime) -> None:
    """A turn that claims nothing."""
    assert ledger.turn([(row, reply)], [], now) == []


def rows(database: Database, issue: int | None, now: datetime) -> list[str]:
    with database.read() as tx:
        return [each.email for each in tx.deliveries.batch(issue, 0, now, 10)]


def tally(database: Database, issue: int) -> Tally:
    with database.read() as tx:
        return tx.deliveries.tally(issue)


def test_only_active_subscribers_get_a_row(database: Database, issue: int, now: datetime) -> None:
    assert rows(database, issue, now) == ["anna@example.dk", "bo@example.dk"]
    assert tally(database, issue) == Tally(recipients=2, pending=2)


def test_a_row_is_claimed_once(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
    with Ledger(database.engine, "second", "newsletter") as other:
        assert claim(ledger, anna, now)
        assert not claim(other, anna, now)
        mark(other, anna, "250", now)
    mark(ledger, anna, "250 taget", now)
    with database.read() as tx:
        got = tx.deliveries.of_address("anna@example.dk")[0]
    assert (got.status, got.reply, got.sent_at, got.tries) == ("sent", "250 taget", now, 1)
    assert (got.first_at, got.claimed_at) == (now, now)


def test_a_turn_marks_and_claims_and_tells_which_rows_are_ours(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna, bo = tx.deliveries.batch(issue, 0, now, 2)
    with Ledger(database.engine, "second", "newsletter") as other:
        assert ledger.turn([], [anna], now) == [anna]
        assert other.turn([], [anna, bo], now) == [bo]
        assert ledger.turn([(anna, "250 taget")], [bo], now) == []
    assert tally(database, issue) == Tally(recipients=2, sent=1, pending=1)


def test_a_row_waits_for_its_time(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
    claim(ledger, anna, now)
    assert ledger.later(anna, "451 senere", now + MINUTE, silent=False)
    assert rows(database, issue, now) == ["bo@example.dk"]
    assert not claim(ledger, anna, now)
    assert claim(ledger, anna, now + MINUTE)
    with database.read() as tx:
        got = tx.deliveries.of_address("anna@example.dk")[0]
    assert (got.first_at, got.tries) == (now, 2)


def test_a_hold_keeps_rows_from_being_claimed(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.begin() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
        tx.holds.put("facebook", "Adgangen er udløbet", "system", now)
    assert claim(ledger, anna, now)
    ledger.later(anna, "", None, silent=False)
    with database.begin() as tx:
        tx.holds.put("newsletter", "Vent", "anna", now)
    assert not claim(ledger, anna, now)


def test_who_leaves_before_their_copy_is_sent_gets_none(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.begin() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
        assert anna.subscriber_id is not None
        tx.subscribers.move(anna.subscriber_id, SubscriberStatus.ACTIVE, SubscriberStatus.LEFT, now)
    assert not claim(ledger, anna, now)
    with database.begin() as tx:
        assert tx.deliveries.drop_if_left(anna)
    assert tally(database, issue) == Tally(recipients=1, pending=1)


def test_a_claim_of_somebody_gone_is_released_as_silence(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
    claim(ledger, anna, now)
    with database.begin() as tx:
        (claimed,) = tx.deliveries.claimed(issue)
        assert claimed.sender == "first"
        assert tx.deliveries.release(claimed)
        assert not tx.deliveries.release(claimed)
    mark(ledger, anna, "250", now)
    assert rows(database, issue, now) == ["anna@example.dk", "bo@example.dk"]


def test_the_tally_tells_a_no_from_silence(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna, bo = tx.deliveries.batch(issue, 0, now, 2)
    for row, silent in ((anna, True), (bo, False)):
        claim(ledger, row, now)
        ledger.failed(row, "slut", silent=silent)
    assert tally(database, issue) == Tally(recipients=2, failed=1, unknown=1)
    with database.read() as tx:
        left = tx.deliveries.unfinished(issue)
    assert (left.pending, left.claimed, left.next_at) == (0, 0, None)


def test_what_waits_knows_its_next_time(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.read() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
    claim(ledger, anna, now)
    ledger.later(anna, "451", now + MINUTE, silent=False)
    with database.begin() as tx:
        left = tx.deliveries.unfinished(issue)
        assert (left.pending, left.next_at) == (2, now + MINUTE)
        assert tx.deliveries.give_up(issue, "relæet svarer ikke") == 2
    assert tally(database, issue) == Tally(recipients=2, failed=2)


def test_letters_are_a_pile_of_their_own(
    database: Database, issue: int, ledger: Ledger, now: datetime
) -> None:
    with database.begin() as tx:
        tx.letters.write(Letter("k1", "notice", "stab@example.dk", "Emne", "Tekst"), now)
    assert rows(database, None, now) == ["stab@example.dk"]


def test_every_fiftieth_mark_asks_for_the_disk_and_marks_all_the_same(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as tx:
        for number in range(51):
            tx.subscribers.add(Subscriber(f"nr{number}@example.dk", f"t{number}"), now)
        made = tx.issues.add(Issue("Nyt", "", week="2026-W48", status=IssueStatus.SENDING), now)
        assert made is not None
        tx.deliveries.fill(made)
        waiting = tx.deliveries.batch(made, 0, now, 100)
    asked: list[str] = []
    monkeypatch.setattr(Flushing, "ask", lambda _self: asked.append("!"))
    with Ledger(database.engine, "first", "newsletter") as ledger:
        for row in waiting:
            assert claim(ledger, row, now)
            mark(ledger, row, "250", now)
    assert tally(database, made).sent == 51
    assert asked == ["!"]


def test_a_flush_reaches_the_disk(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    flushing = Flushing(database.engine)
    with database.read():  # as the ledger's connection does, it keeps SQLite's log in its place
        flushing.ask()
        flushing.end()
    assert bool(synced) == (database.engine.dialect.name == "sqlite")
    assert flushing.trouble is None


def test_a_database_that_went_away_is_told_in_one_line(
    database: Database, issue: int, now: datetime
) -> None:
    with database.read() as tx:
        anna = tx.deliveries.batch(issue, 0, now, 1)[0]
    with Ledger(database.engine, "first", "newsletter") as ledger:
        if database.engine.dialect.name == "postgresql":
            with database.begin() as tx:
                tx.db.execute(text(_END_THE_OTHERS))
        else:  # SQLite calls a table that is gone an operational error
            with database.begin() as tx:
                tx.db.execute(text("ALTER TABLE holds RENAME TO gone"))
        with pytest.raises(DatabaseAway, match="does not answer"):
            claim(ledger, anna, now)
