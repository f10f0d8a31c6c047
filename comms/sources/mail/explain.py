"""What intake makes of a mail and why: the one place where reading and judging meet."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from comms.danish.calendar import COPENHAGEN
from comms.model.answer import answer_of
from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.judge import Context, judge
from comms.model.mail import Mail
from comms.model.privacy import Kind
from comms.sources.mail.edges import is_confidential
from comms.sources.mail.limits import Limits
from comms.sources.mail.read import DEFAULT, read
from comms.sources.mail.returned import read_returns

__all__ = ["Context", "explain", "explain_text", "read_and_judge"]


def read_and_judge(
    raw: bytes,
    context: Context,
    received: datetime | None = None,
    limits: Limits = DEFAULT,
    *,
    contributed: bool = False,
) -> Item:
    """The item of a raw mail. received: used when the mail itself has no date (aware).

    contributed: a person has said that it is a story. Raises TooBig or BadInput when it must be
    set aside.
    """
    mail = read(raw, limits, context.mailbox)
    moment = mail.written or received or datetime(1970, 1, 1, tzinfo=COPENHAGEN)
    item = judge(
        mail,
        moment,
        context,
        confidential=is_confidential(mail.footers),
        contributed=contributed,
    )
    bounced = item.disposition is Disposition.BOUNCE
    return replace(
        _with_pictures_read(item),
        answer=answer_of(mail, (context.mailbox.lower(),)),
        returned=read_returns(raw, context.mailbox) if bounced else (),
    )


def _with_pictures_read(item: Item) -> Item:
    """Where the details stand in a picture only, what a machine reads there is proposed."""
    if Kind.TEXT_IN_IMAGE not in item.flags:
        return item
    from comms.sources.mail.ocr import with_readings

    return with_readings(item)


def explain(raw: bytes, context: Context, limits: Limits = DEFAULT) -> dict[str, Any]:
    """The contract's `explain` document of a raw mail. Raises TooBig or BadInput."""
    return read_and_judge(raw, context, None, limits).contract()


def explain_text(text: str, moment: datetime, context: Context) -> dict[str, Any]:
    """The same shape for a bare text, read at `moment` (aware).

    A text without a mail around it was handed in to be read, so its dates and themes are told
    whatever it would have been as a mail.
    """
    mail = Mail(text=text, written=moment)
    verdict = judge(mail, moment, context)
    if verdict.disposition is Disposition.STORY:
        return verdict.contract()
    told = judge(mail, moment, context, contributed=True)
    why = (*verdict.why, *told.why[1:])
    return replace(told, disposition=verdict.disposition, kind=None, why=why).contract()
