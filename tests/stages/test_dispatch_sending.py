"""Sending over real sockets: every reader gets an end, and the truth is told."""

import threading
import time as clocks
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from comms.config.newsletter import NewsletterRules
from comms.errors import NotAllowed, OnHold, UsageError
from comms.model.issue import IssueStatus, Tally
from comms.model.letter import Letter
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.practice.mailcatcher import Mailcatcher, Rule
from comms.stages.dispatch import Mailroom, PostRules
from comms.stages.dispatch.runners import Line
from comms.store import claims
from comms.store.database import Database
from comms.store.ledger import Ledger
from comms.wire.smtp import Relay, connect
from tests.stages.issue_house import IssueHouse, addresses


@pytest.fixture
def catcher() -> Iterator[Mailcatcher]:
    with Mailcatcher() as running:
        yield running


@pytest.fixture
def house(database: Database, catcher: Mailcatcher, tmp_path: Path, now: datetime) -> IssueHouse:
    made = IssueHouse(database, tmp_path, now, catcher.port)
    made.block("Fællesspisning")
    return made


def test_every_active_reader_gets_the_issue_once(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(25)
    issue_id = house.composed()
    assert house.mailroom.send(issue_id) == Tally(recipients=25, sent=25)
    assert addresses(catcher) == sorted(f"nr{number}@example.dk" for number in range(25))
    assert house.status(issue_id) == IssueStatus.SENT
    assert house.mailroom.send(issue_id) == Tally(recipients=25, sent=25)
    assert len(catcher.caught) == 25


def test_each_copy_is_the_readers_own(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(2)
    house.mailroom.send(house.composed())
    for caught in catcher.caught:
        mail = message_from_bytes(caught.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        number = caught.recipients[0].removeprefix("nr").partition("@")[0]
        assert mail["To"] == caught.recipients[0]
        assert mail["List-Unsubscribe"] == f"<https://nyt.example.dk/afmeld/token-{number}>"
        text = mail.get_body(("plain",))
        assert text is not None
        assert f"Hej Læser {number}," in text.get_content()


def test_a_sent_issue_has_a_public_page_and_its_drafts_are_sent(house: IssueHouse) -> None:
    house.readers(1)
    issue_id = house.composed()
    house.mailroom.send(issue_id)
    assert "Fællesspisning" in house.desk.archive_html(issue_id, house.now.date())
    with house.database.read() as tx:
        assert [draft.status for draft in tx.drafts.all()] == ["sent"]
        assert [event.verb for event in tx.audit.about("issue", issue_id)] == [
            "compose",
            "approve",
            "begin sending",
            "sent",
        ]
        assert tx.audit.broken_at() is None


def test_a_temporary_no_is_tried_until_it_is_taken(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(5)
    catcher.obey(Rule("recipient", "451 4.7.1 senere", "nr2@*", times=2))
    assert house.mailroom.send(house.composed()) == Tally(recipients=5, sent=5)
    with house.database.read() as tx:
        assert tx.deliveries.of_address("nr2@example.dk")[0].tries == 3


def test_a_reader_who_is_refused_until_the_end_is_told_as_failed(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(3)
    house.post = PostRules(retry=(0, 1), give_up=0)
    catcher.obey(Rule("recipient", "451 4.7.1 senere", "nr2@*"))
    assert house.mailroom.send(house.composed()) == Tally(recipients=3, sent=2, failed=1)


def test_a_mailbox_that_does_not_exist_is_suppressed(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(3)
    catcher.obey(Rule("recipient", "550 5.1.1 ukendt", "nr1@*"))
    assert house.mailroom.send(house.composed()) == Tally(recipients=3, sent=2, failed=1)
    with house.database.read() as tx:
        reader = tx.subscribers.by_email("nr1@example.dk")
        assert reader is not None
        assert reader.status is SubscriberStatus.SUPPRESSED
        assert reader.reason == "modtagerens server siger, at adressen ikke findes"
        assert "550 5.1.1 ukendt" in tx.deliveries.of_address("nr1@example.dk")[0].reply


def test_a_cut_after_the_final_dot_is_sent_again_with_the_same_message_id(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(3)
    catcher.obey(Rule("content", recipient="nr1@*", cut=True, times=1))
    assert house.mailroom.send(house.composed()) == Tally(recipients=3, sent=3)
    copies = [mail.content for mail in catcher.caught if mail.recipients == ("nr1@example.dk",)]
    assert len(copies) == 2
    assert copies[0] == copies[1]


def test_tries_that_end_in_silence_are_told_as_unknown(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(3)
    house.post = PostRules(retry=(1,), give_up=0)
    catcher.obey(Rule("content", recipient="nr1@*", cut=True))
    assert house.mailroom.send(house.composed()) == Tally(recipients=3, sent=2, unknown=1)


def test_421_and_cuts_before_the_dot_lose_and_double_nobody(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(40)
    catcher.obey(
        Rule("sender", "421 4.3.2 lukker", times=3),
        Rule("recipient", cut=True, times=3),
        Rule("data", "421 4.3.2 lukker", times=3),
        Rule("connect", "421 4.3.2 for mange", times=2),
    )
    assert house.mailroom.send(house.composed()) == Tally(recipients=40, sent=40)
    assert len(set(addresses(catcher))) == len(catcher.caught) == 40


def test_a_relay_that_never_answers_ends_every_try(house: IssueHouse) -> None:
    house.readers(3)
    house.post = PostRules(retry=(1,), give_up=1)
    with Mailcatcher() as gone:
        house.port = gone.port
    issue_id = house.composed()
    assert house.mailroom.send(issue_id) == Tally(recipients=3, failed=3)
    assert house.status(issue_id) == IssueStatus.SENT


def test_a_relay_that_comes_back_gets_everything(house: IssueHouse) -> None:
    house.readers(5)
    with Mailcatcher() as gone:
        house.port = gone.port
    done: list[Tally] = []
    thread = threading.Thread(target=lambda: done.append(house.mailroom.send(house.composed())))
    thread.start()
    clocks.sleep(0.3)
    with Mailcatcher(port=house.port):
        thread.join(20)
    assert done == [Tally(recipients=5, sent=5)]


def test_a_line_that_does_not_open_holds_nobody(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(20)
    relay = Relay("127.0.0.1", catcher.port, security="none", timeout=5)
    first, forever = iter([True]), threading.Event()

    def line() -> Line:
        if next(first, False):
            forever.wait(60)
        return connect(relay)

    mailroom = Mailroom(house.database, house.desk, line, house.post, house.clock)
    try:
        assert mailroom.send(house.composed()) == Tally(recipients=20, sent=20)
    finally:
        forever.set()


def test_a_kept_line_that_was_cut_is_replaced_and_blames_nobody(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(6)
    house.post = PostRules(connections=1, retry=(3600,))
    catcher.obey(Rule("sender", times=2), Rule("sender", cut=True, times=1))
    assert house.mailroom.send(house.composed()) == Tally(recipients=6, sent=6)
    with house.database.read() as tx:
        tries = [tx.deliveries.of_address(f"nr{number}@example.dk")[0].tries for number in range(6)]
    assert tries == [1] * 6


def test_stop_holds_a_sending_between_two_messages(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(30)
    house.post = PostRules(connections=1, retry=(0,))
    catcher.obey(Rule("content", delay=0.02))
    issue_id = house.composed()

    def stop() -> None:
        while len(catcher.caught) < 3:
            clocks.sleep(0.01)
        with house.database.begin() as tx:
            tx.holds.put("all", "Vent lidt", "Anna", house.now)

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(OnHold, match="Vent lidt"):
        house.mailroom.send(issue_id)
    stopper.join()
    assert 3 <= len(catcher.caught) < 30
    assert house.status(issue_id) == IssueStatus.SENDING
    with house.database.begin() as tx:
        tx.holds.lift("all")
    assert house.mailroom.send(issue_id) == Tally(recipients=30, sent=30)
    assert len(catcher.caught) == 30


def test_who_is_asked_to_stop_finishes_what_is_in_flight(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(30)
    house.post = PostRules(connections=1)
    catcher.obey(Rule("content", delay=0.02))
    stopping = threading.Event()
    issue_id = house.composed()

    def ask(tally: Tally) -> None:
        stopping.set()

    tally = house.mailroom.send(issue_id, ask, stopping)
    assert 0 < tally.sent < 30
    assert tally.sent == len(catcher.caught)
    assert house.mailroom.send(issue_id).sent == 30
    assert len(catcher.caught) == 30


def test_two_senders_never_take_the_same_row(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(120)
    catcher.obey(Rule("content", delay=0.003))
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", house.now)
    tallies: list[Tally] = []
    first = threading.Thread(target=lambda: tallies.append(house.mailroom.send(issue_id)))
    first.start()
    while not catcher.caught:
        clocks.sleep(0.01)
    tallies.append(house.mailroom.send(issue_id))
    first.join(20)
    assert tallies == [Tally(recipients=120, sent=120)] * 2
    assert len(catcher.caught) == 120


def test_a_claim_of_a_sender_that_died_is_sent_again(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(3)
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", house.now)
    with house.database.begin() as tx:
        seen = tx.issues.get(issue_id)
        tx.issues.update(seen, seen.moved(IssueStatus.SENDING))
        tx.deliveries.fill(issue_id)
        row = tx.deliveries.batch(issue_id, 0, house.now, 1)[0]
    dead = claims.begin()
    claims.end(dead)
    with Ledger(house.database.engine, dead, "newsletter") as ledger:
        assert ledger.turn([], [row], datetime.now(UTC)) == [row]
    assert house.mailroom.send(issue_id) == Tally(recipients=3, sent=3)


def test_who_leaves_before_their_turn_gets_nothing(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(3)
    issue_id = house.composed()
    with house.database.begin() as tx:
        reader = tx.subscribers.by_email("nr1@example.dk")
        assert reader is not None
    house.desk.approve(issue_id, "Anna", house.now)
    with house.database.begin() as tx:
        seen = tx.issues.get(issue_id)
        tx.issues.update(seen, seen.moved(IssueStatus.SENDING))
        tx.deliveries.fill(issue_id)
        tx.subscribers.move(reader.id, SubscriberStatus.ACTIVE, SubscriberStatus.LEFT, house.now)
    assert house.mailroom.send(issue_id) == Tally(recipients=2, sent=2)
    assert addresses(catcher) == ["nr0@example.dk", "nr2@example.dk"]


def test_a_rate_is_kept_over_all_connections(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(11)
    house.post = PostRules(connections=4, rate=20)
    began = clocks.monotonic()
    house.mailroom.send(house.composed())
    assert clocks.monotonic() - began >= 0.5


def test_a_domain_gets_no_more_than_its_rate_and_holds_nobody_else(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    with house.database.begin() as tx:
        for number in range(4):
            slow = Subscriber(f"nr{number}@langsom.example.dk", f"langsom-{number}")
            tx.subscribers.add(slow, house.now)
    house.readers(20)
    house.post = PostRules(connections=4, per_domain={"langsom.example.dk": 10})
    began = clocks.monotonic()
    assert house.mailroom.send(house.composed()) == Tally(recipients=24, sent=24)
    assert clocks.monotonic() - began >= 0.3
    last_quick = max(
        place for place, mail in enumerate(catcher.caught) if "langsom" not in mail.recipients[0]
    )
    assert sum("langsom" in mail.recipients[0] for mail in catcher.caught[last_quick:]) >= 2


def test_an_issue_that_needs_a_yes_waits_for_it(house: IssueHouse) -> None:
    house.rules = NewsletterRules(approval="required")
    house.readers(1)
    issue_id = house.composed()
    with pytest.raises(NotAllowed, match="skal godkendes"):
        house.mailroom.send(issue_id)
    house.desk.approve(issue_id, "Anna", house.now)
    assert house.mailroom.send(issue_id).sent == 1


def test_a_held_or_cancelled_issue_is_not_sent(house: IssueHouse) -> None:
    issue_id = house.composed()
    house.desk.hold(issue_id, "Anna", "Forkert dato", house.now)
    with pytest.raises(OnHold, match="Forkert dato"):
        house.mailroom.send(issue_id)
    house.desk.cancel(issue_id, "Anna", "Ikke i denne uge", house.now)
    with pytest.raises(UsageError, match="aflyst"):
        house.mailroom.send(issue_id)


def test_a_block_reworded_after_the_rules_yes_is_not_sent(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(1)
    lost = house.block("Kaffe på torvet")
    issue_id = house.composed()
    with house.database.read() as tx:
        issue = tx.issues.get(issue_id)
    house.desk.freeze(issue, "regel", house.now)
    house.reword(lost, "Te på torvet")
    house.mailroom.send(issue_id)
    (mail,) = catcher.caught
    assert "Kaffe" not in mail.content.decode()
    assert "Te p" not in mail.content.decode()
    assert "F=C3=A6llesspisning" in mail.content.decode()


def test_a_block_reworded_after_a_persons_yes_needs_that_person_again(house: IssueHouse) -> None:
    lost = house.block("Kaffe på torvet")
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", house.now)
    house.reword(lost, "Te på torvet")
    with pytest.raises(NotAllowed, match="godkendes igen"):
        house.mailroom.send(issue_id)
    assert house.status(issue_id) == IssueStatus.COMPOSED


def due(house: IssueHouse, hours: float) -> None:
    """Set the clock so many hours after Thursday at ten."""
    at = house.now + timedelta(days=2, hours=22 + hours)
    house.clock = lambda: at


def test_an_issue_goes_by_itself_at_its_hour(house: IssueHouse, catcher: Mailcatcher) -> None:
    house.readers(2)
    issue_id = house.composed()
    house.desk.tick(house.now + timedelta(days=1, hours=21))  # Wednesday at nine: the notice
    due(house, -0.1)
    assert house.mailroom.send_due() == {}
    due(house, 0)
    assert house.mailroom.send_due() == {issue_id: Tally(recipients=2, sent=2)}
    assert house.mailroom.send_due() == {}


def test_no_issue_goes_by_itself_before_staff_were_told_of_it_in_good_time(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(2)
    due(house, 0.5)  # we were down on Wednesday, and at the hour
    issue = house.desk.tick(house.clock()).issue
    assert issue is not None
    assert house.mailroom.send_due() == {}
    assert house.letters() == ["notice:2026-W48:redaktion@example.dk"]
    due(house, 2.6)
    assert house.mailroom.send_due() == {issue.id: Tally(recipients=2, sent=2)}


def test_an_issue_that_lost_all_it_told_is_skipped_and_staff_are_told_once(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    issue_id = house.composed()
    with house.database.read() as tx:
        (item,) = tx.issues.get(issue_id).items
    house.reword(item.draft_id, "Nye ord")
    due(house, 0)
    assert house.mailroom.send_due() == {}
    assert house.status(issue_id) == IssueStatus.CANCELLED
    assert house.mailroom.send_due() == {}
    assert house.letters() == ["skipped:2026-W48:redaktion@example.dk"]


def test_an_issue_that_is_too_late_is_held_and_staff_are_told(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(2)
    issue_id = house.composed()
    due(house, 8.1)
    assert house.mailroom.send_due() == {}
    assert house.status(issue_id) == IssueStatus.HELD
    assert catcher.caught == ()
    (key,) = house.letters()
    assert key.startswith(f"alert:issue:{issue_id}:")


def test_an_issue_held_for_being_late_goes_when_a_person_lets_it(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    house.readers(2)
    issue_id = house.composed()
    due(house, 8.1)
    assert house.mailroom.send_due() == {}
    house.desk.unhold(issue_id, "Anna", house.clock())
    assert house.mailroom.send_due() == {issue_id: Tally(recipients=2, sent=2)}


def test_a_sending_that_is_stopped_from_the_start_approves_nothing(house: IssueHouse) -> None:
    issue_id = house.composed()
    with house.database.begin() as tx:
        tx.holds.put("all", "Vent", "Anna", house.now)
    with pytest.raises(OnHold):
        house.mailroom.send(issue_id)
    assert house.status(issue_id) == IssueStatus.COMPOSED


def test_an_issue_without_the_yes_it_needs_is_held_at_its_hour(house: IssueHouse) -> None:
    house.rules = NewsletterRules(approval="required")
    issue_id = house.composed()
    due(house, 0)
    assert house.mailroom.send_due() == {}
    assert house.status(issue_id) == IssueStatus.HELD
    assert len(house.letters()) == 1


def test_the_switch_keeps_a_due_issue_without_holding_it_for_good(house: IssueHouse) -> None:
    issue_id = house.composed()
    with house.database.begin() as tx:
        tx.holds.put("all", "Vent", "Anna", house.now)
    due(house, 0)
    assert house.mailroom.send_due() == {}
    assert house.status(issue_id) == IssueStatus.COMPOSED


def test_letters_go_once(house: IssueHouse, catcher: Mailcatcher) -> None:
    words = Letter("k1", "notice", "stab@example.dk", "Ugens udgave – æøå", "Hej\n", "<p>Hej</p>")
    with house.database.begin() as tx:
        tx.letters.write(words, house.now)
        tx.letters.write(Letter("k2", "alert", "it@example.dk", "Fejl", "Kun tekst\n"), house.now)
    sent = house.mailroom.send_letters()
    assert (sent.sent, sent.failed, sent.waiting) == (2, 0, 0)
    assert house.mailroom.send_letters().sent == 0
    both = [message_from_bytes(each.content, policy=policy.default) for each in catcher.caught]
    told = {str(mail["To"]): mail for mail in both}
    assert told["stab@example.dk"]["Subject"] == "Ugens udgave – æøå"
    assert told["stab@example.dk"]["Reply-To"] == "Strategi for Udsathed <post@example.dk>"
    assert told["it@example.dk"].get_content_type() == "text/plain"
    assert len(catcher.caught) == 2


def test_every_letter_of_practice_mode_says_that_nothing_is_sent(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    practising = replace(house, practice=True)
    with house.database.begin() as tx:
        tx.letters.write(Letter("k1", "alert", "it@example.dk", "Fejl", "Få ord\n"), house.now)
    practising.mailroom.send_letters()
    mail = message_from_bytes(catcher.caught[0].content, policy=policy.default)
    assert mail["Subject"] == "[Testtilstand] Fejl"
    assert "Testtilstand: intet bliver sendt" in mail.get_content()


def test_a_letter_that_is_refused_for_now_waits_for_the_next_round(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    catcher.obey(Rule("content", "451 senere", times=1))
    with house.database.begin() as tx:
        tx.letters.write(Letter("k1", "notice", "stab@example.dk", "Emne", "Hej\n"), house.now)
    first = house.mailroom.send_letters()
    assert (first.sent, first.waiting) == (0, 1)
    assert house.mailroom.send_letters().sent == 1


def test_an_automatic_answer_says_what_it_is_and_what_it_answers(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    answer = Letter(
        "ack:1", "acknowledgement", "aase@example.dk", "Automatisk svar", "Tak\n",
        in_reply_to="<17@post.example.dk>", submitted="auto-replied",
    )  # fmt: skip
    with house.database.begin() as tx:
        tx.letters.write(answer, house.now)
    house.mailroom.send_letters()
    (mail,) = catcher.caught
    told = message_from_bytes(mail.content, policy=policy.default)
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["In-Reply-To"] == told["References"] == "<17@post.example.dk>"
    assert told["X-Auto-Response-Suppress"] == "All"
    assert "Precedence" not in told


def test_a_letter_that_is_sent_on_is_answered_to_the_one_who_asked(
    house: IssueHouse, catcher: Mailcatcher
) -> None:
    on = Letter(
        "forward:1:bolig", "forward", "bolig@example.dk", "Til jer", "Hej\n",
        reply_to="karen@example.dk",
    )  # fmt: skip
    with house.database.begin() as tx:
        tx.letters.write(on, house.now)
    house.mailroom.send_letters()
    (mail,) = catcher.caught
    told = message_from_bytes(mail.content, policy=policy.default)
    assert told["Reply-To"] == "karen@example.dk"
    assert told["Auto-Submitted"] == "auto-generated"
