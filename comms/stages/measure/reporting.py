"""Making a report out of the store, writing its files and its letters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from comms.config.schedules import Goal as GoalRule
from comms.danish.calendar import COPENHAGEN, short_date
from comms.errors import SettingsError, UsageError
from comms.model.growth import Forecast, Series, TooFew, forecast, up_to
from comms.model.letter import Letter
from comms.model.programme import Goal, Kind, Measure, Period, Standing, stand
from comms.stages.measure import figures, plot, report, words
from comms.stages.measure.content import ReportContent, Sent, Waiting
from comms.stages.measure.pdf import NoPdf, pdf
from comms.stages.measure.periods import Stretch
from comms.store.database import Begin
from comms.store.reports import Waits, WentOut
from comms.store.transaction import Transaction

FOLLOWERS: Final = "followers"
WEEKS_AHEAD: Final = (26, 52)  # the fan, and the longer one where the goal lies further off
SOURCES: Final = {"graph": "Facebook (followers_count)", "hand": "tastet ind", "csv": "fra fil"}
CHANNELS: Final = {"facebook": "Facebook", "newsletter": "nyhedsbrev", "press": "presse"}
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class ReportRules:
    """What a report needs to know of the house.

    organisation: the name on it. page: the key of the follower counts. goal: the line of the
    plot. others: more goals, measured or not. to: who gets the report by mail.
    """

    organisation: str
    page: str
    goal: Goal
    others: tuple[Goal, ...] = ()
    to: tuple[str, ...] = ()
    practice: bool = True
    zone: ZoneInfo = COPENHAGEN


@dataclass(frozen=True)
class Made:
    """The files of one report, and what could not be made, a line each."""

    files: tuple[Path, ...]
    left_out: tuple[str, ...]
    content: ReportContent


class Worded(Protocol):
    """The words of a letter, practice banner included."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


class LetterWriter(Protocol):
    """Words a letter of kind "report" out of these facts."""

    def __call__(self, kind: str, **facts: object) -> Worded: ...


def follower_goal(rules: Sequence[GoalRule]) -> tuple[Goal, tuple[Goal, ...]]:
    """The follower goal of schedules.yaml, and the others. Raises SettingsError without one."""
    goals = [_goal(rule) for rule in rules]
    mine = [goal for goal in goals if goal.metric == FOLLOWERS]
    if len(mine) != 1 or mine[0].line < 1:
        raise SettingsError(
            "schedules.yaml: goals: must hold one goal with key followers and a target above 0"
        )
    return mine[0], tuple(goal for goal in goals if goal.metric != FOLLOWERS)


class Reporting:
    """Reports of one house."""

    def __init__(self, begin: Begin, read: Begin, rules: ReportRules) -> None:
        self.begin = begin
        self.read = read
        self.rules = rules

    def report(self, period: Stretch, out: Path, now: datetime) -> Made:
        """Write report.html, report.pdf, followers.png and data.csv into the folder `out`.

        Raises UsageError when the folder cannot be written to.
        """
        content = self.content(period, now)
        page = report.html(content)
        products: dict[str, bytes] = {
            "report.html": page.encode(),
            "followers.png": plot.png(content),
            "data.csv": figures.data_csv(content).encode(),
        }
        left_out: tuple[str, ...] = ()
        try:
            products["report.pdf"] = pdf(page)
        except NoPdf as missing:
            left_out = (str(missing),)
        return Made(_written(out, products), left_out, content)

    def mail(self, period: Stretch, write: LetterWriter, now: datetime, url: str = "") -> int:
        """Put the report's letter to everyone on its list in the pile, once for each period.

        url: where the whole report lies, "" when nowhere. Returns how many letters are new.
        """
        content = self.content(period, now)
        letter = write("report", period=period.name, summary=_summary(content), url=url)
        with self.begin() as tx:
            return sum(
                tx.letters.write(
                    Letter(
                        key=f"report/{period.kind}/{period.start}/{email}",
                        kind="report",
                        to_email=email,
                        subject=letter.subject,
                        text=letter.text,
                        html=letter.html,
                    ),
                    now,
                )
                for email in self.rules.to
            )

    def content(self, period: Stretch, now: datetime) -> ReportContent:
        """What the report says: counts as known at the period's end, the house as it is now."""
        made = now.astimezone(self.rules.zone).date()
        known_until = min(period.end, made)
        with self.read() as tx:
            series = up_to(tx.snapshots.series(self.rules.page), known_until)
            sources = {one.source for one in tx.snapshots.all(self.rules.page)}
            went_out = tx.reports.went_out(*period.moments(self.rules.zone))
            waits = tx.reports.waits()
            notes = _notes(tx, series, period, known_until)
        target = round(self.rules.goal.line)
        ahead, none = _outlook(series, target, known_until)
        return ReportContent(
            organisation=self.rules.organisation,
            kind=period.kind,
            start=period.start,
            end=period.end,
            made=made,
            series=series,
            source=_source(sources),
            goal=target,
            goal_source=f"{self.rules.goal.source}, {self.rules.goal.year}",
            forecast=ahead,
            no_forecast=none,
            sent=tuple(self._sent(one) for one in went_out),
            waiting=tuple(self._waiting(one) for one in waits),
            standings=self._standings(series, known_until),
            notes=notes,
            practice=self.rules.practice,
        )

    def _sent(self, one: WentOut) -> Sent:
        return Sent(_channel(one.channel), one.title, self._day(one.at), one.link)

    def _waiting(self, one: Waits) -> Waiting:
        kinds = {"story": "Bidrag", "issue": "Nyhedsbrev, holdt tilbage"}
        what = kinds.get(one.what, f"Udkast til {_channel(one.channel)}")
        return Waiting(what, one.title, self._day(one.since))

    def _standings(self, series: Series, today: date) -> tuple[Standing, ...]:
        measure = None
        if series:
            day, followers = series[-1]
            measure = Measure(followers, "egne målinger", day.year)
        mine = stand(self.rules.goal, measure, today)
        return (mine, *(stand(goal, None, today) for goal in self.rules.others))

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.rules.zone).date()


