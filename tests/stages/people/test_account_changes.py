"""Roles, links and names; and the last admin, who stays whatever happens at once."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import APPROVERS, COMMAND_LINE, Role
from comms.model.draft import Content, Draft
from comms.model.story import Story
from comms.stages.people import Absences, Accounts
from comms.stages.people.accounts import LINK_LASTS
from comms.store.database import Database

PASSWORD = "blåbær og rødgrød"
NEW = "hindbær og stikkelsbær"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Said:
    """A letter's words, and what they were made of."""

    def __init__(self, **facts: str) -> None:
        self.subject, self.text, self.html = "Vælg", facts["url"], ""


@pytest.fixture
def accounts(database: Database, now: datetime) -> Accounts:
    made = Accounts(
        database.begin, database.read, QUICK, write=Said, public_url="https://opslag.example.dk"
    )
    made.add("Eva Lund", "eva@example.dk", "admin", PASSWORD, COMMAND_LINE, now)
    made.add("Ib Skov", "ib@example.dk", "approver", PASSWORD, "Eva Lund", now)
    made.add("Åse Bæk", "aase@example.dk", "writer", PASSWORD, "Eva Lund", now)
    return made


@pytest.fixture
def absences(database: Database, accounts: Accounts) -> Absences:
    return Absences(database.begin, database.read)


def _token(url: str) -> str:
    assert url.startswith("https://opslag.example.dk/adgang/")
    return url.rpartition("/")[2]


