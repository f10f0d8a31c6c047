"""Subscribers in and out as lists."""

from datetime import datetime

import pytest

from comms.errors import BadInput, UsageError
from comms.model.subscriber import Subscriber, SubscriberStatus, keyed_hash
from comms.stages.people.lists import SubscriberLists
from comms.store.database import Database

CONSENT = "Ja tak til nyhedsbrevet, januar 2026"


def lists(database: Database) -> SubscriberLists:
    return SubscriberLists(database.begin, database.read, "nøgle")


def emails(database: Database) -> list[str]:
    with database.read() as tx:
        return [person.email for person in tx.subscribers.all()]


def test_good_rows_go_on_and_bad_ones_are_told_by_line(database: Database, now: datetime) -> None:
    data = "email,name,by\nsøs@example.dk,Søs Ærø,Fredericia\nikke en adresse,Bo,\n,Tom,\n"
    data += "bo@example.dk,Bo,,for mange\nBO@EXAMPLE.DK,Bo,\nbo@example.dk,Bo igen,\n"
    done = lists(database).import_csv(data.encode(), CONSENT, "Anna", now)
    assert (done.added, done.known) == (2, 0)
    assert [problem.split(":")[0] for problem in done.problems] == [
        "linje 3",
        "linje 4",
        "linje 5",
        "linje 7",
    ]
    assert emails(database) == ["søs@example.dk", "bo@example.dk"]


def test_each_keeps_the_words_they_agreed_to(memory: Database, now: datetime) -> None:
    lists(memory).import_csv(b"email\nbo@example.dk\n", CONSENT, "Anna", now)
    with memory.read() as tx:
        bo = tx.subscribers.by_email("bo@example.dk")
        assert bo is not None
        assert bo.consent_id is not None
        assert tx.subscribers.consent(bo.consent_id) == CONSENT


def test_importing_twice_adds_nobody_twice(database: Database, now: datetime) -> None:
    data = "email,name\r\n" + "".join(f"navn{n}@example.dk,Navn {n}\r\n" for n in range(2300))
    assert lists(database).import_csv(data.encode(), CONSENT, "Anna", now).added == 2300
    again = lists(database).import_csv(data.encode(), CONSENT, "Anna", now)
    assert (again.added, again.known, again.problems) == (0, 2300, [])


def test_who_left_is_not_added_again(memory: Database, now: datetime) -> None:
    with memory.begin() as tx:
        tx.subscribers.depart(keyed_hash("gået@example.dk", "nøgle"), now)
        tx.subscribers.add(
            Subscriber("nej@example.dk", "t", status=SubscriberStatus.SUPPRESSED), now
        )
    data = "email\ngået@example.dk\nnej@example.dk\nny@example.dk\n".encode()
    done = lists(memory).import_csv(data, CONSENT, "Anna", now)
    assert (done.added, done.departed) == (1, 2)


def test_a_danish_excel_file_is_read(memory: Database, now: datetime) -> None:
    data = "email;name\r\nmaerke@example.dk;Märke Ødegård\r\n".encode("cp1252")
    lists(memory).import_csv(data, CONSENT, "Anna", now)
    with memory.read() as tx:
        assert [person.name for person in tx.subscribers.all()] == ["Märke Ødegård"]


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "tom"), (b"navn,by\nBo,Fredericia\n", "ingen kolonne email"), (b"a\0b", "ikke tekst")],
)
def test_a_file_that_is_no_list_is_refused_whole(
    memory: Database, now: datetime, data: bytes, told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        lists(memory).import_csv(data, CONSENT, "Anna", now)
    assert emails(memory) == []


def test_nobody_is_imported_without_a_consent(memory: Database, now: datetime) -> None:
    with pytest.raises(UsageError, match="sagt ja til"):
        lists(memory).import_csv(b"email\nbo@example.dk\n", " ", "Anna", now)


def test_what_is_exported_can_be_imported(memory: Database, now: datetime) -> None:
    data = 'email,name,by\nbo@example.dk,"Bo, den gamle",Fredericia\n'
    lists(memory).import_csv(data.encode(), CONSENT, "Anna", now)
    assert lists(memory).export_csv() == data


def test_a_name_that_looks_like_a_formula_is_exported_as_text(
    memory: Database, now: datetime
) -> None:
    lists(memory).import_csv(b"email,name\nbo@example.dk,=1+1\n", CONSENT, "Anna", now)
    assert "'=1+1" in lists(memory).export_csv()
