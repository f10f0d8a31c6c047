"""Two stories made one, that undone, and one made two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model import guards
from comms.model.account import Account, Role
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft, Status
from comms.model.event import Event
from comms.model.item import Item
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, Piece
from comms.model.story import Story, StoryStatus
from comms.stages.grouping import Grouping, Part
from comms.stages.review import Review
from comms.stages.review.sorting import Sorting
from comms.stages.telling import Telling
from comms.store.database import Database
from comms.store.listed import StoryFilter

START = datetime(2026, 12, 3, 17, tzinfo=COPENHAGEN)
CAFE = Event(START, START + timedelta(hours=2), "Medborgerhuset")
CPR = "010131-1234"
MAILED = Story(
    "Julecafé i Medborgerhuset",
    "Kom til jul.",
    kind="event",
    themes=(5,),
    events=(CAFE,),
    photos=(Photo("a" * 64, name="a.jpg"),),
)
FED = Story(
    "Julecafé i Medborgerhuset den 3.",
    f"Julecafé. Ring til Karen Holm. {CPR}",
    kind="event",
    source="feed:kommunen",
    link="https://www.example.dk/jul",
    themes=(10, 5),
    events=(replace(CAFE, end=None, signup_by=START.date()),),
    photos=(Photo("a" * 64, people=True, ground="consent"), Photo("b" * 64, name="b.jpg")),
)


def write(story: Story, channel: str) -> Content:
    """First words, as plain as can be."""
    return Content(story.title, f"{channel}: {story.text}", story.link)


@pytest.fixture
def grouping(database: Database, now: datetime) -> Grouping:
    with database.begin() as tx:
        tx.staff.add(Account("Anna", "anna@example.dk", Role.WRITER), now)
        tx.staff.add(Account("Bo", "bo@example.dk", Role.APPROVER), now)
    return Grouping(database.begin, Telling(database.begin, write).follow)


def put(
    database: Database, now: datetime, story: Story, found: Sequence[Finding] = (), key: str = ""
) -> int:
    """A story that came by a mail of its own, with a draft for each channel."""
    with database.begin() as tx:
        mail = Item(Disposition.STORY, "event", story.title, story.text)
        item = tx.items.add(
            mail, source="inbox", external_key=key or story.title, raw_id=None, received=now
        )
        made = tx.stories.add(replace(story, item_id=item), now)
        tx.findings.add(made, found, now)
        for channel in ("facebook", "newsletter"):
            tx.drafts.add(Draft(made, channel, write(story, channel)), now)
        tx.stories.move(made, StoryStatus.NEW, StoryStatus.DRAFTED)
    return made


@pytest.fixture
def pair(database: Database, now: datetime) -> tuple[int, int]:
    """The same event, mailed and fed."""
    name = Finding(Kind.NAMED_PERSON, "body", text="Karen Holm")
    number = Finding(Kind.CPR, "body", text=CPR)
    return put(database, now, MAILED), put(database, now, FED, [name, number])


def story(database: Database, story_id: int) -> Story:
    with database.read() as tx:
        return tx.stories.get(story_id)


def drafts(database: Database, story_id: int) -> dict[str, Draft]:
    with database.read() as tx:
        return {one.channel: one for one in tx.drafts.all(story_id=story_id)}


def to(database: Database, draft: Draft, status: Status, now: datetime) -> None:
    with database.begin() as tx:
        tx.drafts.update(draft, replace(draft, status=status), now)


def test_a_twin_is_proposed_with_the_reason(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    put(database, now, replace(MAILED, title="Nørklecafé", events=(replace(CAFE, place="Sejl"),)))
    with database.read() as tx:
        (twin,) = grouping.twins(tx, pair[0])
    assert twin.story.id == pair[1]
    says = "Samme dag (torsdag den 3. december 2026) og samme sted (Medborgerhuset)."
    assert twin.reason == says


def test_the_two_halves_of_a_mail_are_no_twins(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    event = story(database, pair[0]).events[0].id
    done = grouping.split(pair[0], Part(MAILED.title, "Kom igen.", (event,)), "Anna", now)
    with database.read() as tx:
        assert pair[0] not in [one.story.id for one in grouping.twins(tx, done.part.id)]


def test_what_either_told_is_told_by_the_one(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    grouping.merge(*pair, "Anna", now)
    one, other = (story(database, story_id) for story_id in pair)
    assert (one.title, one.text, one.link) == (MAILED.title, MAILED.text, FED.link)
    assert one.themes == (5, 10)
    (event,) = one.events
    assert (event.end, event.signup_by) == (CAFE.end, START.date())
    assert [(photo.digest[0], photo.people) for photo in one.photos] == [("a", True), ("b", None)]
    assert (other.status, other.merged_into) == (StoryStatus.MERGED, pair[0])
    assert other.item_id is not None
    assert len(other.photos) == 2


def test_drafts_that_wait_are_withdrawn_and_what_is_out_stays(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    to(database, drafts(database, pair[1])["facebook"], Status.SENT, now)
    done = grouping.merge(*pair, "Anna", now + timedelta(minutes=1), with_text=True)
    assert [one.channel for one in done.out] == ["facebook"]
    made = drafts(database, pair[1])
    assert made["facebook"].status is Status.SENT
    assert made["newsletter"].status is Status.WITHDRAWN
    assert made["newsletter"].reason == f"Lagt sammen med bidrag {pair[0]}."
    anew = drafts(database, pair[0])["newsletter"]
    assert (anew.version, "Ring til Karen Holm" in anew.content.text) == (2, True)
    with database.read() as tx:
        verbs = [(e.verb, e.by) for e in tx.audit.about("story", pair[1])]
        assert tx.stories.undrafted("press") == [tx.stories.get(pair[0])]
    assert verbs == [("merge into", "Anna")]


def test_a_correction_of_a_post_that_is_out_still_waits(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    to(database, drafts(database, pair[1])["facebook"], Status.SENT, now)
    sent = drafts(database, pair[1])["facebook"]
    with database.begin() as tx:
        gone = tx.drafts.add(sent.taken_down("Det er aflyst", "Anna"), now)
    assert gone is not None
    done = grouping.merge(*pair, "Anna", now)
    assert [one.channel for one in done.withdrawn] == ["newsletter"]
    with database.read() as tx:
        assert tx.drafts.get(gone).status is Status.DRAFTED


def test_a_cpr_number_does_not_slip_away(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    """Neither where its words are left behind nor where they come along."""
    review = Review(database.begin, four_eyes=True)
    grouping.merge(*pair, "Anna", now)
    draft = drafts(database, pair[0])["facebook"]
    (left,) = (one for one in review.open_findings(draft.id, now) if one.kind == "cpr")
    assert left.elsewhere
    with pytest.raises(NotAllowed):
        review.approve(draft.id, "Bo", now)
    review.clear(pair[0], Kind.CPR, "Bo", "står kun i mailen", now, ground="not_sent")
    assert "cpr" not in [one.kind for one in review.open_findings(draft.id, now)]
    telling = Telling(database.begin, write)
    grouping.undo(pair[1], "Anna", now)
    telling.redraft(drafts(database, pair[1])["facebook"].id, "Anna", now)
    grouping.merge(*pair, "Anna", now + timedelta(minutes=1), with_text=True)
    draft = drafts(database, pair[0])["facebook"]
    assert CPR in draft.content.text
    (stands,) = (one for one in review.open_findings(draft.id, now) if one.kind == "cpr")
    assert not stands.elsewhere


def test_an_answer_for_one_persons_illness_says_nothing_of_anothers(
    database: Database, grouping: Grouping, now: datetime
) -> None:
    review = Review(database.begin, four_eyes=True)
    told = replace(MAILED, text="Karen Holm har en depression.", photos=())
    found = guards.in_words([Piece("body", told.text)])
    first = put(database, now, told, found, "1")
    second = put(database, now, told, found, "2")
    review.clear(first, Kind.NAMED_PERSON, "Bo", "kontakt", now, ground="contact")
    review.clear(first, Kind.HEALTH, "Bo", "samtykke", now, reference="sag 7")
    draft = drafts(database, first)["facebook"]
    assert review.open_findings(draft.id, now) == ()
    grouping.merge(first, second, "Anna", now)
    assert [one.kind for one in review.open_findings(draft.id, now)] == ["health"]
    review.clear(first, Kind.HEALTH, "Bo", "samtykke", now, reference="sag 8")
    assert review.open_findings(draft.id, now) == ()
    grouping.undo(second, "Anna", now)
    with database.read() as tx:
        assert [one.reference for one in tx.findings.answers(first)] == ["", "sag 7"]
        assert [one.reference for one in tx.findings.answers(second)] == ["sag 8"]


def test_a_merge_is_undone_while_nothing_was_sent(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    to(database, drafts(database, pair[1])["newsletter"], Status.APPROVED, now)
    before = [story(database, one) for one in pair]
    grouping.merge(*pair, "Anna", now + timedelta(minutes=1), with_text=True)
    with database.begin() as tx:
        photo = next(one for one in tx.stories.get(pair[0]).photos if one.digest[0] == "b")
        tx.stories.settle_photo(replace(photo, alt="Et juletræ"))
    done = grouping.undo(pair[1], "Bo", now + timedelta(minutes=2))
    assert done.kept == ()
    one, other = (story(database, story_id) for story_id in pair)
    for name in ("title", "text", "link", "themes", "flags", "kind", "status", "merged_into"):
        assert getattr(one, name) == getattr(before[0], name)
        assert getattr(other, name) == getattr(before[1], name)
    assert [(e.end, e.signup_by) for e in one.events] == [(CAFE.end, None)]
    assert [photo.digest[0] for photo in one.photos] == ["a"]
    assert other.photos[1].alt == "Et juletræ"
    assert {d.status for d in drafts(database, pair[1]).values()} == {Status.DRAFTED}
    with pytest.raises(NotFound):
        grouping.undo(pair[1], "Bo", now)


def test_what_was_put_right_meanwhile_is_kept_and_told(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    grouping.merge(*pair, "Anna", now)
    with database.begin() as tx:
        was = tx.stories.get(pair[0])
        tx.stories.retell(was, replace(was, title="Ny"), now + timedelta(minutes=1))
    done = grouping.undo(pair[1], "Anna", now + timedelta(minutes=2))
    assert (done.story.title, len(done.kept)) == ("Ny", 1)


def test_a_merge_is_not_undone_once_it_is_sent(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    to(database, drafts(database, pair[0])["newsletter"], Status.SENT, now)
    grouping.merge(*pair, "Anna", now)
    to(database, drafts(database, pair[0])["facebook"], Status.SENT, now)
    with pytest.raises(NotAllowed, match="sendt ud, siden"):
        grouping.undo(pair[1], "Anna", now)


def test_three_become_one_and_come_apart_again(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    third = put(database, now, replace(MAILED, title="Tredje"))
    grouping.merge(pair[1], third, "Anna", now)
    grouping.merge(*pair, "Anna", now)
    with database.read() as tx:
        assert [one.id for one in tx.stories.merged_into(pair[0])] == [pair[1], third]
    with pytest.raises(NotAllowed):
        grouping.undo(third, "Anna", now)
    grouping.undo(pair[1], "Anna", now)
    assert story(database, third).merged_into == pair[1]
    grouping.undo(third, "Anna", now)
    assert story(database, third).status is StoryStatus.DRAFTED


@pytest.mark.parametrize("what", ["itself", "merged", "withdrawn", "being sent"])
def test_what_cannot_be_merged_is_refused(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime, what: str
) -> None:
    one, other = pair
    if what == "itself":
        other = one
    elif what == "merged":
        grouping.merge(put(database, now, replace(MAILED, title="x")), other, "Anna", now)
    elif what == "withdrawn":
        Review(database.begin, four_eyes=True).withdraw_consent(other, "Anna", now)
    else:
        to(database, drafts(database, other)["facebook"], Status.SENDING, now)
    with pytest.raises((UsageError, NotAllowed)):
        grouping.merge(one, other, "Anna", now)


def test_a_withdrawn_consent_takes_all_that_is_told_together(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    to(database, drafts(database, pair[1])["facebook"], Status.SENT, now)
    grouping.merge(*pair, "Anna", now)
    done = Review(database.begin, four_eyes=True).withdraw_consent(pair[1], "Anna", now)
    assert done.drafts == 2
    assert all(story(database, one).withdrawn_at for one in pair)
    with pytest.raises(NotAllowed):
        grouping.undo(pair[1], "Anna", now)


def test_a_merged_story_is_found_by_the_others_findings_and_is_not_rejected_alone(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    grouping.merge(*pair, "Anna", now)
    with database.read() as tx:
        page = tx.listings.stories(StoryFilter(finding="cpr", status="drafted"))
        remark = drafts(database, pair[1])["facebook"].id
    assert [row.id for row in page.rows] == [pair[0]]
    assert ("cpr", False) in page.rows[0].findings
    with pytest.raises(Moved, match="lagt sammen"):
        Sorting(database.begin).reject([pair[1]], "Anna", "nej", now)
    with database.begin() as tx:
        tx.comments.add(remark, "Husk billedet", "Bo", now)
    with database.read() as tx:
        assert [one.text for one in tx.comments.of_story(pair[0])] == ["Husk billedet"]
        assert tx.comments.counts([pair[0]]) == {pair[0]: 1}


def test_one_mail_becomes_two_stories_with_the_same_source(
    database: Database, grouping: Grouping, now: datetime
) -> None:
    two = replace(CAFE, start=START + timedelta(days=7), end=None, place="Sejlhuset")
    mail = replace(MAILED, events=(CAFE, two), photos=FED.photos)
    first = put(database, now, mail)
    before = story(database, first)
    part = Part(
        "Sejltur",
        "Kom og sejl.",
        (before.events[1].id,),
        (before.photos[1].id,),
        rest_text="Kun jul.",
    )
    done = grouping.split(first, part, "Anna", now + timedelta(minutes=1))
    assert (done.part.title, done.part.item_id) == ("Sejltur", before.item_id)
    assert [e.place for e in done.part.events] == ["Sejlhuset"]
    assert [e.place for e in done.story.events] == ["Medborgerhuset"]
    assert [p.digest[0] for p in done.part.photos] == ["b"]
    assert [p.digest[0] for p in done.story.photos] == ["a"]
    assert done.story.text == "Kun jul."
    assert drafts(database, first)["facebook"].content.text == "facebook: Kun jul."
    assert (done.part.status, done.part.created_by) == (StoryStatus.NEW, "Anna")
    with database.read() as tx:
        assert tx.items.stories_of(before.item_id or 0) == [first, done.part.id]
    back = grouping.merge(first, done.part.id, "Anna", now + timedelta(minutes=2))
    assert [e.place for e in back.story.events] == ["Medborgerhuset", "Sejlhuset"]
    assert [p.digest[0] for p in back.story.photos] == ["a", "b"]


def test_what_was_found_and_answered_follows_both_and_new_words_are_read_anew(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    review = Review(database.begin, four_eyes=True)
    review.clear(pair[1], Kind.NAMED_PERSON, "Bo", "kontakt", now, ground="contact")
    part = Part("Karen Holm fortæller", "Det siger Karen Holm og Mads Lund: 020232-1234.")
    made = grouping.split(pair[1], part, "Anna", now).part
    open_now = review.still_open(made.id, now)
    numbers = {one.excerpt for one in open_now if one.kind == "cpr"}
    assert numbers == {CPR, "020232-1234"}
    assert {one.excerpt for one in open_now if one.kind == "named_person"} == {"Mads Lund"}


def test_a_split_needs_words_and_what_the_story_has(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    for part in (
        Part(" ", "x"),
        Part("x", " "),
        Part("x", "x", events=(999,)),
        Part("x", "x", photos=(999,)),
        Part("x", "x", rest_title=" "),
        Part("x", "x", rest_text=" "),
    ):
        with pytest.raises(UsageError):
            grouping.split(pair[0], part, "Anna", now)
    with database.read() as tx:
        assert tx.stories.count() == 2


def test_a_photo_that_is_out_stays_known_where_it_went_out_from(
    database: Database, grouping: Grouping, pair: tuple[int, int], now: datetime
) -> None:
    draft = drafts(database, pair[0])["facebook"]
    with database.begin() as tx:
        shown = replace(draft.content, photos=story(database, pair[0]).uses)
        tx.drafts.update(draft, draft.reword(shown, "Anna"), now)
    to(database, drafts(database, pair[0])["facebook"], Status.SENT, now)
    photo = story(database, pair[0]).photos[0].id
    done = grouping.split(pair[0], Part("x", "y", photos=(photo,)), "Anna", now)
    assert len(done.story.photos) == len(done.part.photos) == 1
