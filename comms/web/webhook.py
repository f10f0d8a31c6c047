"""What Facebook calls: the check when it is set up, and signed notices afterwards.

Meta, "Webhooks: Getting started": GET with hub.mode=subscribe, hub.verify_token, hub.challenge;
POST signed by X-Hub-Signature-256, HMAC-SHA256 of the raw body under the app's secret.
"""

import hashlib
import hmac

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from comms.web.here import house

room = Blueprint("webhook", __name__)


@room.get("/webhooks/facebook")
def verify() -> ResponseReturnValue:
    """Echo the challenge to whoever knows the token we agreed on."""
    ours, theirs = (
        house().settings.facebook_webhook_token.get_secret_value(),
        request.args.get("hub.verify_token", ""),
    )
    known = bool(ours) and hmac.compare_digest(ours.encode(), theirs.encode())
    if request.args.get("hub.mode") != "subscribe" or not known:
        abort(403)
    return Response(request.args.get("hub.challenge", ""), mimetype="text/plain")


@room.post("/webhooks/facebook")
def receive() -> ResponseReturnValue:
    """Take a signed notice. It names persons, so nothing of it is kept (DOMAIN rule 11)."""
    secret = house().settings.facebook_app_secret.get_secret_value()
    if not secret or not _signed(request.get_data(), secret):
        abort(403)
    return Response(status=200)


def _signed(body: bytes, secret: str) -> bool:
    theirs = request.headers.get("X-Hub-Signature-256", "")
    ours = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), theirs.encode())
