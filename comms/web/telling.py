"""A story put right: its words, when and where, its photos; let through, or said no to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError, UsageError
from comms.model.channels import called
from comms.model.draft import Draft
from comms.model.story import Story
from comms.stages.telling import Retold, Wanted
from comms.web import event_fields
from comms.web.errors import status_of
from comms.web.event_fields import Fields
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.stories import again, page
from comms.web.uploads import LARGEST, sent_photos

room = behind(Blueprint("telling", __name__))
_INTERNAL = (
    "Bidraget ser ud til at være internt, så der blev ikke lavet udkast. "
    "Ret overskriften, hvis det skal ud."
)


@dataclass(frozen=True)
class Form:
    """The story as it stands in the form. seen: when it had last been changed, as it was shown."""

    title: str
    text: str
    kind: str
    link: str
    events: tuple[Fields, ...]
    seen: str
    open: bool = False


@room.app_url_value_preprocessor
def _room_for_photos(endpoint: str | None, _values: object) -> None:
    """Photos are larger than other forms; only from who is logged in."""
    if endpoint in ("telling.add_photos", "stories.add", "stories.fetch") and account() is not None:
        request.max_content_length = LARGEST


@room.app_context_processor
def _forms() -> dict[str, object]:
    return {"told_form": told_form}


def told_form(story: Story) -> Form:
    """What the form on the story's page holds: what was sent and is not kept, or the story."""
    seen = story.changed_at.isoformat() if story.changed_at else ""
    if request.method == "POST" and request.endpoint == "telling.correct":
        return _typed()
    events = event_fields.of_events(story.events)
    return Form(story.title, story.text, story.kind, story.link, events, seen)


@room.post("/bidrag/<int:story_id>/ret")
def correct(story_id: int) -> ResponseReturnValue:
    """Title, text, kind, link and events, all at once."""
    form = _typed()
    events, problems = event_fields.read(form.events)
    problems = [*_lacks(form), *problems]
    if problems:
        return page(story_id, *problems), 400
    wanted = Wanted(form.title, form.text, form.kind, form.link, events)
    try:
        done = house().telling.correct(
            story_id, wanted, me(), now(), _moment(form.seen), check=True
        )
    except CommsError as error:
        return page(story_id, Problem(_field_of(str(error)), str(error))), status_of(error)
    return _to_story(story_id, told(done), "fortael")


@room.post("/bidrag/<int:story_id>/brug-tekst")
def use_reading(story_id: int) -> ResponseReturnValue:
    """Put what a machine read in a poster into the story's text."""
    number = whole_number("file")
    try:
        done = house().telling.use_reading(story_id, -1 if number is None else number, me(), now())
    except CommsError as error:
        return again(story_id, Problem("", str(error))), status_of(error)
    return _to_story(story_id, f"{told(done)} Læs teksten efter herunder.", "fortael")


@room.post("/bidrag/<int:story_id>/lav-udkast")
def release(story_id: int) -> ResponseReturnValue:
    """Let a story be drafted that waited for somebody to look at it."""
    try:
        house().telling.release(story_id, me(), now())
        house().drafting.draft_missing(now())
    except CommsError as error:
        return page(story_id, Problem("release", str(error))), status_of(error)
    with house().read() as tx:
        made = tx.drafts.all(story_id=story_id)
    if not made:
        flash(_INTERNAL, "warning")
        return redirect(url_for("stories.show", story_id=story_id), 303)
    return _to_story(story_id, f"Der er lavet udkast: {_named(made)}.")


@room.post("/bidrag/<int:story_id>/afvis")
def reject(story_id: int) -> ResponseReturnValue:
    """Say no to the whole story, with a reason."""
    try:
        done = house().sorting.reject([story_id], me(), text("reason", 2000), now())
    except CommsError as error:
        return page(story_id, Problem("story-reason", str(error))), status_of(error)
    says = "Bidraget er afvist." if done.stories else "Bidraget er ikke afvist."
    return _to_story(story_id, " ".join((says, *done.kept)))


@room.post("/udkast/<int:draft_id>/lav-om")
def redraft(draft_id: int) -> ResponseReturnValue:
    """Make a draft anew from the story as it is told now."""
    with house().read() as tx:
        story_id = tx.drafts.get(draft_id).story_id
    try:
        house().telling.redraft(draft_id, me(), now(), whole_number("version"))
    except CommsError as error:
        return page(story_id, Problem("", str(error))), status_of(error)
    flash("Udkastet er lavet om efter bidraget. Læs det igennem.")
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


@room.post("/bidrag/<int:story_id>/billeder")
def add_photos(story_id: int) -> ResponseReturnValue:
    """Photos from a file: cleaned as those that come by mail."""
    try:
        added = house().telling.add_photos(story_id, sent_photos(), me(), now())
    except CommsError as error:
        return page(story_id, Problem("more-photos", str(error))), status_of(error)
    many = "Billedet er lagt til" if len(added) == 1 else f"{len(added)} billeder er lagt til"
    says = f"{many}. Skriv nu, hvad der er på." if added else "Billederne var der i forvejen."
    return _to_story(story_id, says, "photos-heading")


def told(done: Retold) -> str:
    """What became of the drafts, in a sentence or two."""
    says = ["Rettelsen er gemt."]
    if done.made_anew:
        says.append(f"Udkast lavet om: {_named(done.made_anew)}.")
    if done.behind:
        says.append(f"Ikke lavet om: {_named(done.behind)}. Se under Udkast.")
    if done.out:
        says.append(f"Allerede ude: {_named(done.out)}. Det skal rettes dér.")
    return " ".join(says)


def _named(drafts: Sequence[Draft]) -> str:
    return " og ".join(called(one.channel, one.act) for one in drafts)


def _typed() -> Form:
    return Form(
        text("title", 300),
        text("text", 60_000),
        text("kind", 20),
        text("link", 2000),
        event_fields.typed(),
        text("seen", 60),
        open=True,
    )


def _lacks(form: Form) -> list[Problem]:
    problems = []
    if not form.title:
        problems.append(Problem("told-title", "Skriv en overskrift."))
    if not form.text and not form.link:
        problems.append(Problem("told-text", "Skriv en tekst, eller indsæt et link."))
    if form.link and not form.link.startswith(("http://", "https://")):
        problems.append(Problem("told-link", "Et link skal begynde med http:// eller https://."))
    return problems


def _field_of(says: str) -> str:
    return "told-kind" if "hvad det er" in says else ""


def _moment(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told) if told else None
    except ValueError:
        raise UsageError("Bidraget er ændret. Læs det igen.") from None


def _to_story(story_id: int, says: str, anchor: str | None = None) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("stories.show", story_id=story_id, _anchor=anchor), 303)
