"""Is the lock what pyproject.toml asks for? `--write` makes it so.

Versions that stand in the lock already are kept where they still fit: the check fails only when
pyproject.toml changed, not when somebody publishes a new release.
"""

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("--extra", "dev")}
HOW = ("--generate-hashes", "--universal", "--python-version", "3.11", "--no-header", "--quiet")
# No address of an index may stand in the lock: each machine installs from its own.
NO_ADDRESSES = ("--no-emit-index-url", "--no-emit-find-links")


def resolved(name: str, extra: tuple[str, ...]) -> str:
    """The text the lock should have, made from pyproject.toml and the versions locked now."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / name
        locked = ROOT / name
        if locked.exists():
            out.write_text(locked.read_text())
        command = ["uv", "pip", "compile", "pyproject.toml", *extra, *HOW, *NO_ADDRESSES]
        if extra:
            command += ["-c", "requirements.lock"]
        subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:], "-o", str(out)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return out.read_text()


def main() -> int:
    """Compare, or write. Exit 1: a lock is not current."""
    stale = 0
    for name, extra in LOCKS.items():
        wanted, path = resolved(name, extra), ROOT / name
        if "--write" in sys.argv:
            path.write_text(wanted)
        elif path.read_text() != wanted:
            stale += 1
            print(f"{name} is not current: run `make lock`")
            diff = difflib.unified_diff(path.read_text().splitlines(), wanted.splitlines(), n=0)
            print("\n".join(list(diff)[:20]))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
