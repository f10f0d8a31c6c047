"""What a look ahead promises, and what it refuses."""

import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest

from comms.errors import UsageError
from comms.model.growth import (
    Forecast,
    GoalPassed,
    Series,
    TooFew,
    forecast,
    gaps,
    reached_on,
    runs,
    weekly_pace,
)
from comms.model.growth.series import daily_steps

START = date(2026, 1, 1)


def growing(days: int, pace: float = 0.5, start: int = 880, seed: int = 7) -> Series:
    chance = np.random.default_rng(seed)
    followers, found = start, []
    for ahead in range(days):
        found.append((START + timedelta(days=ahead), followers))
        followers += int(pace) + (chance.random() < pace % 1)
    return tuple(found)


def ahead(series: Series, goal: int = 1000, *days: int) -> Forecast:
    last = series[-1][0]
    return forecast(series, goal, last, [last + timedelta(days=day) for day in days])


def test_27_days_are_too_few() -> None:
    with pytest.raises(TooFew, match=r"(?i)for få målinger: 27 målinger over 27 dage"):
        ahead(growing(27))


def test_28_days_are_enough() -> None:
    assert ahead(growing(28), 1000, 28).at


def test_no_measurement_at_all_is_too_few() -> None:
    with pytest.raises(TooFew, match=r"(?i)for få målinger"):
        forecast((), 1000, START)


def test_four_counts_in_a_month_are_too_few() -> None:
    with pytest.raises(TooFew):
        ahead(growing(31)[::10])


def test_the_same_seed_gives_the_same_answer() -> None:
    assert ahead(growing(180), 1000, 28, 90) == ahead(growing(180), 1000, 28, 90)


def test_another_day_asked_for_changes_no_answer() -> None:
    series = growing(180)
    day = series[-1][0] + timedelta(days=28)
    assert ahead(series, 1000, 28).at[day] == ahead(series, 1000, 28, 3000).at[day]


def test_the_interval_grows_with_the_distance() -> None:
    widths = [i.p90 - i.p10 for i in ahead(growing(180), 1000, 7, 28, 90, 180).at.values()]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_the_pace_itself_is_in_doubt() -> None:
    """Steps that were only chance would widen by the root of the distance, 2.5 times here."""
    near, far = (i.p90 - i.p10 for i in ahead(growing(180), 1000, 28, 180).at.values())
    assert far > 4 * near


def test_less_history_makes_a_wider_interval() -> None:
    short, long = (next(iter(ahead(growing(days), 1000, 90).at.values())) for days in (30, 180))
    assert short.p90 - short.p10 > 1.5 * (long.p90 - long.p10)


def test_the_middle_goes_on_at_the_pace_of_the_past() -> None:
    (interval,) = ahead(growing(180, pace=2.0), 5000, 100).at.values()
    assert interval.p50 == pytest.approx(880 + 2 * 179 + 200, abs=5)


def test_a_flat_past_still_has_an_interval() -> None:
    (interval,) = ahead(growing(180, pace=0.0), 1000, 90).at.values()
    assert interval.p10 < 880 < interval.p90


def test_a_page_that_loses_everybody_does_not_go_below_nobody() -> None:
    falling = tuple((START + timedelta(days=n), 60 - n) for n in range(60))
    (interval,) = ahead(falling, 1000, 90).at.values()
    assert interval.p10 == 0


def test_what_was_measured_after_today_is_not_known() -> None:
    series = growing(180)
    today = series[59][0]
    assert forecast(series, 1000, today).as_json() == forecast(series[:60], 1000, today).as_json()


def test_a_goal_in_sight_has_an_early_a_middle_and_a_late_day() -> None:
    reach = ahead(growing(180), 1000).reach
    assert reach.p10 is not None
    assert reach.p50 is not None
    assert reach.p90 is not None
    assert START < reach.p10 < reach.p50 < reach.p90


def test_a_goal_far_away_has_no_day() -> None:
    found = ahead(growing(180), 1_000_000)
    assert vars(found.reach) == {"p10": None, "p50": None, "p90": None}
    assert set(found.probability_by.values()) == {0.0}


