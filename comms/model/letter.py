"""A letter: one-off mail (opt-in, notice, report, alert), sent once by its unique key."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One mail to one person. key: unique, so the same letter is never written twice."""

    key: str
    kind: str
    to_email: str
    subject: str
    text: str
    html: str = ""
    to_name: str = ""
    id: int = 0
