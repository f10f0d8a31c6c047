"""The door: sessions that end, and tries that every process counts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from comms.model.account import COMMAND_LINE
from comms.stages.people import Accounts, Door, DoorRules
from comms.stages.people.door import LONGEST_PAUSE, Entered, Knock, TooMany, pause
from comms.store.database import Database
from comms.store.tables import login_tries, staff_sessions

PASSWORD = "blåbær og rødgrød"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
RULES = DoorRules(timedelta(hours=3), timedelta(hours=12), timedelta(days=30))
HERE = Knock("Ib Skov", PASSWORD, address="192.0.2.7", device="Firefox på Windows")
WRONG = replace(HERE, password="forkert kode")


@pytest.fixture
def accounts(database: Database, now: datetime) -> Accounts:
    made = Accounts(database.begin, database.read, QUICK)
    made.add("Eva Lund", "eva@example.dk", "admin", PASSWORD, COMMAND_LINE, now)
    made.add("Ib Skov", "ib@example.dk", "approver", PASSWORD, COMMAND_LINE, now)
    return made


@pytest.fixture
def door(database: Database, accounts: Accounts) -> Door:
    return Door(database.begin, database.read, accounts, "nøgle", RULES)


def _in(door: Door, knock: Knock, now: datetime) -> Entered:
    entered = door.enter(knock, now)
    assert isinstance(entered, Entered)
    return entered


def test_whoever_is_let_in_is_inside_by_a_token_that_is_kept_as_a_hash(
    door: Door, database: Database, now: datetime
) -> None:
    entered = _in(door, HERE, now)
    found = door.inside(entered.token, now)
    assert found is not None
    assert found.account.name == "Ib Skov"
    assert found.session.device == "Firefox på Windows"
    with database.engine.connect() as connection:
        assert entered.token not in str(connection.execute(staff_sessions.select()).all())


def test_each_login_makes_a_new_token(door: Door, now: datetime) -> None:
    assert _in(door, HERE, now).token != _in(door, HERE, now).token


def test_a_session_that_nobody_uses_is_over(door: Door, now: datetime) -> None:
    token = _in(door, HERE, now).token
    assert door.inside(token, now + timedelta(hours=2, minutes=59)) is not None
    assert door.inside(token, now + timedelta(hours=5, minutes=58)) is not None
    assert door.inside(token, now + timedelta(hours=8, minutes=58)) is None


def test_a_session_in_use_is_over_at_its_latest_hour(door: Door, now: datetime) -> None:
    token = _in(door, HERE, now).token
    for hour in range(1, 12):
        assert door.inside(token, now + timedelta(hours=hour)) is not None
    assert door.inside(token, now + timedelta(hours=12)) is None


def test_a_remembered_device_stays_in_for_a_month_and_no_longer(door: Door, now: datetime) -> None:
    token = _in(door, replace(HERE, keep=True), now).token
    assert door.inside(token, now + timedelta(days=29)) is not None
    assert door.inside(token, now + timedelta(days=30)) is None


def test_who_logs_out_is_out_there_and_nowhere_else(door: Door, now: datetime) -> None:
    phone, desk = _in(door, HERE, now), _in(door, HERE, now)
    inside = door.inside(phone.token, now)
    assert inside is not None
    assert door.leave(inside.session.id, inside.account, now)
    assert door.inside(phone.token, now) is None
    assert door.inside(desk.token, now) is not None


def test_nobody_ends_the_session_of_another(door: Door, accounts: Accounts, now: datetime) -> None:
    token = _in(door, HERE, now).token
    inside, eva = door.inside(token, now), accounts.named("Eva Lund")
    assert inside is not None
    assert eva is not None
    assert not door.leave(inside.session.id, eva, now)
    assert door.inside(token, now) is not None


def test_a_disabled_account_and_a_new_password_end_its_sessions(
    door: Door, accounts: Accounts, now: datetime
) -> None:
    first = _in(door, HERE, now).token
    accounts.set_password("Ib Skov", "en helt ny og lang kode", "Eva Lund", now)
    assert door.inside(first, now) is None
    second = _in(door, replace(HERE, password="en helt ny og lang kode"), now).token
    accounts.disable("Ib Skov", "Eva Lund", now)
    accounts.enable("Ib Skov", "Eva Lund", now)
    assert door.inside(second, now) is None


def test_ones_own_new_password_keeps_the_session_it_was_made_in(
    door: Door, accounts: Accounts, now: datetime
) -> None:
    here, there = _in(door, HERE, now), _in(door, HERE, now)
    inside = door.inside(here.token, now)
    assert inside is not None
    new = "en helt ny og lang kode"
    accounts.change_password(inside.account.id, PASSWORD, new, now, inside.session.id)
    assert door.inside(here.token, now) is not None
    assert door.inside(there.token, now) is None


def test_after_five_wrong_tries_the_pause_grows_and_has_an_end(door: Door, now: datetime) -> None:
    pauses = []
    for _ in range(14):
        answer = door.enter(WRONG, now)
        if isinstance(answer, TooMany):
            pauses.append(answer.until - now)
            now = answer.until
    assert pauses[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(minutes=1)]
    assert max(pauses) <= LONGEST_PAUSE == pause(99)
    assert door.enter(HERE, now + LONGEST_PAUSE) is not None


def test_during_a_pause_the_right_password_waits_too_and_nothing_is_counted(
    door: Door, now: datetime
) -> None:
    for _ in range(5):
        assert door.enter(WRONG, now) is None
    for _ in range(20):
        assert door.enter(HERE, now) == TooMany(now + timedelta(seconds=15))
    assert isinstance(door.enter(HERE, now + timedelta(seconds=15)), Entered)


def test_the_tries_of_one_process_count_in_another(
    door: Door, database: Database, accounts: Accounts, now: datetime
) -> None:
    other = Door(database.begin, database.read, accounts, "nøgle", RULES)
    for turn in range(5):
        (door, other)[turn % 2].enter(WRONG, now)
    assert isinstance(other.enter(HERE, now), TooMany)


def test_name_and_mail_of_one_account_share_their_tries(door: Door, now: datetime) -> None:
    for who in ("Ib Skov", "ib@example.dk", "IB SKOV", " ib skov ", "IB@example.dk"):
        door.enter(replace(WRONG, who=who), now)
    assert isinstance(door.enter(HERE, now), TooMany)


def test_a_name_that_nobody_has_is_held_back_in_the_same_way(door: Door, now: datetime) -> None:
    for _ in range(5):
        assert door.enter(replace(WRONG, who="Ukendt"), now) is None
    assert door.enter(replace(WRONG, who="Ukendt"), now) == TooMany(now + timedelta(seconds=15))


def test_many_names_from_one_address_are_held_back(door: Door, now: datetime) -> None:
    for number in range(20):
        door.enter(replace(WRONG, who=f"Navn {number}"), now)
    assert isinstance(door.enter(HERE, now), TooMany)
    assert isinstance(door.enter(replace(HERE, address="198.51.100.4"), now), Entered)


def test_many_addresses_against_one_name_are_held_back(door: Door, now: datetime) -> None:
    for number in range(30):
        door.enter(replace(WRONG, address=f"198.51.100.{number}"), now)
    assert isinstance(door.enter(replace(HERE, address="203.0.113.9"), now), TooMany)


def test_a_household_counts_as_one_address(door: Door, now: datetime) -> None:
    for number in range(20):
        door.enter(replace(WRONG, who=f"N {number}", address=f"2001:db8::{number:x}"), now)
    assert isinstance(door.enter(replace(HERE, address="2001:db8::ffff"), now), TooMany)


def test_a_browser_that_was_let_in_before_is_not_locked_out_from_elsewhere(
    door: Door, now: datetime
) -> None:
    familiar = _in(door, HERE, now).familiar
    for number in range(40):
        door.enter(replace(WRONG, address=f"198.51.100.{number}"), now)
    assert isinstance(door.enter(replace(HERE, address="203.0.113.9"), now), TooMany)
    assert isinstance(door.enter(replace(HERE, familiar=familiar), now), Entered)


@pytest.mark.parametrize("shown", ["", "1.x.y", "2.00.00", "æ", "....", "2.." + "0" * 32])
def test_what_is_shown_as_familiar_must_be_ours(door: Door, now: datetime, shown: str) -> None:
    for _ in range(5):
        door.enter(replace(WRONG, familiar=shown), now)
    assert isinstance(door.enter(replace(HERE, familiar=shown), now), TooMany)


def test_a_familiar_browser_cannot_guess_without_end_either(door: Door, now: datetime) -> None:
    familiar = _in(door, HERE, now).familiar
    for _ in range(5):
        door.enter(replace(WRONG, familiar=familiar), now)
    assert isinstance(door.enter(replace(HERE, familiar=familiar), now), TooMany)


def test_tries_are_forgotten_after_a_day(door: Door, database: Database, now: datetime) -> None:
    door.enter(WRONG, now)
    _in(door, replace(HERE, who="Eva Lund"), now + timedelta(days=1, seconds=1))
    with database.engine.connect() as connection:
        rows = connection.execute(login_tries.select()).all()
    assert [row.tries for row in rows] == [0]  # Eva's address, taken back


def test_the_record_tells_of_the_door_by_ids_only(
    door: Door, database: Database, now: datetime
) -> None:
    door.enter(WRONG, now)
    door.enter(replace(WRONG, who="min hemmelige kode"), now)
    inside = door.inside(_in(door, HERE, now).token, now)
    assert inside is not None
    door.leave(inside.session.id, inside.account, now)
    with database.read() as tx:
        told = [(one.verb, one.subject_id) for one in tx.audit.newest(4)]
        assert "hemmelige" not in str(tx.audit.newest())
        assert "192.0.2.7" not in str(tx.audit.newest())
    assert told == [("log out", "2"), ("log in", "2"), ("refuse login", "unknown"),
                    ("refuse login", "2")]  # fmt: skip


def test_an_account_without_a_password_lets_nobody_in(
    door: Door, accounts: Accounts, now: datetime
) -> None:
    accounts.invite("Nils Holm", "nils@example.dk", "writer", "Eva Lund", now)
    assert door.enter(replace(HERE, who="Nils Holm", password=""), now) is None
