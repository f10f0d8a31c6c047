"""What is out and must be corrected: a post's other words, or the post taken down."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.web import drafts
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("corrections", __name__, url_prefix="/udkast"))
LONGEST = 100_000


@room.post("/<int:draft_id>/ret-opslaget")
def correct(draft_id: int) -> ResponseReturnValue:
    """Other words for a post that is out: a draft, which waits for a yes."""
    try:
        made = house().correcting.correct(draft_id, text("text", LONGEST), me(), now())
    except CommsError as error:
        return drafts.page(draft_id, Problem("correct-text", str(error))), status_of(error)
    flash("Rettelsen er skrevet. Opslaget bliver rettet, når en anden har godkendt det.")
    return redirect(url_for("drafts.show", draft_id=made.id), 303)


@room.post("/<int:draft_id>/tag-ned")
def take_down(draft_id: int) -> ResponseReturnValue:
    """Ask that a post comes down: a draft, which waits for a yes."""
    try:
        made = house().correcting.take_down(draft_id, me(), text("reason", 2000), now())
    except CommsError as error:
        return drafts.page(draft_id, Problem("down-reason", str(error))), status_of(error)
    flash("Opslaget bliver taget ned, når en anden har godkendt det.")
    return redirect(url_for("drafts.show", draft_id=made.id), 303)
