"""The short public pages: accessibility and privacy."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from comms.web.here import has_part, house

room = Blueprint("pages", __name__)


@room.get("/was")
def was() -> str:
    """The link to the statement that the municipality keeps in the state's WAS tool."""
    return render_template("was.html")


@room.get("/privatliv")
def privacy() -> str:
    """What we keep, said shortly, with the link to the whole. Only where there is one."""
    if not house().schedules.organisation.privacy_url:
        abort(404)
    return render_template("privacy.html")


@room.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """The archive may be found; personal links may not."""
    lines = ["User-agent: *", "Disallow: /afmeld/", "Disallow: /bekraeft/"]
    if has_part("staff"):
        lines.append("Disallow: /login")
    return "\n".join([*lines, ""]), 200, {"Content-Type": "text/plain; charset=utf-8"}
