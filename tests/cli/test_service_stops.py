"""Telling the service to stop reaches a sending that is under way."""

from comms.cli.answer import PROJECT
from comms.cli.service import _timetable
from comms.wiring import House
from tests.cli.conftest import Run


def test_a_sending_of_the_timetable_is_told_to_stop(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    with House.open(PROJECT) as house:
        with _timetable(house):
            assert not house.stopping.is_set()
        assert house.stopping.is_set()
