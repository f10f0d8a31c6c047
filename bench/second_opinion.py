"""What mails are taken for by the rules alone, by the examples alone, and by both.

    python bench/second_opinion.py SET …        (tests/corpus/a tests/corpus/b …)

Where examples were taken from a set, they are left out while it is asked: what is printed holds
for mails that the examples have never seen. The rules of the sets they were made general on have
seen them, so only a set measured blind says how good both are together.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.intake import MAILBOX  # noqa: E402 the project is not installed
from comms.config.mail_examples import MailExamples  # noqa: E402
from comms.model.alike import alike  # noqa: E402
from comms.model.disposition.letter import Letter  # noqa: E402
from comms.model.judge import Context  # noqa: E402
from comms.sources.mail.explain import read_and_judge  # noqa: E402
from comms.sources.mail.limits import Limits  # noqa: E402
from comms.sources.mail.read import read  # noqa: E402

EXAMPLES = ROOT / "templates" / "mail.da.examples.jsonl"
LONGEST = 1500  # characters of a mail that became an example

Row = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """said: title and words, as an example holds them."""

    raw: bytes
    said: str
    label: str


def asked(folder: Path) -> Iterator[Asked]:
    """The mails of a set that a person or a machine wrote in words."""
    for path in sorted((folder / "mails").glob("*.eml")):
        raw = path.read_bytes()
        label = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["disposition"]
        yield Asked(raw, Letter(read(raw, Limits(), MAILBOX), MAILBOX).said[:LONGEST], label)


def figures(mails: list[Asked], known: list[Row]) -> dict[str, int]:
    """Hits by who was asked. known: the examples that are asked."""
    told, likeness = Context(MAILBOX, examples=lambda: known), alike(known)
    hits: Counter[str] = Counter()
    for mail in mails:
        points = likeness.points(mail.said) or {"": 0.0}
        hits["rules"] += _judged(mail, Context(MAILBOX)) == mail.label
        hits["examples"] += max(points, key=lambda one: points[one]) == mail.label
        hits["both"] += _judged(mail, told) == mail.label
    return hits


def _judged(mail: Asked, context: Context) -> str:
    return str(read_and_judge(mail.raw, context).disposition)


def main(folders: list[Path]) -> None:
    """Print a line for each set."""
    for folder in folders:
        mails = list(asked(folder))
        own = {mail.said for mail in mails}
        known = [row for row in MailExamples(EXAMPLES)() if row[0] not in own]
        hits = figures(mails, known)
        shown = "  ".join(f"{who} {hits[who]:3}" for who in ("rules", "examples", "both"))
        print(f"  {folder.name:4} {len(mails):3} mails, {len(known):4} examples:  {shown}")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
