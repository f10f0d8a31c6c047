"""What could not be read: shown with its reason, read again, fetched as a file, or dismissed."""

import re

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError
from comms.store.raw_messages import RawMessage
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("aside", __name__, url_prefix="/lagt-til-side"))
MOST = 200


@room.get("/")
def index() -> str:
    """Everything that was set aside, newest first."""
    return _page()


@room.get("/<int:raw_id>.eml")
def file(raw_id: int) -> ResponseReturnValue:
    """The bytes as they came. Never shown in the browser: they may be hostile."""
    with house().read() as tx:
        raw = tx.raw_messages.get(raw_id)
    return as_file(raw, f"mail-{raw_id}")


@room.post("/<int:raw_id>/laes-igen")
def read_again(raw_id: int) -> ResponseReturnValue:
    """Let it be read at the next collection."""
    try:
        house().correspondence.read_again(raw_id, me(), now())
    except CommsError as error:
        return _page(Problem("", str(error))), status_of(error)
    flash("Mailen bliver læst igen, næste gang vi henter post.")
    return redirect(url_for("aside.index"), 303)


@room.post("/<int:raw_id>/fjern")
def dismiss(raw_id: int) -> ResponseReturnValue:
    """Take it off the list, with a reason."""
    try:
        house().correspondence.dismiss(raw_id, me(), text("reason", 500), now())
    except CommsError as error:
        return _page(Problem(f"reason-{raw_id}", str(error))), status_of(error)
    flash("Mailen er taget af listen. Den er stadig gemt.")
    return redirect(url_for("aside.index"), 303)


def as_file(raw: RawMessage, name: str) -> Response:
    """A download that no browser opens by itself (RFC 6266; the type tells nothing to guess from).

    An entry of a feed is no mail, so it is called what it is.
    """
    if raw.digest is None:
        abort(404)
    ending = "txt" if raw.source.startswith("feed:") else "eml"
    answer = Response(house().files.get(raw.digest), mimetype="application/octet-stream")
    safe = re.sub(r"[^a-z0-9-]", "", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(*problems: Problem) -> str:
    with house().read() as tx:
        found = tx.raw_messages.set_aside(MOST)
        count = tx.raw_messages.count_set_aside()
    return render_template("aside.html", found=found, count=count, problems=problems)
