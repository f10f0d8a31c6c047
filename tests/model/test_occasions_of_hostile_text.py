"""A megabyte of what tempts the grammar is read in the time of its first page."""

from datetime import datetime
from time import process_time

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.danish.dates import read_times
from comms.model.mail import Mail
from comms.model.occasions import occasions

MONDAY = datetime(2026, 2, 16, 9, tzinfo=COPENHAGEN)
# Seconds of one processor; a pattern that tries everything again would take minutes.
LIMIT = 8
TEMPTING = (
    "1", "kl. 12 ", "den 3. ", "mandag tirsdag onsdag ", "3/3 ", "3., ", "hver mandag ", "A-",
    "Gl. ", "Huset i Huset ", "Xgade 1, ", "....", "3/3\n",
)  # fmt: skip


@pytest.mark.parametrize("words", TEMPTING)
def test_a_megabyte_of_it_is_read_in_time(words: str) -> None:
    text = (words * (1_000_000 // len(words) + 1))[:1_000_000]
    begun = process_time()
    occasions(Mail(text=text), MONDAY)
    assert process_time() - begun < LIMIT


def test_reading_twice_the_text_takes_no_four_times_as_long() -> None:
    def seconds(size: int) -> float:
        text = ("tirsdag den 3. marts kl. 17-19 i Remisen, Holmvej 2. " * 2000)[:size]
        begun = process_time()
        for _ in range(3):
            read_times(text, MONDAY)
        return process_time() - begun

    seconds(2_000)
    assert seconds(24_000) < 3.5 * seconds(12_000)
