"""Sending a draft back to whoever writes, with what is to be done."""

from datetime import datetime

from comms.channels.staff_post import StaffPost
from comms.errors import Moved
from comms.model.account import Account
from comms.model.channels import called
from comms.model.draft import IN_DANISH, Draft, Status
from comms.model.event import day_of
from comms.stages.review.ground import needs, record
from comms.store.transaction import Transaction

_OPEN = (Status.DRAFTED, Status.APPROVED)


def send_back(
    tx: Transaction, draft: Draft, who: str, reason: str, post: StaffPost | None, now: datetime
) -> Draft:
    """It stays a draft, marked until somebody changes it; its writer is told by letter.

    Raises UsageError without a reason, Moved for what is on its way or done with.
    """
    why = needs(reason, "Skriv, hvad der skal ændres.")
    if draft.status not in _OPEN:
        raise Moved(f"Udkast {draft.id} er {IN_DANISH[draft.status]} og kan ikke sendes tilbage.")
    back = draft.send_back(why)
    tx.drafts.update(draft, back, now)
    record(tx, who, "send back", back, now, version=back.version, reason=why)
    if post is not None:
        _tell(tx, back, who, post, now)
    return back


def _tell(tx: Transaction, draft: Draft, who: str, post: StaffPost, now: datetime) -> None:
    """Whoever wrote it, or stands in for them. What nobody wrote stands on everybody's page."""
    for one in writers_of(tx, draft, now):
        if one.name != who:
            key = f"sent_back:{draft.id}:{draft.version}:{now.isoformat()}:{one.id}"
            facts = {
                "by": who,
                "channel": called(draft.channel, draft.act),
                "story": draft.story_id,
                "url": post.page(f"/udkast/{draft.id}"),
            }
            post.tell(tx, one, "sent_back", key, now, **facts)


def writers_of(tx: Transaction, draft: Draft, now: datetime) -> list[Account]:
    """The account that wrote the newest version, else typed the story in; or its stand-in."""
    story = tx.stories.get(draft.story_id)
    for name in filter(None, (draft.written_by, story.created_by)):
        account = tx.staff.named(name)
        if account is not None and account.active:
            stand_in = tx.staff.standing_in(day_of(now)).get(account.name, account)
            return [stand_in or account]
    return []
