from datetime import UTC, date, datetime

import pytest

from comms.danish.calendar import (
    COPENHAGEN,
    closing_day_name,
    is_closing_day,
    is_school_holiday,
    is_working_day,
    long_date,
    number,
    percent,
    short_date,
    week_monday,
    week_name,
    when,
)


def test_a_meeting_is_written_as_danes_write_it() -> None:
    start, end = (
        datetime(2026, 3, 3, 17, tzinfo=COPENHAGEN),
        datetime(2026, 3, 3, 19, tzinfo=COPENHAGEN),
    )
    assert when(start, end) == "tirsdag den 3. marts 2026 kl. 17.00–19.00"


def test_facebook_leaves_out_the_zeros() -> None:
    start, end = (
        datetime(2026, 3, 3, 17, tzinfo=COPENHAGEN),
        datetime(2026, 3, 3, 19, 30, tzinfo=COPENHAGEN),
    )
    assert when(start, end, style="facebook") == "tirsdag den 3. marts 2026 kl. 17-19.30"


def test_an_aware_moment_is_shown_in_copenhagen_time() -> None:
    assert when(datetime(2026, 7, 1, 15, 0, tzinfo=UTC)) == "onsdag den 1. juli 2026 kl. 17.00"


def test_a_bare_date_has_no_clock() -> None:
    assert when(date(2026, 3, 3)) == "tirsdag den 3. marts 2026"


def test_several_days_name_both_ends() -> None:
    assert when(date(2026, 7, 3), date(2026, 7, 5)) == (
        "fredag den 3. juli – søndag den 5. juli 2026"
    )


def test_several_days_with_hours_keep_both_hours() -> None:
    assert when(
        datetime(2026, 7, 3, 18, tzinfo=COPENHAGEN), datetime(2026, 7, 5, 12, tzinfo=COPENHAGEN)
    ) == ("fredag den 3. juli 2026 kl. 18.00 – søndag den 5. juli 2026 kl. 12.00")


def test_short_and_long_dates() -> None:
    assert short_date(date(2026, 3, 3)) == "3.3.2026"
    assert long_date(date(2026, 12, 24)) == "torsdag den 24. december 2026"


def test_thousands_have_a_point() -> None:
    assert number(1234567) == "1.234.567"


@pytest.mark.parametrize(("value", "text"), [(5.2, "5,2 %"), (20, "20 %"), (19.23, "19,2 %")])
def test_percent_has_a_comma(value: float, text: str) -> None:
    assert percent(value) == text


def test_weeks_follow_iso_around_new_year() -> None:
    assert week_name(date(2027, 1, 1)) == "2026-W53"
    assert week_monday("2026-W53") == date(2026, 12, 28)


@pytest.mark.parametrize("day", [date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_customary_days_are_closing_days(day: date) -> None:
    assert is_closing_day(day)


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert is_closing_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))


def test_holidays_are_named_in_danish() -> None:
    assert closing_day_name(date(2026, 4, 2)) == "Skærtorsdag"
    assert closing_day_name(date(2026, 3, 3)) is None


def test_schools_are_closed_in_week_42_and_july() -> None:
    assert is_school_holiday(date(2026, 10, 14))
    assert is_school_holiday(date(2026, 7, 20))
    assert not is_school_holiday(date(2026, 9, 14))
