"""What is known of a photo, filled in on the page: who is in it, on what ground, whose it is."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from comms.errors import CommsError, NotFound, UsageError
from comms.model.photo import Photo, lacks
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind
from comms.web.stories import again, back

room = behind(Blueprint("settling", __name__))
_SAID = {"ja": True, "nej": False}
_NO_DATE = "Skriv datoen som dag, måned og år, eller lad feltet stå tomt."


@room.post("/bidrag/<int:story_id>/billede/<int:photo_id>")
def settle(story_id: int, photo_id: int) -> ResponseReturnValue:
    """Everything of rule 3 at once; each field that lacks is told beside it and in the summary."""
    photo = _photo(story_id, photo_id)
    try:
        told = _typed(photo)
    except UsageError as error:
        return again(story_id, Problem(f"photo-{photo_id}-expires_on", str(error))), 400
    if missing := lacks(told):
        problems = [Problem(f"photo-{photo_id}-{one.field}", one.says) for one in missing]
        return again(story_id, *problems), 400
    try:
        house().review.settle_photo(told, me(), now())
    except CommsError as error:
        problem = Problem(f"photo-{photo_id}-expires_on", str(error))
        return again(story_id, problem), status_of(error)
    return back(story_id, "Oplysningerne om billedet er gemt.")


def _photo(story_id: int, photo_id: int) -> Photo:
    with house().read() as tx:
        for photo in tx.stories.get(story_id).photos:
            if photo.id == photo_id:
                return photo
    raise NotFound(f"Bidrag {story_id} har intet billede {photo_id}.")


def _typed(photo: Photo) -> Photo:
    expires = text("expires_on", 20)
    try:
        last = date.fromisoformat(expires) if expires else None
    except ValueError:
        raise UsageError(_NO_DATE) from None
    return replace(
        photo,
        people=_SAID.get(request.form.get("people", "")),
        alt=text("alt", 500),
        ground=text("ground", 100),
        purpose=text("purpose", 500),
        reference=text("reference", 2000),
        credit=text("credit", 300),
        permission=text("permission", 500),
        expires_on=last,
    )
