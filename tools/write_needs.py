"""Does comms/danish/needs.py know what our patterns need? `--write` makes it so.

A pattern that it does not know is still found wherever it stands; it only takes longer.
"""

import gc
import importlib
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comms.danish.pattern import Pattern  # noqa: E402 the project is not installed
from comms.danish.pieces import key_of  # noqa: E402
from comms.model.evidence import Sign  # noqa: E402
from tools.needed import needed  # noqa: E402

FILE = ROOT / "comms" / "danish" / "needs.py"
PACKAGES = ("comms.danish", "comms.model", "comms.sources")
_HEAD = '''"""What each pattern needs, written by tools/write_needs.py: rows (~) of pieces (|)."""

# ruff: noqa: E501

from collections.abc import Mapping

NEEDS: Mapping[str, str] = {
'''


def patterns() -> dict[str, Pattern]:
    """Every pattern that reading and judging a mail keeps, by what `needs` calls it."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(
            importlib.import_module(package).__path__, f"{package}."
        ):
            importlib.import_module(module.name)
    for one in gc.get_objects():
        if isinstance(one, Sign):
            one.pattern  # noqa: B018 made when it is first asked for
    ours = [one for one in gc.get_objects() if isinstance(one, Pattern)]
    return {key_of(one.pattern, one.flags): one for one in ours}


def rows_of(pattern: Pattern) -> str:
    """As they are written in the file; empty: nothing is known."""
    return "~".join("|".join(row) for row in needed(pattern.pattern, pattern.flags))


def main() -> int:
    """Compare, or write. Exit 1: it is not current."""
    found = {key: rows for key, one in sorted(patterns().items()) if (rows := rows_of(one))}
    lines = [f'    "{key}": "{rows}",\n' for key, rows in found.items()]
    text = _HEAD + "".join(lines) + "}\n"
    if "--write" in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != text:
        print(f"{FILE.name} is not current: run `{sys.executable} {sys.argv[0]} --write`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
