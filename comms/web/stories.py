"""A contribution: read, its findings answered, its photos settled; or typed in by hand."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import BadInput, CommsError, NotFound
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.web import drafts
from comms.web.desk import source
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind

room = behind(Blueprint("stories", __name__))
CONSENT = "Samtykke"


@room.get("/bidrag/<int:story_id>")
def show(story_id: int) -> ResponseReturnValue:
    """The contribution as it came in, and what was made of it."""
    return _page(story_id)


@room.post("/bidrag/<int:story_id>/svar")
def answer(story_id: int) -> ResponseReturnValue:
    """Answer the findings of one kind."""
    kind, ground = text("kind", 40), text("ground", 200)
    if ground == CONSENT and not text("reference"):
        problem = Problem(_answer_field(kind), "Skriv, hvor samtykket findes.")
        return _again(story_id, problem), 400
    try:
        house().review.clear(
            story_id,
            _kind(kind),
            me(),
            text("reason", 2000) or ground,
            now(),
            ground=ground,
            reference=text("reference", 500),
        )
    except CommsError as error:
        return _again(story_id, Problem(_answer_field(kind), str(error))), status_of(error)
    return _back(story_id, "Svaret er skrevet ned.")


@room.post("/bidrag/<int:story_id>/billede/<int:photo_id>")
def settle(story_id: int, photo_id: int) -> ResponseReturnValue:
    """Say what is known of a photo: people in it or not, on what ground, whose it is."""
    photo = _settled(_photo(story_id, photo_id))
    if photo.people and not (photo.ground and photo.credit):
        says = "Skriv både grundlag og fotograf, når billedet viser mennesker."
        return _again(story_id, Problem(f"photo-{photo_id}-ground", says)), 400
    try:
        house().review.settle_photo(photo, me(), now())
    except CommsError as error:
        problem = Problem(f"photo-{photo_id}-ground", str(error))
        return _again(story_id, problem), status_of(error)
    return _back(story_id, "Oplysningerne om billedet er gemt.")


@room.get("/skriv")
def write() -> ResponseReturnValue:
    """The form for a story that somebody tells by phone or at the door."""
    return render_template("write.html", problems=(), typed={})


@room.post("/skriv")
def add() -> ResponseReturnValue:
    """Take the story in, and draft it at once so that the writer can go on."""
    typed = {
        "title": text("title", 300),
        "text": text("text"),
        "link": text("link", 2000),
    }
    try:
        story = house().drafting.add_story(
            typed["title"], typed["text"], me(), now(), link=typed["link"]
        )
        house().drafting.draft_missing(now())
    except CommsError as error:
        field = _field_of(typed)
        page = render_template("write.html", problems=(Problem(field, str(error)),), typed=typed)
        return page, status_of(error)
    flash("Bidraget er skrevet ind. Der er lavet udkast til det.")
    return redirect(url_for("stories.show", story_id=story.id), 303)


def _field_of(typed: dict[str, str]) -> str:
    if not typed["title"]:
        return "write-title"
    return "write-link" if typed["link"] else "write-text"


def _page(story_id: int, *problems: Problem) -> str:
    with house().read() as tx:
        came = source(tx, story_id)
        made = tx.drafts.all(story_id=story_id)
        events = tx.audit.about("story", story_id)
    return render_template(
        "story.html",
        source=came,
        story=came.story,
        drafts=made,
        my_role=_role(),
        events=events,
        problems=problems,
        themes=house().themes,
    )


def _role() -> str:
    who = account()
    return who.role if who is not None else ""


def _again(story_id: int, problem: Problem) -> str:
    """The page that the form stood on, with what was wrong."""
    draft_id = whole_number("draft")
    return _page(story_id, problem) if draft_id is None else drafts.page(draft_id, problem)


def _answer_field(kind: str) -> str:
    """The field that the answer lacks."""
    if kind == Kind.NAMED_PERSON:
        return "reference-named"
    if kind in (Kind.HEALTH, Kind.MINOR) and not text("reference"):
        return f"reference-{kind}"
    return f"reason-{kind}"


def _back(story_id: int, says: str) -> ResponseReturnValue:
    """To the draft that the form stood on, else to the story."""
    flash(says)
    draft_id = whole_number("draft")
    if draft_id is not None:
        return redirect(url_for("drafts.show", draft_id=draft_id), 303)
    return redirect(url_for("stories.show", story_id=story_id), 303)


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise BadInput(f"»{name}« er ikke noget, der kan svares på.") from None


def _photo(story_id: int, photo_id: int) -> Photo:
    with house().read() as tx:
        for photo in tx.stories.get(story_id).photos:
            if photo.id == photo_id:
                return photo
    raise NotFound(f"Bidrag {story_id} har intet billede {photo_id}.")


def _settled(photo: Photo) -> Photo:
    said = {"ja": True, "nej": False}
    return replace(
        photo,
        people=said.get(request.form.get("people", ""), photo.people),
        ground=text("ground", 500),
        credit=text("credit", 300),
    )
