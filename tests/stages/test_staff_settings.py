"""What staff change of schedules.yaml: versions, refusals, and which of the two wins."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from argon2 import PasswordHasher

from comms.config.overlay import Change, State
from comms.config.schedules import Schedules
from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import COMMAND_LINE
from comms.stages.people import Accounts
from comms.stages.staff_settings import Overtaken, StaffSettings, Unfit
from comms.store.database import Database
from comms.store.settings import SettingsVersion

ROOT = Path(__file__).resolve().parents[2]
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
TIMES = {"slots": ["08:30"], "at_most_a_day": 2, "quiet_from": "21:00", "quiet_until": "06:30"}


@pytest.fixture(scope="module")
def base() -> Schedules:
    return Schedules.load(ROOT / "schedules.yaml")


@pytest.fixture
def settings(database: Database, base: Schedules, now: datetime) -> StaffSettings:
    accounts = Accounts(database.begin, database.read, QUICK)
    for name, role in (("Eva Lund", "admin"), ("Ib Skov", "approver"), ("Åse Bæk", "writer")):
        mail = f"{name[0].lower().replace('å', 'a')}@example.dk"
        accounts.add(name, mail, role, "blåbær og rødgrød", COMMAND_LINE, now)
    return StaffSettings(database.begin, database.read, base)


def _again(settings: StaffSettings, base: Schedules) -> StaffSettings:
    """Another process, or the same after a restart with another file."""
    return StaffSettings(settings.begin, settings.read, base)


def test_nothing_changed_is_the_file_itself(settings: StaffSettings, base: Schedules) -> None:
    assert settings.current() == base
    assert all(not one.changed and not one.version for one in settings.standing().values())


def test_a_change_holds_in_every_process_and_can_be_seen(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    before = settings.stamp()
    settings.change("facebook", TIMES, "Ib Skov", now, 0)
    other = _again(settings, base)
    assert other.stamp() != before
    assert other.current().facebook.at_most_a_day == 2
    here = other.standing()["facebook"]
    assert (here.changed, here.by, here.at, here.version) == (True, "Ib Skov", now, 1)
    assert other.current().facebook.fold == base.facebook.fold


def test_a_change_is_an_event_that_names_no_words(
    settings: StaffSettings, database: Database, now: datetime
) -> None:
    settings.change("core_story", "Vi gør det sammen.", "Ib Skov", now, 0)
    with database.read() as tx:
        (event,) = tx.audit.about("setting", "core_story")
        assert "sammen" not in str(tx.audit.newest())
    assert (event.by, event.verb) == ("Ib Skov", "change setting")
    assert event.content_hash


def test_the_later_of_two_is_told_what_the_first_one_made_of_it(
    settings: StaffSettings, now: datetime
) -> None:
    settings.change("core_story", "Den ene.", "Ib Skov", now, 0)
    with pytest.raises(Overtaken, match="Ib Skov har ændret det") as raised:
        settings.change("core_story", "Den anden.", "Eva Lund", now, 0)
    assert raised.value.now.value == "Den ene."
    settings.change("core_story", "Den anden.", "Eva Lund", now, raised.value.now.version)
    assert settings.current().newsletter.core_story == "Den anden."


def test_of_two_in_the_same_moment_one_is_kept_and_one_is_told(
    settings: StaffSettings, now: datetime
) -> None:
    together, told = Barrier(2), []

    def change(words: str, by: str) -> None:
        together.wait()
        try:
            settings.change("core_story", words, by, now, 0)
        except Overtaken as error:
            told.append(error)

    pair = [Thread(target=change, args=one) for one in (("En.", "Ib Skov"), ("To.", "Eva Lund"))]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert len(told) == 1
    assert len(settings.history("core_story")) == 1


def test_different_things_may_be_changed_at_once(settings: StaffSettings, now: datetime) -> None:
    settings.change("core_story", "Ord.", "Ib Skov", now, 0)
    settings.change("feeds/kommunen", _feed(settings, place="Rådhuset"), "Eva Lund", now, 0)
    settings.change("feeds/frivilligcenter", {"active": False}, "Ib Skov", now, 0)
    places = {feed.key: (feed.place, feed.active) for feed in settings.current().feeds}
    assert places == {"kommunen": ("Rådhuset", True), "frivilligcenter": ("", False)}


def test_what_nobody_changed_makes_no_version(settings: StaffSettings, now: datetime) -> None:
    same = settings.standing()["facebook"].value
    assert settings.change("facebook", same, "Ib Skov", now, 0) is None
    assert settings.history("facebook") == []


def test_writers_look_and_do_not_change(settings: StaffSettings, now: datetime) -> None:
    for by in ("Åse Bæk", "Ukendt"):
        with pytest.raises(NotAllowed):
            settings.change("core_story", "Ord.", by, now, 0)
        with pytest.raises(NotAllowed):
            settings.put_back("core_story", 0, by, now, 0)
        with pytest.raises(NotAllowed):
            settings.remove("feeds/kommunen", by, now, 0)


BAD: list[tuple[str, Any, str, str]] = [
    ("facebook", {**TIMES, "slots": ["25:00"]}, "slots", "09:00"),
    ("facebook", {**TIMES, "slots": []}, "slots", "mindst ét"),
    ("facebook", {**TIMES, "at_most_a_day": "26"}, "at_most_a_day", "højst 25"),
    ("facebook", {**TIMES, "at_most_a_day": "mange"}, "at_most_a_day", "helt tal"),
    ("newsletter", {"title": "Nyt"}, "title", "{week}"),
    ("feeds/ny", {"url": "ftp://example.dk"}, "url", "http"),
    ("feeds/ny", {"url": "https://example.dk", "kind": "xml"}, "kind", "rss"),
    ("feeds/ny", {"url": "https://example.dk", "theme": "0"}, "theme", "mindst 1"),
    ("feeds/Ny!", {"url": "https://example.dk"}, "key", "små bogstaver"),
    ("departments/ny", {"name": "Ny", "email": "ikke en adresse"}, "email", "mailadresse"),
    ("departments/ny", {"name": "", "email": "a@example.dk"}, "name", "stå noget"),
    ("goals/ny", {"name": "N", "target": "to", "source": "s", "year": 2026}, "target", "tal"),
    ("goals/ny", {"name": "N", "target": 2, "source": "", "year": 2026}, "source", "stå noget"),
    ("goals/ny", {"name": "N", "target": 2, "source": "s", "year": 2026, "by": "i år"}, "by",
     "2027-12-31"),
    ("goals/followers", {"target": 0}, "target", "over 0"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "field", "says"), BAD)
def test_what_the_file_could_not_hold_is_refused_beside_its_field(
    settings: StaffSettings, now: datetime, key: str, value: object, field: str, says: str
) -> None:
    with pytest.raises(Unfit) as raised:
        settings.change(key, value, "Ib Skov", now, 0)
    assert field in [fault.field for fault in raised.value.faults]
    assert says in str(raised.value)
    assert key not in {version.key for version in settings.recent()}


def test_the_followers_goal_cannot_be_taken_out(settings: StaffSettings, now: datetime) -> None:
    with pytest.raises(Unfit, match="følgere"):
        settings.remove("goals/followers", "Ib Skov", now, 0)


@pytest.mark.parametrize("key", ["", "timezone", "feeds", "feeds/", "venues/x", "review", "jobs/x"])
def test_only_what_is_staffs_to_change_is_known(
    settings: StaffSettings, now: datetime, key: str
) -> None:
    with pytest.raises(NotFound):
        settings.change(key, "x", "Eva Lund", now, 0)


def test_a_feed_keeps_what_only_the_file_may_say(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    value = {**_feed(settings), "url": "https://ny.example.dk/rss", "allow_private": True}
    settings.change("feeds/kommunen", value, "Ib Skov", now, 0)
    feed = settings.current().feeds[0]
    assert (feed.url, feed.allow_private) == ("https://ny.example.dk/rss", False)
    assert feed.sample == base.feeds[0].sample


def test_what_was_taken_out_and_put_back_is_as_it_was(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    settings.remove("departments/bolig", "Ib Skov", now, 0)
    assert "bolig" not in [one.key for one in settings.current().departments]
    assert settings.standing()["departments/bolig"].value is None
    settings.put_back("departments/bolig", 0, "Ib Skov", now, 1)
    assert settings.current().departments == base.departments


def test_the_history_tells_each_step_with_before_and_after(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    settings.change("core_story", "Et.", "Ib Skov", now, 0)
    settings.change("core_story", "To.", "Eva Lund", now + timedelta(hours=1), 1)
    settings.put_back("core_story", 1, "Ib Skov", now + timedelta(hours=2), 2)
    settings.put_back("core_story", 0, "Ib Skov", now + timedelta(hours=3), 3)
    told = [(one.before, one.after, one.version.by) for one in settings.history("core_story")]
    of_the_file = base.newsletter.core_story
    assert told == [
        ("Et.", of_the_file, "Ib Skov"),
        ("To.", "Et.", "Ib Skov"),
        ("Et.", "To.", "Eva Lund"),
        (of_the_file, "Et.", "Ib Skov"),
    ]
    assert settings.current() == base


def test_a_version_that_never_was_is_not_put_back(settings: StaffSettings, now: datetime) -> None:
    with pytest.raises(NotFound, match="version 7"):
        settings.put_back("core_story", 7, "Ib Skov", now, 0)


def test_a_part_that_is_no_entry_of_a_list_cannot_be_taken_out(
    settings: StaffSettings, now: datetime
) -> None:
    with pytest.raises(UsageError, match="ikke fjernes"):
        settings.remove("facebook", "Ib Skov", now, 0)


def test_what_staff_changed_wins_over_a_file_that_was_changed_later_and_it_is_told(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    settings.change("core_story", "Vores.", "Ib Skov", now, 0)
    rules = replace(base.newsletter, core_story="Filens nye.", max_stories=7)
    later = _again(settings, replace(base, newsletter=rules))
    assert later.current().newsletter.core_story == "Vores."
    assert later.current().newsletter.max_stories == 7
    here = later.standing()["core_story"]
    assert (here.file_moved, here.file_value) == (True, "Filens nye.")
    later.put_back("core_story", 0, "Ib Skov", now, 1)
    assert later.current().newsletter.core_story == "Filens nye."
    assert not later.standing()["core_story"].file_moved


def test_an_entry_that_left_the_file_stays_when_staff_had_made_it_theirs(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    settings.change("feeds/kommunen", _feed(settings, place="Rådhuset"), "Ib Skov", now, 0)
    later = _again(settings, replace(base, feeds=base.feeds[1:]))
    assert [one.key for one in later.current().feeds] == ["frivilligcenter", "kommunen"]
    here = later.standing()["feeds/kommunen"]
    assert (here.file_moved, here.file_value) == (True, None)


def test_a_change_that_can_no_longer_be_used_stands_aside_and_the_rest_holds(
    settings: StaffSettings, base: Schedules, now: datetime
) -> None:
    settings.change("core_story", "Vores.", "Ib Skov", now, 0)
    value = Change(State.VALUE, {**TIMES, "at_most_a_day": 99})  # an older program allowed it
    with settings.begin() as tx:
        tx.settings.add(SettingsVersion("facebook", 1, value, None, "Ib Skov", now))
    later = _again(settings, base)
    assert later.current().newsletter.core_story == "Vores."
    assert later.current().facebook == base.facebook
    assert "højst 25" in later.standing()["facebook"].unfit
    later.change("facebook", TIMES, "Ib Skov", now, 1)
    assert later.current().facebook.at_most_a_day == 2


def test_the_command_line_may_put_back(settings: StaffSettings, now: datetime) -> None:
    settings.change("core_story", "Et.", "Ib Skov", now, 0)
    made = settings.put_back("core_story", 0, COMMAND_LINE, now, 1)
    assert made is not None
    assert made.by == COMMAND_LINE


def _feed(settings: StaffSettings, **changed: object) -> dict[str, Any]:
    return {**settings.standing()["feeds/kommunen"].value, **changed}
