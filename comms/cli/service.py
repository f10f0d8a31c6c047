"""The service: pages and timetable in one process, or each by itself; the Graph stand-in."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.errors import UsageError
from comms.stages.dispatch import until_signal
from comms.wiring import House
from comms.wiring.jobs import jobs


@command()
def run() -> Answer:
    """Pages and timetable in one process."""
    with opened() as house, until_signal() as told:
        if house.practice:
            _fill_an_empty_house(house)
        welcome(house)
        with _timetable(house), _pages(house):
            told.wait()
    return Answer({"stopped": True})


@command()
def web() -> Answer:
    """The pages alone."""
    with opened() as house, until_signal() as told:
        welcome(house)
        with _pages(house):
            told.wait()
    return Answer({"stopped": True})


@command()
def scheduler() -> Answer:
    """The timetable alone. Any number of machines may run it on one database."""
    with opened() as house, until_signal() as told:
        click.echo(_mode(house), err=True)
        with _timetable(house):
            told.wait()
    return Answer({"stopped": True})


@command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes a free one.")
@click.option("--fault", "faults", multiple=True, metavar="NAME[:OPERATION[:TIMES]]")
def graph_practice(port: int, faults: tuple[str, ...]) -> Answer:
    """A strict stand-in for Facebook's Graph API on loopback (docs/graph-practice.md)."""
    from comms.practice.graph import serve

    with until_signal() as told:
        try:
            serve(port, *faults, until=told)
        except OSError as error:
            raise UsageError(f"--port {port}: cannot be used ({error.strerror})") from None
    return Answer({"stopped": True})


def _fill_an_empty_house(house: House) -> None:
    """Practice mode begins with the samples, so that there is something to look at at once."""
    with house.read() as tx:
        if tx.stories.count():
            return
    house.first_login()
    by = next(account.name for account in house.accounts.all() if account.approves)
    _say("Henter prøvematerialet …")
    now, samples = house.clock(), house.settings.root / "samples"
    house.collect_inbox()
    house.collect_feeds()
    house.drafting.draft_missing(now)
    readers = (samples / "subscribers.csv").read_bytes()
    house.subscriber_lists.import_csv(readers, "Prøvemateriale", by, now)
    house.followers.import_history((samples / "followers.csv").read_bytes(), by, now)


def welcome(house: House) -> None:
    """Where the pages are and how to log in the first time."""
    _say(_mode(house))
    _say(f"Siderne lytter på http://{house.settings.web_bind}")
    if house.settings.web_bind not in house.settings.public_url:
        _say(f"Læserne finder dem på {house.settings.public_url}")
    for line in house.first_login():
        _say(line)


def _say(line: str) -> None:
    """To people; with --json, stdout is for the one document."""
    click.echo(line, err=bool(click.get_current_context().params.get("as_json")))


def _mode(house: House) -> str:
    if house.practice:
        return "Testtilstand: intet bliver sendt. Mail, Facebook og feeds efterlignes på maskinen."
    return "Live: det, der godkendes, bliver sendt."


@contextmanager
def _timetable(house: House) -> Iterator[None]:
    """The scheduler, until the block ends; a sending then finishes what is in flight and stops."""
    from comms.scheduler import Scheduler

    ticking = Scheduler(
        {str(name): job for name, job in house.schedules.jobs.items()},
        jobs(house),
        house.database.begin,
        house.schedules.zone,
        house.clock,
    )
    ticking.start()
    try:
        yield
    finally:
        house.stopping.set()
        ticking.stop()


@contextmanager
def _pages(house: House) -> Iterator[None]:
    """The web servers, until the block ends."""
    from comms.web import serve

    settings = house.settings
    running = serve.servers(house, settings.web_bind, settings.web_public_bind)
    with serve.serving(running):
        yield
