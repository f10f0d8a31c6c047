"""The timetable's questions about an issue: may it go now, when else, and whom to ask before."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import long_date, week_monday
from comms.model.issue import Issue, IssueStatus
from comms.stages.dispatch import hours
from comms.stages.dispatch import week as weeks
from comms.stages.dispatch.notices import Notices
from comms.store.database import Begin


@dataclass(frozen=True)
class Timing:
    """When issues go, by the rules of schedules.yaml."""

    read: Begin
    rules: NewsletterRules
    zone: ZoneInfo
    notices: Notices

    def needs_a_yes(self, issue: Issue) -> bool:
        """Must a person approve the whole before it goes? A correction always."""
        return issue.corrects is not None or self.rules.approval == "required"

    def is_open(self, now: datetime) -> bool:
        """May readers be written to at this hour?"""
        return hours.is_open(now, self.rules, self.zone)

    def latest(self, issue: Issue) -> datetime:
        """The last moment at which the issue may go by itself."""
        assert issue.due_at is not None
        return weeks.latest(issue.due_at, self.rules, self.zone)

    def may_begin(self, issue: Issue, now: datetime) -> bool:
        """Is this an hour for it, and have those been told long enough who could hold it?

        A person's yes to the issue, or to letting it go, is as good as being told.
        """
        if issue.corrects is not None:
            return True
        if not self.is_open(now):
            return False
        with self.read() as tx:
            if issue.status is not IssueStatus.COMPOSED or not self.notices.anybody(tx):
                return True
            if any(one.verb == "unhold" for one in tx.audit.about("issue", issue.id)):
                return True
            told = self.notices.told_at(tx, issue)
        return told is not None and self.notices.earliest(told) <= now

    def due_again(self, issue: Issue, now: datetime) -> datetime | None:
        """When an issue goes that gets its yes now: a correction at once, a late one by day."""
        if issue.corrects is not None:
            return now
        if issue.status is not IssueStatus.HELD or issue.due_at is None or issue.due_at > now:
            return issue.due_at
        return hours.opens(now, self.rules, self.zone)

    def remind(self, now: datetime) -> None:
        """Ask for the yes that an issue lacks, at the hours before it that the rules name."""
        if self.rules.approval != "required":
            return
        with self.read() as tx:
            waiting = tx.issues.all(IssueStatus.COMPOSED)
        for issue in waiting:
            if issue.due_at is not None and issue.corrects is None:
                before = hours.asked_for(issue.due_at, now, self.rules, self.zone)
                if before is not None:
                    self.notices.reminder(issue, before, now)

    def say_closed(self, now: datetime) -> None:
        """A week that the rule for holidays skips is told of too."""
        today = now.astimezone(self.zone).date()
        week = weeks.name_of(today)
        due = weeks.due_at(week, self.rules, self.zone)
        why = weeks.closed_by_rule(week, self.rules)
        told_on = weeks.notice_day(due, self.rules, self.zone)
        if why and told_on <= today and weeks.has_turn(week_monday(week), self.rules):
            self.notices.skipped(week, f"{long_date(due)} er {why.lower()}.", now, closed=True)
