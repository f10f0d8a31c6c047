"""In and out. Everything but the public pages lies behind this door."""

import hashlib
from datetime import timedelta
from typing import cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from comms.model.account import Account
from comms.web.forms import Problem, text
from comms.web.here import house, now
from comms.web.security import own_path
from comms.web.throttle import Throttle

room = Blueprint("login", __name__)
PAUSE = timedelta(minutes=15)
TRIES_ON_A_NAME = 8
TRIES_FROM_AN_ADDRESS = 30


class Visitor(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """Somebody of the staff inside a session."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """Ends every session of an account when its password changes."""
        return f"{self.account.id}:{_mark(self.account)}"


class Door:
    """What the login keeps count of, one for each application."""

    def __init__(self) -> None:
        self.names = Throttle(TRIES_ON_A_NAME, PAUSE)
        self.addresses = Throttle(TRIES_FROM_AN_ADDRESS, PAUSE)


def install(app: Flask) -> None:
    """Teach the application who is who."""
    manager = LoginManager(app)
    manager.user_loader(_known)
    app.extensions["door"] = Door()


def behind(room: Blueprint) -> Blueprint:
    """Let only staff into the pages of `room`."""
    room.before_request(_ask)
    return room


def _ask() -> ResponseReturnValue | None:
    if current_user.is_authenticated:
        return None
    # A form that came too late is shown the way in; what was typed is on that page (errors).
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("login.show", next=wanted if wanted != "/" else None))


@room.get("/login")
def show() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(own_path(request.args.get("next")))
    return _form()


@room.post("/login")
def enter() -> ResponseReturnValue:
    """Check name and password. Says the same whether the name or the password was wrong."""
    door = cast("Door", current_app.extensions["door"])
    who, moment = text("who", 320), now()
    name_key, address_key = who.lower(), request.remote_addr or ""
    if door.names.full(name_key, moment) or door.addresses.full(address_key, moment):
        says = "Der har været for mange forsøg. Vent et kvarter, og prøv igen."
        return _form(Problem("", says), who=who), 429
    door.names.count(name_key, moment)
    door.addresses.count(address_key, moment)
    account = house().accounts.check(who, request.form.get("password", ""))
    if account is None:
        says = "Navn og adgangskode passer ikke sammen. Prøv igen."
        return _form(Problem("who", says), who=who), 401
    door.names.forget(name_key)
    session.clear()
    session.permanent = True
    login_user(Visitor(account))
    return redirect(own_path(text("next", 2000)), 303)


@room.post("/logout")
def out() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    session.clear()
    return redirect(url_for("login.show"), 303)


def _form(*problems: Problem, who: str = "") -> str:
    wanted = request.values.get("next", "")
    return render_template("login.html", problems=problems, who=who, next=own_path(wanted))


def _known(session_id: str) -> Visitor | None:
    number, _, mark = session_id.partition(":")
    account = house().accounts.get(int(number)) if number.isdigit() else None
    return Visitor(account) if account is not None and _mark(account) == mark else None


def _mark(account: Account) -> str:
    return hashlib.sha256(account.password_hash.encode()).hexdigest()[:16]
