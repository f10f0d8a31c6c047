"""Compiled patterns kept between runs, beside the byte code: half of a command's start was theirs.

Python keeps a module's byte code but compiles its regular expressions anew at each start, in
Python. What `re` hands to its engine is kept by the pattern and its flags, for this very Python;
where anything is not as expected, `re` does its own work.
"""

import _sre  # type: ignore[import-not-found]  # CPython's own, without types
import marshal
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_FILE = f"patterns.{sys.implementation.cache_tag}.bin"
_KNOWN = ((3, 11), (3, 12), (3, 13))  # versions whose `re` is made this way
_WORTH = 20  # new patterns that are worth writing the file anew
Key = tuple[bool, str | bytes, int]
Made = tuple[Any, ...]


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """While modules are read, take their patterns from a file in `folder`, and keep new ones."""
    compiler = getattr(re, "_compiler", None)
    if sys.version_info[:2] not in _KNOWN or compiler is None:
        yield
        return
    own, known = compiler.compile, _read(folder / _FILE)
    fresh: dict[Key, Made] = {}

    def compiled(pattern: Any, flags: Any = 0) -> Any:
        if not isinstance(pattern, str | bytes):
            return own(pattern, flags)
        key = (isinstance(pattern, bytes), pattern, int(flags))
        if key not in known:
            known[key] = fresh[key] = _made(compiler, pattern, int(flags))
        return _sre.compile(*known[key])

    compiler.compile = compiled
    try:
        yield
    finally:
        compiler.compile = own
        if len(fresh) >= _WORTH:
            _write(folder / _FILE, known)


def _made(compiler: Any, pattern: str | bytes, flags: int) -> Made:
    """What re._compiler.compile() hands to the engine (Lib/re/_compiler.py)."""
    parsed = compiler._parser.parse(pattern, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = [int(one) for one in compiler._code(parsed, flags)]
    whole = int(flags | parsed.state.flags)
    return pattern, whole, code, parsed.state.groups - 1, groups, tuple(names)


def _stamp() -> tuple[int, int]:
    return sys.hexversion, int(_sre.MAGIC)


def _read(file: Path) -> dict[Key, Made]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        stamp, found = marshal.loads(file.read_bytes())  # noqa: S302 as trusted as the .pyc beside it
        if tuple(stamp) == _stamp():
            return dict(found)
    return {}


def _write(file: Path, known: dict[Key, Made]) -> None:
    with suppress(OSError, ValueError):
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        beside.write_bytes(marshal.dumps((_stamp(), known)))
        beside.replace(file)
