"""One draft: seen beside its story, put right, said yes or no to."""

from dataclasses import dataclass
from datetime import date, datetime, time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.danish.calendar import COPENHAGEN, clock, long_date
from comms.errors import CommsError, Moved, UsageError
from comms.model.draft import Content, Draft, Status
from comms.model.photo import PhotoUse
from comms.model.slots import SlotRules, next_free_slot
from comms.store.transaction import Transaction
from comms.web.desk import desk
from comms.web.difference import Stretch, difference
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind

room = behind(Blueprint("drafts", __name__, url_prefix="/udkast"))


@dataclass(frozen=True)
class Conflict:
    """Somebody else was quicker. words: their version told as changes into ours."""

    theirs: Draft
    words: tuple[Stretch, ...]


@room.get("/<int:draft_id>")
def show(draft_id: int) -> ResponseReturnValue:
    """The draft beside its story."""
    return page(draft_id)


@room.post("/<int:draft_id>/ret")
def edit(draft_id: int) -> ResponseReturnValue:
    """New words. When somebody else was quicker, both are shown and nothing is lost."""
    with house().read() as tx:
        before = tx.drafts.get(draft_id)
        photos = tx.stories.get(before.story_id).photos
    content = Content(
        title=text("title", 300),
        text=text("text"),
        link=text("link", 2000),
        photos=_chosen([photo.digest for photo in photos]),
    )
    if problems := _wrong_words(content):
        return page(draft_id, *problems, typed=content), 400
    try:
        after = house().review.edit(draft_id, content, me(), now(), whole_number("version"))
    except Moved as error:
        with house().read() as tx:
            theirs = tx.drafts.get(draft_id)
        conflict = Conflict(theirs, difference(theirs.content.text, content.text))
        problem = Problem("edit-text", str(error))
        return page(draft_id, problem, typed=content, conflict=conflict), 409
    except CommsError as error:
        return page(draft_id, Problem("edit-text", str(error)), typed=content), status_of(error)
    same = after.version == before.version
    return _done(draft_id, "Intet er ændret." if same else f"Gemt som version {after.version}.")


@room.post("/<int:draft_id>/godkend")
def approve(draft_id: int) -> ResponseReturnValue:
    """Say yes to the version that was on the page, and to no other."""
    try:
        house().review.approve(draft_id, me(), now(), whole_number("version"))
    except CommsError as error:
        return page(draft_id, Problem("approve", str(error))), status_of(error)
    return _done(draft_id, "Udkastet er godkendt.")


@room.post("/<int:draft_id>/afvis")
def reject(draft_id: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    try:
        house().review.reject(draft_id, me(), text("reason", 2000), now())
    except CommsError as error:
        return page(draft_id, Problem("reject-reason", str(error))), status_of(error)
    return _done(draft_id, "Udkastet er afvist.")


@room.post("/<int:draft_id>/traek-tilbage")
def withdraw(draft_id: int) -> ResponseReturnValue:
    """Take it back before it is sent."""
    try:
        house().review.withdraw(draft_id, me(), text("reason", 2000), now())
    except CommsError as error:
        return page(draft_id, Problem("withdraw-reason", str(error))), status_of(error)
    return _done(draft_id, "Udkastet er trukket tilbage.")


@room.post("/<int:draft_id>/tidspunkt")
def schedule(draft_id: int) -> ResponseReturnValue:
    """Choose when it may go out, or let it go as soon as it is approved."""
    try:
        at = None if "at_once" in request.form else _moment()
        house().review.schedule(draft_id, at, me(), now())
    except CommsError as error:
        return page(draft_id, Problem("schedule-day", str(error))), status_of(error)
    if at is None:
        return _done(draft_id, "Udkastet går ud, så snart det er godkendt.")
    return _done(draft_id, f"Udkastet går tidligst ud {long_date(at)} kl. {clock(at)}.")


def page(
    draft_id: int,
    *problems: Problem,
    typed: Content | None = None,
    conflict: Conflict | None = None,
) -> str:
    with house().read() as tx:
        lying = desk(tx, draft_id, now())
        proposed = _proposed(tx, lying.draft)
    who, rules = account(), house().schedules
    assert who is not None
    return render_template(
        "draft.html",
        desk=lying,
        draft=lying.draft,
        story=lying.story,
        typed=typed or lying.draft.content,
        conflict=conflict,
        problems=problems,
        refusals=lying.refusals(who, four_eyes=rules.review.four_eyes),
        my_role=who.role,
        fold=rules.facebook.fold,
        proposed=proposed,
        themes=house().themes,
    )


def _done(draft_id: int, says: str) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


def _chosen(digests: list[str]) -> tuple[PhotoUse, ...]:
    """The photos that were ticked, in the story's order, each with its alternative text."""
    ticked = set(request.form.getlist("photo"))
    return tuple(PhotoUse(d, text(f"alt-{d}", 500)) for d in digests if d in ticked)


def _wrong_words(content: Content) -> list[Problem]:
    problems = []
    if not content.title:
        problems.append(Problem("edit-title", "Skriv en overskrift."))
    if not content.text:
        problems.append(Problem("edit-text", "Skriv en tekst."))
    if content.link and not content.link.startswith(("http://", "https://")):
        problems.append(Problem("edit-link", "Et link skal begynde med http:// eller https://."))
    return problems


def _moment() -> datetime:
    """The day and hour that were typed, in Copenhagen time. Raises UsageError."""
    try:
        day = date.fromisoformat(text("day", 20))
        at = datetime.combine(day, time.fromisoformat(text("hour", 20)), COPENHAGEN)
    except ValueError:
        raise UsageError("Skriv både dag og klokkeslæt.") from None
    if at <= now():
        raise UsageError("Tidspunktet er gået. Vælg et, der ligger fremme i tiden.")
    return at


def _proposed(tx: Transaction, draft: Draft) -> datetime:
    """The time already chosen, else the next slot that no other draft of the channel has."""
    rules = house().schedules.facebook
    slots = SlotRules(
        rules.slots, rules.at_most_a_day, rules.quiet_from, rules.quiet_until, COPENHAGEN
    )
    others = tx.drafts.all(Status.APPROVED, channel=draft.channel)
    taken = [one.scheduled_at for one in others if one.scheduled_at is not None]
    chosen = draft.scheduled_at or next_free_slot(now(), taken, slots)
    return chosen.astimezone(COPENHAGEN)
