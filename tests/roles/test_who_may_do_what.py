"""Each row of docs/hvem-maa-hvad.md, tried as each role on the pages and on the command line."""

from collections import Counter
from collections.abc import Iterator

import click
import pytest
from click.testing import Result
from flask import Flask
from werkzeug.test import TestResponse

from comms.cli.root import cli
from tests.roles import tries
from tests.roles.filling import BARRED, WHO
from tests.roles.house import Tried, tried_house
from tests.roles.table import OUTSIDE, ROLES, UNNAMED, WHERE, Row, rows

ROWS = rows()
NEEDS = ("det kræver en godkender", "det kræver en administrator", "Kun en administrator")
# Names that stand in the record for the program itself: nobody may act under one.
PROGRAMS = ("system", "regel")
NOBODY = "er ikke en aktiv bruger"
HOW = (
    f"Add a row to {WHERE}, beside what it belongs to, with what each role may; and where it "
    "needs a form or arguments, an entry in tests/roles/tries.py."
)


@pytest.fixture(scope="module")
def house(migrated_sqlite: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    """One for the whole file: putting it back after a try takes a millisecond."""
    with tried_house(migrated_sqlite, tmp_path_factory.mktemp("roles")) as made:  # type: ignore[arg-type]
        yield made


def _routes(app: Flask) -> set[str]:
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in methods
        if method in (rule.methods or ())
    }


def _commands(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _commands(found, f"{path} {name}".strip())


COMMANDS = dict(_commands(cli))


def test_the_table_names_every_route_and_every_command_and_nothing_else(house: Tried) -> None:
    told = {one for row in ROWS for one in (*row.routes, *row.commands)}
    real = _routes(house.app) | set(COMMANDS)
    assert not real - told, f"not in the table: {sorted(real - told)}. {HOW}"
    assert not told - real, f"in {WHERE}, and nowhere else: {sorted(told - real)}"
    twice = [name for name, count in Counter(row.action for row in ROWS).items() if count > 1]
    assert not twice, f"{WHERE}: rows of the same name: {twice}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.routes], ids=str)
def test_on_the_pages_each_may_what_the_table_says(house: Tried, row: Row) -> None:
    for route in row.routes:
        for who in (OUTSIDE, *ROLES):
            may = row.may[who]
            assert may is not None, f"{WHERE}:{row.line}: ja or nej for {who}"
            method = route.partition(" ")[0]
            things = _things(house, who)
            path = tries.path_of(row.action, route, things)
            form = tries.form_of(row.action, route, things) if method == "POST" else {}
            answer = house.ask(who, method, path, form)
            changed = house.changed()
            house.put_back()
            told = f"{WHERE}:{row.line}: {row.action} ({route}) as {who}, {path} with {form}:"
            if may:
                _did(route, who, answer, changed, told)
            else:
                assert _refused(answer, who), f"{told} {answer.status}, and it is to be refused"
                assert not changed, f"{told} refused, yet it changed {changed}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.commands], ids=str)
def test_on_the_command_line_each_may_what_the_table_says(house: Tried, row: Row) -> None:
    for name in row.commands:
        if name in tries.ELSEWHERE:
            assert "by" not in {one.name for one in COMMANDS[name].params}
            assert row.may[UNNAMED] is True, f"{WHERE}:{row.line}: {name} knows no names"
            continue
        takes_a_name = "by" in {one.name for one in COMMANDS[name].params}
        for who in (UNNAMED, *(ROLES if takes_a_name else ())):
            _try_command(house, row, name, who)
        for stranger in ("En Fremmed", BARRED, *PROGRAMS) if takes_a_name else ():
            _refuse_stranger(house, row, name, stranger)


def _try_command(house: Tried, row: Row, name: str, who: str) -> None:
    may = row.may[who]
    named = who in WHO
    args, command = tries.command_of(row.action, name, _things(house, who), named=named)
    if named:
        args += ["--by", WHO[who]]
    done = house.run(args, command.stdin)
    changed = house.changed()
    house.put_back()
    told = f"{WHERE}:{row.line}: {row.action} ({' '.join(args)}) as {who}: {done.output.strip()}"
    assert may is not None, f"{WHERE}:{row.line}: ja or nej for {who}"
    if may:
        ends = (command.end,) if named else (0, 1, 3)
        assert done.exit_code in ends, f"{told} (exit {done.exit_code}, {done.exception!r})"
        assert not any(one in done.output for one in NEEDS), told
        assert changed or not named, f"{told} (it was to change something)"
    else:
        assert _not_let(done, who), f"{told} (exit {done.exit_code}), and it is to be refused"
        assert not changed, f"{told} refused, yet it changed {changed}"


def _refuse_stranger(house: Tried, row: Row, name: str, stranger: str) -> None:
    """A name that may do nothing: no account, a barred one, one of the program's own."""
    args, command = tries.command_of(row.action, name, _things(house, ROLES[-1]))
    done = house.run([*args, "--by", stranger], command.stdin)
    changed = house.changed()
    house.put_back()
    told = f"{row.action} ({' '.join(args)}) by {stranger!r}: {done.output.strip()}"
    assert done.exit_code in (2, 3), told
    assert NOBODY in done.output, told
    assert not changed, f"{told} refused, yet it changed {changed}"


def _things(house: Tried, who: str) -> dict[str, object]:
    """What the house holds, and what belongs to one role. Outside and unnamed: the admin's."""
    role = who if who in WHO else ROLES[-1]
    mine = {
        "me": WHO[role],
        "own": house.things[f"own_{role}"],
        "my_absence": house.things[f"absence_{role}"],
        "session": house.things[f"session_{role}"],
    }
    return {**house.things, **mine}


def _refused(answer: TestResponse, who: str) -> bool:
    if who == OUTSIDE:
        to_the_door = answer.status_code == 302 and answer.location.startswith("/login")
        return to_the_door or answer.status_code == 401
    says = answer.get_data(as_text=True)
    return answer.status_code == 403 and any(one in says for one in (*NEEDS, "ikke adgang til"))


def _did(route: str, who: str, answer: TestResponse, changed: list[str], told: str) -> None:
    """It acted, and a page that is only looked at changed nothing."""
    expected, _why = tries.SAYS.get(route, (0, ""))
    status = answer.status_code
    assert not (status == 302 and answer.location.startswith("/login")), f"{told} sent to log in"
    assert status == expected if expected else status < 400, f"{told} {answer.status}"
    if route.startswith("GET") or route in tries.STILL:
        assert not changed, f"{told} changed {changed}"
    elif not (route == "POST /logout" and who == OUTSIDE):
        assert changed, f"{told} {answer.status}, and nothing was done"


def _not_let(done: Result, who: str) -> bool:
    if who == UNNAMED:
        return done.exit_code == 2 and "--by" in done.output
    return done.exit_code == 3 and any(one in done.output for one in NEEDS)
