"""One message handed over on an open line: what is said, and what each answer means.

The conversation is a generator, so that whoever runs it decides how to wait. It takes the replies
that have come off the line, and when there is none it yields until when (time.monotonic) one may
come.
An OSError thrown in says that the line is gone.
"""

import contextlib
import time
from collections.abc import Generator

from comms.errors import OutcomeUnknown
from comms.wire.smtp_header import needs_utf8, wire_address
from comms.wire.smtp_line import SmtpLine
from comms.wire.smtp_relay import Relay, SmtpRefused, Step, unavailable
from comms.wire.smtp_reply import Reply

Talk = Generator[float, None, str]

_STEPS: tuple[tuple[Step, int], ...] = (("sender", 2), ("recipient", 2), ("data", 3))


def handover(line: SmtpLine, start: list[str], content: bytes) -> Talk:
    """Envelope, content, final dot: the relay's answer to the dot.

    start: what `envelope` made. Raises SmtpRefused, RelayUnavailable, OutcomeUnknown.
    """
    try:
        yield from _open_transaction(line, start)
        line.put(content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"))
    except OSError as error:
        line.close()
        raise unavailable(line.relay, error) from None
    return (yield from _receipt(line))


def envelope(relay: Relay, offers: dict[str, str], sender: str, recipient: str) -> list[str]:
    """MAIL, RCPT and DATA. Raises BadInput, and SmtpRefused for an address it cannot take."""
    came_from, goes_to = wire_address(sender), wire_address(recipient)
    utf8 = needs_utf8(goes_to) or needs_utf8(came_from)
    if utf8 and "SMTPUTF8" not in offers:
        raise SmtpRefused(
            f"{relay.host}: takes no address with letters outside ASCII (no SMTPUTF8)",
            permanent=True,
            code=553,
            step="recipient",
            enhanced="5.6.7",
        )
    extra = " SMTPUTF8" if utf8 else ""
    return [f"MAIL FROM:<{came_from}>{extra}", f"RCPT TO:<{goes_to}>", "DATA"]


def _open_transaction(line: SmtpLine, start: list[str]) -> Generator[float, None, None]:
    """MAIL, RCPT and DATA: in one write where the relay takes that (RFC 2920)."""
    if "PIPELINING" in line.offers:
        line.put("".join(f"{command}\r\n" for command in start).encode())
        replies = yield from _answers(line, len(start))
    else:
        replies = yield from _one_by_one(line, start)
    for reply, (step, wanted) in zip(replies, _STEPS, strict=False):
        if not reply.is_kind(wanted):
            yield from _abandon(line, replies)
        line.expect(reply, wanted, step)


def _answers(line: SmtpLine, many: int) -> Generator[float, None, list[Reply]]:
    """As many as came: some relays say no and hang up without answering the rest."""
    replies: list[Reply] = []
    try:
        while len(replies) < many:
            replies.append((yield from _reply(line, line.relay.timeout)))
    except OSError:
        if all(reply.is_kind(2) for reply in replies):
            raise
        line.close()
    return replies


def _one_by_one(line: SmtpLine, start: list[str]) -> Generator[float, None, list[Reply]]:
    replies: list[Reply] = []
    for command, (_, wanted) in zip(start, _STEPS, strict=True):
        line.put(f"{command}\r\n".encode())
        replies.append((yield from _reply(line, line.relay.timeout)))
        if not replies[-1].is_kind(wanted):
            break
    return replies


def _abandon(line: SmtpLine, replies: list[Reply]) -> Generator[float, None, None]:
    """Leave a transaction that will not happen, so the line serves the next message."""
    if any(reply.code == 421 for reply in replies):
        line.close()
    elif replies[-1].code == 354:
        # DATA was taken though someone was refused: an empty message ends it (RFC 2920, 3.1),
        # and whatever the relay makes of it, this line is not used again.
        line.put(b".\r\n")
        line.close()
    else:
        with contextlib.suppress(OSError):  # the refusal is what counts, and is known
            line.put(b"RSET\r\n")
            yield from _reply(line, line.relay.timeout)
            return
        line.close()


def _receipt(line: SmtpLine) -> Talk:
    try:
        reply = yield from _reply(line, line.relay.content_timeout)
    except OSError as error:
        unsent = line.unsent
        line.close()
        if unsent:  # the final dot never went out: nothing was delivered
            raise unavailable(line.relay, error) from None
        kind = type(error).__name__
        raise OutcomeUnknown(f"{line.relay.host}: no answer after the final dot ({kind})") from None
    if reply.code == 421:
        line.close()
    line.expect(reply, 2, "content")
    return reply.text


def _reply(line: SmtpLine, seconds: float) -> Generator[float, None, Reply]:
    """The next reply; one that comes before all is written is kept until the rest is out."""
    if line.unsent:
        until = time.monotonic() + line.relay.timeout
        while line.unsent:
            yield until
    until = time.monotonic() + seconds
    while (reply := line.next_reply()) is None:
        yield until
    return reply
