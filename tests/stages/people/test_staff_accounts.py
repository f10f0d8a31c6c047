"""Accounts: who is let in, and who must stay."""

from datetime import datetime

import pytest
from argon2 import PasswordHasher

from comms.errors import BadInput, NotAllowed, NotFound, UsageError
from comms.model.account import COMMAND_LINE, Role
from comms.stages.people import Accounts
from comms.store.database import Database

PASSWORD = "blåbær og rødgrød"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database.begin, database.read, QUICK)


def test_an_account_opens_with_its_name_or_its_mail(accounts: Accounts, now: datetime) -> None:
    accounts.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    by_name = accounts.check("åse bæk", PASSWORD)
    by_mail = accounts.check("AASE@example.dk ", PASSWORD)
    assert by_name is not None
    assert by_name == by_mail
    assert by_name.role is Role.WRITER


def test_a_wrong_password_and_a_stranger_get_the_same_answer(
    accounts: Accounts, now: datetime
) -> None:
    accounts.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    assert accounts.check("Åse Bæk", PASSWORD + "!") is None
    assert accounts.check("Ukendt", PASSWORD) is None


def test_the_password_itself_is_kept_nowhere(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    made = accounts.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    assert made.password_hash.startswith("$argon2id$")
    with database.read() as tx:
        assert PASSWORD not in str(tx.audit.newest())


def test_a_disabled_account_lets_nobody_in(accounts: Accounts, now: datetime) -> None:
    made = accounts.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    accounts.disable("aase@example.dk", COMMAND_LINE, now)
    assert accounts.check("Åse Bæk", PASSWORD) is None
    assert accounts.get(made.id) is None


def test_the_last_admin_cannot_be_disabled(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    accounts.add("Åse Bæk", "aase@example.dk", "admin", PASSWORD, COMMAND_LINE, now)
    accounts.add("Ib Skov", "ib@example.dk", "admin", PASSWORD, COMMAND_LINE, now)
    accounts.disable("Ib Skov", "Åse Bæk", now)
    with pytest.raises(NotAllowed, match="sidste administrator"):
        accounts.disable("Åse Bæk", "Åse Bæk", now)
    with database.read() as tx:
        verbs = [event.verb for event in tx.audit.newest()]
    assert verbs == ["disable account", "add account", "add account"]
    assert accounts.check("Åse Bæk", PASSWORD) is not None


def test_nobody_is_disabled_who_does_not_exist(accounts: Accounts, now: datetime) -> None:
    with pytest.raises(NotFound, match="Ukendt"):
        accounts.disable("Ukendt", COMMAND_LINE, now)


@pytest.mark.parametrize(
    ("name", "email", "role", "password", "says"),
    [
        ("", "aase@example.dk", "writer", PASSWORD, "Navnet"),
        ("aase@example.dk", "aase@example.dk", "writer", PASSWORD, "Navnet"),
        ("System", "aase@example.dk", "writer", PASSWORD, "Navnet"),
        ("Åse", "aase", "writer", PASSWORD, "mailadresse"),
        ("Åse", "aase@example.dk", "chef", PASSWORD, "ingen rolle"),
        ("Åse", "aase@example.dk", "writer", "kort", "Adgangskoden"),
        ("Åse", "aase@example.dk", "writer", "x" * 201, "Adgangskoden"),
    ],
)
def test_what_an_account_cannot_be_made_of_is_named(
    accounts: Accounts, now: datetime, name: str, email: str, role: str, password: str, says: str
) -> None:
    with pytest.raises((UsageError, BadInput), match=says):
        accounts.add(name, email, role, password, COMMAND_LINE, now)


def test_two_accounts_cannot_share_a_name_or_a_mail(accounts: Accounts, now: datetime) -> None:
    accounts.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    with pytest.raises(UsageError, match="allerede"):
        accounts.add("ÅSE BÆK", "en.anden@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
    with pytest.raises(UsageError, match="allerede"):
        accounts.add("En Anden", "AASE@example.dk", "writer", PASSWORD, COMMAND_LINE, now)
