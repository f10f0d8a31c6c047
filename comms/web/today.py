"""The staff's first page: what waits, what goes out when, what went wrong; and the switch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.bounce import in_danish
from comms.model.called import FOR_A_PERSON
from comms.model.draft import Status
from comms.model.issue import Issue, IssueStatus
from comms.model.letter import COUNTED_ON, Letter
from comms.model.privacy import Kind
from comms.model.story import StoryStatus
from comms.store.holds import EVERYTHING, Hold
from comms.store.items import StoredItem
from comms.store.listed import COUNTED, DraftRow, StoryFilter, StoryRow
from comms.store.raw_messages import RawMessage
from comms.store.snapshots import Snapshot
from comms.store.tasks import TAKE_DOWN, Task
from comms.store.transaction import Transaction
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind

_PHONE = "Ret adressen, eller giv besked på en anden måde."
room = behind(Blueprint("today", __name__))
# Rows of a list on the page; the rest stands behind "Vis alle".
SOME, FEW = 8, 3
_COMING = (IssueStatus.COMPOSED, IssueStatus.APPROVED, IssueStatus.SENDING)
LATELY = timedelta(days=14)
# What the letters are to those who wait for them.
LETTERS = {
    "alarm": "alarmen om en mail, der haster",
    "forward": "en mail, der blev sendt videre",
    "report": "rapporten",
    "notice": "beskeden om ugens udgave",
    "reminder": "påmindelsen om ugens udgave",
    "skipped": "beskeden om, at en udgave er sprunget over",
    "alert": "en besked til jer",
}


@dataclass(frozen=True)
class Trouble:
    """Something that a person must look at. link: where; says: what to do about it.

    settle: where a form says that somebody has seen it.
    """

    title: str
    says: str
    link: str = ""
    settle: str = ""


@dataclass(frozen=True)
class Today:
    """What the page shows, read at one moment. Nothing is counted further than COUNTED."""

    tasks: Sequence[Task]
    waiting: dict[str, list[DraftRow]]
    waiting_count: int
    stories: Sequence[StoryRow]
    stories_count: int
    under_way: Sequence[DraftRow]
    under_way_count: int
    issues: Sequence[Issue]
    troubles: list[Trouble]
    sent: Sequence[DraftRow]
    followers: Snapshot | None
    readers: int
    holds: Sequence[Hold]
    acute: Sequence[StoredItem]
    questions: Sequence[StoredItem]
    questions_count: int
    set_aside: Sequence[RawMessage]
    set_aside_count: int


@room.get("/")
def show() -> str:
    """What waits for me."""
    return _page()


@room.post("/pause")
def stop() -> ResponseReturnValue:
    """Hold everything that sends, at once."""
    reason = text("reason", 300)
    if not reason:
        return _page(Problem("pause-reason", "Skriv, hvorfor alt sættes på pause.")), 400
    try:
        house().review.stop(me(), reason, now())
    except CommsError as error:
        return _page(Problem("pause-reason", str(error))), status_of(error)
    return redirect(url_for("today.show"), 303)


@room.post("/genoptag")
def resume() -> ResponseReturnValue:
    """Let go again."""
    try:
        house().review.resume(me(), now())
    except CommsError as error:
        return _page(Problem("resume", str(error))), status_of(error)
    flash("Afsendelse er i gang igen.")
    return redirect(url_for("today.show"), 303)


def _page(*problems: Problem) -> str:
    with house().read() as tx:
        seen = _today(tx, house().followers_key, now())
    return render_template(
        "today.html", today=seen, goal=house().goal, problems=problems, most=COUNTED
    )


def _today(tx: Transaction, followers_key: str, at: datetime) -> Today:
    drafted = tx.listings.oldest_drafts(Status.DRAFTED)
    by_channel: dict[str, list[DraftRow]] = {}
    for one in drafted.rows:
        by_channel.setdefault(one.channel, []).append(one)
    stories = tx.listings.stories(StoryFilter(status=StoryStatus.WAITING))
    under_way = tx.listings.oldest_drafts(Status.SENDING, Status.APPROVED)
    acute = tx.listings.items(FOR_A_PERSON, waiting=True, finding=Kind.ACUTE)
    questions = tx.listings.items(FOR_A_PERSON, waiting=True)
    issues = tx.issues.all(*_COMING, IssueStatus.HELD)
    return Today(
        tasks=tx.tasks.open(TAKE_DOWN),
        waiting=by_channel,
        waiting_count=drafted.found or 0,
        stories=stories.rows[:SOME],
        stories_count=stories.found or 0,
        under_way=under_way.rows,
        under_way_count=under_way.found or 0,
        issues=[issue for issue in issues if issue.status in _COMING],
        troubles=_troubles(tx, issues, at),
        sent=tx.listings.newest_drafts(Status.SENT, 5),
        followers=tx.snapshots.newest(followers_key),
        readers=sum(n for status, n in tx.subscribers.counts().items() if status == "active"),
        holds=[hold for hold in tx.holds.all() if hold.part != EVERYTHING],
        acute=acute.rows,
        questions=[item for item in questions.rows if not item.acute][:SOME],
        questions_count=questions.found or 0,
        set_aside=tx.raw_messages.set_aside(limit=FEW),
        set_aside_count=tx.raw_messages.count_set_aside(),
    )


def _troubles(tx: Transaction, issues: Sequence[Issue], at: datetime) -> list[Trouble]:
    drafts = tx.listings.oldest_drafts(Status.FAILED, Status.UNKNOWN).rows
    held = [issue for issue in issues if issue.status is IssueStatus.HELD]
    return [*_letters(tx, at), *map(_stuck, drafts), *map(_held, held)]


def _letters(tx: Transaction, at: datetime) -> list[Trouble]:
    """Letters that somebody waits for and that did not get there."""
    bounced = tx.bounces.to_tell()
    letters = tx.bounces.letters_of(bounced)
    returned = [
        Trouble(
            f"Kom ikke frem: {_purpose(letters[bounce.id])}",
            f"{bounce.email}: {in_danish(bounce)}. {_PHONE}",
            f"/henvendelser/{bounce.item_id}",
            f"/retur/{bounce.id}/klaret",
        )
        for bounce in bounced
    ]
    refused = [
        Trouble(
            f"Kunne ikke sendes: {LETTERS[letter.kind]}",
            f"{letter.to_email} tog ikke imod. {_PHONE}",
            "" if letter.item_id is None else f"/henvendelser/{letter.item_id}",
        )
        for letter in tx.letters.failed_since(COUNTED_ON, at - LATELY)
    ]
    return returned + refused


def _purpose(letter: Letter | None) -> str:
    """What a letter was for."""
    return LETTERS.get(letter.kind, "et brev") if letter is not None else "et brev"


def _stuck(draft: DraftRow) -> Trouble:
    if draft.status is Status.FAILED:
        why = draft.reason or "Årsagen er ikke kendt."
        says = f"{why} Ret udkastet, og godkend det igen."
        return Trouble(f"Kunne ikke sendes: {draft.title}", says, f"/udkast/{draft.id}")
    return Trouble(
        f"Uvist, om det kom ud: {draft.title}",
        "Vi fik intet svar. Se på siden, om opslaget er der, før noget sendes igen.",
        f"/udkast/{draft.id}",
    )


def _held(issue: Issue) -> Trouble:
    return Trouble(
        f"Udgaven er holdt tilbage: {issue.title}",
        f"{issue.reason} Giv den fri, når den må sendes.".strip(),
        f"/udgaver/{issue.id}",
    )
