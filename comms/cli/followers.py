"""Followers: counted, typed in, imported, looked ahead from; and the report on them."""

from datetime import date
from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.danish.calendar import long_date, number
from comms.errors import UsageError
from comms.model.account import COMMAND_LINE


@click.group()
def followers() -> None:
    """The page's followers, day by day."""


@command(followers)
@click.argument("count", type=int, required=False)
@click.option("--day", help="The day it was counted, 2026-11-23; today when left out.")
@click.option("--by", default=COMMAND_LINE, help="Who types it in.")
@click.option("--reason", default="", help="Why a day's count is corrected.")
def record(count: int | None, day: str | None, by: str, reason: str) -> Answer:
    """Ask Facebook for today's count, once a day; or take COUNT as it is typed in."""
    with opened() as house:
        now = house.clock()
        if count is not None:
            on = _day(day) if day else house.followers.today(now)
            taken = house.followers.record(count, on, by, now, reason)
            told = f"{long_date(taken.day)}: {number(taken.followers)} følgere."
            return Answer({"day": taken.day, "followers": taken.followers}, [told])
        if day:
            raise UsageError("--day goes with a COUNT: Facebook only tells today's count")
        counted = house.followers.snapshot(house.facebook, now)
    data = {"day": counted.day, "followers": counted.followers, "known": counted.known}
    if counted.problem:
        return Answer({**data, "problem": counted.problem}, [counted.problem], exit_code=1)
    return Answer(data, [f"{long_date(counted.day)}: {number(counted.followers or 0)} følgere."])


@command(followers)
def history() -> Answer:
    """Every count, oldest first. A missed day is not in it."""
    with opened() as house:
        found = house.followers.history()
    data = [
        {"date": s.day, "followers": s.followers, "fans": s.fans, "source": s.source} for s in found
    ]
    return Answer(
        data, [f"{s.day.isoformat()},{s.followers}" for s in found] or ["Ingen målinger."]
    )


@command(followers, "import")
@click.argument("csv_file", metavar="CSV", type=click.Path(path_type=Path))
@click.option("--by", default=COMMAND_LINE, help="Who imports.")
def import_csv(csv_file: Path, by: str) -> Answer:
    """Earlier counts, `date,followers`. Bad rows are told by line; the good ones go on."""
    with opened() as house:
        done = house.followers.import_history(bytes_of(csv_file), by, house.clock())
    problems = [str(one) for one in done.problems]
    lines = [f"{done.added} nye dage, {done.known} kendte.", *problems]
    data = {"added": done.added, "known": done.known, "problems": problems}
    return Answer(data, lines, exit_code=1 if problems else 0)


@command(followers)
@click.option("--goal", type=int, help="Followers to reach; the goal of schedules.yaml otherwise.")
@click.option(
    "--history",
    "history_file",
    type=click.Path(path_type=Path),
    help="A CSV `date,followers` to look ahead from; nothing is stored.",
)
@click.option("--at", "days", multiple=True, help="A day to give an interval for.")
def forecast(goal: int | None, history_file: Path | None, days: tuple[str, ...]) -> Answer:
    """Where the count will be, with an interval; when the goal is met, and how sure that is."""
    from comms.model.growth import read_history
    from comms.stages.measure.followers import decoded
    from comms.stages.measure.words import reach

    with opened(database=history_file is None) as house:
        wanted = goal if goal is not None else house.goal
        at = [_day(one) for one in days]
        series, problems = None, []
        if history_file is not None:
            read = read_history(decoded(bytes_of(history_file)))
            series, problems = read.series, [str(one) for one in read.problems]
        found = house.followers.forecast(wanted, house.clock(), at, series)
    for problem in problems:
        click.echo(problem, err=True)
    lines = [f"I dag: {number(found.today)} følgere. Mål: {number(found.goal)}.", reach(found)]
    lines += [
        f"{long_date(day)}: {number(one.p50)} ({number(one.p10)}–{number(one.p90)})"
        for day, one in found.at.items()
    ]
    return Answer(found.as_json(), lines)


@command()
@click.option("--week", help="2026-W48; last week when left out.")
@click.option("--month", help="2026-11.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write to.")
def report(week: str | None, month: str | None, out: Path) -> Answer:
    """The growth report: report.html, report.pdf, followers.png and data.csv."""
    if week and month:
        raise UsageError("give --week or --month, not both")
    with opened() as house:
        made = house.report(week, month, out)
    data = {"files": [str(path) for path in made.files], "left_out": list(made.left_out)}
    return Answer(data, [*data["files"], *made.left_out], exit_code=1 if made.left_out else 0)


def bytes_of(path: Path) -> bytes:
    """What a file holds. Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date (allowed: 2026-11-26)") from None
