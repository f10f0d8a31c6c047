"""A yes to all of a story's drafts in one step, a draft sent back, and a yes said alone."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.channels import called
from comms.stages.review.approving import Choice, NotApproved
from comms.web import drafts, stories
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("approvals", __name__))


@room.post("/bidrag/<int:story_id>/godkend")
def approve_all(story_id: int) -> ResponseReturnValue:
    """Say yes to the versions that were on the page: to all of them, or to none."""
    try:
        done = house().review.approve_all(story_id, me(), now(), _seen())
    except NotApproved as error:
        told = [Problem("approve-all", reason) for reason in error.reasons]
        nothing = Problem("approve-all", "Intet er godkendt.")
        return stories.again(story_id, nothing, *told), status_of(error)
    except CommsError as error:
        return stories.again(story_id, Problem("approve-all", str(error))), status_of(error)
    named = [called(one.channel, one.act) for one in done]
    return stories.back(story_id, f"Godkendt: {' og '.join(named)}.")


@room.post("/udkast/<int:draft_id>/send-tilbage")
def send_back(draft_id: int) -> ResponseReturnValue:
    """To whoever writes, with what is to be done."""
    typed = text("reason", 2000)
    try:
        house().review.send_back(draft_id, me(), typed, now(), whole_number("version"))
    except CommsError as error:
        return drafts.page(draft_id, Problem("back-reason", str(error))), status_of(error)
    return _done(draft_id, "Udkastet er sendt tilbage. Den, der skriver, får besked.")


@room.post("/udkast/<int:draft_id>/godkend-alene")
def approve_alone(draft_id: int) -> ResponseReturnValue:
    """In an emergency, to one's own words."""
    typed = text("reason", 2000)
    try:
        house().review.approve_alone(draft_id, me(), typed, now(), whole_number("version"))
    except CommsError as error:
        return drafts.page(draft_id, Problem("alone-reason", str(error))), status_of(error)
    return _done(draft_id, "Udkastet er godkendt af dig alene. De andre godkendere får besked nu.")


@room.app_template_global()
def approval_of(story_id: int) -> tuple[Choice, ...]:
    """What of a story waits for a yes, and what whoever is looking may do about it."""
    with house().read() as tx:
        return tuple(house().review.choices(tx, story_id, me(), now()))


def _done(draft_id: int, says: str) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


def _seen() -> Mapping[int, int]:
    """The versions on the page, from fields such as `12:3`: draft 12, version 3."""
    pairs = (one.partition(":")[::2] for one in request.form.getlist("seen")[:20])
    told = {d: v for d, v in pairs if all(_is_number(one) for one in (d, v))}
    return {int(draft): int(version) for draft, version in told.items()} or {0: 0}


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 18
