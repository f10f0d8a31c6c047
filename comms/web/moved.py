"""The way to put right what was sent of an event that was moved or cancelled."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.model.channels import called
from comms.web import stories
from comms.web.errors import status_of
from comms.web.forms import Problem
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("moved", __name__, url_prefix="/bidrag"))


@room.post("/<int:story_id>/ret-det-sendte")
def put_right(story_id: int) -> ResponseReturnValue:
    """Draft a correction wherever the old time was sent."""
    try:
        done = house().put_right(story_id, me(), now())
    except CommsError as error:
        return stories.page(story_id, Problem("put-right", str(error))), status_of(error)
    made = [called(one.channel, one.act) for one in done.drafts]
    made += [f"»{one.title}«" for one in done.issues]
    if made:
        flash(f"Rettelser lagt til godkendelse: {', '.join(made)}. Intet er sendt endnu.")
    else:
        flash("Der var ikke flere rettelser at lave.")
    return redirect(url_for("stories.show", story_id=story_id), 303)


@room.post("/<int:story_id>/lad-det-staa")
def leave(story_id: int) -> ResponseReturnValue:
    """Somebody has looked: nothing needs to be corrected."""
    house().telling.settle(story_id, me(), now())
    flash("Det er taget af listen. Intet er rettet.")
    return redirect(url_for("stories.show", story_id=story_id), 303)


@room.post("/<int:story_id>/aflys")
def cancel(story_id: int) -> ResponseReturnValue:
    """The event will not be."""
    try:
        house().telling.cancel(story_id, me(), now())
    except CommsError as error:
        return stories.page(story_id, Problem("cancel-event", str(error))), status_of(error)
    flash("Arrangementet står som aflyst. Udkast, der ikke er sendt, venter på at blive rettet.")
    return redirect(url_for("stories.show", story_id=story_id), 303)
