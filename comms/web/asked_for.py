"""What a list's address asks for: filters and the place in the list, all in the query string, so
that a link shows somebody else the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from comms.danish.lookup import asked
from comms.store.listed import Cursor, Page, Place

LONGEST = 200  # characters of a question
_OLDER, _NEWER = "foer", "efter"


@dataclass(frozen=True)
class Choice:
    """One thing a list can be narrowed by. options: value and what staff read."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]

    @property
    def chosen(self) -> str:
        """The value asked for, '' for all. Aborts with 404 for one that there is none of."""
        value = _sent().get(self.name, "")
        if value and value not in [one for one, _ in self.options]:
            abort(404)
        return value

    @property
    def told(self) -> str:
        """What was chosen, as staff read it."""
        return dict(self.options).get(self.chosen, "")


def question() -> str:
    """What was typed into the field for looking up."""
    return _sent().get("q", "").replace("\0", "").strip()[:LONGEST]


def unanswerable() -> bool:
    """Was something typed that holds no word to look up?"""
    return bool(question()) and not asked(question())


def place(length: int = 1) -> Place:
    """Where in the list the page begins; length: numbers in a cursor of this list."""
    return Place(_cursor(_OLDER, length), _cursor(_NEWER, length))


def narrowed(choices: Sequence[Choice]) -> bool:
    """Is anything asked for but the whole list?"""
    return bool(question()) or any(one.chosen for one in choices)


def links(page: Page[Any], path: str) -> Mapping[str, str]:
    """The addresses of the pages beside this one: newer, older."""
    told = {}
    if page.newer:
        told["newer"] = _address(path, _NEWER, page.newer)
    if page.older:
        told["older"] = _address(path, _OLDER, page.older)
    return told


def tidy() -> ResponseReturnValue | None:
    """The address without what is empty, as a form sends it; None when it is tidy."""
    kept = [(name, value) for name, value in _pairs() if value]
    if len(kept) == len(_pairs()):
        return None
    return redirect(f"{request.path}?{urlencode(kept)}" if kept else request.path)


def query() -> str:
    """The filters as one text, for a form to send back."""
    return urlencode([(name, value) for name, value in _pairs() if name != "afvist"])


def query_of(text: str, names: Sequence[str]) -> dict[str, str]:
    """A query string that came back with a form, only the names we know."""
    return {name: value for name, value in parse_qsl(text[:2000]) if name in names}


def _pairs() -> list[tuple[str, str]]:
    return list(_sent().items(multi=True))


def _sent() -> MultiDict[str, str]:
    """The filters: of the address, or of the page that a form stood on."""
    if request.method == "GET":
        return request.args
    return MultiDict(parse_qsl(request.form.get("query", "")[:2000]))


def _address(path: str, name: str, cursor: Cursor) -> str:
    kept = [(one, value) for one, value in _pairs() if one not in (_OLDER, _NEWER, "afvist")]
    return f"{path}?{urlencode([*kept, (name, '-'.join(map(str, cursor)))])}"


def _cursor(name: str, length: int) -> Cursor:
    typed = _sent().get(name, "")
    if not typed:
        return ()
    numbers = typed.split("-")
    if len(numbers) != length or not all(one.isascii() and one.isdigit() for one in numbers):
        abort(404)
    if max(map(len, numbers)) > 17:
        abort(404)
    return tuple(map(int, numbers))
