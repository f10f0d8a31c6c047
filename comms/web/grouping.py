"""Stories made one, taken apart again, or made two."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError, UsageError
from comms.model.channels import called
from comms.model.story import Story
from comms.stages.grouping import Followed, Part
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import house, me, now
from comms.web.login import behind
from comms.web.stories import page

room = behind(Blueprint("grouping", __name__))


@room.post("/bidrag/<int:story_id>/laeg-sammen")
def merge(story_id: int) -> ResponseReturnValue:
    """Another story becomes part of this one."""
    other = whole_number("other")
    try:
        if other is None:
            raise UsageError("Skriv nummeret på det andet bidrag.")
        done = house().grouping.merge(
            story_id, other, me(), now(), with_text=text("with_text", 5) != ""
        )
    except CommsError as error:
        return page(story_id, Problem("merge-other", str(error))), status_of(error)
    says = [f"Bidrag {other} er lagt ind i dette bidrag.", *_told(done.drafts)]
    if done.withdrawn:
        says.append(f"{len(done.withdrawn)} udkast til det andet er trukket tilbage.")
    if done.out:
        named = " og ".join(called(one.channel, one.act) for one in done.out)
        says.append(f"Det andet er allerede ude eller på vej: {named}.")
    return _to(story_id, " ".join(says))


@room.post("/bidrag/<int:story_id>/skil-ad")
def undo(story_id: int) -> ResponseReturnValue:
    """A story that was merged into another is one of its own again."""
    try:
        done = house().grouping.undo(story_id, me(), now())
    except CommsError as error:
        return page(story_id, Problem("", str(error))), status_of(error)
    for sentence in done.kept:
        flash(sentence, "warning")
    return _to(story_id, f"Bidraget er sit eget igen. Se også bidrag {done.story.id}.")


@room.get("/bidrag/<int:story_id>/del")
def parts(story_id: int) -> str:
    """The form by which one becomes two."""
    return _form(story_id)


@room.post("/bidrag/<int:story_id>/del")
def split(story_id: int) -> ResponseReturnValue:
    """A story of its own, of a part of this one."""
    asked = Part(
        text("title", 400),
        text("text", 70_000),
        _chosen("event"),
        _chosen("photo"),
        text("rest_title", 400),
        text("rest_text", 70_000),
    )
    if problems := _lacks(asked):
        return _form(story_id, *problems), 400
    try:
        done = house().grouping.split(story_id, asked, me(), now())
        house().drafting.draft_missing(now())
    except CommsError as error:
        field = "" if asked.rest_text else "split-rest_text"
        return _form(story_id, Problem(field, str(error))), status_of(error)
    link = f"Bidrag {done.part.id} er lavet af en del af bidrag {story_id}."
    return _to(done.part.id, " ".join((link, *_told(done.drafts))))


def _form(story_id: int, *problems: Problem) -> str:
    with house().read() as tx:
        story = tx.stories.get(story_id)
        item = None if story.item_id is None else tx.items.get(story.item_id)
    return render_template(
        "split.html",
        story=story,
        item=item,
        typed=_typed(story),
        chosen={"event": _chosen("event"), "photo": _chosen("photo")},
        problems=problems,
    )


def _typed(story: Story) -> dict[str, str]:
    """What was sent and is not kept, else what the story says."""
    known = {"title": "", "text": "", "rest_title": story.title, "rest_text": story.text}
    return {name: request.form.get(name, value) for name, value in known.items()}


def _lacks(part: Part) -> list[Problem]:
    wanted = (
        ("title", "Skriv en overskrift til det nye bidrag."),
        ("text", "Skriv en tekst til det nye bidrag."),
        ("rest_title", "Skriv en overskrift til det, der bliver her."),
    )
    return [Problem(f"split-{name}", says) for name, says in wanted if not getattr(part, name)]


def _chosen(name: str) -> tuple[int, ...]:
    typed = request.form.getlist(name)
    return tuple(int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 18)


def _told(drafts: Followed) -> list[str]:
    """What became of the first story's own drafts."""
    told = [
        ("Udkast lavet om", drafts.made_anew),
        ("Ikke lavet om, se under Udkast", drafts.behind),
        ("Allerede ude, ret det dér", drafts.out),
    ]
    return [
        f"{what}: {' og '.join(called(one.channel, one.act) for one in found)}."
        for what, found in told
        if found
    ]


def _to(story_id: int, says: str) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("stories.show", story_id=story_id), 303)
