"""What must be taken down by hand, and the button that says it is done."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("tasks", __name__))


@room.post("/opgaver/<int:task_id>/klaret")
def done(task_id: int) -> ResponseReturnValue:
    """Somebody did it."""
    house().review.finish_task(task_id, me(), now())
    flash("Opgaven er taget af listen.")
    return redirect(url_for("today.show"), 303)
