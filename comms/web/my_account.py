"""One's own account: name, password, devices, and the days one is away."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from comms.errors import NotAllowed, UsageError
from comms.model.account import Role
from comms.web import accounts
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now, session_id
from comms.web.login import behind

room = behind(Blueprint("my_account", __name__))
# Whoever has the link is not logged in yet.
link_room = Blueprint("password_link", __name__)
TWICE = "De to adgangskoder er ikke ens. Skriv den samme begge steder."
OVER = "Linket er brugt eller for gammelt. Bed en administrator om et nyt."


@room.get("/konto")
def show() -> str:
    """The forms, and where one is logged in."""
    return _page()


@room.post("/konto/navn")
def rename() -> ResponseReturnValue:
    """Another name."""
    name = text("name", 200)
    try:
        house().accounts.rename(current_user.account.id, name, now())
    except UsageError as error:
        return _page(Problem("name", str(error)), name=name), status_of(error)
    flash("Dit navn er ændret.")
    return redirect(url_for("my_account.show"), 303)


@room.post("/konto/adgangskode")
def change_password() -> ResponseReturnValue:
    """A new password, with the old one; one is logged out everywhere else."""
    old, new, again = (_typed(name) for name in ("old", "new", "again"))
    if new != again:
        return _page(Problem("again", TWICE)), 400
    try:
        house().accounts.change_password(current_user.account.id, old, new, now(), session_id())
    except (NotAllowed, UsageError) as error:
        field = "old" if isinstance(error, NotAllowed) else "new"
        return _page(Problem(field, str(error))), status_of(error)
    flash("Adgangskoden er ændret. Du er logget ud alle andre steder.")
    return redirect(url_for("my_account.show"), 303)


@room.post("/konto/enheder/<int:number>/log-ud")
def log_out(number: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    here = number == session_id()
    house().door.leave(number, current_user.account, now())
    if here:
        session.clear()
        return redirect(url_for("login.show"), 303)
    flash("Enheden er logget ud.")
    return redirect(url_for("my_account.show"), 303)


@room.post("/konto/enheder/log-ud-andre")
def log_out_elsewhere() -> ResponseReturnValue:
    """End all of one's own sessions but this one."""
    house().door.leave_elsewhere(session_id(), current_user.account, now())
    flash("Du er logget ud alle andre steder.")
    return redirect(url_for("my_account.show"), 303)


@room.post("/fravaer")
def add_absence() -> ResponseReturnValue:
    """The days somebody is away: oneself, or for an admin anybody."""
    who, stand_in = text("who", 200) or me(), text("stand_in", 200)
    page: Callable[..., str] = _page
    then = "my_account.show"
    if text("from", 20) == "brugere" and current_user.account.role is Role.ADMIN:
        page, then = accounts.page, "accounts.show"
    days = {"first": _day("first"), "last": _day("last")}
    first, last = days.values()
    if first is None or last is None:
        return page(*(Problem(f, "Vælg en dato.") for f, day in days.items() if not day)), 400
    try:
        house().absences.add(who, first, last, stand_in, me(), now())
    except UsageError as error:
        field = "stand_in" if "stedfortræder" in str(error) or "anden end" in str(error) else "last"
        return page(Problem(field, str(error))), status_of(error)
    flash("Dit fravær er skrevet ind." if who == me() else f"Fraværet for {who} er skrevet ind.")
    return redirect(url_for(then), 303)


@room.post("/fravaer/<int:absence_id>/aflys")
def cancel_absence(absence_id: int) -> ResponseReturnValue:
    """Here after all."""
    house().absences.cancel(absence_id, me(), now())
    flash("Fraværet er aflyst.")
    then = "accounts.show" if text("from", 20) == "brugere" else "my_account.show"
    return redirect(url_for(then), 303)


@link_room.get("/adgang/<token>")
def choose(token: str) -> ResponseReturnValue:
    """The form that the link leads to. Mail scanners open it too: nothing is used up by that."""
    who = house().accounts.linked(token, now())
    if who is None:
        return render_template("link_over.html", says=OVER), 404
    return _choosing(token, who.name)


@link_room.post("/adgang/<token>")
def chosen(token: str) -> ResponseReturnValue:
    """Use the link up. Whoever has chosen logs in as ever."""
    who = house().accounts.linked(token, now())
    if who is None:
        return render_template("link_over.html", says=OVER), 404
    new, again = _typed("new"), _typed("again")
    if new != again:
        return _choosing(token, who.name, Problem("again", TWICE)), 400
    try:
        house().accounts.choose_password(token, new, now())
    except UsageError as error:
        return _choosing(token, who.name, Problem("new", str(error))), status_of(error)
    flash("Din adgangskode er valgt. Log ind med den.")
    return redirect(url_for("login.show"), 303)


def _choosing(token: str, name: str, *problems: Problem) -> str:
    return render_template(
        "choose_password.html",
        token_in_link=token,
        name=name,
        problems=problems,
        shortest=house().accounts.shortest,
    )


def _typed(name: str) -> str:
    """A password as it was typed: a space at its end is a part of it."""
    return request.form.get(name, "")


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(text(name, 10))
    except ValueError:
        return None


def _page(*problems: Problem, name: str = "") -> str:
    who, moment = current_user.account, now()
    people = [one for one in house().accounts.all() if one.active]
    coming = house().absences.coming(moment)
    return render_template(
        "my_account.html",
        problems=problems,
        name=name or who.name,
        sessions=house().door.sessions(who.id, moment),
        this=session_id(),
        shortest=house().accounts.shortest,
        people=people,
        absences=coming,
        mine=[one for one in coming if one.who == who.name],
    )
