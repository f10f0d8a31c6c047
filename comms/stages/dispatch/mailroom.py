"""The mailroom: an issue to all its readers, and the letters that wait."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import FrameType

from comms.danish.calendar import when
from comms.errors import Moved, NotAllowed, OnHold, UsageError
from comms.model.draft import Status
from comms.model.issue import Issue, IssueStatus, Tally
from comms.stages.dispatch.answers import PostRules
from comms.stages.dispatch.corrections import recipients
from comms.stages.dispatch.desk import RULE, IssueDesk
from comms.stages.dispatch.outbox import IssueOutbox, LetterOutbox, Outbox
from comms.stages.dispatch.runners import Connect
from comms.stages.dispatch.sending import Sending, Told
from comms.store.database import Database
from comms.store.holds import of_issue
from comms.store.transaction import Transaction
from comms.wire.smtp_header import wire_address

UNSENT = (IssueStatus.COMPOSED, IssueStatus.APPROVED, IssueStatus.SENDING)


@dataclass(frozen=True)
class LettersSent:
    """waiting: those that are tried again later."""

    sent: int
    failed: int
    waiting: int


class Mailroom:
    """Sends. connect: opens a line to the relay (`lambda: smtp.connect(relay)`)."""

    def __init__(
        self,
        database: Database,
        desk: IssueDesk,
        connect: Connect,
        rules: PostRules,
        clock: Callable[[], datetime],
    ) -> None:
        self.database = database
        self.desk = desk
        self.connect = connect
        self.rules = rules
        self.clock = clock
        self.sender = desk.press.sender

    def send(
        self,
        issue_id: int,
        told: Told | None = None,
        stopping: threading.Event | None = None,
    ) -> Tally:
        """Send the issue, or go on where sending was interrupted, until every reader has an end.

        told: called with the tally now and then. stopping: set, what is in flight is finished and
        the rest waits for the next call. Raises NotAllowed (needs a yes), OnHold, UsageError.
        """
        with self.database.read() as tx:
            if tx.issues.get(issue_id).status is not IssueStatus.SENT:
                tx.holds.refuse("newsletter", of_issue(issue_id))
        issue = self._begin(self._ready(issue_id))
        if issue.status is IssueStatus.SENDING:
            domain = wire_address(self.sender.address).rpartition("@")[2]
            compiled = self.desk.compiled(issue)
            outbox = IssueOutbox(issue, compiled, self.desk.places, domain)
            self._sending(outbox, told, stopping).run(wait=True)
            with contextlib.suppress(Moved):  # another sender finished it in the same moment
                self._finish(issue)
        return self.tally(issue_id)

    def send_due(
        self, told: Told | None = None, stopping: threading.Event | None = None
    ) -> dict[int, Tally]:
        """What the timetable does: send the issues whose hour has come. By issue: how far it is.

        An issue that came too late, or without the yes it needs, is held and staff are told;
        before that they are asked for the yes.
        """
        done = {}
        for issue in self._due():
            if self._turn(issue):
                with contextlib.suppress(OnHold):
                    done[issue.id] = self.send(issue.id, told, stopping)
        return done

    def send_letters(self, stopping: threading.Event | None = None) -> LettersSent:
        """Send the letters that may be tried now. Raises OnHold."""
        outbox = LetterOutbox(self.database.read, self.sender, self.desk.press.banner)
        sending = self._sending(outbox, None, stopping)
        sending.run(wait=False)
        with self.database.read() as tx:
            left = tx.deliveries.unfinished(None)
        return LettersSent(
            sending.sent, sending.failed + sending.unknown, left.pending + left.claimed
        )

    def tally(self, issue_id: int) -> Tally:
        """How far the issue is. Raises NotFound."""
        with self.database.read() as tx:
            issue = tx.issues.get(issue_id)
            tally = tx.deliveries.tally(issue_id)
        return tally.cancelled() if issue.status is IssueStatus.CANCELLED else tally

    def _sending(
        self, outbox: Outbox, told: Told | None, stopping: threading.Event | None
    ) -> Sending:
        return Sending(
            self.database,
            outbox,
            self.connect,
            self.sender.address,
            self.rules,
            self.clock,
            stopping or threading.Event(),
            told,
        )

    def _ready(self, issue_id: int) -> Issue:
        """The issue, approved and with nothing in it that lost its yes."""
        with self.database.read() as tx:
            issue = tx.issues.get(issue_id)
        match issue.status:
            case IssueStatus.COMPOSED if self._needs_a_yes(issue):
                raise NotAllowed(f"Udgave {issue_id} skal godkendes, før den kan sendes.")
            case IssueStatus.COMPOSED:
                return self.desk.freeze(issue, RULE, self.clock())
            case IssueStatus.APPROVED:
                return self.desk.refreshed(issue, self.clock())
            case IssueStatus.HELD:
                raise OnHold(f"Udgave {issue_id} er holdt tilbage: {issue.reason or 'ingen grund'}")
            case IssueStatus.CANCELLED:
                raise UsageError(f"Udgave {issue_id} er aflyst.")
        return issue

    def _needs_a_yes(self, issue: Issue) -> bool:
        """Must a person approve the whole?"""
        return self.desk.timing.needs_a_yes(issue)

    def _begin(self, issue: Issue) -> Issue:
        """From here on the issue is sending: one row for each reader, made in one statement."""
        if issue.status is not IssueStatus.APPROVED:
            return issue
        sending = issue.moved(IssueStatus.SENDING)
        with self.database.begin() as tx:
            tx.holds.refuse("newsletter")
            tx.issues.update(issue, sending)
            readers = recipients(tx, issue)
            tx.audit.record(
                "system",
                "begin sending",
                "issue",
                issue.id,
                self.clock(),
                issue.frozen or "",
                readers=readers,
            )
        return sending

    def _finish(self, issue: Issue) -> None:
        """When nothing is left: the issue is sent, and so are its drafts."""
        now = self.clock()
        with self.database.begin() as tx:
            left = tx.deliveries.unfinished(issue.id)
            if left.pending or left.claimed or tx.issues.get(issue.id).status != issue.status:
                return
            tx.issues.update(issue, replace(issue.moved(IssueStatus.SENT), sent_at=now))
            tally = tx.deliveries.tally(issue.id)
            tx.audit.record(
                "system",
                "sent",
                "issue",
                issue.id,
                now,
                issue.frozen or "",
                sent=tally.sent,
                failed=tally.failed,
                unknown=tally.unknown,
            )
            _finish_drafts(tx, issue, now)

    def _due(self) -> list[Issue]:
        now = self.clock()
        with self.database.read() as tx:
            if tx.holds.on("newsletter") is not None:
                return []
        self.desk.timing.remind(now)
        with self.database.read() as tx:
            waiting = tx.issues.all(*UNSENT)
        return [
            issue
            for issue in reversed(waiting)
            if issue.status is IssueStatus.SENDING
            or (issue.due_at is not None and issue.due_at <= now)
        ]

    def _turn(self, issue: Issue) -> bool:
        """May the issue go now? One that may not go any more is held, and staff are told.

        What was interrupted goes on whatever the rules say, but not at night.
        """
        now = self.clock()
        if issue.status is IssueStatus.SENDING:
            return issue.corrects is not None or self.desk.timing.is_open(now)
        if self.desk.skips(issue, now):
            return False
        reason = self._hinders(issue, now)
        if not reason and not self.desk.timing.may_begin(issue, now):
            return False
        if reason := reason or self._lacks(issue):
            self._hold(issue, reason, now)
        return not reason

    def _hinders(self, issue: Issue, now: datetime) -> str:
        assert issue.due_at is not None
        if issue.status is IssueStatus.COMPOSED and self._needs_a_yes(issue):
            return "den er ikke godkendt."
        if now > self.desk.timing.latest(issue):
            return f"den skulle være sendt {when(issue.due_at)}, og det er for længe siden."
        return ""

    def _hold(self, issue: Issue, reason: str, now: datetime) -> None:
        self.desk.keep_back(issue.id, reason, now)
        self.desk.notices.alert(
            issue,
            f"Udgaven »{issue.title}« er holdt tilbage: {reason}",
            "Se på udgaven, og lad den gå, eller aflys den.",
            now,
        )

    def _lacks(self, issue: Issue) -> str:
        """What hinders the yes that the issue needs now, in words."""
        try:
            self._ready(issue.id)
        except NotAllowed as error:
            return str(error)
        return ""


@contextlib.contextmanager
def until_signal() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set, for the main thread of a command."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopping
    finally:
        for each, old in before.items():
            signal.signal(each, old)


def _finish_drafts(tx: Transaction, issue: Issue, now: datetime) -> None:
    """A draft that was reworded since is another text: it stays where it is."""
    for item in issue.items:
        draft = tx.drafts.get(item.draft_id)
        if draft.status is Status.APPROVED and draft.version == item.version:
            tx.drafts.update(draft, draft.moved(Status.SENT), now)
            tx.audit.record(
                "system", "sent", "draft", draft.id, now, item.content_hash, issue=issue.id
            )
