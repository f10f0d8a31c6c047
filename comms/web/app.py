"""The application: settings, rooms, and what every page shares."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from flask import Blueprint, Flask, request
from flask_wtf import CSRFProtect

from comms.web import (
    accounts,
    approvals,
    archive,
    aside,
    corrections,
    drafts,
    editing,
    errors,
    grouping,
    health,
    here,
    inquiries,
    issues,
    join,
    lists,
    login,
    mail_shown,
    moved,
    my_account,
    pages,
    photos,
    practice,
    replies,
    security,
    settings,
    settling,
    stories,
    tasks,
    telling,
    themes,
    today,
    versions,
    webhook,
    words,
)
from comms.web.house import House

Part = Literal["all", "staff", "public"]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "web"
FORM_BYTES = 1_000_000

STAFF: tuple[Blueprint, ...] = (
    login.room,
    today.room,
    drafts.room,
    approvals.room,
    corrections.room,
    moved.room,
    editing.room,
    versions.room,
    lists.room,
    stories.room,
    settling.room,
    tasks.room,
    telling.room,
    grouping.room,
    themes.room,
    settings.room,
    accounts.room,
    my_account.room,
    my_account.link_room,
    inquiries.room,
    replies.room,
    mail_shown.room,
    aside.room,
    photos.staff_room,
    issues.room,
    practice.room,
    health.numbers_room,
)
PUBLIC: tuple[Blueprint, ...] = (
    archive.room,
    join.room,
    pages.room,
    photos.public_room,
    webhook.room,
)


def create_app(house: House, part: Part = "all") -> Flask:
    """The pages of one house.

    part: "staff" or "public" where the two listen on addresses of their own; else "all".
    """
    app = Flask("comms.web", template_folder=str(TEMPLATES))
    app.config.update(_config(house))
    app.extensions["house"] = house
    app.extensions["part"] = part
    app.before_request(_refresh)
    csrf = CSRFProtect(app)
    for view in (join.leave, webhook.receive):
        csrf.exempt(view)
    login.install(app)
    security.install(app)
    errors.install(app)
    words.install(app)
    health.install(app)
    for room in _rooms(part):
        app.register_blueprint(room)
    return app


def _refresh() -> None:
    """Pages go by the settings as staff have them now. Probes and files have no use for them."""
    if request.blueprint != "health" and request.endpoint != "static":
        here.house().refresh()


def _rooms(part: Part) -> tuple[Blueprint, ...]:
    chosen = {"staff": STAFF, "public": PUBLIC, "all": (*STAFF, *PUBLIC)}[part]
    return (health.room, *chosen)


def _config(house: House) -> dict[str, Any]:
    secure = security.secure(house.settings)
    return {
        "SECRET_KEY": house.secret_key,
        "MAX_CONTENT_LENGTH": FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        # The longest a cookie may last; the store knows when each session ends.
        "PERMANENT_SESSION_LIFETIME": timedelta(days=house.settings.remember_days),
        "SESSION_COOKIE_NAME": "__Host-opslag" if secure else "opslag",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A draft may lie open over lunch: the token lasts as long as the session it belongs to.
        "WTF_CSRF_TIME_LIMIT": None,
        "TRAP_HTTP_EXCEPTIONS": False,
    }
