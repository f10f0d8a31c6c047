"""How well intake reads the labelled corpus: hits of how many, for the tuned and the unseen part.

    python bench/intake.py [CORPUS] [--unseen | --both] [--misses]

CORPUS holds mails/, dates.jsonl and themes.jsonl. The unseen part (every third) stays unseen
unless it is asked for.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comms.config.mail_examples import MailExamples  # noqa: E402 the project is not installed
from comms.config.themes import load_themes  # noqa: E402
from comms.sources.mail.explain import Context, explain, explain_text  # noqa: E402

MAILBOX = "mindreudsathed@fredericia.dk"
_QUIET = ("auto_reply", "bounce", "bulk", "loop")
_LABELLED_EVERYWHERE = {"cpr", "exif_gps", "confidential_footer"}


def same(text: str) -> str:
    """Text as labels are compared: NFC, plain dashes and quotes, single blanks."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub("[“”„»«]", '"', text)
    return " ".join(re.sub("[‘’‚´`]", "'", text).split())


class Tally:
    """Hits of how many, by field; and what was missed."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.missed: list[str] = []

    def note(self, field: str, name: str, hit: bool, shown: object = "") -> None:
        """Count one answer; keep what was said instead when it is wrong."""
        self.asked[field] += 1
        self.hits[field] += hit
        if not hit:
            self.missed.append(f"{field:12} {name}: {shown}")

    def lines(self) -> Iterator[str]:
        """One line for each field."""
        for field, asked in self.asked.items():
            yield f"  {field:18} {self.hits[field]:4} of {asked:4}  {self.hits[field] / asked:.3f}"
        if raised := self.asked["flags right"]:
            false = raised - self.hits["flags right"]
            yield f"  {'false flags':18} {false:4} of {raised:4}  {false / raised:.3f}"


def mails(corpus: Path, unseen: bool) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The mails of one part with their labels."""
    for path in sorted((corpus / "mails").glob("*.eml")):
        if (int(path.name[:3]) % 3 == 0) is unseen:
            yield path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def rows(path: Path, unseen: bool) -> Iterator[dict[str, Any]]:
    """The lines of one part of a .jsonl file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if (number % 3 == 0) is unseen:
            yield json.loads(line)


def check_mail(tally: Tally, name: str, got: dict[str, Any], label: dict[str, Any]) -> None:
    """Compare one mail's answer with its label."""
    tally.note("disposition", name, got["disposition"] == label["disposition"], got["disposition"])
    tally.note("kind", name, got["kind"] == label["kind"], got["kind"])
    titles = [same(title) for title in label["title"]]
    tally.note("title", name, same(got["title"]) in titles, got["title"])
    tally.note("sender", name, got["sender"] == label["sender"], got["sender"])
    tally.note("images", name, got["images"] == label["images"], got["images"])
    text = same(got["text"])
    lost = [p for p in label["text_must_contain"] if same(p) not in text]
    kept = [p for p in label["text_must_not_contain"] if same(p) in text]
    tally.note("text clean", name, not lost and not kept, (lost, kept))
    check_events(tally, name, got["events"], label["events"])
    must, may = label["themes"]["must"], label["themes"]["may"]
    if must:
        tally.note("first theme", name, (got["themes"] or [0])[0] in must, got["themes"])
        tally.note("themes right", name, set(got["themes"]) <= {*must, *may}, got["themes"])
    check_flags(tally, name, got, label)


def check_events(
    tally: Tally, name: str, got: list[dict[str, Any]], want: list[dict[str, Any]]
) -> None:
    """Events exact: start, end and problem; the place by itself."""
    fits = len(got) == len(want)
    for mine, theirs in zip(got, want, strict=False):
        starts = [theirs["start"], *theirs.get("start_also", [])]
        fits &= mine["start"] in starts and mine["problem"] == theirs["problem"]
        fits &= mine["end"] == theirs["end"] or theirs["problem"] in ("ambiguous", "past")
        fits &= mine["signup_by"] == theirs["signup_by"]
        places = [same(place) for place in theirs["place"] or []]
        right = same(mine["place"]) in places if mine["place"] else not places
        tally.note("place", name, right, mine["place"])
    tally.note("events", name, fits, got)


def check_flags(tally: Tally, name: str, got: dict[str, Any], label: dict[str, Any]) -> None:
    """Flags found of those that should be, and flags raised that should not."""
    mine, theirs = set(got["flags"]), set(label["flags"])
    if label["disposition"] in _QUIET:
        mine &= _LABELLED_EVERYWHERE
    for flag in sorted(theirs):
        tally.note("flags found", name, flag in mine, flag)
        if flag == "cpr":
            tally.note("cpr found", name, flag in mine)
    for flag in sorted(mine):
        tally.note("flags right", name, flag in theirs, flag)


# The labelled corpus lies beside a checkout where there is one; it is no part of the project.
CORPUS = ROOT.parent / "shared" / "corpus"
NOON = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


def measure(corpus: Path, context: Context, *, unseen: bool) -> Tally:
    """Read one part of a corpus, as `explain` and `explain --texts` do."""
    tally = Tally()
    for path, label in mails(corpus, unseen):
        check_mail(tally, path.stem, explain(path.read_bytes(), context), label)
    for row in rows(corpus / "dates.jsonl", unseen):
        check_phrase(tally, row, explain_text(row["text"], _moment(row["ref"]), context))
    for row in rows(corpus / "themes.jsonl", unseen):
        check_themes(tally, row, explain_text(row["text"], NOON, context))
    return tally


def check_phrase(tally: Tally, row: dict[str, Any], got: dict[str, Any]) -> None:
    """A phrase's dates are exact, and none is invented where there is none."""
    mine = sorted(f"{one['start']} – {one['end']}" for one in got["events"])
    theirs = sorted(f"{one['start']} – {one['end']}" for one in row["events"])
    tally.note("dates exact", row["text"], mine == theirs, mine)
    if not theirs:
        tally.note("none invented", row["text"], not mine, mine)


def check_themes(tally: Tally, row: dict[str, Any], got: dict[str, Any]) -> None:
    """The first theme is one that every editor would set, and no other is wrong."""
    numbers, shown = got["themes"], row["text"][:80]
    tally.note("theme texts", shown, (numbers or [0])[0] in row["must"], numbers)
    tally.note("theme all right", shown, set(numbers) <= {*row["must"], *row["may"]}, numbers)


def our_context() -> Context:
    """What reading needs to know, as it is delivered."""
    templates = ROOT / "templates"
    return Context(
        mailbox=MAILBOX,
        themes=load_themes(templates / "themes.da.yaml"),
        examples=MailExamples(templates / "mail.da.examples.jsonl"),
    )


def main(arguments: list[str]) -> int:
    """Read the corpus and print the figures."""
    named = [one for one in arguments if not one.startswith("--")]
    corpus = Path(named[0]) if named else CORPUS
    if not (corpus / "mails").is_dir():
        print(f"no labelled mails in {corpus}: name the corpus' folder")
        return 0 if not named else 2
    context = our_context()
    for unseen in (False, True) if "--both" in arguments else ("--unseen" in arguments,):
        tally = measure(corpus, context, unseen=unseen)
        print("unseen part" if unseen else "tuned part")
        print("\n".join(tally.lines()))
        if "--misses" in arguments:
            print("\n".join(tally.missed))
    return 0


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/Copenhagen"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