@pytest.mark.parametrize("by", ["Ib Skov", "Åse Bæk", "Ukendt"])
def test_only_an_admin_changes_accounts(accounts: Accounts, now: datetime, by: str) -> None:
    for change in (
        lambda: accounts.add("Ny", "ny@example.dk", "writer", PASSWORD, by, now),
        lambda: accounts.invite("Ny", "ny@example.dk", "writer", by, now),
        lambda: accounts.give_role("Åse Bæk", "admin", by, now),
        lambda: accounts.disable("Åse Bæk", by, now),
        lambda: accounts.enable("Åse Bæk", by, now),
        lambda: accounts.set_password("Åse Bæk", NEW, by, now),
        lambda: accounts.link("Åse Bæk", by, now),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_a_new_role_holds_at_once(accounts: Accounts, database: Database, now: datetime) -> None:
    accounts.give_role("Åse Bæk", "approver", "Eva Lund", now)
    with database.read() as tx:
        assert tx.staff.acting("Åse Bæk", APPROVERS) == "Åse Bæk"


def test_the_last_admin_cannot_be_given_another_role(accounts: Accounts, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="sidste administrator"):
        accounts.give_role("Eva Lund", "writer", "Eva Lund", now)
    accounts.give_role("Ib Skov", "admin", "Eva Lund", now)
    accounts.give_role("Eva Lund", "writer", "Ib Skov", now)
    with pytest.raises(NotAllowed, match="sidste administrator"):
        accounts.disable("Ib Skov", COMMAND_LINE, now)


def test_two_admins_who_undo_each_other_at_once_leave_one(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    accounts.give_role("Ib Skov", "admin", "Eva Lund", now)
    together = Barrier(2)
    refused: list[str] = []

    def undo(who: str, by: str) -> None:
        mine = Accounts(database.begin, database.read, QUICK)
        together.wait()
        try:
            mine.give_role(who, "writer", by, now)
        except NotAllowed as error:
            refused.append(str(error))

    pair = [Thread(target=undo, args=("Eva Lund", "Ib Skov")),
            Thread(target=undo, args=("Ib Skov", "Eva Lund"))]  # fmt: skip
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert len(refused) == 1
    assert [one.role for one in accounts.all()].count(Role.ADMIN) == 1


def test_a_link_lets_somebody_choose_a_password_once(accounts: Accounts, now: datetime) -> None:
    accounts.invite("Nils Holm", "nils@example.dk", "writer", "Eva Lund", now)
    token = _token(accounts.link("Nils Holm", "Eva Lund", now))
    assert accounts.choose_password(token, NEW, now).name == "Nils Holm"
    assert accounts.check("nils@example.dk", NEW) is not None
    with pytest.raises(NotAllowed, match="brugt eller for gammelt"):
        accounts.choose_password(token, PASSWORD, now)


def test_a_link_grows_old_and_gives_way_to_a_newer_one(accounts: Accounts, now: datetime) -> None:
    first = _token(accounts.link("Åse Bæk", "Eva Lund", now))
    second = _token(accounts.link("Åse Bæk", "Eva Lund", now))
    assert accounts.linked(first, now) is None
    assert accounts.linked(second, now + LINK_LASTS - timedelta(seconds=1)) is not None
    assert accounts.linked(second, now + LINK_LASTS) is None


def test_a_password_that_is_refused_does_not_use_the_link_up(
    accounts: Accounts, now: datetime
) -> None:
    token = _token(accounts.link("Åse Bæk", "Eva Lund", now))
    with pytest.raises(UsageError, match="12-200 tegn"):
        accounts.choose_password(token, "kort", now)
    assert accounts.linked(token, now) is not None


def test_a_disabled_account_gets_no_link_and_uses_none(accounts: Accounts, now: datetime) -> None:
    token = _token(accounts.link("Åse Bæk", "Eva Lund", now))
    accounts.disable("Åse Bæk", "Eva Lund", now)
    assert accounts.linked(token, now) is None
    with pytest.raises(UsageError, match="spærret"):
        accounts.link("Åse Bæk", "Eva Lund", now)


def test_a_mailed_link_stands_in_one_letter_to_its_owner_and_in_no_record(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    assert accounts.link("Åse Bæk", "Eva Lund", now, mail=True) == ""
    with database.read() as tx:
        letter = tx.letters.get(1)
        token = _token(letter.text)
        assert token not in str(tx.audit.newest())
    assert letter.to_email == "aase@example.dk"
    assert accounts.linked(token, now) is not None


@pytest.mark.parametrize(
    ("password", "says"),
    [("aaaaaaaaaaaaaaaa", "forskellige"), ("aase@example.dk", "navn eller din"), ("x" * 11, "12")],
)
def test_a_password_that_anybody_would_guess_is_refused(
    accounts: Accounts, now: datetime, password: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        accounts.set_password("Åse Bæk", password, "Eva Lund", now)


def test_how_long_a_password_must_be_is_a_setting(database: Database, now: datetime) -> None:
    strict = Accounts(database.begin, database.read, QUICK, shortest=20)
    with pytest.raises(UsageError, match="20-200"):
        strict.add("Eva Lund", "eva@example.dk", "admin", PASSWORD, COMMAND_LINE, now)


def test_ones_own_password_needs_the_old_one(accounts: Accounts, now: datetime) -> None:
    ib = accounts.named("Ib Skov")
    assert ib is not None
    with pytest.raises(NotAllowed, match="nuværende"):
        accounts.change_password(ib.id, "forkert", NEW, now)
    accounts.change_password(ib.id, PASSWORD, NEW, now)
    assert accounts.check("Ib Skov", NEW) is not None


def test_what_somebody_wrote_follows_a_new_name(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    ib = accounts.named("Ib Skov")
    assert ib is not None
    with database.begin() as tx:
        story = tx.stories.add(Story("Café", "Ord", "story", "typed"), now)
        draft = Draft(story, "facebook", Content("Café", "Ord"), written_by="Ib Skov")
        draft_id = tx.drafts.add(draft, now)
    assert draft_id is not None
    accounts.rename(ib.id, "Ib Skovgaard", now)
    with database.read() as tx:
        assert tx.drafts.get(draft_id).written_by == "Ib Skovgaard"
        assert tx.staff.acting("Ib Skov") == "Ib Skovgaard"
        assert tx.audit.broken_at() is None


def test_nobody_gets_a_name_that_was_anothers(accounts: Accounts, now: datetime) -> None:
    ib, aase = accounts.named("Ib Skov"), accounts.named("Åse Bæk")
    assert ib is not None
    assert aase is not None
    accounts.rename(ib.id, "Ib Skovgaard", now)
    with pytest.raises(UsageError, match="har været"):
        accounts.rename(aase.id, "ib skov", now)
    with pytest.raises(UsageError, match="allerede"):
        accounts.add("IB SKOV", "ny@example.dk", "writer", PASSWORD, "Eva Lund", now)
    assert accounts.rename(ib.id, "Ib Skov", now).name == "Ib Skov"


def _day(number: int) -> date:
    return date(2026, 12, number)


def test_a_stand_in_gets_the_reminders_of_who_is_away(
    absences: Absences, database: Database, now: datetime
) -> None:
    absences.add("Ib Skov", _day(1), _day(7), "Eva Lund", "Ib Skov", now)
    with database.read() as tx:
        assert {n: a and a.name for n, a in tx.staff.standing_in(_day(7)).items()} == {
            "Ib Skov": "Eva Lund"
        }
        assert tx.staff.standing_in(_day(8)) == {}
        told = {one.name: list(of) for one, of in tx.staff.reminded(_day(1), APPROVERS)}
    assert told == {"Eva Lund": ["Ib Skov"]}


def test_a_stand_in_who_is_away_is_stood_in_for_in_turn(
    absences: Absences, database: Database, now: datetime
) -> None:
    absences.add("Ib Skov", _day(1), _day(7), "Åse Bæk", "Ib Skov", now)
    absences.add("Åse Bæk", _day(3), _day(4), "Eva Lund", "Åse Bæk", now)
    with database.read() as tx:
        first, third = (tx.staff.standing_in(_day(n))["Ib Skov"] for n in (1, 3))
    assert first is not None
    assert third is not None
    assert (first.name, third.name) == ("Åse Bæk", "Eva Lund")


def test_stand_ins_in_a_ring_or_disabled_stand_in_for_nobody(
    absences: Absences, accounts: Accounts, database: Database, now: datetime
) -> None:
    absences.add("Ib Skov", _day(1), _day(7), "Åse Bæk", "Ib Skov", now)
    absences.add("Åse Bæk", _day(1), _day(7), "Ib Skov", "Åse Bæk", now)
    with database.read() as tx:
        assert tx.staff.standing_in(_day(2)) == {"Ib Skov": None, "Åse Bæk": None}
    accounts.disable("Åse Bæk", "Eva Lund", now)
    with database.read() as tx:
        assert tx.staff.standing_in(_day(2))["Ib Skov"] is None


def test_a_stand_in_gets_no_role_that_they_do_not_have(
    absences: Absences, database: Database, now: datetime
) -> None:
    absences.add("Ib Skov", _day(1), _day(7), "Åse Bæk", "Ib Skov", now)
    with database.read() as tx:
        told = [one.name for one, _ in tx.staff.reminded(_day(1), APPROVERS)]
        with pytest.raises(NotAllowed):
            tx.staff.acting("Åse Bæk", APPROVERS)
    assert told == ["Eva Lund"]


def test_when_all_who_could_are_away_they_are_reminded_all_the_same(
    absences: Absences, database: Database, now: datetime
) -> None:
    for who in ("Ib Skov", "Eva Lund"):
        absences.add(who, _day(1), _day(7), "", who, now)
    with database.read() as tx:
        assert [one.name for one, _ in tx.staff.reminded(_day(1), APPROVERS)] == [
            "Eva Lund",
            "Ib Skov",
        ]


def test_an_admin_may_write_the_absence_of_another_and_nobody_else_may(
    absences: Absences, now: datetime
) -> None:
    with pytest.raises(NotAllowed, match="administrator"):
        absences.add("Ib Skov", _day(1), _day(7), "", "Åse Bæk", now)
    made = absences.add("Ib Skov", _day(1), _day(7), "", "Eva Lund", now)
    with pytest.raises(NotAllowed, match="administrator"):
        absences.cancel(made.id, "Åse Bæk", now)
    absences.cancel(made.id, "Ib Skov", now)
    assert absences.coming(now) == []
    with pytest.raises(NotFound, match="aflyst"):
        absences.cancel(made.id, "Ib Skov", now)


@pytest.mark.parametrize(
    ("first", "last", "stand_in", "says"),
    [
        (_day(7), _day(1), "", "Den sidste dag"),
        (date(2026, 11, 1), date(2026, 11, 5), "", "forbi"),
        (_day(1), date(2028, 1, 1), "", "højst vare et år"),
        (_day(1), _day(7), "Ib Skov", "en anden end"),
        (_day(1), _day(7), "Ukendt", "stedfortræder"),
    ],
)
def test_what_an_absence_cannot_be_is_said(
    absences: Absences, now: datetime, first: date, last: date, stand_in: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        absences.add("Ib Skov", first, last, stand_in, "Ib Skov", now)


def test_two_absences_of_one_person_do_not_overlap(absences: Absences, now: datetime) -> None:
    absences.add("Ib Skov", _day(1), _day(7), "", "Ib Skov", now)
    with pytest.raises(UsageError, match="allerede"):
        absences.add("Ib Skov", _day(7), _day(9), "", "Ib Skov", now)
    absences.add("Ib Skov", _day(8), _day(9), "", "Ib Skov", now)
