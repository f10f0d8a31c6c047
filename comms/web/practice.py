"""What the public would see on Facebook, in practice mode: the stand-in's page."""

from flask import Blueprint, abort, render_template

from comms.web.here import house
from comms.web.login import behind

room = behind(Blueprint("practice", __name__, url_prefix="/test"))


@room.get("/facebook")
def facebook() -> str:
    """The public posts of the practice page. There is no such page in live mode."""
    if not house().practice:
        abort(404)
    return render_template("practice_facebook.html", posts=house().shown_posts())
