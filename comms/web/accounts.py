"""Who works here: added, given a role, shut out and let in again. For admins."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from comms.danish.calendar import when
from comms.errors import BadInput, CommsError, NotAllowed, UsageError
from comms.model.account import Account, Role
from comms.stages.people.accounts import LINK_LASTS
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("accounts", __name__))


ROLES = {Role.WRITER: "Skribent", Role.APPROVER: "Godkender", Role.ADMIN: "Administrator"}


@room.app_template_filter("role")
def role_name(role: Role) -> str:
    """As the page says it."""
    return ROLES[role]


@room.before_request
def _admins_only() -> None:
    """The stage refuses as well; this keeps the list itself from the others."""
    if current_user.is_authenticated and current_user.account.role is not Role.ADMIN:
        abort(403)


@room.get("/brugere")
def show() -> str:
    """Everybody, disabled ones too."""
    return page()


@room.post("/brugere")
def add() -> ResponseReturnValue:
    """A new colleague, who chooses a password by a link."""
    name, email, role = text("name", 200), text("email", 320), text("role", 20)
    try:
        made = house().accounts.invite(name, email, role, me(), now())
    except CommsError as error:
        typed = {"name": name, "email": email, "role": role}
        return page(Problem(_field_of(error), str(error)), typed=typed), status_of(error)
    return _linked(made, f"{made.name} er oprettet.")


@room.post("/brugere/<int:account_id>/link")
def link(account_id: int) -> ResponseReturnValue:
    """A link by which somebody chooses a password."""
    return _linked(_account(account_id))


@room.post("/brugere/<int:account_id>/rolle")
def give_role(account_id: int) -> ResponseReturnValue:
    """What somebody may do from now on."""
    who = _account(account_id)
    try:
        house().accounts.give_role(who.name, text("role", 20), me(), now())
    except (NotAllowed, UsageError) as error:
        return page(Problem(f"role-{account_id}", str(error))), status_of(error)
    flash(f"{who.name} har fået en ny rolle.")
    return redirect(url_for("accounts.show"), 303)


@room.post("/brugere/<int:account_id>/spaer")
def disable(account_id: int) -> ResponseReturnValue:
    """Let somebody in no more; where they are logged in, they are out."""
    who = _account(account_id)
    try:
        house().accounts.disable(who.name, me(), now())
    except NotAllowed as error:
        return page(Problem(f"account-{account_id}", str(error))), status_of(error)
    flash(f"{who.name} er spærret og logget ud overalt.")
    return redirect(url_for("accounts.show"), 303)


@room.post("/brugere/<int:account_id>/luk-op")
def enable(account_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    who = house().accounts.enable(_account(account_id).name, me(), now())
    flash(f"{who.name} kan logge ind igen.")
    return redirect(url_for("accounts.show"), 303)


def _account(account_id: int) -> Account:
    found = next((one for one in house().accounts.all() if one.id == account_id), None)
    if found is None:
        abort(404)
    return found


def _linked(who: Account, says: str = "") -> ResponseReturnValue:
    """The link goes by mail, or is shown here and nowhere else: on no address, in no cookie."""
    mail = text("how", 20) != "vis"
    url = house().accounts.link(who.name, me(), now(), mail=mail)
    if not url:
        flash(f"{says} Linket er på vej til {who.email}.".strip())
        return redirect(url_for("accounts.show"), 303)
    until = when(now() + LINK_LASTS)
    return render_template("link_once.html", who=who, url=url, until=until, says=says)


def _field_of(error: CommsError) -> str:
    if isinstance(error, BadInput):
        return "email"
    return "role" if "rolle" in str(error) else "name"


def page(*problems: Problem, typed: dict[str, str] | None = None) -> str:
    """Everybody, and who is away. Only behind the lock of this room."""
    people, moment = house().accounts.all(), now()
    absences = house().absences.coming(moment)
    return render_template(
        "accounts.html",
        people=people,
        problems=problems,
        typed=typed or {},
        roles=list(Role),
        absences=absences,
    )
