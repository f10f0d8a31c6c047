"""Who claims a row or a post, in words that tell later whether they still live.

kill -9 leaves a claim behind. Whoever comes next on the same machine can see that the process is
gone, and need not wait; of another machine it knows only that no try lasts longer than STALE.
"""

import hashlib
import os
import secrets
import socket
from datetime import datetime, timedelta
from pathlib import Path

# Longer than one try can last: connecting, three answers, the content, its answer, doubled.
STALE = timedelta(minutes=20)

_LIVING: set[str] = set()


def begin() -> str:
    """A new sender's name: machine, process, when the process began, and a sign of its own."""
    pid = os.getpid()
    name = f"{_machine()}:{pid}:{_began(pid)}:{secrets.token_hex(4)}"
    _LIVING.add(name)
    return name


def end(name: str) -> None:
    """This sender claims no more."""
    _LIVING.discard(name)


def is_gone(
    name: str | None, claimed_at: datetime | None, now: datetime, patience: timedelta = STALE
) -> bool:
    """Is the sender that claimed it dead for certain, or silent for longer than `patience`?"""
    if name is None or claimed_at is None or now - claimed_at > patience:
        return True
    machine, _, rest = name.partition(":")
    if machine != _machine():
        return False
    pid, began, _ = rest.split(":")
    if int(pid) == os.getpid() and began == _began(os.getpid()):
        return name not in _LIVING
    return began != _began(int(pid))


def _machine() -> str:
    """Tells machines and containers apart: process ids mean nothing across them."""
    parts = [socket.gethostname(), _read("/proc/sys/kernel/random/boot_id")]
    try:
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        parts.append("")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _began(pid: int) -> str:
    """The process's start in clock ticks since boot (proc(5), field 22), or `-` when it is gone."""
    told = _read(f"/proc/{pid}/stat")
    if not told:
        return "-"
    fields = told.rpartition(")")[2].split()
    return "-" if fields[0] in ("Z", "X") else fields[19]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
