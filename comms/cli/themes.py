"""The themes: which were quiet lately, what staff's corrections taught, and forgetting it."""

from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import text_of
from comms.errors import UsageError
from comms.model.themes import judged
from comms.stages.theming import ThemeState


@click.group()
def themes() -> None:
    """List the themes, try a text on them, see and forget what was learned."""


@command(themes, "list")
def list_themes() -> Answer:
    """The themes; those without a story for six weeks are marked."""
    with opened() as house:
        states = house.theming.states(house.clock())
    data = [
        {"number": s.number, "name": s.name, "quiet": s.quiet, "learned_words": len(s.learned)}
        for s in states
    ]
    return Answer(data, [_line(state) for state in states])


@command(themes)
def learned() -> Answer:
    """The corrections that count, and the words that were learned from them."""
    with opened() as house:
        made = house.theming.corrections()
        states = house.theming.states(house.clock())
    data = {
        "corrections": [
            {
                "id": one.id,
                "story": one.story_id,
                "before": one.before,
                "after": one.after,
                "by": one.by,
                "at": one.at,
            }
            for one in made
        ],
        "words": [
            {
                "theme": word.theme,
                "word": word.word,
                "worth": round(word.worth, 1),
                "corrections": word.corrections,
            }
            for state in states
            for word in state.learned
        ],
    }
    lines = [
        f"rettelse {one.id}: bidrag {one.story_id} fra {_listed(one.before)} til "
        f"{_listed(one.after)} ({one.by})"
        for one in made
    ]
    lines += [_taught(state) for state in states if state.learned]
    return Answer(data, lines or ["Der er ikke lært noget endnu."])


@command(themes)
@click.argument("correction_id", metavar="ID", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Every correction made until now.")
@click.option("--by", required=True, help="Who decides it: an approver.")
def forget(correction_id: int | None, everything: bool, by: str) -> Answer:
    """Learn nothing from a correction any more; its story keeps its themes."""
    if everything == (correction_id is not None):
        raise UsageError("name one correction (see `themes learned`), or --all")
    with opened() as house:
        if correction_id is None:
            count = house.theming.forget_all(by, house.clock())
        else:
            house.theming.forget(correction_id, by, house.clock())
            count = 1
    return Answer({"forgotten": count}, [f"Glemt: {count}."])


@command(themes, "try")
@click.option("--title", default="", help="Its heading; a word of it counts twice.")
@click.option("--text", "text_file", required=True, type=click.Path(path_type=Path))
def try_text(title: str, text_file: Path) -> Answer:
    """The themes of a text, by the lists and by what was learned. Nothing is stored."""
    text = text_of(text_file)
    with opened() as house:
        chosen, dropped = judged(text, house.theme_list, title, house.theming.lessons())
    data = {"themes": [t.number for t in chosen], "why": [t.why for t in (*chosen, *dropped)]}
    return Answer(data, [t.why for t in (*chosen, *dropped)] or ["Intet tema."])


def _line(state: ThemeState) -> str:
    quiet = "  ingen bidrag i seks uger" if state.quiet else ""
    return f"{state.number:>3}  {state.name}{quiet}"


def _taught(state: ThemeState) -> str:
    said = (f"{'for' if w.worth > 0 else 'imod'} {w.word}" for w in state.learned)
    return f"tema {state.number}: {', '.join(said)}"


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers)) or "intet"
