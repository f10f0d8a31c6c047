"""A letter: one-off mail (opt-in, notice, report, alert), sent once by its unique key."""

import hashlib
from dataclasses import dataclass

# Auto-Submitted (RFC 3834, 5): written because a mail came in, on our own, or by a person.
REPLIED, GENERATED, BY_A_PERSON = "auto-replied", "auto-generated", "no"
ANSWER = "answer"  # the kind of letter in which a colleague answers who wrote
# Letters that somebody counts on: staff must know when one does not get there.
COUNTED_ON = frozenset(
    {
        "alarm",
        ANSWER,
        "forward",
        "alert",
        "notice",
        "reminder",
        "report",
        "skipped",
        "sent_back",
        "alone",
        "waiting",
    }
)
# Letters to people outside: their addresses go when the words go.
TO_CITIZENS = frozenset({ANSWER, "acknowledgement", "confirm", "left"})


@dataclass(frozen=True)
class Letter:
    """One mail to one person. key: unique, so the same letter is never written twice.

    reply_to: where an answer goes; '' is our own mailbox. in_reply_to: Message-ID of the mail
    that it answers. item_id: the mail that it is about.
    """

    key: str
    kind: str
    to_email: str
    subject: str
    text: str
    html: str = ""
    to_name: str = ""
    reply_to: str = ""
    in_reply_to: str = ""
    submitted: str = GENERATED
    item_id: int | None = None
    id: int = 0


def signed(*parts: str) -> str:
    """The part of a Message-ID of ours that only who got the mail can know."""
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:20]
