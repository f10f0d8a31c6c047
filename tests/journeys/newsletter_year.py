"""A year that goes by: the real timetable, desk and mailroom under a clock that we set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from functools import cached_property

from sqlalchemy import text

from comms.config.schedules import CatchUp, Job
from comms.danish.calendar import week_monday
from comms.model.issue import IssueStatus
from comms.practice.mailcatcher import Mailcatcher
from comms.scheduler import Scheduler
from comms.stages.dispatch import Mailroom
from tests.clock import COPENHAGEN
from tests.stages.issue_house import IssueHouse

JOBS = {
    "newsletter_compose": Job(cron="0 9 * * *", catch_up=CatchUp.ONCE),
    "newsletter_send": Job(every=timedelta(minutes=5), catch_up=CatchUp.SKIP),
}
READERS = ["nr0@example.dk", "nr1@example.dk"]
# When we look; the other hours and days were looked at too while this was written.
LOOKS = (
    *("-1 7.00", "-1 9.00", "-1 10.00"),
    *("3.00", "7.00", "9.00", "9.55", "10.00", "10.05", "12.00", "14.00", "18.00", "21.00"),
    *("+1 3.00", "+1 7.00", "+1 10.00"),
)


@dataclass(frozen=True)
class Week:
    """What is otherwise than planned in one week. Times are days from the issue's, and the clock.

    day: the issue's day by the rules. Planned is: a story is approved on the Monday, and where
    issues need a yes, it is given half an hour after the notice. leaves, leaves_approved: the hour
    at which the issue leaves by the rule `stories`, and by `required`, or why it does not.
    """

    name: str
    day: str
    leaves: str
    leaves_approved: str
    story: bool = True
    yes: str = "-1 9.30"
    hold: str = ""
    release: str = ""
    rework: str = ""
    down: tuple[str, str] = ("", "")

    @property
    def date(self) -> date:
        day, month = self.day.rstrip(".").split(".")
        monday = week_monday(self.name)
        week = [monday + timedelta(days=n) for n in range(7)]
        return next(one for one in week if (one.day, one.month) == (int(day), int(month)))

    def at(self, when: str) -> datetime:
        """'-1 9.30': half past nine on the day before the issue's."""
        days, _, clock = when.rpartition(" ")
        hour, minute = clock.split(".")
        day = self.date + timedelta(days=int(days or 0))
        return datetime.combine(day, time(int(hour), int(minute)), COPENHAGEN)

    def told(self, moment: datetime) -> str:
        """A moment in the words of the table."""
        here = moment.astimezone(COPENHAGEN)
        days = (here.date() - self.date).days
        return f"{f'{days:+} ' if days else ''}{here.hour}.{here.minute:02}"

    def moments(self) -> set[datetime]:
        """When to look, besides the moments at which somebody does something."""
        return {self.at(one) for one in LOOKS}


@dataclass
class Year:
    """sent: by week, each moment when mail left, with its readers."""

    house: IssueHouse
    catcher: Mailcatcher
    sent: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)

    def run(self, weeks: tuple[Week, ...]) -> None:
        house = self.house
        for week in weeks:
            for moment, act in self._script(week):
                house.now = moment
                act()
                self._collect()

    def left(self, week: Week) -> str:
        """When its mail left, all of it at once and one to each; or why none did."""
        found = self.sent.get(week.name, [])
        if found:
            assert sorted(who for _, who in found) == READERS
            (moment,) = {moment for moment, _ in found}
            return week.told(moment)
        with self.house.database.read() as tx:
            issue = tx.issues.of_week(week.name)
        return "held" if issue and issue.status is IssueStatus.HELD else "skipped"

    def letters(self) -> list[tuple[str, datetime]]:
        """The keys of what staff were told, and when."""
        with self.house.database.read() as tx:
            rows = tx.db.execute(text("SELECT key, created_at FROM letters ORDER BY id"))
            return [
                (str(key), datetime.fromisoformat(str(at)).replace(tzinfo=UTC)) for key, at in rows
            ]

    def _script(self, week: Week) -> Iterator[tuple[datetime, Callable[[], object]]]:
        """What happens in one week, in order; at one moment people come before the timetable."""
        down = [week.at(one) for one in week.down if one]
        script: list[tuple[datetime, int, Callable[[], object]]] = []
        for when, act in self._people(week):
            script += [(when, 0, act), (when, 2, self._tick)]
        if down:
            script.append((down[1], 1, self._start))
        for moment in week.moments():
            script.append((moment, 2, self._tick))
        for moment, _, act in sorted(script, key=lambda one: one[:2]):
            if not (down and down[0] <= moment < down[1] and act == self._tick):
                yield moment, act

    def _people(self, week: Week) -> Iterator[tuple[datetime, Callable[[], object]]]:
        if week.story:
            monday = datetime.combine(week_monday(week.name), time(8), COPENHAGEN)
            yield monday, lambda: self.house.block(f"Nyt i {week.name}")
        if week.yes and self.house.rules.approval == "required":
            yield week.at(week.yes), lambda: self._approve(week)
        if week.hold:
            yield week.at(week.hold), lambda: self._hold(week)
        if week.release:
            yield week.at(week.release), lambda: self._release(week)
        if week.rework:
            yield week.at(week.rework), lambda: self._rework(week)

    @cached_property
    def mailroom(self) -> Mailroom:
        """One for all the year: making its templates ready takes long."""
        return self.house.mailroom

    @cached_property
    def _scheduler(self) -> Scheduler:
        house = self.house
        work = {
            "newsletter_compose": lambda now: self.mailroom.desk.tick(now).skipped,
            "newsletter_send": lambda _: str(self.mailroom.send_due()),
        }
        return Scheduler(JOBS, work, house.database.begin, COPENHAGEN, lambda: house.now)

    def _tick(self) -> None:
        self._scheduler.run_due(self.house.now)

    def _start(self) -> None:
        self._scheduler.catch_up(self.house.now)

    def _issue(self, week: Week) -> int:
        with self.house.database.read() as tx:
            issue = tx.issues.of_week(week.name)
        return issue.id if issue else 0

    def _approve(self, week: Week) -> None:
        if issue := self._issue(week):
            self.mailroom.desk.approve(issue, "Anna", self.house.now)

    def _hold(self, week: Week) -> None:
        self.mailroom.desk.hold(self._issue(week), "Anna", "Vi venter", self.house.now)

    def _release(self, week: Week) -> None:
        """Whoever lets it go says yes where a yes is needed."""
        issue = self._issue(week)
        if self.house.rules.approval == "required":
            self.mailroom.desk.approve(issue, "Anna", self.house.now)
        else:
            self.mailroom.desk.unhold(issue, "Anna", self.house.now)

    def _rework(self, week: Week) -> None:
        number = self._issue(week)
        with self.house.database.read() as tx:
            issue = tx.issues.get(number)
        for item in issue.items:
            self.house.reword(item.draft_id, "Andre ord")

    def _collect(self) -> None:
        seen = sum(len(each) for each in self.sent.values())
        for caught in self.catcher.caught[seen:]:
            mail = message_from_bytes(caught.content, policy=policy.default)
            number = str(mail["Message-ID"]).partition("udgave-")[2].partition(".")[0]
            with self.house.database.read() as tx:
                week = tx.issues.get(int(number)).week
            self.sent.setdefault(week, []).append((self.house.now, caught.recipients[0]))
