"""Opens the house for one command: settings read and checked, everything wired, closed after."""

from collections.abc import Iterator
from contextlib import contextmanager

from comms.cli.answer import PROJECT
from comms.cli.logs import configure
from comms.wiring import House


@contextmanager
def opened(*, database: bool = True) -> Iterator[House]:
    """The wired house. Raises SettingsError with every problem at once.

    database: False for a command that keeps nothing.
    """
    with House.open(PROJECT) as house:
        configure(live=house.settings.live)
        if database:
            house.database.make_ready()
            house.refuse_practice_data()
            house.refresh()
        yield house
