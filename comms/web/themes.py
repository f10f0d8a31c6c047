"""The themes: what was learned of each, what was quiet lately, and a story's themes set right."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.web import stories
from comms.web.errors import status_of
from comms.web.forms import Problem
from comms.web.here import account, house, me, now
from comms.web.login import behind

room = behind(Blueprint("themes", __name__))
FIELD = "story-themes"  # the id of the group of boxes on a story's page


@room.get("/temaer")
def show() -> ResponseReturnValue:
    """Every theme, its learned words, and the corrections they come from."""
    theming, who = house().theming, account()
    return render_template(
        "themes.html",
        states=theming.states(now()),
        corrections=theming.corrections(),
        themes=house().themes,
        may_forget=who is not None and who.approves,
    )


@room.post("/bidrag/<int:story_id>/temaer")
def correct(story_id: int) -> ResponseReturnValue:
    """Set a story's themes; the one that is put first is the first."""
    try:
        house().theming.correct(story_id, _chosen(), me(), now())
    except CommsError as error:
        return stories.page(story_id, Problem(FIELD, str(error))), status_of(error)
    flash("Temaerne er rettet. Næste gang husker Opslagstavlen det.")
    return redirect(url_for("stories.show", story_id=story_id), 303)


@room.post("/temaer/rettelser/<int:correction_id>/glem")
def forget(correction_id: int) -> ResponseReturnValue:
    """Learn nothing from one correction any more."""
    house().theming.forget(correction_id, me(), now())
    flash("Rettelsen er glemt. Bidraget beholder sine temaer.")
    return redirect(url_for("themes.show"), 303)


@room.post("/temaer/glem-alt")
def forget_all() -> ResponseReturnValue:
    """Start afresh."""
    count = house().theming.forget_all(me(), now())
    told = "1 rettelse" if count == 1 else f"{count} rettelser"
    flash(f"{told} er glemt. Bidragene beholder deres temaer.")
    return redirect(url_for("themes.show"), 303)


def _chosen() -> list[int]:
    """The boxes that were ticked; the one chosen as the most important stands first."""
    ticked = [int(one) for one in request.form.getlist("theme") if _is_number(one)]
    first = request.form.get("first", "")
    if _is_number(first) and int(first) in ticked:
        return [int(first), *(one for one in ticked if one != int(first))]
    return ticked


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 6
