"""Photos: to staff all of them, to the public those of issues that are approved or sent."""

import re

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from comms.errors import NotFound
from comms.model.event import day_of
from comms.web.here import house, now
from comms.web.login import behind

staff_room = behind(Blueprint("staff_photos", __name__))
public_room = Blueprint("public_photos", __name__)

_DIGEST = re.compile(r"[0-9a-f]{64}")
# The first bytes of what intake keeps (cleaned JPEG and PNG); nothing else is handed out.
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@staff_room.get("/billede/<digest>")
def staff(digest: str) -> ResponseReturnValue:
    """A photo, to whoever is logged in."""
    return _photo(digest, "private, max-age=86400")


@public_room.get("/fotos/<digest>")
@public_room.get("/nyhedsbreve/billede/<digest>.jpg")
def public(digest: str) -> ResponseReturnValue:
    """A photo of a newsletter that is out or about to go, while it may be shown."""
    with house().read() as tx:
        if not _DIGEST.fullmatch(digest) or not tx.photos.in_an_issue(digest, day_of(now())):
            abort(404)
    answer = _photo(digest, "public, max-age=3600")
    # A mailbox in a browser shows it on a page of its own (Fetch, 3.6).
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _photo(digest: str, cache: str) -> Response:
    if not _DIGEST.fullmatch(digest):
        abort(404)
    try:
        data = house().files.get(digest)
    except NotFound:
        abort(404)
    mime = next((mime for start, mime in _KINDS if data.startswith(start)), None)
    if mime is None:
        abort(404)
    return Response(data, mimetype=mime, headers={"Cache-Control": cache})
