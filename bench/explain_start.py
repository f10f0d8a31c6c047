"""What `explain` costs to start, against importing the libraries that it needs for that file.

For each kind of mail: processor seconds of a whole run, and of a process that only imports what
that run imported from outside the project. Medians, measured in turn.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RUNS = 7
AIM = 2.0
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
    found = {}
    for name, file in kinds.items():
        made = mail()
        if file is not None:
            raw, main, sub, shown = file
            made.add_attachment(raw, maintype=main, subtype=sub, filename=shown)
        found[name] = folder / f"{name}.eml"
        found[name].write_bytes(made.as_bytes())
    return found


def seconds(*arguments: str) -> float:
    """Processor seconds of a Python with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def libraries(path: Path) -> str:
    """An import statement of every module from outside that this mail needs."""
    told = subprocess.run(
        [sys.executable, "-c", _PROBE, str(path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = [one for one in told.stdout.split() if all(map(str.isidentifier, one.split(".")))]
    return (
        "import importlib, contextlib\nfor n in "
        + repr(names)
        + (":\n  with contextlib.suppress(Exception): importlib.import_module(n)")
    )


def main() -> None:
    """Print a line for each kind of mail."""
    with tempfile.TemporaryDirectory() as folder:
        for name, path in mails(Path(folder)).items():
            bare = libraries(path)
            runs = [
                (seconds("main.py", "explain", "--json", str(path)), seconds("-c", bare))
                for _ in range(RUNS)
            ]
            whole = statistics.median(run for run, _ in runs)
            alone = statistics.median(run for _, run in runs)
            print(
                f"explain, {name:9} {whole:5.2f} s; its libraries alone {alone:5.2f} s;"
                f" ratio {whole / alone:4.2f} (aim: at most {AIM:g})"
            )


if __name__ == "__main__":
    main()
