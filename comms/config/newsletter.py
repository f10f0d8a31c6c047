"""The newsletter's rules in schedules.yaml: when an issue goes, and what it is made of."""

from datetime import time, timedelta
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from comms.config.kinds import STRICT, Clock, Span, Weekday


@dataclass(frozen=True, config=STRICT)
class NewsletterRules:
    """When the issue goes, and what it is made of."""

    day: Weekday = "thursday"
    hour: Clock = time(10, 0)
    approval: Literal["stories", "required"] = "stories"
    notice: Span = timedelta(days=1)
    min_stories: Annotated[int, Field(ge=1)] = 1
    max_stories: Annotated[int, Field(ge=1, le=50)] = 12
    fresh_days: Annotated[int, Field(ge=1)] = 35
    late: Span = timedelta(hours=8)
    title: str = "Nyt fra {strategy} – uge {week}"
    core_story: str = ""
    contribute: str = ""
    consent: str = "Ja tak, jeg vil gerne have nyhedsbrev på mail. Jeg kan altid afmelde mig igen."

    def __post_init__(self) -> None:
        if self.min_stories > self.max_stories:
            raise ValueError("min_stories must not be above max_stories")
