"""A mail as it looked when it came, in a frame where nothing runs and nothing loads."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from comms.errors import BadInput
from comms.sources.mail.limits import Limits
from comms.sources.mail.shown import ShownMail, shown
from comms.web.here import house
from comms.web.login import behind
from comms.web.security import as_seen

room = behind(Blueprint("mail_shown", __name__))


@room.get("/henvendelser/<int:item_id>/mail")
def show(item_id: int) -> ResponseReturnValue:
    """The mail with its own look, for a frame on the page."""
    with house().read() as tx:
        item = tx.items.get(item_id)
        raw = None if item.raw_id is None else tx.raw_messages.get(item.raw_id)
    if raw is None or raw.digest is None or raw.source.startswith("feed:"):
        abort(404)
    mails, why_not = _mails(house().files.get(raw.digest))
    return as_seen(render_template("mail_as_it_looked.html", mails=mails, why_not=why_not))


def _mails(raw: bytes) -> tuple[tuple[ShownMail, ...], str]:
    """Bytes from outside: what cannot be shown is told, and its text stands on the page."""
    rules = house().schedules.limits
    try:
        return shown(raw, Limits(size=rules.mail_mb * 1_000_000, pixels=rules.photo_pixels)), ""
    except BadInput as error:
        return (), f"Mailen kan ikke vises, som den så ud: {error}."
