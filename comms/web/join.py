"""In and out of the newsletter. A GET only shows: mail scanners open every link (CONTRACT)."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from comms.errors import BadInput
from comms.model.subscriber import address as normalised
from comms.web.forms import Problem, text
from comms.web.here import house, now
from comms.web.throttle import Throttle

room = Blueprint("join", __name__)
TRIES, SPAN = 10, timedelta(hours=1)


@room.record_once
def _count(state: BlueprintSetupState) -> None:
    """Nobody fills other people's inboxes from one address."""
    state.app.extensions["sign_ups"] = Throttle(TRIES, SPAN)


@room.get("/tilmeld")
def show() -> str:
    """The form, with the words one agrees to."""
    return _form()


@room.post("/tilmeld")
def ask() -> ResponseReturnValue:
    """Write the letter with the link. The answer is the same whether we know the address."""
    counted = cast("Throttle", current_app.extensions["sign_ups"])
    address = request.remote_addr or ""
    if counted.full(address, now()):
        says = "Der er kommet mange tilmeldinger herfra. Vent en time, og prøv igen."
        return _form(Problem("", says)), 429
    email, name = text("email", 320), text("name", 200)
    if problems := _wrong(email):
        return _form(*problems, email=email, name=name), 400
    house().subscribing.ask(email, name, now())
    counted.count(address, now())
    return redirect(url_for("join.asked"), 303)


@room.get("/tilmeld/tak")
def asked() -> str:
    """The letter is under way."""
    return render_template(
        "message.html",
        title="Kig i din indbakke",
        says="Vi har sendt dig en mail med et link. Åbn det, og tryk på »Ja tak«, "
        "så får du nyhedsbrevet. Kommer mailen ikke, så se efter i uønsket post.",
    )


@room.get("/bekraeft/<token>")
def confirm_page(token: str) -> str:
    """The button that says yes."""
    return render_template("confirm.html", token=token)


@room.post("/bekraeft/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """The second of the two steps."""
    if house().subscribing.confirm(token, now()):
        says = "Nu får du nyhedsbrevet. Du kan altid afmelde det med linket nederst i det."
        return render_template("message.html", title="Tak, du er tilmeldt", says=says)
    says = "Linket er brugt eller for gammelt. Du kan tilmelde dig igen her på siden."
    return render_template("message.html", title="Linket virker ikke længere", says=says), 404


@room.get("/afmeld/<token>")
def leave_page(token: str) -> str:
    """The button that says no more. The same for every token."""
    return render_template("leave.html", token=token)


@room.post("/afmeld/<token>")
def leave(token: str) -> str:
    """Out in one step, by the page's button or by the mail program's own (RFC 8058).

    Needs no token of ours: RFC 8058 section 3.2 lets the mail program send no cookie.
    An unknown token gets the same answer: nobody learns who is on the list.
    """
    house().subscribing.leave(token, now())
    says = "Vi sender dig ikke flere nyhedsbreve. Fortryder du, kan du tilmelde dig igen."
    return render_template("message.html", title="Du er afmeldt", says=says)


def _wrong(email: str) -> list[Problem]:
    problems = []
    try:
        normalised(email)
    except BadInput:
        says = "Skriv en mailadresse, for eksempel navn@example.dk."
        problems.append(Problem("email", says))
    if "consent" not in request.form:
        problems.append(Problem("consent", "Sæt kryds, hvis du siger ja."))
    return problems


def _form(*problems: Problem, email: str = "", name: str = "") -> str:
    return render_template(
        "join.html",
        problems=problems,
        email=email,
        name=name,
        consent=house().subscribing.consent,
        ticked="consent" in request.form,
    )
