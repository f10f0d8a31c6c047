"""Compiled patterns kept between runs, as Python keeps the byte code of modules, and beside it.

Python compiles a regular expression anew in each process, in Python: a tenth of what `explain`
costs. What `re` hands to its engine is kept by the very words of the pattern and its flags, for
this very Python, so that nothing else can come out of it. Where anything is not as expected, and
where byte code is not to be written, `re` does its own work.
"""

import marshal
import re
import secrets
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from comms.danish import pattern

_FILE = f"patterns.{sys.implementation.cache_tag}.bin"
_KNOWN = ((3, 11), (3, 12), (3, 13))  # versions whose `re` is made this way
_WORTH = 20  # new patterns that are worth writing the file anew
_MOST = 2000  # patterns in a file, beyond which those of old versions are thrown away
_CODE = "I"  # the engine's numbers: 32 bits
Key = tuple[str, int]


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Take the patterns that reading a mail needs from a file in `folder`, and keep new ones."""
    compiler, engine = getattr(re, "_compiler", None), sys.modules.get("_sre")
    if sys.version_info[:2] not in _KNOWN or compiler is None or engine is None:
        yield
        return
    known, fresh = _read(folder / _FILE, engine), dict[Key, bytes]()

    def compiled(source: str, flags: int) -> re.Pattern[str]:
        key = (source, flags)
        if key not in known:
            known[key] = fresh[key] = _made(compiler, source, flags)
        whole, code, groups, names = marshal.loads(known[key])  # noqa: S302 as the .pyc beside it
        numbers = array(_CODE, code).tolist()
        made = engine.compile(source, whole, numbers, len(names) - 1, groups, names)
        assert isinstance(made, re.Pattern)
        return made

    own, pattern.compiled = pattern.compiled, compiled
    try:
        yield
    finally:
        pattern.compiled = own
        if len(fresh) >= _WORTH and not sys.dont_write_bytecode:
            _write(folder / _FILE, known if len(known) < _MOST else fresh, engine)


def _made(compiler: Any, source: str, flags: int) -> bytes:
    """What re._compiler.compile() hands to the engine (Lib/re/_compiler.py)."""
    parsed = compiler._parser.parse(source, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = array(_CODE, map(int, compiler._code(parsed, flags))).tobytes()
    return marshal.dumps((int(flags | parsed.state.flags), code, groups, tuple(names)))


def _stamp(engine: Any) -> tuple[int, int, str]:
    return sys.hexversion, int(engine.MAGIC), sys.byteorder


def _read(file: Path, engine: Any) -> dict[Key, bytes]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        stamp, found = marshal.loads(file.read_bytes())  # noqa: S302 as the .pyc beside it
        if tuple(stamp) == _stamp(engine):
            return dict(found)
    return {}


def _write(file: Path, known: dict[Key, bytes], engine: Any) -> None:
    with suppress(OSError, ValueError):
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        beside.write_bytes(marshal.dumps((_stamp(engine), known)))
        beside.replace(file)
