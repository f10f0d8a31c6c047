"""Reports made out of the store: what they hold, their files and their letters."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from comms.config.schedules import Goal as GoalRule
from comms.errors import OutcomeUnknown, SettingsError, UsageError
from comms.model.draft import Content, Draft, Status
from comms.model.programme import Goal, Kind
from comms.model.story import Story, StoryStatus
from comms.stages.measure import (
    Followers,
    Reporting,
    ReportRules,
    chosen,
    follower_goal,
    last_week,
    month,
    pdf,
    week,
)
from comms.store.database import Database
from comms.store.tables import issues, letters, publications
from comms.wire.graph import PageFigures
from tests.clock import COPENHAGEN, NOON

GOAL = Goal("followers", "Følgere på Facebook", Kind.AT_LEAST, "Planen", 2018, 1000, unit="følgere")
RULES = ReportRules("Strategi for Udsathed", "1234", GOAL, to=("leder@example.dk",), practice=False)
WEEK = week("2026-W47")  # 16.–22.11.2026
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def reporting(database: Database) -> Reporting:
    return Reporting(database.begin, database.read, RULES)


def count(database: Database, days: int = 60, *missing: date) -> None:
    rows = [
        f"{day},{960 - n // 2}"
        for n in range(days)
        if (day := SUNDAY - timedelta(days=n)) not in missing
    ]
    data = "\n".join(("date,followers", *rows)).encode()
    Followers(database.begin, database.read, "1234").import_history(data, "anna", NOON)


def post(database: Database, title: str, at: datetime) -> None:
    with database.begin() as tx:
        story = tx.stories.add(Story(title, "Tekst", status=StoryStatus.DRAFTED), NOON)
        draft = Draft(story, "facebook", Content(title, "Tekst"), status=Status.SENT)
        tx.db.execute(
            insert(publications).values(
                draft_id=tx.drafts.add(draft, NOON),
                channel="facebook",
                content_hash=draft.content_hash,
                phase="public",
                photo_ids=[],
                permalink="https://example.dk/1",
                claimed_at=at,
                published_at=at,
            )
        )


def issue(database: Database, title: str, status: str, sent: datetime | None = None) -> None:
    row = {"title": title, "status": status, "composed_at": NOON, "sent_at": sent}
    with database.begin() as tx:
        tx.db.execute(insert(issues).values(**row))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def test_the_report_stands_on_the_counts_of_its_period(
    reporting: Reporting, database: Database
) -> None:
    count(database)
    Followers(database.begin, database.read, "1234").record(999, date(2026, 11, 23), "a", NOON)
    content = reporting.content(WEEK, NOON)
    assert content.series[-1] == (SUNDAY, 960)
    assert content.forecast is not None
    assert content.forecast.measured_on == SUNDAY
    assert (content.goal, content.goal_source) == (1000, "Planen, 2018")


def test_without_counts_there_is_a_report_that_says_so(reporting: Reporting) -> None:
    content = reporting.content(WEEK, NOON)
    assert content.forecast is None
    assert content.no_forecast.startswith("For få målinger")


def test_only_what_went_out_in_the_period_is_in_it(
    reporting: Reporting, database: Database
) -> None:
    post(database, "Ugen før", at("2026-11-15T23:59"))
    post(database, "Mandag", at("2026-11-16T00:00"))
    issue(database, "Nyt i uge 47", "sent", at("2026-11-19T10:00"))
    post(database, "Søndag", at("2026-11-22T23:59"))
    post(database, "Ugen efter", at("2026-11-23T00:00"))
    sent = reporting.content(WEEK, NOON).sent
    assert [(one.channel, one.title) for one in sent] == [
        ("Facebook", "Mandag"),
        ("nyhedsbrev", "Nyt i uge 47"),
        ("Facebook", "Søndag"),
    ]
    assert sent[0].on == date(2026, 11, 16)


def test_what_waits_for_a_person_is_told_longest_first(
    reporting: Reporting, database: Database
) -> None:
    earlier = NOON - timedelta(days=2)
    with database.begin() as tx:
        waiting = Story("Afventer samtykke", "Tekst", status=StoryStatus.WAITING)
        tx.stories.add(waiting, earlier)
        story = tx.stories.add(Story("Klar", "Tekst", status=StoryStatus.DRAFTED), NOON)
        tx.drafts.add(Draft(story, "facebook", Content("Klar", "Tekst")), NOON)
        tx.drafts.add(
            Draft(story, "newsletter", Content("Godkendt", "x"), status=Status.APPROVED), NOON
        )
    issue(database, "Nyt i uge 48", "held")
    told = [(one.what, one.title) for one in reporting.content(WEEK, NOON).waiting]
    assert told[0] == ("Bidrag", "Afventer samtykke")
    assert sorted(told[1:]) == [
        ("Nyhedsbrev, holdt tilbage", "Nyt i uge 48"),
        ("Udkast til Facebook", "Klar"),
    ]


def test_a_missed_day_of_the_period_is_noted_with_its_reason(
    reporting: Reporting, database: Database
) -> None:
    class Broken:
        def figures(self) -> PageFigures:
            raise OutcomeUnknown("intet svar")

    failed, silent = date(2026, 11, 17), date(2026, 11, 19)
    counting = Followers(database.begin, database.read, "1234")
    counting.snapshot(Broken(), at("2026-11-17T08:00"))
    count(database, 60, failed, silent)
    assert reporting.content(WEEK, NOON).notes == (
        "17.11.2026: følgertallet kunne ikke hentes (intet svar).",
        "19.11.2026: ikke målt.",
    )


def test_days_that_are_still_to_come_are_not_missed(
    reporting: Reporting, database: Database
) -> None:
    count(database)
    Followers(database.begin, database.read, "1234").record(961, date(2026, 11, 23), "a", NOON)
    assert reporting.content(week("2026-W48"), NOON).notes == ()


def test_goals_that_nobody_measured_are_shown_as_such(database: Database) -> None:
    other = Goal("x", "Ambassadører", Kind.AT_LEAST, "Planen", 2018, 50)
    rules = replace(RULES, others=(other,))
    standings = Reporting(database.begin, database.read, rules).content(WEEK, NOON).standings
    assert standings[1].in_words() == "ikke målt endnu (mål: Planen, 2018)"


def test_a_report_is_four_files(reporting: Reporting, database: Database, tmp_path: Path) -> None:
    count(database)
    made = reporting.report(WEEK, tmp_path / "ud", NOON)
    names = ["data.csv", "followers.png", "report.html", "report.pdf"]
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == names
    assert [path.name for path in made.files] == names
    assert made.left_out == ()
    assert "Vækstrapport for uge 47, 2026" in (tmp_path / "ud/report.html").read_text("utf-8")


def test_without_pango_everything_but_the_pdf_is_made(
    reporting: Reporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_page: str) -> bytes:
        raise pdf.NoPdf("report.pdf er ikke lavet: pango mangler.")

    monkeypatch.setattr("comms.stages.measure.reporting.pdf", missing)
    made = reporting.report(WEEK, tmp_path, NOON)
    assert [path.name for path in made.files] == ["data.csv", "followers.png", "report.html"]
    assert made.left_out == ("report.pdf er ikke lavet: pango mangler.",)


def test_a_folder_that_cannot_be_written_to_is_said(reporting: Reporting, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("her")
    with pytest.raises(UsageError, match="kan ikke skrives"):
        reporting.report(WEEK, tmp_path / "fil", NOON)


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def worded(kind: str, **facts: object) -> Words:
    return Words(f"{kind} {facts['period']}", str(facts["summary"]), "<p>…</p>")


def test_the_report_is_mailed_once_to_each_on_its_list(database: Database) -> None:
    count(database)
    rules = replace(RULES, to=("leder@example.dk", "udvalg@example.dk"))
    reporting = Reporting(database.begin, database.read, rules)
    assert reporting.mail(WEEK, worded, NOON) == 2
    assert reporting.mail(WEEK, worded, NOON + timedelta(days=1)) == 0
    with database.read() as tx:
        rows = tx.db.execute(select(letters).order_by(letters.c.to_email)).all()
    assert [(row.to_email, row.subject) for row in rows] == [
        ("leder@example.dk", "report uge 47, 2026"),
        ("udvalg@example.dk", "report uge 47, 2026"),
    ]
    assert "960 følgere ved seneste måling (22.11.2026)." in rows[0].text
    assert "Målet ventes nået" in rows[0].text


def test_without_a_list_nothing_is_mailed(database: Database) -> None:
    reporting = Reporting(database.begin, database.read, replace(RULES, to=()))
    assert reporting.mail(WEEK, worded, NOON) == 0


def test_a_week_is_monday_to_sunday() -> None:
    assert (WEEK.start, WEEK.end, WEEK.name) == (date(2026, 11, 16), SUNDAY, "uge 47, 2026")


def test_a_month_is_all_its_days() -> None:
    found = month("2026-02")
    assert (found.start, found.end, found.name) == (
        date(2026, 2, 1),
        date(2026, 2, 28),
        "februar 2026",
    )


def test_the_week_the_clock_changes_has_its_own_midnights() -> None:
    start, end = week("2026-W43").moments(COPENHAGEN)
    assert (start.isoformat(), end.isoformat()) == (
        "2026-10-19T00:00:00+02:00",
        "2026-10-26T00:00:00+01:00",
    )


def test_without_a_choice_it_is_the_newest_whole_week() -> None:
    assert chosen(None, None, date(2026, 11, 23)) == last_week(date(2026, 11, 29)) == WEEK


@pytest.mark.parametrize("name", ["2026-W54", "uge 48", "", "2026-W1x"])
def test_a_week_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="2026-W48"):
        week(name)


@pytest.mark.parametrize("name", ["2026-13", "november", "2026-1", "0000-01"])
def test_a_month_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="2026-11"):
        month(name)


def test_week_and_month_together_are_refused() -> None:
    with pytest.raises(UsageError, match="ikke begge"):
        chosen("2026-W48", "2026-11", SUNDAY)


def test_the_goals_of_the_file_become_goals() -> None:
    rules = (
        GoalRule("followers", "Følgere", 1000, "Planen", 2018),
        GoalRule("morfin", "Unge", 20, "Planen", 2018, "down_by", 50, date(2020, 12, 31)),
    )
    mine, others = follower_goal(rules)
    assert mine.in_words() == "mindst 1.000 følgere"
    assert (others[0].line, others[0].period.end) == (40, date(2020, 12, 31))


def test_without_a_follower_goal_the_file_is_refused() -> None:
    with pytest.raises(SettingsError, match="key followers"):
        follower_goal(())
