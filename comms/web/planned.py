"""What goes out when: the coming days with what is planned, and the slots that are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from comms.danish.calendar import COPENHAGEN
from comms.model.issue import Issue, IssueStatus
from comms.store.agenda import DraftWaiting
from comms.store.transaction import Transaction
from comms.web.times import PAGE, free_slots

COMING = (IssueStatus.COMPOSED, IssueStatus.APPROVED, IssueStatus.SENDING)
MOST = 40  # things of the coming days


def _goes(issue: Issue) -> bool:
    """Does it go by itself? A correction that nobody approved does not."""
    waits = issue.corrects is not None and issue.status is IssueStatus.COMPOSED
    return issue.status in COMING and not waits


@dataclass(frozen=True)
class Going:
    """One thing that goes out. at: when; None: no time has been chosen yet."""

    at: datetime | None
    title: str
    link: str
    channel: str
    status: str


@dataclass(frozen=True)
class Day:
    """One day of the plan, with the slots that are still free."""

    day: date
    going: Sequence[Going]
    free: Sequence[datetime]


@dataclass(frozen=True)
class Plan:
    """The coming days, and what has no time yet. more: there is more than is shown."""

    days: Sequence[Day]
    untimed: Sequence[Going]
    more: bool

    @property
    def count(self) -> int:
        """How many things go out, as far as they are shown."""
        return len(self.untimed) + sum(len(one.going) for one in self.days)


def planned(tx: Transaction, issues: Sequence[Issue], days: int, now: datetime) -> Plan:
    """The next days, today first. What should have gone before now stands under today."""
    today = now.astimezone(COPENHAGEN).date()
    midnight = datetime.combine(today, time(), COPENHAGEN)
    end = midnight + timedelta(days=days)
    found = tx.agenda.going_out(end - timedelta(microseconds=1), MOST)
    going = [_post(one) for one in found]
    going += [_issue(one) for one in issues if _goes(one) and not _later(one, end)]
    free = free_slots(tx.agenda.taken(PAGE, midnight, end), days)
    by_day: dict[date, list[Going]] = {day: [] for day in free}
    for one in sorted(going, key=lambda one: one.at or end):
        if one.at is not None:
            by_day[max(today, one.at.astimezone(COPENHAGEN).date())].append(one)
    return Plan(
        [Day(day, its, free[day]) for day, its in by_day.items()],
        [one for one in going if one.at is None],
        len(found) == MOST,
    )


def _later(issue: Issue, end: datetime) -> bool:
    return issue.due_at is not None and issue.due_at >= end


def _post(draft: DraftWaiting) -> Going:
    at, link = draft.scheduled_at, f"/udkast/{draft.id}"
    return Going(at, draft.title, link, draft.channel, draft.status)


def _issue(issue: Issue) -> Going:
    return Going(issue.due_at, issue.title, f"/udgaver/{issue.id}", "newsletter", issue.status)
