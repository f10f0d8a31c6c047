"""Sending: every row of a pile gets its end, over kept connections, also after kill -9."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from comms.errors import BadInput, OnHold, SendError
from comms.model.delivery import Delivery
from comms.model.issue import Tally
from comms.stages.dispatch.answers import PostRules, Verdict, judge
from comms.stages.dispatch.outbox import Outbox
from comms.stages.dispatch.way import Connect, Line, Pace, Way
from comms.store import claims
from comms.store.database import Database
from comms.store.holds import Hold
from comms.store.ledger import Ledger
from comms.wire.smtp import RelayUnavailable

BATCH = 500  # rows fetched at a time, so memory stays flat
LOOK_AGAIN = 1.0  # seconds between looks while rows wait for their time or for another sender
NOBODY_THERE = "modtagerens server siger, at adressen ikke findes"

Told = Callable[[Tally], None]


class Sending:
    """One run of one sender over one pile.

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
        self.way = Way(connect, rules, clock)
        self.pace = Pace(rules.rate)
        self.sent = self.failed = self.unknown = 0
        self._count = threading.Lock()
        self._hold: Hold | None = None
        self._trouble: BaseException | None = None
        self._halt = threading.Event()
        self._tally = Tally()

    def run(self, *, wait: bool) -> None:
        """Until every row has an end (wait), or once over what may be tried now.

        Raises OnHold when sending is held, and whatever of our own went wrong in a thread.
        """
        name = claims.begin()
        try:
            with Ledger(self.database.engine, name, self.outbox.part) as self.ledger:
                self._tally = self._count_all()
                while not self._done():
                    self._round()
                    if not wait or not self._wait():
                        break
        finally:
            claims.end(name)
            self.way.close()

    def _round(self) -> None:
        self._refuse_hold()
        self._release_gone()
        rows = _Rows(self)
        if rows.any():
            self._work_through(rows)
        if self._trouble is not None:
            raise self._trouble
        self._refuse_hold()

    def _work_through(self, rows: "_Rows") -> None:
        threads = [
            threading.Thread(target=self._thread, args=(rows,), name=f"post-{number}")
            for number in range(min(self.rules.connections, rows.waiting))
        ]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                while thread.is_alive():
                    thread.join(0.2)
                    self._tell()
        except BaseException:  # Ctrl-C: what is in flight is finished all the same
            self._halt.set()
            for thread in threads:
                thread.join()
            raise

    def _thread(self, rows: "_Rows") -> None:
        try:
            going = True
            while going and not self._done() and (row := rows.next()):
                self.pace.wait(self._done)
                going = not self._done() and self._one(row)
        except BaseException as error:
            self._trouble = self._trouble or error
            self._halt.set()

    def _one(self, row: Delivery) -> bool:
        """One row: a line first, then the claim, then the envelope, then the mark.

        False: there is no line to be had; the row is untouched and waits for the next round.
        """
        try:
            line, used = self.way.take()
        except RelayUnavailable:
            return False
        now = self.clock()
        if not self.ledger.claim(row, now):
            self.way.keep(line)
            self._not_claimed(row)
        else:
            self._hand_over(row, line, used, now)
        return True

    def _hand_over(self, row: Delivery, line: Line, used: bool, now: datetime) -> None:
        try:
            content = self.outbox.message(row, row.first_at or now)
            reply = self._say(row, content, line, used)
        except (SendError, BadInput) as error:
            self._end(row, judge(error, row, now, self.rules))
        else:
            self.ledger.sent(row, reply, self.clock())
            self._add("sent")
        finally:
            self.way.keep(line)

    def _say(self, row: Delivery, content: bytes, line: Line, used: bool) -> str:
        """Hand the message over. A kept line that turns out to be cut is replaced, once: nothing
        was delivered by it, and the relay may only have grown tired of waiting for us."""
        try:
            return line.send(self.address, row.email, content)
        except RelayUnavailable:
            if not used:
                raise
        fresh = self.way.fresh()
        try:
            return fresh.send(self.address, row.email, content)
        finally:
            self.way.keep(fresh)

    def _end(self, row: Delivery, verdict: Verdict) -> None:
        if verdict.next_at is not None:
            self.ledger.later(row, verdict.reply, verdict.next_at, silent=verdict.silent)
            return
        self.ledger.failed(row, verdict.reply, silent=verdict.silent)
        self._add("unknown" if verdict.silent else "failed")
        if verdict.suppress and row.subscriber_id is not None:
            self._suppress(row.subscriber_id)

    def _suppress(self, subscriber_id: int) -> None:
        with self.database.begin() as tx:
            if tx.subscribers.suppress(subscriber_id, NOBODY_THERE):
                tx.audit.record("system", "suppress", "subscriber", subscriber_id, self.clock())

    def _not_claimed(self, row: Delivery) -> None:
        """Held, gone, or another sender's. The first stops everything, the others only this row."""
        with self.database.read() as tx:
            self._hold = tx.holds.on(self.outbox.part)
        if self._hold is not None:
            self._halt.set()
        elif row.subscriber_id is not None:
            with self.database.begin() as tx:
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
        with self._count:
            self.failed += ended
        return True

    def _refuse_hold(self) -> None:
        with self.database.read() as tx:
            hold = self._hold or tx.holds.on(self.outbox.part)
        if hold is not None:
            raise OnHold(f"Udsendelsen er holdt tilbage: {hold.reason}")

    def _done(self) -> bool:
        return self.stopping.is_set() or self._halt.is_set()

    def _add(self, what: str) -> None:
        with self._count:
            setattr(self, what, getattr(self, what) + 1)

    def _count_all(self) -> Tally:
        if self.outbox.issue_id is None:
            return Tally()
        with self.database.read() as tx:
            return tx.deliveries.tally(self.outbox.issue_id)

    def _tell(self) -> None:
        if self.told is None:
            return
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


class _Rows:
    """What may be tried in this round, handed to the threads one by one."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._now = sending.clock()
        self._after = 0
        self._rows: deque[Delivery] = deque()
        self._lock = threading.Lock()
        self._fetch()

    @property
    def waiting(self) -> int:
        return len(self._rows)

    def any(self) -> bool:
        return bool(self._rows)

    def next(self) -> Delivery | None:
        with self._lock:
            if not self._rows:
                self._fetch()
            return self._rows.popleft() if self._rows else None

    def _fetch(self) -> None:
        issue_id = self._sending.outbox.issue_id
        with self._sending.database.read() as tx:
            self._rows.extend(tx.deliveries.batch(issue_id, self._after, self._now, BATCH))
        if self._rows:
            self._after = self._rows[-1].id
