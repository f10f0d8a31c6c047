"""How soon corrections of themes are learned, and what they do to texts they are not about.

    python bench/theme_lessons.py FAMILY.jsonl TEXTS.jsonl …

Each holds labelled texts, {"text", "must", "may"} a line. FAMILY: texts about one thing that an
office's editors always put under the theme named there, though its words point elsewhere. Half of
them are corrected, one after another; the other half is held back and asked again after each, and
so is half of the TEXTS, which have nothing to do with it. The other half are the stories that
nobody corrected. Texts are dealt in the same ways each time.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comms.config.themes import load_themes  # noqa: E402
from comms.model.lessons import Correction, Lessons, Told, learn, stems_of  # noqa: E402
from comms.model.themes import Theme, ranked  # noqa: E402

ASKED = (0, 1, 2, 3, 4, 6, 8)
DEALS = 6

Row = tuple[str, frozenset[int]]


def rows(paths: Sequence[Path]) -> Iterator[Row]:
    """The texts with the themes an editor would set."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                told = json.loads(line)
                yield told["text"], frozenset(told["must"])


def first(text: str, themes: tuple[Theme, ...], lessons: Lessons) -> int:
    """The first theme, 0 when there is none."""
    found = ranked(text, themes, lessons=lessons)
    return found[0].number if found else 0


def corrected(text: str, wanted: int, number: int, themes: tuple[Theme, ...]) -> Correction:
    """The editors put their theme first, and leave off what stood first before."""
    before = tuple(one.number for one in ranked(text, themes))
    after = (wanted, *(one for one in before[1:] if one != wanted))[:3]
    return Correction(number, before, after, stems_of("", text), id=number)


def main(paths: Sequence[Path]) -> None:
    """Print a line for each number of corrections."""
    family, others = list(rows(paths[:1])), list(rows(paths[1:]))
    themes = _without(load_themes(ROOT / "templates" / "themes.da.yaml"), others)
    print(f"{len(family)} tekster om det samme, {len(others)} andre")
    for count in ASKED:
        told = [_asked(count, deal, family, others, themes) for deal in range(DEALS)]
        hits, kept = (sum(part) / DEALS for part in zip(*told, strict=True))
        print(f"  {count:2} rettelser: rigtigt {hits:.2f} · andre tekster rigtige {kept:.3f}")


def _without(themes: tuple[Theme, ...], asked: list[Row]) -> tuple[Theme, ...]:
    """The themes without the texts that are asked about among their examples."""
    own = {text for text, _ in asked}
    return tuple(
        replace(theme, examples=tuple(one for one in theme.examples if one not in own))
        for theme in themes
    )


def _asked(
    count: int, deal: int, family: list[Row], others: list[Row], themes: tuple[Theme, ...]
) -> tuple[float, float]:
    """Shares that are right: of the family held back, and of the texts about other things."""
    taught, held = _halves(family, deal)
    known, unknown = _halves(others, deal)
    told = [Told(frozenset(stems_of("", text))) for text, _ in known]
    made = [
        corrected(text, min(must), number, themes)
        for number, (text, must) in enumerate(taught[:count], 1)
    ]
    lessons = learn(made, told)
    return _right(held, themes, lessons), _right(unknown, themes, lessons)


def _halves(texts: list[Row], deal: int) -> tuple[list[Row], list[Row]]:
    dealt = random.Random(deal).sample(texts, len(texts))  # noqa: S311
    return dealt[: len(dealt) // 2], dealt[len(dealt) // 2 :]


def _right(texts: list[Row], themes: tuple[Theme, ...], lessons: Lessons) -> float:
    return sum(first(text, themes, lessons) in must for text, must in texts) / len(texts)


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