def test_the_chance_is_told_for_three_six_and_twelve_months() -> None:
    series = growing(335)  # until 1.12.2026
    found = forecast(series, 1100, date(2026, 11, 30))
    assert list(found.probability_by) == [
        date(2027, 2, 28),
        date(2027, 5, 30),
        date(2027, 11, 30),
    ]
    chances = list(found.probability_by.values())
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_half_the_paths_are_there_on_the_middle_day() -> None:
    series = growing(180)
    reach = ahead(series, 985).reach
    found = forecast(series, 985, series[-1][0])
    early, *_, late = found.probability_by
    assert reach.p50 is not None
    assert (found.probability_by[early] >= 0.5) == (reach.p50 <= early)
    assert (found.probability_by[late] >= 0.9) == (reach.p90 is not None and reach.p90 <= late)


def test_940_to_1003_names_the_first_day_over_1000() -> None:
    series = tuple((START + timedelta(days=n), 940 + n) for n in range(64))
    found = ahead(series, 1000, 28)
    day = date(2026, 3, 2)
    assert (found.reached, found.reach.p10, found.reach.p50, found.reach.p90) == (day,) * 4
    assert found.is_met
    assert set(found.probability_by.values()) == {1.0}


def test_a_goal_met_and_lost_again_is_looked_for_anew() -> None:
    series = (*growing(60, start=960, pace=1.0), (START + timedelta(days=60), 990))
    found = ahead(series, 1000)
    assert found.reached == START + timedelta(days=40)
    assert not found.is_met
    assert found.reach.p50 != found.reached


def test_a_missed_day_does_not_stop_the_forecast() -> None:
    series = growing(180)
    assert ahead((*series[:100], *series[107:]), 1000, 28).at


def test_a_stale_series_counts_its_days_from_the_last_measurement() -> None:
    series = growing(180)
    today = series[-1][0] + timedelta(days=30)
    day = today + timedelta(days=28)
    assert forecast(series, 1000, today, [day]).at[day] == ahead(series, 1000, 58).at[day]


@pytest.mark.parametrize("days", [0, -5, 4000])
def test_a_day_that_cannot_be_forecast_is_refused(days: int) -> None:
    with pytest.raises(UsageError, match="efter den seneste måling"):
        ahead(growing(180), 1000, days)


def test_json_has_the_shape_that_scripts_rely_on() -> None:
    found = ahead(growing(180), 1000, 28).as_json()
    assert list(found) == ["at", "today", "goal", "reach", "probability_by"]
    assert list(found["at"]) == ["2026-07-27"]
    assert list(found["at"]["2026-07-27"]) == ["p10", "p50", "p90"]
    assert list(found["reach"]) == ["p10", "p50", "p90"]
    assert found["today"] == growing(180)[-1][1]


def test_numpy_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, comms.model.growth; print('numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "False"


def test_a_gap_stays_a_gap() -> None:
    series = ((START, 940), (START + timedelta(days=1), 941), (START + timedelta(days=4), 943))
    assert gaps(series) == ((START + timedelta(days=2), START + timedelta(days=3)),)
    assert runs(series) == (series[:2], series[2:])


def test_the_change_over_a_gap_is_spread_inside_the_model_only() -> None:
    series = ((START, 940), (START + timedelta(days=4), 942))
    assert daily_steps(series) == [0.5] * 4


def test_a_goal_not_reached_has_no_day() -> None:
    assert reached_on(growing(10), 1000) is None


def test_the_pace_is_followers_a_week() -> None:
    assert weekly_pace(940, 1000, START, START + timedelta(days=70)) == 6.0


def test_no_pace_is_needed_once_reached() -> None:
    assert weekly_pace(1003, 1000, START, START) == 0.0


def test_a_date_that_has_passed_is_refused() -> None:
    with pytest.raises(GoalPassed, match=r"1\.1\.2026 er nået med 940 af 1\.000"):
        weekly_pace(940, 1000, START, START)
