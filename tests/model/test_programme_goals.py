"""Goals of every kind, held against numbers."""

from datetime import date

import pytest

from comms.errors import SettingsError
from comms.model.programme import Goal, Kind, Measure, Period, stand

TODAY = date(2026, 11, 26)
PLAN = "Udviklingsplanen"


def goal(kind: Kind, target: float | None = None, baseline: float | None = None) -> Goal:
    return Goal("x", "Et mål", kind, PLAN, 2018, target, baseline, unit="%")


def met(one: Goal, value: float) -> bool | None:
    return stand(one, Measure(value, "Egne tal", 2020), TODAY).met


AMBASSADORS = Goal(
    "ambassadors",
    "Ambassadører i 2019",
    Kind.AT_LEAST,
    PLAN,
    2018,
    target=50,
    unit="ambassadører",
    period=Period(date(2019, 1, 1), date(2019, 12, 31)),
)


def test_52_of_50_is_104_percent() -> None:
    standing = stand(AMBASSADORS, Measure(52, "Registret", 2019), date(2019, 6, 1))
    assert (standing.share, standing.met, standing.over) == (104.0, True, False)


def test_a_goal_whose_period_is_over_says_so_with_source_and_year() -> None:
    standing = stand(AMBASSADORS, Measure(52, "Registret", 2019), TODAY)
    assert standing.in_words() == (
        "52 ambassadører, 104 % af målet: nået; perioden sluttede 31.12.2019 "
        "(mål: Udviklingsplanen, 2018; tal: Registret, 2019)"
    )


def test_the_last_day_of_the_period_is_not_over() -> None:
    assert not Period(end=TODAY).is_over(TODAY)


def test_10_of_52_citizens_is_not_20_percent() -> None:
    standing = stand(goal(Kind.AT_LEAST, 20), Measure(100 * 10 / 52, "Registret", 2020), TODAY)
    assert not standing.met
    assert standing.in_words().startswith("19,2 %")


def test_down_by_20_percent_is_a_fifth_off_the_baseline() -> None:
    morphine = goal(Kind.DOWN_BY, 20, 50)
    assert morphine.line == 40
    assert (met(morphine, 40), met(morphine, 40.1)) == (True, False)
    assert morphine.in_words() == "ned med 20 %: fra 50 % til 40 %"


def test_down_to_20_percent_is_20_percent() -> None:
    opioids = goal(Kind.DOWN_TO, 20, 27)
    assert opioids.line == 20
    assert (met(opioids, 20), met(opioids, 21.6)) == (True, False)
    assert opioids.in_words() == "ned til 20 % fra 27 %"


def test_the_way_down_is_counted_from_the_baseline() -> None:
    homeless = Goal("h", "Hjemløse", Kind.DOWN_TO, PLAN, 2018, 45, 57, unit="personer")
    assert stand(homeless, Measure(51, "Tællingen", 2019), TODAY).share == 50.0


def test_at_most_the_region_names_the_region() -> None:
    lonely = Goal(
        "l", "Ensomhed", Kind.AT_MOST, PLAN, 2018, 4.9, 5.2, "%", comparator="regionsgennemsnit"
    )
    assert lonely.in_words() == "højst 4,9 % (regionsgennemsnit)"
    assert (met(lonely, 5.2), met(lonely, 4.9)) == (False, True)


def test_more_is_more_than_the_baseline() -> None:
    more = goal(Kind.MORE, baseline=10.9)
    assert (met(more, 10.9), met(more, 11.0)) == (False, True)


def test_hold_is_not_below_the_baseline() -> None:
    hold = goal(Kind.HOLD, baseline=22)
    assert (met(hold, 22), met(hold, 21)) == (True, False)


def test_a_goal_nobody_has_measured_is_neither_met_nor_missed() -> None:
    standing = stand(AMBASSADORS, None, date(2019, 6, 1))
    assert standing.met is None
    assert standing.in_words() == "ikke målt endnu (mål: Udviklingsplanen, 2018)"


@pytest.mark.parametrize(("source", "year"), [("", 2018), ("  ", 2018), (PLAN, 0), (PLAN, 18)])
def test_no_number_without_source_and_year(source: str, year: int) -> None:
    with pytest.raises(SettingsError, match="uden kilde"):
        Goal("x", "Et mål", Kind.AT_LEAST, source, year, 50)
    with pytest.raises(SettingsError, match="uden kilde"):
        Measure(52, source, year)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_goal_without_its_number_is_refused(kind: Kind) -> None:
    with pytest.raises(SettingsError, match="mangler"):
        goal(kind)
