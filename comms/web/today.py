"""The staff's first page: what waits, what goes out when, what went wrong; and the switch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.account import Account
from comms.model.called import FOR_A_PERSON
from comms.model.draft import Status
from comms.model.issue import Issue, IssueStatus
from comms.model.privacy import Kind
from comms.model.story import StoryStatus
from comms.stages.waiting import Pile
from comms.store.agenda import Alone
from comms.store.holds import EVERYTHING, Hold
from comms.store.items import StoredItem
from comms.store.listed import COUNTED, DraftRow, StoryFilter, StoryRow
from comms.store.raw_messages import RawMessage
from comms.store.snapshots import Snapshot
from comms.store.tasks import TAKE_DOWN, Task
from comms.store.transaction import Transaction
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.notices import Notice, notices
from comms.web.planned import COMING, Plan, planned
from comms.web.troubles import Trouble, troubles

room = behind(Blueprint("today", __name__))
# Rows of a list on the page; the rest stands behind "Vis alle".
SOME, FEW = 8, 3
AHEAD = 7  # days of the plan
ALONE = timedelta(days=7)  # so long an emergency stands on the page


@dataclass(frozen=True)
class Today:
    """What the page shows, read at one moment. Nothing is counted further than COUNTED."""

    pile: Pile
    stories: Sequence[StoryRow]
    stories_count: int
    plan: Plan
    troubles: list[Trouble]
    corrections: Sequence[Issue]
    moved: Sequence[Notice]
    alone: Sequence[Alone]
    tasks: Sequence[Task]
    sent: Sequence[DraftRow]
    followers: Snapshot | None
    readers: int
    holds: Sequence[Hold]
    acute: Sequence[StoredItem]
    set_aside: Sequence[RawMessage]
    set_aside_count: int
    morning_mail: bool


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


@room.post("/morgenmail")
def choose_morning_mail() -> ResponseReturnValue:
    """Have the mail in the morning, or do without."""
    wanted = text("wanted", 5) == "ja"
    house().waiting.choose_morning_mail(me(), now(), wanted=wanted)
    flash("Du får morgenmailen." if wanted else "Du får ikke morgenmailen mere.")
    return redirect(url_for("today.show"), 303)


def _page(*problems: Problem) -> str:
    who = account()
    assert who is not None
    with house().read() as tx:
        seen = _today(tx, who, now())
    return render_template(
        "today.html",
        today=seen,
        goal=house().goal,
        digest=house().schedules.review.digest,
        problems=problems,
        most=COUNTED,
        some=SOME,
    )


def _today(tx: Transaction, who: Account, at: datetime) -> Today:
    stories = tx.listings.stories(StoryFilter(status=StoryStatus.WAITING))
    issues = tx.issues.all(*COMING, IssueStatus.HELD)
    return Today(
        pile=house().waiting.pile(tx, who, at),
        stories=stories.rows[:SOME],
        stories_count=stories.found or 0,
        plan=planned(tx, issues, AHEAD, at),
        troubles=troubles(tx, issues, at),
        corrections=[one for one in issues if one.corrects and one.status is IssueStatus.COMPOSED],
        moved=notices(tx),
        alone=tx.agenda.alone_since(at - ALONE, SOME),
        tasks=tx.tasks.open(TAKE_DOWN),
        sent=tx.listings.newest_drafts(Status.SENT, 5),
        followers=tx.snapshots.newest(house().followers_key),
        readers=sum(n for status, n in tx.subscribers.counts().items() if status == "active"),
        holds=[hold for hold in tx.holds.all() if hold.part != EVERYTHING and not hold.is_pause],
        acute=tx.listings.items(FOR_A_PERSON, waiting=True, finding=Kind.ACUTE).rows,
        set_aside=tx.raw_messages.set_aside(limit=FEW),
        set_aside_count=tx.raw_messages.count_set_aside(),
        morning_mail=who.id in tx.staff.want_morning_mail(),
    )
