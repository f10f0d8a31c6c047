"""A draft's versions: who wrote them and when, what differs, and an older one brought back."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError, NotFound
from comms.model.draft import Content
from comms.store.drafts import Version
from comms.web.difference import difference
from comms.web.errors import status_of
from comms.web.forms import Problem, whole_number
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("versions", __name__, url_prefix="/udkast"))


@room.get("/<int:draft_id>/versioner")
def show(draft_id: int) -> str:
    """All versions, and the difference of two: ?fra=1&til=3, else of the last two."""
    return _page(draft_id)


@room.post("/<int:draft_id>/gendan")
def restore(draft_id: int) -> ResponseReturnValue:
    """An older version becomes the newest, and waits for a yes again."""
    wanted = whole_number("restore") or 0
    try:
        draft = house().editing.restore(draft_id, wanted, me(), now(), whole_number("version"))
    except CommsError as error:
        return _page(draft_id, Problem("", str(error))), status_of(error)
    flash(f"Version {wanted} er hentet frem som version {draft.version}.")
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


def _page(draft_id: int, *problems: Problem) -> str:
    with house().read() as tx:
        draft = tx.drafts.get(draft_id)
        story = tx.stories.get(draft.story_id)
        versions = tx.drafts.versions(draft_id)
    before, after = _two(versions)
    return render_template(
        "versions.html",
        draft=draft,
        story=story,
        versions=list(reversed(versions)),
        before=before,
        after=after,
        parts=[] if before is None else _parts(before.content, after.content),
        problems=problems,
    )


def _two(versions: Sequence[Version]) -> tuple[Version | None, Version]:
    """Those that were asked for, the older one first; else the last two."""
    known = {one.version: one for one in versions}
    newest = versions[-1]
    if newest.version == 1 and not request.args:
        return None, newest
    asked = [request.args.get(name, "") for name in ("fra", "til")]
    given = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 9]
    if not any(asked):
        given = [newest.version - 1, newest.version]
    if len(given) != 2 or not set(given) <= set(known):
        raise NotFound(f"Vælg to versioner fra 1 til {newest.version}.")
    first, last = sorted(given)
    return (None if first == last else known[first]), known[last]


def _parts(before: Content, after: Content) -> list[tuple[str, object]]:
    """What differs, field by field; what is the same in both is left out but for the text."""
    fields = [
        ("Overskrift", before.title, after.title),
        ("Tekst", before.text, after.text),
        ("Link", before.link, after.link),
        ("Billeder", _photos(before), _photos(after)),
    ]
    return [
        (name, difference(old, new)) for name, old, new in fields if old != new or (name == "Tekst")
    ]


def _photos(content: Content) -> str:
    return "\n".join(
        f"Billede {use.digest[:6]}: {use.alt or 'uden alternativ tekst'}" for use in content.photos
    )
