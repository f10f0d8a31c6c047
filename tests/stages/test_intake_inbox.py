from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from comms.errors import BadInput, CommsError, TooBig
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.judge import Context
from comms.model.story import StoryStatus
from comms.sources.mail.explain import read_and_judge
from comms.sources.mailbox import RawMail
from comms.stages.intake import Counts, Inbox
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.sources.mails import MAILBOX, mail, photo, raw

CONTEXT = Context(MAILBOX)
QUESTION = raw("Hej\n\nHvordan søger jeg om hjælp til min husleje?\n", "Spørgsmål")


@dataclass
class Box:
    """A mailbox by hand. breaks_at: the key at which the connection is lost."""

    mails: dict[str, bytes | None]
    name: str = "imap:test/INBOX"
    marked: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    breaks_at: str = ""
    marking_fails: bool = False

    def fetch(self, known: Callable[[str], bool]) -> Iterator[RawMail]:
        for key, bytes_ in self.mails.items():
            if known(key):
                continue
            if key == self.breaks_at:
                raise CommsError("connection lost")
            self.fetched.append(key)
            if bytes_ is None:
                yield RawMail(key, None, 99_000_000, None, "mail of 99000000 bytes", too_big=True)
            else:
                yield RawMail(key, bytes_, len(bytes_))

    def mark_read(self, keys: Iterable[str]) -> None:
        if self.marking_fails:
            raise CommsError("read-only")
        self.marked.extend(keys)


def reading(raw_mail: bytes, received: datetime) -> Item:
    return read_and_judge(raw_mail, CONTEXT, received)


def inbox(database: Database, files: FolderFiles, read: object = reading) -> Inbox:
    return Inbox(database.begin, files, read, ("vagt@example.dk",))  # type: ignore[arg-type]


