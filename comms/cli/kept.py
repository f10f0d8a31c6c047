"""What reading one mail works out anew each time, kept beside the byte code, as that is.

Compiled patterns: Python compiles a regular expression in each process anew, in Python. What `re`
hands to its engine is kept by the very words of the pattern and its flags, for this very Python.
The totals of the examples of mails: kept by the words of the examples and of the module that works
them out. So nothing else can come out of it than without it. Where anything is not as expected, it
is worked out; and nothing is written where byte code is not to be written.
"""

import marshal
import re
import secrets
import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from comms.danish import pattern
from comms.model import alike

_FILE = f"kept.{sys.implementation.cache_tag}.bin"
_KNOWN = ((3, 11), (3, 12), (3, 13))  # versions whose `re` is made this way
_WORTH = 20  # new patterns that are worth writing the file anew
_MOST = 2000  # patterns in a file, beyond which those of old versions are thrown away
_CODE = "I"  # the engine's numbers: 32 bits
Patterns = dict[tuple[str, int], bytes]
Totals = dict[bytes, tuple[tuple[int, ...], tuple[float, ...]]]


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Take what reading a mail needs from a file in `folder`, and keep there what is new."""
    file = folder / _FILE
    known, totals = _read(file)
    fresh: Patterns = {}
    before, own, work_out = len(totals), pattern.compiled, alike.totals
    if sys.version_info[:2] in _KNOWN and "_sre" in sys.modules:
        pattern.compiled = lambda source, flags: _compiled(source, flags, known, fresh)
    alike.totals = lambda rows, label_of: _totals(rows, label_of, totals)
    try:
        yield
    finally:
        pattern.compiled, alike.totals = own, work_out
        new = len(fresh) >= _WORTH or len(totals) > before
        if new and not sys.dont_write_bytecode:
            _write(file, known if len(known) < _MOST else fresh, totals)


def _compiled(source: str, flags: int, known: Patterns, fresh: Patterns) -> re.Pattern[str]:
    key = (source, flags)
    if key not in known:
        known[key] = fresh[key] = _code(source, flags)
    whole, code, groups, names = marshal.loads(known[key])  # noqa: S302 as the .pyc beside it
    numbers = array(_CODE, code).tolist()
    engine: Any = sys.modules["_sre"]
    made = engine.compile(source, whole, numbers, len(names) - 1, groups, names)
    assert isinstance(made, re.Pattern)
    return made


def _code(source: str, flags: int) -> bytes:
    """What re._compiler.compile() hands to the engine (Lib/re/_compiler.py)."""
    compiler: Any = sys.modules["re._compiler"]
    parsed = compiler._parser.parse(source, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = array(_CODE, map(int, compiler._code(parsed, flags))).tobytes()
    return marshal.dumps((int(flags | parsed.state.flags), code, groups, tuple(names)))


def _totals(rows: alike.Rows, label_of: Sequence[int], known: Totals) -> alike.Totals:
    told = blake2b(Path(alike.__file__).read_bytes(), digest_size=16)
    told.update("\n".join(map(" ".join, rows)).encode())
    told.update(repr(label_of).encode())
    key = told.digest()
    if key not in known:
        known.clear()  # those of earlier examples
        worked_out = alike.work_out(rows, label_of)
        known[key] = (worked_out.sizes, worked_out.others)
    return alike.Totals(*known[key])


def _stamp() -> tuple[int, int, str]:
    return sys.hexversion, int(getattr(sys.modules.get("_sre"), "MAGIC", 0)), sys.byteorder


def _read(file: Path) -> tuple[Patterns, Totals]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        stamp, known, totals = marshal.loads(file.read_bytes())  # noqa: S302 as the .pyc beside it
        if tuple(stamp) == _stamp():
            return dict(known), dict(totals)
    return {}, {}


def _write(file: Path, known: Patterns, totals: Totals) -> None:
    with suppress(OSError, ValueError):
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        beside.write_bytes(marshal.dumps((_stamp(), known, totals)))
        beside.replace(file)
