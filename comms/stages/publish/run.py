"""Publish what is approved and due. Safe at any time, by any number of processes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum

from comms.channels.ends import (
    ChannelSilent,
    ChannelStopped,
    ChannelWaits,
    Posted,
    PostRefused,
)
from comms.errors import Moved, OnHold, SendError
from comms.model.draft import Act, Draft, Status
from comms.stages.publish.amendment import Amendment
from comms.stages.publish.journey import Journey
from comms.stages.publish.ledger import Ledger, Taken
from comms.stages.publish.ports import Channel, Outcome
from comms.store import claims
from comms.store.database import Begin
from comms.store.files import Files


class End(Enum):
    """What one draft's end means for those behind it."""

    DONE = "done"
    SILENT = "silent"
    HELD = "held"


# One post alone may make Facebook fall silent; after so many it is Facebook.
SILENT_AT_MOST = 3
LEASE = timedelta(minutes=10)

Way = Journey | Amendment


class Publishing:
    """Sends a channel's drafts, each once.

    lease: a sender that lives and fell silent keeps its claim so long. notices_to: mail addresses
    that are told, once, when the channel stops.
    """

    def __init__(
        self,
        begin: Begin,
        channel: Channel,
        files: Files,
        clock: Callable[[], datetime],
        *,
        lease: timedelta = LEASE,
        notices_to: Sequence[str] = (),
    ) -> None:
        self._ledger = Ledger(begin, channel.name, clock, claims.begin(), lease, notices_to)
        self._channel = channel
        self._files = files

    def all_due(self, at_most: int | None = None, *, planned_only: bool = False) -> list[Outcome]:
        """Everything that can go now, or the first `at_most` posts; what became of each.

        planned_only: leave posts whose time nobody has chosen yet; corrections do not wait for one.
        Raises OnHold when sending is held from the start.
        """
        self._ledger.refuse_when_held()
        outcomes: list[Outcome] = []
        silent = 0
        for draft in self._ledger.waiting():
            if planned_only and _has_no_time(draft):
                continue
            if at_most is not None and _sent_count(outcomes) >= at_most:
                break
            outcome, end = self._one(draft)
            outcomes += [outcome] if outcome else []
            silent += end is End.SILENT
            if end is End.HELD or silent >= SILENT_AT_MOST:
                return outcomes
        self._read_back_missing()
        return outcomes

    def _one(self, draft: Draft) -> tuple[Outcome | None, End]:
        try:
            taken = self._ledger.take(draft)
            if isinstance(taken, Taken):
                return self._bring_out(taken)
        except Moved:
            return None, End.DONE  # another sender took over, and answers for it
        return (None if taken is None else _outcome(taken)), End.DONE

    def _bring_out(self, taken: Taken) -> tuple[Outcome, End]:
        journey = self._way(taken)
        try:
            posted = journey.go()
        except (ChannelStopped, ChannelWaits, OnHold) as held:
            return self._held(journey, held), End.HELD
        except ChannelSilent:
            return self._waits(journey, journey.put_off, 0), End.SILENT
        except PostRefused as refused:
            return self._refused(journey, refused), End.DONE
        return self._sent(journey, posted), End.DONE

    def _way(self, taken: Taken) -> Way:
        if taken.draft.act is Act.POST:
            return Journey(taken, self._channel, self._files, self._ledger)
        return Amendment(taken, self._channel, self._ledger)

    def _sent(self, journey: Way, posted: Posted | None) -> Outcome:
        return _outcome(journey.finish(posted), posted.permalink if posted else "")

    def _held(self, journey: Way, held: PostRefused | OnHold) -> Outcome:
        """The draft waits, and so does the rest of the queue."""
        reason = held.staff if isinstance(held, PostRefused) else str(held)
        code = held.code if isinstance(held, PostRefused) else 0
        if isinstance(held, ChannelStopped):
            self._ledger.hold(reason)
        return self._waits(journey, reason, code)

    def _refused(self, journey: Way, refused: PostRefused) -> Outcome:
        if refused.permanent and not journey.maybe_public:
            return _outcome(journey.fail(refused))
        return self._waits(journey, refused.staff, refused.code)

    def _waits(self, journey: Way, reason: str, code: int) -> Outcome:
        if journey.maybe_public:
            return _outcome(self._ledger.unclear(journey.taken, journey.unsure))
        return _outcome(self._ledger.put_off(journey.taken, reason, code))

    def _read_back_missing(self) -> None:
        """Posts that went out and could not be read back then: look once more."""
        for publication in self._ledger.unread():
            try:
                posted = self._channel.look(str(publication.remote_id))
            except SendError:
                return
            if posted is not None:
                self._ledger.read_back(publication, posted)


def _outcome(draft: Draft, permalink: str = "") -> Outcome:
    return Outcome(draft.id, Status(draft.status), draft.reason, permalink)


def _has_no_time(draft: Draft) -> bool:
    approved = draft.act is Act.POST and draft.status is Status.APPROVED
    return approved and draft.scheduled_at is None


def _sent_count(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.status is Status.SENT for outcome in outcomes)