def test_a_mail_becomes_a_story_with_its_event(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    counts = inbox(database, files).collect(Box({"1/1": raw()}), now)
    assert counts.contract() == {
        "fetched": 1, "stories": 1, "known": 0, "set_aside": 0, "failed": 0,
    }  # fmt: skip
    with database.read() as tx:
        (story,) = tx.stories.all()
    assert story.title == "Fællesspisning i Sejlhuset"
    assert story.contributor.email == "rigmor@sejlhuset.example.dk"
    assert [event.place for event in story.events] == ["Sejlhuset, Mastevej 14"]


def test_a_second_run_adds_nothing(database: Database, files: FolderFiles, now: datetime) -> None:
    box = Box({"1/1": raw()})
    inbox(database, files).collect(box, now)
    assert inbox(database, files).collect(box, now) == Counts(known=1)
    with database.read() as tx:
        assert tx.stories.count() == 1


def test_the_same_mail_under_a_new_uid_is_known(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    inbox(database, files).collect(Box({"1/1": raw()}), now)
    again = inbox(database, files).collect(Box({"2/7": raw()}), now)
    assert (again.fetched, again.stories, again.known) == (1, 0, 1)


def test_only_stories_are_marked_and_questions_stay_unread(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    box = Box({"1/1": raw(), "1/2": mail_bytes(QUESTION, 2)})
    inbox(database, files).collect(box, now)
    assert box.marked == ["1/1"]
    with database.read() as tx:
        (question,) = tx.items.all(Disposition.QUESTION)
        assert tx.stories.count() == 1
    assert question.handled_at is None


def mail_bytes(raw_mail: bytes, number: int) -> bytes:
    return raw_mail.replace(b"<1@example.dk>", f"<{number}@example.dk>".encode())


def test_marking_that_fails_is_done_at_the_next_run(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    box = Box({"1/1": raw()}, marking_fails=True)
    assert inbox(database, files).collect(box, now).stories == 1
    box.marking_fails = False
    inbox(database, files).collect(box, now)
    inbox(database, files).collect(box, now)
    assert box.marked == ["1/1"]


def test_what_cannot_be_read_is_set_aside_with_its_reason_and_the_rest_goes_on(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    box = Box({"1/1": b"\r\n\r\n", "1/2": None, "1/3": raw()})
    counts = inbox(database, files).collect(box, now)
    assert (counts.set_aside, counts.stories) == (2, 1)
    with database.read() as tx:
        aside = {one.key: one for one in tx.raw_messages.set_aside()}
    assert aside["1/1"].reason == "mailen er tom"
    assert files.get(str(aside["1/1"].digest)) == b"\r\n\r\n"
    assert aside["1/2"].reason == "mail of 99000000 bytes"


def test_what_was_set_aside_can_be_read_once_more(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    def refuses(raw_mail: bytes, received: datetime) -> Item:
        raise TooBig("for stor")

    inbox(database, files, refuses).collect(Box({"1/1": raw()}), now)
    with database.begin() as tx:
        (aside,) = tx.raw_messages.set_aside()
        assert tx.raw_messages.read_again(aside.id)
    assert inbox(database, files).collect(Box({}), now).stories == 1


def test_a_lost_connection_keeps_what_was_fetched(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    box = Box({"1/1": raw(), "1/2": mail_bytes(raw(), 2)}, breaks_at="1/2")
    counts = inbox(database, files).collect(box, now)
    assert (counts.stories, counts.failed, counts.problems) == (1, 1, ("connection lost",))
    box.breaks_at = ""
    assert inbox(database, files).collect(box, now).stories == 1
    assert box.fetched == ["1/1", "1/2"]


class Killed(BaseException):
    """The process dies here."""


def test_a_kill_while_reading_loses_nothing_and_doubles_nothing(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    def dies(raw_mail: bytes, received: datetime) -> Item:
        raise Killed

    box = Box({"1/1": raw()})
    with pytest.raises(Killed):
        inbox(database, files, dies).collect(box, now)
    with database.read() as tx:
        assert tx.stories.count() == 0
    assert inbox(database, files).collect(box, now).stories == 1
    assert box.fetched == ["1/1"]


def test_a_kill_after_the_story_was_stored_still_marks_it_at_the_next_run(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    class Dying(Box):
        def mark_read(self, keys: Iterable[str]) -> None:
            raise Killed

    with pytest.raises(Killed):
        inbox(database, files).collect(Dying({"1/1": raw()}), now)
    box = Box({"1/1": raw()})
    assert inbox(database, files).collect(box, now).stories == 0
    assert box.marked == ["1/1"]


def test_a_mail_that_kills_its_reader_is_set_aside_after_three_tries(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    def dies(raw_mail: bytes, received: datetime) -> Item:
        raise Killed

    for _ in range(3):
        with pytest.raises(Killed):
            inbox(database, files, dies).collect(Box({"1/1": raw()}), now)
    counts = inbox(database, files, dies).collect(Box({"1/1": raw()}), now)
    assert counts.set_aside == 1


def test_photos_are_kept_clean_and_logos_left_out(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    made = mail()
    made.add_attachment(photo(gps=True), maintype="image", subtype="jpeg", filename="havnen.jpg")
    inbox(database, files).collect(Box({"1/1": made.as_bytes()}), now)
    with database.read() as tx:
        (story,) = tx.stories.all()
        kinds = {finding.kind for finding in tx.findings.of(story.id)}
    (shown,) = story.photos
    assert (shown.width, shown.height, shown.name) == (800, 600, "havnen.jpg")
    assert b"GPS" not in files.get(shown.digest)
    assert kinds == {"exif_gps"}


def test_a_cpr_number_is_a_finding_of_its_story(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    text = "Kære alle\n\nHer er min historie om haven. Mit cpr er 120344-6019.\n\nHilsen\nTommy\n"
    inbox(database, files).collect(Box({"1/1": raw(text, "Min historie")}), now)
    with database.read() as tx:
        (story,) = tx.stories.all()
        found = [f for f in tx.findings.of(story.id) if f.kind == "cpr"]
    assert [(f.where, f.text) for f in found] == [("body", "120344-6019")]
    assert story.text[found[0].start : found[0].end] == "120344-6019"


def test_automatic_answers_are_kept_without_a_story(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    answer = raw("Jeg er på ferie.", "Autosvar", Auto_Submitted="auto-replied")
    inbox(database, files).collect(Box({"1/1": answer}), now)
    with database.read() as tx:
        assert [i.disposition for i in tx.items.all()] == [Disposition.AUTO_REPLY]
        assert tx.stories.count() == 0


def test_a_mail_that_is_doubted_waits_for_a_person_and_for_no_stage(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    def doubting(raw_mail: bytes, received: datetime) -> Item:
        return Item(Disposition.UNSUBSCRIBE, None, "Farvel", "Farvel og tak", doubt="Læs mailen.")

    inbox(database, files, doubting).collect(Box({"1/1": raw("Farvel og tak")}), now)
    with database.read() as tx:
        assert tx.items.untouched([Disposition.UNSUBSCRIBE]) == []
        (item,) = tx.items.waiting([Disposition.UNSUBSCRIBE])
    assert item.handled_how == "Læs mailen."


def test_danger_is_told_to_a_person_at_once_without_what_was_written(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    cry = raw("Jeg kan ikke se nogen grund til at være her i morgen.", "hej")
    box = Box({"1/1": cry})
    inbox(database, files).collect(box, now)
    with database.read() as tx:
        (item,) = tx.items.all()
        letter = tx.letters.by_key(f"acute:{item.id}:vagt@example.dk")
        assert tx.stories.count() == 0
    assert item.disposition is Disposition.QUESTION
    assert letter is not None
    assert "ring 112" in letter.text
    assert "grund" not in letter.text
    assert box.marked == []


def test_a_cancelled_event_waits_for_a_person(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    text = "Kære alle\n\nMødet den 3. december må vi desværre aflyse. Vi finder en ny dato.\n"
    inbox(database, files).collect(Box({"1/1": raw(text, "Aflyst: borgermøde")}), now)
    with database.read() as tx:
        (story,) = tx.stories.all()
    assert (story.status, story.events, story.flags) == (StoryStatus.WAITING, (), ("cancelled",))


def test_an_unreadable_mail_is_told_in_the_counts(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    def refuses(raw_mail: bytes, received: datetime) -> Item:
        raise BadInput("mailen er krypteret")

    counts = inbox(database, files, refuses).collect(Box({"1/1": raw()}), now)
    assert counts.problems == ("1/1: mailen er krypteret",)


def test_each_story_has_its_event_in_the_record(
    database: Database, files: FolderFiles, now: datetime
) -> None:
    inbox(database, files).collect(Box({"1/1": raw()}), now)
    with database.read() as tx:
        (story,) = tx.stories.all()
        assert [event.verb for event in tx.audit.about("story", story.id)] == ["received"]
