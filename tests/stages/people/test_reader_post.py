"""Sign-ups, leave requests and returned mail, from stored mails to what is done."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import Account, Role
from comms.model.answer import Answer
from comms.model.bounce import Returned
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.letter import Letter, signed
from comms.model.mail import Address
from comms.model.subscriber import Subscriber, SubscriberStatus, keyed_hash
from comms.stages.people import ReaderPost, Subscribing
from comms.stages.people.post import Taken
from comms.store.database import Database
from comms.store.items import StoredItem

KEY = "nøgle til prøven"
MAILBOX = "mindreudsathed@fredericia.dk"
AASE = Address("Åse Bæk", "aase@example.dk")


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str = ""


@pytest.fixture
def post(database: Database) -> ReaderPost:
    subscribing = Subscribing(
        database.begin,
        lambda *, name, url, consent: Words(f"Var det dig, {name}?", f"{url} {consent}"),
        public_url="https://nyt.example.dk",
        key=KEY,
        consent="Ja tak.",
    )
    return ReaderPost(
        database.begin, subscribing, lambda *, url: Words("Farvel", url), MAILBOX, KEY
    )


def came(
    database: Database,
    now: datetime,
    disposition: Disposition,
    text: str = "Sæt mig på listen",
    *,
    sender: Address = AASE,
    forwarded_by: Address | None = None,
    reply_to: str | None = None,
    returned: tuple[Returned, ...] = (),
) -> int:
    item = Item(
        disposition,
        None,
        "Nyhedsbrev",
        text,
        sender=sender,
        forwarded_by=forwarded_by,
        answer=Answer(sender.email if reply_to is None else reply_to),
    )
    with database.begin() as tx:
        key = f"<{len(tx.items.all())}@example.dk>"
        item_id = tx.items.add(item, source="inbox", external_key=key, raw_id=None, received=now)
        assert item_id is not None
        tx.bounces.add(item_id, returned, now)
    return item_id


def reads(database: Database, now: datetime, email: str = "aase@example.dk") -> int:
    with database.begin() as tx:
        made = tx.subscribers.add(Subscriber(email, f"link-{email}"), now)
    assert made is not None
    return made


def status(database: Database, email: str = "aase@example.dk") -> str | None:
    with database.read() as tx:
        found = tx.subscribers.by_email(email)
    return None if found is None else str(found.status)


def item(database: Database, item_id: int) -> StoredItem:
    with database.read() as tx:
        return tx.items.get(item_id)


def letters(database: Database) -> list[Letter]:
    with database.read() as tx:
        return [
            tx.letters.get(one.letter_id or 0) for one in tx.deliveries.batch(None, 0, LATE, 99)
        ]


LATE = datetime.fromisoformat("2030-01-01T00:00:00+00:00")


def test_a_sign_up_writes_the_letter_that_asks_and_nothing_more(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    wish = came(database, now, Disposition.SUBSCRIBE)
    assert post.take(now) == Taken(done=1)
    assert [letter.to_email for letter in letters(database)] == ["aase@example.dk"]
    assert status(database) == SubscriberStatus.PENDING
    assert item(database, wish).handled_how == "vi har bedt afsenderen om at bekræfte"


def test_a_second_run_does_nothing_twice(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    came(database, now, Disposition.SUBSCRIBE)
    post.take(now)
    assert post.take(now + timedelta(days=1)) == Taken()
    assert len(letters(database)) == 1


def test_a_forwarded_sign_up_waits_for_a_person(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    wish = came(database, now, Disposition.SUBSCRIBE, forwarded_by=Address("Bo", "bo@example.dk"))
    assert post.take(now) == Taken(waiting=1)
    assert item(database, wish).handled_at is None
    assert "sendt videre" in item(database, wish).handled_how
    assert post.take(now) == Taken()


def test_another_address_in_the_text_waits_for_a_person_with_the_reason(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    wish = came(database, now, Disposition.SUBSCRIBE, "Skriv min mor på: else@example.dk")
    post.take(now)
    assert "else@example.dk" in item(database, wish).handled_how
    assert letters(database) == []


def test_our_own_address_and_the_senders_in_the_text_are_no_other_address(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    text = f"Jeg hedder Aase@Example.dk og skriver til {MAILBOX}."
    came(database, now, Disposition.SUBSCRIBE, text)
    assert post.take(now) == Taken(done=1)


def test_a_sign_up_that_cannot_be_answered_waits_for_a_person(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    came(database, now, Disposition.SUBSCRIBE, reply_to="")
    assert post.take(now) == Taken(waiting=1)


def test_a_person_may_send_the_letter_to_the_address_they_read(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    wish = came(database, now, Disposition.SUBSCRIBE, "Skriv min mor på: else@example.dk")
    post.take(now)
    post.invite(wish, "Else@example.dk", "Ib Skov", now)
    assert [letter.to_email for letter in letters(database)] == ["else@example.dk"]
    assert item(database, wish).handled_by == "Ib Skov"


def test_a_reader_who_wants_out_is_out_at_once_and_told_so(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    came(database, now, Disposition.UNSUBSCRIBE, "Frameld mig")
    post.take(now)
    assert status(database) == SubscriberStatus.LEFT
    (letter,) = letters(database)
    assert (letter.to_email, letter.submitted) == ("aase@example.dk", "auto-replied")
    with database.read() as tx:
        assert tx.subscribers.has_departed(keyed_hash("aase@example.dk", KEY))


def test_who_wants_out_and_cannot_be_answered_is_out_all_the_same(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    came(database, now, Disposition.UNSUBSCRIBE, "Frameld mig", reply_to="")
    post.take(now)
    assert status(database) == SubscriberStatus.LEFT
    assert letters(database) == []


def test_a_stranger_who_wants_out_waits_for_a_person_who_knows_the_address(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now, "gammel@example.dk")
    wish = came(database, now, Disposition.UNSUBSCRIBE, "Frameld mig")
    assert post.take(now) == Taken(waiting=1)
    with pytest.raises(NotFound):
        post.take_off(wish, "en.anden@example.dk", "Ib Skov", now)
    post.take_off(wish, "gammel@example.dk", "Ib Skov", now)
    assert status(database, "gammel@example.dk") == SubscriberStatus.LEFT
    assert item(database, wish).handled_how.endswith("gammel@example.dk er taget af listen")


def test_only_staff_may_decide(database: Database, post: ReaderPost, now: datetime) -> None:
    with database.begin() as tx:
        tx.staff.add(Account("Åse Bæk", "aase@kommunen.example.dk", Role.WRITER), now)
    wish = came(database, now, Disposition.SUBSCRIBE)
    with pytest.raises(NotAllowed):
        post.invite(wish, "else@example.dk", "En Fremmed", now)


def back(
    code: str = "5.1.1",
    action: str = "failed",
    message_id: str = "",
    email: str = "aase@example.dk",
) -> tuple[Returned, ...]:
    return (Returned(email, action, code, "550 sorry", message_id),)


def test_an_address_that_is_gone_is_left_alone_at_once_with_the_reason(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reader = reads(database, now)
    report = came(database, now, Disposition.BOUNCE, returned=back())
    post.take(now)
    with database.read() as tx:
        found = tx.subscribers.get(reader)
        assert tx.bounces.unsettled() == []
    assert found.status is SubscriberStatus.SUPPRESSED
    assert found.reason == "adressen findes ikke (5.1.1), senest 23.11.2026"
    assert "sat på pause" in item(database, report).handled_how


def test_a_delay_is_only_counted(database: Database, post: ReaderPost, now: datetime) -> None:
    reads(database, now)
    came(database, now, Disposition.BOUNCE, returned=back("4.2.2", "delayed"))
    assert post.take(now) == Taken(done=1)
    assert status(database) == SubscriberStatus.ACTIVE


def test_a_full_mailbox_is_left_alone_after_three_days_of_it(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    for week in range(3):
        assert status(database) == SubscriberStatus.ACTIVE
        at = now + timedelta(days=7 * week)
        came(database, at, Disposition.BOUNCE, returned=back("5.2.2"))
        post.take(at)
    assert status(database) == SubscriberStatus.SUPPRESSED


def test_a_letter_that_was_refused_says_nothing_of_the_address(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    for day in range(4):
        at = now + timedelta(days=day)
        came(database, at, Disposition.BOUNCE, returned=back("5.7.1"))
        post.take(at)
    assert status(database) == SubscriberStatus.ACTIVE


def test_staff_may_write_to_the_address_again(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    came(database, now, Disposition.BOUNCE, returned=back())
    post.take(now)
    post.subscribing.restore("aase@example.dk", "Ib Skov", "Hun har ringet", now)
    assert status(database) == SubscriberStatus.ACTIVE
    with pytest.raises(UsageError, match="ikke sat på pause"):
        post.subscribing.restore("aase@example.dk", "Ib Skov", "Igen", now)


def test_who_is_left_alone_may_leave_and_may_sign_up_anew(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    reads(database, now)
    came(database, now, Disposition.BOUNCE, returned=back())
    post.take(now)
    came(database, now, Disposition.SUBSCRIBE)
    post.take(now)
    assert status(database) == SubscriberStatus.PENDING
    assert post.subscribing.take_off("aase@example.dk", "Ib Skov", "Ringede", now)
    assert status(database) == SubscriberStatus.LEFT


def test_an_alarm_that_came_back_stays_open_until_somebody_has_seen_it(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    with database.begin() as tx:
        tx.letters.write(Letter("acute:1:vagt", "alarm", "vagt@example.dk", "Haster", "Læs"), now)
        letter = tx.letters.by_key("acute:1:vagt")
    assert letter is not None
    sign = signed(letter.key, str(letter.id), letter.text)
    message_id = f"<brev-{letter.id}.{sign}@fredericia.dk>"
    came(
        database, now, Disposition.BOUNCE,
        returned=back(message_id=message_id, email="vagt@example.dk"),
    )  # fmt: skip
    post.take(now)
    with database.read() as tx:
        assert [one.email for one in tx.bounces.unsettled()] == ["vagt@example.dk"]


def test_a_report_with_a_made_up_message_id_opens_nothing(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    with database.begin() as tx:
        tx.letters.write(Letter("acute:1:vagt", "alarm", "vagt@example.dk", "Haster", "Læs"), now)
    made_up = f"<brev-1.{'0' * 20}@fredericia.dk>"
    came(
        database, now, Disposition.BOUNCE,
        returned=back(message_id=made_up, email="vagt@example.dk"),
    )  # fmt: skip
    post.take(now)
    with database.read() as tx:
        assert tx.bounces.unsettled() == []


def test_a_report_without_an_address_waits_for_a_person(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    came(database, now, Disposition.BOUNCE)
    assert post.take(now) == Taken(waiting=1)


def test_a_kill_in_the_middle_loses_nothing(
    database: Database, post: ReaderPost, now: datetime
) -> None:
    class Killed(BaseException):
        """The process dies here."""

    def dies(*, url: str) -> Words:
        raise Killed

    reads(database, now)
    wish = came(database, now, Disposition.UNSUBSCRIBE, "Frameld mig")
    with pytest.raises(Killed):
        replace(post, write=dies).take(now)
    assert status(database) == SubscriberStatus.ACTIVE
    assert item(database, wish).handled_at is None
    assert post.take(now) == Taken(done=1)
    assert status(database) == SubscriberStatus.LEFT
    assert len(letters(database)) == 1
