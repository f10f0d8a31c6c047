"""A person sends mail on, answers it, or calls it something else."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from comms.channels.newsletter import Press, Sender, letters
from comms.config.schedules import Department
from comms.errors import Moved, NotAllowed, UsageError
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft, Status
from comms.model.judge import Context, judge_typed
from comms.model.letter import Letter
from comms.model.story import StoryStatus
from comms.sources.mail.explain import read_and_judge
from comms.stages.intake import Correspondence, Inbox
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.store.items import StoredItem
from tests.sources.mails import MAILBOX, mail, photo, raw
from tests.stages.test_intake_inbox import CONTEXT, Box, inbox

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BOLIG = Department("bolig", "Boligrådgivningen", "bolig@kommunen.dk", ("husleje",))
GAELD = Department("gaeld", "Gældsrådgivningen", "gaeld@kommunen.example.dk", ("gæld",))
QUESTION = (
    "Hej\n\nHvordan får jeg hjælp til min husleje? Mit cpr er 120344-6019.\n\n"
    "Venlig hilsen\nKaren Damgaard\nTlf. 20 30 40 50\n"
)


@pytest.fixture
def desk(database: Database, files: FolderFiles) -> Correspondence:
    sender = Sender("Fredericia Kommune", "Strategi for Udsathed", MAILBOX, MAILBOX)
    press = Press(TEMPLATES, sender, practice=False)
    return Correspondence(
        database.begin,
        files,
        lambda raw, received: read_and_judge(raw, CONTEXT, received, contributed=True),
        lambda title, text, at: judge_typed(title, text, at, Context(MAILBOX)),
        lambda **facts: letters.write(press, "forward", **facts),
        (BOLIG, GAELD),
        MAILBOX,
        real=True,
    )


def came(database: Database, files: FolderFiles, now: datetime, made: bytes) -> StoredItem:
    inbox(database, files).collect(Box({"1/1": made}), now)
    with database.read() as tx:
        return tx.items.all()[0]


@pytest.fixture
def question(database: Database, files: FolderFiles, now: datetime) -> StoredItem:
    return came(
        database, files, now, raw(QUESTION, "Husleje", sender="Karen Damgaard <karen@example.dk>")
    )


def again(database: Database, item: StoredItem) -> StoredItem:
    with database.read() as tx:
        return tx.items.get(item.id)


def written(database: Database, item: StoredItem) -> list[Letter]:
    with database.read() as tx:
        return [one for one in tx.letters.about(item.id) if one.kind == "forward"]


def test_the_department_is_proposed_with_the_word_that_speaks_for_it(
    desk: Correspondence, question: StoredItem
) -> None:
    found = desk.propose(question)
    assert found is not None
    assert (found.department.key, found.matched) == ("bolig", ("husleje",))


def test_a_question_is_sent_on_with_the_words_and_the_way_back(
    desk: Correspondence, database: Database, question: StoredItem, now: datetime
) -> None:
    desk.forward(question.id, "bolig", "Ib Skov", now, "Hun har ringet to gange.")
    (letter,) = written(database, question)
    assert (letter.to_email, letter.reply_to) == ("bolig@kommunen.dk", "karen@example.dk")
    for told in (
        "Karen Damgaard (karen@example.dk)",
        "20 30 40 50",
        "> Hvordan får jeg hjælp til min husleje?",
        "Ib Skov skriver:\nHun har ringet to gange.",
    ):
        assert told in letter.text


def test_a_cpr_number_is_taken_out_and_the_letter_says_where_the_mail_lies(
    desk: Correspondence, database: Database, question: StoredItem, now: datetime
) -> None:
    desk.forward(question.id, "bolig", "Ib Skov", now, "Hendes cpr er 120344-6019")
    (letter,) = written(database, question)
    for part in (letter.text, letter.html, letter.subject):
        assert "6019" not in part
    assert f"ligger i {MAILBOX} som henvendelse {question.id}" in letter.text


def test_nothing_is_said_of_cpr_where_there_was_none(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    item = came(database, files, now, raw("Må man tage sin hund med til jer?\n", "Hunde"))
    desk.forward(item.id, "bolig", "Ib Skov", now)
    (letter,) = written(database, item)
    assert "cpr" not in letter.text
    assert "\n\n\n" not in letter.text


def test_sending_on_takes_it_off_the_list_once_for_each_department(
    desk: Correspondence, database: Database, question: StoredItem, now: datetime
) -> None:
    desk.forward(question.id, "bolig", "Ib Skov", now)
    done = again(database, question)
    assert (done.handled_by, done.handled_how) == ("Ib Skov", "sendt videre til Boligrådgivningen")
    with pytest.raises(Moved, match="allerede sendt videre"):
        desk.forward(question.id, "bolig", "Åse Bæk", now)
    assert len(written(database, question)) == 1


def test_an_address_for_practice_is_refused_where_mail_is_really_sent(
    desk: Correspondence, database: Database, question: StoredItem, now: datetime
) -> None:
    with pytest.raises(NotAllowed, match="øveadresse"):
        desk.forward(question.id, "gaeld", "Ib Skov", now)
    replace(desk, real=False).forward(question.id, "gaeld", "Ib Skov", now)
    with pytest.raises(UsageError, match=r"der er: bolig, gaeld"):
        desk.forward(question.id, "skat", "Ib Skov", now)


def test_who_did_what_is_in_the_record_and_the_mailbox_is_told(
    desk: Correspondence,
    database: Database,
    files: FolderFiles,
    question: StoredItem,
    now: datetime,
) -> None:
    desk.handle(question.id, "Ib Skov", now, "Ringede til hende")
    desk.handle(question.id, "Åse Bæk", now, "En gang til")
    assert again(database, question).handled_how == "Ringede til hende"
    with database.read() as tx:
        events = tx.audit.about("item", question.id)
    assert [(one.by, one.verb) for one in events] == [("system", "question"), ("Ib Skov", "handle")]
    box = Box({"1/1": b""})
    inbox(database, files).collect(box, now)
    assert box.marked == ["1/1"]


def test_danger_is_not_ended_without_what_was_done(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    cry = raw("Jeg kan ikke se nogen grund til at være her i morgen.", "hej")
    item = came(database, files, now, cry)
    assert item.acute
    with pytest.raises(UsageError, match="hvad der er gjort"):
        desk.handle(item.id, "Ib Skov", now)
    assert again(database, item).handled_at is None
    desk.handle(item.id, "Ib Skov", now, "Politiet er sendt derud kl. 12.05")
    assert again(database, item).handled_by == "Ib Skov"


def test_called_a_story_a_mail_is_read_anew_with_time_place_and_photos(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    automatic = mail(X_Autoreply="yes")
    automatic.add_attachment(photo(), maintype="image", subtype="jpeg", filename="havnen.jpg")
    item = came(database, files, now, automatic.as_bytes())
    assert item.disposition is Disposition.AUTO_REPLY
    story_id = desk.correct(item.id, Disposition.STORY, "Ib Skov", now)
    assert story_id is not None
    with database.read() as tx:
        story = tx.stories.get(story_id)
    assert [event.place for event in story.events] == ["Sejlhuset, Mastevej 14"]
    assert [one.name for one in story.photos] == ["havnen.jpg"]
    assert story.contributor.email == "rigmor@sejlhuset.example.dk"
    assert again(database, item).why[0] == "rettet af Ib Skov: det er et bidrag"


def test_danger_that_is_called_a_story_still_waits_for_a_person(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    cry = raw("Jeg kan ikke se nogen grund til at være her i morgen.", "hej")
    item = came(database, files, now, cry)
    story_id = desk.correct(item.id, Disposition.STORY, "Ib Skov", now)
    assert story_id is not None
    with database.read() as tx:
        assert tx.stories.get(story_id).status is StoryStatus.WAITING


def story(database: Database, files: FolderFiles, now: datetime) -> tuple[StoredItem, int, int]:
    item = came(database, files, now, raw())
    with database.begin() as tx:
        story_id = tx.items.story_of(item.id)
        assert story_id is not None
        draft_id = tx.drafts.add(Draft(story_id, "facebook", Content("A", "B")), now)
    assert draft_id is not None
    return item, story_id, draft_id


def test_what_is_no_story_takes_its_drafts_along_and_waits_as_what_it_is(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    item, story_id, draft_id = story(database, files, now)
    desk.correct(item.id, Disposition.QUESTION, "Ib Skov", now)
    with database.read() as tx:
        assert tx.stories.get(story_id).status is StoryStatus.REJECTED
        assert tx.drafts.get(draft_id).status is Status.REJECTED
        assert [one.id for one in tx.items.waiting([Disposition.QUESTION])] == [item.id]


def test_a_story_again_is_the_same_story(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    item, story_id, draft_id = story(database, files, now)
    desk.correct(item.id, Disposition.BULK, "Ib Skov", now)
    assert desk.correct(item.id, Disposition.STORY, "Ib Skov", now) == story_id
    with database.read() as tx:
        assert tx.stories.count() == 1
        assert tx.drafts.get(draft_id).status is Status.DRAFTED


def test_what_has_gone_out_is_not_made_undone_by_a_new_name(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    item, _, draft_id = story(database, files, now)
    with database.begin() as tx:
        draft = tx.drafts.get(draft_id)
        tx.drafts.update(draft, replace(draft, status=Status.SENT), now)
    with pytest.raises(NotAllowed, match="sendt ud"):
        desk.correct(item.id, Disposition.QUESTION, "Ib Skov", now)
    assert again(database, item).disposition is Disposition.STORY


def test_a_kill_in_the_middle_of_a_correction_changes_nothing(
    desk: Correspondence,
    database: Database,
    files: FolderFiles,
    question: StoredItem,
    now: datetime,
) -> None:
    class Killed(BaseException):
        pass

    def dies(raw_mail: bytes, received: datetime) -> object:
        raise Killed

    with pytest.raises(Killed):
        replace(desk, read=dies).correct(question.id, Disposition.STORY, "Ib Skov", now)  # type: ignore[arg-type]
    assert again(database, question).disposition is Disposition.QUESTION


def set_aside(database: Database, files: FolderFiles, now: datetime) -> int:
    inbox(database, files).collect(Box({"1/1": b"\r\n\r\n"}), now)
    with database.read() as tx:
        (aside,) = tx.raw_messages.set_aside()
    return aside.id


def test_what_was_set_aside_is_read_again_when_somebody_asks(
    desk: Correspondence, database: Database, files: FolderFiles, now: datetime
) -> None:
    raw_id = set_aside(database, files, now)
    desk.read_again(raw_id, "Ib Skov", now)
    assert inbox(database, files).collect(Box({}), now).set_aside == 1
    with pytest.raises(UsageError, match="hvorfor"):
        desk.dismiss(raw_id, "Ib Skov", " ", now)
    desk.dismiss(raw_id, "Ib Skov", "Tom mail", now)
    with pytest.raises(Moved):
        desk.read_again(raw_id, "Ib Skov", now)
    with database.read() as tx:
        assert tx.raw_messages.count_set_aside() == 0
        last = tx.audit.about("raw", raw_id)[-1]
    assert (last.by, last.verb, last.content) == ("Ib Skov", "dismiss", {"reason": "Tom mail"})


def test_inbox_is_told_where_an_alarm_can_be_read(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    cry = raw("Jeg kan ikke se nogen grund til at være her i morgen.", "hej")
    told = Inbox(
        database.begin,
        files,
        lambda raw, received: read_and_judge(raw, CONTEXT, received),
        ("vagt@example.dk",),
        public_url="https://nyt.example.dk",
    )
    told.collect(Box({"1/1": cry}), now)
    with database.read() as tx:
        (item,) = tx.items.all()
        (letter,) = tx.letters.about(item.id)
    assert f"https://nyt.example.dk/henvendelser/{item.id}" in letter.text
    assert "grund" not in letter.text
