"""What browsers are told to refuse (OWASP Secure Headers; CSP Level 3)."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_login import current_user

from comms.config.settings import LOOPBACK, Settings
from comms.web.here import house

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# A newsletter carries its styles in itself, as mail must. It is shown in a frame where nothing
# runs: no script-src, and a sandbox. Same origin only so that the login reaches its pictures.
MAIL = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; "
    "frame-ancestors 'self'; base-uri 'none'; sandbox allow-same-origin allow-popups"
)
# A mail from outside is seen without even that: an origin of its own, no login, and its pictures
# lie in the page itself.
SEEN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; base-uri 'none'; sandbox"
)

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def install(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_headers)


def as_mail(html: str) -> Response:
    """An answer holding the HTML of a mail of ours, kept from doing anything."""
    return _framed(html, MAIL)


def as_seen(html: str) -> Response:
    """An answer holding the HTML of a mail from outside: nothing runs in it, nothing loads."""
    return _framed(html, SEEN)


def _framed(html: str, policy: str) -> Response:
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def own_path(target: str | None) -> str:
    """Where to go after the login: a path of ours, else the front page.

    Browsers read "//host", "///host" and "/\\host" as another site (WHATWG URL, special schemes),
    and leave out tabs and line ends before they look.
    """
    target = target or "/"
    plain = target.isprintable() and "\\" not in target and len(target) < 2000
    ours = target.startswith("/") and not target.startswith("//")
    return target if ours and plain else "/"


def is_secure() -> bool:
    """May our cookies only go over TLS? Only a machine's own loopback does without."""
    return secure(house().settings)


def secure(settings: Settings) -> bool:
    """The same, before there is a request."""
    parts = urlsplit(settings.public_url)
    return parts.scheme == "https" or parts.hostname not in LOOPBACK


def _headers(answer: Response) -> Response:
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", PAGE)
    headers.setdefault("X-Frame-Options", "DENY")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers["Permissions-Policy"] = PERMISSIONS
    if house().settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static" and (current_user.is_authenticated or request.method == "POST"):
        headers.setdefault("Cache-Control", "no-store")
    return answer
