"""A thin SMTP client (RFC 5321) on a kept connection; a send has three ends.

Receipt: `SmtpConnection.send` returns the relay's answer. No: it raises SmtpRefused, or
RelayUnavailable when the relay and not this message is the trouble. Silence after the final dot:
it raises OutcomeUnknown. A connection cut before the final dot went out has delivered nothing.
"""

import contextlib

from comms.errors import OutcomeUnknown, Refused
from comms.wire.smtp_header import needs_utf8, wire_address
from comms.wire.smtp_line import SmtpLine
from comms.wire.smtp_mould import WireMessage, check
from comms.wire.smtp_relay import Relay, RelayUnavailable, SmtpRefused, Step, unavailable
from comms.wire.smtp_reply import Reply

__all__ = ["Relay", "RelayUnavailable", "SmtpConnection", "SmtpRefused", "connect"]


def connect(relay: Relay) -> "SmtpConnection":
    """An open connection, logged in. Raises RelayUnavailable."""
    line = SmtpLine(relay)
    try:
        line.open()
    except (Refused, OutcomeUnknown, OSError) as error:
        line.close()
        raise unavailable(relay, error) from None
    return SmtpConnection(line)


class SmtpConnection:
    """One kept connection; not shared between threads."""

    def __init__(self, line: SmtpLine) -> None:
        self._line = line
        self._relay = line.relay

    @property
    def is_open(self) -> bool:
        """False after a cut or a 421: connect anew."""
        return self._line.is_open

    def send(self, sender: str, recipient: str, content: bytes) -> str:
        """Hand over one message for one recipient: the relay's answer to the final dot.

        content: CRLF lines, none beginning with a dot (smtp_mould makes it so). Raises SmtpRefused,
        RelayUnavailable, OutcomeUnknown (see the module), BadInput for an address that is none and
        ValueError for content that cannot go on the wire.
        """
        if not isinstance(content, WireMessage):
            check(content)
        start = self._envelope(sender, recipient)
        try:
            self._open_transaction(start)
            self._line.write(content if content.endswith(b"\r\n") else content + b"\r\n", b".\r\n")
        except OSError as error:
            # The final dot is the last thing written: what failed before it delivered nothing.
            self._line.close()
            raise unavailable(self._relay, error) from None
        return self._receipt()

    def quit(self) -> None:
        """Say goodbye and close; never raises."""
        with contextlib.suppress(OSError):
            self._line.say("QUIT")
        self._line.close()

    def close(self) -> None:
        """Hang up at once; never raises."""
        self._line.close()

    def _envelope(self, sender: str, recipient: str) -> list[str]:
        came_from, goes_to = wire_address(sender), wire_address(recipient)
        utf8 = needs_utf8(goes_to) or needs_utf8(came_from)
        if utf8 and "SMTPUTF8" not in self._line.offers:
            raise SmtpRefused(
                f"{self._relay.host}: takes no address with letters outside ASCII (no SMTPUTF8)",
                permanent=True,
                code=553,
                step="recipient",
                enhanced="5.6.7",
            )
        extra = " SMTPUTF8" if utf8 else ""
        return [f"MAIL FROM:<{came_from}>{extra}", f"RCPT TO:<{goes_to}>", "DATA"]

    def _open_transaction(self, start: list[str]) -> None:
        """MAIL, RCPT and DATA: in one write where the relay takes that (RFC 2920)."""
        if "PIPELINING" in self._line.offers:
            self._line.write("".join(f"{line}\r\n" for line in start).encode())
            replies = self._answers(len(start))
        else:
            replies = self._one_by_one(start)
        steps: tuple[tuple[Step, int], ...] = (("sender", 2), ("recipient", 2), ("data", 3))
        for reply, (step, wanted) in zip(replies, steps, strict=False):
            if not reply.is_kind(wanted):
                self._abandon(replies)
            self._line.expect(reply, wanted, step)

    def _answers(self, many: int) -> list[Reply]:
        """As many as came: some relays say no and hang up without answering the rest."""
        replies: list[Reply] = []
        try:
            while len(replies) < many:
                replies.append(self._line.read())
        except OSError:
            if all(reply.is_kind(2) for reply in replies):
                raise
            self._line.close()
        return replies

    def _one_by_one(self, start: list[str]) -> list[Reply]:
        replies: list[Reply] = []
        for line, wanted in zip(start, (2, 2, 3), strict=True):
            replies.append(self._line.say(line))
            if not replies[-1].is_kind(wanted):
                break
        return replies

    def _abandon(self, replies: list[Reply]) -> None:
        """Leave a transaction that will not happen, so the connection serves the next message."""
        if any(reply.code == 421 for reply in replies):
            self._line.close()
        elif replies[-1].code == 354:
            # DATA was taken though someone was refused: an empty message ends it (RFC 2920, 3.1),
            # and whatever the relay makes of it, this connection is not used again.
            self._line.write(b".\r\n")
            self._line.close()
        else:
            with contextlib.suppress(OSError):  # the refusal is what counts, and is known
                self._line.say("RSET")
                return
            self._line.close()

    def _receipt(self) -> str:
        try:
            reply = self._line.read(self._relay.content_timeout)
        except OSError as error:
            self._line.close()
            kind = type(error).__name__
            raise OutcomeUnknown(
                f"{self._relay.host}: no answer after the final dot ({kind})"
            ) from None
        if reply.code == 421:
            self._line.close()
        self._line.expect(reply, 2, "content")
        return reply.text
