"""A draft's words: put right, shown before they are kept, talked about by colleagues."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from comms.errors import CommsError, Moved
from comms.model.draft import Content, Draft
from comms.model.leftovers import taken_out
from comms.model.merge import Clash, merge
from comms.model.photo import Photo
from comms.model.story import Story
from comms.web import drafts
from comms.web.columns import column
from comms.web.difference import Stretch, difference
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import house, me, now
from comms.web.login import behind
from comms.web.presence import here_too
from comms.web.proof import proof, view_of
from comms.web.security import as_mail
from comms.web.typed import problems_with, typed_content

room = Blueprint("editing", __name__, url_prefix="/udkast")
BACK = "Du har været logget ud. Din tekst står stadig i feltet. Gem den igen."


@dataclass(frozen=True)
class Conflict:
    """Somebody else was quicker. words: their text told as changes into ours.

    merged: both people's changes; clashes: where both changed the same.
    """

    theirs: Draft
    words: tuple[Stretch, ...]
    merged: Content
    clashes: tuple[Clash, ...]


@room.before_request
def _keep_words() -> ResponseReturnValue | None:
    """Who is logged out gets the words back that were sent, and the way in beside them."""
    if request.method == "POST" and not current_user.is_authenticated and text("text"):
        return _outside(), 401
    return None


@room.errorhandler(CSRFError)
def _late(_error: CSRFError) -> ResponseReturnValue:
    """A form of a session that has ended. Nothing is stored; nothing that was typed is lost."""
    draft_id = (request.view_args or {}).get("draft_id", 0)
    if not current_user.is_authenticated:
        if text("text"):
            return _outside(), 400
        return redirect(url_for("login.show", next=url_for("drafts.show", draft_id=draft_id)))
    if request.endpoint != "editing.edit":
        return drafts.page(draft_id, Problem("", BACK), said=text("text")), 400
    typed = typed_content(*_both(draft_id))
    return drafts.page(draft_id, Problem("edit-text", BACK), typed=typed), 400


behind(room)


@room.post("/<int:draft_id>/ret")
def edit(draft_id: int) -> ResponseReturnValue:
    """New words. When somebody else was quicker, both are shown and nothing is lost."""
    draft, story = _both(draft_id)
    return _save(draft, story, typed_content(draft, story), "Gemt som version {}.")


@room.post("/<int:draft_id>/tag-ud")
def trim(draft_id: int) -> ResponseReturnValue:
    """Take out words that were meant for the editors, and keep the rest as it was typed."""
    draft, story = _both(draft_id)
    content, words = typed_content(draft, story), text("words", 500)
    left = Content(content.title, taken_out(content.text, words), content.link, content.photos)
    return _save(draft, story, left, f"»{words}« er taget ud. Gemt som version {{}}.")


@room.post("/<int:draft_id>/vis")
def preview(draft_id: int) -> ResponseReturnValue:
    """The draft as it would be with what stands in the form. Nothing is stored."""
    draft, story = _both(draft_id)
    content = typed_content(draft, story)
    if "part" not in request.form:
        return drafts.page(draft_id, typed=content)
    shown = column(story, draft, content, now(), focus="focus" in request.form)
    return render_template("draft_live.html", column=shown)


@room.post("/<int:draft_id>/vis/mail")
def preview_mail(draft_id: int) -> Response:
    """The same as a mail, for the frame on the page."""
    draft, story = _both(draft_id)
    return _mail(typed_content(draft, story), story.photos, text("view", 10))


@room.get("/<int:draft_id>/mail")
def mail(draft_id: int) -> Response:
    """The stored words as a mail: nothing in it runs, nothing is fetched from elsewhere."""
    draft, story = _both(draft_id)
    return _mail(draft.content, story.photos, request.args.get("view", ""))


@room.post("/<int:draft_id>/kommentar")
def comment(draft_id: int) -> ResponseReturnValue:
    """A remark to colleagues."""
    try:
        house().editing.comment(draft_id, text("text", 10_000), me(), now())
    except CommsError as error:
        problem = Problem("comment-text", str(error))
        return drafts.page(draft_id, problem, said=text("text", 10_000)), status_of(error)
    flash("Kommentaren er gemt. Kun I kan se den.")
    return redirect(url_for("drafts.show", draft_id=draft_id, _anchor="comments-heading"), 303)


@room.post("/<int:draft_id>/aaben")
def watch(draft_id: int) -> Response:
    """A browser tells that the draft is open in it, and is told who else has it open."""
    others = house().editing.watch(draft_id, me(), now())
    return jsonify(says=here_too(others))


def _save(draft: Draft, story: Story, content: Content, says: str) -> ResponseReturnValue:
    if problems := problems_with(draft, content):
        return drafts.page(draft.id, *problems, typed=content), 400
    try:
        after = house().editing.edit(draft.id, content, me(), now(), whole_number("version"))
    except Moved as error:
        return _moved(draft.id, story, content, error), 409
    except CommsError as error:
        problem = Problem("edit-text", str(error))
        return drafts.page(draft.id, problem, typed=content), status_of(error)
    same = after.version == draft.version
    flash("Intet er ændret." if same else says.format(after.version))
    session["kept"] = draft.id
    return redirect(url_for("drafts.show", draft_id=draft.id), 303)


def _moved(draft_id: int, story: Story, mine: Content, error: Moved) -> str:
    with house().read() as tx:
        theirs = tx.drafts.get(draft_id)
        versions = {one.version: one.content for one in tx.drafts.versions(draft_id)}
    seen = whole_number("version")
    if seen == theirs.version:  # not the words have changed: it is sent, or on its way
        return drafts.page(draft_id, Problem("", str(error)), typed=mine)
    merged = merge(versions.get(seen or 0, theirs.content), mine, theirs.content)
    conflict = Conflict(
        theirs, difference(theirs.content.text, mine.text), merged.content, merged.clashes
    )
    return render_template("conflict.html", story=story, mine=mine, conflict=conflict)


def _mail(content: Content, photos: tuple[Photo, ...], view: str) -> Response:
    return as_mail(proof(house().press, content, photos, view_of(view)))


def _outside() -> str:
    """The words that were sent, in a form that can be sent again."""
    fields = {name: text(name, 100_000) for name in request.form if name != "csrf_token"}
    photos = request.form.getlist("photo")
    draft_id = (request.view_args or {}).get("draft_id", 0)
    return render_template("late.html", fields=fields, photos=photos, draft_id=draft_id)


def _both(draft_id: int) -> tuple[Draft, Story]:
    with house().read() as tx:
        draft = tx.drafts.get(draft_id)
        return draft, tx.stories.get(draft.story_id)
