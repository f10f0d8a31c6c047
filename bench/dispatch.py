"""Our sending beside Postfix' own generator, smtp-source, into the same smtp-sink, as ratios.

    python bench/dispatch.py [--messages 5000] [--rounds 5] [--recipients 100000] [--only sqlite]

Ours is the whole way of `newsletter send` from the rows made in the ledger to the issue marked as
sent, on a real database, over four connections. smtp-source sends the same number of messages of
the same size over four connections (`-d`: kept), and keeps no ledger. Both take turns, so that
whatever else the machine does meets both; told are medians. The sink, the sender and on
PostgreSQL the database share the machine's processors, so the processor time of one message
stands beside the messages a second. naive: smtplib and an EmailMessage for each reader, without
a ledger, as one would write it first.

Then --recipients readers (1000000: a minute or ten) beside 10,000: the memory of the sending
process must stay flat, and the processor time for each reader the same.

Ends with 1 when a limit is missed: ours / smtp-source 0.8, 150 MB, 1.3 times the time.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1]))

from comms.store.database import Database
from tests.servers.postgres import fresh, serve
from tests.servers.sink import PROGRAM, draining

_numbers = count(1)
RATIO, MEGABYTES, DEARER = 0.8, 150.0, 1.3
CONNECTIONS = 4
NAIVE = 300  # messages: it is slow
FEW = 10_000
CHILD = Path(__file__).parent / "houses" / "post.py"

_READERS = {
    "sqlite": "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :many)",
    "postgresql": "WITH n (n) AS (SELECT generate_series(1, :many))",
}
_FILL = """
INSERT INTO subscribers (email, name, status, token, attributes, created_at)
{rows} SELECT 'nr' || n || '@example.dk', 'Læser ' || n, 'active',
  'tokentokentokentokentokentokentoke' || (100000000 + n), '{{}}', '2026-01-01 00:00:00.000000'
FROM n
"""


@dataclass(frozen=True)
class Told:
    """One sending. processor: seconds of the sending process. bytes: of one message."""

    seconds: float
    processor: float
    messages: int
    bytes: int = 0
    megabytes: float = 0.0

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def cost(self) -> float:
        """Microseconds of processor time for one message."""
        return 1e6 * self.processor / self.messages


def main() -> int:
    """Print both tables for each database. 1: a limit is missed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--messages", type=int, default=5000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--recipients", type=int, default=100_000, help="0: leave it out")
    asked.add_argument("--only", choices=("sqlite", "postgresql"))
    options = asked.parse_args()
    if not PROGRAM.exists():
        print("needs Postfix' smtp-sink and smtp-source: tools/system_packages")
        return 1
    missed = 0
    for name in ("sqlite", "postgresql"):
        if options.only in (None, name):
            with _databases(name) as make:
                missed += _beside_the_generator(name, make, options.messages, options.rounds)
                if options.recipients:
                    missed += _many(name, make, options.recipients)
    return 1 if missed else 0


def _beside_the_generator(name: str, make: "Make", messages: int, rounds: int) -> int:
    ours: list[Told] = []
    source: list[Told] = []
    naive: list[Told] = []
    for _ in range(rounds):
        ours.append(_ours(make, messages))
        source.append(_smtp_source(messages, ours[-1].bytes))
        naive.append(_ours(make, NAIVE, "naive"))
    ratio = statistics.median(o.rate / s.rate for o, s in zip(ours, source, strict=True))
    print(f"{name}: {messages} messages of {ours[0].bytes} bytes, {CONNECTIONS} connections,")
    print(f"  medians of {rounds} rounds          messages/s   processor µs/message")
    for title, told in (("ours", ours), ("smtp-source -d", source), ("naive smtplib", naive)):
        rate = statistics.median(one.rate for one in told)
        cost = statistics.median(one.cost for one in told)
        print(f"  {title:28}{rate:>12.0f}{cost:>15.0f}")
    against = statistics.median(o.rate / n.rate for o, n in zip(ours, naive, strict=True))
    print(f"  ours / naive {against:.1f}")
    return _judged("ours / smtp-source", ratio, ratio >= RATIO, f"at least {RATIO}")


def _many(name: str, make: "Make", recipients: int) -> int:
    few = [_ours(make, FEW) for _ in range(3)]
    many = _ours(make, recipients)
    cost = statistics.median(one.cost for one in few)
    print(f"{name}: {recipients} readers beside {FEW}, {many.rate:.0f} messages/s")
    print(f"  processor µs/reader {many.cost:.0f} beside {cost:.0f}")
    dearer = many.cost / cost
    return _judged("cost of a reader", dearer, dearer <= DEARER, f"at most {DEARER}") + _judged(
        "peak memory, MB", many.megabytes, many.megabytes <= MEGABYTES, f"at most {MEGABYTES:g}"
    )


def _judged(what: str, value: float, good: bool, limit: str) -> int:
    print(f"  {what} {value:.2f} ({limit}){'' if good else '  << missed'}", flush=True)
    return 0 if good else 1


def _ours(make: "Make", messages: int, how: str = "engine") -> Told:
    with make(messages) as (url, folder), draining() as port:
        command = [sys.executable, str(CHILD), url, folder, str(port), str(CONNECTIONS), how]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdin
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
            child.stdin.write("go\n")
            child.stdin.flush()
            told = Told(**json.loads(child.stdout.readline()))
    assert told.messages == messages, told
    return told


def _smtp_source(messages: int, size: int) -> Told:
    options = ["-d", "-s", str(CONNECTIONS), "-m", str(messages), "-l", str(size)]
    addresses = ["-f", "nyt@example.dk", "-t", "anna@example.dk"]
    with draining() as port:
        before, began = _children(), time.perf_counter()
        command = ["/usr/sbin/smtp-source", *options, *addresses, f"127.0.0.1:{port}"]
        subprocess.run(command, check=True)
        return Told(time.perf_counter() - began, _children() - before, messages)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _databases(name: str) -> Iterator["Make"]:
    """Makes databases with so many readers: (its address, a folder for files)."""
    with TemporaryDirectory(prefix="opslagstavlen-bench-") as place:
        folder = Path(place)
        folder.chmod(0o755)
        if name == "sqlite":
            yield lambda readers: _filled(f"sqlite:///{folder}/{next(_numbers)}.db", readers)
            return
        (folder / "postgres").mkdir()
        (folder / "postgres").chmod(0o777)
        with serve(folder / "postgres") as server:
            yield lambda readers: _filled(fresh(server), readers)


@contextmanager
def _filled(url: str, readers: int) -> Iterator[tuple[str, str]]:
    database = Database(url)
    database.upgrade()
    kind = database.engine.dialect.name
    with database.begin() as tx:
        tx.db.execute(text(_FILL.format(rows=_READERS[kind])), {"many": readers})
    database.close()
    with TemporaryDirectory(prefix="opslagstavlen-bench-") as folder:
        yield url, folder
    for path in Path(url.removeprefix("sqlite:///")).parent.glob("*.db*"):
        path.unlink()  # a million readers are half a gigabyte


Make = Callable[[int], AbstractContextManager[tuple[str, str]]]

if __name__ == "__main__":
    raise SystemExit(main())
