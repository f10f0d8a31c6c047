"""The staff's first page: what waits, what goes out when, what went wrong; and the switch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.bounce import in_danish
from comms.model.called import FOR_A_PERSON
from comms.model.draft import Draft, Status
from comms.model.issue import Issue, IssueStatus
from comms.model.letter import COUNTED_ON, Letter
from comms.model.story import Story, StoryStatus
from comms.store.holds import EVERYTHING, Hold
from comms.store.items import StoredItem
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
MOST = 50
# Rows of a list on the page; the rest stands behind "Vis alle".
SOME, FEW = 8, 3
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
class Waiting:
    """A draft with the story that it tells."""

    draft: Draft
    story: Story


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
    """What the page shows, read at one moment."""

    tasks: Sequence[Task]
    waiting: dict[str, list[Waiting]]
    waiting_count: int
    stories: Sequence[Story]
    under_way: list[Waiting]
    issues: Sequence[Issue]
    troubles: list[Trouble]
    sent: list[Waiting]
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
    return render_template("today.html", today=seen, goal=house().goal, problems=problems)


def _today(tx: Transaction, followers_key: str, at: datetime) -> Today:
    drafted = _with_stories(tx, tx.drafts.all(Status.DRAFTED))
    by_channel: dict[str, list[Waiting]] = {}
    for one in drafted[:MOST]:
        by_channel.setdefault(one.draft.channel, []).append(one)
    counts = tx.snapshots.all(followers_key)
    waiting = tx.items.waiting(FOR_A_PERSON)
    coming = tx.issues.all(IssueStatus.COMPOSED, IssueStatus.APPROVED, IssueStatus.SENDING)
    return Today(
        tasks=tx.tasks.open(TAKE_DOWN),
        waiting=by_channel,
        waiting_count=len(drafted),
        stories=tx.stories.all(StoryStatus.WAITING, limit=MOST),
        under_way=_with_stories(
            tx, [*tx.drafts.all(Status.SENDING), *tx.drafts.all(Status.APPROVED)]
        ),
        issues=coming,
        troubles=_troubles(tx, at),
        sent=_with_stories(tx, list(reversed(tx.drafts.all(Status.SENT)))[:5]),
        followers=counts[-1] if counts else None,
        readers=sum(n for status, n in tx.subscribers.counts().items() if status == "active"),
        holds=[hold for hold in tx.holds.all() if hold.part != EVERYTHING],
        acute=[item for item in waiting if item.acute],
        questions=[item for item in waiting if not item.acute][:SOME],
        questions_count=tx.items.count_waiting(FOR_A_PERSON),
        set_aside=tx.raw_messages.set_aside(limit=FEW),
        set_aside_count=tx.raw_messages.count_set_aside(),
    )


def _with_stories(tx: Transaction, drafts: Sequence[Draft]) -> list[Waiting]:
    known: dict[int, Story] = {}
    for draft in drafts[:MOST]:
        if draft.story_id not in known:
            known[draft.story_id] = tx.stories.get(draft.story_id)
    return [Waiting(draft, known[draft.story_id]) for draft in drafts if draft.story_id in known]


def _troubles(tx: Transaction, at: datetime) -> list[Trouble]:
    return [*_letters(tx, at), *_failed(tx), *_unknown(tx), *_held(tx)]


def _letters(tx: Transaction, at: datetime) -> list[Trouble]:
    """Letters that somebody waits for and that did not get there."""
    returned = [
        Trouble(
            f"Kom ikke frem: {_purpose(tx.bounces.letter_of(bounce))}",
            f"{bounce.email}: {in_danish(bounce)}. {_PHONE}",
            f"/henvendelser/{bounce.item_id}",
            f"/retur/{bounce.id}/klaret",
        )
        for bounce in tx.bounces.unsettled()
        if tx.items.get(bounce.item_id).handled_at is not None
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


def _failed(tx: Transaction) -> list[Trouble]:
    return [
        Trouble(
            f"Kunne ikke sendes: {draft.content.title}",
            f"{draft.reason or 'Årsagen er ikke kendt.'} Ret udkastet, og godkend det igen.",
            f"/udkast/{draft.id}",
        )
        for draft in tx.drafts.all(Status.FAILED, limit=MOST)
    ]


def _unknown(tx: Transaction) -> list[Trouble]:
    return [
        Trouble(
            f"Uvist, om det kom ud: {draft.content.title}",
            "Vi fik intet svar. Se på siden, om opslaget er der, før noget sendes igen.",
            f"/udkast/{draft.id}",
        )
        for draft in tx.drafts.all(Status.UNKNOWN, limit=MOST)
    ]


def _held(tx: Transaction) -> list[Trouble]:
    return [
        Trouble(
            f"Udgaven er holdt tilbage: {issue.title}",
            f"{issue.reason} Giv den fri, når den må sendes.".strip(),
            f"/udgaver/{issue.id}",
        )
        for issue in tx.issues.all(IssueStatus.HELD)
    ]
