"""What a finding does, who may answer it and with what: every row of DOMAIN.md's table."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from comms.errors import NotAllowed, UsageError
from comms.model.account import Account, Role
from comms.model.draft import Status
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind
from comms.stages.drafting import Drafting
from comms.stages.review import Review
from comms.store.database import Database
from tests.findings_table import ADVICE, PERSON, ROWS, TEXT, Row, put


@pytest.fixture
def review(memory: Database, now: datetime) -> Review:
    """Review with a writer, Anna, and an approver, Bo."""
    with memory.begin() as tx:
        for name, role in (("Anna", Role.WRITER), ("Bo", Role.APPROVER)):
            tx.staff.add(Account(name, f"{name.lower()}@example.dk", role), now)
    return Review(memory.begin, four_eyes=True)


def answer(review: Review, row: Row, story: int, by: str, now: datetime, **less: str) -> Any:
    given = {"reason": "", "ground": "", "reference": "", **row.gives, **less}
    return review.clear(story, row.asked, by, now=now, **given)


def each(rows: tuple[Row, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.name)


@each(ROWS)
def test_an_open_finding_keeps_the_draft_from_being_approved(
    review: Review, memory: Database, now: datetime, row: Row
) -> None:
    draft = put(memory, now, *row.found, text=_without_other_findings(row))
    with pytest.raises(NotAllowed, match=row.hinders):
        review.approve(draft.id, "Bo", now)


@each(ROWS)
def test_the_right_role_answers_it_with_what_it_needs(
    review: Review, memory: Database, now: datetime, row: Row
) -> None:
    draft = put(memory, now, *row.found, text=_without_other_findings(row))
    answer(review, row, draft.story_id, "Anna" if row.writer else "Bo", now)
    left = " ".join(one.says for one in review.open_findings(draft.id, now))
    assert row.hinders not in left or row.hinders == row.leaves
    if not row.leaves:
        assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


@each(tuple(row for row in ROWS if not row.writer))
def test_the_wrong_role_is_refused(
    review: Review, memory: Database, now: datetime, row: Row
) -> None:
    draft = put(memory, now, *row.found, text=_without_other_findings(row))
    with pytest.raises(NotAllowed, match="kræver en godkender"):
        answer(review, row, draft.story_id, "Anna", now)
    assert row.hinders in " ".join(o.says for o in review.open_findings(draft.id, now))


@each(tuple(row for row in ROWS if row.lacks))
def test_an_answer_that_lacks_something_is_refused(
    review: Review, memory: Database, now: datetime, row: Row
) -> None:
    draft = put(memory, now, *row.found, text=_without_other_findings(row))
    assert row.lacks is not None
    field, told = row.lacks
    with pytest.raises(UsageError, match=told):
        answer(review, row, draft.story_id, "Bo", now, **{field: " "})


@pytest.mark.parametrize("kind", ADVICE)
def test_advice_hinders_nothing_and_has_no_answer(
    review: Review, memory: Database, now: datetime, kind: Kind
) -> None:
    draft = put(memory, now, kind, text=TEXT.replace("Sag 010235-1234. ", ""))
    with pytest.raises(UsageError, match="kun et råd"):
        review.clear(draft.story_id, kind, "Bo", "Læst", now, reference="mail 1")
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


@pytest.mark.parametrize("kind", [Kind.HEALTH, Kind.MINOR])
@pytest.mark.parametrize(("people", "hindered"), [(True, True), (None, True), (False, False)])
def test_a_photo_with_people_is_a_person_too(
    review: Review,
    memory: Database,
    now: datetime,
    kind: Kind,
    people: bool | None,
    hindered: bool,
) -> None:
    shown = Photo("a" * 64, alt="Ved bordet", people=people)
    draft = put(memory, now, kind, photos=(shown,))
    assert hindered == (kind in [one.kind for one in review.open_findings(draft.id, now)])


def test_health_taken_out_of_the_text_hinders_no_more(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, Kind.HEALTH, Kind.NAMED_PERSON)
    review.clear(draft.story_id, Kind.NAMED_PERSON, "Anna", "Selv", now, "contact")
    calm = replace(draft.content, text="Karen Damgaard inviterer på kaffe.")
    review.edit(draft.id, calm, "Anna", now)
    assert review.open_findings(draft.id, now) == ()


def test_a_number_edited_out_hinders_that_draft_no_more(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, Kind.CPR)
    without = replace(draft.content, text="Vi har åbent.")
    review.edit(draft.id, without, "Anna", now)
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("attachment:plakat.pdf", "i den vedhæftede fil plakat.pdf"),
        ("filename:010235-1234.jpg", "i filnavnet"),
        ("metadata:fest.jpg", "i billedets skjulte oplysninger"),
        ("quoted", "i den citerede tekst"),
        ("signature", "i signaturen"),
        ("hidden", "i skjult tekst i mailen"),
    ],
)
def test_a_number_that_is_not_sent_waits_for_an_approver_who_says_so(
    review: Review, memory: Database, now: datetime, where: str, told: str
) -> None:
    draft = put(memory, now, text="Vi har åbent.")
    with memory.begin() as tx:
        tx.findings.add(draft.story_id, [Finding(Kind.CPR, where, 0, 11, "010235-1234")], now)
    with pytest.raises(NotAllowed, match="står ikke i udkastet") as refused:
        review.approve(draft.id, "Bo", now)
    assert told in str(refused.value)
    assert "010235" not in str(refused.value)
    review.clear(draft.story_id, Kind.CPR, "Bo", "Sendes ikke", now, ground="not_sent")
    assert review.approve(draft.id, "Bo", now).status is Status.APPROVED


def test_the_answer_that_a_number_is_not_sent_does_not_let_it_be_written_in(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, text="Vi har åbent.")
    with memory.begin() as tx:
        found = Finding(Kind.CPR, "signature", 0, 11, "010235-1234")
        tx.findings.add(draft.story_id, [found], now)
    review.clear(draft.story_id, Kind.CPR, "Bo", "Sendes ikke", now, ground="not_sent")
    review.edit(draft.id, replace(draft.content, text="Skriv 010235 1234."), "Anna", now)
    with pytest.raises(NotAllowed, match="cpr-nummer i teksten"):
        review.approve(draft.id, "Bo", now)


def test_an_embargo_holds_an_approved_draft_until_its_time(
    review: Review, memory: Database, now: datetime
) -> None:
    until = now + timedelta(days=3)
    draft = put(memory, now, Kind.PRESS_EMBARGO, until=until, text="Vi åbner.")
    approved = review.approve(draft.id, "Bo", now)
    assert approved.scheduled_at == until
    assert not approved.due(until - timedelta(minutes=1))
    assert approved.due(until)


@pytest.mark.parametrize("early", [None, timedelta(days=1)])
def test_a_time_before_the_embargo_is_refused_with_the_time(
    review: Review, memory: Database, now: datetime, early: timedelta | None
) -> None:
    until = now + timedelta(days=3)
    draft = put(memory, now, Kind.PRESS_EMBARGO, until=until, text="Vi åbner.")
    review.approve(draft.id, "Bo", now)
    with pytest.raises(NotAllowed, match=r"torsdag den 26. november 2026 kl. 12.00"):
        review.schedule(draft.id, None if early is None else now + early, "Anna", now)
    later = until + timedelta(hours=4)
    assert review.schedule(draft.id, later, "Anna", now).scheduled_at == later


def test_an_embargo_is_not_lifted_by_taking_its_words_out(
    review: Review, memory: Database, now: datetime
) -> None:
    until = now + timedelta(days=3)
    draft = put(memory, now, Kind.PRESS_EMBARGO, until=until, text="Klausuleret. Vi åbner.")
    review.edit(draft.id, replace(draft.content, text="Vi åbner."), "Anna", now)
    assert review.approve(draft.id, "Bo", now).scheduled_at == until


def test_nobody_answers_an_embargo(review: Review, memory: Database, now: datetime) -> None:
    draft = put(memory, now, Kind.PRESS_EMBARGO, text="Vi åbner.")
    with pytest.raises(UsageError, match="ophæves af tiden"):
        review.clear(draft.story_id, Kind.PRESS_EMBARGO, "Bo", "Gammel", now)


def test_one_answer_is_for_one_person_and_another_is_still_asked_about(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, Kind.NAMED_PERSON, text=f"{PERSON} og Frode Lind bagte. Karen lo.")
    with memory.begin() as tx:
        others = [Finding(Kind.NAMED_PERSON, "body", text=name) for name in ("Frode Lind", "Karen")]
        tx.findings.add(draft.story_id, others, now)
    story = draft.story_id
    review.clear(story, Kind.NAMED_PERSON, "Anna", "Vært", now, "contact", words=PERSON)
    assert [one.excerpt for one in review.open_findings(draft.id, now)] == ["Frode Lind"]


def test_a_name_is_taken_out_of_every_open_draft_with_one_click(
    review: Review, memory: Database, now: datetime
) -> None:
    text = f"{PERSON} bagte. Karens boller var gode."
    draft = put(memory, now, Kind.NAMED_PERSON, text=text)
    with memory.begin() as tx:
        other_id = tx.drafts.add(replace(draft, channel="newsletter", id=0), now)
    assert other_id is not None
    changed = review.take_name_out(draft.id, PERSON, "Anna", now)
    assert changed.content.text == "En person bagte. Personens boller var gode."
    assert (changed.version, changed.written_by) == (2, "Anna")
    assert review.open_findings(draft.id, now) == ()
    assert review.open_findings(other_id, now) == ()


def test_a_name_that_is_not_there_cannot_be_taken_out(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, text="Vi har åbent.")
    with pytest.raises(UsageError, match="står ikke i udkast"):
        review.take_name_out(draft.id, PERSON, "Anna", now)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Karen Damgaard Holm inviterer på kaffe.", Kind.NAMED_PERSON),
        ("Karen Damgaard og Birte Lund inviterer.", Kind.NAMED_PERSON),
        ("Karen Damgaard har fået angst.", Kind.HEALTH),
        ("Karen Damgaard kommer med sin søn på 9 år.", Kind.MINOR),
    ],
)
def test_what_is_answered_is_asked_again_when_its_words_change(
    review: Review, memory: Database, now: datetime, written: str, asked: Kind
) -> None:
    draft = put(memory, now, Kind.NAMED_PERSON, text="Karen Damgaard inviterer på kaffe.")
    review.clear(draft.story_id, Kind.NAMED_PERSON, "Anna", "Vært", now, "contact")
    assert review.open_findings(draft.id, now) == ()
    review.edit(draft.id, replace(draft.content, text=written), "Anna", now)
    assert [one.kind for one in review.open_findings(draft.id, now)] == [asked]


def test_what_somebody_writes_into_one_draft_is_not_asked_of_another(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, text="Vi har åbent.")
    with memory.begin() as tx:
        other_id = tx.drafts.add(replace(draft, channel="newsletter", id=0), now)
    assert other_id is not None
    review.edit(draft.id, replace(draft.content, text="Birte Lund har åbent."), "Anna", now)
    assert len(review.open_findings(draft.id, now)) == 1
    assert review.open_findings(other_id, now) == ()


def test_what_is_written_into_two_drafts_is_asked_of_both(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, text="Vi har åbent.")
    with memory.begin() as tx:
        other_id = tx.drafts.add(replace(draft, channel="newsletter", id=0), now)
    assert other_id is not None
    said = replace(draft.content, text="Birte Lund har åbent.")
    for draft_id in (draft.id, other_id):
        review.edit(draft_id, said, "Anna", now)
        assert [one.excerpt for one in review.open_findings(draft_id, now)] == ["Birte Lund"]
    review.clear(draft.story_id, Kind.NAMED_PERSON, "Anna", "kontakt", now, ground="contact")
    assert review.open_findings(other_id, now) == ()


def test_every_reason_is_told_in_whole_sentences(
    review: Review, memory: Database, now: datetime
) -> None:
    draft = put(memory, now, Kind.PARTY, Kind.ACUTE, photos=(Photo("a" * 64),), text="Kom.")
    with pytest.raises(NotAllowed) as refused:
        review.approve(draft.id, "Bo", now)
    assert str(refused.value) == (
        "Udkast 1 kan ikke godkendes endnu. "
        "Afsenderen er partipolitisk (»Venstre«). Skriv, hvorfor det kan sendes ud. "
        "Her kan nogen have brug for hjælp nu (»orker ikke mere«). Tag hånd om det. "
        "Billede 1 mangler en alternativ tekst, der siger, hvad det viser. "
        "Billede 1: er der mennesker, som kan genkendes? Det skal besvares først."
    )


def test_a_cry_for_help_that_somebody_types_in_is_never_drafted(
    memory: Database, now: datetime
) -> None:
    from comms.model.judge import Context, judge_typed

    def judge(title: str, text: str, at: datetime) -> Any:
        return judge_typed(title, text, at, Context())

    drafting = Drafting(memory.begin, _templates(), ("facebook",), judge)
    story = drafting.add_story("En besked", "Jeg orker ikke mere leve, siger hun.", "Anna", now)
    assert "acute" in story.flags
    assert drafting.draft_missing(now) == 0


def _templates() -> Any:
    from pathlib import Path

    return Path(__file__).resolve().parents[2] / "templates"


def _without_other_findings(row: Row) -> str:
    """The text with only what this row is about in it."""
    return TEXT if Kind.CPR in row.found else TEXT.replace("Sag 010235-1234. ", "")
