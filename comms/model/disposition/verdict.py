"""The nine words for a mail, and what they rest on."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """The contract's words."""

    STORY = "story"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    AMBASSADOR = "ambassador"
    QUESTION = "question"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    BULK = "bulk"
    LOOP = "loop"


@dataclass(frozen=True)
class Verdict:
    """disposition, and the reason that staff read: a code, a colon, a Danish sentence.

    sure: points above what was needed. doubt: why a person must look before anything is done.
    """

    disposition: Disposition
    why: str
    sure: float = math.inf
    doubt: str = ""


@dataclass(frozen=True)
class Facts:
    """What was found in the mail before it is judged."""

    events: int = 0
    upcoming: int = 0
    acute: bool = False
    cancelled: bool = False
    pointing: bool = False
