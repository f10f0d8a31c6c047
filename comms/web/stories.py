"""A contribution: read, its findings answered; or typed in by hand."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.errors import BadInput, CommsError
from comms.model.called import CHOICES, IN_DANISH
from comms.model.disposition import Disposition
from comms.model.grounds import NOT_SENT, PersonGround
from comms.model.privacy import Kind
from comms.web import drafts
from comms.web.desk import source
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.grouped import group
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.notices import notices
from comms.web.uploads import sent_photos

room = behind(Blueprint("stories", __name__))
_SAID_FOR = {
    PersonGround.CONTACT: "Kontaktperson eller arrangør",
    PersonGround.PUBLIC_ROLE: "Offentlig rolle",
    PersonGround.CONSENT: "Samtykke",
    NOT_SENT: "Nummeret står kun, hvor intet sendes fra",
}


@room.get("/bidrag/<int:story_id>")
def show(story_id: int) -> ResponseReturnValue:
    """The contribution as it came in, and what was made of it."""
    return page(story_id)


@room.post("/bidrag/<int:story_id>/svar")
def answer(story_id: int) -> ResponseReturnValue:
    """Answer one question: the findings of one kind, or those of one name or number."""
    kind, ground = text("kind", 40), text("ground", 200)
    try:
        house().review.clear(
            story_id,
            _kind(kind),
            me(),
            text("reason", 2000) or _SAID_FOR.get(ground, ""),
            now(),
            ground=ground,
            reference=text("reference", 500),
            words=text("words", 500),
        )
    except CommsError as error:
        field = _answer_field(kind, ground)
        return again(story_id, Problem(field, str(error))), status_of(error)
    return back(story_id, "Svaret er skrevet ned.")


@room.post("/bidrag/<int:story_id>/tag-navn-ud")
def take_name_out(story_id: int) -> ResponseReturnValue:
    """Put neutral words in the place of a name; the writer smooths them after."""
    draft_id = whole_number("draft") or 0
    try:
        house().review.take_name_out(draft_id, text("words", 500), me(), now())
    except CommsError as error:
        problem = Problem(_answer_field(Kind.NAMED_PERSON, ""), str(error))
        return again(story_id, problem), status_of(error)
    flash("Navnet er taget ud. Læs teksten herunder, og ret den til, så den lyder godt.")
    return redirect(url_for("drafts.show", draft_id=draft_id, _anchor="edit-heading"), 303)


@room.post("/bidrag/<int:story_id>/samtykke-trukket")
def withdraw_consent(story_id: int) -> ResponseReturnValue:
    """Somebody took their consent back, to all of it or to one photo."""
    photo_id = whole_number("photo")
    try:
        done = house().review.withdraw_consent(
            story_id, me(), now(), photo_id, text("reason", 2000)
        )
    except CommsError as error:
        return again(story_id, Problem("consent-reason", str(error))), status_of(error)
    told = f"Samtykket er trukket tilbage. {done.drafts} udkast er holdt tilbage."
    if done.take_downs:
        told += " Opslaget bliver taget ned, når en godkender har sagt ja."
    if done.tasks:
        told += f" På overblikket står nu, hvad der skal tages ned ({done.tasks})."
    return back(story_id, told)


@room.get("/skriv")
def write() -> ResponseReturnValue:
    """The form for a story that somebody tells by phone or at the door."""
    return render_template("write.html", problems=(), typed={})


@room.post("/skriv")
def add() -> ResponseReturnValue:
    """Take the story in, and draft it at once so that the writer can go on."""
    typed = _typed()
    try:
        photos = sent_photos()
    except CommsError as error:
        return _write_again(Problem("more-photos", str(error)), typed), status_of(error)
    try:
        story = house().drafting.add_story(
            typed["title"], typed["text"], me(), now(), link=typed["link"], photos=photos
        )
        house().drafting.draft_missing(now())
    except CommsError as error:
        return _write_again(Problem(_field_of(typed), str(error)), typed), status_of(error)
    says = " Skriv nu, hvad der er på billederne." if photos else ""
    flash(f"Bidraget er skrevet ind. Der er lavet udkast til det.{says}")
    to = "photos-heading" if photos else None
    return redirect(url_for("stories.show", story_id=story.id, _anchor=to), 303)


@room.post("/skriv/hent")
def fetch() -> ResponseReturnValue:
    """Propose title and text from the link's page. Nothing is kept before the form is sent."""
    typed = _typed()
    try:
        found = house().linking.propose(typed["link"], me(), typed["title"], typed["text"])
    except CommsError as error:
        return _write_again(Problem("write-link", str(error)), typed), status_of(error)
    typed |= {"title": found.title, "text": found.text}
    return render_template("write.html", problems=(), typed=typed, found=found)


def _typed() -> dict[str, str]:
    return {"title": text("title", 300), "text": text("text"), "link": text("link", 2000)}


def _write_again(problem: Problem, typed: dict[str, str]) -> str:
    return render_template("write.html", problems=(problem,), typed=typed)


def _field_of(typed: dict[str, str]) -> str:
    if not typed["title"]:
        return "write-title"
    return "write-link" if typed["link"] else "write-text"


def page(story_id: int, *problems: Problem) -> str:
    """The story with what was wrong with the form that was sent."""
    with house().read() as tx:
        came = source(tx, story_id, now())
        made = tx.drafts.all(story_id=story_id)
        events = tx.audit.about("story", story_id)
        behind = tx.drafts.behind(story_id)
        undo = tx.rejections.newest_of(story_id)
        changes = notices(tx, story_id)
        belongs = group(tx, came.story, came.merged)
    return render_template(
        "story.html",
        source=came,
        story=came.story,
        drafts=made,
        my_role=_role(),
        events=events,
        behind=behind,
        moved=changes,
        undo=undo,
        group=belongs,
        other_wishes=[(one, IN_DANISH[one]) for one in CHOICES if one is not Disposition.STORY],
        problems=problems,
        themes=house().themes,
    )


def again(story_id: int, *problems: Problem) -> str:
    """The page that the form stood on, with what was wrong."""
    draft_id = whole_number("draft")
    return page(story_id, *problems) if draft_id is None else drafts.page(draft_id, *problems)


def back(story_id: int, says: str) -> ResponseReturnValue:
    """To the draft that the form stood on, else to the story."""
    flash(says)
    draft_id = whole_number("draft")
    if draft_id is not None:
        return redirect(url_for("drafts.show", draft_id=draft_id), 303)
    return redirect(url_for("stories.show", story_id=story_id), 303)


def _role() -> str:
    who = account()
    return who.role if who is not None else ""


def _answer_field(kind: str, ground: str) -> str:
    """The field that the answer lacks, by the number that its question has on the page."""
    number = whole_number("question") or 1
    lacks_reference = kind in (Kind.HEALTH, Kind.MINOR) and not text("reference")
    if lacks_reference or ground == PersonGround.CONSENT:
        return f"reference-{number}"
    return f"answer-{number}" if kind == Kind.NAMED_PERSON else f"reason-{number}"


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise BadInput(f"»{name}« er ikke noget, der kan svares på.") from None
