"""What staff are told about an issue: it goes tomorrow, the week is skipped, it did not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comms.channels.newsletter import NEARLY, Compiled, Press, letters
from comms.config.newsletter import NewsletterRules
from comms.danish.calendar import when
from comms.model.issue import Issue
from comms.model.letter import Letter
from comms.stages.dispatch import week as weeks
from comms.stages.dispatch.places import Places
from comms.store.database import Begin
from comms.store.transaction import Transaction


@dataclass(frozen=True)
class Notices:
    """to: whom; empty: all who approve."""

    begin: Begin
    press: Press
    rules: NewsletterRules
    places: Places
    to: tuple[str, ...]

    def told_at(self, tx: Transaction, issue: Issue) -> datetime | None:
        """When staff were first told that the issue goes; None: they were not."""
        return self.sent(tx, notice_of(issue.week))

    def sent(self, tx: Transaction, key: str) -> datetime | None:
        """When the first was told of this; None: nobody was."""
        return tx.letters.first_written([f"{key}:{who}" for who in self._staff(tx)])

    def anybody(self, tx: Transaction) -> bool:
        """Is there somebody to tell?"""
        return bool(self._staff(tx))

    def notice(self, issue: Issue, seen: Compiled, waiting: Sequence[str], now: datetime) -> None:
        """The issue goes soon. seen: as it would leave now; waiting: what had no room."""
        assert issue.due_at is not None
        assert seen.content is not None
        self._tell(
            "notice",
            notice_of(issue.week),
            now,
            when=when(max(issue.due_at, self.earliest(now))),
            approval=self.rules.approval,
            title=issue.title,
            subject=seen.subject,
            blocks=[block.title for block in seen.content.blocks],
            waiting=waiting,
            large=seen.weight > NEARLY,
            url=self.places.issue(issue.id),
        )

    def earliest(self, told_at: datetime) -> datetime:
        """When an issue may go by itself of which staff were told then."""
        return told_at + self.rules.least_notice

    def reminder(self, issue: Issue, before: timedelta, now: datetime) -> None:
        """The issue has no yes, and its hour comes."""
        assert issue.due_at is not None
        key = f"reminder:{issue.id}:{issue.due_at.astimezone(UTC):%Y%m%dT%H%M}:{before}"
        url = self.places.issue(issue.id)
        self._tell("reminder", key, now, when=when(issue.due_at), title=issue.title, url=url)

    def skipped(self, week: str, reason: str, now: datetime, *, closed: bool = False) -> None:
        """There is no issue this week. closed: a rule says so, so nothing can be done about it."""
        self._tell(
            "skipped",
            f"skipped:{week}",
            now,
            week=weeks.number(week),
            reason=reason,
            closed=closed,
            url=self.places.drafts(),
        )

    def alert(self, issue: Issue, what: str, advice: str, now: datetime) -> None:
        """An issue did not go; told once for each thing that went wrong, and to all who approve."""
        facts = {"subject": f"Udgave {issue.id} er ikke sendt", "what": what, "advice": advice}
        url = self.places.issue(issue.id)
        self._tell(
            "alert", f"alert:issue:{issue.id}:{what}"[:120], now, everybody=True, url=url, **facts
        )

    def _tell(
        self, kind: str, key: str, now: datetime, *, everybody: bool = False, **facts: object
    ) -> None:
        words = letters.write(self.press, kind, **facts)
        with self.begin() as tx:
            for who in dict.fromkeys((*self._staff(tx), *(_approvers(tx) if everybody else ()))):
                letter = Letter(f"{key}:{who}", kind, who, words.subject, words.text, words.html)
                tx.letters.write(letter, now)

    def _staff(self, tx: Transaction) -> list[str]:
        return list(self.to) or _approvers(tx)


def notice_of(week: str) -> str:
    """The key of the letters that tell of a week's issue before it goes."""
    return f"notice:{week}"


def _approvers(tx: Transaction) -> list[str]:
    return [one.email for one in tx.staff.all() if one.approves]
