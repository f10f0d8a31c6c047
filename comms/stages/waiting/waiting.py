"""The morning mail, and what has waited too long: told once a step, never outside working hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from comms.channels.staff_post import StaffPost
from comms.model.account import Account
from comms.model.worktime import OfficeHours
from comms.stages.waiting import morning, reminding
from comms.stages.waiting.pile import Pile, pile
from comms.store.database import Begin
from comms.store.holds import EVERYTHING
from comms.store.transaction import Transaction


@dataclass(frozen=True)
class WaitingRules:
    """office: when people are at work. remind_after, escalate_after: working time until approvers,
    then admins, are told; zero: never. digest: local time of the morning mail, None: there is none.
    """

    office: OfficeHours
    remind_after: timedelta = timedelta(hours=8)
    escalate_after: timedelta = timedelta(hours=16)
    digest: time | None = time(7, 30)
    four_eyes: bool = True


class Waiting:
    """What waits for whom."""

    def __init__(self, begin: Begin, rules: WaitingRules, post: StaffPost) -> None:
        self.begin = begin
        self.rules = rules
        self.post = post

    def pile(self, tx: Transaction, who: Account, now: datetime) -> Pile:
        """What waits for one person. tx: the look at the store that the page is made from."""
        return pile(tx, who, now, four_eyes=self.rules.four_eyes)

    def tick(self, now: datetime) -> int:
        """What the timetable does. Returns how many letters were written.

        While everything is held nothing is written: what is told late would no longer be so.
        """
        with self.begin() as tx:
            if tx.holds.of(EVERYTHING) is not None:
                return 0
            return self._morning(tx, now) + self._remind(tx, now)

    def choose_morning_mail(self, by: str, now: datetime, *, wanted: bool) -> None:
        """Somebody wants the morning mail, or no longer does."""
        with self.begin() as tx:
            who = tx.staff.acting(by)
            account = tx.staff.named(who)
            if account is None:
                return
            tx.staff.wants_morning_mail(account.id, wanted=wanted)
            tx.audit.record(who, "morning mail", "staff", account.id, now, wanted=wanted)

    def _morning(self, tx: Transaction, now: datetime) -> int:
        if not morning.is_time(now, self.rules.digest, self.rules.office):
            return 0
        return morning.write(tx, self.post, now, four_eyes=self.rules.four_eyes)

    def _remind(self, tx: Transaction, now: datetime) -> int:
        if not self.rules.office.open(now):
            return 0
        steps: Sequence[tuple[reminding.Step, timedelta]] = (
            (reminding.REMIND, self.rules.remind_after),
            (reminding.ESCALATE, self.rules.escalate_after),
        )
        written = 0
        for step, after in steps:
            if after:
                before = self.rules.office.back(after, now)
                written += reminding.tell(
                    tx, self.post, step, before, now, four_eyes=self.rules.four_eyes
                )
        return written
