"""What a page says when something is wrong: in Danish, with the way on."""

import logging
from typing import cast

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from comms.errors import BadInput, CommsError, Moved, NotAllowed, NotFound, OnHold, UsageError

log = logging.getLogger(__name__)

WORDS = {
    400: ("Det kunne vi ikke forstå", "Gå tilbage, og prøv igen."),
    403: ("Det har du ikke adgang til", "Bed en godkender eller en administrator om hjælp."),
    404: ("Siden findes ikke", "Adressen kan være skrevet forkert, eller siden er flyttet."),
    405: ("Det kan man ikke her", "Gå tilbage, og brug knappen på siden."),
    409: ("Noget er ændret imens", "Gå tilbage, og se, hvordan det ser ud nu."),
    413: ("Det fylder for meget", "Gør teksten kortere, og prøv igen."),
    429: ("For mange forsøg", "Vent et kvarter, og prøv igen."),
    500: ("Der er sket en fejl hos os", "Fejlen er skrevet i loggen. Prøv igen om lidt."),
}
STATUS: tuple[tuple[type[CommsError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Moved, 409),
    (OnHold, 409),
    (UsageError, 400),
    (BadInput, 400),
)
LATE = "Siden har været åben for længe, eller du er logget ud. Log ind, og prøv igen."


def install(app: Flask) -> None:
    """Show errors as pages of ours."""
    app.register_error_handler(CSRFError, _late)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CommsError, _ours)
    app.register_error_handler(Exception, _bug)


def status_of(error: CommsError) -> int:
    """The HTTP status that tells the same as `error`."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def _late(_error: CSRFError) -> ResponseReturnValue:
    """A form without its token. What was written in it is shown, so that nothing is lost."""
    return _page(400, LATE, kept=request.form.get("text", ""))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # a redirect to the same page with its slash
        return cast("Response", error.get_response())
    page, status = _page(error.code)
    headers = [one for one in error.get_headers() if one[0] in ("Allow", "Retry-After")]
    return page, status, headers


def _ours(error: CommsError) -> ResponseReturnValue:
    status = status_of(error)
    if status == 500:
        log.error("%s %s: %s", request.method, request.path, error)
    return _page(status, str(error))


def _bug(error: Exception) -> ResponseReturnValue:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return _page(500)


def _page(status: int, says: str = "", kept: str = "") -> tuple[str, int]:
    title, way_on = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    return render_template("error.html", title=title, says=says or way_on, kept=kept), status
