"""Sending: every row of a pile gets its end, over kept connections, also after kill -9."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from comms.errors import BadInput, OnHold, SendError
from comms.model.delivery import Delivery
from comms.model.issue import IssueStatus, Tally
from comms.stages.dispatch.answers import PostRules, Verdict, judge
from comms.stages.dispatch.outbox import Outbox
from comms.stages.dispatch.pace import Lane, Pace, Rows
from comms.stages.dispatch.runners import Connect, Runner, Runners
from comms.stages.dispatch.way import Way
from comms.store import claims
from comms.store.database import Database
from comms.store.holds import Hold
from comms.store.ledger import Ledger, Receipt
from comms.wire.smtp import RelayUnavailable

BATCH = 500  # rows fetched at a time, so memory stays flat
ROUND = 60.0  # seconds after which all that may be tried is looked for anew
LOOK_AGAIN = 1.0  # seconds between looks while rows wait for their time or for another sender
TELL_EVERY = 0.2  # seconds between two tallies told, and between looks whether to stop
NOBODY_THERE = "modtagerens server siger, at adressen ikke findes"

Told = Callable[[Tally], None]


class Sending:
    """One run of one sender over one pile.

    One thread drives all connections. In each turn it takes in what the relay has said, keeps
    those receipts and claims the next rows in one commit, and only then begins their envelopes.

    connect: opens a line to the relay. address: MAIL FROM. stopping: set, it finishes what is in
    flight and ends. told: called with the tally now and then.
    """

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        connect: Connect,
        address: str,
        rules: PostRules,
        clock: Callable[[], datetime],
        stopping: threading.Event,
        told: Told | None = None,
    ) -> None:
        self.database = database
        self.outbox = outbox
        self.address = address
        self.rules = rules
        self.clock = clock
        self.stopping = stopping
        self.told = told
        self.way = Way(rules, clock)
        self.runners = Runners(connect)
        self.pace = Pace(rules.rate)
        self.paces = {domain: Pace(rate) for domain, rate in rules.per_domain.items()}
        self.sent = self.failed = self.unknown = 0
        self._receipts: list[Receipt] = []
        self._hold: Hold | None = None
        self._halt = False
        self._shut = False  # in this round no line could be opened
        self._round_ends = 0.0
        self._tally = Tally()
        self._tell_at = time.monotonic() + TELL_EVERY

    def run(self, *, wait: bool) -> None:
        """Until every row has an end (wait), or once over what may be tried now.

        Raises OnHold when sending is held, and whatever of our own went wrong.
        """
        name = claims.begin()
        try:
            with Ledger(self.database.engine, name, *self.outbox.parts) as self.ledger:
                self._tally = self._count_all()
                while not self._done():
                    self._round()
                    if not wait or not self._wait():
                        break
        finally:
            claims.end(name)
            self.runners.close()

    def _round(self) -> None:
        self._refuse_hold()
        self._release_gone()
        rows = self._rows()
        self._shut = False
        self._round_ends = time.monotonic() + ROUND
        try:
            while self._goes_on(rows):
                self._turn(rows)
        except BaseException:  # what is in flight is finished all the same
            self._halt = True
            while self.runners.carrying or self._receipts:
                self._turn(rows)
            raise
        self._refuse_hold()

    def _rows(self) -> Rows:
        now = self.clock()
        issue_id = self.outbox.issue_id

        def lane(pace: Pace, *, only: str = "", without: Collection[str] = ()) -> Lane:
            def fetch(after: int) -> Sequence[Delivery]:
                with self.database.read() as tx:
                    return tx.deliveries.batch(
                        issue_id, after, now, BATCH, only=only, without=without
                    )

            return Lane(fetch, pace)

        slow = [lane(pace, only=domain) for domain, pace in self.paces.items()]
        return Rows(self.pace, [*slow, lane(Pace(0), without=self.paces)])

    def _goes_on(self, rows: Rows) -> bool:
        """Is a message under way, or can one be?"""
        if self.runners.carrying or self._receipts:
            return True
        if self._takes_no_more() or not rows.waiting:
            return False
        if self.runners.opening or self.runners.idle():
            return True
        return not self._shut and not self.way.is_closed()

    def _turn(self, rows: Rows) -> None:
        self._hand_out(rows)
        # Somebody idle waits for the pace; else nothing happens before the relay speaks.
        spare = not self._takes_no_more() and self.runners.idle()
        for runner in self.runners.wait(min(rows.wait(), TELL_EVERY) if spare else TELL_EVERY):
            self._go_on(runner)
        for runner in self.runners.arrived():
            self._line_came(runner)
        self._tell()

    def _hand_out(self, rows: Rows) -> None:
        """Keep the receipts, and give idle runners the rows that could be claimed: one commit.

        A runner with a line first, then the claim, then the envelope. The next claim for a line
        is committed with the mark before it, so no line ever has two rows without an end.
        """
        idle = self.runners.idle()
        picked: list[Delivery] = []
        if not self._takes_no_more():
            self._hire(rows)
            picked = rows.take(len(idle))
        now = self.clock()
        ours = self.ledger.turn(self._receipts, picked, now)
        self.sent += len(self._receipts)
        self._receipts.clear()
        for runner, row in zip(idle, ours, strict=False):
            self._begin(runner, row, now)
        if len(ours) < len(picked):
            self._not_claimed([row for row in picked if row not in ours])

    def _hire(self, rows: Rows) -> None:
        """As many runners as there may be connections, and rows to carry."""
        wanted = min(self.rules.connections, rows.waiting)
        while len(self.runners) < wanted and not self.way.is_closed():
            self.runners.hire()

    def _begin(self, runner: Runner, row: Delivery, now: datetime) -> None:
        """Begin the envelope of a row that is claimed since `now`."""
        assert runner.line is not None
        try:
            runner.row, runner.since = row, now
            content = self.outbox.message(row, row.first_at or now)
            runner.line.begin(self.address, row.email, content)
        except (SendError, BadInput) as error:
            self._refused(runner, row, error)
        except BaseException:
            runner.row = None
            raise

    def _go_on(self, runner: Runner) -> None:
        """The relay spoke to it, or was silent for too long."""
        row = runner.row
        assert row is not None
        try:
            reply = runner.step()
        except SendError as error:
            self._refused(runner, row, error)
            return
        if reply is not None:
            self._receipts.append((row, reply))
            runner.row, runner.used = None, True

    def _line_came(self, runner: Runner) -> None:
        """A fresh line is open, or could not be opened."""
        if runner.trouble is None:
            self._shut = False
            self.way.opened()
            if runner.row is not None and runner.since is not None:
                self._begin(runner, runner.row, runner.since)
        elif isinstance(runner.trouble, RelayUnavailable):
            self._shut = True
            self.way.failed(runner.trouble)
            if runner.row is not None:
                self._refused(runner, runner.row, runner.trouble)
            self.runners.dismiss(runner)
        else:
            self.runners.dismiss(runner)
            runner.row = None
            raise runner.trouble

    def _refused(self, runner: Runner, row: Delivery, error: SendError | BadInput) -> None:
        """A try without a receipt. A kept line that turns out to be cut is replaced, once: nothing
        was delivered by it, and the relay may only have grown tired of waiting for us."""
        if isinstance(error, RelayUnavailable) and runner.used and not self.way.is_closed():
            self.runners.reopen(runner)
            return
        runner.row, runner.used = None, True
        self._end(row, judge(error, row, runner.since or self.clock(), self.rules))

    def _end(self, row: Delivery, verdict: Verdict) -> None:
        if verdict.next_at is not None:
            self.ledger.later(row, verdict.reply, verdict.next_at, silent=verdict.silent)
            return
        self.ledger.failed(row, verdict.reply, silent=verdict.silent)
        if verdict.silent:
            self.unknown += 1
        else:
            self.failed += 1
        if verdict.suppress and row.subscriber_id is not None:
            self._suppress(row.subscriber_id)

    def _suppress(self, subscriber_id: int) -> None:
        with self.database.begin() as tx:
            if tx.subscribers.suppress(subscriber_id, NOBODY_THERE):
                tx.audit.record("system", "suppress", "subscriber", subscriber_id, self.clock())

    def _not_claimed(self, rows: Sequence[Delivery]) -> None:
        """Held or cancelled, gone, or another sender's. The first two stop everything, the others
        only this row."""
        self._look_for_stop()
        if self._halt:
            return
        with self.database.begin() as tx:
            for row in rows:
                tx.deliveries.drop_if_left(row)

    def _release_gone(self) -> None:
        """Claims of senders that died: their tries ended in silence, so they are made again."""
        now = self.clock()
        with self.database.read() as tx:
            claimed = tx.deliveries.claimed(self.outbox.issue_id)
        gone = [row for row in claimed if claims.is_gone(row.sender, row.claimed_at, now)]
        if gone:
            with self.database.begin() as tx:
                for row in gone:
                    tx.deliveries.release(row)

    def _wait(self) -> bool:
        """Pause until something may be tried. False: every row has its end."""
        with self.database.read() as tx:
            left = tx.deliveries.unfinished(self.outbox.issue_id)
        if not left.pending and not left.claimed:
            return False
        if self.way.gave_up() and self.way.trouble is not None:
            return self._give_up(str(self.way.trouble))
        now = self.clock()
        at = max(left.next_at or now, self.way.closed_until or now)
        seconds = (at - now).total_seconds() if left.pending else LOOK_AGAIN
        self._tell()
        self.stopping.wait(min(max(seconds, 0.02), LOOK_AGAIN))
        return True

    def _give_up(self, reply: str) -> bool:
        if self.outbox.issue_id is None:
            return False
        with self.database.begin() as tx:
            ended = tx.deliveries.give_up(self.outbox.issue_id, reply)
        self.failed += ended
        return True

    def _look_for_stop(self) -> None:
        """Is it held, or not to be sent any more?"""
        issue_id = self.outbox.issue_id
        with self.database.read() as tx:
            self._hold = self._hold or tx.holds.on(*self.outbox.parts)
            goes = issue_id is None or tx.issues.get(issue_id).status is IssueStatus.SENDING
        self._halt = self._halt or self._hold is not None or not goes

    def _refuse_hold(self) -> None:
        self._look_for_stop()
        if self._hold is not None:
            raise OnHold(f"Udsendelsen er holdt tilbage: {self._hold.reason}")

    def _takes_no_more(self) -> bool:
        """A round of slow rows ends now and then, for those whose time has come meanwhile."""
        return self._done() or time.monotonic() > self._round_ends

    def _done(self) -> bool:
        return self._halt or self.stopping.is_set()

    def _count_all(self) -> Tally:
        if self.outbox.issue_id is None:
            return Tally()
        with self.database.read() as tx:
            return tx.deliveries.tally(self.outbox.issue_id)

    def _tell(self) -> None:
        now = time.monotonic()
        if self.told is None or now < self._tell_at:
            return
        self._tell_at = now + TELL_EVERY
        ended = self.sent + self.failed + self.unknown
        before = self._tally
        self.told(
            replace(
                before,
                sent=before.sent + self.sent,
                failed=before.failed + self.failed,
                unknown=before.unknown + self.unknown,
                pending=max(before.pending - ended, 0),
            )
        )
