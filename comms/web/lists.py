"""Contributions and drafts as lists: narrowed, looked up, rejected several at once."""

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.account import Account
from comms.model.channels import NAMES
from comms.model.draft import IN_DANISH, Status
from comms.model.privacy import RULES, Effect, Kind
from comms.store.listed import COUNTED, START, DraftFilter, DraftRow, Page, StoryFilter
from comms.store.rejections import Rejection
from comms.store.transaction import Transaction
from comms.web.asked_for import (
    Choice,
    links,
    narrowed,
    place,
    query,
    query_of,
    question,
    tidy,
    unanswerable,
)
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import account, house, me, now
from comms.web.house import Sorted
from comms.web.login import behind
from comms.web.words import FINDINGS, KINDS, STORY_STATUSES, came_from

room = behind(Blueprint("lists", __name__))
MINE = "mig"
_FIRST = 5  # of what waits for me, above the whole list
_TOLD = 4  # sentences about what was left, so that the cookie they travel in stays small
_FILTERS = ("q", "slags", "tema", "fund", "kilde", "tilstand", "foer", "efter")


@room.get("/bidrag/")
def stories() -> ResponseReturnValue:
    """Contributions, newest first."""
    return tidy() or _stories()


@room.post("/bidrag/afvis")
def reject() -> ResponseReturnValue:
    """Say no to those that are ticked, with one reason."""
    chosen = [int(one) for one in request.form.getlist("story") if _is_number(one)]
    try:
        done = house().sorting.reject(chosen, me(), text("reason", 2000), now())
    except CommsError as error:
        field = "reject-reason" if chosen else "choose"
        return _stories(Problem(field, str(error)), chosen=chosen), status_of(error)
    _tell(done)
    return _back({"afvist": str(done.id)})


@room.post("/bidrag/afvist/<int:rejection_id>/fortryd")
def undo(rejection_id: int) -> ResponseReturnValue:
    """Put back what was rejected at once."""
    try:
        done = house().sorting.undo(rejection_id, me(), now())
    except CommsError as error:
        return _stories(Problem("", str(error))), status_of(error)
    flash(f"Fortrudt: {_counted(done.stories, done.drafts)} er igen, som før afvisningen.")
    _tell(done)
    return _back({})


@room.get("/udkast/")
def drafts() -> ResponseReturnValue:
    """Drafts, those that wait for me first."""
    return tidy() or _drafts()


def _stories(*problems: Problem, chosen: list[int] | None = None) -> str:
    with house().read() as tx:
        choices = _story_choices(tx)
        wanted = _story_filter(choices)
        page = Page(()) if unanswerable() else tx.listings.stories(wanted, place())
        rejection = _rejection(tx)
    return render_template(
        "stories.html",
        page=page,
        choices=choices,
        question=question(),
        narrowed=narrowed(choices),
        unanswerable=unanswerable(),
        links=links(page, url_for("lists.stories")),
        most=COUNTED,
        query=query(),
        rejection=rejection,
        chosen=chosen or [],
        problems=problems,
        serious=_SERIOUS,
        themes=house().themes,
    )


def _back(more: dict[str, str]) -> ResponseReturnValue:
    """To the list as it was narrowed."""
    asked = query_of(text("query", 2000), _FILTERS) | more
    return redirect(f"{url_for('lists.stories')}?{urlencode(asked)}", 303)


def _drafts() -> str:
    who = account()
    assert who is not None
    choices = _draft_choices()
    wanted = _draft_filter(who, choices)
    with house().read() as tx:
        page = Page(()) if unanswerable() else tx.listings.drafts(wanted, place(2))
        whole = not narrowed(choices) and place(2) == START
        mine = tx.listings.drafts(_mine(who)) if whole else Page[DraftRow](())
    return render_template(
        "drafts.html",
        page=page,
        mine=mine.rows[:_FIRST],
        mine_count=mine.found or 0,
        choices=choices,
        question=question(),
        narrowed=narrowed(choices),
        unanswerable=unanswerable(),
        links=links(page, url_for("lists.drafts")),
        most=COUNTED,
        approves=who.approves,
    )


def _story_choices(tx: Transaction) -> tuple[Choice, ...]:
    themes = sorted(house().themes.items(), key=lambda one: one[1])
    feeds = [f"feed:{feed.key}" for feed in house().schedules.feeds]
    known = dict.fromkeys(("inbox", "typed", *feeds, *tx.listings.sources()))
    sources = {source: came_from(source) for source in known}
    return (
        Choice("slags", "Slags", tuple(KINDS.items())),
        Choice("tema", "Tema", tuple((str(number), name) for number, name in themes)),
        Choice("fund", "Fund", tuple((str(one), FINDINGS.get(one, one)) for one in Kind)),
        Choice("kilde", "Kilde", tuple(sources.items())),
        Choice("tilstand", "Tilstand", tuple(STORY_STATUSES.items())),
    )


def _story_filter(choices: tuple[Choice, ...]) -> StoryFilter:
    kind, theme, finding, source, status = (one.chosen for one in choices)
    return StoryFilter(question(), kind, int(theme or 0), finding, source, status)


def _draft_choices() -> tuple[Choice, ...]:
    statuses = tuple((str(one), IN_DANISH[one].capitalize()) for one in Status)
    return (
        Choice("status", "Status", ((MINE, "Venter på dig"), *statuses)),
        Choice("kanal", "Kanal", tuple(NAMES.items())),
    )


def _draft_filter(who: Account, choices: tuple[Choice, ...]) -> DraftFilter:
    status, channel = (one.chosen for one in choices)
    if status == MINE:
        return _mine(who, question(), channel)
    return DraftFilter(question(), status, channel)


def _mine(who: Account, asks: str = "", channel: str = "") -> DraftFilter:
    """What waits for somebody: an approver says yes or no, a writer puts right."""
    if not who.approves:
        return DraftFilter(asks, channel=channel, sent_back=True)
    if house().schedules.review.four_eyes:
        return DraftFilter(asks, channel=channel, approver=who.name)
    return DraftFilter(asks, Status.DRAFTED, channel)


def _rejection(tx: Transaction) -> tuple[Rejection, str] | None:
    """The rejection that has just been made, and what it took, while it can be undone."""
    number = request.args.get("afvist", "") if request.method == "GET" else ""
    if not _is_number(number):
        return None
    try:
        made = tx.rejections.get(int(number))
    except CommsError:
        return None
    took = tx.rejections.of(made.id)
    stories = sum(one.draft_id is None for one in took)
    return None if made.undone_at else (made, _counted(stories, len(took) - stories))


def _counted(stories: int, drafts: int) -> str:
    told = [(stories, "bidrag"), (drafts, "udkast")]
    return " og ".join(f"{count} {word}" for count, word in told if count)


def _tell(done: Sorted) -> None:
    """Say what was left as it was."""
    for sentence in done.kept[:_TOLD]:
        flash(sentence, "warning")
    if len(done.kept) > _TOLD:
        flash(f"Og {len(done.kept) - _TOLD} andre blev heller ikke rørt.", "warning")


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 18


# Findings that keep a contribution from going out until somebody has answered.
_SERIOUS = frozenset(
    kind for kind, rule in RULES.items() if rule.effect not in (Effect.ADVICE, Effect.NOTED)
)
