"""A year of the newsletter: what the rules promise for each week is what leaves, and nothing else.

The real timetable, desk and mailroom run through it; only the clock and the readers' inbox are
ours. A row is a week: the issue's day, when it leaves under each rule of approval (or why it does
not), and what is otherwise than planned.
"""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import pytest

from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import week_monday
from comms.practice.mailcatcher import Mailcatcher
from comms.store.database import Database
from tests.clock import COPENHAGEN
from tests.journeys.newsletter_year import READERS, Week, Year
from tests.stages.issue_house import IssueHouse

SKIPPED, HELD = "skipped", "held"
# fmt: off
YEAR = (
    #    week        its day   stories    required
    Week("2026-W49", "3.12.",  "10.00",   "10.00"),
    Week("2026-W50", "10.12.", "10.00",   HELD,     yes=""),
    Week("2026-W51", "17.12.", SKIPPED,   SKIPPED,  story=False),
    Week("2026-W52", "23.12.", "10.00",   "10.00"),          # Thursday is juleaften
    Week("2026-W53", "30.12.", "10.00",   "10.00"),          # Thursday is nytårsaften
    Week("2027-W01", "7.1.",   "10.00",   "10.00"),
    Week("2027-W02", "14.1.",  "10.00",   "13.00",  yes="13.00"),
    Week("2027-W03", "21.1.",  "12.00",   "12.00",  down=("8.00", "12.00")),
    Week("2027-W04", "28.1.",  HELD,      HELD,     down=("8.00", "19.00")),
    Week("2027-W05", "4.2.",   HELD,      HELD,     hold="-1 13.00"),
    Week("2027-W06", "11.2.",  "14.00",   "14.00",  hold="-1 13.00", release="14.00"),
    Week("2027-W07", "18.2.",  "+1 7.00", "+1 7.00", hold="9.00", release="22.30"),
    Week("2027-W08", "25.2.",  "10.00",   "+1 7.00", yes="23.30"),
    Week("2027-W09", "4.3.",   "14.00",   "12.30",  yes="12.30", down=("-1 8.00", "12.00")),
    Week("2027-W10", "11.3.",  HELD,      HELD,     yes="", down=("-1 8.00", "17.00")),
    Week("2027-W11", "18.3.",  SKIPPED,   HELD,     rework="-1 15.00"),
    Week("2027-W12", "24.3.",  "10.00",   "10.00"),          # Thursday is skærtorsdag
    Week("2027-W13", "1.4.",   "10.00",   "10.00"),          # summer time since Sunday
    Week("2027-W14", "8.4.",   SKIPPED,   SKIPPED,  story=False, down=("-1 8.00", "-1 20.00")),
    Week("2027-W15", "15.4.",  "10.00",   "10.00",  yes="9.55"),
    Week("2027-W16", "22.4.",  "10.00",   "10.00",  hold="-1 13.00", release="-1 15.00"),
    Week("2027-W17", "29.4.",  "10.00",   "10.00"),
    Week("2027-W18", "5.5.",   "10.00",   "10.00"),          # Thursday is Kristi himmelfartsdag
    Week("2027-W19", "13.5.",  "10.00",   "10.00"),
    Week("2027-W20", "20.5.",  "+1 9.00", "+1 9.00", hold="9.00", release="+1 9.00"),
    Week("2027-W21", "27.5.",  "10.00",   "10.00"),
    Week("2027-W22", "3.6.",   "10.00",   "10.00"),
    Week("2027-W23", "10.6.",  "10.00",   "10.00"),
    Week("2027-W24", "17.6.",  SKIPPED,   SKIPPED,  story=False),
    Week("2027-W25", "24.6.",  "10.00",   "10.00"),
    Week("2027-W26", "1.7.",   "10.00",   "10.00"),
    Week("2027-W27", "8.7.",   "10.00",   "10.00"),
    Week("2027-W28", "15.7.",  SKIPPED,   SKIPPED,  story=False),
    Week("2027-W29", "22.7.",  SKIPPED,   SKIPPED,  story=False),
    Week("2027-W30", "29.7.",  SKIPPED,   SKIPPED,  story=False, down=("-3 1.00", "+3 9.00")),
    Week("2027-W31", "5.8.",   "10.00",   "10.00"),
    Week("2027-W32", "12.8.",  "10.00",   "10.00",  down=("-1 10.00", "-1 18.00")),
    Week("2027-W33", "19.8.",  "10.00",   HELD,     yes=""),
    Week("2027-W34", "26.8.",  "10.00",   "10.00"),
    Week("2027-W35", "2.9.",   "10.00",   "10.00"),
    Week("2027-W36", "9.9.",   "18.00",   "18.00",  down=("7.00", "18.00")),
    Week("2027-W37", "16.9.",  "10.00",   "10.00"),
    Week("2027-W38", "23.9.",  "10.00",   "10.00"),
    Week("2027-W39", "30.9.",  "10.00",   "10.00"),
    Week("2027-W40", "7.10.",  "10.00",   "10.00"),
    Week("2027-W41", "14.10.", "10.00",   "10.00"),
    Week("2027-W42", "21.10.", "10.00",   "10.00"),
    Week("2027-W43", "28.10.", "10.00",   "10.00"),
    Week("2027-W44", "4.11.",  "10.00",   "10.00"),          # winter time since Sunday
    Week("2027-W45", "11.11.", "10.00",   "15.00",  yes="15.00"),
    Week("2027-W46", "18.11.", "10.00",   "10.00"),
    Week("2027-W47", "25.11.", "10.00",   "10.00"),
)
# fmt: on


pytestmark = pytest.mark.timeout(400)  # a few seconds, but much longer on a busy machine


@pytest.fixture(params=["stories", "required"])
def year(request: pytest.FixtureRequest, memory: Database, tmp_path: Path) -> Iterator[Year]:
    """The year, gone by."""
    start = datetime.combine(week_monday(YEAR[0].name), time(0, 30), COPENHAGEN)
    with Mailcatcher() as catcher:
        house = IssueHouse(memory, tmp_path, start, catcher.port, clock=lambda: house.now)
        house.rules = NewsletterRules(approval=request.param)
        house.readers(len(READERS))
        gone_by = Year(house, catcher)
        gone_by.run(YEAR)
        yield gone_by


def test_each_week_leaves_what_the_rules_promise_once_and_nothing_else(year: Year) -> None:
    by_rule = year.house.rules.approval == "stories"
    promised = {one.name: one.leaves if by_rule else one.leaves_approved for one in YEAR}
    assert {one.name: year.left(one) for one in YEAR} == promised
    assert set(year.sent) <= set(promised)
