"""Counting followers into the store, on both databases."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from comms.errors import BadInput, CommsError, OutcomeUnknown, TooBig, UsageError
from comms.model.growth import TooFew
from comms.stages.measure import Followers
from comms.store.database import Database
from comms.wire.graph import PageFigures
from tests.clock import NOON

TODAY = date(2026, 11, 23)


@dataclass
class FakePage:
    """A page that answers with a count, or fails."""

    followers: int = 964
    raises: CommsError | None = None
    asked: list[str] = field(default_factory=list)

    def figures(self) -> PageFigures:
        self.asked.append("figures")
        if self.raises:
            raise self.raises
        return PageFigures(self.followers, 950)


@pytest.fixture
def followers(database: Database) -> Followers:
    return Followers(database.begin, database.read, "1234")


def series(followers: Followers) -> list[tuple[date, int]]:
    return [(one.day, one.followers) for one in followers.history()]


def csv(*rows: str) -> bytes:
    return "\n".join(("date,followers", *rows, "")).encode()


def test_todays_count_is_stored_with_fans_and_source(followers: Followers) -> None:
    counted = followers.snapshot(FakePage(), NOON)
    (stored,) = followers.history()
    assert (counted.day, counted.followers, counted.known) == (TODAY, 964, False)
    assert (stored.followers, stored.fans, stored.source) == (964, 950, "graph")


def test_a_day_is_counted_once(followers: Followers) -> None:
    page = FakePage()
    followers.snapshot(page, NOON)
    page.followers = 999
    again = followers.snapshot(page, NOON + timedelta(hours=3))
    assert (again.followers, again.known, len(page.asked)) == (964, True, 1)


def test_the_day_ends_at_midnight_in_copenhagen(followers: Followers) -> None:
    late = NOON.replace(hour=23, minute=30)
    followers.snapshot(FakePage(964), late)
    followers.snapshot(FakePage(965), late + timedelta(hours=1))
    assert series(followers) == [(TODAY, 964), (TODAY + timedelta(days=1), 965)]


def test_an_error_leaves_a_gap_that_is_told_and_recorded(
    followers: Followers, database: Database
) -> None:
    counted = followers.snapshot(FakePage(raises=OutcomeUnknown("read timed out")), NOON)
    assert counted.followers is None
    assert counted.problem == "23.11.2026: følgertallet kunne ikke hentes (read timed out)."
    assert series(followers) == []
    with database.read() as tx:
        (event,) = tx.audit.about("snapshot", "2026-11-23")
    assert event.verb == "count_failed"


def test_a_failed_count_is_made_up_for_later_the_same_day(followers: Followers) -> None:
    page = FakePage(raises=OutcomeUnknown("read timed out"))
    followers.snapshot(page, NOON)
    page.raises = None
    followers.snapshot(page, NOON + timedelta(hours=1))
    assert series(followers) == [(TODAY, 964)]


def test_a_count_that_cannot_be_is_a_gap(followers: Followers) -> None:
    assert followers.snapshot(FakePage(-1), NOON).followers is None
    assert series(followers) == []


def test_another_pages_counts_are_its_own(database: Database) -> None:
    Followers(database.begin, database.read, "a").snapshot(FakePage(1), NOON)
    assert series(Followers(database.begin, database.read, "b")) == []


def test_a_count_can_be_typed_in(followers: Followers, database: Database) -> None:
    followers.record(940, date(2026, 11, 1), "anna", NOON)
    (stored,) = followers.history()
    assert (stored.day, stored.followers, stored.source) == (date(2026, 11, 1), 940, "hand")
    with database.read() as tx:
        assert [e.by for e in tx.audit.about("snapshot", "2026-11-01")] == ["anna"]


def test_a_correction_needs_a_reason(followers: Followers) -> None:
    followers.record(940, TODAY, "anna", NOON)
    with pytest.raises(UsageError, match=r"23\.11\.2026 er målt til 940: skriv en grund"):
        followers.record(904, TODAY, "anna", NOON)
    assert series(followers) == [(TODAY, 940)]


def test_a_correction_keeps_its_reason_and_what_stood_before(
    followers: Followers, database: Database
) -> None:
    followers.record(940, TODAY, "anna", NOON)
    followers.record(904, TODAY, "anna", NOON, reason="Tastefejl")
    (stored,) = followers.history()
    assert (stored.followers, stored.reason) == (904, "Tastefejl")
    with database.read() as tx:
        event = tx.audit.about("snapshot", "2026-11-23")[-1]
    assert event.verb == "correct"
    assert event.content == {"followers": 904, "was": 940, "reason": "Tastefejl"}


@pytest.mark.parametrize(
    ("count", "day"), [(940, TODAY + timedelta(days=1)), (-1, TODAY), (10**9, TODAY)]
)
def test_a_count_that_cannot_be_is_refused(followers: Followers, count: int, day: date) -> None:
    with pytest.raises(UsageError):
        followers.record(count, day, "anna", NOON)


def test_earlier_history_comes_in_and_a_gap_stays_a_gap(followers: Followers) -> None:
    done = followers.import_history(csv("2026-11-01,940", "2026-11-03,942"), "anna", NOON)
    assert (done.added, done.known, done.problems) == (2, 0, ())
    assert series(followers) == [(date(2026, 11, 1), 940), (date(2026, 11, 3), 942)]


def test_the_same_file_twice_adds_nothing_twice(followers: Followers) -> None:
    followers.import_history(csv("2026-11-01,940"), "anna", NOON)
    done = followers.import_history(csv("2026-11-01,940"), "anna", NOON)
    assert (done.added, done.known, done.problems) == (0, 1, ())


def test_bad_rows_are_told_in_the_order_of_the_file_and_good_ones_go_on(
    followers: Followers,
) -> None:
    followers.record(950, date(2026, 11, 2), "anna", NOON)
    rows = ("2026-11-01,940", "2026-11-02,941", "2026-11-03,mange", "2026-11-24,970")
    done = followers.import_history(csv(*rows), "anna", NOON)
    assert [problem.line for problem in done.problems] == [3, 4, 5]
    assert "2.11.2026 er allerede målt til 950" in done.problems[0].what
    assert (done.added, done.known) == (1, 0)
    assert series(followers) == [(date(2026, 11, 1), 940), (date(2026, 11, 2), 950)]


def test_a_file_in_windows_letters_is_read(followers: Followers) -> None:
    done = followers.import_history("dato;følgere\n1.11.2026;940\n".encode("cp1252"), "a", NOON)
    assert done.added == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\0\0", b"navn,mail\n"])
def test_what_is_no_such_file_is_refused(followers: Followers, data: bytes) -> None:
    with pytest.raises(BadInput):
        followers.import_history(data, "anna", NOON)


def test_a_file_beyond_all_measure_is_refused(followers: Followers) -> None:
    with pytest.raises(TooBig):
        followers.import_history(b"x" * 5_000_001, "anna", NOON)


def filled(followers: Followers, days: int) -> Followers:
    rows = (f"{TODAY - timedelta(days=n)},{960 - n // 2}" for n in range(days))
    followers.import_history(csv(*rows), "anna", NOON)
    return followers


def test_a_forecast_looks_at_what_is_stored(followers: Followers) -> None:
    day = TODAY + timedelta(days=28)
    found = filled(followers, 60).forecast(1000, NOON, [day])
    assert found.today == 960
    assert found.at[day].p10 <= found.at[day].p50 <= found.at[day].p90


def test_few_measurements_give_no_forecast(followers: Followers) -> None:
    with pytest.raises(TooFew):
        filled(followers, 20).forecast(1000, NOON)


def test_a_history_of_its_own_stores_nothing_and_ends_when_it_ends(followers: Followers) -> None:
    own = tuple((date(2020, 1, 1) + timedelta(days=n), 500 + n) for n in range(60))
    found = followers.forecast(600, NOON, [date(2020, 4, 1)], own)
    assert (found.today, found.measured_on) == (559, date(2020, 2, 29))
    assert list(followers.history()) == []


def test_a_goal_of_nothing_is_refused(followers: Followers) -> None:
    with pytest.raises(UsageError, match="over 0"):
        followers.forecast(0, NOON)


def test_a_second_machine_changes_nothing(followers: Followers, database: Database) -> None:
    class Slow(FakePage):
        def figures(self) -> PageFigures:
            Followers(database.begin, database.read, "1234").snapshot(FakePage(964), NOON)
            return super().figures()

    counted = followers.snapshot(Slow(966), NOON)
    assert counted.known
    assert series(followers) == [(TODAY, 964)]


def test_moments_in_another_zone_are_the_same_day(followers: Followers) -> None:
    utc = datetime.fromisoformat("2026-11-22T23:30:00+00:00")
    assert followers.today(utc) == TODAY
