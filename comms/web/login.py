"""In and out. Everything but the public pages lies behind this door."""

from datetime import datetime, timedelta

from flask import (
    Blueprint,
    Flask,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from comms.danish.calendar import clock
from comms.model.account import Account, Session
from comms.stages.people.door import Entered, Knock, TooMany
from comms.web.devices import device_name
from comms.web.forms import Problem, text
from comms.web.here import has_part, house, now, session_id
from comms.web.security import is_secure, own_path

room = Blueprint("login", __name__)
WRONG = "Navn og adgangskode passer ikke sammen. Prøv igen."
# A browser that was let in once is known for so long: nobody locks its owner out from elsewhere.
FAMILIAR = timedelta(days=365)


class Visitor(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """Somebody of the staff inside a session."""

    def __init__(self, account: Account, token: str, session: Session | None = None) -> None:
        self.account = account
        self.token = token
        self.session = session

    def get_id(self) -> str:
        """What the browser holds; the store holds its hash."""
        return self.token


def install(app: Flask) -> None:
    """Teach the application who is who."""
    manager = LoginManager(app)
    manager.user_loader(_known)


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
    who, moment = text("who", 320), now()
    knock = Knock(
        who,
        request.form.get("password", ""),
        address=request.remote_addr or "",
        device=device_name(request.user_agent.string),
        familiar=request.cookies.get(_familiar_name(), ""),
        keep="keep" in request.form,
    )
    entered = house().door.enter(knock, moment)
    if isinstance(entered, TooMany):
        return _too_many(entered.until, moment, who)
    if entered is None:
        return _form(Problem("who", WRONG), who=who), 401
    return _let_in(entered, keep=knock.keep, then=own_path(text("next", 2000)))


@room.post("/logout")
def out() -> ResponseReturnValue:
    """End the session, here and in the store."""
    if current_user.is_authenticated:
        house().door.leave(session_id(), current_user.account, now())
    logout_user()
    session.clear()
    return redirect(url_for("login.show"), 303)


def _let_in(entered: Entered, *, keep: bool, then: str) -> ResponseReturnValue:
    """A new session: nothing of what the browser had before is carried over."""
    session.clear()
    # Not permanent: the cookie is gone when the browser is closed.
    session.permanent = keep
    login_user(Visitor(entered.account, entered.token))
    answer = make_response(redirect(then, 303))
    answer.set_cookie(
        _familiar_name(),
        entered.familiar,
        max_age=FAMILIAR,
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _too_many(until: datetime, moment: datetime, who: str) -> ResponseReturnValue:
    seconds = max(1, int((until - moment).total_seconds() + 0.999))
    says = f"Der har været for mange forsøg. Prøv igen om {_span(seconds)} (kl. {clock(until)})."
    return _form(Problem("", says), who=who), 429, {"Retry-After": str(seconds)}


def _span(seconds: int) -> str:
    if seconds < 60:
        return "1 sekund" if seconds == 1 else f"{seconds} sekunder"
    minutes = -(-seconds // 60)
    return "1 minut" if minutes == 1 else f"{minutes} minutter"


def _form(*problems: Problem, who: str = "") -> str:
    return render_template(
        "login.html",
        problems=problems,
        who=who,
        next=own_path(request.values.get("next", "")),
        keep="keep" in request.form,
        kept_days=house().settings.remember_days,
    )


def _known(token: str) -> Visitor | None:
    """Who holds that token. Pages for the public never ask: they are the same for everybody."""
    if not has_part("staff"):
        return None
    found = house().door.inside(token, now())
    return Visitor(found.account, token, found.session) if found is not None else None


def _familiar_name() -> str:
    return "__Host-opslag-kendt" if is_secure() else "opslag-kendt"
