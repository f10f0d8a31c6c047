"""What `explain` costs to start, against importing the libraries that it needs for that file.

For each kind of mail: a whole run, and a process that only imports what that run imported from
outside the project, measured in turn; medians of each. Processor time is what counts: on a shared
machine the clock also tells what others do. The clock stands beside it.

The libraries, and what they are needed for:
  every mail  click (the command), pydantic with pydantic_core, annotated_types, typing_extensions
              and typing_inspection (settings and schedules.yaml are checked), yaml (schedules.yaml
              and the themes), tzdata where the machine has no time zones, and of Python's own
              email, html, zoneinfo, json and re
  PDF         pypdf (its text), which itself imports PIL, fontTools and cryptography
  calendar    icalendar and recurring_ical_events with dateutil, x_wr_timezone, click and tzdata
  photo       PIL and pillow_heif (turned, scaled, cleaned)
A run that imports another library stops this: it would make the comparison too kind.

Both sides have their byte code, as pip leaves it and Python keeps it, whatever
PYTHONDONTWRITEBYTECODE says here.
"""

import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RUNS = 9
AIM = 2.0
_EVERY = {"click", "pydantic", "pydantic_core", "annotated_types", "typing_extensions",
          "typing_inspection", "yaml", "_yaml", "tzdata"}  # fmt: skip
NEEDED = {
    "plain": _EVERY,
    "unsure": _EVERY,
    "PDF": _EVERY | {"pypdf", "PIL", "fontTools", "cryptography", "_cffi_backend"},
    "calendar": _EVERY | {"icalendar", "recurring_ical_events", "dateutil", "x_wr_timezone", "six"},
    "photo": _EVERY | {"PIL", "pillow_heif", "_pillow_heif"},
}
# Runs `explain` and tells which modules from outside the project it has read by the end.
_PROBE = """
import sys
sys.argv = ["main.py", "explain", "--json", sys.argv[1]]
sys.stdout, out = sys.stderr, sys.stdout
from comms.cli.root import cli
try:
    cli(standalone_mode=False)
except SystemExit:
    pass
own = ("comms", "__main__", "__mp_main__")
print("\\n".join(n for n in sys.modules if n.partition(".")[0] not in own), file=out)
"""
_IMPORTS = """
import importlib, contextlib
for name in {names!r}:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
"""


def mails(folder: Path) -> dict[str, Path]:
    """One mail of each kind, as a file."""
    from tests.sources import attachments
    from tests.sources.mails import mail, photo

    kinds = {
        "plain": None,
        "PDF": (attachments.pdf("Fest i Sejlhuset på lørdag"), "application", "pdf", "a.pdf"),
        "calendar": (
            attachments.calendar("UID:1\nSUMMARY:Fest\nDTSTART:20261203T160000Z"),
            *("text", "calendar", "a.ics"),
        ),
        "photo": (photo(), "image", "jpeg", "a.jpg"),
    }
    # The rules are unsure of this one, so that the examples of mails are asked too.
    found = {"unsure": ROOT / "samples" / "inbox" / "new" / "16-mentor-med-cpr.eml"}
    for name, file in kinds.items():
        made = mail()
        if file is not None:
            raw, main, sub, shown = file
            made.add_attachment(raw, maintype=main, subtype=sub, filename=shown)
        found[name] = folder / f"{name}.eml"
        found[name].write_bytes(made.as_bytes())
    return found


def run(*arguments: str) -> str:
    """What a Python with these arguments prints."""
    kept = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=kept, check=True, capture_output=True, text=True
    )
    return done.stdout


def seconds(*arguments: str) -> tuple[float, float]:
    """Processor seconds of a Python with these arguments, and seconds by the clock."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(*arguments)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, ended - begun


def modules(kind: str, path: Path) -> list[str]:
    """Every module from outside the project that this mail needs."""
    found = [one for one in run("-c", _PROBE, str(path)).split() if _is_name(one)]
    if other := foreign(found) - NEEDED[kind]:
        sys.exit(f"explain, {kind}: imports {', '.join(sorted(other))} too. Is it needed?")
    return found


def foreign(names: Iterable[str]) -> set[str]:
    """The packages among them that are not Python's own."""
    packages = {name.partition(".")[0] for name in names}
    return {one for one in packages - sys.stdlib_module_names if not _is_of_python(one)}


def _is_of_python(package: str) -> bool:
    """Left by the start of Python itself, or by a compiled module."""
    return package.startswith(("_sysconfigdata", "_distutils_hack", "_cython_", "cython_runtime"))


def _is_name(module: str) -> bool:
    return all(map(str.isidentifier, module.split(".")))


def main() -> None:
    """Print a line for each kind of mail."""
    compileall.compile_dir(ROOT / "comms", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in mails(Path(folder)).items():
            bare = _IMPORTS.format(names=modules(kind, path))
            runs = [
                (*seconds("main.py", "explain", "--json", str(path)), *seconds("-c", bare))
                for _ in range(RUNS)
            ]
            whole, clock, alone, bare_clock = (
                statistics.median(column) for column in zip(*runs, strict=True)
            )
            print(
                f"explain, {kind:9} {whole:5.3f} s; its libraries alone {alone:5.3f} s;"
                f" ratio {whole / alone:4.2f} (aim: at most {AIM:g};"
                f" by the clock {clock / bare_clock:4.2f})"
            )


if __name__ == "__main__":
    main()
