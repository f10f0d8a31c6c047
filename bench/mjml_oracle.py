"""The newsletter compiled by our MJML compiler beside the official one (npm `mjml`, version 4).

    python bench/mjml_oracle.py

Both get the same source: an issue with every part, and one of twelve stories with photos. Same
text, links, pictures (address, size, alternative text), headings, tables of columns and columns of
the grid is success; a difference is told and fails. Without npm, or without its registry, it says
so and passes: `make test` never needs it.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from comms.channels.newsletter import IssueContent
from tests.channels.issue_samples import MEAL, WHOLE, press

OFFICIAL = "mjml@4.18.0"
# Reads {name: mjml} from stdin and answers {name: html}.
_COMPILE = """
const mjml = require('mjml');
let told = '';
process.stdin.on('data', part => told += part).on('end', () => {
  const made = {};
  for (const [name, source] of Object.entries(JSON.parse(told))) {
    const {html, errors} = mjml(source, {fonts: {}, validationLevel: 'strict'});
    if (errors.length) throw new Error(JSON.stringify(errors));
    made[name] = html;
  }
  process.stdout.write(JSON.stringify(made));
});
"""
# Left by the official compiler for Outlook on Windows; ours writes the same with other spaces.
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass
class Structure(HTMLParser):
    """What a page consists of, apart from how its attributes are written."""

    html: str
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, ...]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    tables: int = 0
    columns: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._quiet = 0
        self.feed(_REMARK.sub("", self.html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count and note what a reader meets."""
        told = {name: value or "" for name, value in attrs}
        self._quiet += tag in ("style", "title")
        self.tables += tag == "table"
        self.columns += "mj-column-per" in told.get("class", "")
        if tag == "a":
            self.links.append(told.get("href", ""))
        if tag == "img":
            self.pictures.append(tuple(told.get(n, "") for n in ("src", "alt", "width", "height")))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Styles and the title are not read."""
        self._quiet -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        """Every word in its order."""
        if not self._quiet:
            self.words += data.split()

    @property
    def facts(self) -> Mapping[str, object]:
        """By name, what must be the same."""
        names = ("words", "links", "pictures", "headings", "tables", "columns")
        return {name: getattr(self, name) for name in names}


def issues() -> Mapping[str, IssueContent]:
    """What both compile."""
    stories = tuple(replace(MEAL, section=f"Del {number % 4}") for number in range(12))
    return {"every part": WHOLE, "twelve stories": replace(WHOLE, blocks=stories)}


def official(sources: Mapping[str, str], folder: Path) -> Mapping[str, str] | None:
    """What the official compiler makes of them; None: it cannot be had here."""
    if not shutil.which("npm") or not shutil.which("node"):
        print("skipped: npm and node are not installed here")
        return None
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run([*install, OFFICIAL], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        print(f"skipped: npm cannot fetch {OFFICIAL} ({done.stderr.strip()[:200]})")
        return None
    (folder / "compile.js").write_text(_COMPILE, encoding="utf-8")
    made = subprocess.run(
        ["node", "compile.js"],
        cwd=folder,
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(made.stdout))


def differences(ours: Structure, theirs: Structure) -> Sequence[str]:
    """Each fact that is not the same, in words."""
    return [
        f"{name}: ours {value!r}, theirs {theirs.facts[name]!r}"
        for name, value in ours.facts.items()
        if value != theirs.facts[name]
    ]


def main() -> int:
    """Exit 1 when something differs."""
    rendered = {name: press().render(issue) for name, issue in issues().items()}
    sources = {name: one.mjml for name, one in rendered.items()}
    with tempfile.TemporaryDirectory() as folder:
        theirs = official(sources, Path(folder))
    if theirs is None:
        return 0
    worst = 0
    for name, one in rendered.items():
        mine, other = one.html, theirs[name]
        ours = Structure(mine)
        told = differences(ours, Structure(other))
        worst |= bool(told)
        print(
            f"{name}: {len(ours.words)} words, {len(ours.links)} links, {len(ours.pictures)} "
            f"pictures, {len(ours.headings)} headings, {ours.tables} tables, {ours.columns} "
            f"columns; bytes ours ÷ official {len(mine.encode()) / len(other.encode()):.2f}: "
            f"{'differ' if told else 'the same'}"
        )
        print("\n".join(f"  {one[:2000]}" for one in told), end="\n" if told else "")
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
