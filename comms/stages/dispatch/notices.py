"""What staff are told about an issue: it goes tomorrow, the week is skipped, it did not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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

    def sent(self, tx: Transaction, key: str) -> bool:
        """Has anybody been told of this?"""
        return any(tx.letters.by_key(f"{key}:{who}") for who in self._staff(tx))

    def notice(
        self, key: str, issue: Issue, seen: Compiled, waiting: Sequence[str], now: datetime
    ) -> None:
        """The issue goes soon. seen: as it would leave now; waiting: what had no room."""
        assert issue.due_at is not None
        assert seen.content is not None
        self._tell(
            "notice",
            key,
            now,
            when=when(issue.due_at),
            approval=self.rules.approval,
            title=issue.title,
            subject=seen.subject,
            blocks=[block.title for block in seen.content.blocks],
            waiting=waiting,
            large=seen.weight > NEARLY,
            url=self.places.issue(issue.id),
        )

    def skipped(self, week: str, reason: str, now: datetime) -> None:
        """There is no issue this week."""
        facts = {"week": weeks.number(week), "reason": reason, "url": self.places.drafts()}
        self._tell("skipped", f"skipped:{week}", now, **facts)

    def alert(self, issue: Issue, what: str, advice: str, now: datetime) -> None:
        """An issue did not go; told once for each thing that went wrong."""
        facts = {"subject": f"Udgave {issue.id} er ikke sendt", "what": what, "advice": advice}
        url = self.places.issue(issue.id)
        self._tell("alert", f"alert:issue:{issue.id}:{what}"[:120], now, url=url, **facts)

    def _tell(self, kind: str, key: str, now: datetime, **facts: object) -> None:
        words = letters.write(self.press, kind, **facts)
        with self.begin() as tx:
            for who in self._staff(tx):
                letter = Letter(f"{key}:{who}", kind, who, words.subject, words.text, words.html)
                tx.letters.write(letter, now)

    def _staff(self, tx: Transaction) -> list[str]:
        return list(self.to) or [one.email for one in tx.staff.all() if one.approves]