def _goal(rule: GoalRule) -> Goal:
    return Goal(
        metric=rule.key,
        label=rule.name,
        kind=Kind(rule.kind),
        source=rule.source,
        year=rule.year,
        target=rule.target,
        baseline=rule.baseline,
        unit="følgere" if rule.key == FOLLOWERS else "",
        period=Period(end=rule.by),
    )


def _outlook(series: Series, goal: int, today: date) -> tuple[Forecast | None, str]:
    short, long = WEEKS_AHEAD
    days = [series[-1][0] + week * 7 * DAY for week in range(1, long + 1)] if series else []
    try:
        found = forecast(series, goal, today, days)
    except TooFew as reason:
        return None, str(reason)
    near = found.is_met or found.reach.p50 is None or found.reach.p50 <= days[short - 1]
    shown = days[:short] if near else days
    return replace(found, at={day: found.at[day] for day in shown}), ""


def _notes(tx: Transaction, series: Series, period: Stretch, until: date) -> tuple[str, ...]:
    """Days of the period without a count, with the reason where it is on record."""
    measured = {day for day, _ in series}
    if not measured:
        return ()
    notes = []
    day = max(period.start, min(measured))
    while day <= until:
        if day not in measured:
            notes.append(_why(tx, day) or f"{short_date(day)}: ikke målt.")
        day += DAY
    return tuple(notes)


def _why(tx: Transaction, day: date) -> str:
    contents = [event.content or {} for event in tx.audit.about("snapshot", day.isoformat())]
    return str(next((one["told"] for one in reversed(contents) if "told" in one), ""))


def _summary(content: ReportContent) -> str:
    ahead = words.reach(content.forecast) if content.forecast else content.no_forecast
    now = f"{words.standing(content)} {words.change(content)} {words.to_goal(content)}"
    work = f"Sendt ud: {len(content.sent)}. Venter på en beslutning: {len(content.waiting)}."
    return "\n\n".join((now, ahead, work))


def _source(sources: set[str]) -> str:
    return ", ".join(SOURCES.get(one, one) for one in sorted(sources)) or "ingen målinger endnu"


def _channel(key: str) -> str:
    return CHANNELS.get(key, key)


def _written(out: Path, products: dict[str, bytes]) -> tuple[Path, ...]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in products.items():
            # Renamed into place: whoever opens a report sees the whole of it.
            half = out / f".{name}.part"
            half.write_bytes(data)
            half.replace(out / name)
    except OSError as error:
        raise UsageError(
            f"{out}: rapporten kan ikke skrives ({error.strerror}). Vælg en anden mappe med --out."
        ) from None
    return tuple(out / name for name in sorted(products))
