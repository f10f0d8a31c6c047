"""What staff change on the settings page, laid over schedules.yaml and checked as the file is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from comms.config.schedules import Schedules
from comms.config.sentences import sentence

# Which fields of a part staff may change. The rest is for whoever keeps the file: a feed's
# `allow_private`, for one, opens the municipality's own network.
PARTS: Mapping[str, tuple[str, ...]] = {
    "facebook": ("slots", "at_most_a_day", "quiet_from", "quiet_until"),
    "newsletter": ("title", "contribute", "consent"),
    "acknowledgement": ("send", "story", "question", "ambassador"),
}
# Lists whose entries have a key: each entry is changed by itself.
LISTS: Mapping[str, tuple[str, ...]] = {
    "feeds": ("url", "kind", "theme", "place", "organiser", "times", "active"),
    "departments": ("name", "email", "words"),
    "goals": ("name", "kind", "target", "baseline", "source", "year", "by"),
}
# The core story is a part of its own, because it has versions of its own.
_OWN = {"core_story": ("newsletter", "core_story")}
FOLLOWERS = "followers"  # the goal that the reports and the first page are about
_SCHEDULES = TypeAdapter(Schedules)


class State(StrEnum):
    """value: changed. gone: an entry taken out of its list. file: what the file says again."""

    VALUE = "value"
    GONE = "gone"
    FILE = "file"


@dataclass(frozen=True)
class Change:
    """One change. value: as JSON knows it; None unless `state` is VALUE."""

    state: State
    value: Any = None


@dataclass(frozen=True)
class Fault:
    """field: of the part, '' when it is about the whole. says: in Danish, what is allowed."""

    field: str
    says: str


def known(key: str) -> bool:
    """Can staff change that? key: 'venues', 'facebook', 'feeds/kommunen' …"""
    name, _, entry = key.partition("/")
    return bool(entry) if name in LISTS else not entry and name in ("venues", *_OWN, *PARTS)


def value_of(schedules: Schedules, key: str) -> Any:
    """What holds now, as JSON knows it; None for an entry that is not there."""
    name, _, entry = key.partition("/")
    if name in LISTS:
        found = next((one for one in getattr(schedules, name) if one.key == entry), None)
        return None if found is None else _fields(found, LISTS[name])
    if name in _OWN:
        part, field = _OWN[name]
        return getattr(getattr(schedules, part), field)
    if name in PARTS:
        return _fields(getattr(schedules, name), PARTS[name])
    return plain(getattr(schedules, name))


def laid_over(base: Schedules, changes: Mapping[str, Change]) -> Schedules:
    """The file with the changes in place. Raises pydantic's ValidationError."""
    return _SCHEDULES.validate_python(_values(base, changes))


def usable(base: Schedules, changes: Mapping[str, Change]) -> tuple[Schedules, Mapping[str, str]]:
    """As `laid_over`, leaving out what no longer fits the file; that is told by key.

    So a file that was changed meanwhile can never keep the house from starting.
    """
    try:
        return laid_over(base, changes), {}
    except ValidationError:
        pass
    kept: dict[str, Change] = {}
    left: dict[str, str] = {}
    for key, change in changes.items():
        if faults := faults_of(base, {**kept, key: change}, key):
            left[key] = faults[0].says
        else:
            kept[key] = change
    return laid_over(base, kept), left


def faults_of(base: Schedules, changes: Mapping[str, Change], key: str) -> tuple[Fault, ...]:
    """What is wrong with `changes`, said of the fields of `key`; empty when all is well."""
    values = _values(base, changes)
    try:
        made = _SCHEDULES.validate_python(values)
    except ValidationError as error:
        told = error.errors(include_input=False, include_url=False)
        return tuple(dict.fromkeys(Fault(_field(one["loc"], key), sentence(one)) for one in told))
    return tuple(_beyond(made, key))


def _beyond(made: Schedules, key: str) -> list[Fault]:
    """What the types of the file cannot say."""
    if key == f"goals/{FOLLOWERS}":
        goal = next((one for one in made.goals if one.key == FOLLOWERS), None)
        if goal is None or goal.target < 1:
            says = "Målet for følgere bruges på forsiden og i rapporten. Skriv et tal over 0."
            return [Fault("target", says)]
    if key == "newsletter" and "{week}" not in made.newsletter.title:
        return [Fault("title", "Skriv {week} dér, hvor ugens nummer skal stå.")]
    if key == "facebook" and not made.facebook.slots:
        return [Fault("slots", "Skriv mindst ét klokkeslæt.")]
    return []


def _values(base: Schedules, changes: Mapping[str, Change]) -> dict[str, Any]:
    values: dict[str, Any] = _SCHEDULES.dump_python(base)
    for key, change in changes.items():
        if change.state is not State.FILE and known(key):
            _lay(values, key, change)
    return values


def _lay(values: dict[str, Any], key: str, change: Change) -> None:
    name, _, entry = key.partition("/")
    if name in LISTS:
        values[name] = _entries(values[name], name, entry, change)
    elif name in _OWN:
        part, field = _OWN[name]
        values[part][field] = change.value
    elif name in PARTS:
        values[name] |= {
            field: change.value[field] for field in PARTS[name] if field in change.value
        }
    else:
        values[name] = change.value


def _entries(have: Any, name: str, entry: str, change: Change) -> list[Any]:
    """The list with one entry changed, taken out, or put last."""
    new = (
        {}
        if change.value is None
        else {f: change.value[f] for f in LISTS[name] if f in change.value}
    )
    places = [one["key"] for one in have]
    if change.state is State.GONE:
        return [one for one in have if one["key"] != entry]
    if entry not in places:
        return [*have, {"key": entry, **new}]
    return [{**one, **new} if one["key"] == entry else one for one in have]


def _field(loc: tuple[int | str, ...], key: str) -> str:
    """('feeds', 2, 'url') → 'url'; ('venues', 3) → 'venues'."""
    name = key.partition("/")[0]
    rest = [str(part) for part in loc if isinstance(part, str) and part not in (name, "[key]")]
    if name in LISTS:
        return rest[0] if rest and rest[0] in (*LISTS[name], "key") else "key" if not rest else ""
    if name in PARTS:
        return next((part for part in rest if part in PARTS[name]), "")
    return name


def _fields(part: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(part, name)) for name in names}


def plain(value: Any) -> Any:
    """Anything of schedules.yaml as JSON and YAML know it: 09:00 for a time, ISO for a day."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
