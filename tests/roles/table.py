"""The table in docs/hvem-maa-hvad.md, read as the tests need it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WHERE = "docs/hvem-maa-hvad.md"
FILE = Path(__file__).resolve().parents[2] / WHERE
COLUMNS = (
    "Handling", "Sider", "Kommandoer", "Ikke logget ind", "Skribent", "Godkender",
    "Administrator", "Kommandolinje uden konto", "Bemærkning",
)  # fmt: skip
OUTSIDE, UNNAMED = "Ikke logget ind", "Kommandolinje uden konto"
ROLES = ("Skribent", "Godkender", "Administrator")
_SAID = {"ja": True, "nej": False, "–": None}
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    """One action. may: by column; None: the question makes no sense. line: in the file."""

    action: str
    routes: tuple[str, ...]
    commands: tuple[str, ...]
    may: dict[str, bool | None]
    line: int

    def __str__(self) -> str:
        return self.action


def rows() -> Sequence[Row]:
    """Every row of every table in the file. Raises AssertionError where one cannot be read."""
    found = []
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("|") or line.startswith("|---"):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        assert len(cells) == len(COLUMNS), f"{WHERE}:{number}: {len(cells)} columns"
        if tuple(cells) != COLUMNS:
            found.append(_row(dict(zip(COLUMNS, cells, strict=True)), number))
    return found


def _row(cells: dict[str, str], number: int) -> Row:
    wrong = [name for name in (OUTSIDE, *ROLES, UNNAMED) if cells[name] not in _SAID]
    assert not wrong, f"{WHERE}:{number}: ja, nej or – in {', '.join(wrong)}"
    return Row(
        cells["Handling"],
        tuple(_CODE.findall(cells["Sider"])),
        tuple(_CODE.findall(cells["Kommandoer"])),
        {name: _SAID[cells[name]] for name in (OUTSIDE, *ROLES, UNNAMED)},
        number,
    )
