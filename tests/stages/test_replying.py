"""A colleague answers who wrote; letters are forgotten when their time is up."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from comms.channels.newsletter import Press, Sender, letters
from comms.errors import Moved, NotAllowed, UsageError
from comms.model.account import Account, Role
from comms.model.answer import Answer
from comms.model.bounce import Returned
from comms.model.delivery import DeliveryStatus
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.letter import Letter
from comms.model.mail import Address
from comms.model.story import Story
from comms.stages.dispatch.outbox import LetterOutbox
from comms.stages.intake import Replying
from comms.stages.upkeep import forget
from comms.store import tables
from comms.store.database import Database
from comms.wiring.openings import openings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MAILBOX = "postkasse@example.dk"
SENDER = Sender("Fredericia Kommune", "Strategi for Udsathed", MAILBOX, MAILBOX)
METTE = Address("Mette Holm", "mette@example.dk")
SAID = "Hej Mette\n\nTak, vi bringer det på torsdag."


@pytest.fixture
def desk(database: Database, now: datetime) -> Replying:
    with database.begin() as tx:
        tx.staff.add(Account("Anna", "anna@example.dk", Role.WRITER), now)
        tx.staff.add(Account("Bo", "bo@example.dk", Role.WRITER), now)
    press = Press(TEMPLATES, SENDER, practice=False)
    write = lambda **facts: letters.write(press, "answer", **facts)  # noqa: E731
    return Replying(database.begin, write, openings(TEMPLATES), (MAILBOX,))


def came(
    database: Database,
    now: datetime,
    *,
    disposition: Disposition = Disposition.STORY,
    sender: Address = METTE,
    reply_to: str = METTE.email,
    forwarder: Address | None = None,
    source: str = "inbox",
) -> int:
    """A mail, and the story that it became."""
    mail = Item(
        disposition,
        "story",
        "Café",
        "Kom.",
        sender=sender,
        forwarded_by=forwarder,
        answer=Answer(reply_to),
    )
    with database.begin() as tx:
        item = tx.items.add(
            mail, source=source, external_key="<1@example.dk>", raw_id=None, received=now
        )
        assert item is not None
        if disposition is Disposition.STORY:
            tx.stories.add(Story("Café", "Kom.", item_id=item), now)
    return item


def test_the_answer_goes_to_who_wrote_and_says_what_it_answers(
    database: Database, desk: Replying, now: datetime
) -> None:
    item = came(database, now)
    letter = desk.reply(item, SAID, "anna", now)
    assert (letter.to_email, letter.in_reply_to) == (METTE.email, "<1@example.dk>")
    assert letter.text == (
        f"{SAID}\n\nVenlig hilsen\nAnna\nStrategi for Udsathed, Fredericia Kommune\n{MAILBOX}\n"
    )
    with database.read() as tx:
        (delivery,) = tx.deliveries.batch(None, 0, now, 9)
        said = [one.verb for one in tx.audit.about("story", 1)]
        (told,) = desk.answered(tx, [item])
    made = LetterOutbox(database.read, SENDER).message(delivery, now).decode()
    for header in (
        f'Reply-To: "Strategi for Udsathed" <{MAILBOX}>',
        "In-Reply-To: <1@example.dk>",
        "References: <1@example.dk>",
        "Auto-Submitted: no",
    ):
        assert header.replace('"', "") in made.replace('"', "")
    assert said == ["answer"]
    assert (told.by, told.status, told.letter.id) == ("Anna", DeliveryStatus.PENDING, letter.id)


def test_the_same_words_go_out_once_and_other_words_may_follow(
    database: Database, desk: Replying, now: datetime
) -> None:
    item = came(database, now)
    desk.reply(item, SAID, "Anna", now, seen=0)
    with pytest.raises(Moved, match="kun sendt én gang"):
        desk.reply(item, f"{SAID}\r\n", "Anna", now, seen=1)
    with pytest.raises(Moved, match="Anna har svaret imens"):
        desk.reply(item, "Noget andet.", "Bo", now, seen=0)
    desk.reply(item, "Noget andet.", "Bo", now, seen=1)
    with database.read() as tx:
        assert [one.by for one in desk.answered(tx, [item])] == ["Anna", "Bo"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dit nummer 010131-1234 er noteret.", "cpr-nummer"),
        ("Vi er kede af, at du har fået en depression.", "helbred"),
        ("Karen Holm har en depression.", "helbred"),
        ("Din søn på 9 år er velkommen.", "under 18"),
        ("Vi bruger det ikke, fordi [skriv hvorfor].", "mangler stadig"),
        ("Du skrev:\n> Kom til café", "Citer ikke"),
        ("  ", "Skriv et svar"),
        ("x" * 5001, "højst"),
    ],
)
def test_what_may_not_be_told_by_mail_is_refused(
    database: Database, desk: Replying, now: datetime, text: str, says: str
) -> None:
    item = came(database, now)
    with pytest.raises((NotAllowed, UsageError), match=says):
        desk.reply(item, text, "Anna", now)
    with database.read() as tx:
        assert desk.answered(tx, [item]) == []


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"reply_to": ""}, "en maskine, en mailliste"),
        ({"disposition": Disposition.AUTO_REPLY}, "en maskine"),
        ({"disposition": Disposition.BULK}, "en maskine"),
        ({"source": "feed:kommunen"}, "fra et feed"),
        ({"sender": Address("", "no-reply@example.dk"), "reply_to": "noreply@example.dk"}, "ingen"),
        ({"sender": Address("Os", MAILBOX), "reply_to": MAILBOX}, "vores egne"),
    ],
)
def test_nobody_is_answered_who_is_no_person(
    database: Database, desk: Replying, now: datetime, how: dict[str, object], says: str
) -> None:
    item = came(database, now, **how)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match=says):
        desk.reply(item, SAID, "Anna", now)


@pytest.mark.parametrize(
    ("code", "days", "refused"), [("5.1.1", 400, True), ("5.2.2", 1, True), ("5.2.2", 100, False)]
)
def test_an_address_that_mail_came_back_from_is_left_alone(
    database: Database, desk: Replying, now: datetime, code: str, days: int, refused: bool
) -> None:
    item = came(database, now)
    with database.begin() as tx:
        back = Returned("Mette@example.dk", "failed", code, "")
        tx.bounces.add(item, [back], now - timedelta(days=days))
        assert bool(desk.addressee(tx, item, now).why_not) is refused


def test_who_wrote_what_a_colleague_sent_on_gets_the_answer_and_no_message_id_of_the_other(
    database: Database, desk: Replying, now: datetime
) -> None:
    other = Address("Ib", "ib@example.dk")
    item = came(database, now, forwarder=other, reply_to=other.email)
    letter = desk.reply(item, SAID, "Anna", now)
    assert (letter.to_email, letter.in_reply_to) == (METTE.email, "")


def test_a_question_is_done_with_once_it_is_answered(
    database: Database, desk: Replying, now: datetime
) -> None:
    item = came(database, now, disposition=Disposition.QUESTION)
    desk.reply(item, SAID, "Anna", now)
    with database.read() as tx:
        stored = tx.items.get(item)
    assert (stored.handled_at, stored.handled_how) == (now, "besvaret")


def test_every_opening_can_be_sent_once_it_is_filled_in(
    database: Database, desk: Replying, now: datetime
) -> None:
    item = came(database, now)
    for one in desk.openings:
        text = one.to("Mette Holm").replace("[skriv hvad]", "hvornår")
        text = text.replace("[skriv hvorfor]", "det er for sent")
        assert text.startswith("Hej Mette\n")
        desk.reply(item, text, "Anna", now)
    assert desk.openings[0].to("").startswith("Hej\n")


def _sent(database: Database, kind: str, at: datetime, status: str = "sent") -> int:
    letter = Letter(
        f"{kind}:{at}{status}", kind, "mette@example.dk", "Emne", "Ord", "<p>Ord</p>", "Mette", "x"
    )
    with database.begin() as tx:
        tx.letters.write(letter, at)
        made = tx.letters.by_key(letter.key)
        assert made is not None
        row = tables.deliveries.c.letter_id == made.id
        tx.db.execute(update(tables.deliveries).where(row).values(status=status))
    return made.id


def test_letters_are_forgotten_when_their_days_are_over(database: Database, now: datetime) -> None:
    old, young = now - timedelta(days=91), now - timedelta(days=89)
    answer, forward = _sent(database, "answer", old), _sent(database, "forward", old)
    kept = (_sent(database, "answer", young), _sent(database, "answer", old, "pending"))
    days = {"letters": 90, "logs": 30}
    assert [one.count for one in forget(database.begin, days, now, dry=True)] == [2, 0]
    with database.read() as tx:
        assert tx.letters.get(answer).text == "Ord"
        assert tx.audit.about("retention", "letters") == []
    told, logs = forget(database.begin, days, now, dry=False, at_once=1)
    assert (told.count, told.days, logs.days) == (2, 90, None)
    with database.read() as tx:
        one, other = tx.letters.get(answer), tx.letters.get(forward)
        assert (one.text, one.html, one.subject, one.reply_to) == ("", "", "", "")
        assert (one.to_email, one.to_name, one.kind) == ("", "", "answer")
        assert (other.text, other.to_email, other.reply_to) == ("", "mette@example.dk", "")
        assert all(tx.letters.get(letter).text == "Ord" for letter in kept)
        ledger = tables.deliveries
        query = select(ledger.c.email).where(ledger.c.letter_id.in_([answer, forward]))
        assert sorted(tx.db.execute(query.order_by(ledger.c.id)).scalars()) == [
            "",
            "mette@example.dk",
        ]
        assert [one.by for one in tx.audit.about("retention", "letters")] == ["system", "system"]
        assert tx.audit.broken_at() is None
    assert forget(database.begin, days, now, dry=False)[0].count == 0
