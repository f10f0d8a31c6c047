"""One draft: seen beside its story, put right, said yes or no to."""

from datetime import date, datetime, time

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from comms.danish.calendar import COPENHAGEN, clock, long_date
from comms.errors import CommsError, UsageError
from comms.model.draft import Content
from comms.stages.review.editing import present
from comms.web.columns import columns
from comms.web.desk import desk
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.presence import here_too
from comms.web.proof import VIEWS, view_of
from comms.web.standing import standing
from comms.web.times import proposed

room = behind(Blueprint("drafts", __name__, url_prefix="/udkast"))


@room.get("/<int:draft_id>")
def show(draft_id: int) -> ResponseReturnValue:
    """The draft beside its story."""
    return page(draft_id)


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


def page(draft_id: int, *problems: Problem, typed: Content | None = None, said: str = "") -> str:
    """The story's drafts beside each other, this one in focus.

    typed: what stands in its form but is not kept. said: a comment that is not kept.
    """
    with house().read() as tx:
        lying = desk(tx, draft_id, now())
        time_to_go = proposed(tx, lying.draft)
        comments = tx.comments.of_story(lying.story.id)
        out = standing(tx, lying.draft)
        others = present(tx, lying.story.id, me(), now())
    who, rules = account(), house().schedules
    assert who is not None
    return render_template(
        "draft.html",
        desk=lying,
        draft=lying.draft,
        story=lying.story,
        standing=out,
        columns=columns(lying.story, (lying.draft, *lying.others), draft_id, typed, now()),
        comments=comments,
        said=said,
        here_too=here_too(others),
        kept=session.pop("kept", None),
        problems=problems,
        refusals=lying.refusals(who, four_eyes=rules.review.four_eyes),
        my_role=who.role,
        proposed=time_to_go,
        themes=house().themes,
        views=VIEWS,
        view=view_of(request.values.get("view", "")),
    )


def _done(draft_id: int, says: str) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


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
