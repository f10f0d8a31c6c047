"""A thin SMTP client (RFC 5321) on a kept connection; a send has three ends.

Receipt: `SmtpConnection.step` returns the relay's answer. No: it raises SmtpRefused, or
RelayUnavailable when the relay and not this message is the trouble. Silence after the final dot:
it raises OutcomeUnknown. A connection cut before the final dot went out has delivered nothing.
"""

import contextlib

from comms.errors import OutcomeUnknown, Refused
from comms.wire.smtp_handover import Talk, envelope, handover
from comms.wire.smtp_line import SmtpLine
from comms.wire.smtp_mould import WireMessage, check
from comms.wire.smtp_relay import Relay, RelayUnavailable, SmtpRefused, unavailable

__all__ = ["Relay", "RelayUnavailable", "SmtpConnection", "SmtpRefused", "connect"]


def connect(relay: Relay) -> "SmtpConnection":
    """An open connection, logged in. Waits for it. Raises RelayUnavailable."""
    line = SmtpLine(relay)
    try:
        line.open()
    except (Refused, OutcomeUnknown, OSError) as error:
        line.close()
        raise unavailable(relay, error) from None
    return SmtpConnection(line)


class SmtpConnection:
    """One kept connection, one message at a time.

    `begin` and `step` never wait: whoever has many connections waits for all of them at once (by
    `fileno`, `wants_room` and `until`).
    """

    def __init__(self, line: SmtpLine) -> None:
        self._line = line
        self._talk: Talk | None = None
        self.until = 0.0  # time.monotonic() after which silence is an end

    @property
    def is_open(self) -> bool:
        """False after a cut or a 421: connect anew."""
        return self._line.is_open

    @property
    def wants_room(self) -> bool:
        """Whether bytes wait until the other side has read more."""
        return len(self._line.unsent) > 0

    def fileno(self) -> int:
        """For a selector; -1 once closed."""
        return self._line.fileno()

    def begin(self, sender: str, recipient: str, content: bytes) -> None:
        """Start to hand over one message for one recipient; `step` goes on with it.

        content: CRLF lines, none beginning with a dot (smtp_mould makes it so). Raises what `step`
        raises, BadInput for an address that is none and ValueError for content that cannot go on
        the wire.
        """
        if not isinstance(content, WireMessage):
            check(content)
        start = envelope(self._line.relay, self._line.offers, sender, recipient)
        self._talk = handover(self._line, start, content)
        self._go_on()

    def step(self) -> str | None:
        """Go on as far as possible without waiting. The receipt; None: still under way.

        Raises SmtpRefused, RelayUnavailable, OutcomeUnknown (see the module).
        """
        line = self._line
        try:
            if line.unsent:
                line.push()
            line.pull()
        except OSError as error:
            return self._go_on(error)
        return self._go_on()

    def expire(self) -> str | None:
        """Give up waiting, since `until` has passed; else like `step`."""
        return self._go_on(TimeoutError("no whole answer in time"))

    def quit(self) -> None:
        """Say goodbye and close; waits for the answer, never raises."""
        with contextlib.suppress(OSError):
            self._line.say("QUIT")
        self._line.close()

    def close(self) -> None:
        """Hang up at once; never raises."""
        self._line.close()

    def _go_on(self, cut: OSError | None = None) -> str | None:
        assert self._talk is not None
        try:
            self.until = next(self._talk) if cut is None else self._talk.throw(cut)
        except StopIteration as end:
            self._talk = None
            return str(end.value)
        except BaseException:
            self._talk = None
            raise
        return None
