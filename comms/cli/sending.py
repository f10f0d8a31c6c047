"""Publishing from the command line."""

from comms.cli.answer import Answer
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.draft import IN_DANISH, Status

_GOOD = (Status.SENT,)


def publish_due(channel: str | None) -> Answer:
    """Send what is approved and due. Exit 1 when some of it failed, 3 when sending is held."""
    if channel not in (None, "facebook"):
        raise UsageError(f"channel {channel!r}: nothing is published there (allowed: facebook)")
    with opened() as house:
        if "facebook" not in house.channels:
            raise UsageError("schedules.yaml: channels.facebook is switched off")
        outcomes = house.publishing.all_due()
    posts = [
        {
            "draft": one.draft_id,
            "status": one.status,
            "reason": one.reason,
            "permalink": one.permalink,
        }
        for one in outcomes
    ]
    counts = {str(status): sum(o.status is status for o in outcomes) for status in Status}
    lines = [
        f"Udkast {o.draft_id}: {IN_DANISH[o.status]}. {o.permalink or o.reason}" for o in outcomes
    ]
    data = {"sent": counts["sent"], "failed": counts["failed"], "unknown": counts["unknown"]}
    bad = any(one.status not in _GOOD for one in outcomes)
    return Answer({**data, "posts": posts}, lines or ["Intet at lægge op."], 1 if bad else 0)
