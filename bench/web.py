"""Staff pages with many contributions beside the same pages of an empty house, as ratios.

    python bench/web.py [--stories 100000] [--requests 60] [--only sqlite|postgresql]

Three drafts for each contribution. Both houses are asked in turn, so that whatever else the
machine does meets both. Time is the processor's, of this process and of PostgreSQL's that serve
it (`/proc/PID/schedstat`, so Linux only): on a busy machine the clock on the wall says more about
the others than about us, and up to 4 times more for one page than for the same page again. How
often a story's page asks goes by what the story holds (an event, a twin, drafts that wait), so the
empty house gets, when all else is done, the very contribution that is looked at in the full one.
Fails when a page takes more than three times as long at the 95th percentile, or asks the database
more often.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.houses.many import FIRST, RARE, Filling
from comms.model.account import COMMAND_LINE
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.clock import NOON
from tests.servers.postgres import fresh, serve
from tests.store.counting import counted
from tests.web.twin import PASSWORD, PEOPLE, Twin, log_in

MOST = 3.0
STORY = "/bidrag/{story}"
PAGES = (
    ("Today", "/"),
    ("contributions", "/bidrag/"),
    ("contributions, page in the middle", "/bidrag/?foer={middle}"),
    ("contributions by kind and theme", "/bidrag/?slags=event&tema=5"),
    ("contributions by a rare finding", "/bidrag/?fund=cpr"),
    ("contributions that wait", "/bidrag/?tilstand=waiting"),
    ("contributions by source and state", "/bidrag/?kilde=typed&tilstand=rejected"),
    ("drafts", "/udkast/"),
    ("drafts that wait for me", "/udkast/?status=mig"),
    ("drafts by status and channel", "/udkast/?status=failed&kanal=press"),
    ("drafts, page in the middle", "/udkast/?status=sent&foer={middle}-{draft}"),
    ("mails that wait", "/henvendelser/"),
    ("mails of a kind", "/henvendelser/?vis=bulk"),
    ("look up a frequent word", "/bidrag/?q=frivillig"),
    ("look up a rare word", f"/bidrag/?q={RARE}"),
    ("look up frequent and rare", f"/bidrag/?q=frivillig+{RARE}"),
    ("look up two frequent words", "/bidrag/?q=frivillig+ensomhed"),
    ("look up a beginning", "/bidrag/?q=friv"),
    ("look up many beginnings", "/bidrag/?q=badoba+husb"),
    ("look up what is nowhere", "/bidrag/?q=girafsafari"),
    ("look up a word within filters", "/bidrag/?q=cafe&tema=5&fund=named_person"),
    ("look up drafts, frequent", "/udkast/?q=frivillig&status=sent"),
    ("look up drafts, rare", f"/udkast/?q={RARE}"),
    ("look up mails", "/henvendelser/?vis=story&q=frivillig"),
)


@dataclass(frozen=True)
class House:
    """One filled or empty house, with an approver logged in."""

    database: Database
    client: FlaskClient

    @staticmethod
    def path(pattern: str, stories: int) -> str:
        return pattern.format(story=_middle(stories), middle=_middle(stories), draft=10**9)


def main() -> int:
    """Print one table for each database. 1: something took too long."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--requests", type=int, default=60)
    asked.add_argument("--only", choices=("sqlite", "postgresql"))
    options = asked.parse_args()
    bad = 0
    with TemporaryDirectory(prefix="opslagstavlen-bench-") as folder:
        for name in ("sqlite", "postgresql"):
            if options.only in (None, name):
                bad += _compare(name, Path(folder), options.stories, options.requests)
    return 1 if bad else 0


def _compare(name: str, folder: Path, stories: int, requests: int) -> int:
    with _two(name, folder) as (empty_url, full_url):
        empty = _house(empty_url, folder, None)
        began = time.perf_counter()
        full = _house(full_url, folder, Filling(stories))
        filled = time.perf_counter() - began
        gc.collect()
        gc.freeze()  # what was made until now is no page's rubbish, to be looked through again
        print(f"{name}: {stories} contributions, {3 * stories} drafts, filled in {filled:.0f} s")
        print(f"  {'page':36}{'p95 empty':>12}{'p95 full':>12}{'ratio':>8}{'queries':>12}")
        bad = sum(_one(title, path, empty, full, stories, requests) for title, path in PAGES)
        Filling(1, _middle(stories)).into(empty.database)
        bad += _one("story", STORY, empty, full, stories, requests)
        empty.database.close()
        full.database.close()
    print(f"  {'all within' if not bad else f'{bad} beyond'} {MOST:g} times the empty house\n")
    return bad


def _one(title: str, pattern: str, empty: House, full: House, stories: int, requests: int) -> bool:
    """Measure one page on both, in turn. True: it is too slow, or asks more often."""
    path, houses = House.path(pattern, stories), (empty, full)
    asked = [counted(one.database, partial(_get, one, path)) for one in houses]
    backends = [_backends(one.database) for one in houses]
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(requests):
        for house, served_by, spent in zip(houses, backends, took, strict=True):
            began = _processor(served_by)
            _get(house, path)
            spent.append(1000 * (_processor(served_by) - began))
    before, after = (statistics.quantiles(one, n=20)[-1] for one in took)
    bad = after > MOST * before or asked[0] != asked[1]
    told = f"{asked[0]} / {asked[1]}"
    print(
        f"  {title:36}{before:>9.1f} ms{after:>9.1f} ms{after / before:>8.2f}{told:>12}"
        f"{'  <<' if bad else ''}",
        flush=True,
    )
    return bad


def _get(house: House, path: str) -> None:
    answer = house.client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    answer.get_data()


def _backends(database: Database) -> list[int]:
    """PostgreSQL's processes that serve this database's connections; SQLite is ours."""
    if database.engine.dialect.name == "sqlite":
        return []
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    with database.engine.connect() as connection:
        return list(connection.execute(text(asked)).scalars())


def _processor(backends: list[int]) -> float:
    """Seconds of processor time that were spent until now (proc(5): schedstat, nanoseconds)."""
    told = (Path(f"/proc/{pid}/schedstat").read_text("ascii") for pid in backends)
    return time.process_time() + sum(int(one.split()[0]) for one in told) / 1e9


def _middle(stories: int) -> int:
    return FIRST + stories // 2


@contextmanager
def _two(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of two databases without tables."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/empty.db", f"sqlite:///{folder}/full.db"
        return
    (folder / "postgres").mkdir()
    (folder / "postgres").chmod(0o777)
    folder.chmod(0o755)
    with serve(folder / "postgres") as url:
        yield fresh(url), fresh(url)


def _house(url: str, folder: Path, filling: Filling | None) -> House:
    database = Database(url)
    database.upgrade()
    twin = Twin(database, FolderFiles(folder / "files"), NOON)
    for person, role in PEOPLE:
        address = f"{person.split()[0].lower().replace('å', 'aa')}@example.dk"
        twin.accounts.add(person, address, role, PASSWORD, COMMAND_LINE, NOON)
    if filling is not None:
        filling.into(database)
    client = create_app(twin).test_client()
    log_in(client)
    return House(database, client)


if __name__ == "__main__":
    raise SystemExit(main())
