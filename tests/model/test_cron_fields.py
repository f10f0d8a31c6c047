"""Cron's five fields, read strictly."""

import pytest

from comms.model import cron


def test_a_star_allows_everything() -> None:
    read = cron.read("* * * * *")
    assert read.minutes == tuple(range(60))
    assert read.hours == tuple(range(24))
    assert read.weekdays == tuple(range(7))


@pytest.mark.parametrize(
    ("field", "weekdays"),
    [
        ("0", (0,)),
        ("7", (0,)),
        ("1-5", (1, 2, 3, 4, 5)),
        ("mon-FRI", (1, 2, 3, 4, 5)),
        ("sat-sun", (0, 6)),
        ("5-7", (0, 5, 6)),
        ("sun,wed", (0, 3)),
        ("*/2", (0, 2, 4, 6)),
        ("1-5/2", (1, 3, 5)),
    ],
)
def test_weekdays_count_as_cron_counts_them(field: str, weekdays: tuple[int, ...]) -> None:
    assert cron.read(f"0 9 * * {field}").weekdays == weekdays


def test_months_may_be_named() -> None:
    assert cron.read("0 9 1 jan,jun-aug *").months == (1, 6, 7, 8)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("60 9 * * *", "minute '60' cannot be used (allowed: 0-59, "),
        ("0 24 * * *", "hour '24' cannot be used (allowed: 0-23, "),
        ("0 9 0 * *", "day '0' cannot be used (allowed: 1-31, "),
        ("0 9 * 13 *", "month '13' cannot be used (allowed: 1-12 or jan…dec, "),
        ("0 9 * * 8", "weekday '8' cannot be used (allowed: 0-7 or sun…sat, "),
        ("0 9 * * mandag", "weekday 'mandag'"),
        ("0 9 * * mon/2", "weekday 'mon/2'"),
        ("0 9 * * sat-mon", "weekday 'sat-mon'"),
        ("*/0 9 * * *", "minute '*/0'"),
        ("5/10 9 * * *", "minute '5/10'"),
        ("1,,2 9 * * *", "minute '1,,2'"),
        ("-5 9 * * *", "minute '-5'"),
        ("²  9 * * *", "minute '²'"),
        ("0 9 30 2 *", "'0 9 30 2 *' never comes"),
        ("0 9 * *", "five fields"),
    ],
)
def test_what_is_wrong_is_refused_with_what_is_allowed(text: str, named: str) -> None:
    with pytest.raises(ValueError, match="cron") as refused:
        cron.read(text)
    assert named in str(refused.value)
