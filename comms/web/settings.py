"""Settings for staff: small cards, each change a version that can be seen and put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.config.export import exported
from comms.config.overlay import known
from comms.stages.staff_settings import Overtaken, Standing, Unfit
from comms.web.difference import Stretch, difference
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.setting_forms import (
    LISTS,
    Form,
    form_of,
    new_key,
    shown,
    title_of,
    told,
    typed,
)

room = behind(Blueprint("settings", __name__))
SINGLE = ("core_story", "newsletter", "acknowledgement", "facebook", "venues")


@dataclass(frozen=True)
class Card:
    """One form as it is shown. theirs: what somebody else made of it meanwhile, as a difference."""

    key: str
    title: str
    form: Form
    standing: Standing
    values: Mapping[str, str]
    open: bool = False
    theirs: tuple[Stretch, ...] = ()
    file_words: tuple[Stretch, ...] = ()

    @property
    def id(self) -> str:
        """As the page's anchors have it."""
        return _id(self.key)


@dataclass(frozen=True)
class Sent:
    """A form that could not be kept, to be shown again as it was typed."""

    key: str
    value: Any
    raw: Mapping[str, str]
    theirs: Standing | None = None


@room.get("/indstillinger")
def show() -> str:
    """Every card; a writer sees them and cannot change them."""
    return _page()


@room.post("/indstillinger/gem")
def save() -> ResponseReturnValue:
    """Keep one card."""
    key, version = text("key", 80), whole_number("version")
    form = _form(key)
    value, raw = typed(form, request.form), dict(request.form.items())
    if key.endswith("/"):
        taken = list(house().staff_settings.standing())
        stored, version = new_key(key.rstrip("/"), value, taken), 0
    else:
        stored = key
    try:
        made = house().staff_settings.change(stored, value, me(), now(), version or 0)
    except Unfit as error:
        return _page(*_problems(key, error), sent=Sent(key, value, raw)), 400
    except Overtaken as error:
        problem = Problem(_id(key), str(error))
        return _page(problem, sent=Sent(key, value, raw, error.now)), 409
    flash(f"{title_of(stored, value)} er gemt." if made else "Der var ikke ændret noget.")
    return redirect(f"{url_for('settings.show')}#{_id(stored)}", 303)


@room.post("/indstillinger/fjern")
def remove() -> ResponseReturnValue:
    """Take an entry out of its list."""
    key = text("key", 80)
    _form(key)
    try:
        house().staff_settings.remove(key, me(), now(), whole_number("version") or 0)
    except (Unfit, Overtaken) as error:
        return _page(Problem(_id(key), str(error))), status_of(error)
    flash("Det er fjernet. Det kan sættes tilbage nederst i listen.")
    return redirect(f"{url_for('settings.show')}#{key.partition('/')[0]}", 303)


@room.post("/indstillinger/tilbage")
def put_back() -> ResponseReturnValue:
    """As it was in one version, or as the file says."""
    key, wanted = text("key", 80), whole_number("to") or 0
    _form(key)
    try:
        house().staff_settings.put_back(key, wanted, me(), now(), whole_number("version") or 0)
    except (Unfit, Overtaken) as error:
        return _page(Problem(_id(key), str(error))), status_of(error)
    flash("Sat tilbage.")
    return redirect(f"{url_for('settings.show')}#{_id(key)}", 303)


@room.get("/indstillinger/historik")
def history() -> ResponseReturnValue:
    """Who changed what of one card, and how it was before."""
    key = request.args.get("key", "")[:80]
    form = _form(key)
    settings = house().staff_settings
    steps = [
        (step.version, difference(told(form, step.before), told(form, step.after)))
        for step in settings.history(key)
    ]
    here = settings.standing().get(key)
    if here is None:
        abort(404)
    title = title_of(key, here.value or here.file_value)
    return render_template(
        "settings_history.html",
        key=key,
        card_id=_id(key),
        title=title,
        steps=steps,
        here=here,
        file_words=told(form, here.file_value),
        may_change=_may_change(),
    )


@room.get("/indstillinger/schedules.yaml")
def export() -> Response:
    """The file with the changes in place."""
    ours = house()
    try:
        words = ours.settings.schedules_file.read_text(encoding="utf-8")
    except OSError:
        words = ""
    answer = Response(
        exported(words, ours.staff_settings.base, ours.schedules), mimetype="application/yaml"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="schedules.yaml"'
    return answer


def _form(key: str) -> Form:
    """The card's form, also of a new entry ('feeds/'). Answers 404 for what is none."""
    if not known(key) and key.rstrip("/") not in LISTS:
        abort(404)
    return form_of(key)


def _may_change() -> bool:
    who = account()
    return who is not None and who.approves


def _id(key: str) -> str:
    """As the page's anchors have it; a new entry is told apart from one that is called "ny"."""
    return f"ny-{key[:-1]}" if key.endswith("/") else key.replace("/", "-")


def _problems(key: str, error: Unfit) -> list[Problem]:
    """Beside the field where it belongs to one."""
    return [
        Problem(f"{_id(key)}-{fault.field}" if fault.field else _id(key), fault.says)
        for fault in error.faults
    ]


def _page(*problems: Problem, sent: Sent | None = None) -> str:
    settings = house().staff_settings
    standing = settings.standing()
    lists = {
        name: [_card(key, one, sent) for key, one in standing.items() if _in(key, name, one)]
        for name in LISTS
    }
    gone = {
        name: [one for key, one in standing.items() if key.startswith(f"{name}/") and not one.value]
        for name in LISTS
    }
    return render_template(
        "settings.html",
        problems=problems,
        cards=[_card(key, standing[key], sent) for key in SINGLE],
        lists=lists,
        gone={name: [(one, title_of(one.key, _last(one))) for one in gone[name]] for name in LISTS},
        new={name: _card(f"{name}/", Standing(f"{name}/", None), sent) for name in LISTS},
        list_titles=LISTS,
        recent=[
            (one, title_of(one.key, one.change.value or one.file_value))
            for one in settings.recent(10)
        ],
        may_change=_may_change(),
        theme_choices=[(str(n), f"{n}. {name}") for n, name in house().themes.items()],
    )


def _in(key: str, name: str, one: Standing) -> bool:
    return key.startswith(f"{name}/") and one.value is not None


def _last(one: Standing) -> Any:
    """What an entry was called before it was taken out."""
    if one.file_value is not None:
        return one.file_value
    steps = house().staff_settings.history(one.key)
    return next((step.before for step in steps if step.before), None)


def _card(key: str, standing: Standing, sent: Sent | None) -> Card:
    form = form_of(key)
    mine = sent if sent is not None and sent.key == key else None
    values = shown(form, standing.value)
    if mine is not None:
        values = {field.name: mine.raw.get(field.name, "") for field in form.fields}
    theirs: tuple[Stretch, ...] = ()
    if mine is not None and mine.theirs is not None:
        theirs = difference(told(form, mine.theirs.value), told(form, mine.value))
    file_words: tuple[Stretch, ...] = ()
    if standing.file_moved:
        file_words = difference(told(form, standing.value), told(form, standing.file_value))
    title = title_of(key, standing.value) if standing.entry else form.title
    return Card(key, title, form, standing, values, mine is not None, theirs, file_words)
