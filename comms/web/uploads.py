"""Photos that somebody chose or dropped on a form."""

from flask import request

from comms.errors import UsageError
from comms.model.photo import Photo
from comms.web.here import house

LARGEST = 80_000_000  # bytes of a form with photos
MOST_AT_ONCE = 10


def sent_photos() -> list[Photo]:
    """The photos of a form, cleaned and kept. Raises BadInput with the name of the one at fault."""
    files = [one for one in request.files.getlist("photo") if one.filename]
    if len(files) > MOST_AT_ONCE:
        raise UsageError(f"Vælg højst {MOST_AT_ONCE} billeder ad gangen.")
    return [house().clean_photo(one.read(), one.filename or "billede") for one in files]
