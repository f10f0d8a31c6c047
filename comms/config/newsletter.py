"""The newsletter's rules in schedules.yaml: when an issue goes, and what it is made of."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from comms.config.kinds import STRICT, Clock, Domain, Rate, Said, Span, Weekday

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def _week(value: str) -> str:
    found = _WEEK.fullmatch(value)
    try:
        if value and not found:
            raise ValueError
        if found:
            date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise ValueError("must be a week, such as 2026-W48") from None
    return value


@dataclass(frozen=True, config=STRICT)
class Section:
    """A part of the issue with a heading of its own, and the themes that stand in it."""

    name: Said
    themes: Annotated[tuple[int, ...], Field(min_length=1)]


@dataclass(frozen=True, config=STRICT)
class NewsletterRules:
    """When the issue goes, and what it is made of.

    every_weeks: 2 is every other week, counted from `from_week` (`2026-W48`). fresh_days: an
    approved story older than this is left out, unless what it tells of lies ahead. most_of_theme:
    of one theme before others have had room. sections: in the order they are read; a theme that
    none names has a section of its own after them. calendar_days, calendar_most: how far ahead
    and how long "Det sker" is. announce: draft a post for Facebook when an issue is out.

    on_holiday: what becomes of the day when it is a holiday or a closing day; `closed_days` are
    the house's own. late: after its hour an issue may go for so long, but only between `send_from`
    and `send_until`. remind: an issue that must be approved is asked for so long before its hour.
    least_notice: no issue goes by itself before staff have been told of it for so long.

    per_domain: how many mails a recipient's domain gets, such as `outlook.com: 30/m`.
    """

    day: Weekday = "thursday"
    hour: Clock = time(10, 0)
    every_weeks: Annotated[int, Field(ge=1, le=8)] = 1
    from_week: Annotated[str, AfterValidator(_week)] = ""
    approval: Literal["stories", "required"] = "stories"
    notice: Span = timedelta(days=1)
    min_stories: Annotated[int, Field(ge=1)] = 1
    max_stories: Annotated[int, Field(ge=1, le=50)] = 12
    fresh_days: Annotated[int, Field(ge=1)] = 35
    most_of_theme: Annotated[int, Field(ge=1)] = 3
    on_holiday: Literal["before", "after", "skip"] = "before"
    closed_days: tuple[date, ...] = ()
    late: Span = timedelta(hours=8)
    send_from: Clock = time(7)
    send_until: Clock = time(21)
    remind: tuple[Span, ...] = (timedelta(days=1), timedelta(hours=3))
    least_notice: Span = timedelta(hours=2)
    title: str = "Nyt fra {strategy} – uge {week}"
    sections: tuple[Section, ...] = ()
    calendar_days: Annotated[int, Field(ge=1, le=366)] = 42
    calendar_most: Annotated[int, Field(ge=0, le=60)] = 15
    core_story: str = ""
    contribute: str = ""
    announce: bool = True
    per_domain: Mapping[Domain, Rate] = Field(default_factory=dict)
    consent: str = "Ja tak, jeg vil gerne have nyhedsbrev på mail. Jeg kan altid afmelde mig igen."

    def __post_init__(self) -> None:
        if self.min_stories > self.max_stories:
            raise ValueError("min_stories must not be above max_stories")
        if not self.send_from <= self.hour < self.send_until:
            raise ValueError("hour must lie between send_from and send_until")
        placed = [theme for section in self.sections for theme in section.themes]
        if twice := {theme for theme in placed if placed.count(theme) > 1}:
            raise ValueError(f"sections: theme {min(twice)} stands twice")
