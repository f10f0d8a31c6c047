"""Opens the house for one command: settings read and checked, everything wired, closed after."""

from collections.abc import Iterator
from contextlib import contextmanager

from comms.cli.answer import PROJECT
from comms.wiring import House


@contextmanager
def opened() -> Iterator[House]:
    """The wired house. Raises SettingsError with every problem at once."""
    with House.open(PROJECT) as house:
        house.database.make_ready()
        yield house
